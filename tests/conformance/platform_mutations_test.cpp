// The whole platform, vectors and HNSW indexes included, on PostgreSQL with pgvector; and each thing that its
// review found wrong, broken again on purpose.

#include "live_database.hpp"

namespace {

using live::Mutation;

const std::string& server() {
  return live::url(tenon::catalog::ServerKind::kPglite);
}

constexpr const char* kTenant = "(SELECT tenon.current_tenant())";

const Mutation kMutations[] = {
    {"a policy dropped",
     "DROP POLICY sessions_select ON sessions",
     std::string("CREATE POLICY sessions_select ON sessions FOR SELECT TO platform_app USING (tenant_id = ") +
         kTenant + ")",
     "*sessions__*",
     {"platform_catalog.sessions__policies", "platform_attack.sessions__seeing_the_own_row_alone"}},
    {"a policy that lets all rows through",
     "ALTER POLICY messages_select ON messages USING (true)",
     std::string("ALTER POLICY messages_select ON messages USING (tenant_id = ") + kTenant + ")",
     "*messages__*",
     {"platform_catalog.messages__policies", "platform_attack.messages__reading_another_tenant",
      "platform_attack.messages__reading_without_a_tenant"}},
    {"a tenants policy WITH CHECK (true) for the application",
     "CREATE POLICY hole ON tenants FOR INSERT TO platform_app WITH CHECK (true); GRANT INSERT ON tenants TO "
     "platform_app",
     "DROP POLICY hole ON tenants; REVOKE INSERT ON tenants FROM platform_app",
     "*tenants__*",
     {"platform_catalog.tenants__policies", "platform_catalog.tenants__grants",
      "platform_attack.tenants__writing_tenants"}},
    {"FORCE taken away, as for seeding",
     "ALTER TABLE widgets NO FORCE ROW LEVEL SECURITY",
     "ALTER TABLE widgets FORCE ROW LEVEL SECURITY",
     "*widgets__*",
     {"platform_catalog.widgets__row_security", "platform_attack.widgets__reading_as_the_owner"}},
    {"a tenant function that falls back to the nil UUID",
     "CREATE OR REPLACE FUNCTION tenon.current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE "
     "RETURN "
     "coalesce(nullif(current_setting('app.current_tenant_id', true), ''), "
     "'00000000-0000-0000-0000-000000000000')::uuid",
     "CREATE OR REPLACE FUNCTION tenon.current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE "
     "RETURN "
     "nullif(current_setting('app.current_tenant_id', true), '')::uuid",
     "*schema__*",
     {"platform_catalog.schema__current_tenant_fails_closed"}},
    {"a foreign key dropped",
     "ALTER TABLE messages DROP CONSTRAINT messages_session_fkey",
     "ALTER TABLE messages ADD CONSTRAINT messages_session_fkey FOREIGN KEY (tenant_id, session_id) "
     "REFERENCES sessions "
     "(tenant_id, id) ON DELETE CASCADE",
     "*messages__*",
     {"platform_catalog.messages__foreign_keys",
      "platform_attack.messages__referencing_another_tenants_row"}},
    {"NOT NULL dropped",
     "ALTER TABLE cost_events ALTER cost_usd DROP NOT NULL",
     "ALTER TABLE cost_events ALTER cost_usd SET NOT NULL",
     "*cost_events__*",
     {"platform_catalog.cost_events__not_null"}},
    {"a check dropped",
     "ALTER TABLE sessions DROP CONSTRAINT sessions_cost_not_negative",
     "ALTER TABLE sessions ADD CONSTRAINT sessions_cost_not_negative CHECK (cost_usd >= 0)",
     "*sessions__*",
     {"platform_catalog.sessions__constraints"}},
    {"an HNSW index dropped",
     "DROP INDEX knowledge_chunks_embedding_idx",
     "CREATE INDEX knowledge_chunks_embedding_idx ON knowledge_chunks USING hnsw (embedding "
     "vector_cosine_ops) WITH (m = "
     "16, ef_construction = 64)",
     "*knowledge_chunks__*",
     {"platform_catalog.knowledge_chunks__indexes"}},
    {"a grant missing",
     "REVOKE UPDATE ON budget_alerts FROM platform_app",
     "GRANT UPDATE ON budget_alerts TO platform_app",
     "*budget_alerts__*",
     {"platform_catalog.budget_alerts__grants"}},
    {"a grant too many",
     "GRANT TRUNCATE ON budget_alerts TO platform_app",
     "REVOKE TRUNCATE ON budget_alerts FROM platform_app",
     "*budget_alerts__*",
     {"platform_catalog.budget_alerts__grants", "platform_attack.budget_alerts__truncating"}},
    {"a timestamp without its zone",
     "ALTER TABLE meetings ALTER started_at TYPE timestamp USING started_at AT TIME ZONE 'UTC'",
     "ALTER TABLE meetings ALTER started_at TYPE timestamptz USING started_at AT TIME ZONE 'UTC'",
     "*meetings__*",
     {"platform_catalog.meetings__columns"}},
};

TEST(Platform, KeepsEveryPromise) {
  EXPECT_EQ(live::failures(server(), "*"), std::set<std::string>());
}

class PlatformMutation : public ::testing::TestWithParam<Mutation> {};

TEST_P(PlatformMutation, IsNoticed) {
  live::expect_noticed(server(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Each, PlatformMutation, ::testing::ValuesIn(kMutations));

}  // namespace
