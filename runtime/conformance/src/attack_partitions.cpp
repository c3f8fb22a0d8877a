#include <fmt/format.h>

#include <set>
#include <utility>

#include "attack.hpp"
#include "catalog.hpp"
#include "facts.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

constexpr const char* kPartitionNames = R"sql(
  SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid = ANY ($1::oid[]) ORDER BY 1)sql";

/// The next range, made by what makes them all.
constexpr const char* kMakeNextRange = R"sql(
  SELECT tenon.make_partition(p.relation, n.nspname, lacking.name, lacking.bound, p.levels, reached)
  FROM tenon.partitioned p JOIN pg_class c ON c.oid = p.relation JOIN pg_namespace n ON n.oid = c.relnamespace,
       tenon.reach(p.relation, coalesce((p.levels->0->>'uuid7')::boolean, false)) AS reached,
       tenon.lacking_partitions(p.relation, c.relname, jsonb_set(p.levels->0, '{{ahead}}', '0'), reached) AS lacking
  WHERE p.relation = {}::oid LIMIT 1)sql";

/// What a session may set that changes how texts are read and printed, and what the check goes on with.
struct Hostile {
  std::string_view setting;
  std::string_view value;
  std::string_view peaceful;
};
constexpr Hostile kHostile[] = {
    {"standard_conforming_strings", "off", "on"},  {"escape_string_warning", "off", "on"},
    {"quote_all_identifiers", "on", "off"},        {"transform_null_equals", "on", "off"},
    {"TimeZone", "Asia/Kathmandu", "UTC"},         {"DateStyle", "German", "ISO"},
    {"IntervalStyle", "sql_standard", "postgres"},
};

/// Functions that fit what maintenance calls better than the server's own, where the session looks for them.
constexpr const char* kPlanted = R"sql(
  DO $plant$ BEGIN
    CREATE FUNCTION {0}.format(text, text, text) RETURNS text LANGUAGE plpgsql
      AS $$ BEGIN RAISE EXCEPTION 'planted code runs'; END $$;
    CREATE FUNCTION {0}.format(text, uuid, uuid) RETURNS text LANGUAGE plpgsql
      AS $$ BEGIN RAISE EXCEPTION 'planted code runs'; END $$;
    CREATE FUNCTION {0}.format(text, timestamptz, timestamptz) RETURNS text LANGUAGE plpgsql
      AS $$ BEGIN RAISE EXCEPTION 'planted code runs'; END $$;
  END $plant$)sql";
constexpr const char* kUprooted =
    "DROP FUNCTION {0}.format(text, text, text), {0}.format(text, uuid, uuid), "
    "{0}.format(text, timestamptz, timestamptz)";

/// Until when the table takes rows.
constexpr const char* kReach = R"sql(
  SELECT extract(epoch FROM tenon.reach(p.relation, coalesce((p.levels->0->>'uuid7')::boolean, false)))::bigint
  FROM tenon.partitioned p WHERE p.relation = {}::oid)sql";

/// What a partition's columns and checks are that aren't its table's.
constexpr const char* kUnlikeItsTable = R"sql(
  WITH makeup AS MATERIALIZED (
    SELECT a.attrelid AS relation, a.attname::text AS name,
           concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated, pg_get_expr(d.adbin, d.adrelid)) AS wording
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = ANY ($2::oid[] || $1::oid) AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL SELECT conrelid, conname::text, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = ANY ($2::oid[] || $1::oid) AND contype = 'c')
  SELECT partition::regclass, wanted.name FROM unnest($2::oid[]) AS partition, makeup AS wanted
  WHERE wanted.relation = $1::oid AND NOT EXISTS (
    SELECT FROM makeup m WHERE m.relation = partition AND m.name = wanted.name AND m.wording = wanted.wording)
  ORDER BY 1, 2)sql";

/// A leaf and what it is a partition of, both by name.
using Leaf = std::pair<std::string, std::string>;

constexpr const char* kLeafOfARow = R"sql(
  SELECT i.inhrelid::regclass, i.inhparent::regclass FROM {} AS stands
  JOIN pg_catalog.pg_inherits i ON i.inhrelid = stands.tableoid LIMIT 1)sql";
constexpr const char* kFirstLeaf = R"sql(
  SELECT relid, parentrelid FROM pg_catalog.pg_partition_tree({}::oid::regclass) WHERE isleaf LIMIT 1)sql";

/// The leaves that hold the two tenants' rows; any where the application doesn't read the table.
std::set<Leaf> leaves_of_the_stage(Probe& probe, const Table& table, const Stage& stage) {
  const bool read = promised(table, probe.schema().roles.app, "SELECT");
  const std::string sql = read ? fmt::format(kLeafOfARow, qualified(probe, table))
                               : fmt::format(kFirstLeaf, literal(probe, oid_of(probe, table)));
  std::set<Leaf> leaves;
  for (const std::string& tenant : {stage.ours(), stage.theirs()}) {
    const auto leaf = first_row(probe, stage.app(tenant), sql);
    if (leaf.size() == 2) leaves.emplace(leaf[0].value_or(""), leaf[1].value_or(""));
  }
  return leaves;
}

void append(Findings& findings, const Findings& more) {
  findings.insert(findings.end(), more.begin(), more.end());
}

