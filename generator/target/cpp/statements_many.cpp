#include "target/cpp/statements_many.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "dialect/carried.hpp"
#include "render/sql_text.hpp"
#include "target/cpp/encrypted.hpp"
#include "target/cpp/statement_parts.hpp"
#include "types/types.hpp"

namespace tenon::target::cpp {
namespace {

using dialect::Parameters;
using render::authored_sql;
using render::sql_format;
using render::sql_identifier;
using render::sql_identifiers;
using render::sql_join;

using Columns = std::vector<const ir::Column*>;

SqlText array_parameter(const ir::Type& type, Parameters& parameters) {
  ir::Type array = type;
  ++array.dimensions;
  return parameters.next(array);
}

/// Travels as an element of an array. Rows of a composite type would be unnested to their values.
bool is_element(const ir::Column& column) {
  return column.type.dimensions == 0 && column.type.kind != ir::Type::Kind::kRaw &&
         column.type.kind != ir::Type::Kind::kComposite;
}

bool all_elements(const Columns& columns) {
  return std::all_of(columns.begin(), columns.end(),
                     [](const ir::Column* column) { return is_element(*column); });
}

bool has(const Columns& columns, const ir::Column* column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

}  // namespace

bool inserts_at_once(const ir::Entity& entity) {
  return !entity.visible && !new_columns(entity).empty() && all_elements(new_columns(entity)) &&
         !has_encrypted(entity);
}

namespace {

/// The arrays of an insertion, and what becomes of a row of theirs: `given.c1` is the first array's.
struct Arrays {
  std::vector<SqlText> parameters;
  std::vector<SqlText> names;
  std::vector<SqlText> values;
};

Arrays arrays_of(const ir::Schema& schema, const ir::Entity& entity, Parameters& parameters) {
  Arrays out;
  // What is a parameter for a single row is a column of the arrays' rows.
  const auto take = [&](const ir::Type& type) {
    out.parameters.push_back(array_parameter(type, parameters));
    out.names.push_back(SqlText::trusted(fmt::format("c{}", out.parameters.size())));
    return sql_format("given.{}", out.names.back());
  };
  for (const ir::Column* column : new_columns(entity))
    out.values.push_back(insertion_of(schema, *column, take).value);
  return out;
}

}  // namespace

SqlText insert_many_sql(const ir::Schema& schema, const ir::Entity& entity) {
  Parameters parameters(schema);
  std::vector<std::string> names;
  std::vector<SqlText> values;
  if (has_tenant(entity)) {
    names.push_back(entity.tenant_column);
    values.push_back(parameters.next(entity.column(entity.tenant_column)->type));
  }
  const Arrays arrays = arrays_of(schema, entity, parameters);
  for (const ir::Column* column : new_columns(entity)) names.push_back(column->name);
  values.insert(values.end(), arrays.values.begin(), arrays.values.end());
  return sql_format("INSERT INTO {} ({})\nSELECT {}\nFROM unnest({}) AS given({})\nRETURNING {}",
                    dialect::qualified_table(schema, entity), sql_identifiers(names), sql_join(values, ", "),
                    sql_join(arrays.parameters, ", "), sql_join(arrays.names, ", "), select_list(entity));
}

namespace {

/// What is unique over all tenants could be another's, and what is checked at the end stops nothing.
std::optional<Conflict> conflict_of(const ir::Entity& entity, const ir::Key& key, std::string suffix) {
  if (key.deferral != ir::Deferral::kNone || !key.global_reason.empty()) return std::nullopt;
  Conflict out{std::move(suffix), key.columns};
  const Columns given = new_columns(entity);
  for (const std::string& name : key.columns) {
    if (name != entity.tenant_column && !has(given, entity.column(name))) return std::nullopt;
  }
  for (const ir::Column* column : patch_columns(entity)) {
    if (!contains(key.columns, column->name)) out.sets.push_back(column);
  }
  if (out.sets.empty()) return std::nullopt;
  return out;
}

}  // namespace

std::vector<Conflict> conflicts(const ir::Entity& entity) {
  std::vector<Conflict> out;
  if (entity.tenancy == ir::Tenancy::kRoot || entity.visible || is_placed_later(entity)) return out;
  if (!may(entity, ir::Command::kInsert) || !may(entity, ir::Command::kUpdate)) return out;
  if (ir::has_key(entity)) {
    if (auto key = conflict_of(entity, entity.primary_key, "")) out.push_back(std::move(*key));
  }
  // What is encrypted for a row's key can't be put into the row that is there.
  if (has_encrypted(entity)) return out;
  for (const ir::Key& unique : entity.uniques) {
    std::vector<std::string> words;
    for (const std::string& name : unique.columns) {
      if (name != entity.tenant_column) words.push_back(entity.column(name)->field);
    }
    if (auto found = conflict_of(entity, unique, "_by_" + join(words, "_"))) out.push_back(std::move(*found));
  }
  return out;
}

SqlText upsert_sql(const ir::Schema& schema, const ir::Entity& entity, const Conflict& conflict) {
  Parameters parameters(schema);
  std::vector<std::string> names;
  std::vector<SqlText> values;
  std::vector<SqlText> sets;
  if (has_tenant(entity)) {
    names.push_back(entity.tenant_column);
    values.push_back(parameters.next(entity.column(entity.tenant_column)->type));
  }
  for (const ir::Column* column : new_columns(entity)) {
    const Inserted item =
        insertion_of(schema, *column, [&](const ir::Type& type) { return parameters.next(type); });
    const SqlText name = sql_identifier(column->name);
    names.push_back(column->name);
    values.push_back(item.value);
    if (!has(conflict.sets, column)) continue;
    sets.push_back(item.given.empty() ? sql_format("{} = excluded.{}", name, name)
                                      : sql_format("{} = CASE WHEN {} THEN excluded.{} ELSE stored.{} END",
                                                   name, item.given, name, name));
  }
  return sql_format(
      "INSERT INTO {} AS stored ({})\nVALUES ({})\nON CONFLICT ({}) DO UPDATE\nSET {}\nRETURNING {}",
      dialect::qualified_table(schema, entity), sql_identifiers(names), sql_join(values, ", "),
      sql_identifiers(conflict.columns), sql_join(sets, ",\n    "), select_list(entity));
}

bool finds_many(const ir::Entity& entity) {
  return !key_columns(entity).empty() && all_elements(key_columns(entity));
}

namespace {

/// `id = ANY ($2::uuid[])`, `(zone, class) IN (SELECT * FROM unnest($2::int4[], $3::text[]))`
SqlText is_among(const Columns& columns, Parameters& parameters) {
  std::vector<SqlText> names;
  std::vector<SqlText> arrays;
  for (const ir::Column* column : columns) {
    names.push_back(sql_identifier(column->name));
    arrays.push_back(array_parameter(column->type, parameters));
  }
  if (names.size() == 1) return sql_format("{} = ANY ({})", names.front(), arrays.front());
  return sql_format("({}) IN (SELECT * FROM unnest({}))", sql_join(names, ", "), sql_join(arrays, ", "));
}

std::vector<std::string> names_of(const Columns& columns) {
  std::vector<std::string> out;
  for (const ir::Column* column : columns) out.push_back(column->name);
  return out;
}

}  // namespace

SqlText select_many_sql(const ir::Schema& schema, const ir::Entity& entity) {
  Parameters parameters(schema);
  const SqlText condition = where_read(schema, entity, {}, parameters);
  const SqlText list = sql_identifiers(names_of(key_columns(entity)));
  const SqlText among = is_among(key_columns(entity), parameters);
  const SqlText own_first = preferring_own(schema, entity);
  if (own_first.empty()) {
    return sql_format("SELECT {}\nFROM {}{}", select_list(entity), dialect::qualified_table(schema, entity),
                      also(condition, among));
  }
  return sql_format("SELECT DISTINCT ON ({}) {}\nFROM {}{}\nORDER BY {}, {}", list, select_list(entity),
                    dialect::qualified_table(schema, entity), also(condition, among), list, own_first);
}

namespace {

/// What the database takes for equal is equal in C++ too.
bool is_equal_alike(const ir::Column& column) {
  constexpr std::string_view kAlike[] = {"uuid", "text",      "varchar",     "int2", "int4",
                                         "int8", "timestamp", "timestamptz", "date", "bool"};
  if (column.secret || column.encrypted || column.hashed || column.type.dimensions > 0) return false;
  if (column.type.kind == ir::Type::Kind::kEnum) return true;
  return column.type.kind == ir::Type::Kind::kColumn && column.collation.empty() &&
         std::find(std::begin(kAlike), std::end(kAlike), column.type.name) != std::end(kAlike);
}

Columns columns_of(const ir::Entity& entity, const ir::Relation& relation) {
  Columns out;
  for (const std::string& name : relation.columns) out.push_back(entity.column(name));
  return out;
}

bool is_loaded(const ir::Entity& entity, const ir::Entity& child, const ir::Relation& relation) {
  const Columns key = key_columns(entity);
  return relation.entity == entity.name && relation.shared_column.empty() && !key.empty() &&
         relation.columns.size() == key.size() && (asks_by_tenant(entity) || !asks_by_tenant(child)) &&
         std::all_of(key.begin(), key.end(),
                     [](const ir::Column* column) { return is_equal_alike(*column); });
}

}  // namespace

std::vector<Load> loads(const ir::Schema& schema, const ir::Entity& entity) {
  std::vector<Load> out;
  // Of rows that others have too, a key doesn't tell to which of them rows belong.
  if (entity.tenancy == ir::Tenancy::kRoot || ir::reach_of(entity) != ir::Reach::kOwn) return out;
  for (const ir::Entity& child : schema.entities) {
    if (child.tenancy == ir::Tenancy::kRoot) continue;
    const auto first = static_cast<std::ptrdiff_t>(out.size());
    for (const ir::Relation& relation : child.relations) {
      if (is_loaded(entity, child, relation)) out.push_back({&child, &relation});
    }
    const bool alone = static_cast<std::ptrdiff_t>(out.size()) - first < 2;
    for (auto load = out.begin() + first; load != out.end(); ++load) load->alone = alone;
  }
  return out;
}

SqlText load_sql(const ir::Schema& schema, const Load& load) {
  Parameters parameters(schema);
  const Columns columns = columns_of(*load.child, *load.relation);
  // They belong to own rows: those of others in the tree are no part of them.
  const bool in_tree = load.child->inherited != ir::Inheritance::kNone;
  const SqlText condition =
      in_tree ? where(*load.child, {}, parameters) : where_read(schema, *load.child, {}, parameters);
  std::vector<std::string> order = names_of(columns);
  for (const std::string& name : names_of(key_columns(*load.child))) order.push_back(name);
  return sql_format("SELECT {}\nFROM {}{}\nORDER BY {}", select_list(*load.child),
                    dialect::qualified_table(schema, *load.child),
                    also(condition, is_among(columns, parameters)), sql_identifiers(order));
}

namespace {

bool has_order(const ir::Column& column) {
  return column.type.kind == ir::Type::Kind::kColumn && types::find_column_type(column.type.name)->ordered &&
         column.type.name != "bool";
}

bool is_comparable(const ir::Column& column) {
  if (column.secret || column.encrypted || ir::is_hidden(column) || !is_element(column)) return false;
  if (column.type.kind == ir::Type::Kind::kEnum) return true;
  return column.type.kind == ir::Type::Kind::kColumn &&
         types::has_equality(*types::find_column_type(column.type.name));
}

std::optional<WhereShape> where_shape(const ir::Entity& entity, const ir::Index& index) {
  if (index.rule == ir::Rule::kLookup || index.method != "btree" || !index.where.empty()) return std::nullopt;
  WhereShape out;
  std::vector<std::string> words;
  for (const ir::IndexColumn& item : index.columns) {
    if (item.column.empty()) return std::nullopt;
    if (has_tenant(entity) && item.column == entity.tenant_column) continue;
    const ir::Column& column = *entity.column(item.column);
    if (!is_comparable(column)) return std::nullopt;
    const std::string word = page_word(entity, column);
    if (words.empty() || words.back() != word) words.push_back(word);
    out.equal.push_back(&column);
    out.descending = item.descending;
  }
  if (out.equal.empty()) return std::nullopt;
  if (has_order(*out.equal.back()) && !is_filter(entity, *out.equal.back())) {
    out.between = out.equal.back();
    out.equal.pop_back();
  }
  out.by = join(words, "_");
  return out;
}

/// The index of a unique constraint.
ir::Index index_of(const ir::Key& unique) {
  ir::Index out;
  out.method = "btree";
  for (const std::string& name : unique.columns) out.columns.emplace_back().column = name;
  return out;
}

/// Rows without a key are found by what is unique too, which finds one of others by its key.
std::vector<ir::Index> indexes_of(const ir::Entity& entity) {
  std::vector<ir::Index> out = entity.indexes;
  if (ir::has_key(entity)) return out;
  for (const ir::Key& unique : entity.uniques) out.push_back(index_of(unique));
  return out;
}

/// The parameters of both bounds are numbered, whether or not the statement has them.
SqlText bounded(SqlText condition, const WhereShape& shape, const Bounds& bounds, Parameters& parameters) {
  if (shape.between == nullptr) return condition;
  const SqlText name = sql_identifier(shape.between->name);
  const SqlText from = parameters.next(shape.between->type);
  const SqlText until = parameters.next(shape.between->type);
  if (bounds.from) condition = also(condition, sql_format("{} >= {}", name, from));
  if (bounds.until) condition = also(condition, sql_format("{} < {}", name, until));
  return condition;
}

}  // namespace

std::vector<WhereShape> where_shapes(const ir::Entity& entity) {
  std::vector<WhereShape> out;
  for (const ir::Index& index : indexes_of(entity)) {
    auto shape = where_shape(entity, index);
    const auto same = [&](const WhereShape& known) { return known.by == shape->by; };
    if (shape && std::none_of(out.begin(), out.end(), same)) out.push_back(std::move(*shape));
  }
  return out;
}

SqlText update_where_sql(const ir::Schema& schema, const ir::Entity& entity, const WhereShape& shape,
                         const Bounds& bounds) {
  Parameters parameters(schema);
  const SqlText condition = bounded(where(entity, shape.equal, parameters), shape, bounds, parameters);
  return sql_format("UPDATE {}\nSET {}{}", dialect::qualified_table(schema, entity),
                    set_list(entity, parameters), condition);
}

SqlText delete_where_sql(const ir::Schema& schema, const ir::Entity& entity, const WhereShape& shape,
                         const Bounds& bounds) {
  Parameters parameters(schema);
  return sql_format("DELETE FROM {}{}", dialect::qualified_table(schema, entity),
                    bounded(where(entity, shape.equal, parameters), shape, bounds, parameters));
}

SqlText take_sql(const ir::Schema& schema, const ir::Entity& entity, const WhereShape& shape,
                 const Bounds& bounds) {
  Parameters parameters(schema);
  SqlText condition = bounded(where(entity, shape.equal, parameters), shape, bounds, parameters);
  if (entity.soft_delete) condition = with_mark(entity, condition, "IS NULL");
  const SqlText order = shape.between == nullptr
                            ? SqlText()
                            : sql_format("\nORDER BY {}{}", sql_identifier(shape.between->name),
                                         authored_sql(shape.descending ? " DESC" : ""));
  return sql_format("SELECT {}\nFROM {}{}{}\nLIMIT {}\nFOR UPDATE SKIP LOCKED", select_list(entity),
                    dialect::qualified_table(schema, entity), condition, order, parameters.next_limit());
}

SqlText lock_sql(const ir::Schema& schema, const ir::Entity& entity) {
  Parameters parameters(schema);
  return sql_format("SELECT {}\nFROM {}{}\nFOR UPDATE", select_list(entity),
                    dialect::qualified_table(schema, entity), where(entity, key_columns(entity), parameters));
}

}  // namespace tenon::target::cpp
