#include "plan/move_scripts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/batches.hpp"
#include "plan/move_guards.hpp"
#include "plan/moved_types.hpp"
#include "plan/moves.hpp"
#include "plan/values.hpp"

namespace tenon::plan {
namespace {

std::string literal(const std::string& text) {
  return render::sql_literal(text).str();
}

std::string regclass(const std::string& table) {
  return literal(table) + "::regclass";
}

std::string list_of(const std::vector<std::string>& columns) {
  std::vector<std::string> out;
  for (const std::string& each : columns) out.push_back(id(each));
  return join(out, ", ");
}

/// `key_1, key_2`, with what stands before each.
std::string numbered(std::size_t count, std::string_view before) {
  std::vector<std::string> out;
  for (std::size_t i = 1; i <= count; ++i) out.push_back(fmt::format("{}key_{}", before, i));
  return join(out, ", ");
}

/// What is done with the old table open to the owner; `after` when it is closed again.
std::string block(const Doors& doors, const std::string& variables, const std::string& statements,
                  const std::string& after = "") {
  return fmt::format(
      "DO $move$\n#variable_conflict use_column\nDECLARE\n{}{}BEGIN\n{}{}  COMMIT;\n{}{}{}END\n$move$;",
      kFailureVariables, variables, doors.open, statements, doors.close, raised(), after);
}

}  // namespace

// By no name: they may have others by now.
std::string drop_old_tables() {
  return fmt::format(R"sql(DO $drop$
DECLARE
  part regclass;
BEGIN
  FOR part IN
    SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = {} AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  LOOP
    EXECUTE pg_catalog.format('DROP TABLE %s', part);
  END LOOP;
END
$drop$;
)sql",
                     literal(kLeaving));
}

std::string drop_old_types() {
  return fmt::format(R"sql(DO $drop$
DECLARE
  kind regtype;
BEGIN
  FOR kind IN
    SELECT t.oid FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    WHERE n.nspname = {} AND t.typtype IN ('e', 'd')
  LOOP
    EXECUTE pg_catalog.format('DROP TYPE %s', kind);
  END LOOP;
END
$drop$;
)sql",
                     literal(kLeaving));
}

std::string drop_old_place() {
  return fmt::format("DROP SCHEMA IF EXISTS {};\n", id(kLeaving));
}

std::string drop_new_place() {
  return fmt::format("DROP SCHEMA IF EXISTS {};", id(kMoving));
}

MoveScripts::MoveScripts(const Planning& planning, Identity part, const Object* registered)
    : planning_(planning),
      part_(std::move(part)),
      table_{Kind::kTable, part_.schema, "", part_.table, ""},
      registered_(registered),
      key_(primary_key(planning.after, part_)->columns),
      old_(planning.table_name(part_)),
      fresh_(id(kMoving) + "." + id(part_.table)),
      follow_(id(kMoving) + "." + id(identifier("follow_" + part_.table))),
      changed_(id(kMoving) + "." + id(identifier("changed_" + part_.table))) {}

std::string schema_of_moves(const Planning& planning, const std::string& name) {
  const std::string& owner = planning.settings.owner;
  return planning.as_runner(fmt::format("CREATE SCHEMA IF NOT EXISTS {}{};", id(name),
                                        owner.empty() ? "" : " AUTHORIZATION " + id(owner))) +
         "\n";
}

std::string MoveScripts::place() const {
  return unread_but_by_known(planning_, table_) + untouched_but_by_known(planning_, table_) +
         schema_of_moves(planning_, kMoving);
}

std::string MoveScripts::closed() const {
  const Object* security = planning_.after.find({Kind::kRowSecurity, part_.schema, part_.table, "", ""});
  if (security == nullptr || !security->as<model::RowSecurity>().enabled) return "";
  return fmt::format("ALTER TABLE {} ENABLE ROW LEVEL SECURITY;", fresh_);
}

std::vector<MoveScripts::Value> MoveScripts::values() const {
  std::vector<Value> out;
  for (const Object& each : planning_.after.objects()) {
    if (each.identity.kind != Kind::kColumn || !are_of_one_table(each.identity, part_)) continue;
    if (const auto value = value_in_new_row(planning_, each)) out.push_back({each.identity.name, *value});
  }
  for (const Object& each : planning_.before.objects()) {
    if (goes_later(planning_, table_, each)) out.push_back({each.identity.name, id(each.identity.name)});
  }
  return out;
}

