// What a step of a migration does to tables, seen from outside: locks, rewrites, and whether that is what was
// announced of it.
#pragma once

#include <map>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "plan/plan.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::migration {

struct SeenTable {
  std::string name;  ///< as plans call it; of a partition the whole table's
  std::string file;  ///< another one after each rewrite; empty for what holds no rows itself
};
/// By their numbers, which no name changes. Without the server's and the tool's own.
using SeenTables = std::map<std::string, SeenTable>;
tl::expected<SeenTables, pq::SqlError> seen_tables(pq::Session& session, const std::string& path);

/// By table: the strongest lock that the process has, or waits for: `ShareLock`. Those that reading and
/// writing rows takes are left out.
using SeenLocks = std::map<std::string, std::string>;
tl::expected<SeenLocks, pq::SqlError> seen_locks(pq::Session& session, const std::string& process);

/// `SHARE UPDATE EXCLUSIVE`, as a plan says it.
std::string lock_text(const std::string& seen);
/// 0 for none.
int strength(const std::string& seen);
int strength(plan::Lock lock);
void add_stronger(SeenLocks& locks, const SeenLocks& more);

/// The steps of a plan's phase, by what runs at once: as many as the script has.
using StepGroup = std::vector<const plan::Step*>;
std::vector<StepGroup> groups_of(const plan::Plan& plan, plan::Phase phase);

/// Whether the step's lock is of that table too.
bool is_on(const plan::Step& step, const std::string& table);
plan::Lock announced_lock(const StepGroup& steps, const std::string& table);

}  // namespace tenon::migration
