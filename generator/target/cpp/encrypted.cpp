#include "target/cpp/encrypted.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/text.hpp"
#include "dialect/carried.hpp"
#include "target/cpp/fakes.hpp"
#include "target/cpp/names.hpp"
#include "target/cpp/statements.hpp"

namespace tenon::target::cpp {
namespace {

using dialect::Parameters;
using render::authored_sql;
using render::cpp_code;
using render::cpp_string;
using render::sql_format;
using render::sql_identifier;
using render::View;

using Columns = std::vector<const ir::Column*>;

/// What the program makes of itself where the author of a row gives none, so that its place is known.
std::string_view maker_of(const ir::Column& column) {
  if (!column.default_value) return "";
  if (column.default_value->text == "gen_random_uuid()") return "tenon::Uuid::v4()";
  return column.default_value->text == "tenon.uuid7()" ? "tenon::Uuid::v7()" : "";
}

/// The key without the tenant, which is a part of the place by itself.
Columns places_of(const ir::Entity& entity) {
  Columns out = key_columns(entity);
  std::erase_if(out, [&](const ir::Column* column) { return column->name == entity.tenant_column; });
  return out;
}

Columns encrypted_of(const Columns& columns) {
  Columns out;
  std::copy_if(columns.begin(), columns.end(), std::back_inserter(out),
               [](const ir::Column* column) { return column->encrypted; });
  return out;
}

std::string name_of(const ir::Schema& schema, const std::string& entity, const std::string& field) {
  return cpp_string(fmt::format("{}.{}.{}", schema.name, entity, field)).str();
}

/// `tenon::Place("…")`
std::string place(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column) {
  const PlaceNames names = place_names(schema, entity, column);
  return "tenon::Place(" + names.name + (names.former.empty() ? "" : ", " + names.former) + ")";
}

std::string of_tenant(const ir::Entity& entity, const ir::Column& column, const std::string& tenant) {
  if (!has_tenant(entity)) return "";
  return fmt::format(".of({}, {})", tenant, column.tenant_keys);
}

std::string tenant_of_transaction(const ir::Entity& entity) {
  if (!has_tenant(entity)) return "";
  return fmt::format("tenon::canonical<{}>(tx_.tenant())",
                     value_type(entity.column(entity.tenant_column)->type).str());
}

std::string at(const std::string& value) {
  return fmt::format(".at(tenon::as_sent({}))", value);
}

std::string key_name(const ir::Column& column) {
  return "key_of_" + column.field;
}

std::string sealed(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column,
                   const std::string& key, const std::string& value) {
  return fmt::format("tenon::sealed(tx_, {}{}{}, {})", place(schema, entity, column),
                     of_tenant(entity, column, tenant_of_transaction(entity)), key, value);
}

/// Where the values of a field are searched: its name and its tenant, and no row.
std::string searched_place(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column) {
  return place(schema, entity, column) + of_tenant(entity, column, tenant_of_transaction(entity));
}

/// `column` is that of the hash.
std::string hashed(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column,
                   const std::string& value) {
  return fmt::format("tenon::search_hash(tx_, {}, {})",
                     searched_place(schema, entity, *entity.column(column.hash_of)), value);
}

/// `gen_random_uuid()` and its like are the program's to call.
bool is_made_here(const ir::Column& column) {
  return !maker_of(column).empty();
}

SqlText reencrypt_sql(const ir::Schema& schema, const ir::Entity& entity, const Columns& columns) {
  Parameters parameters(schema);
  std::vector<SqlText> conditions;
  std::vector<SqlText> others;
  if (has_tenant(entity)) {
    const ir::Column& tenant = *entity.column(entity.tenant_column);
    conditions.push_back(sql_format("{} = {}", sql_identifier(tenant.name), parameters.next(tenant.type)));
  }
  for (const ir::Column* column : columns) {
    const SqlText name = sql_identifier(column->name);
    const SqlText head = parameters.next(ir::stored_type(*column));
    others.push_back(sql_format("({} IS NOT NULL AND substring({} FROM 1 FOR octet_length({})) <> {})", name,
                                name, head, head));
    const ir::Column* hash = ir::hash_column(entity, *column);
    if (hash == nullptr) continue;
    const SqlText of_hash = sql_identifier(hash->name);
    const SqlText hash_head = parameters.next(hash->type);
    others.push_back(
        sql_format("({} IS NOT NULL AND ({} IS NULL OR substring({} FROM 1 FOR octet_length({})) <> {}))",
                   name, of_hash, of_hash, hash_head, hash_head));
  }
  conditions.push_back(sql_format("({})", render::sql_join(others, " OR ")));
  return sql_format("SELECT {}\nFROM {}\nWHERE {}\nLIMIT {}\nFOR UPDATE", select_list(entity),
                    dialect::qualified_table(schema, entity), render::sql_join(conditions, "\n  AND "),
                    parameters.next_limit());
}

}  // namespace

std::vector<ir::Column> without_places(std::vector<ir::Column> columns) {
  for (ir::Column& column : columns) {
    column.type = ir::stored_type(column);
    column.encrypted = false;
  }
  return columns;
}

bool has_encrypted(const ir::Entity& entity) {
  return std::any_of(entity.columns.begin(), entity.columns.end(),
                     [](const ir::Column& column) { return column.encrypted; });
}

/// By the schema's words, which stay as they are where tables go elsewhere.
PlaceNames place_names(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column) {
  PlaceNames out{name_of(schema, entity.name, column.field), ""};
  if (!entity.was.empty() || !column.was.empty())
    out.former = name_of(schema, entity.was.empty() ? entity.name : entity.was,
                         column.was.empty() ? column.field : column.was);
  return out;
}

bool is_placed_later(const ir::Entity& entity) {
  const Columns key = places_of(entity);
  return has_encrypted(entity) && std::any_of(key.begin(), key.end(), [](const ir::Column* column) {
           return !ir::is_given(*column) || (column->default_value && !is_made_here(*column));
         });
}

namespace {

/// Of a new row's key a part that the program makes before the row is written.
bool is_made(const ir::Entity& entity, const ir::Column& column) {
  const Columns key = places_of(entity);
  return has_encrypted(entity) && !is_placed_later(entity) && is_made_here(column) &&
         std::find(key.begin(), key.end(), &column) != key.end();
}

}  // namespace

bool can_be_put_in(const ir::Entity& entity) {
  return !is_placed_later(entity) ||
         (may(entity, ir::Command::kUpdate) &&
          encrypted_of(new_columns(entity)) == encrypted_of(patch_columns(entity)));
}

std::string read_encrypted(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column) {
  const Columns all = struct_columns(entity);
  const auto number = [&](const ir::Column* one) {
    return std::find(all.begin(), all.end(), one) - all.begin();
  };
  const auto got = [&](const ir::Column* one, const std::string& type) {
    return fmt::format("row.get<{}>({})", type, number(one));
  };
  std::string where = place(schema, entity, column);
  if (has_tenant(entity)) {
    const ir::Column* tenant = entity.column(entity.tenant_column);
    const std::string type = value_type(tenant->type).str();
    const bool is_shown = std::find(all.begin(), all.end(), tenant) != all.end();
    where += of_tenant(entity, column,
                       is_shown ? fmt::format("tenon::TenantKey({})", got(tenant, type))
                                : fmt::format("tenon::tenant_of<{}>(row)", type));
  }
  for (const ir::Column* key : places_of(entity)) where += at(got(key, field_type(*key).str()));
  return fmt::format("tenon::encrypted<{}>(row, {}, {})", field_type(column).str(), number(&column), where);
}

Written written_new(const ir::Schema& schema, const ir::Entity& entity) {
  std::string key;
  if (!is_placed_later(entity)) {
    for (const ir::Column* part : places_of(entity))
      key += at(is_made(entity, *part) ? key_name(*part) : "row." + field_name(*part).str());
  }
  return [&, key](const ir::Column& column, const std::string& value) {
    if (column.encrypted) return sealed(schema, entity, column, key, value);
    if (!column.hash_of.empty()) return hashed(schema, entity, column, value);
    return is_made(entity, column) ? key_name(column) : value;
  };
}

Written written_patch(const ir::Schema& schema, const ir::Entity& entity) {
  std::string key;
  for (const ir::Column* part : places_of(entity)) key += at(parameter_name(*part).str());
  return [&, key](const ir::Column& column, const std::string& value) {
    if (!column.hash_of.empty()) return hashed(schema, entity, column, value);
    return column.encrypted ? sealed(schema, entity, column, key, value) : value;
  };
}

namespace {

SqlText search_sql(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& hash) {
  Parameters parameters(schema);
  ir::Type hashes = hash.type;
  hashes.dimensions = 1;
  std::vector<SqlText> conditions;
  if (has_tenant(entity)) {
    const ir::Column& tenant = *entity.column(entity.tenant_column);
    conditions.push_back(sql_format("{} = {}", sql_identifier(tenant.name), parameters.next(tenant.type)));
  }
  conditions.push_back(sql_format("{} = ANY ({})", sql_identifier(hash.name), parameters.next(hashes)));
  return sql_format("SELECT {}\nFROM {}\nWHERE {}", select_list(entity),
                    dialect::qualified_table(schema, entity), render::sql_join(conditions, " AND "));
}

/// Finding rows by what is encrypted.
void put_search(const ir::Schema& schema, const ir::Entity& entity, View& out) {
  View::List found;
  for (const ir::Column& hash : entity.columns) {
    if (hash.hash_of.empty()) continue;
    const ir::Column& column = *entity.column(hash.hash_of);
    const std::string method = "find_by_" + column.field;
    const bool unique = std::ranges::any_of(
        entity.uniques, [&](const ir::Key& key) { return contains(key.columns, hash.name); });
    const std::string type = value_type(column.type).str();
    const std::string name = field_name(column).str();
    View item;
    item.put("name_of_entity", render::cpp_name(entity.name));
    item.put("method", cpp_code(method))
        .put("one", unique)
        .put("type", cpp_code(type))
        .put("name", field_name(column));
    item.put("hash_place", cpp_code(place_text(entity, hash)));
    item.put("statement", cpp_string(fmt::format("{}.{}.{}", schema.name, ir::stem(entity), method)));
    item.put("sql", cpp_string(search_sql(schema, entity, hash).str()));
    item.put("arguments", cpp_code(fmt::format("tx_, kStatement, {}tenon::search_hashes(tx_, {}, {})",
                                               asks_by_tenant(entity) ? "tx_.tenant(), " : "",
                                               searched_place(schema, entity, column), name)));
    found.push_back(std::move(item));
  }
  out.put("encrypted_finders", std::move(found));
}

}  // namespace

void put_encryption(const ir::Schema& schema, const ir::Entity& entity, View& out) {
  const Columns patched = encrypted_of(patch_columns(entity));
  const bool changes = !patched.empty() && may(entity, ir::Command::kUpdate);
  out.put("places_later", is_placed_later(entity));
  out.put("can_reencrypt", changes);
  View::List made;
  for (const ir::Column* column : places_of(entity)) {
    if (!is_made(entity, *column)) continue;
    View item;
    item.put("key", cpp_code(key_name(*column)));
    item.put("name", field_name(*column));
    item.put("maker", cpp_code(std::string(maker_of(*column))));
    made.push_back(std::move(item));
  }
  out.put("made_keys", std::move(made));
  View::List fields;
  std::vector<std::string> arguments = {"tx_", "kStatement"};
  if (asks_by_tenant(entity)) arguments.emplace_back("tx_.tenant()");
  for (const ir::Column* column : patched) {
    View item;
    item.put("name", field_name(*column));
    fields.push_back(std::move(item));
    arguments.push_back(fmt::format("tenon::head_of_now(tx_, {}{})", place(schema, entity, *column),
                                    of_tenant(entity, *column, tenant_of_transaction(entity))));
    if (ir::hash_column(entity, *column) != nullptr)
      arguments.push_back(
          fmt::format("tenon::search_head_of_now(tx_, {})", searched_place(schema, entity, *column)));
  }
  arguments.emplace_back("limit");
  put_search(schema, entity, out);
  out.put("encrypted_fields", std::move(fields));
  out.put("reencrypt_arguments", cpp_code(join(arguments, ", ")));
  out.put("reencrypt_statement", cpp_string(fmt::format("{}.{}.reencrypt", schema.name, ir::stem(entity))));
  out.put("reencrypt_sql", cpp_string(changes ? reencrypt_sql(schema, entity, patched).str() : ""));
  std::vector<std::string> key;
  for (const ir::Column* column : key_columns(entity)) key.push_back("made." + field_name(*column).str());
  out.put("made_key", cpp_code(key.empty() ? "" : join(key, ", ") + ", "));
}

}  // namespace tenon::target::cpp
