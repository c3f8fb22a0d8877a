// A described value out of JSON, held to what it says that it holds.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "described/described.hpp"
#include "described/json_tree.hpp"

namespace tenon::described {

/// What is wrong, and where: `$.entities[2].columns[0].type`.
struct ReadError {
  std::string path;
  std::string message;
};

/// Where the reading is, as a chain from the innermost value outward.
struct Place {
  const Place* outer = nullptr;
  std::string_view name;   ///< of a member; empty for an item
  std::size_t number = 0;  ///< of an item

  [[nodiscard]] std::string path() const {
    if (outer == nullptr) return "$";
    return outer->path() + (name.empty() ? fmt::format("[{}]", number) : fmt::format(".{}", name));
  }
};

[[noreturn]] inline void fail(const Place& place, std::string message) {
  throw ReadError{place.path(), std::move(message)};
}

inline const JsonNode& of_kind(const JsonNode& node, JsonNode::Kind kind, const Place& place) {
  if (node.kind != kind)
    fail(place, fmt::format("{} where {} belongs", kind_name(node.kind), kind_name(kind)));
  return node;
}

inline void read(const JsonNode& node, std::string& out, const Place& place) {
  out = of_kind(node, JsonNode::Kind::kString, place).text;
}

inline void read(const JsonNode& node, bool& out, const Place& place) {
  out = of_kind(node, JsonNode::Kind::kBoolean, place).boolean;
}

inline void read(const JsonNode& node, int& out, const Place& place) {
  const std::int64_t value = of_kind(node, JsonNode::Kind::kInteger, place).integer;
  if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max())
    fail(place, fmt::format("{} is out of range", value));
  out = static_cast<int>(value);
}

inline void read(const JsonNode& node, double& out, const Place& place) {
  out = node.kind == JsonNode::Kind::kInteger ? static_cast<double>(node.integer)
                                              : of_kind(node, JsonNode::Kind::kReal, place).real;
}

template <typename T>
requires std::is_enum_v<T>
void read(const JsonNode& node, T& out, const Place& place) {
  const std::string& name = of_kind(node, JsonNode::Kind::kString, place).text;
  const auto& all = Names<T>::kAll;
  const auto* found = std::find(std::begin(all), std::end(all), name);
  if (found == std::end(all))
    fail(place, fmt::format("`{}` is none of {}", name, fmt::join(std::begin(all), std::end(all), ", ")));
  out = static_cast<T>(found - std::begin(all));
}

template <typename T>
requires std::is_class_v<T>
void read(const JsonNode& node, T& out, const Place& place);
template <typename A, typename B>
void read(const JsonNode& node, std::pair<A, B>& out, const Place& place);
template <typename T>
void read(const JsonNode& node, std::vector<T>& out, const Place& place);

template <typename T>
void read(const JsonNode& node, std::optional<T>& out, const Place& place) {
  if (node.kind == JsonNode::Kind::kNull) {
    out.reset();
  } else {
    read(node, out.emplace(), place);
  }
}

template <typename A, typename B>
void read(const JsonNode& node, std::pair<A, B>& out, const Place& place) {
  const auto& items = of_kind(node, JsonNode::Kind::kArray, place).items;
  if (items.size() != 2) fail(place, fmt::format("a list of {} where one of 2 belongs", items.size()));
  read(items[0], out.first, {&place, "", 0});
  read(items[1], out.second, {&place, "", 1});
}

template <typename T>
void read(const JsonNode& node, std::vector<T>& out, const Place& place) {
  const auto& items = of_kind(node, JsonNode::Kind::kArray, place).items;
  out.clear();
  out.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) read(items[i], out.emplace_back(), {&place, "", i});
}

/// Gives each member its value, and knows which ones of the object nobody asked for.
class Members {
 public:
  Members(const JsonNode& node, const Place& place)
      : node_(of_kind(node, JsonNode::Kind::kObject, place)), place_(place) {}

  template <typename T>
  void operator()(const char* name, T& member) {
    known_.emplace_back(name);
    const JsonNode* found = node_.member(name);
    if (found == nullptr) fail(place_, fmt::format("`{}` is missing", name));
    read(*found, member, {&place_, name});
  }
  template <typename T>
  void rare(const char* name, T& member) {
    if (node_.member(name) != nullptr) return (*this)(name, member);
    known_.emplace_back(name);
    member = T{};
  }
  void known(const char* name) { known_.emplace_back(name); }

  void refuse_others() const {
    for (const auto& [name, node] : node_.members) {
      if (std::find(known_.begin(), known_.end(), name) == known_.end())
        fail(place_, fmt::format("`{}` is no member of this", name));
    }
  }

 private:
  const JsonNode& node_;
  const Place& place_;
  std::vector<std::string_view> known_;
};

template <typename T>
requires std::is_class_v<T>
void read(const JsonNode& node, T& out, const Place& place) {
  if constexpr (Textual<T>) {
    read(node, out.text, place);
  } else {
    Members members(node, place);
    fields(members, out);
    members.refuse_others();
  }
}

}  // namespace tenon::described
