// Several statements in one round trip, and the parts of a transaction.
#include <utility>

#include "connection.hpp"
#include "server_error.hpp"
#include "statement_watch.hpp"
#include "tenon/error.hpp"

namespace tenon::detail {

/// As many results as statements. What was not run for an error before it has a result that says so.
std::vector<ResultHandle> Connection::round_trip(std::span<const Sent> statements) {
  PGconn* connection = connection_.get();
  bool sent = PQenterPipelineMode(connection) == 1;
  for (const Sent& each : statements) {
    const int done = each.name != nullptr ? PQsendQueryPrepared(connection, each.name, each.count,
                                                                each.values, each.lengths, each.formats, 1)
                                          : PQsendQueryParams(connection, each.sql, each.count, nullptr,
                                                              each.values, nullptr, nullptr, 0);
    sent = sent && done == 1;
  }
  sent = sent && PQpipelineSync(connection) == 1;
  std::vector<ResultHandle> results(statements.size());
  for (std::size_t i = 0; sent && i < results.size(); ++i) {
    results[i].reset(PQgetResult(connection));
    while (const ResultHandle rest{PQgetResult(connection)}) {
    }
  }
  if (sent) PQclear(PQgetResult(connection));  // the end of the round trip
  if (!sent || PQexitPipelineMode(connection) == 0) broken_ = true;
  return results;
}

/// All in one round trip. The first failure is thrown.
std::vector<ResultHandle> Connection::pipeline(const std::vector<Call>& calls, std::string_view what) {
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
  return PQconsumeInput(connection) == 1 && PQconsumeInput(connection) == 1 &&
         PQstatus(connection) == CONNECTION_OK;
}

void Connection::ensure_open() {
  if (!is_open_) open("");
}

/// A prepared statement with what stands before and behind it: the transaction's beginning and its end. What
/// is cleaned up at the end takes a message of its own.
ResultHandle Connection::run_bounded(const Prepared& ready, std::string_view what) {
  const bool begins = !std::exchange(is_open_, true);
  const bool commits = commits_next_ && !ran_own_sql_ && stale_.empty();
  std::vector<Sent> statements;
  if (begins) statements = {{.sql = begin_.c_str()}, {.sql = settings_.c_str()}};
  statements.push_back({.name = ready.server_name.c_str(),
                        .count = static_cast<int>(values_.size()),
                        .values = values_.data(),
                        .lengths = lengths_.data(),
                        .formats = formats_.data()});
  if (commits) statements.push_back({.sql = "COMMIT"});
  std::vector<ResultHandle> results = round_trip(statements);
  if (commits && PQstatus(connection_.get()) != CONNECTION_OK) {
    broken_ = true;
    throw_outcome_unknown();
  }
  if (begins) {
    for (std::size_t i = 0; i < 2; ++i) expect_success(results[i].get(), "beginning a transaction");
    note_process(results[1].get());
  }
  ResultHandle result = std::move(results[begins ? 2 : 0]);
  const ExecStatusType status = PQresultStatus(result.get());
  const bool succeeded = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
  if (!commits || !succeeded) return result;
  expect_success(results.back().get(), what);
  expect_committed(results.back().get());
  is_committed_ = true;
  return result;
}

/// COMMIT of a transaction in which a statement failed is no error: the answer alone tells.
void Connection::expect_committed(const PGresult* result) {
  if (std::string_view(PQcmdStatus(const_cast<PGresult*>(result))) == "COMMIT") return;
  throw TransactionAborted(
      "a statement had failed, so the server rolled the transaction back and did not commit it");
}

std::vector<Result> Connection::run_each(const Statement& statement, std::span<const Parameter> parameters,
                                         std::size_t each) {
  const std::size_t calls = parameters.size() / each;
  std::vector<Result> out;
  out.reserve(calls);
  if (is_pooled_ || !config_.options.prepare || commits_next_) {
    for (std::size_t i = 0; i < calls; ++i) out.push_back(run(statement, parameters.subspan(i * each, each)));
    return out;
  }
  StatementWatch watch(config_.options, statement.name);
  expect_more_to_come(statement.name);
  ensure_open();
  has_run_ = true;
  if (config_.schema.has_own_code) ran_own_sql_ = true;
  const Prepared& ready = prepared(statement, parameters.first(each));
  bind(parameters);
  std::vector<Sent> statements;
  for (std::size_t i = 0; i < calls; ++i) {
    statements.push_back({.name = ready.server_name.c_str(),
                          .count = static_cast<int>(each),
                          .values = values_.data() + i * each,
                          .lengths = lengths_.data() + i * each,
                          .formats = formats_.data() + i * each});
  }
  std::size_t rows = 0;
  for (ResultHandle& result : round_trip(statements)) {
    out.push_back(checked(std::move(result), statement.name));
    rows += out.back().affected();
  }
  watch.succeeded(rows);
  return out;
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
