// What keeps searches, views, logs and declared roles apart, broken again on purpose.
#include "library_mutations.hpp"

#include "live_database.hpp"

namespace {

using live::library_mutations;
using live::Mutation;

const std::string& server() {
  return live::url(tenon::catalog::ServerKind::kPglite);
}

TEST(Library, KeepsEveryPromise) {
  EXPECT_EQ(live::failures(server(), "*"), std::set<std::string>());
}

class LibraryMutation : public ::testing::TestWithParam<Mutation> {};

TEST_P(LibraryMutation, IsNoticed) {
  live::expect_noticed(server(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Each, LibraryMutation,
                         ::testing::ValuesIn(library_mutations().begin(), library_mutations().end()));

}  // namespace
