#include <fmt/format.h>

#include "catalog.hpp"
#include "facts.hpp"

namespace tenon::conformance {
namespace {

/// As a fact: the type, the default and the checks, in the server's words.
constexpr const char* kDomains = R"sql(
  SELECT t.typname, format_type(t.typbasetype, t.typtypmod)
         || coalesce(' DEFAULT ' || pg_get_expr(t.typdefaultbin, 0), '')
         || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END
         || coalesce((SELECT string_agg(' ' || conname || ' ' || pg_get_constraintdef(oid), '' ORDER BY conname)
                      FROM pg_constraint WHERE contypid = t.oid AND contype = 'c'), '')
  FROM pg_type t
  WHERE t.typtype = 'd' AND t.typnamespace = CASE WHEN $1 = '' THEN pg_my_temp_schema()
                                                  ELSE (SELECT oid FROM pg_namespace WHERE nspname = $1) END)sql";

void restate(Probe& probe, const Domain& domain) {
  execute(probe, fmt::format("restating the promised domain `{}`", domain.name),
          fmt::format("CREATE DOMAIN pg_temp.{} AS {}", quoted(probe, domain.name), domain.definition));
}

}  // namespace

Findings domains_are_exact(Probe& probe) {
  const std::vector<Domain>& wanted = probe.schema().domains;
  if (wanted.empty()) return {};
  for (const Domain& domain : wanted) restate(probe, domain);
  const Facts promised = facts_of(rows(probe, "reading the promised domains", kDomains, {""}));
  // Other domains in the schema harm nothing.
  Facts there;
  for (auto& [name, wording] :
       facts_of(rows(probe, "reading the domains", kDomains, {probe.schema().sql_schema}))) {
    if (promised.contains(name)) there.emplace(name, wording);
  }
  return differences("domain", promised, there);
}

}  // namespace tenon::conformance
