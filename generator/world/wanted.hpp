// What is promised, in the words of the server under examination.
#pragma once

#include <optional>
#include <string>

#include "catalog/elaborate.hpp"
#include "tenon/conformance/checks.hpp"

namespace tenon::world {

/// The promised side, or why there is none.
struct WantedSide {
  std::optional<catalog::Reading> reading;
  std::optional<conformance::Unjudged> unjudged;
  std::optional<conformance::Note> note;  ///< the server can never tell: no fault, and nothing to do
};

/// Made on the server itself, where the role of `url` may make databases; else on a private one of the same
/// version. Keeps no session open.
WantedSide wanted_side(const std::string& url, const std::string& schema_name, const catalog::Wanted& sql);

}  // namespace tenon::world
