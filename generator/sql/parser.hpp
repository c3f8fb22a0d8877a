// What the readers of expressions and of statements share.
#pragma once

#include <pg_query.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::sql::detail {

struct FreeResult {
  void operator()(PgQueryParseResult* result) const {
    pg_query_free_parse_result(*result);
    delete result;
  }
};

inline std::size_t byte_of_character(std::string_view text, std::size_t character) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins && seen++ == character) return i;
  }
  return text.size();
}

/// The strings of a list of names.
inline std::vector<std::string> strings(const nlohmann::json& list) {
  std::vector<std::string> out;
  for (const auto& item : list)
    out.push_back(item.contains("String") ? item["String"].value("sval", "") : "*");
  return out;
}

/// A quote for text between dollars that the text doesn't hold.
inline std::string dollar_quote(std::string_view text, std::string_view tag) {
  std::string quote = "$" + std::string(tag) + "$";
  for (int n = 1; text.find(quote) != std::string_view::npos; ++n)
    quote = "$" + std::string(tag) + std::to_string(n) + "$";
  return quote;
}

}  // namespace tenon::sql::detail
