// Connecting, without ever repeating a password: libpq's messages quote what it took for a host, a port or a
// database, and an unescaped password may have ended up there.
#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

#include "connection.hpp"
#include "tenon/error.hpp"

namespace tenon::detail {
namespace {

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using OptionsHandle = std::unique_ptr<PQconninfoOption, FreeOptions>;

std::string_view value_of(const PQconninfoOption* options, std::string_view keyword) {
  for (; options->keyword != nullptr; ++options) {
    if (keyword == options->keyword && options->val != nullptr) return options->val;
  }
  return "";
}

OptionsHandle parse(const std::string& url) {
  char* message = nullptr;
  OptionsHandle options(PQconninfoParse(url.c_str(), &message));
  PQfreemem(message);  // quotes the string
  if (!options) {
    throw ConnectionFailed(
        "the connection string isn't a libpq URI or keyword string (its text isn't shown)");
  }
  return options;
}

bool is_port_list(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == ','; });
}

/// No host and no database has an `@`, but an unescaped password puts one there:
/// `postgresql://user:p@ss@host/db` has the host `ss@host`.
bool is_plausible(const PQconninfoOption* options) {
  return is_port_list(value_of(options, "port")) &&
         value_of(options, "host").find('@') == std::string_view::npos &&
         value_of(options, "dbname").find('@') == std::string_view::npos;
}

std::string without(std::string text, std::string_view secret) {
  if (secret.empty()) return text;
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at)) {
    text.replace(at, secret.size(), "***");
    at += 3;
  }
  return text;
}

std::string trimmed(std::string text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.pop_back();
  return text;
}

}  // namespace

void check_connection_string(const std::string& url) {
  const OptionsHandle options = parse(url);
  if (!is_plausible(options.get())) {
    throw ConnectionFailed(
        "the connection string's host, port or database can't be right: a user or password with any of "
        "`:/@?#` "
        "must be percent-encoded (its text isn't shown)");
  }
}

ConnectionHandle connect(const ConnectionConfig& config) {
  const std::string timeout = std::to_string(config.options.connect_timeout.count());
  // What comes after the URL overrides it, what comes before is its default.
  const std::array<const char*, 5> names{"connect_timeout", "fallback_application_name", "dbname",
                                         "client_encoding", nullptr};
  const std::array<const char*, 5> values{timeout.c_str(), "tenon", config.url.c_str(), "UTF8", nullptr};
  ConnectionHandle connection(PQconnectdbParams(names.data(), values.data(), 1));
  if (connection == nullptr) throw ConnectionFailed("out of memory");
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    const OptionsHandle options = parse(config.url);
    throw ConnectionFailed(
        trimmed(without(PQerrorMessage(connection.get()), value_of(options.get(), "password"))));
  }
  PQsetNoticeProcessor(
      connection.get(), [](void*, const char*) {}, nullptr);
  return connection;
}

}  // namespace tenon::detail
