// What `tenon pull` and `tenon import sql` share: a database that is there as a schema file.
#pragma once

#include <string>

#include "driver/commands.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::driver {

/// Writes the schema, called `name`, that makes what the session's database holds, as the options say, whose
/// database it doesn't look at. The exit code.
int pull_from(pq::Session& session, const std::string& name, const PullOptions& options);

}  // namespace tenon::driver
