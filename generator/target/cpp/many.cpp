#include "target/cpp/many.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "render/cpp_text.hpp"
#include "target/cpp/fakes.hpp"
#include "target/cpp/names.hpp"
#include "target/cpp/statements.hpp"
#include "target/cpp/statements_many.hpp"
#include "target/cpp/views.hpp"

namespace tenon::target::cpp {
namespace {

using render::cpp_code;
using render::cpp_string;
using render::View;

using Columns = std::vector<const ir::Column*>;

constexpr int kIndent = 6;

/// What one call of an insertion takes.
CppText row_arguments(const ir::Schema& schema, const ir::Entity& entity) {
  std::vector<std::string> out = flagged(new_columns(entity), "row", has_choice, written_new(schema, entity));
  if (has_tenant(entity)) out.insert(out.begin(), "tx_.tenant()");
  return filled(out, kIndent);
}

/// The arrays of an insertion: one for each column, and one more of what was given where that is asked.
CppText array_arguments(const ir::Entity& entity) {
  std::vector<std::string> out;
  const auto add = [&](const char* function, const ir::Column& column) {
    out.push_back(
        fmt::format("tenon::{}(rows, &New{}::{})", function, entity.name, field_name(column).str()));
  };
  for (const ir::Column* column : new_columns(entity)) {
    if (has_choice(*column)) add("column_is_set", *column);
    add("column", *column);
  }
  return arguments(entity, {}, std::move(out));
}

/// "`order` and `sku`"
std::string fields_of(const ir::Entity& entity, const Conflict& conflict) {
  std::vector<std::string> out;
  for (const std::string& name : conflict.columns) {
    if (name != entity.tenant_column)
      out.push_back(fmt::format("`{}`", field_name(*entity.column(name)).str()));
  }
  return join(out, " and ");
}

/// Which of the entity's uniques it is, its key being the first where it has one.
std::string unique_number(const ir::Entity& entity, const Conflict& conflict) {
  const bool has_key = !entity.primary_key.columns.empty();
  if (has_key && conflict.columns == entity.primary_key.columns) return "0";
  const auto found = std::ranges::find(entity.uniques, conflict.columns, &ir::Key::columns);
  return std::to_string(found - entity.uniques.begin() + (has_key ? 1 : 0));
}

View::List upserts(const ir::Schema& schema, const ir::Entity& entity) {
  View::List out;
  for (const Conflict& conflict : conflicts(entity)) {
    View item;
    item.put("unique", cpp_code(unique_number(entity, conflict)));
    item.put("sets", places(entity, conflict.sets));
    item.put("method", cpp_code("upsert" + conflict.suffix));
    item.put("many_method", cpp_code("upsert_many" + conflict.suffix));
    item.put("what", cpp_code(fields_of(entity, conflict)));
    item.put("statement", statement_name(schema, entity, "upsert" + conflict.suffix));
    item.put("sql", cpp_string(upsert_sql(schema, entity, conflict).str()));
    item.put("row_arguments", row_arguments(schema, entity));
    out.push_back(std::move(item));
  }
  return out;
}

/// `const std::vector<tenon::Uuid>& keys`, of several columns `const std::vector<std::tuple<…>>& keys`.
std::string keys_type(const Columns& key) {
  std::vector<std::string> types;
  for (const ir::Column* column : key) types.push_back(argument_type(*column).str());
  return key.size() == 1 ? types.front() : fmt::format("std::tuple<{}>", join(types, ", "));
}

std::vector<std::string> key_arrays(const Columns& key) {
  if (key.size() == 1) return {"keys"};
  std::vector<std::string> out;
  for (std::size_t i = 0; i < key.size(); ++i)
    out.push_back(fmt::format(
        "tenon::column(keys, [](const auto& key) -> const auto& {{ return std::get<{}>(key); }})", i));
  return out;
}

/// `row.id`, of what may be NULL its value.
std::string key_of(std::string_view row, const Columns& columns) {
  std::vector<std::string> out;
  for (const ir::Column* column : columns)
    out.push_back(fmt::format("{}{}.{}", column->nullable ? "*" : "", row, field_name(*column).str()));
  return join(out, ", ");
}

/// The key of a row, as the child's columns hold it.
CppText child_cells(const Load& load, const Columns& of, const Columns& key) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const std::string place = place_text(*load.child, *of[i]);
    out.push_back(fmt::format("children.cell({}, row.{})", place, field_name(*key[i]).str()));
  }
  return cpp_code(join(out, ", "));
}

