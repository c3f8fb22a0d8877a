#include "connection_io.hpp"

#include <utility>

#include "waiter.hpp"

namespace tenon::detail {
namespace {

constexpr std::chrono::milliseconds kWithoutEnd{0};

/// Until a result can be had, or the connection is no more: PQgetResult tells.
void wait_for_result(Waiter& waiter, PGconn* connection) {
  for (int left = PQflush(connection); left > 0; left = PQflush(connection)) {
    waiter.wait(PQsocket(connection), true, true, kWithoutEnd);
    if (PQconsumeInput(connection) == 0) return;
  }
  while (PQisBusy(connection) == 1) {
    waiter.wait(PQsocket(connection), true, false, kWithoutEnd);
    if (PQconsumeInput(connection) == 0) return;
  }
}

bool is_copy_state(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
}

/// The last one, as PQexec gives it; null where nothing could be sent.
PGresult* last_result(PGconn* connection, int sent) {
  PGresult* last = nullptr;
  if (sent == 0) return PQmakeEmptyPGresult(connection, PGRES_FATAL_ERROR);
  while (PGresult* result = next_result(connection)) {
    // What failed is kept: what follows says less.
    PQclear(last);
    last = result;
    if (is_copy_state(result) || PQstatus(connection) != CONNECTION_OK) break;
  }
  return last;
}

}  // namespace

PGresult* next_result(PGconn* connection) {
  if (Waiter* waiter = current_waiter()) wait_for_result(*waiter, connection);
  return PQgetResult(connection);
}

PGresult* exec(PGconn* connection, const char* sql) {
  if (current_waiter() == nullptr) return PQexec(connection, sql);
  return last_result(connection, PQsendQuery(connection, sql));
}

PGresult* prepare(PGconn* connection, const char* name, const char* sql, int count, const Oid* types) {
  if (current_waiter() == nullptr) return PQprepare(connection, name, sql, count, types);
  return last_result(connection, PQsendPrepare(connection, name, sql, count, types));
}

PGresult* exec_params(PGconn* connection, const char* sql, int count, const Oid* types,
                      const char* const* values, const int* lengths, const int* formats) {
  if (current_waiter() == nullptr)
    return PQexecParams(connection, sql, count, types, values, lengths, formats, 1);
  return last_result(connection,
                     PQsendQueryParams(connection, sql, count, types, values, lengths, formats, 1));
}

PGresult* exec_prepared(PGconn* connection, const char* name, int count, const char* const* values,
                        const int* lengths, const int* formats) {
  if (current_waiter() == nullptr)
    return PQexecPrepared(connection, name, count, values, lengths, formats, 1);
  return last_result(connection, PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1));
}

PGconn* connect_params(const char* const* names, const char* const* values, std::chrono::seconds at_most) {
  Waiter* const waiter = current_waiter();
  if (waiter == nullptr) return PQconnectdbParams(names, values, 1);
  PGconn* const connection = PQconnectStartParams(names, values, 1);
  if (connection == nullptr) return nullptr;
  struct Abandon {
    PGconn* connection;
    ~Abandon() { PQfinish(connection); }
  } held{connection};
  const auto end = std::chrono::steady_clock::now() + at_most;
  PostgresPollingStatusType state =
      PQstatus(connection) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
  while (state == PGRES_POLLING_READING || state == PGRES_POLLING_WRITING) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0) break;
    if (!waiter->wait(PQsocket(connection), state == PGRES_POLLING_READING, state == PGRES_POLLING_WRITING,
                      left))
      break;
    state = PQconnectPoll(connection);
  }
  if (state == PGRES_POLLING_OK) PQsetnonblocking(connection, 1);
  return std::exchange(held.connection, nullptr);
}

}  // namespace tenon::detail
