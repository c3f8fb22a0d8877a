// JSON objects as text: what is read, what is kept, what is refused.
#include "tenon/json_text.hpp"

#include <gtest/gtest.h>

#include "tenon/error.hpp"

namespace tenon {
namespace {

using Members = std::vector<std::pair<std::string, std::string_view>>;

TEST(JsonText, KeepsValuesAsTheyAreWritten) {
  const std::string text =
      " { \"n\" : 12345678901234567890.12345678901234567890e-3 ,\"z\":-0.0,"
      "\"s\":\"a\\u00e9\\\"}\",\"o\":{\"a\" : [1, {\"b\":null}]} , \"a\":[ ],\"t\":true,\"f\":false }\n";
  EXPECT_EQ(json_members(text), (Members{{"n", "12345678901234567890.12345678901234567890e-3"},
                                         {"z", "-0.0"},
                                         {"s", "\"a\\u00e9\\\"}\""},
                                         {"o", "{\"a\" : [1, {\"b\":null}]}"},
                                         {"a", "[ ]"},
                                         {"t", "true"},
                                         {"f", "false"}}));
  EXPECT_TRUE(json_members("{}").empty());
  EXPECT_TRUE(json_members("\t{ \r\n}").empty());
}

TEST(JsonText, ViewsPointIntoTheText) {
  const std::string text = R"({"a":42})";
  const auto members = json_members(text);
  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(members[0].second.data(), text.data() + 5);
}

TEST(JsonText, KeepsDuplicatesInOrder) {
  EXPECT_EQ(json_members(R"({"a":1,"b":2,"a":3})"), (Members{{"a", "1"}, {"b", "2"}, {"a", "3"}}));
}

TEST(JsonText, UnescapesKeys) {
  EXPECT_EQ(json_members(R"({"\"\\\/\b\f\n\r\t":1})")[0].first, "\"\\/\b\f\n\r\t");
  EXPECT_EQ(json_members(R"({"\u0041\u00e9\u20AC\ud83d\ude00":1})")[0].first, "A\u00e9\u20ac\U0001F600");
  EXPECT_EQ(json_members(R"({"\u0000":1})")[0].first, std::string(1, '\0'));
  EXPECT_EQ(json_members("{\"\xc3\xa9\":1}")[0].first, "\u00e9");
  EXPECT_EQ(json_members(R"({"":1})")[0].first, "");
}

TEST(JsonText, RefusesWhatIsMalformed) {
  const std::string nul("{\"a\":1}\0", 8);
  const std::string nul_inside("{\"a\":\0}", 7);
  for (const std::string& text : std::vector<std::string>{"",
                                                          " ",
                                                          "1",
                                                          "[]",
                                                          "null",
                                                          "\"a\"",
                                                          "{",
                                                          "}",
                                                          "{\"a\"",
                                                          "{\"a\":",
                                                          "{\"a\":1",
                                                          "{\"a\":1,",
                                                          "{\"a\":1,}",
                                                          "{,}",
                                                          "{a:1}",
                                                          "{'a':1}",
                                                          "{\"a\" 1}",
                                                          "{\"a\":1 \"b\":2}",
                                                          "{\"a\":1}x",
                                                          "{}{}",
                                                          "{\"a\":01}",
                                                          "{\"a\":+1}",
                                                          "{\"a\":-}",
                                                          "{\"a\":1.}",
                                                          "{\"a\":.5}",
                                                          "{\"a\":1e}",
                                                          "{\"a\":1e+}",
                                                          "{\"a\":0x1}",
                                                          "{\"a\":NaN}",
                                                          "{\"a\":Infinity}",
                                                          "{\"a\":tru}",
                                                          "{\"a\":nul",
                                                          "{\"a\":[1,]}",
                                                          "{\"a\":[1 2]}",
                                                          "{\"a\":[1}",
                                                          "{\"a\":]}",
                                                          "{\"a\":\"}",
                                                          "{\"a\":\"\\",
                                                          "{\"a\":\"\\\"}",
                                                          "{\"a\":\"\\x\"}",
                                                          "{\"a\":\"\\u12\"}",
                                                          "{\"a\":\"\\u12g4\"}",
                                                          "{\"a\":\"\\u",
                                                          "{\"a\":\"\n\"}",
                                                          "{\"a\":\"\x01\"}",
                                                          "{\"\\ud83d\":1}",
                                                          "{\"\\ude00\":1}",
                                                          "{\"\\ud83d\\u0041\":1}",
                                                          "{\"\\ud83dx\":1}",
                                                          "{\"a\":\"\\ud83d\"}",
                                                          "{\"a\":1}//",
                                                          nul,
                                                          nul_inside}) {
    EXPECT_THROW(static_cast<void>(json_members(text)), ParseError) << text;
  }
}

TEST(JsonText, EveryPrefixIsRefused) {
  const std::string text = R"({"k\ud83d\ude00":[-1.5e+3,{"x":"\u00e9"},null,true,false],"l":{}})";
  for (std::size_t length = 0; length < text.size(); ++length) {
    EXPECT_THROW(static_cast<void>(json_members(text.substr(0, length))), ParseError) << length;
  }
  EXPECT_EQ(json_members(text).size(), 2U);
}

TEST(JsonText, RefusesDeepNesting) {
  const auto nested = [](std::size_t depth) {
    return "{\"a\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  EXPECT_EQ(json_members(nested(511)).size(), 1U);
  EXPECT_THROW(static_cast<void>(json_members(nested(512))), ParseError);
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  EXPECT_THROW(static_cast<void>(json_members(objects)), ParseError);
}

TEST(JsonText, MessagesRepeatNothing) {
  try {
    static_cast<void>(json_members("{\"s3cret\":s3cret}"));
    FAIL();
  } catch (const ParseError& error) {
    EXPECT_EQ(std::string(error.what()).find("s3cret"), std::string::npos);
  }
}

TEST(JsonText, WritesStrings) {
  EXPECT_EQ(json_string("a\"b\\c/\n\x01\u00e9"), "\"a\\\"b\\\\c/\\u000a\\u0001\u00e9\"");
  EXPECT_EQ(json_string(std::string(1, '\0')), "\"\\u0000\"");
  EXPECT_EQ(json_string(""), "\"\"");
}

TEST(JsonText, WritesObjects) {
  EXPECT_EQ(json_object({}), "{}");
  const std::string text = json_object({{"a\"", "12345678901234567890"}, {"", "[1,\"x\"]"}});
  EXPECT_EQ(text, R"({"a\"":12345678901234567890,"":[1,"x"]})");
  EXPECT_EQ(json_members(text), (Members{{"a\"", "12345678901234567890"}, {"", "[1,\"x\"]"}}));
}

}  // namespace
}  // namespace tenon
