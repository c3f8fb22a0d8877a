#include "plan/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plan/both_names.hpp"
#include "plan/locks.hpp"
#include "plan/old_names.hpp"
#include "plan/planner.hpp"
#include "plan/renames.hpp"

namespace tenon::plan {
namespace {

/// What a database has another name for is called so with the last transaction before the contract: code of
/// the version before works until then, and from then on that of the new one. All that comes first is done
/// under the names before. Values of enums have their new names from the beginning on: what is made may hold
/// them.
class Whole {
 public:
  Whole(const model::Database& before, const model::Database& after, const Intent& intent,
        const Settings& settings, render::Templates& templates)
      : renamed_(renamed(before, after, intent)),
        late_(renamed_ ? renamed_->before : before, after, intent, settings, templates) {
    rename_all_labels(late_);
    std::vector<Difference> differences = model::differences(late_.before, after);
    hints_ = hints(late_, differences);
    changes_ = renamed_ || !differences.empty();
    plan_steps(late_, std::move(differences));
    for (const Rename& each : onto_names_that_go(before, after, intent))
      late_.refuse(
          each.to,
          fmt::format("it was there before, and goes where {} gets its name", model::text(each.from)),
          "take it out in a version of its own, and rename the other in the next");
    if (!renamed_) return;
    early_.emplace(renamed_->old_before, renamed_->old_after, renamed_->old_intent, settings, templates);
    rename_all_labels(*early_);
    plan_steps(*early_, model::differences(early_->before, early_->after));
    std::vector<Rename> of_code = renamed_->renames;
    std::erase_if(of_code, [](const Rename& each) { return each.to.kind != model::Kind::kFunction; });
    rename_all(*early_, of_code, false);
    const bool keeps = keeps_old_names();
    rename_all(late_, renamed_->renames, keeps);
    if (keeps) keep_old_names(late_, before, renamed_->renames);
  }

  [[nodiscard]] Plan steps() const {
    Plan out{{}, late_.refused(), hints_};
    const auto add = [&](const Planning& planning, Stage from, Stage to) {
      const std::vector<Step> steps = planning.steps(from, to);
      out.steps.insert(out.steps.end(), steps.begin(), steps.end());
    };
    const Planning& first = early_ ? *early_ : late_;
    add(first, Stage::kNameLabels, Stage::kMake);
    add(late_, Stage::kRename, Stage::kRemove);
    // Behind the expand, tables are called as they will be.
    const auto contract = std::find_if(out.steps.begin(), out.steps.end(),
                                       [](const Step& step) { return step.phase == Phase::kContract; });
    std::vector<Step> expand = with_locks_first(first, {out.steps.begin(), contract});
    const std::vector<Step> rest = with_locks_first(late_, {contract, out.steps.end()});
    expand.insert(expand.end(), rest.begin(), rest.end());
    out.steps = std::move(expand);
    return out;
  }

  [[nodiscard]] bool changes() const { return changes_; }
  Planning& late() { return late_; }

 private:
  /// Whether code of the version before would work but for names that can be kept for it.
  [[nodiscard]] bool keeps_old_names() const {
    const auto breaks = [](const Step& step) { return has(step, Hazard::kBreaksClients); };
    const auto some = [&](const std::vector<Step>& steps) {
      return std::any_of(steps.begin(), steps.end(), breaks);
    };
    return !some(early_->steps(Stage::kNameLabels, Stage::kMake)) &&
           !some(late_.steps(Stage::kTell, Stage::kHold)) &&
           std::none_of(renamed_->renames.begin(), renamed_->renames.end(), [&](const Rename& each) {
             return is_seen(each) && !is_kept(renamed_->renames, each);
           });
  }

  std::optional<Renamed> renamed_;
  Planning late_;
  std::optional<Planning> early_;
  std::vector<std::string> hints_;
  bool changes_ = false;
};

}  // namespace

namespace {

/// Nothing where fields that are to have both names can't.
std::optional<Plan> planned(const model::Database& before, const model::Database& after, const Intent& intent,
                            const Settings& settings, render::Templates& templates) {
  Whole whole(before, after, intent, settings, templates);
  const Plan first = whole.steps();
  if (whole.changes())
    whole.late().add(Stage::kTell, {"tell which version is here",
                                    lets_both_work(first) ? settings.ends_beside : settings.ends});
  const bool contracts = std::any_of(first.steps.begin(), first.steps.end(),
                                     [](const Step& step) { return step.phase == Phase::kContract; });
  if (contracts) whole.late().add(Stage::kRemove, {"tell that no other version works on", settings.ends});
  if (!keeps_both_names(whole.late())) return std::nullopt;
  return whole.steps();
}

}  // namespace

Plan plan(const model::Database& before, const model::Database& after, const Intent& intent,
          const Settings& settings, render::Templates& templates) {
  const auto both = intent.at_once ? std::nullopt : with_both_names(before, after, intent);
  if (both) {
    auto out = planned(before, after, *both, settings, templates);
    // Both columns are for code of both versions: where that can't go on, one will do.
    if (out && out->refused.empty() && lets_both_work(*out)) return std::move(*out);
  }
  Intent single = intent;
  if (!intent.at_once) single.undoubled = why_at_once(before, after, intent);
  return *planned(before, after, single, settings, templates);
}

bool lets_both_work(const Plan& plan) {
  return std::none_of(plan.steps.begin(), plan.steps.end(), [](const Step& step) {
    return step.phase == Phase::kExpand && has(step, Hazard::kBreaksClients);
  });
}

}  // namespace tenon::plan
