#include "plan/fill.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace tenon::plan {
namespace {

constexpr int kBatch = 5000;

/// The columns of the primary key; none where there is none.
std::vector<std::string> key_of(const Planning& planning, const Identity& column) {
  for (const Object& each : planning.before.objects()) {
    const auto* constraint = std::get_if<model::Constraint>(&each.definition);
    if (constraint != nullptr && constraint->type == model::ConstraintType::kPrimary &&
        each.identity.schema == column.schema && each.identity.table == column.table)
      return constraint->columns;
  }
  return {};
}

/// Whether the column's table keeps its rows from the owner.
bool hides_rows(const Planning& planning, const Identity& column) {
  if (planning.settings.owner.empty()) return false;
  for (const model::Database* database : {&planning.before, &planning.after}) {
    const Object* found = database->find({Kind::kRowSecurity, column.schema, column.table, "", ""});
    if (found != nullptr && found->as<model::RowSecurity>().forced) return true;
  }
  return false;
}

/// The owner is bound by the policies too. This one lets it see the rows in the session that changes them,
/// and in no other one: no role that requests run as is named in it.
std::string opened(const Planning& planning, const Identity& column) {
  if (!hides_rows(planning, column)) return "";
  const std::string table = planning.table_name(column);
  return fmt::format(
      "    IF NOT EXISTS (SELECT FROM pg_catalog.pg_policy WHERE polrelid = {0}::regclass AND polname = "
      "'tenon_fill'\n"
      "                   AND pg_catalog.pg_get_expr(polqual, polrelid) LIKE '%= ' || "
      "pg_catalog.pg_backend_pid() || ')') THEN\n"
      "      DROP POLICY IF EXISTS tenon_fill ON {1};\n"
      "      EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON {1} TO {2} USING "
      "(pg_catalog.pg_backend_pid() = %s)', "
      "pg_catalog.pg_backend_pid());\n"
      "    END IF;\n",
      render::sql_literal(table).str(), table, render::sql_identifier(planning.settings.owner).str());
}

std::string closed(const Planning& planning, const Identity& column) {
  if (!hides_rows(planning, column)) return "";
  return fmt::format("  DROP POLICY IF EXISTS tenon_fill ON {};\n", planning.table_name(column));
}

}  // namespace

void fill(Planning& planning, const Identity& column, const std::string& value) {
  const std::string table = planning.table_name(column);
  const std::string name = render::sql_identifier(column.name).str();
  const std::vector<std::string> key = key_of(planning, column);
  if (key.empty()) {
    planning.add(Stage::kFill,
                 {.what = deed("fill", column),
                  .sql = fmt::format("UPDATE {} SET {} = {} WHERE {} IS NULL;", table, name, value, name),
                  .mode = Mode::kAlone,
                  .on = table,
                  .scans = true,
                  .hazards = {Hazard::kFullScan, Hazard::kLongLock},
                  .why = "the table has no key by which it could be done in parts"});
    return;
  }
  std::vector<std::string> columns;
  std::vector<std::string> at;
  std::string declared;
  for (const std::string& each : key) {
    columns.push_back(render::sql_identifier(each).str());
    at.push_back(fmt::format("fill_at_{}", at.size() + 1));
    declared += fmt::format("  {} {}.{}%TYPE;\n", at.back(), table, columns.back());
  }
  const std::string order = join(columns, ", ");
  std::string last;
  for (const std::string& each : columns)
    last += fmt::format(", (array_agg({} ORDER BY {}))[count(*)]", each, order);
  const std::string sql = fmt::format(
      "DO $fill$\n"
      "#variable_conflict use_column\n"
      "DECLARE\n{declared}"
      "  fill_rows bigint;\n"
      "BEGIN\n"
      "  LOOP\n"
      "{opened}"
      "    WITH fill_batch AS MATERIALIZED (\n"
      "      SELECT {order} FROM {table}\n"
      "      WHERE fill_at_1 IS NULL OR ({order}) > ({at}) ORDER BY {order} LIMIT {batch}),\n"
      "    filled AS (\n"
      "      UPDATE {table} SET {name} = {value} WHERE ({order}) IN (SELECT {order} FROM fill_batch) AND "
      "{name} IS NULL)\n"
      "    SELECT count(*){last} INTO fill_rows, {at} FROM fill_batch;\n"
      "    EXIT WHEN fill_rows = 0;\n"
      "    COMMIT;\n"
      "  END LOOP;\n"
      "{closed}"
      "END\n"
      "$fill$;",
      fmt::arg("declared", declared), fmt::arg("opened", opened(planning, column)), fmt::arg("order", order),
      fmt::arg("table", table), fmt::arg("at", join(at, ", ")), fmt::arg("batch", kBatch),
      fmt::arg("name", name), fmt::arg("value", value), fmt::arg("last", last),
      fmt::arg("closed", closed(planning, column)));
  planning.add(
      Stage::kFill,
      {.what = deed("fill", column),
       .sql = sql,
       .mode = Mode::kOutside,
       .on = planning.table_name(column),
       .scans = true,
       .hazards = {Hazard::kFullScan},
       .why = fmt::format("rows that are there get their value, {} a transaction; triggers fire for them",
                          kBatch)});
}

std::string numbered_on(const Planning& planning, const Identity& column) {
  const std::string table = planning.table_name(column);
  const std::string name = render::sql_identifier(column.name).str();
  return fmt::format(
      "DO $numbers$\nBEGIN\n{}"
      "  PERFORM pg_catalog.setval(pg_catalog.pg_get_serial_sequence({}, {}), max({})) FROM {} HAVING "
      "max({}) > 0;\n"
      "{}END\n$numbers$;",
      opened(planning, column), render::sql_literal(table).str(), render::sql_literal(column.name).str(),
      name, table, name, closed(planning, column));
}

}  // namespace tenon::plan
