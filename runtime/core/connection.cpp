#include "connection.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>
#include <utility>

#include "connection_io.hpp"
#include "server_error.hpp"
#include "statement_name.hpp"
#include "statement_watch.hpp"
#include "tenon/conninfo/conninfo.hpp"
#include "tenon/error.hpp"

namespace tenon::detail {
namespace {

/// Ends a COPY, which leaves the connection in a mode of its own.
void leave_copy(PGconn* connection, ExecStatusType status) {
  if (status == PGRES_COPY_IN || status == PGRES_COPY_BOTH) PQputCopyEnd(connection, "not supported");
  if (status == PGRES_COPY_OUT) {
    char* row = nullptr;
    while (PQgetCopyData(connection, &row, 0) > 0) PQfreemem(row);
  }
  while (PGresult* rest = PQgetResult(connection)) PQclear(rest);
}

bool is_copy(ExecStatusType status) {
  return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
}

/// What DISCARD ALL does, in a message of several statements, except for the prepared statements of the pool:
/// those of PREPARE go, one of which may bear the name of a statement of the pool's, and mean something else.
/// The last statement tells which are left.
constexpr std::string_view kCleanUp =
    ";RESET SESSION AUTHORIZATION;RESET ROLE;RESET ALL;SELECT pg_catalog.pg_advisory_unlock_all();CLOSE "
    "ALL;UNLISTEN *;DISCARD TEMP;DISCARD SEQUENCES;"
    "DO 'DECLARE planted text; BEGIN FOR planted IN SELECT name FROM pg_catalog.pg_prepared_statements "
    "WHERE from_sql LOOP EXECUTE pg_catalog.format(''DEALLOCATE %I'', planted); END LOOP; END';"
    "SELECT name FROM pg_catalog.pg_prepared_statements";

}  // namespace

ConnectionHandle connected(const std::string& url, std::chrono::seconds at_most) {
  const std::string timeout = std::to_string(at_most.count());
  // What comes after the URL overrides it, what comes before is its default.
  const std::array<const char*, 5> names{"connect_timeout", "fallback_application_name", "dbname",
                                         "client_encoding", nullptr};
  const std::array<const char*, 5> values{timeout.c_str(), "tenon", url.c_str(), "UTF8", nullptr};
  ConnectionHandle connection(connect_params(names.data(), values.data(), at_most));
  if (connection == nullptr) throw ConnectionFailed("out of memory");
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    throw ConnectionFailed(conninfo::without_passwords(PQerrorMessage(connection.get()), url));
  }
  PQsetNoticeProcessor(
      connection.get(), [](void*, const char*) {}, nullptr);
  return connection;
}

namespace {

std::vector<Oid> types_of(std::span<const Parameter> parameters) {
  std::vector<Oid> types;
  types.reserve(parameters.size());
  for (const Parameter& parameter : parameters) types.push_back(parameter.oid);
  return types;
}

int int_length(std::size_t length) {
  if (length > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw EncodeError("a parameter has more than 2 GB");
  }
  return static_cast<int>(length);
}

bool have_types(const std::vector<Oid>& types, std::span<const Parameter> parameters) {
  return std::equal(types.begin(), types.end(), parameters.begin(), parameters.end(),
                    [](Oid type, const Parameter& parameter) { return type == parameter.oid; });
}

/// Without a NUL either. Eight at a time: each transaction asks.
bool is_ascii(std::string_view text) {
  constexpr std::uint64_t kHigh = 0x8080808080808080;
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  for (; text.size() >= sizeof(std::uint64_t); text.remove_prefix(sizeof(std::uint64_t))) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data(), sizeof eight);
    // A byte of 0 borrows from its highest bit. One behind it may seem to be 0 too, and then one is.
    if (((eight | (eight - kOnes)) & kHigh) != 0) return false;
  }
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0; });
}

