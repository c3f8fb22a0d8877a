#include "plan/words.hpp"

#include <gtest/gtest.h>

namespace {

using tenon::plan::names;
using tenon::plan::same_words;
using tenon::plan::with_names;
using tenon::plan::with_type;

TEST(Words, AreNamesOutsideOfStringsAndRemarks) {
  EXPECT_EQ(with_names("length(title) > 3 AND title <> 'title' -- title", {{"title", "heading"}}, {}),
            "length(heading) > 3 AND heading <> 'title' -- title");
  EXPECT_EQ(with_names("\"title\" || $q$ title $q$ || E'\\' title'", {{"title", "heading"}}, {}),
            "heading || $q$ title $q$ || E'\\' title'");
  EXPECT_EQ(with_names("titles, n.title /* title */", {{"title", "Big One"}}, {}),
            "titles, n.\"Big One\" /* title */");
}

TEST(Words, OfTypesGoByTheirOwn) {
  const tenon::plan::NewNames columns = {{"state", "phase"}};
  const tenon::plan::NewNames types = {{"state", "stage"}};
  EXPECT_EQ(with_names("state = 'a'::state AND cast(state as state) = state", columns, {}),
            "phase = 'a'::state AND cast(phase as state) = phase");
  EXPECT_EQ(with_names("state::state", columns, types), "phase::stage");
  EXPECT_EQ(with_names("state::public.state[]", columns, types), "phase::public.stage[]");
  EXPECT_EQ(with_names("(select state as state)", columns, types), "(select phase as phase)");
  EXPECT_EQ(with_type("'{}'::state[] || state", "state", "old.state"), "'{}'::old.state[] || state");
  EXPECT_EQ(with_type("'{}'::public.state[]", "state", "old.state"), "'{}'::public.state[]");
}

TEST(Words, WithTheirSchemaGoWhereItGoes) {
  const tenon::plan::NewPlaces places = {{{"public", "orders"}, {"sales", "orders"}},
                                         {{"sales", "lines"}, {"public", "rows"}}};
  const auto placed = [&](const char* sql) { return tenon::plan::with_places(sql, places, "public"); };
  EXPECT_EQ(placed("select 1 from public.orders o"), "select 1 from sales.orders o");
  EXPECT_EQ(placed("select 1 from \"public\" . Orders"), "select 1 from \"public\" . Orders");
  EXPECT_EQ(placed("select 1 from \"public\".Orders"), "select 1 from sales.orders");
  EXPECT_EQ(placed("exists (select from sales.lines)"), "exists (select from rows)");
  EXPECT_EQ(placed("select 'public.orders', orders.id from other.orders"),
            "select 'public.orders', orders.id from other.orders");
}

TEST(Words, OfWhatStatementsMake) {
  EXPECT_EQ(tenon::plan::made_in("create function a.b(x state) returns int as $$create view no$$; create or "
                                 "replace view v as select 1; drop function w()"),
            (std::vector<std::string>{"a.b", "v"}));
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