std::string MoveScripts::columns() const {
  std::vector<std::string> out;
  for (const Value& each : values()) out.push_back(id(each.column));
  return join(out, ", ");
}

std::string MoveScripts::value_list() const {
  std::vector<std::string> out;
  for (const Value& each : values()) out.push_back(each.sql);
  return join(out, ", ");
}

std::string MoveScripts::value_of(const std::string& column) const {
  const Object* object = planning_.after.find({Kind::kColumn, part_.schema, part_.table, column, ""});
  return value_in_new_row(planning_, *object).value_or(id(column));
}

/// The new key over the old one's columns.
std::string MoveScripts::key_values() const {
  std::vector<std::string> out;
  for (const std::string& each : key_) out.push_back(value_of(each));
  return join(out, ", ");
}

/// `changed.tenant_id, changed.id`
std::string MoveScripts::in_key(const std::string& table) const {
  std::vector<std::string> out;
  for (const std::string& each : key_) out.push_back(table + "." + id(each));
  return join(out, ", ");
}

std::string MoveScripts::partitions() const {
  return block(doors_of(planning_, part_), partition_variables(), caught(partitions_made(old_)));
}

// The keys alone: a function that runs in another's transaction sees no more than that one's snapshot does,
// and reads values as its settings say. What it writes down is looked up by the migration itself.
std::string MoveScripts::follow() const {
  std::vector<std::string> kept;
  for (const std::string& each : key_) {
    const Object* column = planning_.before.find({Kind::kColumn, part_.schema, part_.table, each, ""});
    kept.push_back(fmt::format("{} {}", id(each), ddl::column_type(column->as<model::Column>()).str()));
  }
  constexpr std::string_view kSql = R"sql(CREATE TABLE {changed} ({kept});
{closed}CREATE FUNCTION {follow}() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $follow$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION '% is being moved by a migration: empty it before or behind that', TG_RELID::regclass
      USING ERRCODE = 'object_in_use';
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO {changed} VALUES ({old});
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO {changed} VALUES ({new});
  END IF;
  RETURN NULL;
END
$follow$;
REVOKE ALL ON FUNCTION {follow}() FROM PUBLIC;
CREATE TRIGGER tenon_follow AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {follow}();
CREATE TRIGGER tenon_follow_emptying BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {follow}();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER tenon_follow;
ALTER TABLE {table} ENABLE ALWAYS TRIGGER tenon_follow_emptying;)sql";
  return fmt::format(
      kSql, fmt::arg("changed", changed_), fmt::arg("kept", join(kept, ", ")),
      fmt::arg("closed", planning_.taken_by_default(
                             {{Kind::kTable, kMoving, "", identifier("changed_" + part_.table), ""},
                              model::Table{},
                              {},
                              {},
                              planning_.settings.path})),
      fmt::arg("follow", follow_), fmt::arg("old", in_key("OLD")), fmt::arg("new", in_key("NEW")),
      fmt::arg("table", old_));
}

std::string MoveScripts::copy() const {
  KeyText text = text_of(planning_, part_, key_of(planning_, part_));
  text.declared += partition_variables();
  const std::string rows =
      fmt::format("(SELECT * FROM {} WHERE ({columns}) >= ({}) AND ({columns}) <= ({})) AS {}", old_,
                  text.from, text.to, id(part_.table), fmt::arg("columns", text.columns));
  const std::string end = fmt::format(
      "SELECT {columns} INTO {to} FROM (\n"
      "      SELECT {columns} FROM {table} WHERE ({columns}) >= ({from}) ORDER BY {columns} LIMIT {batch}) "
      "AS batch\n"
      "      ORDER BY {backwards} LIMIT 1;\n    ",
      fmt::arg("columns", text.columns), fmt::arg("to", text.to), fmt::arg("table", old_),
      fmt::arg("from", text.from), fmt::arg("batch", kBatch), fmt::arg("backwards", text.descending));
  const std::string put = fmt::format(
      "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE\n      SELECT {} FROM {}\n      ON CONFLICT ({}) DO "
      "NOTHING;",
      fresh_, columns(), value_list(), rows, list_of(key_));
  return by_key(planning_, part_, text, doors_of(planning_, part_), end + with_partitions(put, rows));
}

