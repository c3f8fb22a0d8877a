// Diagnostics as text for people, lines for compilers' front ends, and JSON for machines.
#pragma once

#include <string>
#include <vector>

#include "base/source.hpp"
#include "diag/diagnostic.hpp"

namespace tenon::diag {

enum class Format { kText, kGcc, kJson, kSarif };

struct RenderOptions {
  Format format = Format::kText;
  bool colour = false;
};

std::string render(const std::vector<Diagnostic>& diagnostics, const SourceSet& sources,
                   const RenderOptions& options);

/// SARIF 2.1.0 of several compilations: what is to be shown of each, and its sources.
struct Rendered {
  std::vector<Diagnostic> diagnostics;
  const SourceSet* sources = nullptr;
};
std::string sarif(const std::vector<Rendered>& runs);

}  // namespace tenon::diag
