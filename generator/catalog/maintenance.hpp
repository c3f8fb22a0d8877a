// Maintenance of a live database: what `tenon.maintain()` does, with the one part that no function can do.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "tenon/pq/session.hpp"

namespace tenon::catalog {

struct MaintenanceWish {
  std::string now;  ///< another time than the server's; empty for that
  bool dry_run = false;
};

/// A thing that a run did: `made`, `dropped`, `postponed`, `failed`, …
struct MaintenanceDeed {
  std::string action;
  std::string object;
  std::string detail;
};

/// One run. Whoever may become the owner has partitions that are past their time detached concurrently,
/// outside of any transaction, and dropped then: nobody who uses their table waits. Everyone else calls the
/// function, which takes a lock for it. The session is one of `connect`, and a direct one, for it holds the
/// lock against a second run; it keeps the owner's role and is to be closed afterwards.
tl::expected<std::vector<MaintenanceDeed>, pq::SqlError> maintain(pq::Session& session,
                                                                  const MaintenanceWish& wish);

}  // namespace tenon::catalog
