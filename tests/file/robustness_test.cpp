// Damaged schemas: whatever is in a file, the compiler ends, says what is wrong, and throws nothing; and what
// it takes can be generated. The damage is the same at each run: a failure names the seed to look at.
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "damage.hpp"
#include "diag/render.hpp"
#include "driver/compilation.hpp"
#include "driver/targets.hpp"
#include "golden.hpp"
#include "prisma/prisma.hpp"
#include "target/postgres/postgres.hpp"

namespace tenon::test {
namespace {

namespace fs = std::filesystem;

class Robustness : public testing::Test {
 protected:
  Robustness() : directory_(fs::temp_directory_path() / ("tenon-robustness-" + std::to_string(::getpid()))) {
    fs::create_directories(directory_);
  }
  ~Robustness() override { fs::remove_all(directory_); }

  /// Whether it compiled.
  bool compile(const std::string& text) const {
    const fs::path path = directory_ / "damaged.schema";
    std::ofstream(path, std::ios::binary) << text;
    const driver::Compilation compilation = driver::compile(path.string());
    const auto list = compilation.sink.sorted();
    EXPECT_EQ(compilation.schema.has_value(), !compilation.sink.has_errors());
    for (const auto format : {diag::Format::kText, diag::Format::kGcc, diag::Format::kJson}) {
      diag::render(list, compilation.sources, {format, true});
    }
    if (compilation.schema) generate(compilation);
    return compilation.schema.has_value();
  }

 private:
  static void generate(const driver::Compilation& compilation) {
    static render::Templates templates;
    ir::to_json(*compilation.schema);
    target::postgres::plan_text(*compilation.schema, compilation.lowered(), templates);
    for (const driver::Target& target : driver::targets()) target.generate(compilation, templates);
  }

  fs::path directory_;
};

std::vector<std::string> sources() {
  std::vector<std::string> out;
  for (const std::string& path : golden_paths()) {
    const Golden golden = read_golden(path);
    // The kinds that show what is made of a schema are of ones that compile.
    static const std::set<std::string> kMade = {"sql", "ir", "plan", "tests", "steps"};
    if (kMade.contains(golden.kind) && golden.source.find("import") == std::string::npos)
      out.push_back(golden.source);
  }
  std::ifstream platform(TENON_PLATFORM_SCHEMA);
  out.emplace_back(std::istreambuf_iterator<char>(platform), std::istreambuf_iterator<char>());
  return out;
}

TEST_F(Robustness, DamagedSchemasEndInDiagnostics) {
  using Clock = std::chrono::steady_clock;
  constexpr unsigned kRounds = 40;
  std::size_t compiled = 0;
  std::size_t all = 0;
  const std::vector<std::string> texts = sources();
  ASSERT_GT(texts.size(), 15U);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (unsigned round = 0; round < kRounds; ++round) {
      const unsigned seed = static_cast<unsigned>(i) * kRounds + round;
      Random random(seed);
      const std::string text = damaged(texts[i], random);
      const auto before = Clock::now();
      try {
        compiled += compile(text) ? 1U : 0U;
      } catch (const std::exception& error) {
        FAIL() << "seed " << seed << ": " << error.what() << "\n" << text;
      }
      ASSERT_LT(Clock::now() - before, std::chrono::seconds(5)) << "seed " << seed << "\n" << text;
      if (HasFailure()) FAIL() << "seed " << seed << "\n" << text;
      ++all;
    }
  }
  // Damage that nothing survives would test the parser alone.
  EXPECT_GT(compiled * 50, all);
  EXPECT_LT(compiled * 2, all);
}

/// Prisma's schemas, which are read by a parser of their own.
TEST(PrismaRobustness, DamagedSchemasEndInDiagnostics) {
  for (const std::string& path : golden_paths()) {
    if (!path.ends_with(".prisma")) continue;
    const std::string text = read_golden(path).source;
    for (unsigned seed = 0; seed < 400; ++seed) {
      Random random(seed);
      SourceSet sources;
      diag::Sink sink;
      sources.add(SourceFile(path, damaged(text, random)));
      const bool was_read = prisma::imported(sources, sink).has_value();
      EXPECT_EQ(was_read, !sink.has_errors()) << path << ", seed " << seed;
      diag::render(sink.sorted(), sources, {});
    }
  }
}

TEST_F(Robustness, UndamagedSchemasCompile) {
  for (const std::string& text : sources()) EXPECT_TRUE(compile(text)) << text;
}

}  // namespace
}  // namespace tenon::test