/// The rows of those keys, as they are now.
std::string MoveScripts::changed_rows(const std::string& keys) const {
  return fmt::format("(SELECT here.* FROM {} AS here JOIN {} ON ({}) = ({})) AS {}", old_, keys,
                     in_key("here"), in_key("keys"), id(part_.table));
}

/// One statement, and so one snapshot: what is written down in it, and what the rows of those keys are.
std::string MoveScripts::changes() const {
  constexpr std::string_view kSql = R"sql(WITH taken AS MATERIALIZED (DELETE FROM {changed} RETURNING {key}),
      keys AS MATERIALIZED (SELECT DISTINCT {key} FROM taken),
      gone AS (DELETE FROM {fresh} AS moved USING (SELECT {values_of_key} FROM keys AS {name}) AS was ({numbers})
        WHERE ({moved_key}) = ({was_key}) RETURNING 1),
      gone_first AS MATERIALIZED (SELECT count(*) AS tenon_gone FROM gone)
    INSERT INTO {fresh} ({columns}) OVERRIDING SYSTEM VALUE
      SELECT {values} FROM {rows}
      CROSS JOIN gone_first WHERE tenon_gone >= 0;)sql";
  const std::string taken = fmt::format(
      kSql, fmt::arg("changed", changed_), fmt::arg("key", list_of(key_)), fmt::arg("fresh", fresh_),
      fmt::arg("values_of_key", key_values()), fmt::arg("name", id(part_.table)),
      fmt::arg("numbers", numbered(key_.size(), "")), fmt::arg("moved_key", in_key("moved")),
      fmt::arg("was_key", numbered(key_.size(), "was.")), fmt::arg("columns", columns()),
      fmt::arg("values", value_list()), fmt::arg("rows", changed_rows("keys")));
  return with_partitions(taken, changed_rows(changed_ + " AS keys"));
}

/// Again and again, until little is left.
std::string MoveScripts::caught_up() const {
  return fmt::format(
      "  FOR again IN 1 .. 50 LOOP\n"
      "    SELECT count(*) INTO waiting FROM {};\n"
      "    EXIT WHEN waiting = 0;\n"
      "{}"
      "    EXIT WHEN failed_state IS NOT NULL OR waiting < 1000;\n"
      "    COMMIT;\n"
      "  END LOOP;\n",
      changed_, caught(changes()));
}

std::string MoveScripts::build(const std::string& indexes) const {
  const std::string made = indexes.empty() ? std::string()
                                           : fmt::format("  EXECUTE $indexes$\n{}$indexes$;\n",
                                                         with_types_beside(planning_, indexes));
  return block(doors_of(planning_, part_), "  waiting bigint;\n" + partition_variables(), caught_up(), made);
}

// A partition that was past its time has been dropped, and no trigger told of its rows.
std::string MoveScripts::proof() const {
  constexpr std::string_view kSql = R"sql(DELETE FROM {fresh} AS moved
      WHERE NOT EXISTS (SELECT FROM (SELECT {values} FROM {old} AS {name}) AS here ({numbers}) WHERE ({moved_key}) = ({here_numbers}))
        AND NOT EXISTS (SELECT FROM (SELECT {values} FROM {changed} AS {name}) AS changed ({numbers}) WHERE ({moved_key}) = ({changed_numbers}));
    IF EXISTS (
      SELECT FROM (SELECT {values} FROM {old} AS {name} WHERE NOT EXISTS (SELECT FROM {changed} AS changed WHERE ({changed_key}) = ({own_key}))) AS here ({numbers})
      WHERE NOT EXISTS (SELECT FROM {fresh} AS moved WHERE ({moved_key}) = ({here_numbers}))
    ) THEN
      RAISE EXCEPTION 'not all rows have come along';
    END IF;)sql";
  const std::string statements = fmt::format(
      kSql, fmt::arg("fresh", fresh_), fmt::arg("values", key_values()), fmt::arg("old", old_),
      fmt::arg("name", id(part_.table)), fmt::arg("numbers", numbered(key_.size(), "")),
      fmt::arg("moved_key", in_key("moved")), fmt::arg("here_numbers", numbered(key_.size(), "here.")),
      fmt::arg("changed", changed_), fmt::arg("changed_numbers", numbered(key_.size(), "changed.")),
      fmt::arg("changed_key", in_key("changed")), fmt::arg("own_key", in_key(id(part_.table))));
  return block(doors_of(planning_, part_), "  waiting bigint;\n" + partition_variables(),
               caught_up() + "  IF failed_state IS NULL THEN\n" + caught(statements) + "  END IF;\n");
}

