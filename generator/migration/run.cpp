#include "migration/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <thread>

#include "base/text.hpp"
#include "catalog/apply.hpp"
#include "migration/directory.hpp"
#include "migration/indexes.hpp"
#include "migration/steps.hpp"
#include "migration/watch.hpp"

namespace tenon::migration {
namespace {

constexpr const char* kHasTurn =
    "SELECT EXISTS (SELECT FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1 "
    "AND "
    "pid = pg_catalog.pg_backend_pid() AND (classid::bigint << 32) + objid::bigint = {})";

class Run {
 public:
  Run(pq::Session& session, const Part& part, const plan::Script& script, const Pace& pace, const Tell& tell)
      : session_(session), part_(part), script_(script), pace_(pace), tell_(tell) {}

  tl::expected<void, RunError> all() {
    if (const auto begun = begin(); !begun) return begun;
    const auto done = find_done();
    if (!done) return tl::unexpected(done.error());
    if (is_ended_) return {};
    if (*done > 0 && *done < script_.steps.size()) tell({*done, Event::Kind::kFound, ""});
    for (step_ = *done; step_ < script_.steps.size(); ++step_) {
      if (const auto turn = keeps_turn(); !turn) return turn;
      tell({step_, Event::Kind::kStep, script_.steps[step_].what});
      if (const auto ran = step(script_.steps[step_]); !ran) return ran;
    }
    if (const auto ended = write_down(script_.steps.size(), true); !ended) return failed(ended.error());
    return {};
  }

 private:
  tl::expected<void, RunError> begin() {
    // A server ends what nobody waits for; what it is told to end of others' statements isn't meant for
    // these.
    session_.script(
        "SET client_connection_check_interval TO '2s'; SET statement_timeout TO 0; SET application_name TO "
        "'tenon migrate'");
    if (const auto head = session_.script(script_.head); !head)
      return tl::unexpected(RunError{"the file's head can't be run: " + catalog::describe(head.error()),
                                     advice_on(head.error(), session_.is_lost()).help});
    const auto process = session_.query("SELECT pg_catalog.pg_backend_pid()");
    if (!process) return failed(process.error());
    process_ = process->text(0, 0);
    return {};
  }

  struct Told {
    std::size_t step;
    Event::Kind kind;
    std::string what;
  };
  void tell(const Told& told) const {
    if (tell_) tell_({told.kind, told.step + 1, script_.steps.size(), told.what});
  }

  [[nodiscard]] tl::expected<void, RunError> failed(const pq::SqlError& error) const {
    const bool is_in_step = step_ < script_.steps.size();
    const std::string what = is_in_step ? fmt::format("step {} of {}, {}: ", step_ + 1, script_.steps.size(),
                                                      script_.steps[step_].what)
                                        : "";
    const Advice advice = advice_on(error, session_.is_lost());
    return tl::unexpected(
        RunError{what + told_without_values(error, is_in_step ? script_.steps[step_].sql : ""), advice.help,
                 advice.fault, step_ + 1});
  }

  /// Behind a pooler that gives each transaction another session, the lock is another session's.
  tl::expected<void, RunError> keeps_turn() {
    const auto rows = session_.query(fmt::format(kHasTurn, kTurn));
    if (!rows) return failed(rows.error());
    if (rows->text(0, 0) == "t") return {};
    return tl::unexpected(RunError{
        "the session isn't the one that took the lock: a pooler stands between, and gives each "
        "transaction another one",
        "connect to the server itself, or to a pool that keeps sessions", Fault::kSurroundings, step_ + 1});
  }

  /// Whether that many steps were done of this text.
  [[nodiscard]] bool is_this(std::size_t done, const std::string& hash) const {
    if (is_ended_) return hash == part_.hash;
    return done == 0 || (done <= script_.steps.size() && hash == hash_of_steps(script_, done));
  }

