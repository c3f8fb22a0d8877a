// From one database to another: the steps that change a database in use, in their order, each with the lock
// that it takes and what it does to whoever works beside it. It needs no server. It knows no entity, no
// tenant, no file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/database.hpp"
#include "model/intent.hpp"
#include "render/templates.hpp"

namespace tenon::plan {

using model::Intent;

/// What is to be accepted by name before a plan is carried out.
enum class Hazard {
  kDataLoss,       ///< rows or values are gone for good
  kBreaksClients,  ///< statements of the version before fail
  kNewValues,      ///< rows that new code writes may hold what code of the version before can't read
  kLongLock,       ///< others wait for as long as it takes, and that grows with the table
  kRewrite,        ///< the table is written anew, which takes its size on the disk once more
  kFullScan,       ///< all rows are read under a lock that lets others read and write
  kIndexBuild,     ///< an index is built, which takes time and disk
  kAuthorization,  ///< a role may do more or less than it did
  kIrreversible    ///< nothing brings back what was there
};
constexpr std::size_t kHazards = static_cast<std::size_t>(Hazard::kIrreversible) + 1;

/// `data-loss`: as `--allow` takes it.
std::string_view hazard_name(Hazard hazard);
/// In a few words, for people.
std::string_view hazard_text(Hazard hazard);
std::optional<Hazard> find_hazard(std::string_view name);

/// The strongest lock of a table that a step takes.
enum class Lock { kNone, kShareUpdateExclusive, kShare, kShareRowExclusive, kAccessExclusive };
/// As Postgres calls it: `SHARE UPDATE EXCLUSIVE`.
std::string_view lock_name(Lock lock);

/// How a step is run.
enum class Mode {
  kTogether,  ///< in a transaction with its neighbours
  kAlone,     ///< in a transaction of its own
  kOutside,   ///< in none: CREATE INDEX CONCURRENTLY and the like
  kBatches    ///< again and again, each time in a transaction, until it changes no row
};

/// What a step needs of the versions of the code that run.
enum class Phase {
  kExpand,   ///< code of the version before works on
  kContract  ///< only code of the new one does
};

struct Step {
  std::string what;  ///< `add column body to notes`
  std::string sql;   ///< one or more statements, each on lines of its own
  Mode mode = Mode::kTogether;
  Lock lock = Lock::kNone;
  std::string on = {};  ///< whose lock: `notes`; empty where it is of no table that is there
  bool scans = false;
  bool rewrites = false;
  std::vector<Hazard> hazards = {};
  std::string why = {};  ///< why it is done in this way, or at all; empty where the statement says it
  Phase phase = Phase::kExpand;
  /// A partitioned table of which each leaf gets the statement, where `{leaf}` stands for its name: what
  /// CONCURRENTLY can't do to the table as a whole. Empty for the others.
  std::string each_leaf_of = {};
};

struct Settings {
  std::string owner;                   ///< as whom statements run; empty for whoever runs the plan
  std::string path;                    ///< the Postgres schema in which names are looked for
  std::vector<std::string> further;    ///< where names are looked for behind it
  std::vector<std::string> outsiders;  ///< who gets no right to what is new in `tenon` but by a grant
  int oldest = 15;                     ///< the oldest version of Postgres that has to take the plan
  /// Statements that tell the version: where that of the new one alone works, and where that of the one
  /// before does too.
  std::string ends = {};
  std::string ends_beside = {};
};

bool has(const Step& step, Hazard hazard);

/// A change that no step makes.
struct Refusal {
  model::Identity object;
  std::string why;
  std::string way_out;
};

struct Plan {
  std::vector<Step> steps;  ///< those of `kExpand` first
  std::vector<Refusal> refused;
  std::vector<std::string> hints;  ///< what may have been meant: a field that is gone beside one that is new
};

/// Whether code of the version before works on until the contract.
bool lets_both_work(const Plan& plan);

/// Both databases are lowered ones, or both are a server's.
Plan plan(const model::Database& before, const model::Database& after, const Intent& intent,
          const Settings& settings, render::Templates& templates);

}  // namespace tenon::plan
