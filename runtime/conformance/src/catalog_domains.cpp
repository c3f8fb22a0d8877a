#include <fmt/format.h>

#include "catalog.hpp"
#include "facts.hpp"

namespace tenon::conformance {
namespace {

/// As a fact: the type, the default and the checks, in the server's words.
constexpr const char* kDomains = R"sql(
  SELECT CASE WHEN $1 = '' OR n.nspname = split_part($1, ',', 1) THEN t.typname ELSE n.nspname || '.' || t.typname END,
         format_type(t.typbasetype, t.typtypmod)
         || coalesce(' DEFAULT ' || pg_get_expr(t.typdefaultbin, 0), '')
         || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END
         || coalesce((SELECT string_agg(' ' || conname || ' ' || pg_get_constraintdef(oid), '' ORDER BY conname)
                      FROM pg_constraint WHERE contypid = t.oid AND contype = 'c'), '')
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE t.typtype = 'd' AND CASE WHEN $1 = '' THEN n.oid = pg_my_temp_schema()
                                 ELSE n.nspname = ANY (string_to_array($1, ',')) END)sql";

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
       facts_of(rows(probe, "reading the domains", kDomains, {spaces_of(probe.schema())}))) {
    if (promised.contains(name)) there.emplace(name, wording);
  }
  return differences("domain", promised, there);
}

}  // namespace tenon::conformance