  tl::expected<std::size_t, RunError> find_done() {
    const pq::Parameter key[] = {part_.schema, std::to_string(part_.number), part_.part};
    const auto rows = session_.query(
        "SELECT done, hash, ended_at IS NOT NULL FROM tenon.migrations WHERE schema = $1 AND number = "
        "$2::int "
        "AND part = $3",
        key);
    if (!rows) return tl::unexpected(failed(rows.error()).error());
    if (rows->size() > 0) {
      const std::size_t done = std::stoul(rows->text(0, 0));
      is_ended_ = rows->text(0, 2) == "t";
      if (!is_this(done, rows->text(0, 1)))
        return tl::unexpected(RunError{
            fmt::format("{} steps of another text of migration {} have been done", done, part_.number),
            "bring back the steps that were done as they were; those behind them may be others",
            Fault::kFinding});
      if (is_ended_) return script_.steps.size();
      if (done > 0) return done;
    }
    const pq::Parameter row[] = {part_.schema, std::to_string(part_.number),        part_.part, part_.name,
                                 part_.hash,   std::to_string(script_.steps.size())};
    const auto begun = session_.query(
        "INSERT INTO tenon.migrations (schema, number, part, name, hash, steps, run_by) VALUES ($1, $2::int, "
        "$3, $4, $5, $6::int, session_user) ON CONFLICT (schema, number, part) DO UPDATE SET name = $4, hash "
        "= $5, "
        "steps = $6::int, run_by = session_user, began_at = pg_catalog.now()",
        row);
    if (!begun) return tl::unexpected(failed(begun.error()).error());
    return 0;
  }

  tl::expected<pq::Rows, pq::SqlError> write_down(std::size_t done, bool ended) {
    const pq::Parameter row[] = {part_.schema,
                                 std::to_string(part_.number),
                                 part_.part,
                                 std::to_string(done),
                                 ended ? part_.hash : hash_of_steps(script_, done),
                                 std::to_string(script_.steps.size())};
    return session_.query(
        fmt::format(
            "UPDATE tenon.migrations SET done = $4::int, hash = $5, steps = $6::int{} WHERE schema = $1 AND "
            "number = $2::int AND part = $3",
            ended ? ", ended_at = pg_catalog.clock_timestamp()" : ""),
        row);
  }

  tl::expected<void, RunError> step(const plan::ScriptStep& step) {
    const auto begin = std::chrono::steady_clock::now();
    auto pause = pace_.pause;
    for (int attempt = 1;; ++attempt) {
      Watch watch(pace_.url, process_, pace_.lock_timeout / 2, [&](const std::string& seen) {
        tell({step_, Event::Kind::kGoesOn, seen});
      });
      const auto ran = step.transaction ? in_transaction(in_order(step.sql, attempt)) : outside(step);
      const std::string waited_for = watch.end();
      if (ran) break;
      if (!is_passing(ran.error())) return failed(ran.error());
      if (attempt >= pace_.attempts) return gave_up(ran.error(), waited_for);
      tell({step_, Event::Kind::kWaiting, named(waited_for)});
      std::this_thread::sleep_for(jittered(pause));
      pause = std::min(pause * 2, pace_.pause * 20);
    }
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    tell({step_, Event::Kind::kDone, fmt::format("{} ms", took.count())});
    return {};
  }

  /// Who was in the way, or where nobody was seen there, who may have been.
  std::string named(const std::string& waited_for) {
    if (!waited_for.empty()) return "held by " + waited_for;
    const std::string open = open_transactions(session_);
    return open.empty() ? "" : "open transactions: " + open;
  }

  tl::expected<void, RunError> gave_up(const pq::SqlError& error, const std::string& waited_for) {
    auto out = failed(error);
    const std::string who = named(waited_for);
    if (!who.empty()) out.error().message += "; " + who;
    return out;
  }

  /// So that two that wait for one another don't meet again.
  static std::chrono::milliseconds jittered(std::chrono::milliseconds pause) {
    static thread_local std::mt19937 random{std::random_device{}()};
    return pause / 2 +
           std::chrono::milliseconds(std::uniform_int_distribution<long>(0, pause.count())(random));
  }

  /// Where several tables are locked, whoever waits for the first waits as long as all the others take.
  [[nodiscard]] std::chrono::milliseconds patience_with(const std::string& sql) const {
    const std::size_t lock = sql.find("\nLOCK TABLE ");
    if (lock == std::string::npos) return pace_.lock_timeout;
    const auto end = sql.begin() + static_cast<long>(sql.find(';', lock));
    return pace_.lock_timeout * 2 / (1 + std::count(sql.begin() + static_cast<long>(lock), end, ','));
  }

