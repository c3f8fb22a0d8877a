// ANTLR counts code points, spans count bytes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace tenon::parse {

class Offsets {
 public:
  explicit Offsets(std::string_view text) : size_(static_cast<std::uint32_t>(text.size())) {
    for (std::uint32_t i = 0; i < text.size(); ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) begins_.push_back(i);
    }
    if (begins_.size() == text.size()) begins_.clear();
  }

  /// The byte offset of code point `index`.
  [[nodiscard]] std::uint32_t byte(std::size_t index) const {
    if (begins_.empty()) return index < size_ ? static_cast<std::uint32_t>(index) : size_;
    return index < begins_.size() ? begins_[index] : size_;
  }

 private:
  std::uint32_t size_;
  std::vector<std::uint32_t> begins_;  ///< empty where every code point is one byte
};

}  // namespace tenon::parse
