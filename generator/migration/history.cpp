// What a database's history says, and whose turn it is to add to it.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "catalog/apply.hpp"
#include "catalog/session.hpp"
#include "migration/directory.hpp"
#include "migration/run.hpp"
#include "migration/steps.hpp"

namespace tenon::migration {

std::string hash_of_steps(const plan::Script& script, std::size_t done) {
  std::string all;
  for (std::size_t i = 0; i < std::min(done, script.steps.size()); ++i) {
    const plan::ScriptStep& step = script.steps[i];
    all += fmt::format("{} {}\n{}\n", step.transaction, step.each_leaf_of, step.sql);
  }
  return hash_of(all);
}

bool is_of(const Entry& entry, const std::string& text) {
  if (entry.is_ended()) return entry.part.hash == hash_of(text);
  if (entry.done == 0) return true;
  const auto script = plan::read_script(text);
  return script && entry.done <= script->steps.size() &&
         entry.part.hash == hash_of_steps(*script, entry.done);
}

namespace {

/// What a run holds goes with its session, which the server ends a moment after the run has.
constexpr int kTries = 20;
constexpr auto kMoment = std::chrono::milliseconds(100);

}  // namespace

tl::expected<void, RunError> take_turn(pq::Session& session) {
  const auto failed = [&](const pq::SqlError& error) {
    return tl::unexpected(RunError{catalog::describe(error), advice_on(error, session.is_lost()).help});
  };
  const auto refusal = catalog::refusal_of_writes(session);
  if (!refusal) return failed(refusal.error());
  if (!refusal->empty()) return tl::unexpected(RunError{*refusal, catalog::kWritesHelp});
  for (int i = 0; i < kTries; ++i) {
    if (i > 0) std::this_thread::sleep_for(kMoment);
    const auto rows = session.query(fmt::format("SELECT pg_catalog.pg_try_advisory_lock({})", kTurn));
    if (!rows) return failed(rows.error());
    if (rows->text(0, 0) == "t") return {};
  }
  const std::string who = catalog::advisory_lock_holders(session, kTurn);
  return tl::unexpected(
      RunError{fmt::format("another run is changing this database{}", who.empty() ? "" : ": " + who),
               "wait until it has ended, or end it: this one can go on where it stops", Fault::kPassing});
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
      "FROM tenon.migrations WHERE schema = $1 ORDER BY number, "
      "pg_catalog.array_position(ARRAY['expand', 'contract', 'undo'], part)",
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
