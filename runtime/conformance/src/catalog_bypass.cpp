// Roles of nobody's schema that row-level security doesn't bind. A backup can't do without one; a service
// with one has no tenants. Superusers and those who may make roles are administrators: nothing here could
// hold them.
#include <fmt/format.h>

#include "catalog.hpp"

namespace tenon::conformance {
namespace {

/// A statement that knows the schema's own roles, who else bypasses policies, and what these are on. A
/// partition counts where it was granted itself.
pq::Rows bypassing(Probe& probe, std::string_view doing, std::string_view sql) {
  return rows(probe, doing,
              fmt::format(R"sql(
    WITH own AS (SELECT oid, rolname, rolsuper FROM pg_roles WHERE rolname = ANY (string_to_array($2, ','))),
         bypassing AS (SELECT * FROM pg_roles WHERE rolbypassrls AND NOT rolsuper AND NOT rolcreaterole
                                                AND oid NOT IN (SELECT oid FROM own)),
         relations AS (SELECT c.oid, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                       WHERE n.nspname = ANY (string_to_array($1, ',')) AND c.relkind IN ('r', 'p') AND c.relrowsecurity
                         AND (NOT c.relispartition OR c.relacl IS NOT NULL))
    {})sql",
                          sql),
              {spaces_of(probe.schema()), fmt::format("{}", fmt::join(probe.schema().roles.all(), ","))});
}

}  // namespace

Findings roles_that_bypass_only_read(Probe& probe) {
  Findings findings;
  const auto writers = bypassing(probe, "reading who writes past the policies", R"sql(
    SELECT r.rolname, string_agg(format('`%s`', t.relname), ', ' ORDER BY t.relname)
    FROM bypassing r JOIN relations t
      ON has_table_privilege(r.oid, t.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
         OR has_any_column_privilege(r.oid, t.oid, 'INSERT, UPDATE')
    GROUP BY 1 ORDER BY 1)sql");
  for (std::size_t row = 0; row < writers.size(); ++row) {
    findings.push_back(
        finding(writers.text(row, 0),
                fmt::format("bypasses row-level security and may write {}", writers.text(row, 1))));
  }
  const auto members = bypassing(probe, "reading who of them is a member", R"sql(
    SELECT r.rolname, own.rolname, pg_has_role(r.oid, own.oid, 'MEMBER')
    FROM bypassing r JOIN own ON pg_has_role(r.oid, own.oid, 'MEMBER')
                              OR (pg_has_role(own.oid, r.oid, 'MEMBER') AND NOT own.rolsuper)
    ORDER BY 1, 2)sql");
  for (std::size_t row = 0; row < members.size(); ++row) {
    const bool below = is_true(members, row, 2);
    findings.push_back(
        finding(members.text(row, 0),
                fmt::format("bypasses row-level security and {} `{}`",
                            below ? "is a member of" : "has as its member", members.text(row, 1))));
  }
  return findings;
}

Verdict readers_past_the_policies(Probe& probe, std::vector<Note>& notes) {
  return rolled_back(probe, "catalog.bypassing_roles", probe.schema().name, [&] {
    const auto readers = bypassing(probe, "reading who reads past the policies", R"sql(
      SELECT r.rolname, count(*), (SELECT count(*) FROM relations)
      FROM bypassing r JOIN relations t ON has_table_privilege(r.oid, t.oid, 'SELECT')
                                           OR has_any_column_privilege(r.oid, t.oid, 'SELECT')
      WHERE r.rolcanlogin AND has_schema_privilege(r.oid, $1, 'USAGE')
      GROUP BY 1 ORDER BY 1)sql");
    for (std::size_t row = 0; row < readers.size(); ++row) {
      notes.push_back(
          {readers.text(row, 0),
           fmt::format("bypasses row-level security and reads every tenant's rows in {} of {} tables: right "
                       "for backups, wrong for a service",
                       readers.text(row, 1), readers.text(row, 2))});
    }
    return Findings{};
  });
}

}  // namespace tenon::conformance
