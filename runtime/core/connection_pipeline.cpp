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

constexpr std::string_view kBegin = "BEGIN";
constexpr std::size_t kBounds = 3;  // a transaction's beginning, its settings, its end

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
std::vector<ResultHandle> Connection::pipeline(const std::vector<TextCall>& calls, std::string_view what) {
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

Connection::Sent Connection::sent(const Prepared& ready, std::size_t first, std::size_t count) const {
  return {.name = ready.server_name.c_str(),
          .count = static_cast<int>(count),
          .values = values_.data() + first,
          .lengths = lengths_.data() + first,
          .formats = formats_.data() + first};
}

/// `values` has to live as long as it is sent.
Connection::Sent Connection::sent_settings(std::vector<const char*>& values) const {
  // Each name is a whole string of the pool's, or a literal.
  for (const Setting& each : settings_) values.insert(values.end(), {each.name.data(), each.value.c_str()});
  return {.name = settings_names_.at(settings_.size()).c_str(),
          .count = static_cast<int>(values.size()),
          .values = values.data(),
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
std::vector<ResultHandle> Connection::run_alone(std::vector<Sent> statements) {
  std::vector<const char*> values;
  statements.insert(statements.begin(), sent_settings(values));
  ResultHandle end;
  is_alone_ = true;
  std::vector<ResultHandle> results = round_trip(statements, &end);
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

/// Prepared statements with what stands before and behind them: the transaction's beginning and its end. What
/// is cleaned up at the end takes a message of its own.
std::vector<ResultHandle> Connection::run_bounded(std::vector<Sent> statements) {
  const bool begins = !std::exchange(is_open_, true);
  const bool commits = commits_next_ && !ran_own_sql_ && stale_.empty();
  if (begins && commits && begin_ == kBegin) return run_alone(std::move(statements));
  std::vector<const char*> values;
  if (begins) statements.insert(statements.begin(), {{.sql = begin_.c_str()}, sent_settings(values)});
  if (commits) statements.push_back({.sql = "COMMIT"});
  std::vector<ResultHandle> results = round_trip(statements);
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

/// Without the transaction's bounds where neither is due.
std::vector<ResultHandle> Connection::exchange(std::span<const Call> calls, const Buffer& buffer) {
  std::vector<const Prepared*> ready;
  std::vector<Sent> statements;
  ready.reserve(calls.size());
  statements.reserve(calls.size() + kBounds);
  clear_bound();
  for (const Call& call : calls) {
    ready.push_back(&prepared(call.statement, call.parameters));
    bind(call.parameters, buffer);
  }
  std::size_t first = 0;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    statements.push_back(sent(*ready[i], first, calls[i].parameters.size()));
    first += calls[i].parameters.size();
  }
  if (calls.size() > 1 || !is_open_ || commits_next_) return run_bounded(std::move(statements));
  const Sent& one = statements.front();
  std::vector<ResultHandle> out;
  out.emplace_back(
      exec_prepared(connection_.get(), one.name, one.count, one.values, one.lengths, one.formats));
  return out;
}

std::vector<Result> Connection::run_prepared(std::span<const Call> calls, const Buffer& buffer) {
  const bool is_first = !std::exchange(has_run_, true);
  if (config_.schema.has_own_code) ran_own_sql_ = true;
  const auto is_known = [&](const Call& call) { return prepared_.contains(call.statement.name); };
  const bool can_begin = is_open_ || knows_settings();
  if (!prepares() || !can_begin || !std::all_of(calls.begin(), calls.end(), is_known)) ensure_open();
  std::vector<Result> out;
  out.reserve(calls.size());
  if (!prepares()) {
    for (const Call& call : calls)
      out.push_back(run_unprepared(call.statement.sql, call.parameters, buffer, call.statement.name));
    return out;
  }
  if (may_wait() && !knows_settings()) prepare_settings();
  std::vector<ResultHandle> results = exchange(calls, buffer);
  const auto vanished = [](const ResultHandle& result) { return has_state(result.get(), kUnknownStatement); };
  if (is_first && std::any_of(results.begin(), results.end(), vanished)) {
    prepared_.clear();
    settings_names_.clear();
    open("ROLLBACK");
    return run_prepared(calls, buffer);
  }
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const char* name = calls[i].statement.name;
    if (has_state(results[i].get(), "0A000")) {
      stale_ = prepared_.at(name).server_name;  // a pooler would give it to whoever is next
      prepared_.erase(name);
    }
    if (is_alone_) expect_success(results[i].get(), name);
    out.push_back(is_alone_ || is_committed_ ? Result(results[i].release(), opener_, name)
                                             : checked(std::move(results[i]), name));
  }
  return out;
}

std::vector<Result> Connection::run_all(std::span<const Call> calls, const Buffer& buffer, bool last) {
  if (calls.empty()) return {};
  const bool commits = std::exchange(commits_next_, commits_next_ && last);
  StatementWatch watch(config_.options, calls.front().statement.name);
  expect_more_to_come(calls.front().statement.name);
  std::vector<Result> out = run_prepared(calls, buffer);
  is_over_ = commits_next_;
  commits_next_ = commits;
  std::size_t rows = 0;
  for (const Result& result : out) rows += result.affected();
  watch.succeeded(rows);
  return out;
}

Result Connection::run(const Statement& statement, std::span<const Parameter> parameters) {
  const Call call{statement, parameters};
  return std::move(run_all(std::span(&call, 1), buffer_).front());
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
