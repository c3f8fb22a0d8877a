#include "migration/sample_rows.hpp"

#include <fmt/format.h>

#include <map>

#include "base/text.hpp"
#include "render/sql_text.hpp"

namespace tenon::migration {
namespace {

std::string id(const std::string& name) {
  return render::sql_identifier(name).str();
}

/// The value of a column in the row of number `i`; empty where none is put in.
std::string value_of(const model::Database& database, const model::Column& column) {
  const std::string& type = column.type.text;
  const auto is = [&](std::string_view name) { return type.starts_with(name); };
  if (column.generated || column.identity == model::ColumnIdentity::kAlways) return "";
  if (is("uuid")) return "('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid";
  if (type.ends_with("[]")) return "'{}'";
  if (is("int") || is("bigint") || is("smallint") || is("numeric") || is("float") || is("double") ||
      is("real") || is("money"))
    return "i";
  if (is("varchar") || is("char") || is("text") || is("citext") || is("bpchar")) return "'text' || i";
  if (is("timestamp")) return "now() - i * interval '1 minute'";
  if (is("date")) return "current_date";
  if (is("time")) return "'10:00'";
  if (is("bool")) return "i % 2 = 0";
  if (is("json")) return "'{}'";
  if (is("bytea")) return "decode('00', 'hex')";
  if (is("interval")) return "i * interval '1 minute'";
  if (is("inet") || is("cidr")) return "'10.0.0.1'";
  for (const model::Object& object : database.objects()) {
    const bool named = object.identity.kind == model::Kind::kEnum && id(object.identity.name) == type;
    if (!named) continue;
    const auto& labels = object.as<model::Enum>().labels;
    std::vector<std::string> all;
    for (const std::string& label : labels) all.push_back(render::sql_literal(label).str());
    return fmt::format("((ARRAY[{}])[1 + i % {}])::{}", join(all, ", "), labels.size(), type);
  }
  for (const model::Object& object : database.objects()) {
    if (object.identity.kind != model::Kind::kDomain || id(object.identity.name) != type) continue;
    model::Column base;
    base.type = object.as<model::Domain>().type;
    const std::string value = value_of(database, base);
    return base.type.text == "citext" || base.type.text == "text" ? "'a' || i || '@example.org'" : value;
  }
  return "";
}

using Columns = std::map<std::pair<std::string, std::string>, std::vector<const model::Object*>>;

Columns columns_of(const model::Database& database) {
  Columns out;
  for (const model::Object& object : database.objects()) {
    if (object.identity.kind == model::Kind::kColumn)
      out[{object.identity.schema, object.identity.table}].push_back(&object);
  }
  return out;
}

}  // namespace

std::string sample_rows(const model::Database& database, const std::string& path, int rows) {
  // Triggers would ask for a tenant; and what a check refuses takes nothing else with it.
  std::string out =
      fmt::format("SET session_replication_role TO replica;\nSET search_path TO {}, public;\n", id(path));
  const Columns columns = columns_of(database);
  for (const model::Object& table : database.objects()) {
    const model::Identity& identity = table.identity;
    if (identity.kind != model::Kind::kTable || identity.schema == model::kBookkeeping) continue;
    std::vector<std::string> names;
    std::vector<std::string> values;
    for (const model::Object* column : columns.at({identity.schema, identity.name})) {
      const std::string value = value_of(database, column->as<model::Column>());
      if (value.empty()) continue;
      names.push_back(id(column->identity.name));
      values.push_back(value);
    }
    out += fmt::format(
        "DO $rows$ BEGIN INSERT INTO {} ({}) SELECT {} FROM generate_series(1, {}) AS i; EXCEPTION WHEN "
        "OTHERS THEN NULL; END $rows$;\n",
        id(identity.name), join(names, ", "), join(values, ", "), rows);
  }
  return out + "RESET session_replication_role;\n";
}

}  // namespace tenon::migration
