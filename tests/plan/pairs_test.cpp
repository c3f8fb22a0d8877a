// Each pair's plan is the one that is written beside it, and does what it says to a database with rows.
// TENON_UPDATE_GOLDENS=1 writes the plans; TENON_PAIR names one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "pair.hpp"
#include "replay.hpp"

namespace plan_tests {
namespace {

namespace fs = std::filesystem;

std::string without_plan(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1);
    if (text.compare(at, 3, "//>") != 0) out += text.substr(at, end + 1 - at);
    at = end + 1;
  }
  return out;
}

void write(const fs::path& path, const std::string& text, const std::string& plan) {
  std::ofstream out(path);
  out << without_plan(text);
  for (std::size_t at = 0; at < plan.size();) {
    const std::size_t end = plan.find('\n', at);
    const std::string line = plan.substr(at, end - at);
    out << "//>" << (line.empty() ? "" : " ") << line << '\n';
    at = end + 1;
  }
}

/// A plan that is run on empty tables shows nothing of what it does to rows.
void expect_full(const tenon::migration::Sampled& sampled) {
  EXPECT_EQ(sampled.failed, "");
  for (const auto& each : sampled.tables) {
    EXPECT_EQ(each.why, "") << each.table;
    EXPECT_EQ(each.rows, sampled.asked) << each.table;
  }
}

class Pairs : public testing::TestWithParam<fs::path> {};

TEST_P(Pairs, HavePlans) {
  const std::string text = text_of(GetParam());
  const Pair pair = pair_of(text);
  std::string wrong;
  const auto before = compiled(pair.before, wrong);
  ASSERT_TRUE(before) << wrong;
  const auto after = compiled(pair.after, wrong);
  ASSERT_TRUE(after) << wrong;
  const std::string plan = plan_text(*before, *after);
  if (std::getenv("TENON_UPDATE_GOLDENS") != nullptr) {
    write(GetParam(), text, plan);
  } else {
    EXPECT_EQ(plan, pair.plan);
  }
}

TEST_P(Pairs, AreReplayed) {
  const std::string text = text_of(GetParam());
  const Pair pair = pair_of(text);
  std::string wrong;
  const auto before = compiled(pair.before, wrong);
  const auto after = compiled(pair.after, wrong);
  ASSERT_TRUE(before && after) << wrong;
  if (pair.plan.starts_with("refused: ")) {
    EXPECT_FALSE(tenon::driver::plan_between(*before, *after).refused.empty()) << "a plan leads there";
    return;
  }
  const int rows = rows_of(text);
  const auto replay = replayed(dumps::postgres(0, dumps::Place::kHere), *before, *after, rows);
  EXPECT_EQ(replay.wrong, "");
  if (rows > 0) expect_full(replay.rows);
}

INSTANTIATE_TEST_SUITE_P(Plans, Pairs, testing::ValuesIn(pair_files()),
                         [](const auto& item) { return item.param.stem().string(); });

}  // namespace
}  // namespace plan_tests

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  const int result = RUN_ALL_TESTS();
  dumps::stop_clusters();
  return result;
}
