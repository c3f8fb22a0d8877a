// `next_number(…)`: rows that the database counts within their tenant, and within what else is named there.
#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "base/text.hpp"
#include "sema/keys/column_attributes.hpp"
#include "sema/keys/keys.hpp"
#include "types/types.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using types::AttributeId;

constexpr std::string_view kFunction = "next_number";
constexpr std::string_view kFast = "fast";

const ast::Call* call_of(const FieldDraft& field) {
  if (field.syntax == nullptr || !field.syntax->default_value) return nullptr;
  const auto* call = std::get_if<ast::Call>(&field.syntax->default_value->node);
  return call != nullptr && call->function.text == kFunction ? call : nullptr;
}

diag::Diagnostic& report(const Reading& context, const FieldDraft& field, const std::string& what) {
  return context.sink.report(Code::kMisplacedNumber, fmt::format("`{}` {}", field.name(), what))
      .at(field.syntax->default_value->span);
}

/// What else would say the column's values, or rests on them before they are there.
constexpr std::pair<AttributeId, std::string_view> kUnfit[] = {
    {AttributeId::kKey, "a key is known before its row is written"},
    {AttributeId::kUnique, "it is unique already, among the rows that are counted together"},
    {AttributeId::kBackfill, "rows that are there are numbered in the order of their keys"},
    {AttributeId::kExample, "nobody gives it a value"},
    {AttributeId::kTouch, "it is given once"},
    {AttributeId::kVersion, "it is given once"},
};

bool check_attributes(const Reading& context, const FieldDraft& field) {
  bool good = true;
  for (const auto& [id, why] : kUnfit) {
    const ast::Attribute* attribute = field.attributes.find(id);
    if (attribute == nullptr) continue;
    context.sink
        .report(Code::kConflictingAttributes,
                fmt::format("`{}` is counted, and has `@{}`", field.name(), attribute->name.text))
        .at(attribute->span, std::string(why))
        .also(field.syntax->default_value->span, "because of this")
        .help("remove the attribute");
    good = false;
  }
  return good;
}

/// Whether the entity's rows, and this field of theirs, can be counted.
bool can_be_counted(const Reading& context, const Draft& draft, const FieldDraft& field) {
  const std::string& entity = draft.entity.name;
  if (!in_tenant(draft.entity)) {
    report(context, field, fmt::format("counts the rows of `{}`, which belong to no tenant", entity))
        .help("`@identity` numbers all rows of a table by one counter");
    return false;
  }
  if (!field.type || !is_one_of(*field.type, {"int2", "int4", "int8"})) {
    if (field.type)
      report(context, field, "holds no number that could be counted up").help("make it an `int8`");
    return false;
  }
  if (field.nullable()) {
    report(context, field, "is counted, and can be NULL").help("remove the `?`");
    return false;
  }
  if (const ir::Column* other = ir::numbered_column(draft.entity)) {
    report(context, field, fmt::format("is the second number of `{}`", entity))
        .note(fmt::format("`{}` counts its rows already", other->field))
        .help("let an entity of its own have the other");
    return false;
  }
  const auto divides = [](const ast::Member* member) {
    return std::holds_alternative<ast::Partition>(*member);
  };
  if (std::any_of(draft.members.begin(), draft.members.end(), divides)) {
    report(context, field, fmt::format("counts the rows of `{}`, which is partitioned", entity))
        .note("Postgres holds nothing unique over all partitions but what names the partition key");
    return false;
  }
  const bool in_key = std::any_of(draft.key.begin(), draft.key.end(), [&](const KeyColumn& column) {
    return field_of_column(draft, column.name) == &field;
  });
  if (in_key) {
    report(context, field, "is counted, and in the key")
        .note("a key is known before its row is written")
        .help("give the entity a key of its own, `id: uuid = uuid() @key`");
    return false;
  }
  return check_attributes(context, field);
}

/// A column by whose values rows are counted: each has one, and its text is the same in every session.
bool is_fit(const Reading& context, const ir::Column& column) {
  const ir::Type type = column.type.kind == ir::Type::Kind::kDomain
                            ? (context.schema.domain(column.type.name) == nullptr
                                   ? column.type
                                   : context.schema.domain(column.type.name)->type)
                            : column.type;
  if (type.dimensions > 0 || column.nullable || column.encrypted || !column.generated.empty()) return false;
  return type.kind == ir::Type::Kind::kEnum ||
         is_one_of(type, {"int2", "int4", "int8", "uuid", "text", "varchar", "bool"});
}

void add_per(const Reading& context, const Draft& draft, const FieldDraft& field, const ast::Name& name,
             ir::Numbering& out) {
  const FieldDraft* by = draft.field(name.text);
  if (by == nullptr) {
    if (draft.may_lack(name.text)) return;
    auto& diagnostic =
        context.sink
            .report(Code::kNumberedPer, fmt::format("`{}` has no field `{}`", draft.entity.name, name.text))
            .at(name.span);
    std::vector<std::string> known = draft.field_names();
    known.emplace_back(kFast);
    suggest(diagnostic, name.text, known);
    return;
  }
  for (const KeyColumn& key : columns_of(*by)) {
    const ir::Column* column = draft.entity.column(key.name);
    if (column == nullptr) continue;
    const bool twice = contains(out.per, column->name);
    if (!twice && by != &field && is_fit(context, *column)) {
      out.per.push_back(column->name);
      continue;
    }
    context.sink.report(Code::kNumberedPer, fmt::format("rows can't be counted by `{}`", name.text))
        .at(name.span, twice              ? "it stands here twice"
                       : by == &field     ? "it is the number itself"
                       : column->nullable ? "it can be NULL"
                                          : "its values have no text that is the same in every session")
        .help("count by a relation, an enum, a whole number, a uuid, a text or a bool that can't be NULL");
    return;
  }
}

void resolve_number(const Reading& context, Draft& draft, const FieldDraft& field, const ast::Call& call) {
  if (!can_be_counted(context, draft, field)) return;
  ir::Numbering numbering;
  for (const ast::Value& argument : call.arguments) {
    const auto* name = std::get_if<ast::Name>(&argument.node);
    if (name == nullptr) {
      context.sink.report(Code::kNumberedPer, "rows are counted by fields, or `fast`").at(argument.span);
    } else if (name->text == kFast && draft.field(kFast) == nullptr) {
      numbering.fast = true;
    } else {
      add_per(context, draft, field, *name, numbering);
    }
  }
  for (ir::Column& column : draft.entity.columns) {
    if (column.field == field.name() && field_of_column(draft, column.name) == &field)
      column.numbering = std::move(numbering);
  }
}

}  // namespace

bool is_counted(const FieldDraft& field) {
  return call_of(field) != nullptr;
}

void resolve_numbers(const Making& context) {
  for (Draft& draft : context.making) {
    for (const FieldDraft& field : draft.fields) {
      const ast::Call* call = call_of(field);
      if (call != nullptr && field.target == nullptr) resolve_number(context, draft, field, *call);
    }
  }
}

}  // namespace tenon::sema
