#include "parse/builder.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"

namespace tenon::parse {

Span Builder::span(const Token* token) const {
  return {file_, offsets_.byte(token->getStartIndex()), offsets_.byte(token->getStopIndex() + 1)};
}

Span Builder::span(const antlr4::ParserRuleContext* node) const {
  const Token* stop = node->stop == nullptr ? node->start : node->stop;
  return cover(span(node->start), span(stop));
}

/// The `///` lines that stand directly before a node, a line each.
std::string Builder::doc(const antlr4::ParserRuleContext* node) const {
  std::string out;
  for (const Token* token : tokens_.getHiddenTokensToLeft(node->start->getTokenIndex(), SchemaLexer::DOC)) {
    if (!out.empty()) out += "\n";
    out += trimmed(token->getText().substr(3));
  }
  return out;
}

ast::Name Builder::name(SchemaParser::NameContext* node) const {
  return {node->getText(), span(node)};
}

ast::Name Builder::name(SchemaParser::ReferenceContext* node) const {
  return {node->getText(), span(node)};
}

ast::Name Builder::name(const Token* token) const {
  return {token->getText(), span(token)};
}

std::optional<ast::Name> Builder::optional_name(SchemaParser::NameContext* node) const {
  if (node == nullptr) return std::nullopt;
  return name(node);
}

ast::Sql Builder::sql(const antlr4::tree::TerminalNode* node) const {
  return sql(const_cast<antlr4::tree::TerminalNode*>(node)->getSymbol());
}

ast::Sql Builder::sql(const Token* token) const {
  const std::string quoted = token->getText();
  constexpr std::uint32_t kFence = 3;
  const std::uint32_t width = quoted.size() >= 2 * kFence && quoted.starts_with("```") ? kFence : 1;
  Span inner = span(token);
  inner.begin += width;
  inner.end -= width;
  return {quoted.substr(width, quoted.size() - 2 * width), inner};
}

std::string Builder::string(const antlr4::tree::TerminalNode* node) {
  static const std::map<char, char> kEscapes = {{'n', '\n'}, {'t', '\t'}, {'"', '"'}, {'\\', '\\'}};
  auto* terminal = const_cast<antlr4::tree::TerminalNode*>(node);
  const std::string text = terminal->getText();
  std::string out;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const std::size_t backslash = i;
    const auto escape = kEscapes.find(text[++i]);
    if (escape != kEscapes.end()) {
      out += escape->second;
      continue;
    }
    Span place = span(terminal->getSymbol());
    place.begin += static_cast<std::uint32_t>(backslash);
    // The character behind the backslash may be of several bytes.
    while (i + 1 < text.size() && (static_cast<unsigned char>(text[i + 1]) & 0xC0U) == 0x80U) ++i;
    place.end = place.begin + static_cast<std::uint32_t>(i + 1 - backslash);
    sink_
        .report(diag::Code::kBadEscape,
                "unknown escape `" + text.substr(backslash, i + 1 - backslash) + "` in a string")
        .at(place)
        .help("the escapes are `\\n`, `\\t`, `\\\"` and `\\\\`");
  }
  return out;
}

std::vector<ast::Assignment> Builder::assignments(
    const std::vector<SchemaParser::AssignmentContext*>& nodes) {
  std::vector<ast::Assignment> out;
  out.reserve(nodes.size());
  for (auto* node : nodes) out.push_back({name(node->name()), value(node->value())});
  return out;
}

ast::Value Builder::value(SchemaParser::ValueContext* node) {
  ast::Value out{ast::Null{}, span(node)};
  const auto list_of = [&](const std::vector<SchemaParser::ValueContext*>& nodes) {
    std::vector<ast::Value> values;
    for (auto* item : nodes) values.push_back(value(item));
    return values;
  };
  if (node->NUMBER() != nullptr) {
    out.node = ast::Number{node->NUMBER()->getText()};
  } else if (node->STRING() != nullptr) {
    out.node = ast::String{string(node->STRING())};
  } else if (node->SQL() != nullptr) {
    out.node = sql(node->SQL());
  } else if (node->TRUE() != nullptr || node->FALSE() != nullptr) {
    out.node = ast::Boolean{node->TRUE() != nullptr};
  } else if (node->list() != nullptr) {
    out.node = ast::List{list_of(node->list()->value())};
  } else if (node->object() != nullptr) {
    out.node = ast::Object{assignments(node->object()->assignment())};
  } else if (node->LPAREN() != nullptr) {
    out.node = ast::Call{name(node->reference()), list_of(node->value())};
  } else if (node->reference() != nullptr) {
    out.node = name(node->reference());
  }
  return out;
}

