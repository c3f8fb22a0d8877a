// Every `schema` block of the documentation compiles; every line of the README's SQL is generated from its
// schema; every line of the C++ stands in the example that the build compiles.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "code_blocks.hpp"
#include "diag/render.hpp"
#include "driver/compilation.hpp"
#include "driver/targets.hpp"
#include "page_file.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> pages() {
  std::vector<fs::path> out = {fs::path(TENON_SOURCE) / "README.md"};
  for (const auto& entry : fs::directory_iterator(fs::path(TENON_SOURCE) / "docs")) {
    if (entry.path().extension() == ".md") out.push_back(entry.path());
  }
  return out;
}

std::vector<std::string> blocks(const fs::path& page, const std::string& language) {
  return tenon::test::code_blocks(tenon::test::read(page), language);
}

tenon::driver::Compilation compile(const std::string& text) {
  const fs::path path = fs::temp_directory_path() / fmt::format("docs-{}.schema", ::getpid());
  std::ofstream(path) << text;
  auto out = tenon::driver::compile(path.string());
  fs::remove(path);
  return out;
}

std::string trimmed(std::string line) {
  line.erase(0, line.find_first_not_of(" \t"));
  return line;
}

TEST(Documentation, SchemasCompile) {
  std::size_t count = 0;
  for (const fs::path& page : pages()) {
    for (const std::string& block : blocks(page, "schema")) {
      ++count;
      const auto compilation = compile(block);
      EXPECT_TRUE(compilation.schema.has_value())
          << page << "\n"
          << tenon::diag::render(compilation.sink.sorted(), compilation.sources, {});
    }
  }
  EXPECT_GE(count, 2U);
}

TEST(Documentation, SchemasKeepTheirPromisesOnAServer) {
  for (const fs::path& page : pages()) {
    for (const std::string& block : blocks(page, "schema")) {
      const fs::path path = fs::temp_directory_path() / fmt::format("docs-live-{}.schema", ::getpid());
      std::ofstream(path) << block;
      const std::string command = fmt::format("{} verify {}", TENON_TOOL, path.string());
      EXPECT_EQ(std::system(command.c_str()), 0) << page << "\n" << block;
      fs::remove(path);
    }
  }
}

TEST(Documentation, TheReadmesSqlIsWhatItsSchemaMakes) {
  const fs::path readme = fs::path(TENON_SOURCE) / "README.md";
  const auto compilation = compile(blocks(readme, "schema").at(0));
  ASSERT_TRUE(compilation.schema.has_value());
  tenon::render::Templates templates;
  std::string generated;
  for (const auto& file : tenon::driver::find_target("sql")->generate(compilation, templates))
    generated += file.text;
  std::istringstream lines(blocks(readme, "sql").at(0));
  for (std::string line; std::getline(lines, line);) {
    EXPECT_NE(generated.find(trimmed(line)), std::string::npos) << "not generated: " << line;
  }
}

TEST(Documentation, CppStandsInTheCompiledExample) {
  const std::string example =
      tenon::test::read(fs::path(TENON_SOURCE) / "examples/quickstart/main.cpp") +
      tenon::test::read(fs::path(TENON_SOURCE) / "examples/async/main.cpp") +
      tenon::test::read(fs::path(TENON_SOURCE) / "tests/conformance/orders_access_test.cpp") +
      tenon::test::read(fs::path(TENON_SOURCE) / "tests/conformance/orders_many_test.cpp") +
      tenon::test::read(fs::path(TENON_SOURCE) / "tests/conformance/orders_streams_test.cpp") +
      tenon::test::read(fs::path(TENON_SOURCE) / "tests/conformance/desk_access_test.cpp") +
      tenon::test::read(fs::path(TENON_SOURCE) / "tests/conformance/clinic_access_test.cpp") +
      tenon::test::read(fs::path(TENON_SOURCE) / "tests/conformance/clinic_search_test.cpp") +
      tenon::test::read(fs::path(TENON_SOURCE) / "tests/conformance/members_access_test.cpp") +
      tenon::test::read(fs::path(TENON_SOURCE) / "tests/conformance/grove_access_test.cpp") +
      tenon::test::read(fs::path(TENON_SOURCE) / "tests/conformance/values_access_test.cpp") +
      tenon::test::read(fs::path(TENON_SOURCE) / "tests/conformance/port_access_test.cpp") +
      tenon::test::read(fs::path(TENON_SOURCE) / "examples/unit_test/desk.hpp") +
      tenon::test::read(fs::path(TENON_SOURCE) / "examples/unit_test/desk_test.cpp");
  for (const fs::path& page : pages()) {
    for (const std::string& block : blocks(page, "cpp")) {
      std::istringstream lines(block);
      for (std::string line; std::getline(lines, line);) {
        EXPECT_NE(example.find(trimmed(line)), std::string::npos) << page << ": not in the example: " << line;
      }
    }
  }
}

/// Whether a heading of the page is linked to so: `partitions-and-retention`.
bool has_heading(const fs::path& page, const std::string& anchor) {
  std::istringstream lines(tenon::test::read(page));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("#")) continue;
    std::string link;
    for (const char c : line.substr(line.find(' ') + 1)) {
      if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-')
        link += static_cast<char>(std::tolower(c));
      if (c == ' ') link += '-';
    }
    if (link == anchor) return true;
  }
  return false;
}

TEST(Documentation, ItsLinksLeadSomewhere) {
  for (const fs::path& page : pages()) {
    const std::string text = tenon::test::read(page);
    for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 1)) {
      const std::string target = text.substr(at + 2, text.find(')', at) - at - 2);
      if (target.find(' ') != std::string::npos) continue;  // a lambda's, in an example
      const std::size_t anchor = target.find('#');
      const fs::path linked = anchor == 0 ? page : page.parent_path() / target.substr(0, anchor);
      EXPECT_TRUE(fs::exists(linked)) << page << ": " << target;
      EXPECT_TRUE(anchor == std::string::npos || has_heading(linked, target.substr(anchor + 1)))
          << page << ": " << target;
    }
  }
}

}  // namespace