/// Both must stand here: no query may come before the isolation level, and the settings are one.
std::string begin_command(const TxOptions& options) {
  std::string command = "BEGIN";
  if (options.isolation == Isolation::read_committed) command += " ISOLATION LEVEL READ COMMITTED";
  if (options.isolation == Isolation::repeatable_read) command += " ISOLATION LEVEL REPEATABLE READ";
  if (options.isolation == Isolation::serializable) command += " ISOLATION LEVEL SERIALIZABLE";
  if (options.read_only) command += " READ ONLY";
  return command;
}

}  // namespace

Connection::Connection(const ConnectionConfig& config)
    : config_(config), connection_(connected(config.url, config.options.connect_timeout)) {
  process_ = PQbackendPID(connection_.get());
  check_new_connection(*this, config);
}

void Connection::begin(const Entry& entry) {
  key_ = entry.key;
  tenant_ = key_ == nullptr ? "" : entry.tenant->text();
  put_settings(entry);
  expect_utf8(tenant_);
  for (const Setting& setting : settings()) expect_utf8(setting.value);
  begin_ = begin_command(entry.options);
  opener_ = config_.options.keys == nullptr
                ? nullptr
                : std::make_shared<const Opener>(
                      Opener{config_.options.keys, entry.tenant == nullptr ? "" : entry.tenant->text()});
  is_open_ = commits_next_ = is_over_ = is_committed_ = is_alone_ = has_run_ = false;
  if (!may_wait()) return open("");
  if (!is_alive()) throw_connection_lost("beginning a transaction");
}

/// `before` is a statement that goes before it in the same message, or nothing.
void Connection::open(const std::string& before) {
  knows_server_ = is_alone_ = false;
  is_open_ = true;
  if (key_ != nullptr) return open_signed(before);
  const std::string first = before.empty() ? "" : before + ";";
  note_process(script(first + begin_ + ";" + settings_text(), "beginning a transaction").get());
}

void Connection::note_process(const PGresult* settings) {
  const std::string_view text = PQntuples(settings) == 1 ? PQgetvalue(settings, 0, 0) : "";
  process_ = 0;
  std::from_chars(text.data(), text.data() + text.size(), process_);
  if (process_ != PQbackendPID(connection_.get())) is_pooled_ = true;
}

/// Ends the transaction and takes away what SQL of the application's or the schema's author left in the
/// session, in one message: between two, a pooler could change the process. The result is that of `command`.
ResultHandle Connection::end(std::string_view command) {
  std::string sql(command);
  if (ran_own_sql_) sql += kCleanUp;
  if (!stale_.empty()) sql += ";DEALLOCATE " + stale_;
  if (PQsendQuery(connection_.get(), sql.c_str()) == 0) return nullptr;
  ResultHandle ended(next_result(connection_.get()));
  const bool cleaned_up = ran_own_sql_;
  if (PQresultStatus(ended.get()) == PGRES_COMMAND_OK) ran_own_sql_ = false;
  stale_.clear();
  ResultHandle left;
  while (ResultHandle rest{next_result(connection_.get())}) {
    const ExecStatusType status = PQresultStatus(rest.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) broken_ = true;
    if (status == PGRES_TUPLES_OK) left = std::move(rest);
  }
  if (cleaned_up) keep_prepared(left.get());
  return ended;
}

/// Own SQL may have taken away what the pool had prepared.
void Connection::keep_prepared(const PGresult* left) {
  std::unordered_set<std::string_view> names;
  for (int row = 0; row < PQntuples(left); ++row) names.insert(PQgetvalue(left, row, 0));
  known_.clear();
  std::erase_if(prepared_, [&](const auto& item) { return !names.contains(item.second.server_name); });
  std::erase_if(settings_names_, [&](const auto& item) { return !names.contains(item.second); });
}

/// Nothing has to be committed where nothing ran.
void Connection::commit() {
  if (!is_open_ || is_committed_) return;
  expect_open_transaction("committing");
  const ResultHandle result = [&] {
    try {
      ResultHandle ended = end("COMMIT");
      expect_success(ended.get(), "committing");
      return ended;
    } catch (const ConnectionLost&) {
      throw_outcome_unknown();
    }
  }();
  expect_committed(result.get());
}

