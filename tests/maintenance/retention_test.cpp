// Rows that are past their time: deleted or anonymised, every tenant's, and nothing else.
#include <fmt/format.h>
#include <sys/wait.h>

#include "server.hpp"

namespace maintenance {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class RetentionTest : public MaintenanceTest {
 protected:
  /// Rows of both tenants: past their time, not yet, and without a time.
  void put_in() {
    become_app();
    for (const char* tenant : {kOurs, kTheirs}) {
      run(session_,
          fmt::format(
              "SELECT set_config('app.current_tenant_id', '{0}', true);"
              "INSERT INTO sessions (tenant_id, visitor, note, started_at) VALUES ('{0}', 'ann', 'a', now() "
              "- "
              "interval '31 days'), ('{0}', 'bob', NULL, now() - interval '31 days'), ('{0}', 'eve', 'e', "
              "now());"
              "INSERT INTO logins (tenant_id, ended) VALUES ('{0}', now() - interval '31 days'), ('{0}', "
              "now() - "
              "interval '29 days'), ('{0}', NULL);"
              "INSERT INTO blobs (tenant_id, at) VALUES ('{0}', now() - interval '2 years'), ('{0}', now())",
              tenant));
    }
    run(session_,
        "INSERT INTO tokens (mail, at) VALUES ('old', now() - interval '15 days'), ('new', now()); RESET "
        "ROLE");
  }

