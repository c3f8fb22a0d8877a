// Row locks: nobody holds up another tenant by its own rows, by the tenants' table, or by what all refer to.
#include <fmt/format.h>

#include <algorithm>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

constexpr std::string_view kStrengths[] = {"UPDATE", "NO KEY UPDATE", "SHARE", "KEY SHARE"};

/// The right to change rows, or a column of them, is the right to lock them.
bool may_lock(const Table& table, const std::string& role) {
  return std::ranges::any_of(table.grants, [&](const Grant& grant) {
    return grant.role == role && (contains(grant.privileges, "UPDATE") || !grant.update_columns.empty());
  });
}

/// Nobody is waited for: a row that somebody has locked is left out.
std::string locking(Probe& probe, const Table& table, std::string_view condition, std::string_view strength) {
  return fmt::format("SELECT FROM {} WHERE {} FOR {} SKIP LOCKED", qualified(probe, table), condition,
                     strength);
}

void expect_unlocked(Probe& probe, const Table& table, const Stage& stage, std::string_view whose,
                     std::string_view condition, bool is_refused, Findings& findings) {
  for (const std::string_view strength : kStrengths) {
    const Outcome outcome =
        attempt(probe, stage.app(stage.ours()), locking(probe, table, condition, strength));
    if (outcome.refused_with(kDenied) || (!is_refused && !outcome.error && outcome.rows == 0)) continue;
    findings.push_back(
        finding(fmt::format("SELECT … FOR {} of {} {}, promised: {}", strength, whose, outcome.wording(),
                            is_refused ? "permission denied" : "no row, or refused")));
  }
}

}  // namespace

Findings locking_rows_of_others(Probe& probe, const Table& table) {
  Stage stage(probe, table);
  Findings findings;
  if (table.tenancy != Tenancy::kGlobal) {
    stage.add_both_rows();
    expect_unlocked(probe, table, stage, "another tenant's row", of_tenant(probe, table, stage.theirs()),
                    false, findings);
  }
  // Who refers to such a row waits for whoever has it locked.
  if (table.tenancy != Tenancy::kTenant && !may_lock(table, probe.schema().roles.app))
    expect_unlocked(probe, table, stage, "what it may not change", "true", true, findings);
  return findings;
}

}  // namespace tenon::conformance
