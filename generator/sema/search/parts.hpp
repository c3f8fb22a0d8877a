// What the kinds of search have in common.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "sema/context/context.hpp"

namespace tenon::sema {

constexpr std::string_view kTextExample = "search text (title A, content B) language english";
constexpr std::string_view kVectorExample = "search vector (embedding) hnsw cosine";
constexpr std::string_view kHybridExample = "search hybrid (k = 60)";

template <std::size_t n>
bool among(const std::string_view (&list)[n], std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

/// What a kind of search has no use for.
void refuse(const Reading& context, const ast::Search& search, Span span, std::string_view what,
            std::string_view example);
/// The column that a search names, where its type is known and it has no secret. What is wrong with it is
/// reported.
const ir::Column* searched_column(const Reading& context, const Draft& draft, const ast::Column& column,
                                  const std::vector<std::string>& names);
void report_column(const Reading& context, const Draft& draft, const ast::Column& column,
                   std::string_view kind, std::string_view wanted);
void check_order(const Reading& context, const ast::Search& search, const ast::Column& column,
                 std::string_view example);

void resolve_text(const Reading& context, Draft& draft, const ast::Search& search);
void resolve_vector(const Making& context, Draft& draft, const ast::Search& search);

}  // namespace tenon::sema
