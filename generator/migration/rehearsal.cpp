#include "migration/rehearsal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

#include "catalog/apply.hpp"
#include "catalog/session.hpp"
#include "migration/directory.hpp"
#include "migration/observer.hpp"
#include "migration/run.hpp"

namespace tenon::migration {
namespace {

/// How long programs work alone, so that each has begun, and go on behind the last step.
constexpr std::chrono::milliseconds kAlone{150};

double milliseconds_between(Clock::time_point begin, Clock::time_point end) {
  return std::chrono::duration<double, std::milli>(end - begin).count();
}

class Rehearser {
 public:
  Rehearser(const Play& play, const plan::Plan& plan) : play_(play), plan_(plan) {}

  Rehearsal all(const std::vector<RehearsedPart>& parts) {
    auto meter = catalog::connect(play_.url, play_.database);
    auto runner = catalog::connect(play_.url, play_.database);
    if (!meter || !runner) return stopped(catalog::describe(meter ? runner.error() : meter.error()));
    meter_ = &*meter;
    if (const auto made = meter->script(kMakeNotes); !made) return stopped(catalog::describe(made.error()));
    const auto process = runner->query("SELECT pg_catalog.pg_backend_pid()");
    if (!process) return stopped(catalog::describe(process.error()));
    Observer observer(play_.url, play_.database, process->text(0, 0));
    observer_ = &observer;
    if (const auto turn = take_turn(*runner); !turn) return stopped(turn.error().message);
    before_ = load(play_.before, false);
    std::this_thread::sleep_for(kAlone);
    for (const RehearsedPart& part : parts) {
      // What only programs of the version before used goes once none of them runs.
      if (part.phase == plan::Phase::kContract) turn_over();
      if (!run_part(*runner, part)) break;
    }
    turn_over();
    after_->stop();
    judge_requests();
    return std::move(out_);
  }

 private:
  Rehearsal stopped(std::string why) {
    out_.wrong = std::move(why);
    return std::move(out_);
  }

  std::unique_ptr<Load> load(const std::vector<Request>& requests, bool is_new) const {
    return std::make_unique<Load>(Load::Setting{play_.url, play_.database, play_.path, play_.extent, is_new},
                                  requests);
  }

  /// Programs of the new version come, those of the one before go.
  void turn_over() {
    if (after_ != nullptr) return;
    after_ = load(out_.wrong.empty() ? play_.after : std::vector<Request>(), true);
    std::this_thread::sleep_for(kAlone);
    before_->stop();
  }

  bool run_part(pq::Session& runner, const RehearsedPart& part) {
    auto script = plan::read_script(part.text);
    if (!script) return fail(script.error());
    groups_ = groups_of(plan_, part.phase);
    if (groups_.size() != script->steps.size()) return fail("the text isn't the plan's");
    for (plan::ScriptStep& step : script->steps) {
      if (step.transaction) step.sql += kNote;
    }
    const Part what{play_.schema, 1, "rehearsal", part.name, hash_of(part.text)};
    const auto ran = run(runner, what, *script, {}, [&](const Event& event) {
      if (event.kind == Event::Kind::kStep) begin(part, event);
      if (event.kind == Event::Kind::kDone) end(event);
    });
    return ran || fail(fmt::format("{}, {}", part.name, ran.error().message));
  }

  bool fail(std::string why) {
    out_.wrong = std::move(why);
    return false;
  }

  void begin(const RehearsedPart& part, const Event& event) {
    // What the step does is the first thing that it does.
    const StepGroup& group = groups_.at(event.step - 1);
    std::string what = group.front()->what;
    if (group.size() > 1) what += fmt::format(", and {} more", group.size() - 1);
    observer_->taken();
    tables_ = seen_tables(*meter_, play_.path).value_or(SeenTables());
    spent_ = read_meter(*meter_).value_or(Meter());
    RehearsedStep step;
    step.part = part.name;
    step.number = event.step;
    step.of = event.of;
    step.what = what;
    step.begin = Clock::now();
    step.end = step.begin;
    out_.steps.push_back(std::move(step));
    const bool breaks = std::any_of(group.begin(), group.end(), [](const plan::Step* each) {
      return plan::has(*each, plan::Hazard::kBreaksClients);
    });
    if (breaks && breaks_from_ == Clock::time_point::max()) breaks_from_ = out_.steps.back().begin;
  }

  void end(const Event& event) {
    RehearsedStep& step = out_.steps.back();
    step.end = Clock::now();
    const StepGroup& group = groups_.at(event.step - 1);
    Sighting seen = observer_->taken();
    add_stronger(seen.locks, take_notes(*meter_).value_or(SeenLocks()));
    step.blocked.assign(seen.blocked.begin(), seen.blocked.end());
    const Meter now = read_meter(*meter_).value_or(Meter());
    step.wal = now.wal - spent_.wal;
    step.disk = now.disk - spent_.disk;
    const SeenTables after = seen_tables(*meter_, play_.path).value_or(SeenTables());
    judge_locks(step, group, seen.locks, after);
    judge_rewrites(step, group, after);
  }

