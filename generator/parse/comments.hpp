// Comments of other languages, in a text that has syntax errors.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tenon::parse {

/// Blanks such comments, so that what they say is not read; every offset in code points stays. Gives the
/// bytes at which they begin.
std::vector<std::uint32_t> blank_foreign_comments(std::string& text);

}  // namespace tenon::parse
