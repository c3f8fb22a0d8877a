// A schema file and what it imports, compiled.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/source.hpp"
#include "diag/diagnostic.hpp"
#include "diag/places.hpp"
#include "ir/ir.hpp"
#include "sema/lints/lints.hpp"

namespace tenon::driver {

struct Compilation {
  std::string path;
  SourceSet sources;
  diag::Sink sink;
  std::optional<ir::Schema> schema;  ///< none where there are errors
  diag::Places places;               ///< of the declarations
  std::vector<std::string> inputs;   ///< every file that was read, this one first

  /// The file's name without directory and ending: what outputs are named after.
  [[nodiscard]] std::string stem() const;
};

/// Never throws for what is in the files: `sink` tells.
Compilation compile(const std::string& path, const sema::LintLevels& levels = {});

/// The same, and held against the version before, a schema or a snapshot: what that froze may only grow.
Compilation compile_against(const std::string& path, const std::string& before,
                            const sema::LintLevels& levels = {});

}  // namespace tenon::driver
