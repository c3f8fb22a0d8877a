#include <fmt/format.h>

#include "catalog.hpp"
#include "facts.hpp"

namespace tenon::conformance {
namespace {

/// What a table is made of: its columns, its constraints, and what would run when it is written.
constexpr const char* kRegisterMakeup = R"sql(
  SELECT 'column ' || a.attname, format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
         || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
  FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL SELECT 'constraint ' || conname, pg_get_constraintdef(oid) FROM pg_constraint
  WHERE conrelid = $1::oid AND contype <> 'n'
  UNION ALL SELECT 'trigger ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = $1::oid
  UNION ALL SELECT 'rule ' || rulename, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = $1::oid)sql";

std::string oid_in(Probe& probe, const std::string& schema, const std::string& name) {
  const auto found =
      rows(probe, "finding a table of maintenance",
           "SELECT oid FROM pg_class WHERE relnamespace = CASE $1 WHEN 'pg_temp' THEN "
           "pg_my_temp_schema() ELSE to_regnamespace($1) END AND relname = $2 AND relkind = 'r'",
           {schema, name});
  return found.size() == 0 ? "" : found.text(0, 0);
}

/// The promised table with the promised rows, beside the one that is there.
void restate(Probe& probe, const Register& wanted, const std::string& scratch) {
  execute(probe, fmt::format("restating tenon.{}", wanted.name),
          fmt::format("CREATE TABLE {} {}", scratch, wanted.definition));
  for (const std::string& row : wanted.rows) {
    execute(probe, fmt::format("restating a row of tenon.{}", wanted.name),
            fmt::format("INSERT INTO {} {}", scratch, row));
  }
}

void compare_rows(Probe& probe, const std::string& one, const std::string& other, std::string_view what,
                  Findings& out) {
  const auto found =
      rows(probe, "comparing the rows of maintenance",
           fmt::format("SELECT a::text FROM {} AS a EXCEPT ALL SELECT b::text FROM {} AS b ORDER BY 1", one,
                       other));
  for (std::size_t row = 0; row < found.size(); ++row)
    out.push_back(finding(fmt::format("{}: {}", what, found.text(row, 0))));
}

Findings register_is_exact(Probe& probe, const Register& wanted) {
  const std::string there = "tenon." + quoted(probe, wanted.name);
  const std::string scratch = "pg_temp." + quoted(probe, wanted.name);
  const std::string oid = oid_in(probe, "tenon", wanted.name);
  if (oid.empty()) return {finding("is missing")};
  restate(probe, wanted, scratch);
  const std::string scratch_oid = oid_in(probe, "pg_temp", wanted.name);
  Findings out =
      differences("its", facts_of(rows(probe, "reading a restated table", kRegisterMakeup, {scratch_oid})),
                  facts_of(rows(probe, "reading a table of maintenance", kRegisterMakeup, {oid})));
  if (!out.empty() || !wanted.fixed) return out;
  compare_rows(probe, scratch, there, "lacks the row", out);
  // Schemas without roles can share a database, and then these tables.
  if (!probe.schema().roles.owner.empty())
    compare_rows(probe, there, scratch, "holds a row that was not promised", out);
  return out;
}

}  // namespace

Findings registers_are_exact(Probe& probe) {
  Findings findings;
  for (const Register& wanted : probe.schema().registers) {
    for (Finding& each : register_is_exact(probe, wanted)) {
      each.object = "tenon." + wanted.name;
      findings.push_back(std::move(each));
    }
  }
  return findings;
}

}  // namespace tenon::conformance
