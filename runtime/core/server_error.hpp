// From what libpq reports to the exception of its SQLSTATE.
#pragma once

#include <libpq-fe.h>

#include <string_view>

namespace tenon::detail {

/// Throws the exception that belongs to a failed result. `what` names the statement and may be empty.
[[noreturn]] void throw_server_error(const PGresult* result, std::string_view what);

/// Throws ConnectionLost for a connection that broke without a word from the server.
[[noreturn]] void throw_connection_lost(std::string_view what, bool retryable);

}  // namespace tenon::detail
