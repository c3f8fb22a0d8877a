// Connection strings of libpq, without ever repeating a password: its messages quote what it took for a host,
// a port or a database, and an unescaped password may have ended up there. Free of libpq's headers.
#pragma once

#include <string>

namespace tenon::conninfo {

/// Why libpq can't read the string, or reads pieces of a password out of place; empty where it may be used.
/// Nothing of the string is in it. Ask before libpq connects.
[[nodiscard]] std::string objection_to(const std::string& connection_string);

/// libpq's message of a connection that failed, without the passwords of its connection string.
[[nodiscard]] std::string without_passwords(std::string message, const std::string& connection_string);

}  // namespace tenon::conninfo
