#include "sema/keys/searchable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "sema/keys/column_attributes.hpp"
#include "sema/names/names.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {

using diag::Code;
using types::AttributeId;

const ast::Name* argument_named(const ast::Attribute& attribute, std::string_view name) {
  for (const ast::Value& argument : attribute.arguments) {
    const auto* found = std::get_if<ast::Name>(&argument.node);
    if (found != nullptr && found->text == name) return found;
  }
  return nullptr;
}

bool is_searchable(const FieldDraft& field) {
  const ast::Attribute* attribute = field.attributes.find(AttributeId::kEncrypted);
  return attribute != nullptr && argument_named(*attribute, "searchable") != nullptr;
}

void check_searchable(const Reading& context, const FieldDraft& field) {
  const ast::Attribute* encrypted = field.attributes.find(AttributeId::kEncrypted);
  const ast::Attribute* unique = field.attributes.find(AttributeId::kUnique);
  if (encrypted != nullptr && unique != nullptr && !is_searchable(field)) {
    context.sink
        .report(Code::kConflictingAttributes, fmt::format("`{}` has both `@{}` and `@{}`", field.name(),
                                                          encrypted->name.text, unique->name.text))
        .at(unique->span, "the database sees its ciphertext alone")
        .also(encrypted->span, "because of this")
        .help("write `@encrypted(searchable)`: by its keyed hash it can be unique");
  }
  if (!is_searchable(field) || !field.type || is_one_of(*field.type, {"text", "varchar", "bytea"})) return;
  context.sink
      .report(Code::kEncryptedField,
              fmt::format("`{}` is searchable, and its values have several forms", field.name()))
      .at(argument_named(*encrypted, "searchable")->span)
      .also(field.syntax->type.span, "its type")
      .help("make it a `text` or a `bytea`");
}

void add_hash_column(const Reading& context, Draft& draft, const FieldDraft& field) {
  if (!is_searchable(field)) return;
  const ir::Column source = draft.entity.columns.back();
  ir::Column column;
  column.name = source.name + "_hash";
  column.field = source.field;  // its value is the field's, in another form
  column.doc = fmt::format("By which `{}` is searched.", source.field);
  column.type.name = "bytea";
  column.nullable = true;  // until `reencrypt` has been there
  column.secret = true;
  column.hash_of = source.name;
  column.tenant_keys = source.tenant_keys;
  column.rule = ir::Rule::kSearch;
  if (const ir::Column* other = draft.entity.column(column.name);
      other != nullptr || draft.field(column.name) != nullptr) {
    context.sink
        .report(Code::kColumnCollision, fmt::format("`{}` makes the column `{}`, and so does another field",
                                                    field.name(), column.name))
        .at(field.syntax->name.span)
        .help("give one of them another name by `@column(…)`");
    return;
  }
  draft.entity.columns.push_back(std::move(column));
}

void add_hash_index(Draft& draft, const FieldDraft& field) {
  ir::Entity& entity = draft.entity;
  if (!is_searchable(field) || field.attributes.has(AttributeId::kUnique)) return;
  const auto hash = std::find_if(entity.columns.begin(), entity.columns.end(), [&](const ir::Column& column) {
    return !column.hash_of.empty() && column.field == field.name();
  });
  if (hash == entity.columns.end()) return;
  ir::Index index;
  index.name = identifier(fmt::format("{}_{}_idx", entity.table, hash->name));
  index.method = "btree";
  index.rule = ir::Rule::kSearch;
  for (const std::string& name : {entity.tenant_column, hash->name}) {
    if (!name.empty()) index.columns.emplace_back().column = name;
  }
  entity.indexes.push_back(std::move(index));
}

}  // namespace tenon::sema
