#include "catalog/session.hpp"

namespace tenon::catalog {

tl::expected<pq::Session, pq::SqlError> connect(const std::string& url) {
  auto session = pq::Session::connect(url);
  if (!session) return session;
  const auto pinned =
      session->query("SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', false)");
  if (!pinned) return tl::unexpected(pinned.error());
  return session;
}

}  // namespace tenon::catalog