void Connection::rollback() noexcept {
  close_cancel();
  const bool nothing_left =
      PQtransactionStatus(connection_.get()) == PQTRANS_IDLE && !ran_own_sql_ && stale_.empty();
  if (nothing_left || (broken_ && stale_.empty())) return;
  try {
    if (PQresultStatus(end("ROLLBACK").get()) != PGRES_COMMAND_OK) broken_ = true;
  } catch (...) {  // no memory
    broken_ = true;
  }
}

bool Connection::is_reusable() const {
  return !broken_ && PQstatus(connection_.get()) == CONNECTION_OK &&
         PQtransactionStatus(connection_.get()) == PQTRANS_IDLE;
}

ResultHandle Connection::script(const std::string& sql, const char* what) {
  ResultHandle result(exec(connection_.get(), sql.c_str()));
  expect_success(result.get(), what);
  return result;
}

void Connection::expect_utf8(std::string_view text) const {
  if (is_ascii(text)) return;
  static_cast<void>(quoted(text));
}

std::string Connection::quoted(std::string_view text) const {
  char* literal = PQescapeLiteral(connection_.get(), text.data(), text.size());
  if (literal == nullptr) throw EncodeError("a tenant's key, who asks or a setting isn't valid UTF-8");
  std::string out = literal;
  PQfreemem(literal);
  return out;
}

/// The names are asked for once in a transaction, which has its process to itself.
bool Connection::is_on_server(const std::string& server_name) {
  if (!knows_server_) {
    const ResultHandle names =
        script("SELECT name FROM pg_catalog.pg_prepared_statements WHERE pg_catalog.starts_with(name, '" +
                   std::string(kNamePrefix) + "')",
               "asking for prepared statements");
    on_server_.clear();
    for (int row = 0; row < PQntuples(names.get()); ++row) on_server_.insert(PQgetvalue(names.get(), row, 0));
    knows_server_ = true;
  }
  return on_server_.contains(server_name);
}

Connection::Prepared Connection::prepare(const Statement& statement, std::vector<Oid> types) {
  expect_open_transaction(statement.name);
  Prepared made{server_name_of(statement.sql, types), statement.name, statement.sql, statement.sql,
                std::move(types)};
  if (is_on_server(made.server_name)) return made;
  const ResultHandle result(detail::prepare(connection_.get(), made.server_name.c_str(), statement.sql,
                                            static_cast<int>(made.types.size()), made.types.data()));
  expect_success(result.get(), statement.name);
  on_server_.insert(made.server_name);
  return made;
}

const Connection::Prepared* Connection::known(const Statement& statement) const {
  const auto here = known_.find(statement.sql);
  if (here != known_.end() && here->second->name == statement.name) return here->second;
  const auto found = prepared_.find(statement.name);
  return found == prepared_.end() ? nullptr : &found->second;
}

const Connection::Prepared& Connection::prepared(const Statement& statement,
                                                 std::span<const Parameter> parameters) {
  const Prepared* found = known(statement);
  if (found == nullptr)
    found = &prepared_.emplace(statement.name, prepare(statement, types_of(parameters))).first->second;
  // Bytes of one type read as another's would be a wrong value.
  const bool is_same_literal = found->text == statement.sql;
  if (!have_types(found->types, parameters) || (!is_same_literal && found->sql != statement.sql)) {
    throw Error(std::string(statement.name) +
                ": another statement, or other types of parameters, under this name");
  }
  if (!is_same_literal || !known_.contains(statement.sql)) known_.try_emplace(statement.sql, found);
  return *found;
}

void Connection::forget_prepared() {
  known_.clear();
  prepared_.clear();
  settings_names_.clear();
}

void Connection::clear_bound(std::size_t room) {
  values_.clear();
  lengths_.clear();
  formats_.clear();
  values_.reserve(room);
  lengths_.reserve(room);
  formats_.reserve(room);
}

