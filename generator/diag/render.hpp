// Diagnostics as text for people, lines for compilers' front ends, and JSON for machines.
#pragma once

#include <string>
#include <vector>

#include "base/source.hpp"
#include "diag/diagnostic.hpp"

namespace tenon::diag {

enum class Format { kText, kGcc, kJson };

struct RenderOptions {
  Format format = Format::kText;
  bool colour = false;
};

std::string render(const std::vector<Diagnostic>& diagnostics, const SourceSet& sources,
                   const RenderOptions& options);

}  // namespace tenon::diag
