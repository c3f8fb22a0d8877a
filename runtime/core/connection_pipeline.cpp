// Several statements in one round trip, and the parts of a transaction.
#include <poll.h>

#include <algorithm>
#include <utility>

#include "connection.hpp"
#include "connection_io.hpp"
#include "server_error.hpp"
#include "statement_watch.hpp"
#include "tenon/error.hpp"

namespace tenon::detail {
namespace {

bool has_state(const PGresult* result, std::string_view sqlstate) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  return state != nullptr && state == sqlstate;
}

std::size_t affected_by_all(std::span<const ResultHandle> results) {
  std::size_t out = 0;
  for (const ResultHandle& result : results) out += affected_by(result.get());
  return out;
}

constexpr std::string_view kBegin = "BEGIN";

/// What a pooler makes of a statement that was prepared in another process.
constexpr std::string_view kUnknownStatement = "26000";

}  // namespace

/// As many results as statements. What was not run for an error before it has a result that says so. Where
/// the server commits at the end by itself, that may fail, and `end` is what it says then.
std::vector<ResultHandle> Connection::round_trip(std::span<const Sent> statements, ResultHandle* end) {
  PGconn* connection = connection_.get();
  bool sent = PQenterPipelineMode(connection) == 1;
  for (const Sent& each : statements) {
    const int done =
        each.name != nullptr
            ? PQsendQueryPrepared(connection, each.name, each.count, each.values, each.lengths, each.formats,
                                  each.result_format)
            : PQsendQueryParams(connection, each.sql, each.count, nullptr, each.values, nullptr, nullptr, 0);
    sent = sent && done == 1;
  }
  sent = sent && PQpipelineSync(connection) == 1;
  std::vector<ResultHandle> results(statements.size());
  for (std::size_t i = 0; sent && i < results.size(); ++i) {
    results[i].reset(next_result(connection));
    while (const ResultHandle rest{next_result(connection)}) {
    }
  }
  if (sent) {
    ResultHandle last(next_result(connection));  // the end of the round trip
    if (end != nullptr && last != nullptr && PQresultStatus(last.get()) != PGRES_PIPELINE_SYNC) {
      *end = std::move(last);
      while (const ResultHandle rest{next_result(connection)}) {
      }
      PQclear(next_result(connection));
    }
  }
  if (!sent || PQexitPipelineMode(connection) == 0) broken_ = true;
  return results;
}

/// All in one round trip. The first failure is thrown.
std::vector<ResultHandle> Connection::pipeline(const std::vector<TextCall>& calls, const char* what) {
  std::vector<std::vector<const char*>> values(calls.size());
  std::vector<Sent> statements;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    for (const std::string& value : calls[i].values) values[i].push_back(value.c_str());
    statements.push_back({.sql = calls[i].sql.c_str(),
                          .count = static_cast<int>(values[i].size()),
                          .values = values[i].data()});
  }
  std::vector<ResultHandle> results = round_trip(statements);
  for (const ResultHandle& result : results) expect_success(result.get(), what);
  if (broken_) fail(nullptr, what);
  return results;
}

/// A transaction that the server doesn't know of yet begins with its first statement.
bool Connection::may_wait() const {
  return key_ == nullptr && !is_pooled_ && config_.options.prepare;
}

/// What the server said while the connection lay idle is read, without waiting for more: first why it closes
/// the connection, and then that it did.
bool Connection::is_alive() {
  PGconn* connection = connection_.get();
  pollfd said{.fd = PQsocket(connection), .events = POLLIN, .revents = 0};
  if (poll(&said, 1, 0) == 0) return true;
  return PQconsumeInput(connection) == 1 && PQconsumeInput(connection) == 1 &&
         PQstatus(connection) == CONNECTION_OK;
}

void Connection::ensure_open() {
  if (!is_open_) open("");
}