/// A rule can put nothing in a statement's place, and nobody is asked for a privilege then: `catalog.rules`
/// tells of it.
bool has_rules(Probe& probe, const std::string& name) {
  return rows(probe, "reading the rules", "SELECT FROM pg_rewrite WHERE ev_class = $1::regclass LIMIT 1",
              {name})
             .size() > 0;
}

/// What nobody was granted is refused, whoever's row it is.
Findings partition_is_closed(Probe& probe, const Table& table, const Stage& stage, const std::string& name) {
  Findings findings;
  const std::string own = of_tenant(probe, table, stage.ours());
  for (const std::string& deed :
       {fmt::format("SELECT FROM {} LIMIT 1", name),
        fmt::format("INSERT INTO {} {}", name, stage.insert_values(table, stage.ours(), 2, {})),
        fmt::format("UPDATE {} SET {}", name, own), fmt::format("DELETE FROM {}", name)}) {
    const Outcome outcome = attempt(probe, stage.app(stage.ours()), deed);
    if (outcome.refused_with(kDenied)) continue;
    if (!outcome.error && outcome.rows == 0 && has_rules(probe, name)) continue;
    findings.push_back(finding(fmt::format("partition {} by its own name: {} {}, promised: permission denied",
                                           name, deed.substr(0, deed.find(' ')), outcome.wording())));
  }
  return findings;
}

Findings partitions_refuse(Probe& probe, const Table& table, const Stage& stage) {
  const auto partitions =
      rows(probe, "naming the partitions", kPartitionNames, {partitions_of(probe, oid_of(probe, table))});
  Findings findings;
  for (std::size_t row = 0; row < partitions.size(); ++row)
    append(findings, partition_is_closed(probe, table, stage, partitions.text(row, 0)));
  return findings;
}

/// What a table says for itself once no parent speaks for it.
Findings stays_forced(Probe& probe, const Stage& stage, const std::string& name) {
  Findings findings;
  for (const std::string& tenant : {std::string(), stage.ours()}) {
    const Outcome outcome =
        attempt(probe, {probe.schema().roles.owner, tenant}, fmt::format("SELECT FROM {} LIMIT 1", name));
    if (!outcome.error && outcome.rows == 0) continue;
    findings.push_back(finding(
        fmt::format("{}, detached: SELECT by the owner {}, promised: no row", name, outcome.wording())));
  }
  return findings;
}

void set_each(Probe& probe, std::string_view doing, std::string_view Hostile::*value) {
  for (const Hostile& each : kHostile) execute(probe, doing, set_local(probe, each.setting, each.*value));
}

Findings partitions_are_as_their_table(Probe& probe, const std::string& oid) {
  const auto found = rows(probe, "comparing the partitions with their table", kUnlikeItsTable,
                          {oid, partitions_of(probe, oid)});
  Findings findings;
  for (std::size_t row = 0; row < found.size(); ++row) {
    findings.push_back(finding(
        fmt::format("partition `{}` has not its table's `{}`", found.text(row, 0), found.text(row, 1))));
  }
  return findings;
}

}  // namespace

Findings reading_partitions_by_name(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_both_rows();
  return partitions_refuse(probe, table, stage);
}

Findings partitions_made_a_moment_ago(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  const Actor owner = {probe.schema().roles.owner, ""};
  const std::string oid = oid_of(probe, table);
  const std::string reach = fmt::format(kReach, literal(probe, oid));
  const std::string space = quoted(probe, placed(probe.schema(), table.name).schema);
  const auto before = first_row(probe, owner, reach);
  // Where tables are, somebody else might be able to create as well.
  act(probe, owner, fmt::format(fmt::runtime(kPlanted), space));
  set_each(probe, "setting what a session may", &Hostile::value);
  const Outcome made = act(probe, owner, fmt::format(kMakeNextRange, literal(probe, oid)));
  set_each(probe, "setting it back", &Hostile::peaceful);
  act(probe, owner, fmt::format(fmt::runtime(kUprooted), space));
  if (made.error || made.rows == 0)
    return {finding(fmt::format("making the next partition {}", made.wording()))};
  Findings findings = partitions_are_closed(probe, table);
  append(findings, partitions_refuse(probe, table, stage));
  append(findings, partitions_are_as_their_table(probe, oid));
  if (before.empty() || first_row(probe, owner, reach) == before)
    findings.push_back(finding("the next partition isn't of the range that was wanted"));
  return findings;
}

Findings partitions_that_were_detached(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_both_rows();
  // What waits for the end of the transaction would keep a table from being altered.
  execute(probe, "making deferred checks", "SET CONSTRAINTS ALL IMMEDIATE");
  const std::set<Leaf> leaves = leaves_of_the_stage(probe, table, stage);
  if (leaves.empty()) return {finding("has no partition with a row in it")};
  Findings findings;
  for (const auto& [name, parent] : leaves) {
    const Outcome detached = act(probe, {probe.schema().roles.owner, ""},
                                 fmt::format("ALTER TABLE {} DETACH PARTITION {}", parent, name));
    if (detached.error) return {finding(fmt::format("detaching {} {}", name, detached.wording()))};
    append(findings, partition_is_closed(probe, table, stage, name));
    append(findings, stays_forced(probe, stage, name));
  }
  return findings;
}

}  // namespace tenon::conformance
