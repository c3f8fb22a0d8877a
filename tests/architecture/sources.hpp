// The files of the repository, as the tests of this folder see them: paths and text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::architecture {

struct Source {
  std::string path;  ///< from the repository's root, such as "generator/ir/ir.hpp"
  std::string text;
};

struct Include {
  std::string header;  ///< what stands between the quotes or brackets
  std::size_t line;
};

/// Every text file of the repository, in order. Not what git ignores: builds, caches, node_modules.
const std::vector<Source>& sources();

/// Of C and C++.
bool is_code(std::string_view path);

std::vector<Include> includes(std::string_view text);

/// The number of the line, from 1, that `offset` is in.
std::size_t line_at(std::string_view text, std::size_t offset);

/// Names of the folders right below `folder`, which is a path from the root.
std::vector<std::string> folders_below(std::string_view folder);

}  // namespace tenon::architecture
