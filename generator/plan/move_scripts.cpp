#include "plan/move_scripts.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "plan/batches.hpp"
#include "plan/moves.hpp"
#include "plan/partitions.hpp"
#include "plan/values.hpp"

namespace tenon::plan {
namespace {

std::string literal(const std::string& text) {
  return render::sql_literal(text).str();
}

std::string array_of(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const std::string& each : texts) out.push_back(literal(each));
  return fmt::format("ARRAY[{}]::text[]", join(out, ", "));
}

/// The column of `RANGE (sent_at)`; empty for other ways.
std::string ranged_column(const std::string& clause) {
  constexpr std::string_view kRange = "RANGE (";
  if (!clause.starts_with(kRange)) return "";
  return clause.substr(kRange.size(), clause.rfind(')') - kRange.size());
}

/// Between this and its end everything is done with the old table open to the owner.
std::string block(const Doors& doors, const std::string& variables, const std::string& statements) {
  return fmt::format("DO $move$\n#variable_conflict use_column\nDECLARE\n{}{}BEGIN\n{}END\n$move$;",
                     kFailureVariables, variables, with_open(doors, statements));
}

}  // namespace

// By no name: they may have others by now.
std::string drop_what_was() {
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
DROP SCHEMA IF EXISTS {};
DROP SCHEMA IF EXISTS {};)sql",
                     literal(kLeaving), id(kLeaving), id(kMoving));
}

MoveScripts::MoveScripts(const Planning& planning, Identity part)
    : planning_(planning),
      part_(std::move(part)),
      table_{Kind::kTable, part_.schema, "", part_.table, ""},
      old_(planning.table_name(part_)),
      fresh_(id(kMoving) + "." + id(part_.table)),
      follow_(id(kMoving) + "." + id(identifier("follow_" + part_.table))) {}

std::string MoveScripts::schema(const std::string& name) const {
  const std::string& owner = planning_.settings.owner;
  return planning_.as_runner(fmt::format("CREATE SCHEMA IF NOT EXISTS {}{};", id(name),
                                         owner.empty() ? "" : " AUTHORIZATION " + id(owner))) +
         "\n";
}

std::vector<std::string> MoveScripts::known_readers() const {
  std::vector<std::string> out;
  for (const Object& each : planning_.before.objects()) {
    const Identity& identity = each.identity;
    if (identity.kind == Kind::kView) out.push_back(identity.schema + "." + identity.name);
    const auto* key = std::get_if<model::Constraint>(&each.definition);
    if (key != nullptr && key->refers == table_ && !are_of_one_table(identity, part_))
      out.push_back(fmt::format("{}.{}.{}", identity.schema, identity.table, identity.name));
  }
  return out;
}

std::string MoveScripts::unread(const std::vector<std::string>& known) const {
  constexpr std::string_view kSql = R"sql(DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = {table}
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = {table} AND o.conrelid <> {table} AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree({table}))
  ) AS found WHERE reader <> ALL ({known});
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
)sql";
  return fmt::format(kSql, fmt::arg("table", literal(old_) + "::regclass"),
                     fmt::arg("known", array_of(known)));
}

std::string MoveScripts::place() const {
  return unread(known_readers()) + schema(kMoving);
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

std::vector<std::string> MoveScripts::new_key() const {
  for (const Object& each : planning_.after.objects()) {
    const auto* key = std::get_if<model::Constraint>(&each.definition);
    if (key != nullptr && key->type == model::ConstraintType::kPrimary &&
        are_of_one_table(each.identity, part_))
      return key->columns;
  }
  return {};
}

// As tenon.maintain() makes them, for the time of the oldest row and for now, whatever is past its time: to
// take rows away isn't a move's.
std::string MoveScripts::partitions(const Object& registered) const {
  const auto& row = registered.as<model::RegisteredRow>().values;
  const auto found =
      std::find_if(row.begin(), row.end(), [](const auto& each) { return each.first == "levels"; });
  std::string oldest = "now()";
  for (const auto& level : nlohmann::json::parse(found->second)) {
    const std::string column = ranged_column(level.at("clause").get<std::string>());
    if (column.empty()) continue;
    const std::string time =
        level.value("uuid7", false) ? "tenon.uuid7_time(first.value)" : "first.value::timestamptz";
    const std::string name = column.starts_with('"') ? column.substr(1, column.size() - 2) : column;
    oldest = fmt::format(
        "coalesce((SELECT {} FROM (SELECT {} AS value FROM {} WHERE {} IS NOT NULL ORDER BY 1 LIMIT 1) AS "
        "first), now())",
        time, value_of(name), old_, value_of(name));
  }
  const std::string table =
      fmt::format("SELECT {}::regclass AS relation, {} AS name, {} AS space, levels AS levels",
                  literal(fresh_), literal(part_.table), literal(kMoving));
  const std::string statements =
      fmt::format("FOREACH moment IN ARRAY ARRAY[{}, now()] LOOP\n    {}    END LOOP;", oldest,
                  lacking_made(table, "moment"));
  const std::string variables = fmt::format(
      "  levels constant jsonb := (SELECT jsonb_agg(level - 'retain' ORDER BY depth) FROM "
      "jsonb_array_elements({}::jsonb) WITH ORDINALITY AS each (level, depth));\n"
      "  moment timestamptz;\n{}",
      literal(found->second), kPartitionVariables);
  return block(doors_of(planning_, part_), variables, statements);
}

std::string MoveScripts::follow() const {
  std::vector<std::string> gone;
  std::vector<std::string> keys;
  for (const std::string& column : new_key()) {
    gone.push_back(value_of(column));
    keys.push_back("moved." + id(column));
  }
  constexpr std::string_view kSql = R"sql(CREATE OR REPLACE FUNCTION {follow}() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = {path}, pg_temp
AS $follow$
#variable_conflict use_column
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    TRUNCATE {fresh};
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM {fresh} AS moved USING (SELECT {gone} FROM (SELECT OLD.*) AS {name}) AS gone ({names})
    WHERE ({keys}) = ({gone_keys});
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO {fresh} ({columns}) OVERRIDING SYSTEM VALUE
    SELECT {values} FROM (SELECT NEW.*) AS {name};
  END IF;
  RETURN NULL;
END
$follow$;
REVOKE ALL ON FUNCTION {follow}() FROM PUBLIC;
CREATE TRIGGER tenon_follow AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {follow}();
CREATE TRIGGER tenon_follow_emptying AFTER TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {follow}();)sql";
  std::vector<std::string> names;
  std::vector<std::string> gone_keys;
  for (std::size_t i = 1; i <= gone.size(); ++i) {
    names.push_back(fmt::format("key_{}", i));
    gone_keys.push_back(fmt::format("gone.key_{}", i));
  }
  return fmt::format(kSql, fmt::arg("follow", follow_), fmt::arg("path", id(planning_.settings.path)),
                     fmt::arg("fresh", fresh_), fmt::arg("gone", join(gone, ", ")),
                     fmt::arg("name", id(part_.table)), fmt::arg("names", join(names, ", ")),
                     fmt::arg("keys", join(keys, ", ")), fmt::arg("gone_keys", join(gone_keys, ", ")),
                     fmt::arg("columns", columns()), fmt::arg("values", value_list()),
                     fmt::arg("table", old_));
}