  std::vector<std::string> all(const std::string& sql) {
    // The superuser of the tests sees every tenant's rows.
    return rows(session_, sql);
  }
};

TEST_P(RetentionTest, RowsPastTheirTimeAreDeletedAndAnonymised) {
  put_in();
  EXPECT_THAT(
      rows(session_,
           "SELECT action || ' ' || object || ' ' || split_part(detail, ',', 1) FROM tenon.maintain() "
           "WHERE object !~ 'blobs' ORDER BY 1"),
      ElementsAre("anonymised sessions 4 rows", "deleted logins 2 rows", "deleted tokens 1 rows"));
  EXPECT_THAT(all("SELECT visitor, note FROM sessions ORDER BY 1, 2"),
              ElementsAre("|", "|", "|", "|", "eve|e", "eve|e"));
  EXPECT_THAT(all("SELECT ended IS NULL, count(*) FROM logins GROUP BY 1 ORDER BY 1"),
              ElementsAre("f|2", "t|2"));
  EXPECT_THAT(all("SELECT mail FROM tokens"), ElementsAre("new"));
  EXPECT_THAT(all("SELECT count(*) FROM blobs"), ElementsAre("2"));
  EXPECT_THAT(rows(session_, "SELECT * FROM tenon.maintain()"), IsEmpty()) << "once is enough";
}

TEST_P(RetentionTest, TheOwnerReachesNothingElse) {
  put_in();
  run(session_, "SET LOCAL ROLE kept_owner");
  EXPECT_THAT(rows(session_, "SELECT count(*) FROM logins"), ElementsAre("0"));
  run(session_, "SELECT tenon.maintain()");
  EXPECT_THAT(rows(session_, "SELECT count(*) FROM logins"), ElementsAre("0"));
  EXPECT_THAT(rows(session_, "UPDATE sessions SET visitor = 'x' RETURNING visitor"), IsEmpty());
}

TEST_P(RetentionTest, TheApplicationGainsNothingByTheSetting) {
  put_in();
  run(session_,
      "SET LOCAL ROLE kept_app; SELECT set_config('tenon.expired_before', '2999-01-01', true), "
      "set_config('app.current_tenant_id', '', true)");
  EXPECT_THAT(rows(session_, "SELECT count(*) FROM logins"), ElementsAre("0"));
  EXPECT_THAT(rows(session_, "DELETE FROM logins RETURNING id"), IsEmpty());
  run(session_, "SELECT tenon.maintain(); RESET ROLE");
  EXPECT_THAT(all("SELECT count(*) FROM logins"), ElementsAre("4"));
}

TEST_P(RetentionTest, ManyRowsAreDeletedBatchByBatch) {
  become_app();
  run(session_,
      fmt::format("INSERT INTO logins (tenant_id, ended) SELECT '{}', now() - interval '31 days' FROM "
                  "generate_series(1, 25000); RESET ROLE",
                  kOurs));
  EXPECT_THAT(rows(session_, "SELECT split_part(detail, ',', 1) FROM tenon.maintain()"),
              ElementsAre("25000 rows"));
  EXPECT_THAT(all("SELECT count(*) FROM logins"), ElementsAre("0"));
}

TEST_P(RetentionTest, WhatFailsIsToldAndStopsNothingElse) {
  put_in();
  run(session_, "ALTER TABLE sessions ADD CHECK (visitor <> '')");
  const auto done = rows(
      session_, "SELECT action || ' ' || object FROM tenon.maintain() WHERE object !~ 'blobs' ORDER BY 1");
  EXPECT_THAT(done, ElementsAre("deleted logins", "deleted tokens", "failed sessions"));
}

TEST_P(RetentionTest, AJumpedClockDeletesNothing) {
  put_in();
  run(session_, "SELECT tenon.maintain()");
  run(session_, "SELECT tenon.maintain_at(now() + interval '10 years')");
  EXPECT_THAT(all("SELECT count(*) FROM logins"), ElementsAre("4"));
}

INSTANTIATE_TEST_SUITE_P(Servers, RetentionTest,
                         ::testing::Values(ServerKind::kPostgres, ServerKind::kPglite), [](const auto& one) {
                           return one.param == ServerKind::kPostgres ? "Postgres" : "Pglite";
                         });

/// `tenon maintain` and `tenon verify` as people run them.
int exit_of(const std::string& command) {
  return WEXITSTATUS(std::system((command + " > /dev/null 2>&1").c_str()));
}

TEST(Tool, MaintainTellsAndDoes) {
  Session session = connect(ServerKind::kPostgres);
  const std::string tool = fmt::format("{} maintain --db '{}'", TENON_TOOL, url(ServerKind::kPostgres));
  EXPECT_EQ(exit_of(tool + " --dry-run --now '2029-01-01' | grep -q 'would be made messages_2029_01'"), 0);
  EXPECT_EQ(value(session, "SELECT to_regclass('messages_2029_01') IS NULL"), "t");
  EXPECT_EQ(exit_of(tool), 0);
  EXPECT_EQ(exit_of(tool + " --now nonsense"), 3);
  EXPECT_EQ(exit_of(fmt::format("{} maintain --db 'host=127.0.0.1 port=1'", TENON_TOOL)), 3);
}

/// Each breaks one promise that `verify` holds a database to.
TEST(Tool, VerifyNoticesABrokenPartition) {
  Session session = connect(ServerKind::kPostgres);
  const std::string verify =
      fmt::format("{} verify {} --db '{}'", TENON_TOOL, TENON_SCHEMA, url(ServerKind::kPostgres));
  ASSERT_EQ(exit_of(verify), 0);
  const std::string leaf =
      value(session, "SELECT min(partition::text) FROM tenon.ranges_of('messages', false)");
  const std::pair<std::string, std::string> breaks[] = {
      {"GRANT SELECT ON {} TO kept_app", "REVOKE SELECT ON {} FROM kept_app"},
      {"ALTER TABLE {} NO FORCE ROW LEVEL SECURITY", "ALTER TABLE {} FORCE ROW LEVEL SECURITY"},
      {"ALTER POLICY messages_select ON {} USING (true)",
       "ALTER POLICY messages_select ON {} USING (tenant_id = (SELECT tenon.current_tenant()))"},
      {"GRANT EXECUTE ON FUNCTION tenon.maintain_at TO kept_app",
       "REVOKE EXECUTE ON FUNCTION tenon.maintain_at FROM kept_app"},
      {"REVOKE EXECUTE ON FUNCTION tenon.maintain FROM kept_app",
       "GRANT EXECUTE ON FUNCTION tenon.maintain TO kept_app"},
      {"UPDATE tenon.partitioned SET guard = '-- {}' WHERE relation = 'messages'::regclass",
       "UPDATE tenon.partitioned p SET guard = o.guard FROM guards o WHERE o.relation = p.relation AND '{}' "
       "<> ''"},
  };
  run(session, "CREATE TEMP TABLE guards AS SELECT relation, guard FROM tenon.partitioned");
  for (const auto& [harm, mend] : breaks) {
    run(session, fmt::format(fmt::runtime(harm), leaf));
    EXPECT_EQ(exit_of(verify), 1) << harm;
    run(session, fmt::format(fmt::runtime(mend), leaf));
  }
  EXPECT_EQ(exit_of(verify), 0);
}

}  // namespace
}  // namespace maintenance
