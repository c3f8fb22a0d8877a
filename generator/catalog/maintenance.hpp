// Maintenance of a live database: what `tenon.maintain()` does, with the one part that no function can do.
#pragma once

#include <optional>
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

/// What a run did, and what ended it early, if anything: the deeds stand all the same.
struct MaintenanceRun {
  std::vector<MaintenanceDeed> deeds;
  std::optional<pq::SqlError> error;
};

/// Becomes the owner, where the session may: whether it did.
tl::expected<bool, pq::SqlError> become_owner(pq::Session& session);

/// One run, by the function, which takes a lock on each table that loses a partition.
MaintenanceRun maintain(pq::Session& session, const MaintenanceWish& wish);

/// One run of whoever has become the owner: partitions that are past their time are detached concurrently,
/// outside of any transaction, and dropped then; nobody who uses their table waits. `keeper` has become the
/// owner too: in a transaction of its own it holds the lock against a second run. Both are direct sessions of
/// `connect`, and are to be closed afterwards.
MaintenanceRun maintain_as_owner(pq::Session& session, pq::Session& keeper, const MaintenanceWish& wish);

}  // namespace tenon::catalog
