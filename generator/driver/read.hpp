// Files as text.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace tenon::driver {

/// Far above any schema: the largest is some thousand entities, less than 2 MiB. Syntax trees take a hundred
/// times the text, so that this bounds the memory that any input can cost.
constexpr std::size_t kMaxSchemaMebibytes = 8;

/// The bytes of a file or a pipe, or why they can't be read.
tl::expected<std::string, std::string> read_file(const std::string& path,
                                                 std::size_t most_mebibytes = kMaxSchemaMebibytes);
tl::expected<std::string, std::string> read_standard_input();

/// Without a byte order mark and carriage returns: a schema means the same, and makes the same SQL, however a
/// checkout ends its lines.
std::string plain_text(std::string text);

}  // namespace tenon::driver
