// What is wanted, in the words of a server: made in a scratch database, and read by the queries that read a
// live one, so that the two can be compared.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "catalog/private_server.hpp"
#include "catalog/reader.hpp"

namespace tenon::catalog {

/// SQL that makes the wanted side, without transactions of its own.
struct Wanted {
  std::string roles;
  std::vector<std::string> schema;
  /// Makes the roles that the author's own SQL names and nobody makes: they are the server's, and a server
  /// that nobody uses lacks them.
  std::string named = {};
};

/// On a server that others use too: in a database of its own, which is dropped, and in one transaction, which
/// is rolled back, and with it the roles that it made. Roles that are there stay what they are. Whoever `url`
/// names must be allowed to make databases, and the roles that are missing. The tool's being killed leaves an
/// empty database `tenon_scratch_…` behind, which the next run drops.
tl::expected<Reading, ServerError> elaborate_at(const std::string& url, const Wanted& wanted,
                                                Depth depth = Depth::kHeld);

/// Takes away the scratch databases of tools that were killed, where the session's role may.
void drop_scratch_left_behind(pq::Session& session);

/// A server of the tool's own of that major version, 0 for any.
tl::expected<PrivateServer, ServerError> private_server_of(int major);
/// On such a server: nothing is left of it, however the tool
/// ends.
tl::expected<Reading, ServerError> elaborate(int major, const Wanted& wanted, Depth depth = Depth::kHeld);

/// Each object of the first with the reason of the one that the other has by its name.
model::Database with_reasons(const model::Database& database, const model::Database& reasons);

}  // namespace tenon::catalog
