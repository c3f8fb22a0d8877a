#include <fmt/format.h>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

/// `sql_in(actor)` is refused to our tenant for want of permission, and done by theirs, whose row it is,
/// where the application was promised `privileges`.
struct Deed {
  std::string_view name;
  std::vector<std::string_view> privileges;
  std::string attack;
  std::string control;
};

bool all_promised(Probe& probe, const Table& table, const Deed& deed) {
  for (const std::string_view privilege : deed.privileges) {
    if (!promised(table, probe.schema().roles.app, privilege)) return false;
  }
  return true;
}

Findings refused(Probe& probe, const Table& table, const Stage& stage, const Deed& deed) {
  Findings findings;
  const Outcome outcome = attempt(probe, stage.app(stage.ours()), deed.attack);
  if (!outcome.refused_with(kDenied)) {
    findings.push_back(
        finding(fmt::format("{} {}, promised: refused by row-level security or for want of the "
                            "privilege",
                            deed.name, outcome.wording())));
  }
  if (!all_promised(probe, table, deed)) return findings;
  const Outcome control = attempt(probe, stage.app(stage.theirs()), deed.control);
  if (control.error || control.rows == 0) {
    findings.push_back(finding(fmt::format("{} proves nothing: by the tenant whose row it is, the same {}",
                                           deed.name, control.wording())));
  }
  return findings;
}

}  // namespace

Findings inserting_into_another_tenant(Probe& probe, const Table& table) {
  const Stage stage(probe, table);
  const std::string insert = stage.insert_sql(table, stage.theirs());
  return refused(probe, table, stage, {"INSERT into another tenant", {"INSERT"}, insert, insert});
}

Findings upserting_into_another_tenant(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_row(stage.theirs());
  const std::string tenant_column = quoted(probe, table.tenant_column);
  const std::string upsert = fmt::format(
      "{} ON CONFLICT ({}) DO UPDATE SET {} = EXCLUDED.{}", stage.insert_sql(table, stage.theirs()),
      quoted_list(probe, table.primary_key.columns), tenant_column, tenant_column);
  return refused(
      probe, table, stage,
      {"INSERT … ON CONFLICT DO UPDATE into another tenant", {"INSERT", "UPDATE", "SELECT"}, upsert, upsert});
}

Findings merging_into_another_tenant(Probe& probe, const Table& table) {
  if (probe.session().server_version() < 150000) return {};
  Stage stage(probe, table);
  stage.add_row(stage.theirs());
  const auto merge = [&](const std::string& tenant) {
    return fmt::format(
        "MERGE INTO {} USING (VALUES (1)) AS one (row) ON {} WHEN MATCHED THEN UPDATE SET {} = {} "
        "WHEN NOT MATCHED THEN INSERT {}",
        qualified(probe, table), of_tenant(probe, table, stage.theirs()), quoted(probe, table.tenant_column),
        literal(probe, tenant), stage.insert_values(table, stage.theirs(), 1, {}));
  };
  return refused(probe, table, stage,
                 {"MERGE into another tenant",
                  {"INSERT", "UPDATE", "SELECT"},
                  merge(stage.ours()),
                  merge(stage.theirs())});
}

Findings moving_a_row_to_another_tenant(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  stage.add_both_rows();
  const auto move = [&](const std::string& from) {
    return fmt::format("UPDATE {} SET {} = {} WHERE {}", qualified(probe, table),
                       quoted(probe, table.tenant_column), literal(probe, stage.theirs()),
                       of_tenant(probe, table, from));
  };
  return refused(probe, table, stage,
                 {"moving an own row to another tenant",
                  {"UPDATE", "SELECT"},
                  move(stage.ours()),
                  move(stage.theirs())});
}

}  // namespace tenon::conformance