View::List load_views(const ir::Schema& schema, const ir::Entity& entity) {
  View::List out;
  const Columns key = key_columns(entity);
  for (const Load& load : loads(schema, entity)) {
    Columns of;
    for (const std::string& name : load.relation->columns) of.push_back(load.child->column(name));
    std::vector<std::string> arrays;
    std::vector<std::string> types;
    for (const ir::Column* column : key) {
      arrays.push_back(fmt::format("tenon::column(rows, &{}::{})", entity.name, field_name(*column).str()));
      types.push_back(argument_type(*column).str());
    }
    const std::string method =
        "load_" + load.child->table + (load.alone ? "" : "_by_" + load.relation->field);
    View item;
    item.put("method", cpp_code(method));
    item.put("child", render::cpp_name(load.child->name));
    item.put("what", cpp_code(repository_name(*load.child)));
    item.put("child_read", cpp_code("read_" + snake_case(load.child->name)));
    item.put("statement", statement_name(schema, entity, method));
    item.put("sql", cpp_string(load_sql(schema, load).str()));
    item.put("arguments", arguments(*load.child, {}, std::move(arrays)));
    item.put("key_type", cpp_code(fmt::format("std::tuple<{}>", join(types, ", "))));
    item.put("key_of_row", cpp_code(key_of("row", key)));
    item.put("key_of_item", cpp_code(key_of("item", of)));
    item.put("child_own", cpp_code(load.child->inherited != ir::Inheritance::kNone ? "true" : "false"));
    item.put("child_number", cpp_code(table_number(schema, *load.child)));
    item.put("child_called", cpp_string(schema.name + "." + ir::stem(*load.child)));
    item.put("child_places", places(*load.child, of));
    Columns order = of;
    for (const ir::Column* column : key_columns(*load.child)) order.push_back(column);
    item.put("child_order", places(*load.child, order));
    item.put("child_cells", child_cells(load, of, key));
    out.push_back(std::move(item));
  }
  return out;
}

std::string where_parameters(const WhereShape& shape) {
  std::vector<std::string> out;
  if (!shape.equal.empty()) out.push_back(parameters(shape.equal).str());
  if (shape.between != nullptr)
    out.push_back(fmt::format("const tenon::Between<{}>& between", argument_type(*shape.between).str()));
  return join(out, ", ");
}

using WhereSql = SqlText (*)(const ir::Schema&, const ir::Entity&, const WhereShape&, const Bounds&);

/// A statement for each choice of bounds.
View::List where_statements(const ir::Schema& schema, const ir::Entity& entity, const WhereShape& shape,
                            const std::string& name, WhereSql sql) {
  constexpr const char* kSuffixes[] = {"", "_from", "_until", "_between"};
  View::List out;
  const std::size_t choices = shape.between == nullptr ? 1 : std::size(kBounds);
  for (std::size_t i = 0; i < choices; ++i) {
    View item;
    item.put("name", statement_name(schema, entity, name + kSuffixes[i]));
    item.put("sql", cpp_string(sql(schema, entity, shape, kBounds[i]).str()));
    out.push_back(std::move(item));
  }
  return out;
}

View where_view(const ir::Schema& schema, const ir::Entity& entity, const WhereShape& shape) {
  std::vector<std::string> bounds;
  if (shape.between != nullptr) bounds = {"between.from", "between.until"};
  std::vector<std::string> changed = bounds;
  for (std::string& item : flagged(patch_columns(entity), "patch", always, written_patch(schema, entity)))
    changed.push_back(std::move(item));
  std::vector<std::string> limited = bounds;
  limited.emplace_back("request.fetch()");
  View out;
  const Columns ordered = shape.between == nullptr ? Columns() : Columns{shape.between};
  out.put("by", cpp_code(shape.by));
  out.put("equal", equal_to(entity, shape.equal));
  out.put("between", cpp_code(ordered.empty() ? "tenon::fake::Matches()"
                                              : fmt::format("rows_.between({}, between)",
                                                            place_text(entity, *shape.between))));
  out.put("between_order", places(entity, ordered));
  out.put("descending", cpp_code(shape.descending ? "true" : "false"));
  out.put("parameters", cpp_code(where_parameters(shape)));
  out.put("index", cpp_code(shape.between == nullptr ? "0"
                            : shape.equal.empty()    ? "between.some_bounds()"
                                                     : "between.bounds()"));
  // What is only locked needs no bound.
  out.put("take_index", cpp_code(shape.between == nullptr ? "0" : "between.bounds()"));
  const auto put = [&](const std::string& what, WhereSql sql) {
    out.put(what + "_statements", where_statements(schema, entity, shape, what + "_" + shape.by, sql));
  };
  put("remove_where", delete_where_sql);
  put("take_by", take_sql);
  if (!patch_columns(entity).empty()) put("update_where", update_where_sql);
  out.put("remove_arguments", arguments(entity, shape.equal, bounds));
  out.put("update_arguments", arguments(entity, shape.equal, changed));
  out.put("take_arguments", arguments(entity, shape.equal, limited));
  return out;
}

