// Running the lints, on what has no errors.
#pragma once

#include "base/text.hpp"
#include "sema/context/context.hpp"
#include "sema/lints/lints.hpp"

namespace tenon::sema {

struct Linting : Reading {
  const CutNames& cut_names;
};

/// Gives all that was found and isn't allowed, whether a baseline lets it pass or not.
LintFindings run_lints(const Linting& context, const LintLevels& given);

}  // namespace tenon::sema
