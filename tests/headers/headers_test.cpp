// A public generated header is little more than the standard headers that it needs, and these are the light
// ones. Held by what the compiler reads, since times differ from run to run.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr double kMost = 1.3;
const fs::path kRuntime = fs::path(TENON_SOURCE) / "runtime/core/include";
const fs::path kGenerated = fs::path(TENON_SOURCE) / "generated/platform";

std::string read(const fs::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The names in the `#include` lines of a text.
std::vector<std::string> includes(const std::string& text) {
  static const std::string kInclude = "\n#include ";
  std::vector<std::string> out;
  for (std::size_t at = text.find(kInclude); at != std::string::npos; at = text.find(kInclude, at + 1)) {
    const std::size_t begin = at + kInclude.size() + 1;
    out.push_back(text.substr(begin, text.find_first_of(">\"\n", begin) - begin));
  }
  return out;
}

/// The standard headers that a header of ours needs, itself or by others of ours.
void collect(const fs::path& header, std::set<fs::path>& seen, std::set<std::string>& standard) {
  if (!seen.insert(header).second) return;
  for (const std::string& name : includes("\n" + read(header))) {
    if (fs::exists(kRuntime / name)) {
      collect(kRuntime / name, seen, standard);
    } else if (fs::exists(kGenerated / name)) {
      collect(kGenerated / name, seen, standard);
    } else if (name.find('.') == std::string::npos) {
      standard.insert(name);  // what isn't, such as fmt's, counts as ours
    }
  }
}

std::set<std::string> standard_headers(const fs::path& header) {
  std::set<fs::path> seen;
  std::set<std::string> out;
  collect(header, seen, out);
  return out;
}

/// Words, numbers and signs of what the preprocessor makes of a text.
std::size_t tokens(const std::string& text) {
  const std::string command = fmt::format("printf '{}' | {} -std=c++20 -E -P -I{} -I{} -x c++ -", text,
                                          TENON_CXX, kRuntime.string(), kGenerated.string());
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  std::size_t count = 0;
  bool in_word = false;
  for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) {
    const bool word = std::isalnum(c) != 0 || c == '_';
    if (word ? !in_word : std::isspace(c) == 0) ++count;
    in_word = word;
  }
  return count;
}

// Forward declarations need <cstdint> alone, which is nothing to be measured by.
constexpr const char* kPublic[] = {"platform.hpp", "platform_access.hpp", "platform_json.hpp",
                                   "platform_describe.hpp"};

TEST(PublicHeaders, AreLittleMoreThanTheStandardHeadersThatTheyNeed) {
  for (const char* header : kPublic) {
    std::string standard;
    for (const std::string& name : standard_headers(kGenerated / header))
      standard += fmt::format("#include <{}>\\n", name);
    const std::size_t alone = tokens(standard);
    const std::size_t all = tokens(fmt::format("#include \"{}\"\\n", header));
    ASSERT_GT(alone, 100U) << header;
    ASSERT_GT(all, alone) << header;
    EXPECT_LE(static_cast<double>(all), kMost * static_cast<double>(alone)) << header;
    std::printf("%s: %.2f of its standard headers\n", header,
                static_cast<double>(all) / static_cast<double>(alone));
  }
}

TEST(PublicHeaders, NeedNoStandardHeaderThatIsHeavy) {
  // <functional>, <iostream>, <regex>, <map> and the like are for sources, or for what asks for them.
  const std::set<std::string> light = {
      "array",  "chrono",           "compare",     "concepts", "cstddef",   "cstdint",
      "iosfwd", "initializer_list", "optional",    "span",     "stdexcept", "string",
      "tuple",  "string_view",      "type_traits", "utility",  "vector"};
  for (const char* header : kPublic) {
    for (const std::string& name : standard_headers(kGenerated / header))
      EXPECT_TRUE(light.contains(name)) << header << " needs <" << name << ">";
  }
}

}  // namespace
