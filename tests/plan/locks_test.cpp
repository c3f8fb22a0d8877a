// What a plan announces of each step, held against what the server tells: the strongest lock of each table
// that was there before, whether it was written anew, and whether it was read as a whole.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <set>
#include <thread>

#include "driver/migrate/bench.hpp"
#include "migration/indexes.hpp"
#include "migration/observed.hpp"
#include "pair.hpp"
#include "replay.hpp"

namespace plan_tests {
namespace {

using namespace tenon;
using migration::SeenLocks;
using migration::SeenTables;

/// What is seen of a step, and isn't what was announced, for a reason.
struct Excuse {
  std::string_view pair;   ///< empty for any
  std::string_view step;   ///< what it is, or its beginning
  std::string_view wrong;  ///< a part of the complaint
  std::string_view why;
};
constexpr Excuse kExcuses[] = {
    {"", "put the new one in the place of index", "says SHARE UPDATE EXCLUSIVE, and takes ``",
     "it is the index's lock, which is told as its table's"},
    {"", "rename index", "says SHARE UPDATE EXCLUSIVE, and takes ``",
     "it is the index's lock, which is told as its table's"},
    {"", "see that all rows keep constraint", "says ACCESS EXCLUSIVE, and takes ``",
     "of the table that is referred to rows are read alone; the lock is of the one that refers"},
    {"global_to_tenant", "add column tenant_id of public.kinds", "reads all of kinds",
     "where there is a row it is refused at the first, and where there is none nothing is read"},
    {"moved_referred_to", "make constraint pages_note_fkey of public.pages", "says that it reads all rows",
     "the table is new and has none: some versions look at it, and some at the other one first"},
};

/// One pair's plan on a database of its own, statement by statement.
class Watched {
 public:
  Watched(std::string pair, const driver::Version& before, const driver::Version& after, int rows)
      : pair_(std::move(pair)),
        bench_(dumps::postgres(0, dumps::Place::kHere).url("postgres"), "watched"),
        path_(after.schema->sql_schema),
        head_(driver::script_head(before, *after.schema)) {
    wrong_ += bench_.make(before);
    if (wrong_.empty()) wrong_ += bench_.put_rows(before, driver::rows_for(before, after, rows, rows)).failed;
  }

  /// What wasn't as announced, a line for each.
  std::string run(const plan::Plan& plan) {
    if (!wrong_.empty()) return wrong_;
    runner_.emplace(std::move(*bench_.connect()));
    observer_.emplace(std::move(*bench_.connect()));
    process_ = runner_->query("SELECT pg_backend_pid()")->text(0, 0);
    runner_->script(head_);
    for (const plan::Phase phase : {plan::Phase::kExpand, plan::Phase::kContract}) {
      for (const migration::StepGroup& group : migration::groups_of(plan, phase)) {
        const plan::Mode mode = group.front()->mode;
        if (mode == plan::Mode::kTogether || mode == plan::Mode::kAlone) {
          in_transaction(group);
        } else {
          outside(*group.front());
        }
        if (failed_) return wrong_;
      }
    }
    return wrong_;
  }

 private:
  using Counts = std::map<std::string, long>;

  bool done(const plan::Step& step, const tl::expected<pq::Rows, pq::SqlError>& result) {
    if (result) return true;
    failed_ = true;
    wrong_ += fmt::format("{}: {}: fails: {}\n", pair_, step.what, result.error().message);
    return false;
  }

  void complain(const plan::Step& step, const std::string& what) {
    const std::string line = fmt::format("{}: {}: {}", pair_, step.what, what);
    const bool excused = std::any_of(std::begin(kExcuses), std::end(kExcuses), [&](const Excuse& each) {
      return (each.pair.empty() || each.pair == pair_) && step.what.starts_with(each.step) &&
             what.find(each.wrong) != std::string::npos;
    });
    if (!excused) wrong_ += line + "\n";
  }

  SeenTables tables(pq::Session& session) {
    return migration::seen_tables(session, path_).value_or(SeenTables());
  }

  /// How often each table was read as a whole in this transaction.
  Counts scans(const SeenTables& tables) {
    Counts out;
    for (const auto& [number, table] : tables)
      out[number] = std::stol(
          runner_->query(fmt::format("SELECT pg_catalog.pg_stat_get_xact_numscans({})", number))->text(0, 0));
    return out;
  }

  void in_transaction(const migration::StepGroup& group) {
    const SeenTables there = tables(*observer_);
    runner_->script("BEGIN");
    SeenLocks held;
    SeenTables files = there;
    Counts read = scans(there);
    for (const plan::Step* step : group) {
      if (!done(*step, runner_->script(step->sql))) break;
      const SeenLocks now = migration::seen_locks(*observer_, process_).value_or(SeenLocks());
      const SeenTables after = tables(*runner_);
      const Counts read_now = scans(there);
      judge_locks(*step, there, after, held, now);
      judge_rewrites(*step, files, after);
      judge_scans(*step, read, read_now, there);
      held = now;
      files = after;
      read = read_now;
    }
    runner_->script(failed_ ? "ROLLBACK" : "COMMIT");
  }