/// Updates and removals that are of the row as it was read.
void put_version(const ir::Schema& schema, const ir::Entity& entity, View& out) {
  out.put("versioned", !entity.version.empty());
  if (entity.version.empty()) return;
  Columns by = key_columns(entity);
  by.push_back(entity.column(entity.version));
  out.put("version_parameters", parameters(by));
  out.put("version_update_statement", statement_name(schema, entity, "update_at_version"));
  out.put("version_update_sql",
          cpp_string(patch_columns(entity).empty() ? "" : update_sql(schema, entity, by).str()));
  out.put(
      "version_update_arguments",
      arguments(entity, by, flagged(patch_columns(entity), "patch", always, written_patch(schema, entity))));
  out.put("version_remove_statement", statement_name(schema, entity, "remove_at_version"));
  out.put("version_remove_sql", cpp_string(delete_sql(schema, entity, by).str()));
  out.put("version_remove_arguments", arguments(entity, by));
}

}  // namespace

bool has_loads(const ir::Schema& schema) {
  return std::any_of(schema.entities.begin(), schema.entities.end(),
                     [&](const ir::Entity& entity) { return !loads(schema, entity).empty(); });
}

void put_many(const ir::Schema& schema, const ir::Entity& entity, View& out) {
  const Columns key = key_columns(entity);
  const bool many = entity.tenancy != ir::Tenancy::kRoot;
  out.put("can_insert_many", many && may(entity, ir::Command::kInsert) && !is_placed_later(entity));
  out.put("at_once", inserts_at_once(entity));
  // A patch of many rows would have one value for many places.
  out.put("can_update_where", may(entity, ir::Command::kUpdate) && !patch_columns(entity).empty() &&
                                  std::ranges::none_of(patch_columns(entity), &ir::Column::encrypted));
  out.put("insert_many_statement", statement_name(schema, entity, "insert_many"));
  out.put("insert_many_sql",
          cpp_string(inserts_at_once(entity) ? insert_many_sql(schema, entity).str() : std::string()));
  out.put("insert_many_arguments", array_arguments(entity));
  out.put("row_arguments", row_arguments(schema, entity));
  out.put("upserts", upserts(schema, entity));
  out.put("finds_many", finds_many(entity));
  out.put("keys_type", cpp_code(key.empty() ? "" : keys_type(key)));
  out.put("find_many_statement", statement_name(schema, entity, "find_many"));
  out.put("find_many_sql",
          cpp_string(finds_many(entity) ? select_many_sql(schema, entity).str() : std::string()));
  out.put("find_many_arguments", arguments(entity, {}, key_arrays(key)));
  out.put("loads", load_views(schema, entity));
  out.put("can_lock", may(entity, ir::Command::kUpdate));
  out.put("can_lock_one", may(entity, ir::Command::kUpdate) && ir::has_key(entity));
  out.put("lock_statement", statement_name(schema, entity, "lock"));
  out.put("lock_sql", cpp_string(lock_sql(schema, entity).str()));
  out.put("lock_arguments", arguments(entity, key));
  put_version(schema, entity, out);
  View::List wheres;
  if (many) {
    for (const WhereShape& shape : where_shapes(entity)) wheres.push_back(where_view(schema, entity, shape));
  }
  out.put_list("wheres", std::move(wheres));
}

}  // namespace tenon::target::cpp
