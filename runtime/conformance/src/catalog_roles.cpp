#include <fmt/format.h>

#include "catalog.hpp"

namespace tenon::conformance {
namespace {

Findings attributes_of(Probe& probe, const std::string& role, bool nobody_logs_in) {
  const auto found = rows(probe, "reading a role",
                          "SELECT rolsuper, rolbypassrls, rolcreaterole, rolreplication, rolcanlogin "
                          "FROM pg_roles WHERE rolname = $1",
                          {role});
  if (found.size() == 0) return {finding(role, "the role is missing")};
  Findings findings;
  const auto refuse = [&](std::size_t column, std::string_view attribute) {
    if (is_true(found, 0, column))
      findings.push_back(finding(role, fmt::format("the role is {}", attribute)));
  };
  refuse(0, "a SUPERUSER, whom row-level security does not bind");
  refuse(1, "BYPASSRLS");
  refuse(2, "CREATEROLE");
  refuse(3, "REPLICATION, which reads every row");
  if (nobody_logs_in) refuse(4, "LOGIN, promised: NOLOGIN");
  return findings;
}

void append(Findings& findings, const Findings& more) {
  findings.insert(findings.end(), more.begin(), more.end());
}

}  // namespace

Findings role_attributes_are_plain(Probe& probe) {
  Findings findings;
  const Roles& roles = probe.schema().roles;
  for (const std::string& role : roles.bound()) append(findings, attributes_of(probe, role, false));
  std::vector<std::string> inner = roles.function_owners();
  if (!roles.owner.empty()) inner.push_back(roles.owner);
  for (const std::string& role : inner) append(findings, attributes_of(probe, role, true));
  return findings;
}

Findings roles_are_no_members_of_stronger_ones(Probe& probe) {
  Findings findings;
  const Roles& roles = probe.schema().roles;
  for (const std::string& role : roles.all_but_the_owner()) {
    // A superuser passes for a member of every role; `catalog.role_attributes` reports it.
    const auto found = rows(probe, "reading memberships", R"sql(
      SELECT stronger.rolname FROM pg_roles role, pg_roles stronger
      WHERE role.rolname = $1 AND NOT role.rolsuper AND stronger.oid <> role.oid
        AND pg_has_role(role.oid, stronger.oid, 'MEMBER')
        AND (stronger.rolname IN ($2, $3, $4, 'pg_read_all_data', 'pg_write_all_data', 'pg_read_server_files',
                                  'pg_write_server_files', 'pg_execute_server_program', 'pg_maintain')
             OR stronger.rolsuper OR stronger.rolbypassrls OR stronger.rolcreaterole)
      ORDER BY 1)sql",
                            {role, roles.owner, roles.provisioner, roles.search});
    for (std::size_t row = 0; row < found.size(); ++row) {
      findings.push_back(finding(role, fmt::format("is a member of `{}`", found.text(row, 0))));
    }
  }
  if (!roles.triggers.empty() &&
      !is_true(rows(probe, "reading a membership",
                    "SELECT coalesce(pg_has_role(to_regrole($1), to_regrole($2), 'USAGE'), false)",
                    {quoted(probe, roles.triggers), quoted(probe, roles.app)}),
               0, 0)) {
    findings.push_back(
        finding(roles.triggers, fmt::format("has not what `{}` has: declared triggers fail", roles.app)));
  }
  return findings;
}

Findings roles_own_nothing(Probe& probe) {
  Findings findings;
  for (const std::string& role : probe.schema().roles.bound()) {
    const auto found = rows(probe, "reading what a role owns", R"sql(
      WITH spaces AS (SELECT * FROM pg_namespace WHERE nspname = ANY (string_to_array($2 || ',tenon', ',')))
      SELECT object FROM (
        SELECT format('schema %I', nspname) AS object, nspowner AS owner FROM spaces
        UNION ALL SELECT format('relation %I.%I', nspname, relname), relowner
          FROM pg_class JOIN spaces ON spaces.oid = relnamespace
        UNION ALL SELECT format('function %I.%I', nspname, proname), proowner
          FROM pg_proc JOIN spaces ON spaces.oid = pronamespace
        UNION ALL SELECT format('database %I', datname), datdba
          FROM pg_database WHERE datname = current_database()) objects
      WHERE pg_get_userbyid(owner) = $1 ORDER BY 1)sql",
                            {role, spaces_of(probe.schema())});
    for (std::size_t row = 0; row < found.size(); ++row) {
      findings.push_back(finding(role, fmt::format("owns {}, promised: nothing", found.text(row, 0))));
    }
  }
  return findings;
}

Findings roles_cannot_create(Probe& probe) {
  Findings findings;
  for (const std::string& role : probe.schema().roles.all_but_the_owner()) {
    const auto found =
        rows(probe, "reading the schemas' privileges",
             "SELECT nspname FROM pg_namespace WHERE nspname = ANY (string_to_array($2 || ',tenon', ',')) "
             "AND has_schema_privilege($1, oid, 'CREATE') ORDER BY 1",
             {role, spaces_of(probe.schema())});
    for (std::size_t row = 0; row < found.size(); ++row) {
      findings.push_back(finding(role, fmt::format("may create objects in schema `{}`", found.text(row, 0))));
    }
  }
  return findings;
}

}  // namespace tenon::conformance
