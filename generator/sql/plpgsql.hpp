// PL/pgSQL as libpg_query reads it: the tree of a function's body, and what it declares.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "sql/expression.hpp"

namespace tenon::sql {

/// A variable as it is declared: the parser keeps neither its place nor, of a row, its type.
struct Declaration {
  std::string name;
  std::string type;        ///< as it is written: `int4`, `orders.price%TYPE`; empty of another's alias
  std::size_t offset = 0;  ///< of the type
};

std::vector<Declaration> declarations_in(std::string_view body);
/// Whether a declared type is a row by itself: `record`, `orders%ROWTYPE`.
bool is_row_type(std::string_view type);

/// The parser looks no types up: it takes for rows what is called so, and what this says to be one.
using IsRow = std::function<bool(const std::string& type)>;

/// The tree in JSON, with the lines of the body; `head` is what stands before AS: `(a int) RETURNS void`.
tl::expected<std::string, Problem> plpgsql_tree(std::string_view head, std::string_view body,
                                                const IsRow& is_row = {});

/// What stands before and behind a text that is all but BEGIN and END.
constexpr std::string_view kBodyBegin = "\nBEGIN\n";
constexpr std::string_view kBodyEnd = "\nEND\n";
/// The tree of such a text; a problem's place is in it.
tl::expected<std::string, Problem> plpgsql_tree_between(std::string_view head, std::string_view text,
                                                        const IsRow& is_row = {});

/// Where a word stands first, from an offset on.
std::optional<std::size_t> place_of_word(std::string_view word, std::string_view text, std::size_t from);

}  // namespace tenon::sql
