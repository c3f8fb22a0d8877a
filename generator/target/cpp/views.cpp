#include "target/cpp/views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <set>

#include "base/text.hpp"
#include "target/cpp/described.hpp"
#include "target/cpp/encrypted.hpp"
#include "target/cpp/fakes.hpp"
#include "target/cpp/many.hpp"
#include "target/cpp/names.hpp"
#include "target/cpp/search.hpp"
#include "target/cpp/statements.hpp"
#include "target/cpp/streams.hpp"

namespace tenon::target::cpp {
namespace {

using render::cpp_code;
using render::cpp_doc;
using render::cpp_name;
using render::cpp_string;
using render::View;

using Columns = std::vector<const ir::Column*>;

constexpr int kMemberIndent = 2;
constexpr int kArgumentIndent = 6;

}  // namespace

View::List fields(const Columns& columns, CppText (*type)(const ir::Column&)) {
  View::List out;
  for (const ir::Column* column : columns) {
    if (!column->hash_of.empty()) continue;  // another form of a field that is there
    View item;
    item.put_optional("doc", cpp_doc(column->doc, kMemberIndent));
    item.put("type", type(*column));
    item.put("name", field_name(*column));
    item.put("required", !column->nullable && !column->default_value);
    out.push_back(std::move(item));
  }
  return out;
}

CppText filled(const std::vector<std::string>& items, int indent) {
  constexpr std::size_t kWidth = 100;
  std::string out;
  std::size_t line = 0;
  for (const std::string& item : items) {
    if (!out.empty()) out += ",";
    if (!out.empty() && line + item.size() > kWidth) {
      out += fmt::format("\n{:{}}", "", indent);
      line = 0;
    } else if (!out.empty()) {
      out += " ";
    }
    out += item;
    line += item.size() + 2;
  }
  return cpp_code(std::move(out));
}

CppText arguments(const ir::Entity& entity, const Columns& columns, std::vector<std::string> more) {
  std::vector<std::string> out = {"tx_"};
  out.emplace_back("kStatement");
  if (asks_by_tenant(entity)) out.emplace_back("tx_.tenant()");
  for (const ir::Column* column : columns) out.push_back(parameter_name(*column).str());
  out.insert(out.end(), more.begin(), more.end());
  return filled(out, kArgumentIndent);
}

std::vector<std::string> flagged(const Columns& columns, const std::string& object,
                                 bool (*flag)(const ir::Column&), const Written& written) {
  std::vector<std::string> out;
  for (const ir::Column* column : columns) {
    const std::string value = fmt::format("{}.{}", object, field_name(*column).str());
    if (flag(*column)) out.push_back(fmt::format("tenon::is_set({})", value));
    out.push_back(written(*column, value));
  }
  return out;
}

bool has_choice(const ir::Column& column) {
  return column.default_value.has_value() && column.nullable;
}
bool always(const ir::Column&) {
  return true;
}

namespace {

/// A row of no tenant is put in without one, whoever sees it.
CppText insert_arguments(const ir::Schema& schema, const ir::Entity& entity) {
  std::vector<std::string> given =
      flagged(new_columns(entity), "row", has_choice, written_new(schema, entity));
  if (!entity.visible) return arguments(entity, {}, std::move(given));
  given.insert(given.begin(), {"tx_", "kStatement"});
  return filled(given, kArgumentIndent);
}

}  // namespace

CppText statement_name(const ir::Schema& schema, const ir::Entity& entity, std::string_view what) {
  return cpp_string(fmt::format("{}.{}.{}", schema.name, ir::stem(entity), what));
}

View::List reads(const ir::Schema& schema, const ir::Entity& entity) {
  View::List out;
  int at = 0;
  for (const ir::Column* column : struct_columns(entity)) {
    View item;
    item.put("name", field_name(*column));
    item.put("value",
             cpp_code(column->encrypted ? read_encrypted(schema, entity, *column)
                                        : fmt::format("row.get<{}>({})", field_type(*column).str(), at)));
    ++at;
    out.push_back(std::move(item));
  }
  return out;
}

namespace {

View finder_view(const ir::Schema& schema, const ir::Entity& entity, const std::string& name,
                 const Columns& by, const std::string& doc) {
  View out;
  out.put("method", cpp_code(name));
  out.put("doc", cpp_doc(doc, kMemberIndent));
  out.put("parameters", parameters(by));
  out.put("statement", statement_name(schema, entity, name));
  out.put("sql", cpp_string(select_sql(schema, entity, by).str()));
  out.put("arguments", arguments(entity, by));
  out.put("by", equal_to(entity, by));
  return out;
}

/// What is unique by its hash is found by its value.
bool is_hash(const ir::Entity& entity, const ir::Key& unique) {
  return std::ranges::any_of(unique.columns, [&](const std::string& name) {
    const ir::Column* column = entity.column(name);
    return column != nullptr && !column->hash_of.empty();
  });
}

/// `find`, and one for each unique constraint.
View::List finders(const ir::Schema& schema, const ir::Entity& entity) {
  View::List out;
  const bool root = entity.tenancy == ir::Tenancy::kRoot;
  if (ir::has_key(entity))
    out.push_back(finder_view(schema, entity, "find", key_columns(entity),
                              root ? "The transaction's own tenant." : "By key."));
  for (const ir::Key& unique : entity.uniques) {
    if (root || is_hash(entity, unique)) continue;
    Columns by;
    std::vector<std::string> words;
    for (const std::string& name : unique.columns) {
      if (name == entity.tenant_column) continue;
      by.push_back(entity.column(name));
      words.push_back(by.back()->field);
    }
    out.push_back(finder_view(schema, entity, "find_by_" + join(words, "_"), by, "By a unique constraint."));
  }
  return out;
}

View::List order_fields(const PageShape& shape) {
  View::List out;
  for (const ir::Column* column : shape.order) {
    View item;
    item.put("type", argument_type(*column));
    item.put("name", field_name(*column));
    out.push_back(std::move(item));
  }
  render::mark_last(out);
  return out;
}

View page_view(const ir::Schema& schema, const ir::Entity& entity, const PageShape& shape) {
  View out;
  std::vector<std::string> cursor;
  for (const ir::Column* column : shape.order)
    cursor.push_back("request.after->" + field_name(*column).str());
  cursor.emplace_back("request.fetch()");
  out.put("method", cpp_code(shape.name));
  out.put("cursor", cpp_code(entity.name + pascal_case("by_" + shape.by) + "Cursor"));
  out.put("live", shape.live);
  out.put("descending", shape.descending);
  out.put("order", order_fields(shape));
  out.put("filters", parameters(shape.filters));
  out.put("has_filters", !shape.filters.empty());
  std::vector<std::string> filter_names;
  for (const ir::Column* column : shape.filters) filter_names.push_back(parameter_name(*column).str());
  out.put("filter_names", cpp_code(join(filter_names, ", ")));
  out.put("equal", equal_to(entity, shape.filters));
  out.put("live_place", shape.live ? deleted_place(entity) : cpp_code("std::nullopt"));
  out.put("order_places", places(entity, shape.order));
  out.put("after_cells", cells_of(entity, shape.order, "rows_", "request.after->"));
  out.put("is_descending", cpp_code(shape.descending ? "true" : "false"));
  out.put("first_statement", statement_name(schema, entity, shape.name));
  out.put("first_sql", cpp_string(page_sql(schema, entity, shape, false).str()));
  out.put("first_arguments", arguments(entity, shape.filters, {"request.fetch()"}));
  out.put("next_statement", statement_name(schema, entity, shape.name + "_after"));
  out.put("next_sql", cpp_string(page_sql(schema, entity, shape, true).str()));
  out.put("next_arguments", arguments(entity, shape.filters, cursor));
  return out;
}

/// Marking rows as deleted, and reading those that aren't.
void put_soft_delete(const ir::Schema& schema, const ir::Entity& entity, View& out) {
  out.put("soft_delete", entity.soft_delete.has_value());
  if (!entity.soft_delete) return;
  const Columns key = key_columns(entity);
  out.put("key_arguments", arguments(entity, key));
  out.put("no_arguments", arguments(entity, {}));
  out.put("find_live_statement", statement_name(schema, entity, "find_live"));
  out.put("find_live_sql", cpp_string(select_live_sql(schema, entity).str()));
  out.put("count_live_statement", statement_name(schema, entity, "count_live"));
  out.put("count_live_sql", cpp_string(count_live_sql(schema, entity).str()));
  out.put("soft_remove_statement", statement_name(schema, entity, "soft_remove"));
  out.put("soft_remove_sql", cpp_string(soft_remove_sql(schema, entity).str()));
  out.put("restore_statement", statement_name(schema, entity, "restore"));
  out.put("restore_sql", cpp_string(restore_sql(schema, entity).str()));
}

void put_writes(const ir::Schema& schema, const ir::Entity& entity, View& out) {
  const Columns patched = patch_columns(entity);
  out.put("new_fields", fields(new_columns(entity), new_type));
  out.put("new_described", described_members(entity, new_columns(entity)));
  out.put("insert_statement", statement_name(schema, entity, "insert"));
  out.put("insert_sql", cpp_string(insert_sql(schema, entity).str()));
  out.put("insert_arguments", insert_arguments(schema, entity));
  const bool has_patch = !patched.empty() && may(entity, ir::Command::kUpdate);
  out.put("can_insert", may(entity, ir::Command::kInsert) && can_be_put_in(entity));
  out.put("has_patch", has_patch);
  out.put("can_update", has_patch && ir::has_key(entity));
  out.put("can_mark", may(entity, ir::Command::kUpdate));
  out.put("can_remove", may(entity, ir::Command::kDelete));
  out.put("can_remove_one", may(entity, ir::Command::kDelete) && ir::has_key(entity));
  out.put("patch_fields", fields(patched, patch_type));
  out.put("patch_described", described_members(entity, patched));
  out.put("update_statement", statement_name(schema, entity, "update"));
  out.put("update_sql",
          cpp_string(patched.empty() ? "" : update_sql(schema, entity, key_columns(entity)).str()));
  out.put("update_arguments", arguments(entity, key_columns(entity),
                                        flagged(patched, "patch", always, written_patch(schema, entity))));
  put_encryption(schema, entity, out);
  out.put("delete_statement", statement_name(schema, entity, "remove"));
  out.put("delete_sql", cpp_string(delete_sql(schema, entity, key_columns(entity)).str()));
  out.put("delete_arguments", arguments(entity, key_columns(entity)));
}

std::string access_doc(const ir::Entity& entity) {
  if (!entity.unguarded_reason.empty())
    return fmt::format("Rows that are held to no tenant yet: {}.", entity.unguarded_reason);
  if (entity.tenancy == ir::Tenancy::kGlobal) {
    return fmt::format("Rows of no tenant: {}.{}{}", entity.global_reason,
                       entity.visible
                           ? fmt::format(" The transaction's tenant sees those that its {} refers to.",
                                         entity.visible->entity)
                           : std::string(),
                       entity.writable_reason.empty() ? " The application reads them." : "");
  }
  if (entity.tenancy == ir::Tenancy::kRoot)
    return "The transaction's tenant. Writing takes the provisioner's role.";
  if (ir::is_shared(entity))
    return "The rows of the transaction's tenant, and those that all tenants share; only its own are "
           "changed.";
  if (entity.inherited != ir::Inheritance::kNone)
    return fmt::format("The rows of the transaction's tenant, and of those {} it; only its own are changed.",
                       entity.inherited == ir::Inheritance::kUp ? "below" : "above");
  return entity.tenancy == ir::Tenancy::kTenant ? "The rows of the transaction's tenant, and no others." : "";
}

void visit(const ir::Schema& schema, const ir::Struct& item, std::set<std::string>& seen,
           std::vector<const ir::Struct*>& out) {
  if (!seen.insert(item.name).second) return;
  for (const ir::StructField& field : item.fields) {
    if (field.type.kind == ir::Type::Kind::kStruct)
      visit(schema, *schema.structure(field.type.name), seen, out);
  }
  out.push_back(&item);
}

}  // namespace

View enum_view(const ir::Enum& item) {
  View out;
  out.put("name", cpp_name(item.name));
  const std::size_t count = item.values.size() + (item.unknown.empty() ? 0 : 1);
  const bool small = count <= std::numeric_limits<std::uint8_t>::max() + 1U;
  out.put("underlying", cpp_code(small ? "std::uint8_t" : "std::uint16_t"));
  out.put_optional("doc", cpp_doc(item.doc, 0));
  View::List values;
  for (const ir::EnumValue& value : item.values) {
    View entry;
    entry.put("value", cpp_name(value.name));
    entry.put("label", cpp_string(ir::label_of(value)));
    entry.put_optional("doc", cpp_doc(value.doc, kMemberIndent));
    values.push_back(std::move(entry));
  }
  out.put("values", std::move(values));
  out.put("has_unknown", !item.unknown.empty());
  out.put("unknown", cpp_name(item.unknown.empty() ? "unknown" : item.unknown));
  out.put("unknown_label", cpp_string(item.unknown));
  out.put("unknown_written",
          cpp_string(fmt::format(
              "`{}::{}` is no label of the database: it stands for those that the program doesn't know",
              item.name, item.unknown)));
  out.put("called", cpp_string(item.name));
  return out;
}

View struct_view(const ir::Schema& schema, const ir::Struct& item) {
  View out;
  out.put("name", cpp_name(item.name));
  out.put_optional("doc", cpp_doc(item.doc, 0));
  out.put("open", item.open);
  put_description(schema, item, out);
  out.put("what", cpp_string("holds JSON that is no " + item.name));
  View::List members;
  for (const ir::StructField& field : item.fields) {
    View entry;
    entry.put_optional("doc", cpp_doc(field.doc, kMemberIndent));
    entry.put("name", cpp_name(field.name));
    entry.put("label", cpp_string(ir::json_name(field)));
    entry.put("type", value_type(field.type));
    entry.put("optional", field.optional);
    members.push_back(std::move(entry));
  }
  out.put_list("members", std::move(members));
  return out;
}

/// The comment stands where compilers show it to whoever takes the other transaction.
void put_transaction(bool of_a_tenant, View& out) {
  out.put("tx", cpp_code(of_a_tenant ? "tenon::TenantTx" : "tenon::Tx"));
  out.put("fake_tx", cpp_code(of_a_tenant ? "TenantTx" : "Tx"));
  out.put("other_tx", cpp_code(of_a_tenant ? "tenon::Tx" : "tenon::TenantTx"));
  out.put("other_tx_because",
          cpp_code(of_a_tenant
                       ? "a tenant's rows take a tenant's transaction: pool.in_tenant(key, body)"
                       : "rows of no tenant take pool.in_transaction(body), or tx.global() in a tenant's"));
}

View entity_view(const ir::Schema& schema, const ir::Entity& entity) {
  View out;
  out.put("name", cpp_name(entity.name));
  out.put("new_name", cpp_code("New" + entity.name));
  out.put("patch_name", cpp_code(entity.name + "Patch"));
  out.put("repository", cpp_name(repository_name(entity)));
  out.put("read", cpp_code("read_" + snake_case(entity.name)));
  put_transaction(asks_by_tenant(entity), out);
  out.put_optional("doc", cpp_doc(entity.doc, 0));
  out.put_optional("access_doc", cpp_doc(access_doc(entity), 0));
  out.put("fields", fields(struct_columns(entity), field_type));
  out.put("reads", reads(schema, entity));
  put_description(schema, entity, "entity", out);
  const Columns key = key_columns(entity);
  out.put("key_parameters", parameters(key));
  out.put("has_key", !key.empty());
  out.put("finders", finders(schema, entity));
  put_writes(schema, entity, out);
  put_many(schema, entity, out);
  put_each(schema, entity, out);
  put_soft_delete(schema, entity, out);
  out.put("searches", search_views(schema, entity));
  out.put("lookups", lookup_views(schema, entity));
  out.put("count_statement", statement_name(schema, entity, "count"));
  out.put("count_sql", cpp_string(count_sql(schema, entity).str()));
  out.put("count_arguments", arguments(entity, {}));
  View::List pages;
  for (const PageShape& shape : page_shapes(entity)) pages.push_back(page_view(schema, entity, shape));
  out.put_list("pages", std::move(pages));
  return out;
}

std::vector<const ir::Struct*> struct_order(const ir::Schema& schema) {
  std::set<std::string> seen;
  std::vector<const ir::Struct*> out;
  for (const ir::Struct& item : schema.structs) visit(schema, item, seen, out);
  return out;
}

}  // namespace tenon::target::cpp
