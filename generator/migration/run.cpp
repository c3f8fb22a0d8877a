#include "migration/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <thread>

#include "base/text.hpp"
#include "catalog/apply.hpp"
#include "migration/indexes.hpp"

namespace tenon::migration {
namespace {

/// The number is tenon's own, and names nothing else.
constexpr const char* kTakeTurn = "SELECT pg_catalog.pg_try_advisory_lock(7310583948)";
constexpr const char* kHasTurn =
    "SELECT EXISTS (SELECT FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted AND pid = "
    "pg_catalog.pg_backend_pid() "
    "AND (classid::bigint << 32) + objid::bigint = 7310583948)";
constexpr const char* kHolder = R"sql(
  SELECT coalesce(string_agg(format('process %s of %s%s', l.pid, coalesce(a.usename, 'nobody any more'),
                                    coalesce(' (' || nullif(a.application_name, '') || ')', '')), ', ' ORDER BY l.pid), '')
  FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
  WHERE l.locktype = 'advisory' AND l.granted AND (l.classid::bigint << 32) + l.objid::bigint = 7310583948)sql";

/// What stops a statement for a while: a lock that isn't to be had, a deadlock, a serialisation failure.
bool is_passing(const std::string& sqlstate) {
  static constexpr std::string_view kPassing[] = {"55P03", "40P01", "40001"};
  return std::find(std::begin(kPassing), std::end(kPassing), sqlstate) != std::end(kPassing);
}

/// What an operator is to do about what the server says.
struct Advice {
  std::string_view sqlstate;  ///< the beginning of it
  std::string_view help;
};
constexpr Advice kAdvice[] = {
    {"55P03",
     "let the session that holds the lock end, or end it by pg_terminate_backend(), and run it again: it "
     "goes on here"},
    {"40P01", "run it again: it goes on here"},
    {"42501",
     "connect as a role that may become the schema's owner: its superuser, or one that is granted it"},
    {"25006", "this is a replica, or a session that may only read: connect to the primary"},
    {"53100", "the disk is full: make room, and run it again: it goes on here"},
    {"53", "the server lacks memory, room or connections: give it some, and run it again: it goes on here"},
    {"57014", "it was stopped: run it again, and it goes on here"},
    {"57P", "the server was stopped or restarted: run it again once it is back, and it goes on here"},
    {"08", "the connection was lost: run it again, and it goes on here"},
    {"",
     "the transaction was rolled back, and everything before this step stays: mend the cause and run it "
     "again, or `tenon migrate down`"},
};

std::string advice_on(const pq::SqlError& error, bool is_lost) {
  if (is_lost || error.sqlstate.empty()) return "the connection was lost: run it again, and it goes on here";
  const auto* found = std::find_if(std::begin(kAdvice), std::end(kAdvice), [&](const Advice& each) {
    return error.sqlstate.starts_with(each.sqlstate);
  });
  return std::string(found->help);
}

/// Who holds what the session waited for is told by the server's log alone once it has given up: so it is
/// asked while nobody waits, by table.
std::string holders_of_locks(pq::Session& session) {
  const auto rows = session.query(R"sql(
    SELECT coalesce(string_agg(DISTINCT format('process %s of %s%s, %s, since %s', a.pid, a.usename,
                                               coalesce(' (' || nullif(a.application_name, '') || ')', ''), a.state,
                                               date_trunc('second', now() - a.xact_start)), '; '), '')
    FROM pg_catalog.pg_stat_activity a
    WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.xact_start < now() - interval '1 second')sql");
  return rows && rows->size() > 0 ? rows->text(0, 0) : "";
}

class Run {
 public:
  Run(pq::Session& session, const Part& part, const plan::Script& script, const Pace& pace, const Tell& tell)
      : session_(session), part_(part), script_(script), pace_(pace), tell_(tell) {}