ast::Value Builder::setting_value(SchemaParser::SettingValueContext* node) {
  ast::Value out{ast::Null{}, span(node)};
  if (node->path() != nullptr) {
    out.node = ast::Name{node->getText(), out.span};
  } else if (node->NUMBER() != nullptr) {
    out.node = ast::Number{node->getText()};
  } else {
    out.node = ast::String{string(node->STRING())};
  }
  return out;
}

std::vector<ast::Setting> Builder::settings(const std::vector<SchemaParser::SettingContext*>& nodes) {
  std::vector<ast::Setting> out;
  for (auto* node : nodes) {
    if (auto* alone = node->FROZEN() != nullptr ? node->FROZEN() : node->SIGNED()) {
      out.push_back({name(alone->getSymbol()), {}});
      continue;
    }
    ast::Setting setting{name(node->name()), {}};
    for (auto* item : node->settingValue()) setting.values.push_back(setting_value(item));
    out.push_back(std::move(setting));
  }
  return out;
}

ast::Type Builder::type(SchemaParser::TypeContext* node) {
  ast::Type out;
  out.span = span(node);
  out.dimensions = static_cast<int>(node->arraySuffix().size());
  if (node->nullElements() != nullptr) out.null_elements = span(node->nullElements());
  if (node->SQL() != nullptr) {
    out.raw = sql(node->SQL());
    return out;
  }
  out.name = name(node->reference(0));
  if (node->LESS() != nullptr) out.element = name(node->reference(1));
  if (auto* arguments = node->typeArguments()) {
    for (auto* number : arguments->NUMBER()) {
      out.parameters.push_back({ast::Number{number->getText()}, span(number->getSymbol())});
    }
  }
  return out;
}

ast::Attribute Builder::attribute(SchemaParser::AttributeContext* node) {
  ast::Attribute out{name(node->name()), {}, span(node)};
  for (auto* argument : node->value()) out.arguments.push_back(value(argument));
  return out;
}

std::vector<ast::Attribute> Builder::attributes(const std::vector<SchemaParser::AttributeContext*>& nodes) {
  std::vector<ast::Attribute> out;
  out.reserve(nodes.size());
  for (auto* node : nodes) out.push_back(attribute(node));
  return out;
}

ast::Field Builder::field(SchemaParser::FieldContext* node) {
  ast::Field out;
  out.doc = doc(node);
  out.name = name(node->name());
  out.type = type(node->type());
  if (node->QUESTION() != nullptr) out.nullable = span(node->QUESTION()->getSymbol());
  if (node->value() != nullptr) out.default_value = value(node->value());
  out.attributes = attributes(node->attribute());
  out.span = span(node);
  return out;
}

ast::GlobalReason Builder::reason(SchemaParser::BecauseContext* node) {
  return {string(node->STRING()), span(node)};
}

std::optional<ast::GlobalReason> Builder::global(SchemaParser::GlobalReasonContext* node) {
  if (node == nullptr) return std::nullopt;
  return ast::GlobalReason{reason(node->because()).text, span(node)};
}

std::vector<ast::Member> Builder::members(const std::vector<SchemaParser::MemberContext*>& nodes) {
  std::vector<ast::Member> out;
  out.reserve(nodes.size());
  for (auto* node : nodes) out.push_back(member(node));
  return out;
}

std::optional<ast::Placed> Builder::placed(SchemaParser::PlacedContext* node) {
  if (node == nullptr) return std::nullopt;
  std::optional<ast::Name> space;
  if (node->space != nullptr) space = sql_name(node->space);
  return ast::Placed{std::move(space), sql_name(node->called)};
}

