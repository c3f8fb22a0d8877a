// The bounds of partitions by range of time, as a server prints them.
#pragma once

#include <string>
#include <string_view>

namespace tenon::world {

/// Whether `FOR VALUES FROM ('2026-11-01 …') TO ('2026-12-01 …')` is one whole `month`, and the like; with
/// `uuid7` the bounds are keys that begin with the time.
bool is_one(std::string_view every, const std::string& bound, bool uuid7);

}  // namespace tenon::world
