// Made-up pairs: a schema with everything that the language has, and the same without some of its lines;
// there and back.
//
// TENON_PAIRS says how many, unless 12; TENON_SEED with which to begin. A failure names its seed.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <sstream>

#include "driver/migrate/proof.hpp"
#include "generator.hpp"
#include "pair.hpp"
#include "replay.hpp"

namespace plan_tests {
namespace {

using namespace tenon;

constexpr unsigned kPairs = 12;
constexpr int kTries = 40;  ///< to leave out lines so that the rest compiles

unsigned number(const char* variable, unsigned otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

/// Without some lines; nothing where no way was found that compiles.
std::optional<driver::Version> shortened(const std::string& text, std::mt19937& random) {
  for (int i = 0; i < kTries; ++i) {
    std::vector<std::string> lines = lines_of(text);
    const auto gone = std::uniform_int_distribution<std::size_t>(1, 4)(random);
    for (std::size_t k = 0; k < gone && lines.size() > 1; ++k)
      lines.erase(lines.begin() +
                  static_cast<long>(std::uniform_int_distribution<std::size_t>(0, lines.size() - 1)(random)));
    std::string rest;
    for (const std::string& line : lines) rest += line + "\n";
    std::string wrong;
    if (auto version = compiled(rest, wrong)) return version;
  }
  return std::nullopt;
}

/// All of it in one Postgres schema; nothing where it is so already.
std::optional<driver::Version> gathered(const std::string& text) {
  std::string rest;
  for (const std::string& line : lines_of(text)) rest += line == "in apart" ? "" : line + "\n";
  std::string wrong;
  return rest.size() == text.size() ? std::nullopt : compiled(rest, wrong);
}

struct Tally {
  unsigned exact = 0;
  unsigned same = 0;  ///< nothing changes in the database
  unsigned refused = 0;
  unsigned wrong = 0;
};

void try_one(const driver::Version& before, const driver::Version& after, const std::string& what,
             Tally& tally) {
  const plan::Plan plan = driver::plan_between(before, after);
  if (plan.steps.empty()) {
    ++tally.same;
  } else if (!plan.refused.empty()) {
    ++tally.refused;
  } else {
    const std::string wrong = replayed(dumps::postgres(0, dumps::Place::kHere), before, after, 0).wrong;
    EXPECT_EQ(wrong, "") << what;
    ++(wrong.empty() ? tally.exact : tally.wrong);
  }
}

TEST(RandomPairs, LeadToWhatTheSchemaMakes) {
  const unsigned wanted = number("TENON_PAIRS", kPairs);
  const unsigned first = number("TENON_SEED", 1);
  Tally tally;
  for (unsigned seed = first; tally.exact + tally.wrong < wanted && seed < first + 20 * wanted; ++seed) {
    std::mt19937 random(seed);
    const std::string text = test::random_whole_schema(seed);
    std::string wrong;
    const auto whole = compiled(text, wrong);
    if (!whole) continue;
    if (const auto together = gathered(text)) {
      try_one(*whole, *together, fmt::format("TENON_SEED={}, brought together", seed), tally);
      try_one(*together, *whole, fmt::format("TENON_SEED={}, moved apart", seed), tally);
    }
    const auto part = shortened(text, random);
    if (!part) continue;
    try_one(*whole, *part, fmt::format("TENON_SEED={}, lines taken away", seed), tally);
    try_one(*part, *whole, fmt::format("TENON_SEED={}, lines added", seed), tally);
    if (tally.wrong > 5) break;
  }
  fmt::print(
      "{} pairs from seed {}: {} exact, {} wrong; {} more were refused, and in {} nothing changes in the "
      "database\n",
      tally.exact + tally.wrong, first, tally.exact, tally.wrong, tally.refused, tally.same);
  EXPECT_GT(tally.exact, 0U);
}

}  // namespace
}  // namespace plan_tests
