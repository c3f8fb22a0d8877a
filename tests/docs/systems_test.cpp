// The pages of docs/systems say which part of a schema answers a finding: each part that they name stands in
// the schema, each code and each lint exists.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "diag/diagnostic.hpp"
#include "page_file.hpp"
#include "sema/lints/lints.hpp"

namespace {

namespace fs = std::filesystem;

/// Runs of white space as one space.
std::string squeezed(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!space) out += c;
    if (space && !out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

/// What stands in backticks in the last cell of a table's rows.
std::vector<std::string> answers(const std::string& page) {
  static const std::regex kCode("``\\s?(.+?)\\s?``(?!`)|`([^`]+)`");
  std::vector<std::string> out;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| ")) continue;
    const std::size_t cell = line.rfind(" | ");
    if (cell == std::string::npos) continue;
    const std::string last = line.substr(cell + 3);
    for (std::sregex_iterator at(last.begin(), last.end(), kCode), end; at != end; ++at) {
      out.push_back((*at)[1].matched ? (*at)[1].str() : (*at)[2].str());
    }
  }
  return out;
}

bool is_diagnostic(const std::string& word) {
  const auto& all = tenon::diag::catalogue();
  const auto lints = tenon::sema::lint_names();
  return std::find(lints.begin(), lints.end(), word) != lints.end() ||
         std::any_of(all.begin(), all.end(), [&](const auto& entry) { return entry.id == word; });
}

/// What is no part of a schema: commands, functions of the database, words of SQL and of the language itself.
bool is_known_word(const std::string& word) {
  static const std::vector<std::string> kWords = {"tenon.maintain()",    "tenon.current_tenant()",
                                                  "set_config(…, true)", "@backfill",
                                                  "WITH CHECK (true)",   "timestamp"};
  return word.starts_with("tenon ") || std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

class Systems : public ::testing::TestWithParam<std::string> {};

TEST_P(Systems, ThePageNamesWhatIsThere) {
  const fs::path root = TENON_SOURCE;
  const std::string schema = squeezed(tenon::test::read(root / "schema" / (GetParam() + ".schema")));
  const std::vector<std::string> named =
      answers(tenon::test::read(root / "docs/systems" / (GetParam() + ".md")));
  EXPECT_GE(named.size(), 20U);
  for (const std::string& part : named) {
    EXPECT_TRUE(schema.find(squeezed(part)) != std::string::npos || is_diagnostic(part) ||
                is_known_word(part))
        << part;
  }
}

int run(const std::string& arguments) {
  return std::system((std::string(TENON_TOOL) + " " + arguments).c_str());
}

std::string schema_path(const std::string& name) {
  return (fs::path(TENON_SOURCE) / "schema" / (name + ".schema")).string();
}

TEST_P(Systems, TheSchemaHasNoFindings) {
  const std::string said =
      std::string("[ -z \"$(") + TENON_TOOL + " check " + schema_path(GetParam()) + " 2>&1)\" ]";
  EXPECT_EQ(std::system(said.c_str()), 0);
}

/// Every check and attack, on a server that has what the schema needs.
TEST_P(Systems, TheSchemaKeepsItsPromises) {
  const std::string servers = (fs::path(TENON_SOURCE) / "tests/servers").string();
  EXPECT_EQ(run("verify " + schema_path(GetParam()) + " --pglite " + servers), 0);
}

TEST(Business, TheSecondVersionKeepsTheContractOfTheFirst) {
  EXPECT_EQ(run("check " + schema_path("business") + " --against " + schema_path("business_v1")), 0);
}

TEST(Business, TheFirstVersionKeepsItsPromises) {
  EXPECT_EQ(run("verify " + schema_path("business_v1")), 0);
}

INSTANTIATE_TEST_SUITE_P(All, Systems, ::testing::Values("metachat", "business", "neonhub", "platform"),
                         [](const auto& tested) { return tested.param; });

}  // namespace
