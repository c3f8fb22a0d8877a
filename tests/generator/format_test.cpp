// Laying out changes no meaning and is done once, whatever the text: schemas made up from seeds.
#include "format/format.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "diag/render.hpp"
#include "driver/read.hpp"
#include "generator.hpp"
#include "ir/ir.hpp"
#include "parse/parse.hpp"
#include "parse/tokens.hpp"
#include "sema/compile.hpp"

namespace tenon::test {
namespace {

namespace fs = std::filesystem;

struct Text {
  explicit Text(std::string text) { id = sources.add(SourceFile("made.schema", std::move(text))); }

  [[nodiscard]] std::string errors() const { return diag::render(sink.sorted(), sources, {}); }

  SourceSet sources;
  diag::Sink sink;
  std::uint32_t id = 0;
};

std::string laid_out(const std::string& text) {
  Text source(text);
  const auto out = format::formatted(source.sources, source.id, source.sink);
  EXPECT_TRUE(out.has_value()) << source.errors() << "\n" << text;
  return out.value_or("");
}

/// What the grammar reads, without the commas that it takes or leaves, and every comment in its place.
std::vector<std::string> words_of(const std::string& text) {
  const SourceFile source("made.schema", text);
  std::vector<std::string> out;
  for (const parse::Token& token : parse::tokens(source)) {
    std::string word(token.text);
    word.erase(word.find_last_not_of(" \t") + 1);
    if (word == "string" && token.type_name) word = "text";
    if (word == "int" && token.type_name) word = "int4";
    if (word != ",") out.push_back(word);
  }
  return out;
}

std::optional<std::string> meaning(const std::string& text) {
  Text source(text);
  const auto file = parse::parse(source.sources, source.id, source.sink);
  EXPECT_TRUE(file.has_value());
  if (!file) return std::nullopt;
  const auto schema = sema::compile({*file}, source.sink);
  EXPECT_TRUE(schema.has_value()) << source.errors() << "\n" << text;
  if (!schema) return std::nullopt;
  return ir::to_json(*schema);
}

TEST(Format, KeepsEveryWordOfAnySyntax) {
  for (unsigned seed = 0; seed < 600; ++seed) {
    const std::string text = driver::plain_text(random_layout(random_syntax(seed), seed));
    const std::string once = laid_out(text);
    ASSERT_EQ(words_of(text), words_of(once)) << "seed " << seed << "\n" << text << "\n----\n" << once;
    ASSERT_EQ(laid_out(once), once) << "seed " << seed << "\n" << text;
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
  }
}

TEST(Format, ChangesNoMeaning) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    const std::string text = driver::plain_text(random_layout(random_schema(seed, 4), seed));
    const std::string once = laid_out(text);
    const auto before = meaning(text);
    ASSERT_TRUE(before.has_value()) << "seed " << seed;
    ASSERT_EQ(before, meaning(once)) << "seed " << seed << "\n" << text << "\n----\n" << once;
    ASSERT_EQ(laid_out(once), once) << "seed " << seed << "\n" << text;
  }
}

/// The schemas that people read first stand in the layout that the tool gives them.
TEST(Format, HasLaidOutOurSchemas) {
  std::size_t count = 0;
  for (const char* folder : {"schema", "examples"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(TENON_SOURCE) / folder)) {
      if (entry.path().extension() != ".schema") continue;
      ++count;
      const auto text = driver::read_file(entry.path().string());
      ASSERT_TRUE(text.has_value()) << entry.path();
      EXPECT_TRUE(laid_out(*text) == *text) << entry.path() << ": run `tenon format` on it";
    }
  }
  EXPECT_GE(count, 2U);
}

}  // namespace
}  // namespace tenon::test
