// The file of a schema's findings that are let pass.
#pragma once

#include <string>

#include "driver/commands.hpp"
#include "sema/lints/lints.hpp"

namespace tenon::driver {

/// What a baseline holds: how it came, and a finding a line.
std::string baseline_text(const sema::LintFindings& findings);

/// `check --write-baseline`: what lints find in each schema into the file that it names; the exit code.
int write_baselines(const Common& common);

}  // namespace tenon::driver
