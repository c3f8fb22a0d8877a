// Compiling for a command, and what it says when something is wrong.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/commands.hpp"
#include "driver/compilation.hpp"

namespace tenon::driver {

/// Compiles the files, held against a version before if one is named, and prints their diagnostics.
std::vector<Compilation> compile_and_report(const Common& common, const std::string& before = "");

/// Prints diagnostics: in JSON, one list for all of them, on standard output where they are the product. All
/// else is on standard error.
void report(const Common& common, const std::vector<const Compilation*>& compilations);

/// `error: message`, and `help: …` where there is one, on standard error.
void print_error(std::string_view message, std::string_view help = "");

}  // namespace tenon::driver
