#include "tenon/pq/session.hpp"

#include <libpq-fe.h>

#include <vector>

#include "tenon/conninfo/conninfo.hpp"

namespace tenon::pq {
namespace {

std::string trimmed(const char* text) {
  std::string out = text == nullptr ? "" : text;
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  return out;
}

std::string field(const PGresult* result, int code) {
  return trimmed(PQresultErrorField(result, code));
}

SqlError error_of(PGconn* connection, const PGresult* result) {
  SqlError error;
  error.sqlstate = field(result, PG_DIAG_SQLSTATE);
  error.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
  error.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  error.hint = field(result, PG_DIAG_MESSAGE_HINT);
  error.constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
  error.context = field(result, PG_DIAG_CONTEXT);
  const std::string position = field(result, PG_DIAG_STATEMENT_POSITION);
  if (!position.empty()) error.position = std::stoi(position);
  if (error.message.empty()) error.message = trimmed(PQerrorMessage(connection));
  return error;
}

/// COPY leaves the connection in a mode of its own; tools send none on purpose, so end it at once.
void leave_copy(PGconn* connection, ExecStatusType status) {
  if (status == PGRES_COPY_IN) PQputCopyEnd(connection, "not supported in a tool session");
  if (status == PGRES_COPY_OUT) {
    char* buffer = nullptr;
    while (PQgetCopyData(connection, &buffer, 0) > 0) PQfreemem(buffer);
  }
  while (PGresult* rest = PQgetResult(connection)) PQclear(rest);
}

tl::expected<Rows, SqlError> checked(PGconn* connection, PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT) leave_copy(connection, status);
  if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE || result == nullptr) {
    SqlError error = error_of(connection, result);
    PQclear(result);
    return tl::unexpected(std::move(error));
  }
  return Rows(result);
}

}  // namespace

Rows::Rows(pg_result* result) : result_(result) {}

void Rows::Clear::operator()(pg_result* result) const {
  PQclear(result);
}

std::size_t Rows::size() const {
  return static_cast<std::size_t>(PQntuples(result_.get()));
}

std::size_t Rows::columns() const {
  return static_cast<std::size_t>(PQnfields(result_.get()));
}

std::optional<std::string_view> Rows::at(std::size_t row, std::size_t column) const {
  const int r = static_cast<int>(row);
  const int c = static_cast<int>(column);
  if (PQgetisnull(result_.get(), r, c) != 0) return std::nullopt;
  return std::string_view(PQgetvalue(result_.get(), r, c),
                          static_cast<std::size_t>(PQgetlength(result_.get(), r, c)));
}

std::string Rows::text(std::size_t row, std::size_t column) const {
  return std::string(at(row, column).value_or(""));
}

std::size_t Rows::affected() const {
  const std::string count = PQcmdTuples(result_.get());
  return count.empty() ? 0 : std::stoul(count);
}

Session::Session(pg_conn* connection) : connection_(connection) {}

void Session::Finish::operator()(pg_conn* connection) const {
  PQfinish(connection);
}

tl::expected<Session, SqlError> Session::connect(const std::string& url) {
  SqlError error;
  error.message = conninfo::objection_to(url);
  if (!error.message.empty()) return tl::unexpected(std::move(error));
  PGconn* raw = PQconnectdb(url.c_str());
  Session session(raw);
  if (PQstatus(raw) != CONNECTION_OK) {
    error.message = conninfo::without_passwords(PQerrorMessage(raw), url);
    return tl::unexpected(std::move(error));
  }
  // Notices are for people at a psql prompt; what a tool must know it asks for.
  PQsetNoticeProcessor(
      raw, [](void*, const char*) {}, nullptr);
  return session;
}

tl::expected<Rows, SqlError> Session::query(std::string_view sql, std::span<const Parameter> parameters) {
  const std::string statement(sql);
  const int count = static_cast<int>(parameters.size());
  std::vector<const char*> values;
  values.reserve(parameters.size());
  for (const Parameter& parameter : parameters) values.push_back(parameter ? parameter->c_str() : nullptr);
  if (!keeps_plans_)
    return checked(connection_.get(), PQexecParams(connection_.get(), statement.c_str(), count, nullptr,
                                                   values.data(), nullptr, nullptr, 0));
  const auto name = prepared(statement);
  if (!name) return tl::unexpected(name.error());
  return checked(connection_.get(),
                 PQexecPrepared(connection_.get(), name->c_str(), count, values.data(), nullptr, nullptr, 0));
}

tl::expected<std::vector<Described>, SqlError> Session::describe(std::string_view sql) {
  const std::string statement(sql);
  const auto made =
      checked(connection_.get(), PQprepare(connection_.get(), "", statement.c_str(), 0, nullptr));
  if (!made) return tl::unexpected(made.error());
  std::vector<Described> out;
  PGresult* result = PQdescribePrepared(connection_.get(), "");
  for (int i = 0; i < PQnfields(result); ++i) out.push_back({PQfname(result, i), PQftype(result, i)});
  const auto described = checked(connection_.get(), result);
  if (!described) return tl::unexpected(described.error());
  return out;
}

void Session::keep_plans() {
  keeps_plans_ = true;
}

tl::expected<std::string, SqlError> Session::prepared(const std::string& sql) {
  const auto known = prepared_.find(sql);
  if (known != prepared_.end()) return known->second;
  const std::string name = "tenon_" + std::to_string(prepared_.size());
  const auto done =
      checked(connection_.get(), PQprepare(connection_.get(), name.c_str(), sql.c_str(), 0, nullptr));
  if (!done) return tl::unexpected(done.error());
  return prepared_.emplace(sql, name).first->second;
}

tl::expected<Rows, SqlError> Session::script(std::string_view sql) {
  return checked(connection_.get(), PQexec(connection_.get(), std::string(sql).c_str()));
}

bool Session::is_lost() const {
  return PQstatus(connection_.get()) == CONNECTION_BAD;
}

int Session::server_version() const {
  return PQserverVersion(connection_.get());
}

std::string Session::quote_literal(std::string_view text) const {
  char* quoted = PQescapeLiteral(connection_.get(), text.data(), text.size());
  std::string out = quoted == nullptr ? "" : quoted;
  PQfreemem(quoted);
  return out;
}

std::string Session::quote_identifier(std::string_view name) const {
  char* quoted = PQescapeIdentifier(connection_.get(), name.data(), name.size());
  std::string out = quoted == nullptr ? "" : quoted;
  PQfreemem(quoted);
  return out;
}

}  // namespace tenon::pq
