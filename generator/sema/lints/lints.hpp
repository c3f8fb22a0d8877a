// Lints: what a schema may say, and should think about. A lint is a row of the table in `lints.cpp`, and a
// function named after it that finds its places in what was resolved.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostic.hpp"

namespace tenon::sema {

struct Linting;
class Findings;

enum class Level { kOff, kNote, kWarn, kError };

struct Lint {
  diag::Code code;
  std::string_view name;
  Level level;                ///< unless somebody says otherwise
  std::string_view asked_by;  ///< the reviews that would have wanted it
  void (*find)(const Linting&, Findings&);
};

std::span<const Lint> lints();
const Lint* find_lint(std::string_view name);
std::vector<std::string> lint_names();
/// `off`, `note`, `warn`, `error`.
const std::map<std::string, Level, std::less<>>& levels();

/// What the command line says: by the lint's name, or `all`. It comes before what the schema says.
using LintLevels = std::map<std::string, Level, std::less<>>;

/// What lints found, each as `status_as_text Order.status`, in order: what a file of `baseline` holds. By
/// names, so that it stays when lines move.
using LintFindings = std::vector<std::string>;

}  // namespace tenon::sema
