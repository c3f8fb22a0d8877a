// From what libpq reports to the exception of its SQLSTATE.
#pragma once

#include <libpq-fe.h>

#include <string_view>

#include "tenon/error.hpp"

namespace tenon::detail {

/// Throws the exception that belongs to a failed result. `what` names the statement and may be empty.
[[noreturn]] void throw_server_error(const PGresult* result, std::string_view what);

/// The same of what no server reports: a fake refuses as one would.
[[noreturn]] void throw_server_error(ServerErrorFields fields, std::string_view what);

/// Throws ConnectionLost for a connection that broke without a word from the server, before COMMIT was sent.
[[noreturn]] void throw_connection_lost(std::string_view what);
/// Throws OutcomeUnknown: it broke behind COMMIT.
[[noreturn]] void throw_outcome_unknown();
/// Throws QueryCanceled, of what a Canceller kept from running.
[[noreturn]] void throw_canceled(std::string_view what);

}  // namespace tenon::detail
