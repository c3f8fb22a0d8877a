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

/// What is unique has to take NULL, as any number of rows can be; what E0853 refuses would be left as it is.
TEST_P(RetentionTest, UniqueValuesAreAnonymisedWhereTheyMayBeNull) {
  put_in();
  run(session_, "UPDATE sessions SET mail = visitor || '@x.test'");
  const std::string anonymised =
      "SELECT action || ' ' || object || ' ' || split_part(detail, ',', 1) FROM tenon.maintain() WHERE "
      "object "
      "= 'sessions'";
  const std::pair<const char*, const char*> kRefused[] = {
      {"ALTER TABLE sessions ALTER mail SET NOT NULL", "failed sessions null value in column"},
      {"ALTER TABLE sessions ADD UNIQUE NULLS NOT DISTINCT (tenant_id, mail)",
       "failed sessions duplicate key value"},
      {"ALTER TABLE sessions DROP CONSTRAINT sessions_pkey CASCADE, ADD PRIMARY KEY (tenant_id, mail)",
       "failed sessions null value in column"}};
  for (const auto& [refused, failed] : kRefused) {
    run(session_, std::string("SAVEPOINT refused; ") + refused);
    EXPECT_THAT(rows(session_, anonymised), ElementsAre(HasSubstr(failed))) << refused;
    EXPECT_THAT(all("SELECT count(*) FROM sessions WHERE mail IS NULL"), ElementsAre("0")) << refused;
    run(session_, "ROLLBACK TO refused");
  }
  EXPECT_THAT(rows(session_, anonymised), ElementsAre("anonymised sessions 4 rows"));
  EXPECT_THAT(all("SELECT mail FROM sessions ORDER BY 1"),
              ElementsAre("eve@x.test", "eve@x.test", "", "", "", ""));
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

/// Triggers of each kind on what is deleted and cleared: for which tenant they run, and whose the row is.
constexpr const char* kTriggers = R"sql(
  CREATE TABLE seen (place text, tenant text, whose text); GRANT ALL ON seen TO PUBLIC;
  CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_LEVEL = 'STATEMENT' THEN
      INSERT INTO public.seen SELECT concat_ws(' ', TG_TABLE_NAME, TG_WHEN, 'statement'), current_setting('app.current_tenant_id', true), o.tenant_id::text FROM old_rows o;
      RETURN NULL;
    END IF;
    INSERT INTO public.seen VALUES (concat_ws(' ', regexp_replace(TG_TABLE_NAME, '_p[0-9]$', ''), TG_WHEN, 'row'), current_setting('app.current_tenant_id', true), to_jsonb(OLD)->>'tenant_id');
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END $$;
  DO $do$ DECLARE name text; BEGIN
    FOREACH name IN ARRAY ARRAY['logins', 'sessions', 'blobs', 'tokens'] LOOP
      EXECUTE format('CREATE TRIGGER b BEFORE DELETE OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION see()', name);
      EXECUTE format('CREATE TRIGGER a AFTER DELETE OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION see()', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['logins', 'blobs'] LOOP
      EXECUTE format('CREATE TRIGGER s AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION see()', name);
    END LOOP;
  END $do$)sql";

TEST_P(RetentionTest, TriggersRunForTheTenantWhoseRowItIs) {
  put_in();
  run(session_, kTriggers);
  run(session_,
      fmt::format("SELECT set_config('app.current_tenant_id', '{}', true); SET LOCAL ROLE kept_app; "
                  "SELECT tenon.maintain(); RESET ROLE",
                  kOurs));
  EXPECT_THAT(
      all("SELECT place, count(*), bool_and(tenant = coalesce(whose, '')) FROM seen GROUP BY place ORDER "
          "BY place COLLATE \"C\""),
      ElementsAre("blobs AFTER row|2|t", "blobs AFTER statement|2|t", "blobs BEFORE row|2|t",
                  "logins AFTER row|2|t", "logins AFTER statement|2|t", "logins BEFORE row|2|t",
                  "sessions AFTER row|4|t", "sessions BEFORE row|4|t", "tokens AFTER row|1|t",
                  "tokens BEFORE row|1|t"));
  EXPECT_THAT(all("SELECT current_setting('app.current_tenant_id'), current_setting('tenon.expired_before')"),
              ElementsAre(std::string(kOurs) + "|"))
      << "the caller's again";
}

TEST_P(RetentionTest, WhatFailsForOneTenantStopsNoOther) {
  put_in();
  run(session_,
      fmt::format(
          "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.tenant_id = '{}' "
          "THEN RAISE EXCEPTION 'not this one'; END IF; RETURN OLD; END $$;"
          "CREATE TRIGGER refuse BEFORE DELETE ON logins FOR EACH ROW EXECUTE FUNCTION refuse();"
          "SELECT set_config('app.current_tenant_id', '{}', true)",
          kTheirs, kOurs));
  EXPECT_THAT(rows(session_,
                   "SELECT action, object, split_part(detail, ',', 1) FROM tenon.maintain() WHERE object IN "
                   "('logins', 'tokens') ORDER BY 1, 2"),
              ElementsAre("deleted|logins|1 rows", "deleted|tokens|1 rows", "failed|logins|not this one"));
  EXPECT_THAT(all("SELECT tenant_id FROM logins WHERE ended < now() - interval '30 days'"),
              ElementsAre(kTheirs));
  EXPECT_THAT(all("SELECT current_setting('app.current_tenant_id')"), ElementsAre(kOurs));
}

TEST_P(RetentionTest, ARunTakesAHundredThousandRowsOfATableOneTenantAfterAnother) {
  become_app();
  for (const auto& [tenant, days] : {std::pair{kOurs, 31}, std::pair{kTheirs, 40}}) {
    run(session_,
        fmt::format(
            "SELECT set_config('app.current_tenant_id', '{0}', true); INSERT INTO logins (tenant_id, ended) "
            "SELECT '{0}', now() - interval '{1} days' FROM generate_series(1, 60000)",
            tenant, days));
  }
  run(session_, "RESET ROLE");
  EXPECT_THAT(
      rows(session_, "SELECT detail FROM tenon.maintain()"),
      ElementsAre(::testing::AllOf(HasSubstr("100000 rows"), HasSubstr("more are left for the next run"))));
  EXPECT_THAT(all("SELECT count(DISTINCT tenant_id), count(*) FROM logins"), ElementsAre("1|20000"));
  EXPECT_THAT(rows(session_, "SELECT detail FROM tenon.maintain()"), ElementsAre(HasSubstr("20000 rows")));
}

TEST_P(RetentionTest, NobodyElseFindsTenantsByIt) {
  put_in();
  for (const char* role : {"kept_owner", "kept_app"}) {
    run(session_,
        fmt::format("SET LOCAL ROLE {}; SELECT set_config('app.current_tenant_id', '', true)", role));
    EXPECT_THAT(rows(session_, "SELECT count(*) FROM tenants"), ElementsAre("0")) << role;
  }
  run(session_, "SELECT set_config('tenon.expired_before', '2999-01-01', true)");
  EXPECT_THAT(rows(session_, "SELECT count(*) FROM tenants"), ElementsAre("0")) << "the application";
}

TEST_P(RetentionTest, ATenantsPlanTellsNothingOfOthersTimes) {
  become_app();
  run(session_,
      fmt::format(
          "SELECT set_config('app.current_tenant_id', '{0}', true); INSERT INTO logins (tenant_id, ended) "
          "SELECT '{0}', now() - n * interval '1 minute' FROM generate_series(1, 5000) AS n; RESET ROLE; "
          "ANALYZE logins; SET LOCAL ROLE kept_app; SELECT set_config('app.current_tenant_id', '{1}', true)",
          kTheirs, kOurs));
  const auto plan =
      rows(session_,
           "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) SELECT * FROM logins WHERE ended BETWEEN now() - "
           "interval '100 minutes' AND now() - interval '50 minutes'");
  EXPECT_THAT(plan, ::testing::Contains(HasSubstr("logins_tenant_id_ended_idx")));
  EXPECT_THAT(plan, ::testing::Not(::testing::Contains(HasSubstr("Rows Removed by Filter"))));
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
      {"CREATE POLICY open ON {} USING (true)", "DROP POLICY open ON {}"},
      {"GRANT EXECUTE ON FUNCTION tenon.maintain_at TO kept_app",
       "REVOKE EXECUTE ON FUNCTION tenon.maintain_at FROM kept_app"},
      {"REVOKE EXECUTE ON FUNCTION tenon.maintain FROM kept_app",
       "GRANT EXECUTE ON FUNCTION tenon.maintain TO kept_app"},
      {"UPDATE tenon.retained SET keep = '1 day' WHERE relation = 'logins'::regclass -- {}",
       "UPDATE tenon.retained SET keep = '30 days' WHERE relation = 'logins'::regclass -- {}"},
      {"DELETE FROM tenon.retained WHERE relation = 'logins'::regclass -- {}",
       "INSERT INTO tenon.retained SELECT * FROM kept -- {}"},
      {"UPDATE tenon.partitioned SET levels = levels - 0 WHERE relation = 'visits'::regclass -- {}",
       "UPDATE tenon.partitioned p SET levels = d.levels FROM divided d WHERE d.relation = p.relation -- {}"},
      {"ALTER FUNCTION tenon.maintain() SET search_path = pg_catalog, public, pg_temp -- {}",
       "ALTER FUNCTION tenon.maintain() SET search_path = pg_catalog, pg_temp -- {}"},
      {"ALTER FUNCTION tenon.make_partition RESET standard_conforming_strings -- {}",
       "ALTER FUNCTION tenon.make_partition SET standard_conforming_strings = on -- {}"},
      {"GRANT UPDATE ON tenon.maintenance_lock TO kept_app -- {}",
       "REVOKE UPDATE ON tenon.maintenance_lock FROM kept_app -- {}"},
      {"ALTER FUNCTION tenon.enter_tenant(text) SECURITY DEFINER -- {}",
       "ALTER FUNCTION tenon.enter_tenant(text) SECURITY INVOKER -- {}"},
      {"DROP POLICY tenants_retain_select ON tenants -- {}",
       "SET ROLE kept_owner; CREATE POLICY tenants_retain_select ON tenants FOR SELECT TO kept_owner USING "
       "((SELECT "
       "tenon.expired_before()) IS NOT NULL); RESET ROLE -- {}"},
  };
  run(session,
      "CREATE TEMP TABLE divided AS SELECT * FROM tenon.partitioned; CREATE TEMP TABLE kept AS SELECT * FROM "
      "tenon.retained WHERE relation = 'logins'::regclass");
  for (const auto& [harm, mend] : breaks) {
    run(session, fmt::format(fmt::runtime(harm), leaf));
    EXPECT_EQ(exit_of(verify), 1) << harm;
    run(session, fmt::format(fmt::runtime(mend), leaf));
  }
  EXPECT_EQ(exit_of(verify), 0);
}

}  // namespace
}  // namespace maintenance