/// Bound behind those that are bound already, for which there has to be room.
Connection::Sent Connection::sent(const Prepared& ready, std::span<const Parameter> parameters,
                                  const Buffer& buffer) {
  const std::size_t first = values_.size();
  bind(parameters, buffer);
  return {.name = ready.server_name.c_str(),
          .count = static_cast<int>(parameters.size()),
          .values = values_.data() + first,
          .lengths = lengths_.data() + first,
          .formats = formats_.data() + first};
}

Connection::Sent Connection::sent_settings() {
  settings_values_.clear();
  for (const Setting& each : settings()) {
    settings_values_.push_back(each.name.data());  // a whole string of the pool's, or a literal
    settings_values_.push_back(each.value.c_str());
  }
  return {.name = settings_names_.at(settings_count_).c_str(),
          .count = static_cast<int>(settings_values_.size()),
          .values = settings_values_.data(),
          .result_format = 0};
}

/// Where a pooler knows nothing of them, it is as if the first statement were unknown: all is done again.
void Connection::expect_settings(ResultHandle& settings, ResultHandle& first) {
  if (has_state(settings.get(), kUnknownStatement)) {
    first = std::move(settings);
    return;
  }
  expect_success(settings.get(), "beginning a transaction");
  note_process(settings.get());
}

/// All that a transaction has to do: what a round trip has is one to the server, without BEGIN and COMMIT.
std::vector<ResultHandle> Connection::run_alone() {
  ResultHandle end;
  is_alone_ = true;
  std::vector<ResultHandle> results = round_trip(sent_, &end);
  if (PQstatus(connection_.get()) != CONNECTION_OK) {
    broken_ = true;
    throw_outcome_unknown();
  }
  expect_settings(results[0], results[1]);
  results.erase(results.begin());
  if (end != nullptr) expect_success(end.get(), "committing");
  is_committed_ = std::all_of(results.begin(), results.end(), [](const ResultHandle& result) {
    const ExecStatusType status = PQresultStatus(result.get());
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
  });
  return results;
}

/// With what stands before and behind them: the transaction's beginning and its end.
std::vector<ResultHandle> Connection::run_bounded(bool begins, bool commits) {
  std::vector<ResultHandle> results = round_trip(sent_);
  if (commits && PQstatus(connection_.get()) != CONNECTION_OK) {
    broken_ = true;
    throw_outcome_unknown();
  }
  if (begins) {
    expect_success(results[0].get(), "beginning a transaction");
    expect_settings(results[1], results[2]);
    results.erase(results.begin(), results.begin() + 2);
  }
  if (!commits) return results;
  const ResultHandle commit = std::move(results.back());
  results.pop_back();
  if (PQresultStatus(commit.get()) == PGRES_PIPELINE_ABORTED) return results;  // a statement failed
  expect_success(commit.get(), "committing");
  expect_committed(commit.get());
  is_committed_ = true;
  return results;
}

/// COMMIT of a transaction in which a statement failed is no error: the answer alone tells.
void Connection::expect_committed(const PGresult* result) {
  if (std::string_view(PQcmdStatus(const_cast<PGresult*>(result))) == "COMMIT") return;
  throw TransactionAborted(
      "a statement had failed, so the server rolled the transaction back and did not commit it");
}

/// With the transaction's bounds where these are due. What is cleaned up at the end takes a message of its
/// own.
std::vector<ResultHandle> Connection::exchange(std::span<const Call> calls, const Buffer& buffer) {
  const bool begins = !is_open_;
  const bool commits = commits_next_ && !ran_own_sql_ && stale_.empty();
  const bool alone = begins && commits && begin_ == kBegin;
  std::size_t room = 0;
  for (const Call& call : calls) room += call.parameters.size();
  clear_bound(room);
  sent_.clear();
  if (begins && !alone) sent_.push_back({.sql = begin_.c_str()});
  if (begins) sent_.push_back(sent_settings());
  for (const Call& call : calls)
    sent_.push_back(sent(prepared(call.statement, call.parameters), call.parameters, buffer));
  if (commits && !alone) sent_.push_back({.sql = "COMMIT"});
  is_open_ = true;
  if (alone) return run_alone();
  if (sent_.size() > 1) return run_bounded(begins, commits);
  const Sent& one = sent_.front();
  std::vector<ResultHandle> out;
  out.emplace_back(
      exec_prepared(connection_.get(), one.name, one.count, one.values, one.lengths, one.formats));
  return out;
}

