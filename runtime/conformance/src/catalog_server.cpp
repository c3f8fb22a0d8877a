// What the server keeps from everybody: settings that only superusers set, functions that read its files.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "catalog.hpp"

namespace tenon::conformance {
namespace {

/// A setting of superusers, and what becomes of the promises under whoever else sets it.
struct Dangerous {
  std::string_view setting;
  std::string_view harm;
};

constexpr Dangerous kDangerous[] = {
    {"session_replication_role", "foreign keys are not checked, and triggers do not fire"},
    {"plpgsql.variable_conflict", "names in functions come to mean something else"},
    {"session_preload_libraries", "the server loads the code that it names"},
    {"dynamic_library_path", "the server loads other code than was meant"},
};

std::optional<std::string_view> harm(const std::string& setting, const std::string& privilege) {
  if (privilege == "ALTER SYSTEM") return "everybody has what it says";
  const auto* const found =
      std::find_if(std::begin(kDangerous), std::end(kDangerous),
                   [&](const Dangerous& dangerous) { return dangerous.setting == setting; });
  return found == std::end(kDangerous) ? std::nullopt : std::optional(found->harm);
}

/// Superusers have every right: `catalog.role_attributes` tells of them.
constexpr std::string_view kSettings = R"sql(
  SELECT r.rolname, p.parname, acl.privilege_type
  FROM pg_roles r, pg_parameter_acl p, aclexplode(p.paracl) AS acl
  WHERE r.rolname = ANY (string_to_array($1, ',')) AND NOT r.rolsuper
    AND (acl.grantee = 0 OR pg_has_role(r.oid, acl.grantee, 'MEMBER'))
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3)sql";

/// Beyond what the server, or an extension, gave when it was made: what PUBLIC had then is nobody's secret,
/// even where somebody has taken it back and grants it one by one.
constexpr std::string_view kObjects = R"sql(
  WITH held AS (
    SELECT 'pg_proc'::regclass AS class, oid, 0 AS sub, pronamespace AS space, proacl AS acl,
           acldefault('f', proowner) AS usual
    FROM pg_proc WHERE proacl IS NOT NULL
    UNION ALL
    SELECT 'pg_class', oid, 0, relnamespace, relacl, acldefault('r', relowner)
    FROM pg_class WHERE relacl IS NOT NULL AND relkind IN ('r', 'v')
    UNION ALL
    SELECT 'pg_class', c.oid, a.attnum, relnamespace, attacl, NULL
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE a.attacl IS NOT NULL)
  SELECT r.rolname, acl.privilege_type, pg_describe_object(held.class, held.oid, held.sub)
  FROM held
  LEFT JOIN pg_init_privs first ON first.classoid = held.class AND first.objoid = held.oid AND first.objsubid = held.sub
  CROSS JOIN aclexplode(held.acl) AS acl
  JOIN pg_roles r ON r.rolname = ANY (string_to_array($1, ',')) AND NOT r.rolsuper
                 AND (acl.grantee = 0 OR pg_has_role(r.oid, acl.grantee, 'MEMBER'))
  WHERE (held.space = 'pg_catalog'::regnamespace OR first.objoid IS NOT NULL)
    AND NOT EXISTS (SELECT FROM aclexplode(coalesce(first.initprivs, held.usual)) AS had
                    WHERE had.grantee IN (0, acl.grantee) AND had.privilege_type = acl.privilege_type)
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3)sql";

}  // namespace

Findings nothing_of_the_servers_is_granted(Probe& probe) {
  const std::string roles = fmt::format("{}", fmt::join(probe.schema().roles.all(), ","));
  Findings findings;
  const auto settings = rows(probe, "reading who may set the server's settings", kSettings, {roles});
  for (std::size_t row = 0; row < settings.size(); ++row) {
    const auto what = harm(settings.text(row, 1), settings.text(row, 2));
    if (!what) continue;
    findings.push_back(finding(settings.text(row, 0),
                               fmt::format("has {} on parameter `{}`, promised: superusers alone, since {}",
                                           settings.text(row, 2), settings.text(row, 1), *what)));
  }
  const auto objects = rows(probe, "reading who has rights on the server's own", kObjects, {roles});
  for (std::size_t row = 0; row < objects.size(); ++row) {
    findings.push_back(
        finding(objects.text(row, 0), fmt::format("has {} on {}, which the server keeps from everybody",
                                                  objects.text(row, 1), objects.text(row, 2))));
  }
  return findings;
}

}  // namespace tenon::conformance
