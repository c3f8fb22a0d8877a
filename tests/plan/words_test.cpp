#include "plan/words.hpp"

#include <gtest/gtest.h>

namespace {

using tenon::plan::names;
using tenon::plan::same_words;
using tenon::plan::with_names;

TEST(Words, AreNamesOutsideOfStringsAndRemarks) {
  EXPECT_EQ(with_names("length(title) > 3 AND title <> 'title' -- title", {{"title", "heading"}}),
            "length(heading) > 3 AND heading <> 'title' -- title");
  EXPECT_EQ(with_names("\"title\" || $q$ title $q$ || E'\\' title'", {{"title", "heading"}}),
            "heading || $q$ title $q$ || E'\\' title'");
  EXPECT_EQ(with_names("titles, n.title /* title */", {{"title", "Big One"}}),
            "titles, n.\"Big One\" /* title */");
}

TEST(Words, AreFolded) {
  EXPECT_TRUE(names("lower(TITLE)", "title"));
  EXPECT_FALSE(names("lower(\"TITLE\")", "title"));
  EXPECT_FALSE(names("'title'", "title"));
}

TEST(Words, AreTheSameWhateverStandsBetween) {
  EXPECT_TRUE(same_words("a  =\n b", "A = b -- why"));
  EXPECT_FALSE(same_words("a = 'B'", "a = 'b'"));
}

}  // namespace
