// What keeps people of several organisations apart, broken again on purpose.
#include "members_mutations.hpp"

#include "live_database.hpp"

namespace {

using live::members_mutations;
using live::Mutation;

const std::string& server() {
  return live::url(tenon::catalog::ServerKind::kPglite);
}

TEST(MembersSchema, KeepsEveryPromise) {
  EXPECT_EQ(live::failures(server(), "*"), std::set<std::string>());
}

class MembersMutation : public ::testing::TestWithParam<Mutation> {};

TEST_P(MembersMutation, IsNoticed) {
  live::expect_noticed(server(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Each, MembersMutation,
                         ::testing::ValuesIn(members_mutations().begin(), members_mutations().end()));

}  // namespace
