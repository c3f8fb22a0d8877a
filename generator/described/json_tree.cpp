#include "described/json_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace tenon::described {
namespace {

using Json = nlohmann::json;
using Kind = JsonNode::Kind;

/// A value of the language nests 64 levels at most, and takes two of JSON for each.
constexpr std::size_t kMaxDepth = 200;

/// Builds the tree as the parser reads, and stops at what it doesn't take.
class Tree : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return add({}); }
  bool boolean(bool value) override { return add({Kind::kBoolean, value}); }
  bool number_integer(number_integer_t value) override { return add({Kind::kInteger, false, value}); }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<number_unsigned_t>(INT64_MAX)) return stop("a number is too large");
    return add({Kind::kInteger, false, static_cast<std::int64_t>(value)});
  }
  bool number_float(number_float_t value, const string_t& /*text*/) override {
    return add({Kind::kReal, false, 0, value});
  }
  bool string(string_t& value) override {
    JsonNode node{Kind::kString};
    node.text = std::move(value);
    return add(std::move(node));
  }
  bool binary(binary_t& /*value*/) override { return stop("it holds binary data"); }
  bool start_object(std::size_t /*size*/) override { return open(Kind::kObject); }
  bool start_array(std::size_t /*size*/) override { return open(Kind::kArray); }
  bool end_object() override {
    std::vector<std::string_view> names;
    for (const auto& [name, node] : open_.back()->members) names.push_back(name);
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    return twice == names.end() ? close() : stop(fmt::format("`{}` stands twice in an object", *twice));
  }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    open_.back()->members.emplace_back(std::move(name), JsonNode{});
    return true;
  }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    return stop(fmt::format("it is no JSON at byte {}", position));
  }

  [[nodiscard]] const std::string& wrong() const { return wrong_; }
  JsonNode take() { return std::move(root_); }

 private:
  /// Where the next value goes: what holds it grows no further until it is closed.
  JsonNode& place(JsonNode node) {
    if (open_.empty()) return root_ = std::move(node);
    JsonNode& parent = *open_.back();
    if (parent.kind == Kind::kArray) return parent.items.emplace_back(std::move(node));
    return parent.members.back().second = std::move(node);
  }
  bool add(JsonNode node) {
    place(std::move(node));
    return true;
  }
  bool open(Kind kind) {
    if (open_.size() == kMaxDepth) return stop(fmt::format("it nests deeper than {} levels", kMaxDepth));
    open_.push_back(&place({kind}));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }
  bool stop(std::string wrong) {
    wrong_ = std::move(wrong);
    return false;
  }

  JsonNode root_;
  std::vector<JsonNode*> open_;
  std::string wrong_;
};

}  // namespace

const JsonNode* JsonNode::member(std::string_view name) const {
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const auto& member) { return member.first == name; });
  return found == members.end() ? nullptr : &found->second;
}

std::string_view kind_name(Kind kind) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "null", "a boolean", "an integer", "a number", "a string", "a list", "an object"};
  return kNames.at(static_cast<std::size_t>(kind));
}

tl::expected<JsonNode, std::string> parse_json(std::string_view text) {
  Tree tree;
  if (Json::sax_parse(text, &tree)) return tree.take();
  return tl::unexpected(tree.wrong());
}

}  // namespace tenon::described