ast::Enum Builder::enumeration(SchemaParser::EnumDeclarationContext* node) {
  ast::Enum out{doc(node), name(node->name(0)), std::nullopt, attributes(node->attribute()), {}};
  out.placed = placed(node->placed());
  if (node->AS() != nullptr) out.as = name(node->name(1));
  for (auto* value : node->enumValue()) {
    std::optional<ast::Name> label;
    if (auto* text = value->STRING()) label = ast::Name{string(text), span(text->getSymbol())};
    out.values.push_back({doc(value), name(value->name()), std::move(label), attributes(value->attribute())});
  }
  return out;
}

ast::Domain Builder::domain(SchemaParser::DomainDeclarationContext* node) {
  ast::Domain out{doc(node), name(node->name()), type(node->type()), std::nullopt, {}, span(node)};
  out.placed = placed(node->placed());
  if (node->value() != nullptr) out.default_value = value(node->value());
  for (auto* item : node->checkMember()) out.checks.push_back(check(item));
  return out;
}

ast::Raw Builder::raw(SchemaParser::RawDeclarationContext* node) {
  ast::Raw out{
      doc(node), node->AFTER() != nullptr, optional_name(node->name()), sql(node->SQL(0)), std::nullopt,
      span(node)};
  if (node->UNDO() != nullptr) out.undo = sql(node->SQL(1));
  return out;
}

ast::SessionBlock Builder::session(SchemaParser::SessionDeclarationContext* node) {
  ast::SessionBlock out{{}, span(node->SESSION()->getSymbol())};
  for (auto* item : node->sessionVariable()) {
    ast::SessionVariable variable;
    variable.doc = doc(item);
    variable.name = name(item->name());
    variable.type = type(item->type());
    if (item->QUESTION() != nullptr) variable.nullable = span(item->QUESTION()->getSymbol());
    variable.setting = {item->path()->getText(), span(item->path())};
    variable.attributes = attributes(item->attribute());
    out.variables.push_back(std::move(variable));
  }
  return out;
}

ast::LintsBlock Builder::lints(SchemaParser::LintsDeclarationContext* node) {
  ast::LintsBlock out{{}, {}, span(node->LINTS()->getSymbol())};
  for (auto* item : node->lintSetting()) {
    ast::LintSetting setting{name(item->lint), name(item->level), std::nullopt};
    if (item->because() != nullptr) setting.because = reason(item->because());
    out.settings.push_back(std::move(setting));
  }
  for (auto* item : node->lintBaseline())
    out.baselines.push_back({string(item->STRING()), span(item->STRING()->getSymbol()), std::nullopt});
  return out;
}

/// What stands in backticks is named as the server writes it, which no path is.
ast::Name Builder::allowed(SchemaParser::AllowedContext* node) const {
  if (node->SQL() == nullptr) return {node->getText(), span(node)};
  const ast::Sql quoted = sql(node->SQL());
  return {quoted.text, quoted.span};
}

ast::AllowBlock Builder::allow(SchemaParser::AllowDeclarationContext* node) {
  ast::AllowBlock out{{}, span(node->ALLOW()->getSymbol())};
  for (auto* item : node->allowance()) {
    ast::Allowance allowance{name(item->kind), allowed(item->what), std::nullopt, std::nullopt, span(item)};
    if (item->to != nullptr) allowance.to = allowed(item->to);
    if (item->because() != nullptr) allowance.because = reason(item->because());
    out.allowances.push_back(std::move(allowance));
  }
  return out;
}

ast::Struct Builder::structure(SchemaParser::StructDeclarationContext* node) {
  ast::Struct out{doc(node), name(node->name()), {}, node->ELLIPSIS() != nullptr};
  for (auto* item : node->field()) out.fields.push_back(field(item));
  return out;
}

ast::SeedRow Builder::seed_row(SchemaParser::SeedRowContext* node) {
  ast::SeedRow out;
  out.span = span(node);
  out.label = optional_name(node->label);
  out.entity = name(node->entity);
  out.values = assignments(node->assignment());
  return out;
}

ast::Seed Builder::seed(SchemaParser::SeedDeclarationContext* node) {
  ast::Seed out{doc(node), name(node->name()), {}};
  for (auto* item : node->seedItem()) {
    if (auto* row = item->seedRow()) {
      out.items.emplace_back(seed_row(row));
      continue;
    }
    ast::SeedScope scope{name(item->seedScope()->name()), {}};
    for (auto* row : item->seedScope()->seedRow()) scope.rows.push_back(seed_row(row));
    out.items.emplace_back(std::move(scope));
  }
  return out;
}

