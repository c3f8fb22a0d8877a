// The quickstart's schema on the distribution's PostgreSQL.
#include "live_database.hpp"

namespace {

using live::Mutation;

const std::string& server() {
  return live::url(tenon::catalog::ServerKind::kPostgres);
}

const Mutation kMutations[] = {
    {"row-level security switched off",
     "ALTER TABLE notes DISABLE ROW LEVEL SECURITY",
     "ALTER TABLE notes ENABLE ROW LEVEL SECURITY",
     "*.notes__*",
     {"notes_catalog.notes__row_security", "notes_attack.notes__reading_another_tenant"}},
    {"an application role that bypasses policies",
     "ALTER ROLE notes_app BYPASSRLS",
     "ALTER ROLE notes_app NOBYPASSRLS",
     "*schema__*:*.notes__*",
     {"notes_catalog.schema__role_attributes", "notes_attack.notes__reading_another_tenant"}},
    {"a unique constraint over all tenants",
     "ALTER TABLE authors DROP CONSTRAINT authors_tenant_id_email_key, ADD CONSTRAINT "
     "authors_tenant_id_email_key UNIQUE (email)",
     "ALTER TABLE authors DROP CONSTRAINT authors_tenant_id_email_key, ADD CONSTRAINT "
     "authors_tenant_id_email_key UNIQUE "
     "(tenant_id, email)",
     "*authors__*",
     {"notes_catalog.authors__uniques", "notes_attack.authors__unique_values_of_another_tenant"}},
};

TEST(Notes, KeepEveryPromise) {
  EXPECT_EQ(live::failures(server(), "*"), std::set<std::string>());
}

class NotesMutation : public ::testing::TestWithParam<Mutation> {};

TEST_P(NotesMutation, IsNoticed) {
  live::expect_noticed(server(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Each, NotesMutation, ::testing::ValuesIn(kMutations));

}  // namespace
