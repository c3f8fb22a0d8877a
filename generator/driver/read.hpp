// Files as text.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace tenon::driver {

/// The bytes of a file or a pipe, or why they can't be read.
tl::expected<std::string, std::string> read_file(const std::string& path);
tl::expected<std::string, std::string> read_standard_input();

/// Without a byte order mark and carriage returns: a schema means the same, and makes the same SQL, however a
/// checkout ends its lines.
std::string plain_text(std::string text);

}  // namespace tenon::driver
