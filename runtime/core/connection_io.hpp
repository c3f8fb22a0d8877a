// libpq's calls that wait, each in a form that leaves the waiting to an event loop where there is one.
#pragma once

#include <libpq-fe.h>

#include <chrono>

namespace tenon::detail {

/// PQgetResult.
PGresult* next_result(PGconn* connection);
/// PQexec.
PGresult* exec(PGconn* connection, const char* sql);
/// PQprepare.
PGresult* prepare(PGconn* connection, const char* name, const char* sql, int count, const Oid* types);
/// PQexecParams and PQexecPrepared, with results in binary.
PGresult* exec_params(PGconn* connection, const char* sql, int count, const Oid* types,
                      const char* const* values, const int* lengths, const int* formats);
PGresult* exec_prepared(PGconn* connection, const char* name, int count, const char* const* values,
                        const int* lengths, const int* formats);
/// PQconnectdbParams, expanding the database's name. Who resolves names waits all the same.
PGconn* connect_params(const char* const* names, const char* const* values, std::chrono::seconds at_most);

}  // namespace tenon::detail
