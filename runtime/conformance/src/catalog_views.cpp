#include <fmt/format.h>

#include "catalog.hpp"
#include "facts.hpp"

namespace tenon::conformance {
namespace {

/// Those that read with their owner's rights are the tool's own.
std::string view_name(Probe& probe, const View& view) {
  return view.owner.empty() ? qualified(probe, view.name) : "tenon." + quoted(probe, view.name);
}

/// The promised query in the server's words.
std::string restated(Probe& probe, const View& view) {
  execute(probe, fmt::format("restating the promised view `{}`", view.name),
          fmt::format("CREATE TEMPORARY VIEW tenon_view ({}) AS {}", quoted_list(probe, view.columns),
                      view.query));
  std::string out =
      rows(probe, "reading the restated view", "SELECT pg_get_viewdef('pg_temp.tenon_view'::regclass)")
          .text(0, 0);
  execute(probe, "dropping the restated view", "DROP VIEW pg_temp.tenon_view");
  return out;
}

Facts promised_grants(const View& view) {
  Facts out;
  for (const Grant& grant : view.grants)
    out.emplace(grant.role, fmt::format("{}", fmt::join(grant.privileges, ", ")));
  return out;
}

Findings view_is_exact(Probe& probe, const View& view) {
  const auto found = rows(probe, "reading a view", R"sql(
    SELECT pg_get_userbyid(c.relowner), pg_get_viewdef(c.oid),
           EXISTS (SELECT FROM unnest(c.reloptions) option
                   WHERE lower(option) ~ '^security_invoker=(true|on|yes|1)$'),
           EXISTS (SELECT FROM unnest(c.reloptions) option
                   WHERE lower(option) ~ '^security_barrier=(true|on|yes|1)$')
    FROM pg_class c WHERE c.oid = to_regclass($1) AND c.relkind = 'v')sql",
                          {view_name(probe, view)});
  if (found.size() == 0) return {finding(view.name, "the view is missing")};
  Findings findings;
  const std::string& owner = view.owner.empty() ? probe.schema().roles.owner : view.owner;
  if (!owner.empty() && found.text(0, 0) != owner)
    findings.push_back(
        finding(view.name, fmt::format("is owned by `{}`, promised: `{}`", found.text(0, 0), owner)));
  if (view.kept && !is_true(found, 0, 3))
    findings.push_back(finding(view.name, "tries a reader's conditions first, promised: security_barrier"));
  const bool asks_as_invoker = is_true(found, 0, 2);
  if (view.owner.empty() && !view.kept && !view.definer && !asks_as_invoker)
    findings.push_back(finding(view.name, "reads with its owner's rights, promised: security_invoker"));
  if (view.definer && asks_as_invoker)
    findings.push_back(finding(view.name, "reads as whoever asks, promised: its owner's rights"));
  if (found.text(0, 1) != restated(probe, view))
    findings.push_back(
        finding(view.name, fmt::format("is another query than the promised one: {}", found.text(0, 1))));
  const auto grants = rows(probe, "reading a view's grants", R"sql(
    SELECT grantee, string_agg(privilege, ', ' ORDER BY privilege COLLATE "C") FROM (
      SELECT CASE WHEN acl.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(acl.grantee) END AS grantee,
             acl.privilege_type AS privilege
      FROM pg_class c, aclexplode(c.relacl) acl
      WHERE c.oid = to_regclass($1) AND acl.grantee <> c.relowner) grants
    GROUP BY grantee)sql",
                           {view_name(probe, view)});
  for (Finding& each : differences("grant to", promised_grants(view), facts_of(grants))) {
    each.object = view.name;
    findings.push_back(std::move(each));
  }
  return findings;
}

}  // namespace

Findings views_are_exact(Probe& probe) {
  Findings findings = kept_rows_are_exact(probe);
  for (const auto* views : {&probe.schema().views, &probe.schema().searched_views}) {
    for (const View& view : *views) {
      const Findings more = view_is_exact(probe, view);
      findings.insert(findings.end(), more.begin(), more.end());
    }
  }
  return findings;
}

}  // namespace tenon::conformance
