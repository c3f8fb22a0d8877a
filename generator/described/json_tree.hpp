// JSON as a tree that is safe to walk: read with bounds, no key twice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace tenon::described {

struct JsonNode {
  enum class Kind { kNull, kBoolean, kInteger, kReal, kString, kArray, kObject };
  Kind kind = Kind::kNull;
  bool boolean = false;
  std::int64_t integer = 0;
  double real = 0;
  std::string text = {};
  std::vector<JsonNode> items = {};
  std::vector<std::pair<std::string, JsonNode>> members = {};

  [[nodiscard]] const JsonNode* member(std::string_view name) const;
};

/// `an object`, `a string`, …
std::string_view kind_name(JsonNode::Kind kind);

/// The tree, or what is wrong and at which byte.
tl::expected<JsonNode, std::string> parse_json(std::string_view text);

}  // namespace tenon::described