  /// Others' locks make it wait, so that what it asks for can be seen.
  void outside(const plan::Step& step) {
    const SeenTables there = tables(*observer_);
    std::vector<std::string> statements = {step.sql};
    if (!step.each_leaf_of.empty()) {
      statements.clear();
      for (const std::string& leaf :
           migration::leaves_of(*runner_, step.each_leaf_of).value_or(std::vector<std::string>()))
        statements.push_back(migration::for_leaf(step.sql, leaf));
    }
    SeenLocks asked;
    for (const std::string& statement : statements) {
      auto other = std::move(*bench_.connect());
      other.script("BEGIN");
      for (const auto& [number, table] : there) {
        if (migration::is_on(step, table.name))
          other.script(fmt::format("LOCK TABLE {0} IN ROW EXCLUSIVE MODE; SELECT FROM {0} FOR UPDATE",
                                   other.query("SELECT " + number + "::regclass")->text(0, 0)));
      }
      auto running = std::async(std::launch::async, [&] { return runner_->script(statement); });
      const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(5);
      bool free = false;
      while (running.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready) {
        migration::add_stronger(asked, migration::seen_locks(*observer_, process_).value_or(SeenLocks()));
        const bool waits =
            observer_->query("SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = " + process_)
                ->text(0, 0) == "t";
        if (!free && (waits || std::chrono::steady_clock::now() > give_up)) {
          migration::add_stronger(asked, migration::seen_locks(*observer_, process_).value_or(SeenLocks()));
          other.script("ROLLBACK");
          free = true;
        }
      }
      if (!done(step, running.get())) return;
    }
    const SeenTables after = tables(*observer_);
    judge_locks(step, there, after, {}, asked);
    judge_rewrites(step, there, after);
  }

  /// A table is called by its name before the step, or by the one that the step gives it.
  static plan::Lock announced(const plan::Step& step, const std::string& before, const std::string& after) {
    return migration::is_on(step, before) || migration::is_on(step, after) ? step.lock : plan::Lock::kNone;
  }

  void judge_locks(const plan::Step& step, const SeenTables& there, const SeenTables& after,
                   const SeenLocks& held, const SeenLocks& now) {
    const auto mode = [](const SeenLocks& locks, const std::string& number) {
      const auto found = locks.find(number);
      return found == locks.end() ? std::string() : found->second;
    };
    // A partitioned table and its partitions are one: the strongest counts.
    std::map<std::string, std::string> held_by_name;
    std::map<std::string, std::string> now_by_name;
    std::map<std::string, std::string> later_name;
    for (const auto& [number, table] : there) {
      const auto later = after.find(number);
      later_name[table.name] = later == after.end() ? table.name : later->second.name;
      migration::add_stronger(held_by_name, {{table.name, mode(held, number)}});
      migration::add_stronger(now_by_name, {{table.name, mode(now, number)}});
    }
    for (const auto& [name, seen] : now_by_name) {
      const plan::Lock lock = announced(step, name, later_name[name]);
      const int taken = migration::strength(seen);
      const bool is_new = taken > migration::strength(held_by_name[name]);
      if (is_new && taken > migration::strength(lock))
        complain(step, fmt::format("of {} it says `{}`, and takes {}", name, plan::lock_name(lock),
                                   migration::lock_text(seen)));
      // Of several transactions one after the other it can't be told what none of them took.
      const bool several =
          step.mode == plan::Mode::kBatches ||
          (step.mode == plan::Mode::kOutside && step.sql.find("CONCURRENTLY") == std::string::npos);
      const bool of_any = step.on.starts_with("every table") || several;
      if (migration::strength(lock) > taken && !of_any)
        complain(step, fmt::format("of {} it says {}, and takes `{}`", name, plan::lock_name(lock),
                                   migration::lock_text(seen)));
    }
  }

  void judge_rewrites(const plan::Step& step, const SeenTables& before, const SeenTables& after) {
    bool rewritten = false;
    for (const auto& [number, table] : before) {
      const auto found = after.find(number);
      rewritten = rewritten || (found != after.end() && found->second.file != table.file);
    }
    if (rewritten != step.rewrites)
      complain(step,
               rewritten ? "writes a table anew, and doesn't say so" : "says that it writes a table anew");
  }

  void judge_scans(const plan::Step& step, const Counts& before, const Counts& now, const SeenTables& there) {
    std::string read;
    for (const auto& [number, count] : now) {
      const auto found = before.find(number);
      if (count > (found == before.end() ? 0 : found->second)) read = there.at(number).name;
    }
    if (!read.empty() && !step.scans && !step.rewrites)
      complain(step, fmt::format("reads all of {}, and doesn't say so", read));
    if (read.empty() && step.scans) complain(step, "says that it reads all rows");
  }

  std::string pair_;
  driver::Bench bench_;
  std::string path_;
  std::string head_;
  std::string wrong_;
  std::string process_;
  bool failed_ = false;
  std::optional<pq::Session> runner_;
  std::optional<pq::Session> observer_;
};

class Locks : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Locks, AreThoseThatAreAnnounced) {
  const std::string text = text_of(GetParam());
  const Pair pair = pair_of(text);
  std::string wrong;
  const auto before = compiled(pair.before, wrong);
  const auto after = compiled(pair.after, wrong);
  ASSERT_TRUE(before && after) << wrong;
  const plan::Plan plan = driver::plan_between(*before, *after);
  if (!plan.refused.empty()) return;
  Watched watched(GetParam().stem().string(), *before, *after, rows_of(text));
  EXPECT_EQ(watched.run(plan), "");
}

INSTANTIATE_TEST_SUITE_P(Plans, Locks, testing::ValuesIn(pair_files()),
                         [](const auto& item) { return item.param.stem().string(); });

}  // namespace
}  // namespace plan_tests