ast::QueryEmbed Builder::embed(SchemaParser::QueryClauseContext* node) {
  ast::QueryEmbed out{name(node->entity), name(node->alias), {}, {}, span(node)};
  if (node->relation != nullptr) out.through = name(node->relation);
  if (node->columns() != nullptr) out.by = columns(node->columns());
  return out;
}

std::vector<ast::QueryParameter> Builder::parameters(
    const std::vector<SchemaParser::ParameterContext*>& nodes) {
  std::vector<ast::QueryParameter> out;
  for (auto* item : nodes) {
    out.push_back({name(item->name()), type(item->type()), {}, attributes(item->attribute())});
    if (item->QUESTION() != nullptr) out.back().nullable = span(item->QUESTION()->getSymbol());
  }
  return out;
}

ast::Query Builder::query(SchemaParser::QueryDeclarationContext* node) {
  ast::Query out;
  out.doc = doc(node);
  if (node->GLOBAL() != nullptr) out.global = span(node->GLOBAL()->getSymbol());
  out.name = name(node->name());
  out.parameters = parameters(node->parameter());
  for (auto* word : node->queryWord()) out.shape.push_back(name(word->getStart()));
  if (node->because() != nullptr) out.because = reason(node->because());
  out.sql = sql(node->SQL());
  for (auto* item : node->queryClause()) {
    if (item->EMBED() != nullptr) {
      out.embeds.push_back(embed(item));
      continue;
    }
    if (item->PAGE() == nullptr) {
      out.orders.push_back({name(item->name(0)), columns(item->columns())});
      continue;
    }
    if (!out.page.empty()) sink_.report(diag::Code::kSyntaxError, "a query has two `page by`").at(span(item));
    out.page = columns(item->columns());
    out.page_span = span(item);
  }
  return out;
}

ast::Declaration Builder::declaration(SchemaParser::DeclarationContext* node) {
  if (auto* import = node->importDeclaration()) {
    return ast::Import{string(import->STRING()), span(import->STRING()->getSymbol()),
                       optional_name(import->name())};
  }
  if (auto* item = node->placementDeclaration()) return ast::Placement{name(item->name())};
  if (auto* block = node->schemaDeclaration()) {
    return ast::SchemaBlock{doc(block), name(block->name()), settings(block->setting())};
  }
  if (auto* block = node->tenancyDeclaration()) {
    return ast::TenancyBlock{settings(block->setting()), span(block->TENANCY()->getSymbol())};
  }
  if (auto* block = node->sessionDeclaration()) return session(block);
  if (auto* item = node->extendDeclaration())
    return ast::Extension{name(item->reference()), members(item->member())};
  if (auto* item = node->mixinDeclaration())
    return ast::Mixin{doc(item), name(item->name()), members(item->member())};
  if (auto* item = node->enumDeclaration()) return enumeration(item);
  if (auto* item = node->structDeclaration()) return structure(item);
  if (auto* item = node->domainDeclaration()) return domain(item);
  if (auto* item = node->sequenceDeclaration()) return sequence(item);
  if (auto* item = node->typeDeclaration()) return composite(item);
  if (auto* item = node->rawDeclaration()) return raw(item);
  if (auto* block = node->lintsDeclaration()) return lints(block);
  if (auto* block = node->allowDeclaration()) return allow(block);
  if (auto* item = node->viewDeclaration()) {
    ast::View out{doc(item), name(item->name()), placed(item->placed()), std::nullopt, sql(item->SQL())};
    if (item->rights != nullptr) out.rights = name(item->rights);
    return out;
  }
  if (auto* item = node->storedViewDeclaration()) return stored_view(item);
  if (auto* item = node->queryDeclaration()) return query(item);
  if (auto* item = node->functionDeclaration()) return function(item);
  if (auto* item = node->roleDeclaration()) return role(item);
  if (auto* item = node->seedDeclaration()) return seed(item);
  return entity(node->entityDeclaration());
}

ast::File Builder::file(SchemaParser::FileContext* node) {
  ast::File out{file_, {}};
  for (auto* item : node->declaration()) out.declarations.push_back(declaration(item));
  return out;
}

}  // namespace tenon::parse
