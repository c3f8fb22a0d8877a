// The text of a schema file as it grows, with what each of its lines is about.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "raise/raise.hpp"

namespace tenon::raise {

class Text {
 public:
  /// A line, or several, which are all about the object.
  void add(const std::string& text, const model::Identity& object) {
    const std::size_t lines = 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    for (std::size_t i = 0; i < lines; ++i) lines_[++number_] = object;
    put(text);
  }
  void add(const std::string& text) {
    number_ += 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    put(text);
  }
  /// Where it stands that follows, if it is told in several files; until then in the first.
  void stands_in(const std::string& file) {
    const auto found =
        std::find_if(files_.begin(), files_.end(), [&](const auto& each) { return each.first == file; });
    at_ = static_cast<std::size_t>(found - files_.begin());
    if (found == files_.end()) files_.emplace_back(file, "");
  }

  [[nodiscard]] std::string take_text() { return std::move(text_); }
  [[nodiscard]] std::map<std::size_t, model::Identity> take_lines() { return std::move(lines_); }
  /// By name, in their order; the first has none.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> take_files() { return std::move(files_); }

 private:
  void put(const std::string& text) {
    text_ += text + "\n";
    files_[at_].second += text + "\n";
  }

  std::string text_;
  std::map<std::size_t, model::Identity> lines_;
  std::size_t number_ = 0;
  std::vector<std::pair<std::string, std::string>> files_ = {{"", ""}};
  std::size_t at_ = 0;
};

}  // namespace tenon::raise
