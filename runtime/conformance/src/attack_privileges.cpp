#include <fmt/format.h>

#include "attack.hpp"
#include "facts.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

Actor app_in_our_tenant(Probe& probe) {
  return {probe.schema().roles.app, probe.schema().sample_tenant_keys.at(0)};
}

/// The server looks at privileges before it locks, so that a deed that is denied waits for nobody and holds
/// up nobody.
Findings denied(Probe& probe, const std::vector<std::string>& deeds) {
  Findings findings;
  for (const std::string& deed : deeds) {
    const Outcome outcome = attempt(probe, app_in_our_tenant(probe), deed);
    if (outcome.refused_with(kDenied)) continue;
    findings.push_back(finding(fmt::format("`{}` by the application {}, promised: permission denied", deed,
                                           outcome.error ? outcome.wording() : "succeeded")));
  }
  return findings;
}

}  // namespace

Findings owner_sees_rows(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_both_rows();
  Findings findings;
  for (const std::string& tenant : {std::string(), stage.ours()}) {
    const Outcome outcome = attempt(probe, {probe.schema().roles.owner, tenant},
                                    fmt::format("SELECT FROM {} LIMIT 1", qualified(probe, table)));
    if (!outcome.error && outcome.rows == 0) continue;
    findings.push_back(
        finding(fmt::format("SELECT by the owner {} {}, promised: no row",
                            tenant.empty() ? "without a tenant" : "in a tenant", outcome.wording())));
  }
  return findings;
}

Findings row_security_off(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_both_rows();
  const Outcome outcome = attempt(probe, stage.app(stage.ours()),
                                  fmt::format("SELECT FROM {} WHERE {}", qualified(probe, table),
                                              of_tenant(probe, table, stage.theirs())),
                                  "SET LOCAL row_security = off");
  if (outcome.refused_with(kDenied)) return {};
  return {finding(fmt::format("SELECT with row_security = off {}, promised: refused", outcome.wording()))};
}

Findings truncating(Probe& probe, const Table& table) {
  return denied(probe, {"TRUNCATE " + qualified(probe, table) + " CASCADE"});
}

Findings copying_in(Probe& probe, const Table& table) {
  const Outcome outcome =
      attempt(probe, app_in_our_tenant(probe), fmt::format("COPY {} FROM STDIN", qualified(probe, table)));
  // 0A000: COPY FROM is not supported under row-level security.
  if (outcome.refused_with("0A000") || outcome.refused_with(kDenied)) return {};
  return {finding("COPY FROM by the application is let through, promised: refused")};
}

Findings disabling_row_security(Probe& probe, const Table& table) {
  const std::string alter = "ALTER TABLE " + qualified(probe, table);
  return denied(probe, {alter + " DISABLE ROW LEVEL SECURITY", alter + " NO FORCE ROW LEVEL SECURITY",
                        alter + " OWNER TO " + quoted(probe, probe.schema().roles.app)});
}

Findings changing_policies(Probe& probe, const Table& table) {
  std::vector<std::string> deeds{
      fmt::format("CREATE POLICY tenon_probe ON {} USING (true)", qualified(probe, table))};
  for (const Policy& policy : table.policies) {
    const std::string on = quoted(probe, policy.name) + " ON " + qualified(probe, table);
    deeds.push_back(fmt::format("ALTER POLICY {} TO PUBLIC", on));
    deeds.push_back(fmt::format("DROP POLICY {}", on));
  }
  return denied(probe, deeds);
}

Findings granting(Probe& probe, const Table& table) {
  // A GRANT of what one may not pass on is a warning, and no error, for who has any privilege at all: so what
  // counts is whether it granted something.
  const std::string oid = oid_of(probe, table);
  const Outcome outcome =
      act(probe, app_in_our_tenant(probe), fmt::format("GRANT ALL ON {} TO PUBLIC", qualified(probe, table)));
  if (outcome.error) {
    if (outcome.refused_with(kDenied)) return {};
    return {
        finding(fmt::format("GRANT by the application {}, promised: permission denied", outcome.wording()))};
  }
  const auto granted = rows(probe, "reading the grants to PUBLIC",
                            "SELECT FROM pg_class c, aclexplode(c.relacl) acl WHERE c.oid = $1::oid "
                            "AND acl.grantee = 0 AND acl.grantor <> c.relowner",
                            {oid});
  const auto by_owner = rows(probe, "reading who may act as the owner",
                             "SELECT pg_has_role($1, relowner, 'MEMBER') FROM pg_class WHERE oid = $2::oid",
                             {probe.schema().roles.app, oid});
  if (granted.size() == 0 && !is_true(by_owner, 0, 0)) return {};
  return {finding("the application can grant its privileges to PUBLIC")};
}

Findings creating_objects(Probe& probe) {
  if (!probe.schema().has_tenancy) return {};
  std::vector<std::string> statements = {"CREATE SCHEMA tenon_probe"};
  for (const std::string& each : probe.schema().spaces()) {
    const std::string schema = quoted(probe, each);
    statements.push_back(fmt::format("CREATE TABLE {}.tenon_probe (id int)", schema));
    statements.push_back(
        fmt::format("CREATE FUNCTION {}.tenon_probe() RETURNS int LANGUAGE sql AS 'SELECT 1'", schema));
  }
  statements.push_back("CREATE OR REPLACE FUNCTION tenon.current_tenant() RETURNS " +
                       probe.schema().tenant_type +
                       " LANGUAGE sql STABLE AS 'SELECT NULL::" + probe.schema().tenant_type + "'");
  return denied(probe, statements);
}

}  // namespace tenon::conformance
