// What keeps shared rows read by all and written by the provisioner, broken again on purpose.
#include "desk_mutations.hpp"

#include "live_database.hpp"

namespace {

using live::desk_mutations;
using live::Mutation;

const std::string& desk_server() {
  return live::url(tenon::catalog::ServerKind::kPostgres);
}

TEST(Desk, KeepsEveryPromise) {
  EXPECT_EQ(live::failures(desk_server(), "*"), std::set<std::string>());
}

class DeskMutation : public ::testing::TestWithParam<Mutation> {};

TEST_P(DeskMutation, IsNoticed) {
  live::expect_noticed(desk_server(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Each, DeskMutation,
                         ::testing::ValuesIn(desk_mutations().begin(), desk_mutations().end()));

}  // namespace
