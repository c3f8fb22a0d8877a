// A database made out of its objects.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "model/database.hpp"
#include "tenon/pq/session.hpp"

namespace model_tests {

/// Makes the objects in a new database, roles and what else is the server's aside: they are there. Names are
/// looked for in the further Postgres schemas too. The error is what the server says, and of which statement.
tl::expected<void, std::string> make_again(tenon::pq::Session& session, const tenon::model::Database& objects,
                                           const std::vector<std::string>& further = {});

}  // namespace model_tests
