// Syntax of what stands in the database beside tables.
#include "parse/builder.hpp"

namespace tenon::parse {

/// `Member`, `Member.relation`, or with the namespace before; which of the first two parts is that of two is
/// told once namespaces are known.
ast::Visible Builder::visible(SchemaParser::VisibleContext* node) {
  const auto parts = node->name();
  ast::Visible out{name(parts[0]), std::nullopt, span(node)};
  if (parts.size() > 2) {
    const ast::Name member = name(parts[1]);
    out.member = {out.member.text + "." + member.text, cover(out.member.span, member.span)};
  }
  if (parts.size() > 1) out.relation = name(parts.back());
  return out;
}

ast::Entity Builder::entity(SchemaParser::EntityDeclarationContext* node) {
  ast::Entity out;
  out.doc = doc(node);
  if (node->FROZEN() != nullptr) out.frozen = span(node->FROZEN()->getSymbol());
  if (node->GLOBAL() != nullptr) out.global = span(node->GLOBAL()->getSymbol());
  if (node->SHARED() != nullptr) out.shared = span(node->SHARED()->getSymbol());
  out.name = name(node->name());
  out.placed = placed(node->placed());
  if (node->references() != nullptr) out.mixins = names(node->references());
  out.attributes = attributes(node->attribute());
  if (node->because() != nullptr) out.because = reason(node->because());
  if (auto* inherited = node->inherited())
    out.inherited = ast::Inherited{name(inherited->way), span(inherited)};
  if (auto* visible = node->visible()) out.visible = this->visible(visible);
  if (auto* writable = node->writable()) {
    out.writable = ast::Writable{name(writable->reference()), std::nullopt, span(writable)};
    if (writable->because() != nullptr) out.writable->because = reason(writable->because());
  }
  out.members = members(node->member());
  return out;
}

ast::Sequence Builder::sequence(SchemaParser::SequenceDeclarationContext* node) {
  ast::Sequence out{doc(node), name(node->name(0)), placed(node->placed()), optional_name(node->as), {}};
  for (auto* item : node->sequenceOption()) {
    ast::SequenceOption option{name(item->IDENTIFIER()->getSymbol()), std::nullopt};
    if (item->NUMBER() != nullptr) option.number = name(item->NUMBER()->getSymbol());
    out.options.push_back(std::move(option));
  }
  return out;
}

ast::Composite Builder::composite(SchemaParser::TypeDeclarationContext* node) {
  ast::Composite out{doc(node), name(node->name()), placed(node->placed()), {}};
  for (auto* item : node->field()) out.fields.push_back(field(item));
  return out;
}

ast::Role Builder::role(SchemaParser::RoleDeclarationContext* node) {
  ast::Role out{doc(node), name(node->name()), settings(node->setting())};
  if (node->because() != nullptr) out.because = reason(node->because());
  for (auto* item : node->readAll()) {
    for (ast::Name& entity : names(item->references())) out.reads_all.push_back(std::move(entity));
  }
  return out;
}

ast::View Builder::stored_view(SchemaParser::StoredViewDeclarationContext* node) {
  ast::Stored stored;
  if (node->GLOBAL() != nullptr) stored.global = span(node->GLOBAL()->getSymbol());
  if (node->because() != nullptr) stored.because = reason(node->because());
  if (auto* item = node->refreshed()) {
    stored.refreshed = ast::Refreshed{{}, {}, span(item)};
    if (item->duration() != nullptr) stored.refreshed->every = duration(item->duration());
    if (item->references() != nullptr) stored.refreshed->by = names(item->references());
  }
  for (auto* item : node->storedViewClause())
    (item->KEY() != nullptr ? stored.keys : stored.indexes).push_back(columns(item->columns()));
  return {doc(node),    name(node->name()), placed(node->placed()),
          std::nullopt, sql(node->SQL()),   std::move(stored)};
}

ast::Function Builder::function(SchemaParser::FunctionDeclarationContext* node) {
  ast::Function out;
  out.doc = doc(node);
  out.procedure = node->PROCEDURE() != nullptr;
  out.name = name(node->name());
  out.placed = placed(node->placed());
  out.parameters = parameters(node->parameter());
  if (node->type() != nullptr) out.type = type(node->type());
  if (node->QUESTION() != nullptr) out.nullable = span(node->QUESTION()->getSymbol());
  for (auto* word : node->functionWord()) {
    if (word->LANGUAGE() == nullptr) {
      out.words.push_back(name(word->getStart()));
    } else if (out.language) {
      sink_.report(diag::Code::kSyntaxError, "a function has two languages").at(span(word));
    } else {
      out.language = name(word->name());
    }
  }
  if (node->reads != nullptr) out.reads = names(node->reads);
  if (node->callers != nullptr) out.callers = names(node->callers);
  if (node->because() != nullptr) out.because = reason(node->because());
  out.body = sql(node->SQL());
  return out;
}

}  // namespace tenon::parse
