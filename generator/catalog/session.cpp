#include "catalog/session.hpp"

#include <libpq-fe.h>

#include <memory>

namespace tenon::catalog {
namespace {

/// As libpq's keyword strings want it.
std::string quoted(std::string_view value) {
  std::string out = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

/// What the url says, with another database; the url itself where libpq can't read it, and will say so.
std::string with_database(const std::string& url, const std::string& database) {
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(url.c_str(), nullptr), PQconninfoFree);
  if (options == nullptr) return url;
  std::string out = "dbname=" + quoted(database);
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr && std::string_view(option->keyword) != "dbname")
      out += std::string(" ") + option->keyword + "=" + quoted(option->val);
  }
  return out;
}

}  // namespace

tl::expected<pq::Session, pq::SqlError> connect(const std::string& url) {
  auto session = pq::Session::connect(url);
  if (!session) return session;
  // No function: the right to `set_config` may have been revoked.
  const auto pinned = session->query("SET SESSION search_path TO pg_catalog, pg_temp");
  if (!pinned) return tl::unexpected(pinned.error());
  return session;
}

tl::expected<pq::Session, pq::SqlError> connect(const std::string& url, const std::string& database) {
  return connect(with_database(url, database));
}

tl::expected<std::string, pq::SqlError> refusal_of_writes(pq::Session& session) {
  const auto rows = session.query(
      "SELECT CASE WHEN pg_catalog.pg_is_in_recovery() THEN 'this server is a replica, which takes no "
      "writes' "
      "WHEN pg_catalog.current_setting('transaction_read_only') = 'on' "
      "THEN 'this session may only read: `default_transaction_read_only` is on' ELSE '' END");
  if (!rows) return tl::unexpected(rows.error());
  return std::string(rows->text(0, 0));
}

}  // namespace tenon::catalog
