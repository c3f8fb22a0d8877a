// docs/diagnostics: a page for each code; each wrong example reports that code and nothing else, and each
// right one is clean of it.
#include "diag/pages.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>

#include "diag/render.hpp"
#include "driver/compilation.hpp"
#include "expect_or_write.hpp"
#include "prisma/prisma.hpp"

namespace {

namespace fs = std::filesystem;
using tenon::diag::Entry;

/// Codes of what an example can't hold: bytes that are no text, other files.
constexpr std::string_view kWithoutExamples[] = {"E0002", "E0003", "E0127", "E1210"};

/// The text of a page's example, or nothing.
std::string block(std::string_view page, const std::string& name, const std::string& language = "schema") {
  const std::string open = "```" + language + " " + name + "\n";
  const std::size_t begin = page.find(open);
  if (begin == std::string_view::npos) return "";
  const std::size_t end = page.find("```", begin + open.size());
  return std::string(page.substr(begin + open.size(), end - begin - open.size()));
}

/// What is wrong with a page's example of a Prisma schema.
std::set<std::string> codes_of_prisma(std::string text) {
  if (text.find("datasource") == std::string::npos)
    text = "datasource db { provider = \"postgresql\" }\n" + text;
  tenon::SourceSet sources;
  sources.add(tenon::SourceFile("example.prisma", text));
  tenon::diag::Sink sink;
  tenon::prisma::imported(sources, sink);
  std::set<std::string> out;
  for (const auto& diagnostic : sink.all()) out.emplace(tenon::diag::entry(diagnostic.code).id);
  return out;
}

fs::path written(const std::string& name, const std::string& text) {
  const fs::path path = fs::temp_directory_path() / fmt::format("page-{}-{}.schema", name, ::getpid());
  std::ofstream(path) << text;
  return path;
}

/// Of the lints, the page's own alone.
tenon::sema::LintLevels levels_of(std::string_view code) {
  // Whether an `@allow` is used is seen where the lint that it names runs.
  if (code == tenon::diag::entry(tenon::diag::Code::kUnusedAllow).id) return {};
  tenon::sema::LintLevels out = {{"all", tenon::sema::Level::kOff}};
  for (const auto& lint : tenon::sema::lints()) {
    if (tenon::diag::entry(lint.code).id == code) out[std::string(lint.name)] = tenon::sema::Level::kWarn;
  }
  return out;
}

tenon::driver::Compilation compile(const tenon::diag::Page& page, const std::string& text) {
  const fs::path path = written("now", text);
  const std::string before = block(page.text, "before");
  const auto levels = levels_of(page.code);
  auto out = before.empty()
                 ? tenon::driver::compile(path.string(), levels)
                 : tenon::driver::compile_against(path.string(), written("before", before).string(), levels);
  fs::remove(path);
  fs::remove(written("before", ""));
  return out;
}

std::set<std::string> codes_of(const tenon::driver::Compilation& compilation) {
  std::set<std::string> out;
  for (const auto& diagnostic : compilation.sink.all()) out.emplace(tenon::diag::entry(diagnostic.code).id);
  return out;
}

std::string shown(const tenon::driver::Compilation& compilation) {
  return tenon::diag::render(compilation.sink.sorted(), compilation.sources, {});
}

TEST(Pages, EachCodeHasOne) {
  std::set<std::string_view> pages;
  for (const auto& page : tenon::diag::pages()) pages.insert(page.code);
  for (const Entry& row : tenon::diag::catalogue()) {
    EXPECT_TRUE(pages.erase(row.id)) << "docs/diagnostics/" << row.id << ".md is missing: " << row.title;
  }
  for (const std::string_view page : pages) ADD_FAILURE() << page << " is a page of no diagnostic";
}

TEST(Pages, BeginWithTheirTitle) {
  for (const Entry& row : tenon::diag::catalogue()) {
    for (const auto& page : tenon::diag::pages()) {
      if (page.code != row.id) continue;
      EXPECT_TRUE(page.text.starts_with(fmt::format("# {}: {}\n", row.id, row.title)))
          << page.text.substr(0, 80);
    }
  }
}

TEST(Pages, WrongExamplesReportTheirCode) {
  for (const auto& page : tenon::diag::pages()) {
    if (std::find(std::begin(kWithoutExamples), std::end(kWithoutExamples), page.code) !=
        std::end(kWithoutExamples))
      continue;
    if (const std::string prisma = block(page.text, "wrong", "prisma"); !prisma.empty()) {
      EXPECT_EQ(codes_of_prisma(prisma), std::set<std::string>{std::string(page.code)}) << page.code;
      continue;
    }
    const auto compilation = compile(page, block(page.text, "wrong"));
    EXPECT_EQ(codes_of(compilation), std::set<std::string>{std::string(page.code)}) << page.code << "\n"
                                                                                    << shown(compilation);
  }
}

TEST(Pages, RightExamplesAreClean) {
  for (const auto& page : tenon::diag::pages()) {
    const std::string prisma = block(page.text, "right", "prisma");
    if (!prisma.empty()) {
      EXPECT_EQ(codes_of_prisma(prisma), std::set<std::string>{}) << page.code;
    }
    const std::string text = block(page.text, "right");
    if (text.empty()) continue;
    const auto compilation = compile(page, text);
    EXPECT_TRUE(codes_of(compilation).empty()) << page.code << "\n" << shown(compilation);
  }
}

const tenon::sema::Lint* lint_of(const Entry& row) {
  for (const auto& lint : tenon::sema::lints()) {
    if (lint.code == row.code) return &lint;
  }
  return nullptr;
}

std::string_view level_name(tenon::sema::Level level) {
  for (const auto& [name, known] : tenon::sema::levels()) {
    if (known == level) return name;
  }
  return "";
}

TEST(Pages, TheIndexListsThem) {
  std::string out =
      "# Diagnostics\n\n"
      "Every error and warning of the compiler, with a page each: what it means, a wrong example and a right "
      "one. "
      "`tenon explain CODE` prints a page.\n\n";
  std::size_t errors = 0;
  std::size_t lints = 0;
  std::string table = "| code | title | severity |\n| --- | --- | --- |\n";
  for (const Entry& row : tenon::diag::catalogue()) {
    const auto* lint = lint_of(row);
    ++(lint == nullptr ? errors : lints);
    table += fmt::format("| [{0}]({0}.md) | {1} | {2} |\n", row.id, row.title,
                         lint == nullptr ? std::string("error")
                                         : fmt::format("lint `{}`, {}", lint->name, level_name(lint->level)));
  }
  std::size_t goldens = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(TENON_SOURCE) / "tests/file")) {
    if (entry.path().extension() == ".schema") ++goldens;
  }
  out += fmt::format(
      "There are {} errors, {} lints, and {} schemas under `tests/file` whose diagnostics, or what is made "
      "of them, "
      "are tested word by word. Which review asked for a lint stands in [lints](../lints.md).\n\n{}",
      errors, lints, goldens, table);
  tenon::test::expect_or_write(fs::path(TENON_SOURCE) / "docs/diagnostics/README.md", out);
}

