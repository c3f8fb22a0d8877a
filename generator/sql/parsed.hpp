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

/// The variables in the parse tree of a text that stands `before` bytes into what was parsed.
Variables variables_in(const nlohmann::json& tree, std::string_view text, std::size_t before);
/// The columns of an expression's tree that are compared with variables for equality.
std::vector<Compared> compared_with_variables(const nlohmann::json& expression);

}  // namespace tenon::sql
