// What keeps SQL from choosing a tenant, broken again on purpose.
#include "vault_mutations.hpp"

#include "live_database.hpp"

namespace {

using live::Mutation;
using live::vault_mutations;

const std::string& server() {
  return live::url(tenon::catalog::ServerKind::kPostgres);
}

TEST(Vault, KeepsEveryPromise) {
  EXPECT_EQ(live::failures(server(), "*"), std::set<std::string>());
}

class VaultMutation : public ::testing::TestWithParam<Mutation> {};

TEST_P(VaultMutation, IsNoticed) {
  live::expect_noticed(server(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Each, VaultMutation,
                         ::testing::ValuesIn(vault_mutations().begin(), vault_mutations().end()));

}  // namespace
