#include <fmt/format.h>

#include <algorithm>

#include "catalog.hpp"

namespace tenon::conformance {

Findings definer_functions_are_pinned(Probe& probe) {
  const auto found = rows(probe, "reading SECURITY DEFINER functions", R"sql(
    SELECT p.oid::regprocedure,
           EXISTS (SELECT FROM unnest(p.proconfig) setting WHERE setting LIKE 'search\_path=%'),
           EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) WHERE grantee = 0),
           (o.rolsuper OR o.rolbypassrls) AND EXISTS (
             SELECT FROM pg_roles app WHERE app.rolname = $2 AND has_function_privilege(app.oid, p.oid, 'EXECUTE'))
    FROM pg_proc p JOIN pg_roles o ON o.oid = p.proowner JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = ANY (string_to_array($1 || ',tenon', ',')) AND p.prosecdef
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                                                AND d.deptype = 'e')
    ORDER BY 1)sql",
                          {spaces_of(probe.schema()), probe.schema().roles.app});
  Findings findings;
  for (std::size_t row = 0; row < found.size(); ++row) {
    if (is_true(found, row, 3)) {
      findings.push_back(
          finding(found.text(row, 0),
                  "is SECURITY DEFINER, the application may execute it, and no policy binds its owner"));
    }
    if (!is_true(found, row, 1)) {
      findings.push_back(finding(found.text(row, 0), "is SECURITY DEFINER and does not pin its search_path"));
    }
    if (is_true(found, row, 2)) {
      findings.push_back(finding(found.text(row, 0), "is SECURITY DEFINER and PUBLIC may execute it"));
    }
  }
  return findings;
}

Findings views_are_security_invoker(Probe& probe) {
  if (probe.schema().roles.app.empty()) return {};
  const auto found = rows(probe, "reading the views", R"sql(
    SELECT CASE WHEN n.nspname = split_part($1, ',', 1) THEN c.relname ELSE n.nspname || '.' || c.relname END, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY (string_to_array($1, ',')) AND c.relkind IN ('v', 'm')
      AND (has_table_privilege($2, c.oid, 'SELECT') OR has_any_column_privilege($2, c.oid, 'SELECT'))
      AND NOT EXISTS (SELECT FROM unnest(c.reloptions) option
                      WHERE lower(option) ~ '^security_invoker=(true|on|yes|1)$')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                                                AND d.deptype = 'e')
    ORDER BY 1)sql",
                          {spaces_of(probe.schema()), probe.schema().roles.app});
  Findings findings;
  const std::vector<View>& views = probe.schema().views;
  for (std::size_t row = 0; row < found.size(); ++row) {
    // What a tenant sees of kept rows: its query is looked at with the other definitions.
    const bool is_of_kept = std::any_of(views.begin(), views.end(), [&](const View& view) {
      return view.kept && view.name == found.text(row, 0);
    });
    if (is_of_kept && found.text(row, 1) == "v") continue;
    findings.push_back(finding(
        found.text(row, 0),
        found.text(row, 1) == "m"
            ? "is a materialised view that the application may read: its rows are every tenant's"
            : "is a view with its owner's rights that the application may read, promised: security_invoker"));
  }
  return findings;
}

Findings no_other_tables_are_granted(Probe& probe) {
  const Schema& schema = probe.schema();
  if (schema.roles.app.empty()) return {};
  const auto found = rows(probe, "reading what the application may touch", R"sql(
    SELECT CASE WHEN n.nspname = split_part($1, ',', 1) THEN c.relname ELSE n.nspname || '.' || c.relname END FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY (string_to_array($1, ',')) AND c.relkind IN ('r', 'p', 'f')
      AND (has_table_privilege($2, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
           OR has_any_column_privilege($2, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES'))
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                                                AND d.deptype = 'e')
    ORDER BY 1)sql",
                          {spaces_of(schema), schema.roles.app});
  Findings findings;
  for (std::size_t row = 0; row < found.size(); ++row) {
    if (table_named(schema, found.text(row, 0)) != nullptr) continue;
    findings.push_back(
        finding(found.text(row, 0),
                fmt::format("is no table of the schema, and `{}` has privileges on it", schema.roles.app)));
  }
  return findings;
}

Findings no_function_is_leakproof(Probe& probe) {
  if (probe.schema().roles.app.empty()) return {};
  const auto found = rows(probe, "reading LEAKPROOF functions", R"sql(
    SELECT p.oid::regprocedure FROM pg_proc p
    WHERE p.proleakproof AND p.pronamespace <> 'pg_catalog'::regnamespace
      AND has_function_privilege($1, p.oid, 'EXECUTE')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                                                AND d.deptype = 'e')
    ORDER BY 1)sql",
                          {probe.schema().roles.app});
  Findings findings;
  for (std::size_t row = 0; row < found.size(); ++row) {
    findings.push_back(finding(found.text(row, 0),
                               "is LEAKPROOF and the application may execute it: it is shown rows before the "
                               "policies have judged them"));
  }
  return findings;
}

Findings bookkeeping_is_the_owners(Probe& probe) {
  Findings findings;
  for (const std::string& role : probe.schema().roles.all_but_the_owner()) {
    const auto found = rows(probe, "reading who may write into the schema tenon", R"sql(
      SELECT c.relname FROM pg_class c
      WHERE c.relnamespace = to_regnamespace('tenon') AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND pg_get_userbyid(c.relowner) <> $1
        AND (has_table_privilege($1, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
             OR has_any_column_privilege($1, c.oid, 'INSERT, UPDATE, REFERENCES'))
      ORDER BY 1)sql",
                            {role});
    for (std::size_t row = 0; row < found.size(); ++row) {
      findings.push_back(
          finding("tenon." + found.text(row, 0),
                  fmt::format("can be written by `{}`: what stands there is run in the owner's name", role)));
    }
  }
  const auto granted = rows(probe, "reading what is granted in the schema tenon", R"sql(
    SELECT c.relname, coalesce(r.rolname, 'PUBLIC')
    FROM pg_class c
    CROSS JOIN LATERAL (
      SELECT * FROM aclexplode(c.relacl)
      UNION ALL
      SELECT acl.* FROM pg_attribute a, aclexplode(a.attacl) AS acl WHERE a.attrelid = c.oid) AS acl
    LEFT JOIN pg_roles r ON r.oid = acl.grantee
    WHERE c.relnamespace = to_regnamespace('tenon') AND acl.grantee <> c.relowner AND acl.privilege_type <> 'SELECT'
    GROUP BY 1, 2 ORDER BY 1, 2)sql",
                            {});
  for (std::size_t row = 0; row < granted.size(); ++row) {
    findings.push_back(
        finding("tenon." + granted.text(row, 0),
                fmt::format("is granted to `{}` for more than reading", granted.text(row, 1))));
  }
  return findings;
}

}  // namespace tenon::conformance
