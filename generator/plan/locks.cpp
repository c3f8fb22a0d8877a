#include "plan/locks.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace tenon::plan {
namespace {

/// Programs work with no table of `tenon`.
std::set<std::string> tables_before(const Planning& planning) {
  std::set<std::string> out;
  for (const Object& each : planning.before.objects()) {
    const bool bookkeeping = each.identity.schema == model::kBookkeeping;
    if (each.identity.kind == Kind::kTable && !bookkeeping) out.insert(planning.table_name(each.identity));
  }
  return out;
}

bool shares(const Step& step, const Step& next) {
  return step.mode == Mode::kTogether && next.mode == Mode::kTogether && step.phase == next.phase;
}

Step lock(const std::set<std::string>& tables, Phase phase) {
  const std::string list = join({tables.begin(), tables.end()}, ", ");
  return {
      .what = "lock what is changed",
      .sql = fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE;", list),
      .lock = Lock::kAccessExclusive,
      .on = list,
      .why = "one after the other, they could be taken in another order than by somebody who works with both",
      .phase = phase};
}

}  // namespace

std::vector<Step> with_locks_first(const Planning& planning, const std::vector<Step>& steps) {
  const std::set<std::string> there = tables_before(planning);
  std::vector<Step> out;
  for (std::size_t begin = 0; begin < steps.size();) {
    std::size_t end = begin + 1;
    while (end < steps.size() && shares(steps[end - 1], steps[end])) ++end;
    std::set<std::string> locked;
    for (std::size_t i = begin; i < end; ++i) {
      if (steps[i].mode != Mode::kTogether || steps[i].lock != Lock::kAccessExclusive) continue;
      for (const std::string& each : parts_of(steps[i].on, ", ")) {
        if (there.contains(each)) locked.insert(each);
      }
    }
    if (locked.size() > 1) out.push_back(lock(locked, steps[begin].phase));
    out.insert(out.end(), steps.begin() + static_cast<long>(begin), steps.begin() + static_cast<long>(end));
    begin = end;
  }
  return out;
}

}  // namespace tenon::plan