  /// Where several tables are locked, those who work with them may take them in another order than we do, and
  /// each would wait for the other until one gives up: each attempt has an order of its own.
  static std::string in_order(const std::string& sql, int attempt) {
    constexpr std::string_view kLock = "\nLOCK TABLE ";
    constexpr std::string_view kMode = " IN ";
    const std::size_t lock = sql.find(kLock);
    const std::size_t end = lock == std::string::npos ? lock : sql.find(kMode, lock);
    if (end == std::string::npos) return sql;
    const std::size_t begin = lock + kLock.size();
    std::vector<std::string> tables = parts_of(sql.substr(begin, end - begin), ", ");
    const auto is_whole = [](const std::string& name) {
      return std::count(name.begin(), name.end(), '"') % 2 == 0;
    };
    if (!std::all_of(tables.begin(), tables.end(), is_whole)) return sql;
    for (int i = 1; i < attempt; ++i) std::next_permutation(tables.begin(), tables.end());
    return sql.substr(0, begin) + join(tables, ", ") + sql.substr(end);
  }

  tl::expected<pq::Rows, pq::SqlError> in_transaction(const std::string& sql) {
    const std::string settings =
        fmt::format("BEGIN;\nSET LOCAL lock_timeout TO '{}ms';\n", patience_with(sql).count());
    auto done = session_.script(settings + sql);
    if (done) {
      // What it wrote down is in the transaction: either both are there, or neither.
      if (const auto head = session_.script(local_head()); !head) {
        done = tl::unexpected(head.error());
      } else {
        done = write_down(step_ + 1, false);
      }
    }
    if (done) done = session_.script("COMMIT");
    if (!done) session_.script("ROLLBACK");
    return done;
  }

  /// A step may have taken another role or another path for its transaction.
  [[nodiscard]] std::string local_head() const {
    std::string out = script_.head;
    for (std::size_t at = out.find("SET "); at != std::string::npos; at = out.find("\nSET ", at + 1)) {
      const std::size_t set = out[at] == '\n' ? at + 1 : at;
      if (out.compare(set, 10, "SET LOCAL ") != 0) out.insert(set + 4, "LOCAL ");
    }
    return out;
  }

  tl::expected<pq::Rows, pq::SqlError> outside(const plan::ScriptStep& step) {
    // What builds or drops an index CONCURRENTLY waits for transactions that are open, and holds up nobody
    // who reads or writes meanwhile: to begin again and again would be in vain beside one that is open for
    // long.
    const auto limit = is_of_index(step.sql) ? std::chrono::milliseconds(0) : pace_.lock_timeout;
    auto settings = session_.script(fmt::format("SET lock_timeout TO '{}ms'", limit.count()));
    if (!settings) return settings;
    auto done = step.each_leaf_of.empty() ? once(step.sql) : in_each_leaf(step);
    if (done) done = write_down(step_ + 1, false);
    if (!session_.is_lost()) session_.script("RESET lock_timeout");
    return done;
  }

  /// A run that was cut off may have done it without writing it down, or half.
  tl::expected<pq::Rows, pq::SqlError> once(const std::string& sql) {
    const auto state = leftover(session_, sql);
    if (!state) return tl::unexpected(state.error());
    if (*state == Leftover::kDone) return session_.query("SELECT");
    if (*state == Leftover::kHalf) {
      if (auto gone = drop_leftover(session_, sql); !gone) return gone;
    }
    return session_.script(sql);
  }

  tl::expected<pq::Rows, pq::SqlError> in_each_leaf(const plan::ScriptStep& step) {
    const auto leaves = leaves_of(session_, step.each_leaf_of);
    if (!leaves) return tl::unexpected(leaves.error());
    for (const std::string& leaf : *leaves) {
      const auto has = has_index(session_, leaf, step.sql);
      if (!has) return tl::unexpected(has.error());
      tell({step_, Event::Kind::kLeaf, leaf});
      if (*has) continue;
      if (auto done = session_.script(for_leaf(step.sql, leaf)); !done) return done;
    }
    return session_.query("SELECT");
  }

  pq::Session& session_;
  const Part& part_;
  const plan::Script& script_;
  const Pace& pace_;
  const Tell& tell_;
  std::size_t step_ = 0;
  std::string process_;
  bool is_ended_ = false;
};

}  // namespace

tl::expected<void, RunError> run(pq::Session& session, const Part& part, const plan::Script& script,
                                 const Pace& pace, const Tell& tell) {
  return Run(session, part, script, pace, tell).all();
}

}  // namespace tenon::migration
