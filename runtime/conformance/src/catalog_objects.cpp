// Composite types and sequences.
#include <fmt/format.h>

#include "catalog.hpp"
#include "facts.hpp"

namespace tenon::conformance {
namespace {

constexpr const char* kComposites = R"sql(
  SELECT CASE WHEN $1 = '' OR n.nspname = split_part($1, ',', 1) THEN t.typname ELSE n.nspname || '.' || t.typname END,
         (SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
          FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_class c ON c.oid = t.typrelid
  WHERE c.relkind = 'c' AND CASE WHEN $1 = '' THEN n.oid = pg_my_temp_schema()
                                 ELSE n.nspname = ANY (string_to_array($1, ',')) END)sql";

/// As a fact: how it counts, and who takes its numbers, sets it or reads it, besides the owner.
constexpr const char* kSequences = R"sql(
  SELECT CASE WHEN n.nspname = split_part($1, ',', 1) THEN c.relname ELSE n.nspname || '.' || c.relname END,
         format('AS %s INCREMENT %s MINVALUE %s MAXVALUE %s START %s CACHE %s%s; %s', format_type(s.seqtypid, NULL),
                s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END,
                coalesce((SELECT string_agg(CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END
                                            || ' ' || x.privilege_type, ', ' ORDER BY pg_get_userbyid(x.grantee) COLLATE "C", x.privilege_type)
                          FROM aclexplode(c.relacl) x WHERE x.grantee <> c.relowner), ''))
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_sequence s ON s.seqrelid = c.oid
  WHERE n.nspname = ANY (string_to_array($1, ',')))sql";

/// Others in the schema harm nothing.
Facts among(const Facts& promised, const Facts& all) {
  Facts out;
  for (const auto& [name, wording] : all) {
    if (promised.contains(name)) out.emplace(name, wording);
  }
  return out;
}

}  // namespace

Findings composites_are_exact(Probe& probe) {
  const std::vector<Composite>& wanted = probe.schema().composites;
  if (wanted.empty()) return {};
  for (const Composite& each : wanted) {
    const std::string called = placed(probe.schema(), each.name).name;
    execute(probe, fmt::format("restating the promised type `{}`", each.name),
            fmt::format("CREATE TYPE pg_temp.{} AS ({})", quoted(probe, called), each.attributes));
  }
  const Facts restated = facts_of(rows(probe, "reading the promised types", kComposites, {""}));
  Facts promised;
  for (const Composite& each : wanted)
    promised.emplace(each.name, restated.at(placed(probe.schema(), each.name).name));
  const Facts there = facts_of(rows(probe, "reading the types", kComposites, {spaces_of(probe.schema())}));
  return differences("type", promised, among(promised, there));
}

Findings sequences_are_exact(Probe& probe) {
  Facts promised;
  for (const Sequence& each : probe.schema().sequences) {
    std::string takers;
    for (const std::string& role : each.takers) takers += (takers.empty() ? "" : ", ") + role + " USAGE";
    promised.emplace(each.name, each.traits + "; " + takers);
  }
  if (promised.empty()) return {};
  const Facts there = facts_of(rows(probe, "reading the sequences", kSequences, {spaces_of(probe.schema())}));
  return differences("sequence", promised, among(promised, there));
}

}  // namespace tenon::conformance
