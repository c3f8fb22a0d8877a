// Rows put to those that they belong to.
#include "tenon/embed.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace tenon {
namespace {

struct Item {
  int owner;
  std::string text;
};

std::vector<std::vector<std::string>> grouped_texts(const std::vector<int>& rows, std::vector<Item> items) {
  using Key = std::tuple<int>;
  std::vector<std::vector<std::string>> out;
  for (const auto& group : grouped<Key>(
           rows, std::move(items), [](int row) { return Key{row}; },
           [](const Item& item) { return Key{item.owner}; })) {
    auto& texts = out.emplace_back();
    for (const Item& item : group) texts.push_back(item.text);
  }
  return out;
}

using Texts = std::vector<std::vector<std::string>>;

TEST(Grouped, GivesEachRowItsItemsInTheirOrder) {
  EXPECT_EQ(grouped_texts({3, 1, 2}, {{1, "a"}, {1, "b"}, {3, "c"}}), (Texts{{"c"}, {"a", "b"}, {}}));
  EXPECT_EQ(grouped_texts({3, 1}, {}), (Texts{{}, {}}));
  EXPECT_EQ(grouped_texts({}, {}), Texts{});
}

TEST(Grouped, TakesItemsThatComeApart) {
  EXPECT_EQ(grouped_texts({1, 2}, {{1, "a"}, {2, "b"}, {1, "c"}, {2, "d"}}), (Texts{{"a", "c"}, {"b", "d"}}));
}

TEST(Grouped, GivesARowThatStandsThereTwiceThemOnce) {
  EXPECT_EQ(grouped_texts({2, 1, 2}, {{1, "a"}, {2, "b"}}), (Texts{{"b"}, {"a"}, {}}));
}

TEST(Grouped, RefusesAnItemOfNoRow) {
  EXPECT_THROW(grouped_texts({1, 3}, {{2, "a"}}), std::out_of_range);
  EXPECT_THROW(grouped_texts({1, 3}, {{4, "a"}}), std::out_of_range);
}

}  // namespace
}  // namespace tenon
