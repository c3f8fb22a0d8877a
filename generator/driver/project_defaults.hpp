// What a project's file says in the place of the command line.
#pragma once

#include "driver/command_line.hpp"

namespace tenon::driver {

/// False where something is missing after all, or the file is wrong: it is said on standard error.
bool fill_from_project(CommandLine& line);

}  // namespace tenon::driver