TEST(Lints, TheTableListsThem) {
  const fs::path path = fs::path(TENON_SOURCE) / "docs/lints.md";
  std::ifstream file(path, std::ios::binary);
  const std::string old{std::istreambuf_iterator<char>(file), {}};
  const std::string mark = "| lint | code | level | what it finds | a review that asked for it |\n";
  const std::size_t begin = old.find(mark);
  ASSERT_NE(begin, std::string::npos);
  std::string table = mark + "| --- | --- | --- | --- | --- |\n";
  for (const auto& lint : tenon::sema::lints()) {
    const Entry& row = tenon::diag::entry(lint.code);
    table += fmt::format("| `{}` | [{}](diagnostics/{}.md) | {} | {} | {} |\n", lint.name, row.id, row.id,
                         level_name(lint.level), row.title, lint.asked_by);
  }
  tenon::test::expect_or_write(path, old.substr(0, begin) + table);
}

/// What the repository shows of itself is clean.
TEST(Lints, FindNothingInTheSchemasOfTheRepository) {
  for (const std::string folder : {"schema", "examples"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(TENON_SOURCE) / folder)) {
      if (entry.path().extension() != ".schema") continue;
      const auto compilation = tenon::driver::compile(entry.path().string());
      EXPECT_TRUE(compilation.sink.all().empty()) << shown(compilation);
    }
  }
}

/// What the schema of SARIF 2.1.0 asks for, and what code scanning shows.
TEST(Sarif, HasWhatReadersAskFor) {
  const fs::path path = written("sarif", "schema s { postgress 15 }\nentity A { id: uuid @key  id: text }\n");
  const auto compilation = tenon::driver::compile(path.string());
  fs::remove(path);
  const auto log = nlohmann::json::parse(tenon::diag::render(compilation.sink.sorted(), compilation.sources,
                                                             {tenon::diag::Format::kSarif, false}));
  EXPECT_EQ(log.at("version"), "2.1.0");
  const auto& run = log.at("runs").at(0);
  const auto& rules = run.at("tool").at("driver").at("rules");
  EXPECT_EQ(run.at("tool").at("driver").at("name"), "tenon");
  EXPECT_EQ(rules.size(), tenon::diag::catalogue().size());
  ASSERT_EQ(run.at("results").size(), 2U);
  const auto& setting = run.at("results").at(0);
  EXPECT_EQ(setting.at("ruleId"), "E0104");
  EXPECT_EQ(rules.at(setting.at("ruleIndex").get<std::size_t>()).at("id"), "E0104");
  EXPECT_EQ(setting.at("level"), "error");
  EXPECT_FALSE(setting.at("message").at("text").get<std::string>().empty());
  const auto& region = setting.at("locations").at(0).at("physicalLocation").at("region");
  EXPECT_EQ(region, nlohmann::json::parse(R"({"startLine":1,"startColumn":12,"endLine":1,"endColumn":21})"));
  const auto& change = setting.at("fixes").at(0).at("artifactChanges").at(0);
  EXPECT_EQ(change.at("replacements").at(0).at("insertedContent").at("text"), "postgres");
  const auto& twice = run.at("results").at(1);
  EXPECT_EQ(twice.at("relatedLocations").at(0).at("message").at("text"), "the first one");
}

}  // namespace
