// Outputs to disk: all or none, and only where something changed.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "render/output.hpp"

namespace tenon::driver {

/// How many files were written, or what went wrong; then none was.
tl::expected<std::size_t, std::string> write_outputs(const std::string& directory,
                                                     const std::vector<render::OutputFile>& files);

/// What a command makes as one text: into the file, or to standard output where none is named; the exit code.
int write_or_print(const std::string& file, const std::string& text);

}  // namespace tenon::driver
