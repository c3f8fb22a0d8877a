// The text of a schema file as it grows, with what each of its lines is about.
#pragma once

#include <algorithm>
#include <string>

#include "raise/raise.hpp"

namespace tenon::raise {

class Text {
 public:
  /// A line, or several, which are all about the object.
  void add(const std::string& text, const model::Identity& object) {
    const std::size_t lines = 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    for (std::size_t i = 0; i < lines; ++i) lines_[++number_] = object;
    text_ += text + "\n";
  }
  void add(const std::string& text) {
    number_ += 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    text_ += text + "\n";
  }

  [[nodiscard]] std::string take_text() { return std::move(text_); }
  [[nodiscard]] std::map<std::size_t, model::Identity> take_lines() { return std::move(lines_); }

 private:
  std::string text_;
  std::map<std::size_t, model::Identity> lines_;
  std::size_t number_ = 0;
};

}  // namespace tenon::raise
