// The one layout of a schema file: `tenon format`. It moves what stands in the text and never what it means.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/source.hpp"
#include "diag/diagnostic.hpp"

namespace tenon::format {

/// The text of file `id` in the canonical layout, or nothing where it has syntax errors, each of which is
/// reported.
std::optional<std::string> formatted(const SourceSet& sources, std::uint32_t id, diag::Sink& sink);

}  // namespace tenon::format
