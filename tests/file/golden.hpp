// Tests whose expectation stands in the test file: a `.schema` or a `.prisma` file, and behind it, in lines
// that begin with
// `//>`, what the compiler makes of it. The first line may say what that is: `// golden: sql`, or with the
// version before, `// golden: against parts/before.schema`; without it, it is the diagnostics but
// for the lints, with which it is `lints`.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tenon::test {

struct Golden {
  std::string path;    ///< relative to the goldens' directory
  std::string kind;    ///< check, lints, gcc, json, against, format, ir, plan, steps, sql, tests
  std::string before;  ///< of `against`: the version before, beside it
  std::string source;  ///< without the expectation, so that the places in it stay
  std::string expected;
};

/// The directory that holds the goldens.
const std::filesystem::path& golden_directory();

/// Every golden, in order. Files below a folder `parts` are what others import, and no goldens.
std::vector<std::string> golden_paths();
Golden read_golden(const std::string& path);
void write_golden(const Golden& golden, const std::string& actual);

/// What the compiler makes of the golden; called in a directory that `lay_out_sources` has filled.
std::string compiled(const Golden& golden);

/// Writes each source, without its expectation, below a directory.
void lay_out_sources(const std::filesystem::path& directory);

}  // namespace tenon::test
