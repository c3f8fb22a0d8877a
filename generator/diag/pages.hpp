// The page of each diagnostic, from docs/diagnostics/.
#pragma once

#include <span>
#include <string_view>

namespace tenon::diag {

struct Page {
  std::string_view code;
  std::string_view text;  ///< Markdown
};

/// In the order of their codes.
std::span<const Page> pages();

}  // namespace tenon::diag
