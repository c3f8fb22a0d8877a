// What is promised, in the words of a server as the one under examination.
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

/// Made on a private server of the same version; where there is none, or it lacks something such as an
/// extension, on the server itself, in a scratch database. Takes away there what killed runs have left. Keeps
/// no session open.
WantedSide wanted_side(const std::string& url, const std::string& schema_name, const catalog::Wanted& sql);

}  // namespace tenon::world
