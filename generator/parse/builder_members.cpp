// What stands between the braces of an entity.
#include "parse/builder.hpp"

namespace tenon::parse {

ast::Name Builder::sql_name(SchemaParser::SqlNameContext* node) {
  if (node->STRING() != nullptr) return {string(node->STRING()), span(node)};
  return name(node->name());
}

ast::Column Builder::column(SchemaParser::ColumnContext* node) {
  ast::Column out;
  out.span = span(node);
  if (node->SQL() != nullptr) {
    out.what = sql(node->SQL());
  } else {
    out.what = name(node->name());
  }
  if (node->operatorClass != nullptr) out.operator_class = name(node->operatorClass);
  out.descending = node->direction() != nullptr && node->direction()->DESC() != nullptr;
  if (node->nullsOrder() != nullptr) out.nulls_first = node->nullsOrder()->FIRST() != nullptr;
  return out;
}

std::vector<ast::Column> Builder::columns(SchemaParser::ColumnsContext* node) {
  std::vector<ast::Column> out;
  for (auto* item : node->column()) out.push_back(column(item));
  return out;
}

std::vector<ast::Option> Builder::options(SchemaParser::OptionListContext* node) {
  std::vector<ast::Option> out;
  for (auto* option : node->option()) {
    ast::Value chosen{ast::Null{}, {}};
    if (option->NUMBER() != nullptr) {
      chosen = {ast::Number{option->NUMBER()->getText()}, span(option->NUMBER()->getSymbol())};
    } else if (option->STRING() != nullptr) {
      chosen = {ast::String{string(option->STRING())}, span(option->STRING()->getSymbol())};
    } else {
      chosen = {name(option->name(1)), span(option->name(1))};
    }
    out.push_back({name(option->name(0)), std::move(chosen)});
  }
  return out;
}

std::vector<ast::Name> Builder::names(SchemaParser::NamesContext* node) const {
  std::vector<ast::Name> out;
  for (auto* item : node->name()) out.push_back(name(item));
  return out;
}

std::vector<ast::Name> Builder::names(SchemaParser::ReferencesContext* node) const {
  std::vector<ast::Name> out;
  for (auto* item : node->reference()) out.push_back(name(item));
  return out;
}

ast::Duration Builder::duration(SchemaParser::DurationContext* node) const {
  return {node->NUMBER()->getText(), name(node->name()), span(node)};
}

ast::Value Builder::number(const Token* token) const {
  return {ast::Number{token->getText()}, span(token)};
}

std::optional<ast::Sql> Builder::where(SchemaParser::WhereClauseContext* node) const {
  if (node == nullptr) return std::nullopt;
  return sql(node->SQL());
}

ast::Unique Builder::unique(SchemaParser::UniqueMemberContext* node) {
  ast::Unique out;
  out.columns = columns(node->columns());
  if (node->includeClause() != nullptr) out.include = columns(node->includeClause()->columns());
  if (node->nullsClause() != nullptr) out.nulls_not_distinct = span(node->nullsClause());
  out.where = where(node->whereClause());
  out.global = global(node->globalReason());
  if (node->shadows() != nullptr) out.shadows = span(node->shadows());
  out.attributes = attributes(node->attribute());
  out.span = span(node);
  return out;
}

ast::Index Builder::index(SchemaParser::IndexMemberContext* node) {
  ast::Index out;
  out.span = span(node);
  if (node->UNIQUE() != nullptr) out.unique = span(node->UNIQUE()->getSymbol());
  if (node->nullsClause() != nullptr) out.nulls_not_distinct = span(node->nullsClause());
  out.method = optional_name(node->name());
  out.columns = columns(node->columns());
  if (node->includeClause() != nullptr) out.include = columns(node->includeClause()->columns());
  out.where = where(node->whereClause());
  if (node->withClause() != nullptr) out.options = options(node->withClause()->optionList());
  out.global = global(node->globalReason());
  out.attributes = attributes(node->attribute());
  return out;
}

ast::Check Builder::check(SchemaParser::CheckMemberContext* node) {
  return {optional_name(node->name()), sql(node->SQL()), attributes(node->attribute()), span(node)};
}

ast::Key Builder::key(SchemaParser::KeyMemberContext* node) {
  if (node->NONE() != nullptr) {
    ast::Key out;
    out.span = span(node);
    out.none = true;
    if (node->because() != nullptr) out.because = reason(node->because());
    return out;
  }
  ast::Key out;
  out.columns = columns(node->columns());
  out.global = global(node->globalReason());
  out.attributes = attributes(node->attribute());
  out.span = span(node);
  if (node->shadows() != nullptr) out.shadows = span(node->shadows());
  return out;
}

ast::ForeignKey Builder::foreign_key(SchemaParser::ForeignKeyMemberContext* node) {
  ast::ForeignKey out;
  out.columns = columns(node->columns(0));
  out.entity = name(node->reference());
  if (node->referenced != nullptr) out.referenced = columns(node->referenced);
  out.attributes = attributes(node->attribute());
  out.span = span(node);
  return out;
}

ast::Exclude Builder::exclude(SchemaParser::ExcludeMemberContext* node) {
  ast::Exclude out;
  out.method = optional_name(node->name());
  for (auto* item : node->exclusion()) {
    const bool equals = item->EQUALS() != nullptr;
    out.elements.push_back({column(item->column()),
                            equals ? ast::Sql{"=", span(item->EQUALS()->getSymbol())} : sql(item->SQL())});
  }
  out.where = where(node->whereClause());
  out.global = global(node->globalReason());
  out.attributes = attributes(node->attribute());
  out.span = span(node);
  return out;
}

ast::Policy Builder::policy(SchemaParser::PolicyMemberContext* node) {
  ast::Policy out{name(node->name(0)), {}, {}, sql(node->SQL()), span(node)};
  for (std::size_t i = 1; i < node->name().size(); ++i) out.commands.push_back(name(node->name(i)));
  if (node->references() != nullptr) out.roles = names(node->references());
  return out;
}

ast::Partition Builder::partition(SchemaParser::PartitionMemberContext* node) {
  ast::Partition out{name(node->name(0)), columns(node->columns()), optional_name(node->unit), {}, {}, {}, {},
                     span(node)};
  if (node->ahead != nullptr) out.ahead = number(node->ahead);
  if (node->retainClause() != nullptr) out.retain = duration(node->retainClause()->duration());
  if (node->into != nullptr) out.into = number(node->into);
  if (node->partitionList() == nullptr) return out;
  out.items.emplace();
  for (auto* item : node->partitionList()->partitionItem()) {
    out.items->push_back({{name(item->assignment()->name()), value(item->assignment()->value())},
                          attributes(item->attribute()),
                          span(item)});
  }
  return out;
}

ast::Search Builder::search(SchemaParser::SearchMemberContext* node) {
  ast::Search out{name(node->kind), {}, optional_name(node->language), {}, {}, {}, span(node)};
  if (node->columns() != nullptr) out.columns = columns(node->columns());
  if (node->method != nullptr) out.method = name(node->method);
  if (node->metric != nullptr) out.metric = name(node->metric);
  if (node->optionList() != nullptr) out.options = options(node->optionList());
  return out;
}

ast::Trigger Builder::trigger(SchemaParser::TriggerMemberContext* node) {
  ast::Trigger out{name(node->name(0)), node->AFTER() != nullptr, {}, optional_name(node->unit), {}, {},
                   span(node)};
  for (std::size_t i = 1; i < node->name().size(); ++i) {
    if (node->name(i) != node->unit) out.events.push_back(name(node->name(i)));
  }
  if (node->condition != nullptr) out.when = sql(node->condition);
  out.body = sql(node->body);
  return out;
}

ast::Audit Builder::audit(SchemaParser::AuditMemberContext* node) {
  ast::Audit out{std::nullopt, {}, span(node)};
  if (node->retainClause() != nullptr) out.retain = duration(node->retainClause()->duration());
  if (node->withClause() != nullptr) out.options = options(node->withClause()->optionList());
  return out;
}

std::vector<ast::Column> Builder::plain_columns(SchemaParser::NamesContext* node) {
  std::vector<ast::Column> out;
  for (ast::Name& field : names(node)) {
    ast::Column column;
    column.span = field.span;
    column.what = std::move(field);
    out.push_back(std::move(column));
  }
  return out;
}

ast::Lookup Builder::lookup(SchemaParser::LookupMemberContext* node) {
  ast::Lookup out{plain_columns(node->fields), {}, span(node)};
  if (node->given != nullptr) out.gives = plain_columns(node->given);
  return out;
}

ast::Statistics Builder::statistics(SchemaParser::StatisticsMemberContext* node) {
  ast::Statistics out{plain_columns(node->fields), {}, span(node)};
  if (node->kinds != nullptr) out.kinds = names(node->kinds);
  return out;
}

ast::Member Builder::retain(SchemaParser::RetainMemberContext* node) {
  if (node->FOREVER() != nullptr) {
    ast::RetainForever out{std::nullopt, span(node)};
    if (node->because() != nullptr) out.because = reason(node->because());
    return out;
  }
  ast::Retain out{duration(node->duration()), name(node->name()), std::nullopt, span(node)};
  if (node->ANONYMISE() != nullptr) out.anonymise = span(node->ANONYMISE()->getSymbol());
  return out;
}

ast::Member Builder::member(SchemaParser::MemberContext* node) {
  if (auto* item = node->field()) return field(item);
  if (auto* item = node->keyMember()) return key(item);
  if (auto* item = node->foreignKeyMember()) return foreign_key(item);
  if (auto* item = node->uniqueMember()) return unique(item);
  if (auto* item = node->indexMember()) return index(item);
  if (auto* item = node->checkMember()) return check(item);
  if (auto* item = node->excludeMember()) return exclude(item);
  if (auto* item = node->policyMember()) return policy(item);
  if (auto* item = node->partitionMember()) return partition(item);
  if (auto* item = node->retainMember()) return retain(item);
  if (auto* item = node->searchMember()) return search(item);
  if (auto* item = node->triggerMember()) return trigger(item);
  if (auto* item = node->softDeleteMember()) return ast::SoftDelete{span(item)};
  if (auto* item = node->auditMember()) return audit(item);
  if (auto* item = node->storageMember()) return ast::Storage{options(item->optionList()), span(item)};
  if (auto* item = node->lookupMember()) return lookup(item);
  return statistics(node->statisticsMember());
}

}  // namespace tenon::parse
