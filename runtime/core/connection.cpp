#include "connection.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "server_error.hpp"
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

Connection::Connection(const ConnectionConfig& config) : config_(config), connection_(connect(config)) {
  check_new_connection(*this, config);
}

std::string Connection::settings_for(const TenantKey* tenant) const {
  std::string settings;
  const auto set = [&](std::string_view name, std::string_view value) {
    settings += settings.empty() ? "SELECT " : ", ";
    settings += "pg_catalog.set_config(" + quoted(name) + ", " + quoted(value) + ", true)";
  };
  // Without a tenant the setting is emptied too: a session-wide value that some SQL left behind must not
  // count.
  if (!config_.schema.tenant_setting.empty()) {
    set(config_.schema.tenant_setting, tenant == nullptr ? "" : std::string_view(tenant->text()));
  } else if (tenant != nullptr) {
    throw Error("schema `" + std::string(config_.schema.name) + "` has no tenants: use Pool::in_transaction");
  }
  if (!config_.options.role.empty()) set("role", config_.options.role);
  return settings;
}

void Connection::begin(const TenantKey* tenant, const TxOptions& options) {
  settings_ = settings_for(tenant);
  script(begin_command(options) + ";" + settings_, "beginning a transaction");
}

void Connection::commit() {
  expect_open_transaction("committing");
  const ResultHandle result = [&] {
    try {
      return script("COMMIT", "committing");
    } catch (const ConnectionLost&) {
      throw_connection_lost("committing, whether or not it succeeded", false);
    }
  }();
  // COMMIT of a transaction in which a statement failed is no error: the answer alone tells.
  if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
    throw TransactionAborted(
        "a statement had failed, so the server rolled the transaction back and did not commit it");
  }
}

void Connection::rollback() noexcept {
  if (broken_ || PQtransactionStatus(connection_.get()) == PQTRANS_IDLE) return;
  const ResultHandle result(PQexec(connection_.get(), "ROLLBACK"));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) broken_ = true;
}

bool Connection::is_reusable() const {
  return !broken_ && PQstatus(connection_.get()) == CONNECTION_OK &&
         PQtransactionStatus(connection_.get()) == PQTRANS_IDLE;
}

ResultHandle Connection::script(const std::string& sql, std::string_view what) {
  ResultHandle result(PQexec(connection_.get(), sql.c_str()));
  expect_success(result.get(), what);
  return result;
}

std::string Connection::quoted(std::string_view text) const {
  char* literal = PQescapeLiteral(connection_.get(), text.data(), text.size());
  if (literal == nullptr) throw EncodeError("a tenant's key or a setting isn't valid UTF-8");
  std::string out = literal;
  PQfreemem(literal);
  return out;
}

Connection::Prepared Connection::prepare(const Statement& statement, std::vector<Oid> types) {
  expect_open_transaction(statement.name);
  // Short names of our own: the server tells statements apart by the first 63 bytes of theirs.
  Prepared made{"tenon_" + std::to_string(prepared_.size()), statement.sql, std::move(types)};
  const ResultHandle result(PQprepare(connection_.get(), made.server_name.c_str(), statement.sql,
                                      static_cast<int>(made.types.size()), made.types.data()));
  expect_success(result.get(), statement.name);
  return made;
}

const Connection::Prepared& Connection::prepared(const Statement& statement,
                                                 std::span<const Parameter> parameters) {
  auto found = prepared_.find(statement.name);
  if (found == prepared_.end()) {
    found = prepared_.emplace(statement.name, prepare(statement, types_of(parameters))).first;
  }
  // Bytes of one type read as another's would be a wrong value.
  if (!have_types(found->second.types, parameters) || found->second.sql != statement.sql) {
    throw Error(std::string(statement.name) +
                ": another statement, or other types of parameters, under this name");
  }
  return found->second;
}

void Connection::bind(std::span<const Parameter> parameters) {
  values_.clear();
  lengths_.clear();
  formats_.clear();
  static const char empty = '\0';  // libpq takes a null pointer for NULL, and an empty buffer has no other
  const char* base = buffer_.size() == 0 ? &empty : reinterpret_cast<const char*>(buffer_.data());
  for (const Parameter& parameter : parameters) {
    values_.push_back(parameter.is_null ? nullptr : base + parameter.offset);
    lengths_.push_back(int_length(parameter.length));
    formats_.push_back(parameter.is_text ? 0 : 1);
  }
}

Result Connection::run(const Statement& statement, std::span<const Parameter> parameters) {
  const Prepared& ready = prepared(statement, parameters);
  bind(parameters);
  return checked(ResultHandle(PQexecPrepared(connection_.get(), ready.server_name.c_str(),
                                             static_cast<int>(values_.size()), values_.data(),
                                             lengths_.data(), formats_.data(), 1)),
                 statement.name);
}

Result Connection::run(std::string_view sql, std::span<const Parameter> parameters) {
  expect_open_transaction("");
  bind(parameters);
  const std::vector<Oid> types = types_of(parameters);
  return checked(
      ResultHandle(PQexecParams(connection_.get(), std::string(sql).c_str(), static_cast<int>(values_.size()),
                                types.data(), values_.data(), lengths_.data(), formats_.data(), 1)),
      "");
}

Result Connection::checked(ResultHandle result, std::string_view what) {
  expect_success(result.get(), what);
  expect_open_transaction(what);
  refuse_or_renew(PQcmdStatus(result.get()));
  return Result(result.release());
}

/// `AND CHAIN` goes on in a new transaction, which has neither tenant nor role. A rollback to a savepoint is
/// legitimate and looks the same, so that both are given again after either.
void Connection::refuse_or_renew(std::string_view command) {
  if (command == "COMMIT") {
    broken_ = true;
    throw TransactionAborted("a statement committed the transaction: only the pool begins and ends one");
  }
  if (command == "ROLLBACK" && !settings_.empty()) script(settings_, "renewing the tenant");
}

void Connection::expect_success(const PGresult* result, std::string_view what) {
  const ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY) return;
  if (is_copy(status)) {
    leave_copy(connection_.get(), status);
    throw Error("COPY isn't supported in a transaction of the pool");
  }
  fail(result, what);
}

/// The role and the tenant hold as long as the transaction: what ran outside would run as anybody.
void Connection::expect_open_transaction(std::string_view what) {
  const PGTransactionStatusType status = PQtransactionStatus(connection_.get());
  if (status == PQTRANS_INTRANS || status == PQTRANS_INERROR) return;
  if (PQstatus(connection_.get()) != CONNECTION_OK) fail(nullptr, what);
  broken_ = true;
  throw TransactionAborted("a statement ended the transaction: only the pool begins and ends one");
}

void Connection::fail(const PGresult* result, std::string_view what) {
  const bool lost = PQstatus(connection_.get()) != CONNECTION_OK;
  if (lost) broken_ = true;
  if (PQresultErrorField(result, PG_DIAG_SQLSTATE) == nullptr) {
    if (lost) throw_connection_lost(what, true);
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
