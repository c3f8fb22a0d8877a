// Compiling for a command, and what it says when something is wrong.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "driver/commands.hpp"
#include "driver/compilation.hpp"

namespace tenon::driver {

/// Compiles a file and prints its diagnostics on standard error.
Compilation compile_and_report(const std::string& path, const Common& common);

/// `error: message`, and `help: …` where there is one, on standard error.
void print_error(std::string_view message, std::string_view help = "");

}  // namespace tenon::driver