/// Behind those that are bound already.
void Connection::bind(std::span<const Parameter> parameters, const Buffer& buffer) {
  static const char empty = '\0';  // libpq takes a null pointer for NULL, and an empty buffer has no other
  const char* base = buffer.size() == 0 ? &empty : reinterpret_cast<const char*>(buffer.data());
  for (const Parameter& parameter : parameters) {
    values_.push_back(parameter.is_null ? nullptr : base + parameter.offset);
    lengths_.push_back(int_length(parameter.length));
    formats_.push_back(parameter.is_text ? 0 : 1);
  }
}

Result Connection::run(std::string_view sql, std::span<const Parameter> parameters) {
  StatementWatch watch(config_.options, "");
  expect_more_to_come("");
  ensure_open();
  has_run_ = true;
  ran_own_sql_ = true;
  Result result = result_of(run_unprepared(std::string(sql).c_str(), parameters, buffer_, ""), "");
  is_over_ = commits_next_;
  watch.succeeded(result.affected());
  return result;
}

ResultHandle Connection::run_unprepared(const char* sql, std::span<const Parameter> parameters,
                                        const Buffer& buffer, const char* what) {
  expect_open_transaction(what);
  clear_bound(parameters.size());
  bind(parameters, buffer);
  const std::vector<Oid> types = types_of(parameters);
  ResultHandle result(exec_params(connection_.get(), sql, static_cast<int>(values_.size()), types.data(),
                                  values_.data(), lengths_.data(), formats_.data()));
  check(result.get(), what);
  return result;
}

void Connection::check(const PGresult* result, const char* what) {
  expect_success(result, what);
  expect_open_transaction(what);
  refuse_or_renew(PQcmdStatus(const_cast<PGresult*>(result)));
}

/// `what` is a literal, in messages of rows.
Result Connection::result_of(ResultHandle result, const char* what) const {
  return {result.release(), opener_, *what == '\0' ? nullptr : what};
}

/// `AND CHAIN` goes on in a new transaction, which has neither tenant nor role. A rollback to a savepoint is
/// legitimate and looks the same, so that both are given again after either.
void Connection::refuse_or_renew(std::string_view command) {
  if (command == "COMMIT") {
    broken_ = true;
    throw TransactionAborted("a statement committed the transaction: only the pool begins and ends one");
  }
  if (command != "ROLLBACK") return;
  if (key_ != nullptr) return enter_signed({});
  script(settings_text(), "renewing the tenant");
}

void Connection::expect_success(const PGresult* result, const char* what) {
  const ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY) return;
  if (is_copy(status)) {
    leave_copy(connection_.get(), status);
    throw Error("COPY isn't supported in a transaction of the pool");
  }
  fail(result, what);
}

/// The role and the tenant hold as long as the transaction: what ran outside would run as anybody.
void Connection::expect_open_transaction(const char* what) {
  const PGTransactionStatusType status = PQtransactionStatus(connection_.get());
  if (status == PQTRANS_INTRANS || status == PQTRANS_INERROR) return;
  if (PQstatus(connection_.get()) != CONNECTION_OK) fail(nullptr, what);
  broken_ = true;
  throw TransactionAborted("a statement ended the transaction: only the pool begins and ends one");
}

void Connection::fail(const PGresult* result, const char* what) {
  const bool lost = PQstatus(connection_.get()) != CONNECTION_OK;
  if (lost) broken_ = true;
  if (PQresultErrorField(result, PG_DIAG_SQLSTATE) == nullptr) {
    if (lost) throw_connection_lost(what);
    throw Error("libpq couldn't run the statement");  // its sentence may hold anything
  }
  try {
    throw_server_error(result, what);
  } catch (const ConnectionLost&) {
    broken_ = true;
    throw;
  } catch (const StaleStatement&) {
    broken_ = true;
    throw;
  }
}

}  // namespace tenon::detail
