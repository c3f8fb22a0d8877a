// What the files of this folder share: libpg_query's parse trees.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "sql/expression.hpp"

namespace tenon::sql {

/// The parse tree of statements; where they are refused, why and where.
tl::expected<nlohmann::json, Problem> statement_trees(std::string_view text);

}  // namespace tenon::sql
