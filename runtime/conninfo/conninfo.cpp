#include "tenon/conninfo/conninfo.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <string_view>

namespace tenon::conninfo {
namespace {

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using OptionsHandle = std::unique_ptr<PQconninfoOption, FreeOptions>;

OptionsHandle parse(const std::string& connection_string) {
  char* message = nullptr;
  OptionsHandle options(PQconninfoParse(connection_string.c_str(), &message));
  PQfreemem(message);  // quotes the string
  return options;
}

std::string_view value_of(const PQconninfoOption* options, std::string_view keyword) {
  for (; options->keyword != nullptr; ++options) {
    if (keyword == options->keyword && options->val != nullptr) return options->val;
  }
  return "";
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

void blot_out(std::string_view secret, std::string& text) {
  if (secret.empty()) return;
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at)) {
    text.replace(at, secret.size(), "***");
    at += 3;
  }
}

}  // namespace

std::string objection_to(const std::string& connection_string) {
  const OptionsHandle options = parse(connection_string);
  if (!options) {
    return "the connection string is neither a postgresql:// URI nor a list of keyword=value that libpq "
           "reads (its "
           "text isn't shown)";
  }
  if (!is_plausible(options.get())) {
    return "the connection string's host, port or database can't be right: a user or password with any of "
           "`:/@?#` "
           "must be percent-encoded (its text isn't shown)";
  }
  return "";
}

std::string without_passwords(std::string message, const std::string& connection_string) {
  while (!message.empty() && std::isspace(static_cast<unsigned char>(message.back())) != 0)
    message.pop_back();
  const OptionsHandle options = parse(connection_string);
  if (!options) return "no connection could be made";
  blot_out(value_of(options.get(), "password"), message);
  blot_out(value_of(options.get(), "sslpassword"), message);
  return message;
}

}  // namespace tenon::conninfo
