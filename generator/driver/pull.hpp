// What `tenon pull` and `tenon import sql` share: a database that is there as a schema file.
#pragma once

#include <string>

#include "tenon/pq/session.hpp"

namespace tenon::driver {

/// Writes the schema, called `name`, that makes what the session's database holds, into the file `out`, or to
/// standard output where that is empty; and sees on the server `scratch`, or on a private one where that is
/// empty, that it does. The exit code.
int pull_from(pq::Session& session, const std::string& name, const std::string& out,
              const std::string& scratch);

}  // namespace tenon::driver
