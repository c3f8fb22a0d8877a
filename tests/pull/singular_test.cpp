// What the entity of a table is called.
#include "raise/singular.hpp"

#include <gtest/gtest.h>

#include "raise/spelling.hpp"

namespace pull_tests {
namespace {

using tenon::raise::singular;

struct Noun {
  const char* many;
  const char* one;
};

class Singular : public testing::TestWithParam<Noun> {};

TEST_P(Singular, OfAPlural) {
  EXPECT_EQ(singular(GetParam().many), GetParam().one);
}

TEST_P(Singular, OfItselfIsItself) {
  EXPECT_EQ(singular(GetParam().one), GetParam().one);
}

TEST_P(Singular, IsOfTheLastWord) {
  EXPECT_EQ(singular(std::string("old_") + GetParam().many), std::string("old_") + GetParam().one);
}

constexpr Noun kNouns[] = {
    {"orders", "order"},
    {"order_lines", "order_line"},
    {"categories", "category"},
    {"keys", "key"},
    {"movies", "movie"},
    {"series", "series"},
    {"species", "species"},
    {"news", "news"},
    {"data", "data"},
    {"people", "person"},
    {"children", "child"},
    {"women", "woman"},
    {"statuses", "status"},
    {"addresses", "address"},
    {"bonuses", "bonus"},
    {"classes", "class"},
    {"processes", "process"},
    {"clauses", "clause"},
    {"causes", "cause"},
    {"houses", "house"},
    {"warehouses", "warehouse"},
    {"uses", "use"},
    {"caches", "cache"},
    {"branches", "branch"},
    {"batches", "batch"},
    {"dishes", "dish"},
    {"cases", "case"},
    {"databases", "database"},
    {"licenses", "license"},
    {"purchases", "purchase"},
    {"responses", "response"},
    {"releases", "release"},
    {"aliases", "alias"},
    {"lenses", "lens"},
    {"analyses", "analysis"},
    {"hypotheses", "hypothesis"},
    {"axes", "axis"},
    {"crises", "crisis"},
    {"indices", "index"},
    {"indexes", "index"},
    {"vertices", "vertex"},
    {"matrices", "matrix"},
    {"prices", "price"},
    {"services", "service"},
    {"boxes", "box"},
    {"taxes", "tax"},
    {"sizes", "size"},
    {"quizzes", "quiz"},
    {"heroes", "hero"},
    {"shoes", "shoe"},
    {"menus", "menu"},
    {"archives", "archive"},
    {"shelves", "shelf"},
    {"criteria", "criterion"},
};

INSTANTIATE_TEST_SUITE_P(Nouns, Singular, testing::ValuesIn(kNouns),
                         [](const auto& test) { return std::string(test.param.many); });

TEST(EntityName, IsTheSingularInTheLanguagesSpelling) {
  EXPECT_EQ(tenon::raise::entity_name("OrderStatuses"), "OrderStatus");
  EXPECT_EQ(tenon::raise::entity_name("Short Movies"), "ShortMovie");
  EXPECT_EQ(tenon::raise::entity_name("s"), "S");
}

}  // namespace
}  // namespace pull_tests
