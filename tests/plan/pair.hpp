// Two versions of a schema in one text: lines that begin with `-` are of the first alone, with `+` of the
// second.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "driver/migrate/versions.hpp"

namespace plan_tests {

struct Pair {
  std::string before;
  std::string after;
  std::string plan;  ///< what is expected, from lines that begin with `//> `
};

Pair pair_of(const std::string& text);

/// Those of `pairs`, or the one that TENON_PAIR names.
std::vector<std::filesystem::path> pair_files();
std::string text_of(const std::filesystem::path& path);
/// How many rows the pair's tables get: none where its change can't be made of rows that are made up.
int rows_of(const std::string& pair);

/// Nothing where it has errors, which are in `wrong`.
std::optional<tenon::driver::Version> compiled(const std::string& text, std::string& wrong);

/// The whole plan, with what is refused and what may be meant.
std::string plan_text(const tenon::driver::Version& before, const tenon::driver::Version& after);

}  // namespace plan_tests