std::string MoveScripts::analyze() const {
  return fmt::format("ANALYZE {};", fresh_);
}

/// Sequences go on where those of the old table are.
std::string MoveScripts::numbers() const {
  std::string out;
  for (const Object& each : planning_.after.objects()) {
    if (each.identity.kind != Kind::kColumn || !are_of_one_table(each.identity, part_)) continue;
    if (each.as<model::Column>().identity == model::ColumnIdentity::kNone) continue;
    const std::string name = literal(each.identity.name);
    const Object* before = planning_.before.find(each.identity);
    const bool numbered =
        before != nullptr && before->as<model::Column>().identity != model::ColumnIdentity::kNone;
    const std::string sequence =
        fmt::format("pg_catalog.pg_get_serial_sequence({}, {})", literal(fresh_), name);
    if (numbered) {
      out += fmt::format(
          "  EXECUTE pg_catalog.format('SELECT pg_catalog.setval(%L, last_value, is_called) FROM %s', {}, "
          "pg_catalog.pg_get_serial_sequence({}, {}));\n",
          sequence, literal(old_), name);
    } else {
      out += fmt::format("  PERFORM pg_catalog.setval({}, max({})) FROM {} HAVING max({}) > 0;\n", sequence,
                         id(each.identity.name), fresh_, id(each.identity.name));
    }
  }
  return out;
}

std::string MoveScripts::swap() const {
  constexpr std::string_view kSql = R"sql(DO $swap$
#variable_conflict use_column
DECLARE
  old constant regclass := {old};
  relation record;
{variables}BEGIN
{open}  {changes}
{close}{numbers}  DROP TRIGGER tenon_follow ON {table};
  DROP TRIGGER tenon_follow_emptying ON {table};
  DROP FUNCTION {follow}();
  DROP TABLE {changed};
  -- Their indexes and sequences go along, and keep their names.
  FOR relation IN
    SELECT c.oid::regclass AS name, moved.after FROM (
      SELECT old AS relation, {away} AS after UNION SELECT relid, {away} FROM pg_catalog.pg_partition_tree(old)
      UNION SELECT {fresh}, {home} UNION SELECT relid, {home} FROM pg_catalog.pg_partition_tree({fresh})
    ) AS moved JOIN pg_catalog.pg_class c ON c.oid = moved.relation
    ORDER BY moved.after = {home}, c.relname
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s SET SCHEMA %I', relation.name, relation.after);
  END LOOP;
END
$swap$;)sql";
  const bool hides = hides_rows(planning_, part_);
  return fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE;\n", old_) + unread(planning_, table_) +
         schema_of_moves(planning_, kLeaving) +
         fmt::format(
             kSql, fmt::arg("old", literal(old_)), fmt::arg("variables", partition_variables()),
             fmt::arg("open", hides ? opened(planning_, regclass(old_)) : ""), fmt::arg("changes", changes()),
             fmt::arg("close",
                      hides ? "  PERFORM pg_catalog.set_config('row_security', 'off', false);\n" : ""),
             fmt::arg("numbers", numbers()), fmt::arg("table", old_), fmt::arg("follow", follow_),
             fmt::arg("changed", changed_), fmt::arg("away", literal(kLeaving)),
             fmt::arg("home", literal(part_.schema)), fmt::arg("fresh", regclass(fresh_)));
}

}  // namespace tenon::plan
