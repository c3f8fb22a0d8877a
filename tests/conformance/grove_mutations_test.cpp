// What tenants read along a tree, and what keeps the tree, broken again on purpose.
#include "grove_mutations.hpp"

#include "live_database.hpp"

namespace {

using live::grove_mutations;
using live::Mutation;

const std::string& server() {
  return live::url(tenon::catalog::ServerKind::kPostgres);
}

TEST(GroveSchema, KeepsEveryPromise) {
  EXPECT_EQ(live::failures(server(), "*"), std::set<std::string>());
}

class GroveMutation : public ::testing::TestWithParam<Mutation> {};

TEST_P(GroveMutation, IsNoticed) {
  live::expect_noticed(server(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Each, GroveMutation,
                         ::testing::ValuesIn(grove_mutations().begin(), grove_mutations().end()));

}  // namespace
