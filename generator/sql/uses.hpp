// Which relations the body of a function reads or writes.
#pragma once

#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "sql/query.hpp"

namespace tenon::sql {

/// Of statements: each relation once for each place in which it stands; what a WITH query is called is none.
tl::expected<std::vector<TableReference>, Problem> relations_of(std::string_view statements);

/// Of a body in PL/pgSQL that runs no text it makes; `head` is what stands before AS: `(a int) RETURNS void`.
tl::expected<std::vector<TableReference>, Problem> relations_of_body(std::string_view head,
                                                                     std::string_view body);

}  // namespace tenon::sql
