// The page of each hazard, from docs/hazards/.
#pragma once

#include <span>
#include <string_view>

namespace tenon::plan {

struct Page {
  std::string_view name;  ///< of the hazard
  std::string_view text;  ///< Markdown
};

/// In the order of their names.
std::span<const Page> pages();

}  // namespace tenon::plan
