// The template engine: what stands in a template comes out as it stands there, and what a view lacks is an
// error.
#include "render/templates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace tenon::render {
namespace {

namespace fs = std::filesystem;

SqlText text(std::string value) {
  return SqlText::trusted(std::move(value));
}

class TemplatesTest : public ::testing::Test {
 protected:
  TemplatesTest() { fs::create_directories(directory_ / "t"); }
  ~TemplatesTest() override { fs::remove_all(directory_); }

  void put(const std::string& name, const std::string& content) {
    std::ofstream(directory_ / "t" / (name + ".mustache"), std::ios::binary) << content;
  }
  Templates templates() { return Templates(directory_.string()); }

 private:
  fs::path directory_ = fs::temp_directory_path() / ("tenon-templates-" + std::to_string(::getpid()));
};

View numbered(int number) {
  View out;
  out.put("name", text("n" + std::to_string(number)));
  out.put("odd", number % 2 == 1);
  View::List parts;
  for (int i = 0; i < number; ++i) parts.push_back(View().put("part", text(std::to_string(i))));
  mark_last(parts);
  out.put_list("parts", std::move(parts));
  return out;
}

constexpr const char* kItems =
    "{{#items}}\n  {{name}}:{{#parts}} {{part}}{{comma}}{{/parts}}{{^parts}} none{{/parts}}\n{{#odd}}\n\todd "
    "{{title}}\n"
    "{{/odd}}\n{{/items}}\n";

TEST_F(TemplatesTest, TagsAloneOnTheirLineLeaveNoLine) {
  put("a",
      "one\n{{#yes}}\n  two  spaces\n\n{{/yes}}\n  {{^yes}}\nno\n  {{/yes}}\n{{! a remark }}\nthree{{! }}\n");
  EXPECT_EQ(templates().render("t/a", View().put("yes", true)), "one\n  two  spaces\n\nthree\n");
}

TEST_F(TemplatesTest, TextIsNotEscapedNorReadAgain) {
  put("a", "<{{value}}>");
  EXPECT_EQ(templates().render("t/a", View().put("value", text("a < b && \"c\" {{value}}\n\n"))),
            "<a < b && \"c\" {{value}}\n\n>");
}

TEST_F(TemplatesTest, ANameThatTheViewLacksIsAnError) {
  put("a", "{{#list}}{{inner}}{{/list}}");
  View view;
  view.put("list", View::List{View().put("other", text("x"))});
  try {
    templates().render("t/a", view);
    FAIL() << "nothing was thrown";
  } catch (const TemplateError& error) {
    EXPECT_STREQ(error.what(), "t/a.mustache: unknown name `inner`");
  }
  put("b", "{{#open}}never closed");
  EXPECT_THROW(templates().render("t/b", View().put("open", true)), TemplateError);
  put("c", "{{> part}}");
  EXPECT_THROW(templates().render("t/c", View()), TemplateError);
  EXPECT_THROW(templates().render("t/none", View()), TemplateError);
}

TEST_F(TemplatesTest, NamesAreLookedUpFromTheInnermostOutward) {
  put("a", "{{#list}}{{#flag}}{{name}}{{#list}}{{name}}{{title}}{{/list}}{{/flag}};{{/list}}{{name}}");
  View inner;
  inner.put("name", text("inner"));
  View item;
  item.put("name", text("item")).put("flag", true).put("list", View::List{inner, inner});
  View view;
  view.put("name", text("outer")).put("title", text("!")).put("list", View::List{item, item});
  EXPECT_EQ(templates().render("t/a", view), "iteminner!inner!;iteminner!inner!;outer");
}

TEST_F(TemplatesTest, ALongListIsLaidOutAsAnyOther) {
  put("a", std::string("head {{title}}\n") + kItems + "between\n" + kItems + "tail\n");
  put("b", "no list\n");
  View view;
  view.put("title", text("T"));
  constexpr int kCount = 5;
  constexpr std::string_view kPaths[] = {"t/a", "t/b"};
  int made = 0;
  const auto item = [&](std::size_t i) {
    ++made;
    return numbered(static_cast<int>(i));
  };
  const auto pieces = templates().render(kPaths, view, {"items", kCount, item});
  EXPECT_EQ(made, kCount) << "an item is made once, wherever it stands";
  View::List items;
  for (int i = 0; i < kCount; ++i) items.push_back(numbered(i));
  view.put("items", std::move(items));
  EXPECT_THAT(pieces, ::testing::ElementsAre(templates().render("t/a", view), "no list\n"));
  EXPECT_THAT(pieces[0], ::testing::HasSubstr("head T\n  n0: none\n  n1: 0\n\todd T\n  n2: 0, 1\n"));
}

TEST_F(TemplatesTest, ALongListWithinASectionIsAnError) {
  const LongList list{"items", 1, [](std::size_t) { return numbered(1); }};
  for (const char* text :
       {"{{#odd}}{{#items}}{{name}}{{/items}}{{/odd}}", "{{^items}}none{{/items}}{{#items}}x{{/items}}"}) {
    put("a", text);
    constexpr std::string_view kPaths[] = {"t/a"};
    EXPECT_THROW(templates().render(kPaths, View().put("odd", true), list), TemplateError) << text;
  }
}

}  // namespace
}  // namespace tenon::render
