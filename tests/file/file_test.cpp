// One test a golden, named after its file. With TENON_UPDATE_GOLDENS=1 the goldens are rewritten instead.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <sstream>

#include "diag/diagnostic.hpp"
#include "golden.hpp"

namespace tenon::test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

/// The lines that differ, between those that both begin and end with.
std::string difference(const std::string& expected, const std::string& actual) {
  const std::vector<std::string> old_lines = lines_of(expected);
  const std::vector<std::string> new_lines = lines_of(actual);
  const std::size_t shorter = std::min(old_lines.size(), new_lines.size());
  std::size_t first = 0;
  while (first < shorter && old_lines[first] == new_lines[first]) ++first;
  std::size_t last = 0;
  while (last < shorter - first &&
         old_lines[old_lines.size() - 1 - last] == new_lines[new_lines.size() - 1 - last]) {
    ++last;
  }
  std::string out = "from line " + std::to_string(first + 1) + " of the expectation:\n";
  for (std::size_t i = first; i + last < old_lines.size(); ++i) out += "- " + old_lines[i] + "\n";
  for (std::size_t i = first; i + last < new_lines.size(); ++i) out += "+ " + new_lines[i] + "\n";
  return out;
}

bool updating() {
  const char* wish = std::getenv("TENON_UPDATE_GOLDENS");
  return wish != nullptr && std::string_view(wish) == "1";
}

class GoldenTest : public testing::Test {
 public:
  explicit GoldenTest(std::string path) : path_(std::move(path)) {}

  void TestBody() override {
    const Golden golden = read_golden(path_);
    const std::string actual = compiled(golden);
    if (updating()) {
      write_golden(golden, actual);
    } else if (actual != golden.expected) {
      FAIL() << path_ << " differs " << difference(golden.expected, actual)
             << "If that is meant, ./dev regenerate rewrites it.";
    }
  }

 private:
  std::string path_;
};

/// A diagnostic that no golden shows is one that nobody has read.
TEST(Goldens, EveryDiagnosticHasOne) {
  if (updating()) GTEST_SKIP() << "the goldens are being rewritten";
  std::string all;
  for (const std::string& path : golden_paths()) all += read_golden(path).expected;
  for (const diag::Entry& entry : diag::catalogue()) {
    const std::string wanted = std::string(severity_name(entry.severity)) + "[" + std::string(entry.id) + "]";
    EXPECT_NE(all.find(wanted), std::string::npos) << entry.id << " (" << entry.title << ") has no golden";
  }
}

TEST(Goldens, AreNamedAfterWhatTheyShow) {
  if (updating()) GTEST_SKIP() << "the goldens are being rewritten";
  for (const std::string& path : golden_paths()) {
    if (!path.starts_with("diagnostics/E")) continue;
    const std::string code = fs::path(path).filename().string().substr(0, 5);
    EXPECT_NE(read_golden(path).expected.find("error[" + code + "]"), std::string::npos) << path;
  }
}

TEST(Diagnostics, EachCodeStandsOnce) {
  std::set<std::string_view> seen;
  for (const diag::Entry& entry : diag::catalogue()) EXPECT_TRUE(seen.insert(entry.id).second) << entry.id;
}

void register_goldens() {
  for (const std::string& path : golden_paths()) {
    testing::RegisterTest("File", path.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [path]() -> testing::Test* { return new GoldenTest(path); });
  }
}

}  // namespace
}  // namespace tenon::test

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  testing::InitGoogleTest(&argc, argv);
  tenon::test::register_goldens();
  const fs::path directory = fs::temp_directory_path() / ("tenon-goldens-" + std::to_string(::getpid()));
  tenon::test::lay_out_sources(directory);
  // Paths in diagnostics are as they were given: relative ones are the same everywhere.
  fs::current_path(directory);
  const int result = RUN_ALL_TESTS();
  fs::current_path("/");
  fs::remove_all(directory);
  return result;
}
