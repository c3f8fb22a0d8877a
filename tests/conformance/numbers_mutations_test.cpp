// What counts rows, held against its promises, and broken.
#include "numbers_mutations.hpp"

#include "live_database.hpp"

namespace {

using live::Mutation;
using live::numbers_mutations;

const std::string& server() {
  return live::url(tenon::catalog::ServerKind::kPostgres);
}

TEST(Numbered, KeepsEveryPromise) {
  EXPECT_EQ(live::failures(server(), "*"), std::set<std::string>());
}

class NumbersMutation : public ::testing::TestWithParam<Mutation> {};

TEST_P(NumbersMutation, IsNoticed) {
  live::expect_noticed(server(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Each, NumbersMutation,
                         ::testing::ValuesIn(numbers_mutations().begin(), numbers_mutations().end()));

}  // namespace