  tl::expected<void, RunError> all() {
    const auto replica = session_.query("SELECT pg_catalog.pg_is_in_recovery()");
    if (!replica) return failed(replica.error());
    if (replica->text(0, 0) == "t")
      return tl::unexpected(
          RunError{"this is a replica, which nothing can be changed on", "connect to the primary"});
    // A server ends what nobody waits for; what it is told to end of others' statements isn't meant for
    // these.
    session_.script(
        "SET client_connection_check_interval TO '2s'; SET statement_timeout TO 0; SET application_name TO "
        "'tenon migrate'");
    if (const auto head = session_.script(script_.head); !head) return failed(head.error());
    const auto done = find_done();
    if (!done) return tl::unexpected(done.error());
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
  struct Told {
    std::size_t step;
    Event::Kind kind;
    std::string what;
  };
  void tell(const Told& told) const {
    if (tell_) tell_({told.kind, told.step + 1, script_.steps.size(), told.what});
  }

  [[nodiscard]] tl::expected<void, RunError> failed(const pq::SqlError& error) const {
    const std::string what =
        step_ < script_.steps.size()
            ? fmt::format("step {} of {}, {}: ", step_ + 1, script_.steps.size(), script_.steps[step_].what)
            : "";
    return tl::unexpected(RunError{what + catalog::describe(error), advice_on(error, session_.is_lost()),
                                   is_passing(error.sqlstate), step_ + 1});
  }

  /// Behind a pooler that gives each transaction another session, the lock is another session's.
  tl::expected<void, RunError> keeps_turn() {
    const auto rows = session_.query(kHasTurn);
    if (!rows) return failed(rows.error());
    if (rows->text(0, 0) == "t") return {};
    return tl::unexpected(
        RunError{"the session isn't the one that took the lock: a pooler stands between, and gives each "
                 "transaction another one",
                 "connect to the server itself, or to a pool that keeps sessions", false, step_ + 1});
  }

  tl::expected<std::size_t, RunError> find_done() {
    const pq::Parameter key[] = {part_.schema, std::to_string(part_.number), part_.part};
    const auto rows = session_.query(
        "SELECT done, hash FROM tenon.migrations WHERE schema = $1 AND number = $2::int AND part = $3", key);
    if (!rows) return tl::unexpected(failed(rows.error()).error());
    if (rows->size() > 0) {
      const std::size_t done = std::stoul(rows->text(0, 0));
      if (done > 0 && rows->text(0, 1) != part_.hash)
        return tl::unexpected(RunError{
            fmt::format("{} steps of another text of migration {} have been done", done, part_.number),
            "bring back the file as it was when it was begun"});
      return done;
    }
    const pq::Parameter row[] = {part_.schema, std::to_string(part_.number),        part_.part, part_.name,
                                 part_.hash,   std::to_string(script_.steps.size())};
    const auto begun = session_.query(
        "INSERT INTO tenon.migrations (schema, number, part, name, hash, steps, run_by) VALUES ($1, $2::int, "
        "$3, $4, $5, $6::int, session_user)",
        row);
    if (!begun) return tl::unexpected(failed(begun.error()).error());
    return 0;
  }

  tl::expected<pq::Rows, pq::SqlError> write_down(std::size_t done, bool ended) {
    const pq::Parameter row[] = {part_.schema, std::to_string(part_.number), part_.part,
                                 std::to_string(done)};
    return session_.query(fmt::format("UPDATE tenon.migrations SET done = $4::int{} WHERE schema = $1 AND "
                                      "number = $2::int AND part = $3",
                                      ended ? ", ended_at = pg_catalog.clock_timestamp()" : ""),
                          row);
  }

  tl::expected<void, RunError> step(const plan::ScriptStep& step) {
    const auto begin = std::chrono::steady_clock::now();
    auto pause = pace_.pause;
    for (int attempt = 1;; ++attempt) {
      const auto ran = step.transaction ? in_transaction(step) : outside(step);
      if (ran) break;
      const pq::SqlError error = ran.error();
      if (!is_passing(error.sqlstate) || attempt >= pace_.attempts) {
        auto out = failed(error);
        if (is_passing(error.sqlstate)) {
          const std::string holders = holders_of_locks(session_);
          if (!holders.empty())
            out.error().message += fmt::format("; transactions that are open: {}", holders);
        }
        return out;
      }
      tell({step_, Event::Kind::kWaiting, holders_of_locks(session_)});
      std::this_thread::sleep_for(jittered(pause));
      pause = std::min(pause * 2, pace_.pause * 20);
    }
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    tell({step_, Event::Kind::kDone, fmt::format("{} ms", took.count())});
    return {};
  }

  /// So that two that wait for one another don't meet again.
  static std::chrono::milliseconds jittered(std::chrono::milliseconds pause) {
    static thread_local std::mt19937 random{std::random_device{}()};
    return pause / 2 +
           std::chrono::milliseconds(std::uniform_int_distribution<long>(0, pause.count())(random));
  }

  tl::expected<pq::Rows, pq::SqlError> in_transaction(const plan::ScriptStep& step) {
    const std::string settings =
        fmt::format("BEGIN;\nSET LOCAL lock_timeout TO '{}ms';\n", pace_.lock_timeout.count());
    auto done = session_.script(settings + step.sql);
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
    auto settings = session_.script(fmt::format("SET lock_timeout TO '{}ms'", pace_.lock_timeout.count()));
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
};

}  // namespace

tl::expected<void, RunError> take_turn(pq::Session& session) {
  const auto rows = session.query(kTakeTurn);
  if (!rows)
    return tl::unexpected(
        RunError{catalog::describe(rows.error()), advice_on(rows.error(), session.is_lost())});
  if (rows->text(0, 0) == "t") return {};
  const auto holder = session.query(kHolder);
  const std::string who = holder && holder->size() > 0 ? holder->text(0, 0) : "";
  return tl::unexpected(
      RunError{fmt::format("another run is changing this database{}", who.empty() ? "" : ": " + who),
               "wait until it has ended, or end it: this one can go on where it stops", true});
}

tl::expected<void, RunError> run(pq::Session& session, const Part& part, const plan::Script& script,
                                 const Pace& pace, const Tell& tell) {
  return Run(session, part, script, pace, tell).all();
}

tl::expected<std::vector<Entry>, pq::SqlError> history(pq::Session& session, const std::string& schema) {
  const auto there = session.query("SELECT pg_catalog.to_regclass('tenon.migrations') IS NOT NULL");
  if (!there) return tl::unexpected(there.error());
  std::vector<Entry> out;
  if (there->text(0, 0) != "t") return out;
  const pq::Parameter key[] = {schema};
  const auto rows = session.query(
      "SELECT number, part, name, hash, done, steps, date_trunc('second', began_at)::text, "
      "coalesce(date_trunc('second', ended_at)::text, ''), run_by "
      "FROM tenon.migrations WHERE schema = $1 ORDER BY began_at, number",
      key);
  if (!rows) return tl::unexpected(rows.error());
  for (std::size_t i = 0; i < rows->size(); ++i)
    out.push_back(
        {{schema, std::stoi(rows->text(i, 0)), rows->text(i, 2), rows->text(i, 1), rows->text(i, 3)},
         std::stoul(rows->text(i, 4)),
         std::stoul(rows->text(i, 5)),
         rows->text(i, 6),
         rows->text(i, 7),
         rows->text(i, 8)});
  return out;
}

}  // namespace tenon::migration
