// Declared functions, held against their promises, and broken.
#include "functions_mutations.hpp"

#include "live_database.hpp"

namespace {

using live::functions_mutations;
using live::Mutation;

const std::string& server() {
  return live::url(tenon::catalog::ServerKind::kPostgres);
}

TEST(Declared, KeepsEveryPromise) {
  EXPECT_EQ(live::failures(server(), "*"), std::set<std::string>());
}

class FunctionsMutation : public ::testing::TestWithParam<Mutation> {};

TEST_P(FunctionsMutation, IsNoticed) {
  live::expect_noticed(server(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Each, FunctionsMutation,
                         ::testing::ValuesIn(functions_mutations().begin(), functions_mutations().end()));

}  // namespace
