// The roles that statements name.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace tenon::sql {

/// Those that have to be there before: without the ones that the statements make, and without the server's
/// own. Of what Postgres's parser doesn't read, and of texts that a DO runs, none is told.
std::set<std::string> roles_named(std::string_view statements);

}  // namespace tenon::sql
