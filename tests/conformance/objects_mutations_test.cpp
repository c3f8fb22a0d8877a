// Sequences and composite types, held against their promises, and broken.
#include "objects_mutations.hpp"

#include "live_database.hpp"

namespace {

using live::Mutation;
using live::objects_mutations;

const std::string& server() {
  return live::url(tenon::catalog::ServerKind::kPostgres);
}

TEST(DeclaredObjects, KeepEveryPromise) {
  EXPECT_EQ(live::failures(server(), "*"), std::set<std::string>());
}

class ObjectsMutation : public ::testing::TestWithParam<Mutation> {};

TEST_P(ObjectsMutation, IsNoticed) {
  live::expect_noticed(server(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Each, ObjectsMutation,
                         ::testing::ValuesIn(objects_mutations().begin(), objects_mutations().end()));

}  // namespace
