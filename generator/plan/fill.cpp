#include "plan/fill.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "plan/batches.hpp"
#include "plan/both_names.hpp"
#include "plan/opened.hpp"

namespace tenon::plan {
namespace {

constexpr int kRest = 10 * kBatch;  ///< each of these looks through the table once more

/// Triggers that the author should know of: each row that is filled is an update to them.
std::string told_triggers(const Planning& planning, const Identity& column) {
  std::vector<std::string> names;
  for (const Object& each : planning.before.objects()) {
    const auto* trigger = std::get_if<model::Trigger>(&each.definition);
    if (trigger != nullptr && are_of_one_table(each.identity, column) &&
        contains(trigger->events, "UPDATE") &&
        (trigger->columns.empty() || contains(trigger->columns, column.name)) && !is_narrowed(planning, each))
      names.push_back(each.identity.name);
  }
  return names.empty() ? std::string() : fmt::format("; these triggers fire for each: {}", join(names, ", "));
}

/// A block that fills a table whose rows can be told one from another, in the order of their key. A batch's
/// last key is the next one's first: each is found by the key's index, and none reads what lies before it.
std::string in_batches(const Planning& planning, const Identity& column, const std::string& value,
                       const std::vector<std::string>& key) {
  const std::string table = planning.table_name(column);
  const KeyText text = text_of(planning, column, key);
  const std::string batch = fmt::format(
      "WITH fill_batch ({names}) AS MATERIALIZED (\n"
      "      SELECT {columns} FROM {table} WHERE ({columns}) >= ({from}) ORDER BY {columns} LIMIT {batch}),\n"
      "    filled AS (\n"
      "      UPDATE {table} SET {name} = {value} FROM fill_batch WHERE {same} AND {table}.{name} IS NULL)\n"
      "    SELECT {names} INTO {to} FROM fill_batch ORDER BY {backwards} LIMIT 1;",
      fmt::arg("names", text.names), fmt::arg("columns", text.columns), fmt::arg("table", table),
      fmt::arg("from", text.from), fmt::arg("to", text.to), fmt::arg("batch", kBatch),
      fmt::arg("name", id(column.name)), fmt::arg("value", value), fmt::arg("same", text.same),
      fmt::arg("backwards", text.backwards));
  return by_key(planning, column, text, doors_of(planning, column, value), batch);
}

/// A block that fills the few rows that have no value yet, which one look at the table finds.
std::string those_left(const Planning& planning, const Identity& column, const std::string& value,
                       const std::vector<std::string>& key) {
  const std::string table = planning.table_name(column);
  const KeyText text = text_of(planning, column, key);
  const std::string batch = fmt::format(
      "UPDATE {table} SET {name} = {value} FROM (\n"
      "      SELECT {columns} FROM {table} WHERE {name} IS NULL AND ({value}) IS NOT NULL LIMIT {batch}) AS "
      "fill_batch "
      "({names})\n"
      "      WHERE {same} AND {table}.{name} IS NULL;\n"
      "    GET DIAGNOSTICS fill_rows = ROW_COUNT;",
      fmt::arg("table", table), fmt::arg("name", id(column.name)), fmt::arg("value", value),
      fmt::arg("columns", text.columns), fmt::arg("batch", kRest), fmt::arg("names", text.names),
      fmt::arg("same", text.same));
  const Doors doors = doors_of(planning, column, value);
  return fmt::format(
      "DO $fill$\n#variable_conflict use_column\nDECLARE\n{}  fill_rows bigint;\nBEGIN\n"
      "  SET enable_hashjoin TO off;\n  SET enable_mergejoin TO off;\n"
      "{}  LOOP\n{}    EXIT WHEN failed_state IS NOT NULL OR fill_rows = 0;\n    COMMIT;\n  END LOOP;\n  "
      "COMMIT;\n"
      "  RESET enable_hashjoin;\n  RESET enable_mergejoin;\n"
      "{}{}END\n$fill$;",
      kFailureVariables, doors.open, caught(batch), doors.close, raised());
}

/// In one go.
std::string at_once(const Planning& planning, const Identity& column, const std::string& value) {
  const std::string update = fmt::format("UPDATE {0} SET {1} = {2} WHERE {1} IS NULL;",
                                         planning.table_name(column), id(column.name), value);
  if (hidden_from(planning, column, value).empty()) return update;
  return fmt::format("DO $fill$\n#variable_conflict use_column\nDECLARE\n{}BEGIN\n{}END\n$fill$;",
                     kFailureVariables, with_open(doors_of(planning, column, value), update));
}

/// How rows are filled that a key tells one from another.
using Block = std::string (*)(const Planning&, const Identity&, const std::string&,
                              const std::vector<std::string>&);

void add_fill(Planning& planning, Stage stage, const Identity& column, const std::string& value, Block block,
              Step step) {
  const std::vector<std::string> key = key_of(planning, column);
  const std::vector<std::string> hidden = hidden_from(planning, column, value);
  const bool hides = !hidden.empty();
  step.sql = key.empty() ? at_once(planning, column, value) : block(planning, column, value, key);
  step.mode = key.empty() && !hides ? Mode::kAlone : Mode::kOutside;
  step.lock = hides ? Lock::kAccessExclusive : Lock::kNone;
  step.on = hides ? join(hidden, ", ") : planning.table_name(column);
  step.scans = true;
  step.hazards = {Hazard::kFullScan};
  step.why += told_triggers(planning, column);
  if (hides) step.why += "; the lock is held for a moment, to let the owner see the rows meanwhile";
  if (key.empty()) {
    step.hazards.push_back(Hazard::kLongLock);
    step.why += "; the table has no key by which it could be done in parts";
  }
  planning.add(stage, std::move(step));
}

}  // namespace

void fill(Planning& planning, const Identity& column, const std::string& value) {
  add_fill(
      planning, Stage::kFill, column, value, in_batches,
      {.what = deed("fill", column),
       .sql = "",
       .why = fmt::format(
           "rows that are there get their value, {} a transaction{}", kBatch,
           // Which rows had none is written down nowhere.
           planning.before.find(column) == nullptr ? "" : "; those that were NULL keep it on a way back")});
}

void fill_rest(Planning& planning, const Identity& column, const std::string& value) {
  add_fill(
      planning, Stage::kBuild, column, value, those_left,
      {.what = deed("fill the rest of", column),
       .sql = "",
       .why =
           "rows that were written while the others were filled may have no value; by now each needs one"});
}

std::string numbered_on(const Planning& planning, const Identity& column) {
  const std::string table = as_regclass(planning, column);
  const std::string name = id(column.name);
  const bool hides = hides_rows(planning, column);
  return fmt::format(
      "DO $numbers$\nBEGIN\n{}"
      "  PERFORM pg_catalog.setval(pg_catalog.pg_get_serial_sequence({}, {}), max({})) FROM {} HAVING "
      "max({}) > 0;\n"
      "{}END\n$numbers$;",
      hides ? opened(planning, table) : "", render::sql_literal(planning.table_name(column)).str(),
      render::sql_literal(column.name).str(), name, planning.table_name(column), name,
      hides ? closed(table) + "  PERFORM pg_catalog.set_config('row_security', 'off', false);\n" : "");
}

}  // namespace tenon::plan
