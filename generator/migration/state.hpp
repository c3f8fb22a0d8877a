// What a database was when its last migration had ended, so that what was changed by hand since is found.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "model/differences.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::migration {

/// Both without roles, which are the server's, and without the partitions that only one of them has: those
/// come and go.
std::string told_differences(const model::Database& wanted, const model::Database& found);

/// Keeps with the part that was run last what the catalog says now.
tl::expected<void, std::string> keep_state(pq::Session& session, const std::string& schema);

/// What has become another since, object by object; empty where nothing has, or nothing is kept.
tl::expected<std::string, std::string> drift(pq::Session& session, const std::string& schema);

}  // namespace tenon::migration
