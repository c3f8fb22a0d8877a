#include "migration/watch.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

#include "catalog/session.hpp"

namespace tenon::migration {
namespace {

using namespace std::chrono_literals;

/// So often it is looked, and so often what is seen is told.
constexpr auto kLook = 500ms;
constexpr auto kTell = 5s;

/// `process 4711 of anna (psql), idle in transaction, since …`
constexpr const char* kOfSession =
    "format('process %s of %s%s%s%s', a.pid, coalesce(a.usename, 'nobody any more'), coalesce(' (' || "
    "nullif(a.application_name, '') || ')', ''), coalesce(', ' || a.state, ''), coalesce(', since ' || "
    "date_trunc('second', a.xact_start), ''))";

/// The owner, whom the session may have become, is shown less than whoever has logged in.
std::string asked(pq::Session& session, const std::string& sql) {
  const auto rows = session.script("BEGIN; SET LOCAL ROLE NONE; " + sql);
  std::string out = rows && rows->size() > 0 ? rows->text(0, 0) : "";
  session.script("ROLLBACK");
  return out;
}

/// `building index: scanning table, 40 of 100 blocks`
std::string progress_of_index(pq::Session& session, const std::string& process) {
  return asked(
      session,
      fmt::format("SELECT p.phase || CASE WHEN p.blocks_total > 0 THEN format(', %s of %s blocks', "
                  "p.blocks_done, p.blocks_total) WHEN p.tuples_total > 0 THEN format(', %s of %s rows', "
                  "p.tuples_done, p.tuples_total) ELSE '' END FROM "
                  "pg_catalog.pg_stat_progress_create_index p WHERE p.pid = {}",
                  process));
}

/// `120000 of about 1000000 rows`, which a fill says in its session's name.
std::string progress_of_fill(pq::Session& session, const std::string& process) {
  return asked(session, fmt::format("SELECT substring(a.application_name FROM '^tenon migrate: (.*)$') FROM "
                                    "pg_catalog.pg_stat_activity a WHERE a.pid = {}",
                                    process));
}

/// `, about 40 s more`, where so much was done in that time; nothing where nobody knows how much there is.
std::string time_left(const std::string& progress, std::chrono::seconds took) {
  long done = 0;
  long all = 0;
  if (std::sscanf(progress.c_str(), "%ld of about %ld", &done, &all) != 2 || done <= 0 || all <= done)
    return "";
  return fmt::format(", about {} s more", took.count() * (all - done) / done);
}

}  // namespace

std::string blockers(pq::Session& session, const std::string& process) {
  return asked(session,
               fmt::format("SELECT string_agg({}, '; ' ORDER BY a.pid) FROM pg_catalog.pg_stat_activity a "
                           "WHERE a.pid = ANY (pg_catalog.pg_blocking_pids({}))",
                           kOfSession, process));
}

std::string open_transactions(pq::Session& session) {
  return asked(
      session,
      fmt::format("SELECT string_agg({}, '; ' ORDER BY a.pid) FROM pg_catalog.pg_stat_activity a WHERE "
                  "a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.xact_start < "
                  "clock_timestamp() - interval '1 second'",
                  kOfSession));
}

Watch::Watch(std::string url, std::string process, std::chrono::milliseconds patience, Tell tell)
    : url_(std::move(url)), process_(std::move(process)), patience_(patience), tell_(std::move(tell)) {
  if (!url_.empty()) thread_ = std::thread([this] { look(); });
}

Watch::~Watch() {
  end();
}

std::string Watch::end() {
  {
    const std::lock_guard guard(mutex_);
    is_ended_ = true;
  }
  ended_.notify_all();
  if (thread_.joinable()) thread_.join();
  return waited_for_;
}

bool Watch::goes_on(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return !ended_.wait_for(lock, time, [this] { return is_ended_; });
}

std::string Watch::seen(pq::Session& session, std::chrono::seconds took) {
  const std::string waited_for = blockers(session, process_);
  if (!waited_for.empty()) waited_for_ = waited_for;
  std::string progress = progress_of_index(session, process_);
  if (progress.empty()) {
    progress = progress_of_fill(session, process_);
    progress += time_left(progress, took);
  }
  if (waited_for.empty()) return progress;
  return fmt::format("{}{}waits for {}", progress, progress.empty() ? "" : "; ", waited_for);
}

void Watch::look() {
  if (!goes_on(patience_)) return;
  auto session = catalog::connect(url_);
  if (!session) return;
  session->script("SET application_name TO 'tenon migrate, which looks on'; SET statement_timeout TO '2s'");
  const auto began = std::chrono::steady_clock::now() - patience_;
  auto told = began;
  bool is_first = true;
  do {
    const auto now = std::chrono::steady_clock::now();
    const auto took = std::chrono::duration_cast<std::chrono::seconds>(now - began);
    const std::string what = seen(*session, took);
    const bool is_due = now - told >= kTell || (is_first && !what.empty());
    if (!is_due || !goes_on(0ms)) continue;
    told = now;
    is_first = false;
    if (tell_) tell_(fmt::format("{} s{}{}", took.count(), what.empty() ? "" : ", ", what));
  } while (!session->is_lost() && goes_on(kLook));
}

}  // namespace tenon::migration
