// Materialised views and procedures, held against their promises, and broken.
#include "totals_mutations.hpp"

#include "live_database.hpp"

namespace {

using live::Mutation;
using live::totals_mutations;

const std::string& server() {
  return live::url(tenon::catalog::ServerKind::kPostgres);
}

TEST(KeptRows, KeepEveryPromise) {
  EXPECT_EQ(live::failures(server(), "*"), std::set<std::string>());
}

class TotalsMutation : public ::testing::TestWithParam<Mutation> {};

TEST_P(TotalsMutation, IsNoticed) {
  live::expect_noticed(server(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Each, TotalsMutation,
                         ::testing::ValuesIn(totals_mutations().begin(), totals_mutations().end()));

}  // namespace