  void find(const RehearsedStep& step, const std::string& what) {
    out_.findings.push_back(fmt::format("{} {}, {}: {}", step.part, step.number, step.what, what));
  }

  void judge_locks(RehearsedStep& step, const StepGroup& group, const SeenLocks& locks,
                   const SeenTables& after) {
    std::map<std::string, std::string> by_name;
    std::map<std::string, std::string> renamed;
    for (const auto& [number, mode] : locks) {
      const auto was = tables_.find(number);
      if (was == tables_.end()) continue;
      add_stronger(by_name, {{was->second.name, mode}});
      const auto is = after.find(number);
      renamed[was->second.name] = is == after.end() ? was->second.name : is->second.name;
    }
    for (const auto& [name, mode] : by_name) {
      step.locks.push_back({name, lock_text(mode)});
      const plan::Lock said = std::max(announced_lock(group, name), announced_lock(group, renamed[name]));
      if (strength(mode) > strength(said))
        find(step, fmt::format("of {} it takes {}, and the plan says {}", name, lock_text(mode),
                               said == plan::Lock::kNone ? "nothing" : plan::lock_name(said)));
    }
    std::stable_sort(step.locks.begin(), step.locks.end(), [&](const TableLock& a, const TableLock& b) {
      return strength(by_name[a.table]) > strength(by_name[b.table]);
    });
  }

  void judge_rewrites(RehearsedStep& step, const StepGroup& group, const SeenTables& after) {
    std::set<std::string> rewritten;
    for (const auto& [number, table] : tables_) {
      const auto found = after.find(number);
      if (found != after.end() && found->second.file != table.file) rewritten.insert(table.name);
    }
    step.rewritten.assign(rewritten.begin(), rewritten.end());
    const bool said =
        std::any_of(group.begin(), group.end(), [](const plan::Step* each) { return each->rewrites; });
    if (!rewritten.empty() && !said)
      find(step, fmt::format("{} is written anew, and the plan doesn't say so", *rewritten.begin()));
  }

  void judge_requests() {
    std::set<std::string> errors;
    for (const Load* load : {before_.get(), after_.get()}) {
      if (load == nullptr) continue;
      out_.requests += load->requests();
      for (const Outcome& each : load->outcomes()) judge(each, errors);
    }
    out_.errors.assign(errors.begin(), errors.end());
    if (out_.failed > 0)
      out_.findings.push_back(fmt::format("{} requests failed, and the plan doesn't say so", out_.failed));
  }

  void judge(const Outcome& outcome, std::set<std::string>& errors) {
    const bool has_failed = !outcome.error.empty();
    const bool is_announced = !outcome.of_new_version && outcome.end >= breaks_from_;
    if (has_failed) {
      ++(is_announced ? out_.announced_failed : out_.failed);
      errors.insert(fmt::format("{} version's {}, {}: {}", outcome.of_new_version ? "new" : "old",
                                outcome.table, outcome.writes ? "writing" : "reading", outcome.error));
    }
    // Of all steps beside which it was, the last: that is where it ended.
    RehearsedStep* last = nullptr;
    for (RehearsedStep& step : out_.steps) {
      if (outcome.end < step.begin || outcome.begin > step.end) continue;
      double& waited = outcome.writes ? step.writer_waited : step.reader_waited;
      waited = std::max(
          waited, milliseconds_between(std::max(outcome.begin, step.begin), std::min(outcome.end, step.end)));
      last = &step;
    }
    if (last == nullptr) {  // between two, or behind the last
      for (RehearsedStep& step : out_.steps)
        if (step.begin <= outcome.end) last = &step;
    }
    if (has_failed && last != nullptr) ++(is_announced ? last->announced_failed : last->failed);
  }

  const Play& play_;
  const plan::Plan& plan_;
  Rehearsal out_;
  pq::Session* meter_ = nullptr;
  Observer* observer_ = nullptr;
  std::unique_ptr<Load> before_;
  std::unique_ptr<Load> after_;
  std::vector<StepGroup> groups_;
  SeenTables tables_;
  Meter spent_;
  /// From then on programs of the version before may fail.
  Clock::time_point breaks_from_ = Clock::time_point::max();
};

}  // namespace

Rehearsal rehearse(const Play& play, const plan::Plan& plan, const std::vector<RehearsedPart>& parts) {
  return Rehearser(play, plan).all(parts);
}

}  // namespace tenon::migration
