// What hazards, locks and stages are called.
#include <algorithm>
#include <iterator>

#include "plan/plan.hpp"

namespace tenon::plan {
namespace {

struct Row {
  std::string_view name;
  std::string_view text;
};

constexpr Row kRows[kHazards] = {
    {"data-loss", "values that are there are gone for good"},
    {"breaks-clients", "statements of the version before fail"},
    {"new-values", "rows that new code writes may hold what code of the version before can't read"},
    {"long-lock", "others wait for as long as it takes, which grows with the table"},
    {"rewrite", "the table is written anew: others wait, and it needs its size on the disk once more"},
    {"full-scan", "all rows are read, while others go on"},
    {"index-build", "an index is built, which takes time and disk, while others go on"},
    {"authorization", "a role may do more or less than it did"},
    {"irreversible", "nothing brings back what was there"},
};

constexpr std::string_view kLocks[] = {"", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE",
                                       "ACCESS EXCLUSIVE"};

}  // namespace

std::string_view hazard_name(Hazard hazard) {
  return kRows[static_cast<std::size_t>(hazard)].name;
}

std::string_view hazard_text(Hazard hazard) {
  return kRows[static_cast<std::size_t>(hazard)].text;
}

std::optional<Hazard> find_hazard(std::string_view name) {
  const auto* found =
      std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& row) { return row.name == name; });
  if (found == std::end(kRows)) return std::nullopt;
  return static_cast<Hazard>(found - kRows);
}

bool has(const Step& step, Hazard hazard) {
  return std::find(step.hazards.begin(), step.hazards.end(), hazard) != step.hazards.end();
}

std::string_view lock_name(Lock lock) {
  return kLocks[static_cast<std::size_t>(lock)];
}

}  // namespace tenon::plan