// Rows are held while they are copied: who changes one then waits for the batch, and finds it copied when the
// change goes along. One that is gone by then isn't copied.
std::string MoveScripts::copy() const {
  const KeyText text = text_of(planning_, part_, key_of(planning_, part_));
  std::vector<std::string> key;
  for (const std::string& each : new_key()) key.push_back(id(each));
  const std::string batch = fmt::format(
      "SELECT {columns} INTO {to} FROM (\n"
      "      SELECT {columns} FROM {table} WHERE ({columns}) >= ({from}) ORDER BY {columns} LIMIT {batch}) "
      "AS batch\n"
      "      ORDER BY {backwards} LIMIT 1;\n"
      "    INSERT INTO {fresh} ({into}) OVERRIDING SYSTEM VALUE\n"
      "      SELECT {values} FROM (SELECT * FROM {table} WHERE ({columns}) >= ({from}) AND ({columns}) <= "
      "({to}) FOR "
      "SHARE) AS {name}\n"
      "      ON CONFLICT ({key}) DO NOTHING;",
      fmt::arg("columns", text.columns), fmt::arg("to", text.to), fmt::arg("table", old_),
      fmt::arg("from", text.from), fmt::arg("batch", kBatch), fmt::arg("backwards", text.descending),
      fmt::arg("fresh", fresh_), fmt::arg("into", columns()), fmt::arg("values", value_list()),
      fmt::arg("name", id(part_.table)), fmt::arg("key", join(key, ", ")));
  return by_key(planning_, part_, text, doors_of(planning_, part_), batch);
}

std::string MoveScripts::proof() const {
  return block(doors_of(planning_, part_), "",
               fmt::format("IF (SELECT count(*) FROM {}) <> (SELECT count(*) FROM {}) THEN\n"
                           "      RAISE EXCEPTION 'not all rows have come along';\n"
                           "    END IF;",
                           old_, fresh_));
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
  constexpr std::string_view kSql = R"sql(DROP TRIGGER tenon_follow ON {table};
DROP TRIGGER tenon_follow_emptying ON {table};
DROP FUNCTION {follow}();
{leaving}DO $swap$
DECLARE
  old constant regclass := {old};
  part record;
BEGIN
{numbers}  -- Their indexes and sequences go along, and keep their names.
  FOR part IN
    SELECT c.oid::regclass AS relation, moved.after FROM (
      SELECT old AS relation, {away} AS after UNION SELECT relid, {away} FROM pg_catalog.pg_partition_tree(old)
      UNION SELECT {fresh}::regclass, {home} UNION SELECT relid, {home} FROM pg_catalog.pg_partition_tree({fresh}::regclass)
    ) AS moved JOIN pg_catalog.pg_class c ON c.oid = moved.relation
    ORDER BY moved.after = {home}, c.relname
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s SET SCHEMA %I', part.relation, part.after);
  END LOOP;
END
$swap$;)sql";
  return unread({}) + fmt::format(kSql, fmt::arg("table", old_), fmt::arg("follow", follow_),
                                  fmt::arg("leaving", schema(kLeaving)), fmt::arg("old", literal(old_)),
                                  fmt::arg("numbers", numbers()), fmt::arg("away", literal(kLeaving)),
                                  fmt::arg("home", literal(part_.schema)),
                                  fmt::arg("fresh", literal(fresh_)));
}

}  // namespace tenon::plan