std::vector<ResultHandle> Connection::run_prepared(std::span<const Call> calls, const Buffer& buffer) {
  const bool is_first = !std::exchange(has_run_, true);
  if (config_.schema.has_own_code) ran_own_sql_ = true;
  const auto is_known = [&](const Call& call) { return known(call.statement) != nullptr; };
  const bool can_begin = is_open_ || knows_settings();
  if (!prepares() || !can_begin || !std::all_of(calls.begin(), calls.end(), is_known)) ensure_open();
  if (!prepares()) {
    std::vector<ResultHandle> out;
    for (const Call& call : calls)
      out.push_back(run_unprepared(call.statement.sql, call.parameters, buffer, call.statement.name));
    return out;
  }
  if (may_wait() && !knows_settings()) prepare_settings();
  std::vector<ResultHandle> results = exchange(calls, buffer);
  const auto vanished = [](const ResultHandle& result) { return has_state(result.get(), kUnknownStatement); };
  if (is_first && std::any_of(results.begin(), results.end(), vanished)) {
    forget_prepared();
    open("ROLLBACK");
    return run_prepared(calls, buffer);
  }
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const char* name = calls[i].statement.name;
    if (has_state(results[i].get(), "0A000")) {
      stale_ = prepared_.at(name).server_name;  // a pooler would give it to whoever is next
      known_.clear();
      prepared_.erase(name);
    }
    if (is_alone_) expect_success(results[i].get(), name);
    if (!is_alone_ && !is_committed_) check(results[i].get(), name);
  }
  return results;
}

/// Told to whoever watches.
std::vector<ResultHandle> Connection::run_counted(std::span<const Call> calls, const Buffer& buffer,
                                                  bool last) {
  const bool commits = std::exchange(commits_next_, commits_next_ && last);
  StatementWatch watch(config_.options, calls.front().statement.name);
  expect_more_to_come(calls.front().statement.name);
  std::vector<ResultHandle> out = run_prepared(calls, buffer);
  is_over_ = commits_next_;
  commits_next_ = commits;
  if (watch.is_wanted()) watch.succeeded(affected_by_all(out));
  return out;
}

std::vector<Result> Connection::run_all(std::span<const Call> calls, const Buffer& buffer, bool last) {
  if (calls.empty()) return {};
  std::vector<ResultHandle> results = run_counted(calls, buffer, last);
  std::vector<Result> out;
  out.reserve(results.size());
  for (std::size_t i = 0; i < results.size(); ++i)
    out.push_back(result_of(std::move(results[i]), calls[i].statement.name));
  return out;
}

Result Connection::run(const Statement& statement, std::span<const Parameter> parameters) {
  const Call call{statement, parameters};
  return result_of(std::move(run_counted(std::span(&call, 1), buffer_, true).front()), statement.name);
}

void Connection::set_savepoint() {
  expect_more_to_come("setting a savepoint");
  ensure_open();
  has_run_ = true;
  script("SAVEPOINT tenon_savepoint", "setting a savepoint");
}

/// Fails where the body swallowed an error of the server.
void Connection::release_savepoint() {
  if (is_committed_) return;
  expect_open_transaction("releasing a savepoint");
  script("RELEASE SAVEPOINT tenon_savepoint", "releasing a savepoint");
}

/// The tenant was set before it, and is what it was.
void Connection::return_to_savepoint() noexcept {
  if (broken_ || is_committed_) return;
  try {
    script("ROLLBACK TO SAVEPOINT tenon_savepoint;RELEASE SAVEPOINT tenon_savepoint",
           "returning to a savepoint");
  } catch (...) {  // the exception that passes through says more
    broken_ = true;
  }
}

}  // namespace tenon::detail
