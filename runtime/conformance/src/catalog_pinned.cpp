#include <fmt/format.h>

#include <algorithm>

#include "catalog.hpp"

namespace tenon::conformance {
namespace {

/// Those of declared triggers, whose authors name the schema's tables: `catalog.functions` holds their paths.
std::vector<std::string> with_a_path_of_their_own(const Schema& schema) {
  std::vector<std::string> names;
  for (const Function& function : schema.functions) {
    const auto& settings = function.settings;
    const bool pinned =
        std::find(settings.begin(), settings.end(), "search_path=pg_catalog, pg_temp") != settings.end();
    if (!settings.empty() && !pinned) names.push_back(function.name);
  }
  return names;
}

}  // namespace

Findings functions_are_pinned(Probe& probe) {
  const Schema& schema = probe.schema();
  std::vector<std::string> tables;
  for (const Table& table : schema.tables) tables.push_back(table.name);
  const Roles& roles = schema.roles;
  // A body that was parsed when it was made looks for nothing any more. The author's own functions are their
  // own, unless they run as somebody else.
  const auto found =
      rows(probe, "reading what functions look for names in", R"sql(
    SELECT p.oid::regprocedure, (SELECT setting FROM unnest(p.proconfig) setting WHERE setting LIKE 'search\_path=%')
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE (n.nspname = 'tenon'
           OR p.prosecdef AND pg_get_userbyid(p.proowner) = ANY (string_to_array($3, ','))
           OR p.oid IN (SELECT t.tgfoid FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                        WHERE NOT t.tgisinternal AND c.relnamespace = to_regnamespace(quote_ident($1))
                          AND c.relname = ANY (string_to_array($2, ','))))
      AND n.nspname <> 'pg_catalog' AND p.prosqlbody IS NULL
      AND NOT (n.nspname = 'tenon' AND p.proname = ANY (string_to_array($4, ',')))
      AND 'search_path=pg_catalog, pg_temp' <> ALL (coalesce(p.proconfig, '{}'))
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                                                AND d.deptype = 'e')
    ORDER BY 1)sql",
           {schema.sql_schema, fmt::format("{}", fmt::join(tables, ",")),
            fmt::format("{},{},{},{}", roles.owner, roles.app, roles.provisioner, roles.search),
            fmt::format("{}", fmt::join(with_a_path_of_their_own(schema), ","))});
  Findings findings;
  for (std::size_t row = 0; row < found.size(); ++row) {
    const auto there = found.at(row, 1);
    findings.push_back(
        finding(found.text(row, 0), fmt::format("has {}, promised: search_path=pg_catalog, pg_temp",
                                                there ? std::string(*there) : "no search_path of its own")));
  }
  return findings;
}

}  // namespace tenon::conformance
