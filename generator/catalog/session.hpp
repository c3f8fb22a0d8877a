// The session that the tool works in on a live database.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "tenon/pq/session.hpp"

namespace tenon::catalog {

/// Connects, and looks for functions and operators in `pg_catalog` alone. Whoever may create in a schema of
/// the database, as everyone could in `public` before PostgreSQL 15, could else put a function of his own
/// there that fits a call better than the server's does, and it would run as whoever runs the tool.
tl::expected<pq::Session, pq::SqlError> connect(const std::string& url);
/// To another database of the same server, as the same role.
tl::expected<pq::Session, pq::SqlError> connect(const std::string& url, const std::string& database);

/// Why nothing can be written in it: a replica, a database or a role that may only read. Empty where it can.
tl::expected<std::string, pq::SqlError> refusal_of_writes(pq::Session& session);
inline constexpr const char* kWritesHelp =
    "connect to the primary server, in a session that may write: `target_session_attrs=read-write` of libpq "
    "finds it among several hosts";

}  // namespace tenon::catalog
