// Checks: the author's, and those that are derived of enums kept as text and of relations over several
// columns.
#include <fmt/format.h>

#include "base/text.hpp"
#include "sema/constraints/constraints.hpp"
#include "sema/constraints/index_parts.hpp"
#include "sema/names/names.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using types::AttributeId;

ir::Check authored(std::string name, const ast::Sql& sql) {
  ir::Check out;
  out.name = std::move(name);
  out.expression = sql.text;
  return out;
}

/// A foreign key over several columns isn't looked at where one of them is NULL: then all have to be.
void add_whole_or_none(ir::Entity& entity, const ir::Relation& relation, NameSet& names) {
  if (!relation.nullable || relation.columns.size() < 2) return;
  ir::Check check;
  check.name = names.free(fmt::format("{}_{}_check", entity.table, relation.field));
  check.all_or_none = relation.columns;
  entity.checks.push_back(std::move(check));
}

/// The names of a table's constraints, as far as they are given: foreign keys and those that make an index.
NameSet constraint_names(ir::Entity& entity) {
  NameSet names;
  if (ir::has_key(entity)) names.take(entity.primary_key.name);
  for (const ir::Key& unique : entity.uniques) names.take(unique.name);
  for (const ir::Exclusion& exclusion : entity.exclusions) names.take(exclusion.name);
  for (ir::ForeignKey& key : entity.foreign_keys) key.name = names.free(key.name);
  return names;
}

std::map<const ast::Check*, std::string> named_checks(const Reading& context, const Draft& draft,
                                                      NameSet& names) {
  std::map<const ast::Check*, std::string> out;
  for (const ast::Member* member : draft.members) {
    const auto* check = std::get_if<ast::Check>(member);
    if (check == nullptr) continue;
    const Attributes attributes = resolve_attributes(context, check->attributes, types::kCheckMember);
    const ast::Attribute* named = attributes.find(AttributeId::kNamed);
    if (named == nullptr && !check->name) continue;
    const std::string name =
        named_or(attributes,
                 check->name ? identifier(fmt::format("{}_{}", draft.entity.table, check->name->text)) : "");
    out[check] = name;
    if (names.take(name)) continue;
    context.sink
        .report(Code::kDuplicateName, fmt::format("`{}` has two constraints `{}`", draft.entity.name, name))
        .at(named == nullptr ? check->name->span : named->span)
        .help(named == nullptr ? "choose another name; the table's stands before it" : "choose another name");
  }
  return out;
}

}  // namespace

void resolve_checks(const Making& context, Draft& draft) {
  ir::Entity& entity = draft.entity;
  NameSet names = constraint_names(entity);
  // The author's names first: derived ones give way.
  const auto declared = named_checks(context, draft, names);
  for (const ir::Column& column : entity.columns) {
    const ir::Enum* item =
        column.type.kind == ir::Type::Kind::kEnum ? context.schema.enumeration(column.type.name) : nullptr;
    if (item == nullptr || !item->as_text) continue;
    ir::Check check;
    check.name = names.free(fmt::format("{}_{}_check", entity.table, column.name));
    check.column = column.name;
    check.array = column.type.dimensions > 0;
    check.holds_null = column.type.null_elements;
    for (const ir::EnumValue& value : item->values) check.one_of.push_back(ir::label_of(value));
    entity.checks.push_back(std::move(check));
  }
  for (const ir::Column& column : entity.columns) {
    if (!column.hashed) continue;
    ir::Check check;
    check.name = names.free(fmt::format("{}_{}_check", entity.table, column.name));
    check.column = column.name;
    check.octets = 32;  // a program that forgot to hash stores nothing
    entity.checks.push_back(std::move(check));
  }
  for (const FieldDraft& field : draft.fields) {
    const ast::Attribute* attribute = field.attributes.find(AttributeId::kCheck);
    if (attribute == nullptr) continue;
    const auto& sql = std::get<ast::Sql>(attribute->arguments[0].node);
    entity.checks.push_back(
        authored(names.free(fmt::format("{}_{}_check", entity.table, field.name())), sql));
    context.made(entity, entity.checks.back().name, attribute->span);
  }
  for (const ir::Relation& relation : entity.relations) add_whole_or_none(entity, relation, names);
  for (const ast::Member* member : draft.members) {
    const auto* check = std::get_if<ast::Check>(member);
    if (check == nullptr) continue;
    const auto name = declared.find(check);
    const std::string derived = fmt::format("{}_check", entity.table);
    entity.checks.push_back(
        authored(name == declared.end() ? names.free(derived) : name->second, check->expression));
    context.made(entity, entity.checks.back().name, check->span);
  }
}

}  // namespace tenon::sema
