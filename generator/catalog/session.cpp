#include "catalog/session.hpp"

namespace tenon::catalog {

tl::expected<pq::Session, pq::SqlError> connect(const std::string& url) {
  auto session = pq::Session::connect(url);
  if (!session) return session;
  // No function: the right to `set_config` may have been revoked.
  const auto pinned = session->query("SET SESSION search_path TO pg_catalog, pg_temp");
  if (!pinned) return tl::unexpected(pinned.error());
  return session;
}

}  // namespace tenon::catalog
