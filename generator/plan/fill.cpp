#include "plan/fill.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "plan/opened.hpp"
#include "plan/words.hpp"

namespace tenon::plan {
namespace {

constexpr int kBatch = 5000;
constexpr int kRest = 10 * kBatch;  ///< each of these looks through the table once more

/// The columns of the primary key; none where there is none.
std::vector<std::string> key_of(const Planning& planning, const Identity& column) {
  for (const Object& each : planning.before.objects()) {
    const auto* constraint = std::get_if<model::Constraint>(&each.definition);
    if (constraint != nullptr && constraint->type == model::ConstraintType::kPrimary &&
        are_of_one_table(each.identity, column))
      return constraint->columns;
  }
  return {};
}

/// The doors of the column's table and of those that its value is looked up in, where they hide their rows
/// from the owner.
Doors doors_of(const Planning& planning, const Identity& column, const std::string& value) {
  std::vector<std::string> tables;
  if (hides_rows(planning, column)) tables.push_back(as_regclass(planning, column));
  for (const Object& each : planning.before.objects()) {
    const bool is_looked_at = each.identity.kind == Kind::kTable && each.identity.name != column.table &&
                              names(value, each.identity.name);
    if (is_looked_at && hides_rows(planning, each.identity))
      tables.push_back(as_regclass(planning, each.identity));
  }
  return doors(planning, tables);
}

/// Triggers that the author should know of: each row that is filled is an update to them.
std::string told_triggers(const Planning& planning, const Identity& column) {
  std::vector<std::string> names;
  for (const Object& each : planning.before.objects()) {
    const auto* trigger = std::get_if<model::Trigger>(&each.definition);
    if (trigger != nullptr && are_of_one_table(each.identity, column) &&
        contains(trigger->events, "UPDATE") &&
        (trigger->columns.empty() || contains(trigger->columns, column.name)))
      names.push_back(each.identity.name);
  }
  return names.empty() ? std::string() : fmt::format("; these triggers fire for each: {}", join(names, ", "));
}

/// A key, and the variables that hold one of its values.
struct KeyText {
  std::string columns;
  std::string declared;
  std::string from;       ///< the lowest of a batch
  std::string to;         ///< the highest
  std::string next;       ///< takes `to` for `from`
  std::string names;      ///< of the columns of a batch's keys, which the value that is filled in can't mean
  std::string backwards;  ///< from the highest on
  std::string same;       ///< that a row is of a batch
};

/// The type of a variable that holds values of a column, and NULL before it does: a domain may refuse that.
std::string type_of(const Planning& planning, const Identity& of, const std::string& name) {
  const Object* column = planning.before.find({Kind::kColumn, of.schema, of.table, name, ""});
  const std::string& type = column->as<model::Column>().type.text;
  for (const Object& each : planning.before.objects()) {
    const auto* domain = std::get_if<model::Domain>(&each.definition);
    if (domain != nullptr && ddl::qualified(each.identity, planning.settings.path).str() == type)
      return domain->type.text;
  }
  return fmt::format("{}.{}%TYPE", planning.table_name(of), id(name));
}

KeyText text_of(const Planning& planning, const Identity& column, const std::vector<std::string>& key) {
  const std::string table = planning.table_name(column);
  KeyText out;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const std::string comma = i == 0 ? "" : ", ";
    const std::string name = id(key[i]);
    out.columns += comma + name;
    out.declared +=
        fmt::format("  fill_from_{0} {1};\n  fill_to_{0} {1};\n", i + 1, type_of(planning, column, key[i]));
    out.from += fmt::format("{}fill_from_{}", comma, i + 1);
    out.to += fmt::format("{}fill_to_{}", comma, i + 1);
    out.next += fmt::format("    fill_from_{0} := fill_to_{0};\n", i + 1);
    out.names += fmt::format("{}fill_key_{}", comma, i + 1);
    out.backwards += fmt::format("{}fill_key_{} DESC", comma, i + 1);
    out.same += fmt::format("{}{}.{} = fill_key_{}", i == 0 ? "" : " AND ", table, name, i + 1);
  }
  return out;
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
  const Doors doors = doors_of(planning, column, value);
  return fmt::format(
      "DO $fill$\n"
      "#variable_conflict use_column\n"
      "DECLARE\n{declared}{failure}"
      "  fill_seen bigint := 0;\n"
      "  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid "
      "= "
      "{regclass});\n"
      "  fill_program constant text := pg_catalog.current_setting('application_name');\n"
      "BEGIN\n"
      "  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole "
      "otherwise.\n"
      "  SET enable_seqscan TO off;\n  SET enable_bitmapscan TO off;\n  SET enable_hashjoin TO off;\n  SET "
      "enable_mergejoin TO off;\n"
      "{open}"
      "  SELECT {columns} INTO {from} FROM {table} ORDER BY {columns} LIMIT 1;\n"
      "  IF FOUND THEN LOOP\n"
      "{batch}"
      "    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR ({to}) = ({from});\n"
      "    COMMIT;\n"
      "{next}"
      "    fill_seen := fill_seen + {rows};\n"
      "    -- Whoever looks at the session sees how far it is.\n"
      "    PERFORM pg_catalog.set_config('application_name', pg_catalog.format('tenon migrate: %s of about "
      "%s rows', "
      "fill_seen, fill_all), false);\n"
      "  END LOOP; END IF;\n"
      "  PERFORM pg_catalog.set_config('application_name', fill_program, false);\n"
      "  COMMIT;\n"
      "  RESET enable_seqscan;\n  RESET enable_bitmapscan;\n  RESET enable_hashjoin;\n  RESET "
      "enable_mergejoin;\n"
      "{close}{raised}"
      "END\n"
      "$fill$;",
      fmt::arg("rows", kBatch), fmt::arg("regclass", as_regclass(planning, column)),
      fmt::arg("declared", text.declared), fmt::arg("failure", kFailureVariables),
      fmt::arg("open", doors.open), fmt::arg("columns", text.columns), fmt::arg("from", text.from),
      fmt::arg("to", text.to), fmt::arg("table", table), fmt::arg("batch", caught(batch)),
      fmt::arg("next", text.next), fmt::arg("close", doors.close), fmt::arg("raised", raised()));
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
  if (!hides_rows(planning, column)) return update;
  return fmt::format("DO $fill$\n#variable_conflict use_column\nDECLARE\n{}BEGIN\n{}END\n$fill$;",
                     kFailureVariables, with_open(doors_of(planning, column, value), update));
}

/// How rows are filled that a key tells one from another.
using Block = std::string (*)(const Planning&, const Identity&, const std::string&,
                              const std::vector<std::string>&);

void add_fill(Planning& planning, Stage stage, const Identity& column, const std::string& value, Block block,
              Step step) {
  const std::vector<std::string> key = key_of(planning, column);
  const bool hides = hides_rows(planning, column);
  step.sql = key.empty() ? at_once(planning, column, value) : block(planning, column, value, key);
  step.mode = key.empty() && !hides ? Mode::kAlone : Mode::kOutside;
  step.lock = hides ? Lock::kAccessExclusive : Lock::kNone;
  step.on = planning.table_name(column);
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
  add_fill(planning, Stage::kFill, column, value, in_batches,
           {.what = deed("fill", column),
            .sql = "",
            .why = fmt::format("rows that are there get their value, {} a transaction", kBatch)});
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
