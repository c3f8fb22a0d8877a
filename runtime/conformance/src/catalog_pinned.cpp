#include <fmt/format.h>

#include "catalog.hpp"

namespace tenon::conformance {
namespace {

/// As the catalog keeps it.
std::string pinned_setting() {
  return fmt::format("search_path={}", kPinnedPath);
}

/// Those of declared triggers, whose authors name the schema's tables: `catalog.functions` holds their paths.
std::vector<std::string> with_a_path_of_their_own(const Schema& schema) {
  std::vector<std::string> names;
  for (const Function& function : schema.functions) {
    const auto& settings = function.settings;
    if (!settings.empty() && !contains(settings, pinned_setting())) names.push_back(function.name);
  }
  return names;
}

}  // namespace

Findings functions_are_pinned(Probe& probe) {
  const Schema& schema = probe.schema();
  std::vector<std::string> tables;
  for (const Table& table : schema.tables) tables.push_back(full_name(schema, table.name));
  // A body that was parsed when it was made looks for nothing any more. The author's own functions are their
  // own, unless they run as somebody else.
  const auto found =
      rows(probe, "reading what functions look for names in", R"sql(
    SELECT p.oid::regprocedure, (SELECT setting FROM unnest(p.proconfig) setting WHERE setting LIKE 'search\_path=%')
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE (n.nspname = 'tenon'
           OR p.prosecdef AND pg_get_userbyid(p.proowner) = ANY (string_to_array($3, ','))
           OR p.oid IN (SELECT t.tgfoid FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace s ON s.oid = c.relnamespace
                        WHERE NOT t.tgisinternal AND s.nspname = ANY (string_to_array($1, ','))
                          AND s.nspname || '.' || c.relname = ANY (string_to_array($2, ','))))
      AND n.nspname <> 'pg_catalog' AND p.prosqlbody IS NULL
      AND NOT (n.nspname = 'tenon' AND p.proname = ANY (string_to_array($4, ',')))
      AND $5 <> ALL (coalesce(p.proconfig, '{}'))
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                                                AND d.deptype = 'e')
    ORDER BY 1)sql",
           {spaces_of(schema), fmt::format("{}", fmt::join(tables, ",")),
            fmt::format("{}", fmt::join(schema.roles.all(), ",")),
            fmt::format("{}", fmt::join(with_a_path_of_their_own(schema), ",")), pinned_setting()});
  Findings findings;
  for (std::size_t row = 0; row < found.size(); ++row) {
    const auto there = found.at(row, 1);
    findings.push_back(
        finding(found.text(row, 0),
                fmt::format("has {}, promised: {}", there ? std::string(*there) : "no search_path of its own",
                            pinned_setting())));
  }
  return findings;
}

}  // namespace tenon::conformance
