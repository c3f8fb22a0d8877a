// What a template gets: finished text, booleans and lists. Text is typed, so that nothing reaches SQL or C++
// that the quoting functions of `sql_text.hpp` and `cpp_text.hpp` did not make.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tenon::render {

/// A piece of a target's text. Only the functions that quote or spell for that target make one.
template <typename Target>
class Text {
 public:
  Text() = default;
  [[nodiscard]] const std::string& str() const& { return text_; }
  [[nodiscard]] std::string str() && { return std::move(text_); }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  bool operator==(const Text&) const = default;

  /// For the functions that spell the target's text: `text` is it already.
  static Text trusted(std::string text) {
    Text out;
    out.text_ = std::move(text);
    return out;
  }

 private:
  std::string text_;
};

struct SqlTarget;
struct CppTarget;
using SqlText = Text<SqlTarget>;
using CppText = Text<CppTarget>;

class View {
 public:
  using List = std::vector<View>;
  using Node = std::variant<std::string, bool, List>;

  template <typename Target>
  View& put(std::string name, Text<Target> text) {
    return add(std::move(name), std::move(text).str());
  }
  View& put(std::string name, bool value) { return add(std::move(name), value); }
  View& put(std::string name, List list) { return add(std::move(name), std::move(list)); }
  /// The text, and `has_NAME`.
  template <typename Target>
  View& put_optional(const std::string& name, Text<Target> text) {
    add("has_" + name, !text.empty());
    return add(name, std::move(text).str());
  }
  /// A list, and `has_NAME`.
  View& put_list(const std::string& name, List list) {
    add("has_" + name, !list.empty());
    return add(name, std::move(list));
  }

  [[nodiscard]] const std::vector<std::pair<std::string, Node>>& members() const { return members_; }

 private:
  static constexpr std::size_t kUsual = 8;  ///< members of a view

  View& add(std::string name, Node node) {
    if (members_.empty()) members_.reserve(kUsual);
    members_.emplace_back(std::move(name), std::move(node));
    return *this;
  }

  std::vector<std::pair<std::string, Node>> members_;
};

/// Marks the items of a list with `last`, and `comma`, which is a comma but after the last one.
void mark_last(View::List& list);

/// The view as JSON, to look at.
std::string to_json(const View& view);

}  // namespace tenon::render
