// Syntax of what stands in the database beside tables.
#include "parse/builder.hpp"

namespace tenon::parse {

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
    for (auto* entity : item->names()->name()) out.reads_all.push_back(name(entity));
  }
  return out;
}

}  // namespace tenon::parse
