// A schema file and what it imports, compiled.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/source.hpp"
#include "diag/diagnostic.hpp"
#include "diag/places.hpp"
#include "ir/ir.hpp"
#include "model/database.hpp"
#include "sema/lints/lints.hpp"

namespace tenon::driver {

/// What a schema makes of a database, made when it is first asked for, by whichever thread that is.
class Lowering {
 public:
  const model::Database& of(const ir::Schema& schema);

 private:
  std::once_flag once_;
  model::Database database_;
};

struct Compilation {
  std::string path;
  SourceSet sources;
  diag::Sink sink;
  std::optional<ir::Schema> schema;    ///< none where there are errors
  diag::Places places;                 ///< of the declarations
  sema::LintFindings lint_findings;    ///< all that isn't allowed, let pass by a baseline or not
  std::vector<std::string> baselines;  ///< the paths of the lints' baselines
  std::vector<std::string> inputs;     ///< every file that was read, this one first

  /// The file's name without directory and ending: what outputs are named after.
  [[nodiscard]] std::string stem() const;
  /// The objects of a schema without errors.
  [[nodiscard]] const model::Database& lowered() const { return lowering->of(*schema); }

  std::unique_ptr<Lowering> lowering = std::make_unique<Lowering>();
};

/// Where an import is looked for that isn't beside the file that says it, in this order.
using ImportDirs = std::vector<std::string>;

/// Never throws for what is in the files: `sink` tells.
Compilation compile(const std::string& path, const sema::LintLevels& levels = {},
                    const ImportDirs& import_dirs = {});

/// The same, and held against the version before, a schema or a snapshot: what that froze may only grow.
Compilation compile_against(const std::string& path, const std::string& before,
                            const sema::LintLevels& levels = {}, const ImportDirs& import_dirs = {});

}  // namespace tenon::driver
