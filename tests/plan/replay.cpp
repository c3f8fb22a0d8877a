#include "replay.hpp"

namespace plan_tests {

using namespace tenon;

driver::Replay replayed(const dumps::Cluster& cluster, const driver::Version& before,
                        const driver::Version& after, int rows) {
  const plan::Plan plan = driver::plan_between(before, after);
  if (!plan.refused.empty()) return {"refused: " + plan.refused.front().why, {}};
  return driver::prove_at(cluster.url("postgres"), before, after,
                          driver::texts_of(before, after, plan, "A pair."), rows);
}

}  // namespace plan_tests
