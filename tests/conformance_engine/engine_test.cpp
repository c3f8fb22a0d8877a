// A database that keeps its promises, and what can go wrong around the checks.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "sample_database.hpp"

namespace tenon::conformance {
namespace {

using sample::Database;

std::string listed(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += fmt::format("{} ({}): {}\n", finding.check, finding.object, finding.message);
  }
  return text;
}

/// Everything that a run could leave behind.
constexpr const char* kTraces = R"sql(
  SELECT md5(string_agg(trace, ' ')) FROM (
    SELECT trace FROM (
      SELECT 'tenant ' || id AS trace FROM public.tenants UNION ALL SELECT 'user ' || id FROM public.users
      UNION ALL SELECT 'post ' || id FROM public.posts UNION ALL SELECT 'country ' || code FROM public.countries
      UNION ALL SELECT format('relation %s %s %s', c.relname, c.relnamespace, c.relacl) FROM pg_class c
        WHERE NOT EXISTS (SELECT FROM pg_namespace n WHERE n.oid = c.relnamespace AND n.nspname LIKE 'pg\_t%')
      UNION ALL SELECT 'function ' || oid FROM pg_proc UNION ALL SELECT 'constraint ' || oid FROM pg_constraint
      UNION ALL SELECT format('policy %s %s', polname, polroles) FROM pg_policy
    ) traces ORDER BY 1) sorted)sql";

TEST(Engine, finds_nothing_in_a_good_database) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  auto probe = database->probe();
  ASSERT_TRUE(probe) << probe.error();
  const Report report = run_all(*probe);
  EXPECT_TRUE(report.findings.empty()) << listed(report.findings);
  EXPECT_EQ(report.checks, check_count(probe->schema()));
  EXPECT_GT(report.checks, 220U);
}

TEST(Engine, notes_who_reads_past_the_policies) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  ASSERT_TRUE(database->run("CREATE ROLE @other@ LOGIN BYPASSRLS; GRANT SELECT ON posts TO @other@"));
  auto probe = database->probe();
  ASSERT_TRUE(probe) << probe.error();
  const Report report = run_all(*probe);
  ASSERT_EQ(report.notes.size(), 2U);
  EXPECT_NE(report.notes[0].message.find("in 1 of"), std::string::npos) << report.notes[0].message;
}

TEST(Engine, notes_who_reads_a_column_past_the_policies) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  ASSERT_TRUE(database->run("CREATE ROLE @other@ LOGIN BYPASSRLS; GRANT SELECT (id) ON posts TO @other@"));
  auto probe = database->probe();
  ASSERT_TRUE(probe) << probe.error();
  EXPECT_EQ(run_all(*probe).notes.size(), 2U);
}

/// One counter numbers the sample's posts.
TEST(Engine, notes_what_tenants_share) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  ASSERT_TRUE(database->run(
      "CREATE FUNCTION told() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS "
      "'BEGIN PERFORM pg_notify(TG_TABLE_NAME, NEW.id::text); RETURN NEW; END'"));
  auto probe = database->probe();
  ASSERT_TRUE(probe) << probe.error();
  const Report report = run_all(*probe);
  ASSERT_EQ(report.notes.size(), 2U);
  EXPECT_EQ(report.notes[0].name, "note.shared_counters");
  EXPECT_NE(report.notes[0].message.find("`posts.id`"), std::string::npos) << report.notes[0].message;
  EXPECT_EQ(report.notes[1].name, "note.shared_channels");
  EXPECT_EQ(report.notes[1].object, "told()");
}

TEST(Engine, notes_that_cannot_be_made_are_told) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  auto probe = database->probe();
  ASSERT_TRUE(probe) << probe.error();
  const Report report = run_all(*probe, [&](const Progress& progress) {
    if (progress.done < progress.total) return;
    ASSERT_TRUE(
        database->run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                      "WHERE datname = current_database() AND pid <> pg_backend_pid()"));
  });
  ASSERT_EQ(report.unjudged.size(), 1U);
  EXPECT_EQ(report.unjudged[0].check, "catalog.bypassing_roles");
}

TEST(Engine, planted_names_prove_nothing_where_nothing_can_be_done) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  ASSERT_TRUE(database->run("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM @app@"));
  auto probe = database->probe();
  ASSERT_TRUE(probe) << probe.error();
  const auto checks = schema_checks();
  const auto check = std::find_if(checks.begin(), checks.end(),
                                  [](const SchemaCheck& each) { return each.id == "attack.planted_names"; });
  ASSERT_NE(check, checks.end());
  const Verdict verdict = check->run(*probe);
  EXPECT_TRUE(verdict.findings.empty()) << listed(verdict.findings);
  ASSERT_TRUE(verdict.unjudged);
  EXPECT_NE(verdict.unjudged->why.find("can do nothing"), std::string::npos) << verdict.unjudged->why;
}

TEST(Engine, leaves_nothing_behind) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  ASSERT_TRUE(database->run("INSERT INTO tenants VALUES (gen_random_uuid(), 'resident')"));
  const std::string before = database->value(kTraces);
  {
    auto probe = database->probe();
    ASSERT_TRUE(probe) << probe.error();
    EXPECT_TRUE(run_all(*probe).findings.empty());
    EXPECT_EQ(probe->session().query("SELECT current_user = session_user")->text(0, 0), "t");
  }
  EXPECT_EQ(database->value(kTraces), before);
}

TEST(Engine, reports_progress_for_each_check) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  auto probe = database->probe();
  ASSERT_TRUE(probe) << probe.error();
  std::vector<std::string> made;
  std::size_t last = 0;
  run_all(*probe, [&](const Progress& progress) {
    EXPECT_EQ(progress.done, ++last);
    EXPECT_EQ(progress.total, check_count(probe->schema()));
    made.push_back(fmt::format("{} {}", progress.check, progress.object));
  });
  EXPECT_EQ(last, check_count(probe->schema()));
  EXPECT_NE(std::find(made.begin(), made.end(), "attack.truncating posts"), made.end());
  EXPECT_NE(std::find(made.begin(), made.end(), "catalog.enums blog"), made.end());
}

TEST(Engine, has_unique_ids_of_two_themes) {
  std::set<std::string_view> ids;
  const auto see = [&](std::string_view id, std::string_view promise) {
    EXPECT_TRUE(ids.insert(id).second) << id;
    EXPECT_TRUE(id.starts_with("catalog.") || id.starts_with("attack.")) << id;
    EXPECT_FALSE(promise.empty()) << id;
  };
  for (const SchemaCheck& check : schema_checks()) see(check.id, check.promise);
  for (const TableCheck& check : table_checks()) see(check.id, check.promise);
}

TEST(Engine, a_stage_that_cannot_be_set_is_a_finding_of_each_attack_that_needs_it) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  ASSERT_TRUE(
      database->run("INSERT INTO tenants VALUES ('00000000-0000-4000-8000-00000000000a', 'resident')"));
  auto probe = database->probe();
  ASSERT_TRUE(probe) << probe.error();
  const Report report = run_all(*probe);
  std::set<std::string> found;
  for (const Finding& finding : report.findings) {
    EXPECT_TRUE(finding.check.starts_with("attack.")) << finding.check << ": " << finding.message;
    found.insert(finding.check + " " + finding.object);
  }
  EXPECT_TRUE(found.contains("attack.reading_another_tenant users")) << listed(report.findings);
  EXPECT_TRUE(found.contains("attack.moving_a_row_to_another_tenant posts"));
  EXPECT_NE(listed(report.findings).find("does the database hold the sample tenants already?"),
            std::string::npos);
}

TEST(Engine, a_table_that_is_missing_is_a_finding_and_no_crash) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  ASSERT_TRUE(database->run("DROP TABLE profiles"));
  auto probe = database->probe();
  ASSERT_TRUE(probe) << probe.error();
  const Report report = run_all(*probe);
  EXPECT_EQ(report.checks, check_count(probe->schema()));
  for (const Finding& finding : report.findings)
    EXPECT_EQ(finding.object, "profiles") << listed(report.findings);
  EXPECT_NE(listed(report.findings).find("there is no table `public.profiles`"), std::string::npos);
}

TEST(Engine, a_schema_without_tenancy_is_held_to_its_catalog_alone) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  Schema schema = sample::expectations(database->prefix());
  schema.has_tenancy = false;
  schema.roles.app.clear();
  schema.roles.provisioner.clear();
  schema.sample_tenant_keys.clear();
  schema.tables = {schema.tables[1]};
  schema.tables[0].tenancy = Tenancy::kNone;
  auto probe = Probe::open(database->url(), schema);
  ASSERT_TRUE(probe) << probe.error();
  const Report report = run_all(*probe, [](const Progress& progress) {
    EXPECT_TRUE(progress.object != "countries" || progress.check.starts_with("catalog.")) << progress.check;
  });
  EXPECT_TRUE(report.findings.empty()) << listed(report.findings);
}

TEST(Engine, a_lost_connection_is_told_once_and_is_no_finding) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  auto probe = database->probe();
  ASSERT_TRUE(probe) << probe.error();
  ASSERT_TRUE(
      database->run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"));
  const Report report = run_all(*probe);
  EXPECT_TRUE(report.findings.empty()) << listed(report.findings);
  ASSERT_EQ(report.unjudged.size(), 1U);
  EXPECT_NE(report.unjudged[0].why.find("the connection was lost"), std::string::npos)
      << report.unjudged[0].why;
  EXPECT_EQ(report.checks, 1U);
  EXPECT_EQ(report.checks + report.unmade, check_count(probe->schema()));
}

TEST(Engine, a_lock_of_another_session_is_waited_for_shortly) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  auto probe = database->probe();
  ASSERT_TRUE(probe) << probe.error();
  auto other = pq::Session::connect(database->url());
  ASSERT_TRUE(other);
  ASSERT_TRUE(other->script("BEGIN; LOCK TABLE posts IN ACCESS EXCLUSIVE MODE"));
  const auto checks = table_checks();
  const auto check = std::find_if(checks.begin(), checks.end(), [](const TableCheck& each) {
    return each.id == "attack.reading_another_tenant";
  });
  ASSERT_NE(check, checks.end());
  const Verdict verdict = check->run(*probe, probe->schema().tables[4]);
  EXPECT_TRUE(verdict.findings.empty()) << listed(verdict.findings);
  ASSERT_TRUE(verdict.unjudged);
  EXPECT_EQ(verdict.unjudged->object, "posts");
  EXPECT_NE(verdict.unjudged->why.find("55P03"), std::string::npos) << verdict.unjudged->why;
  const std::string holder = other->query("SELECT pg_backend_pid()")->text(0, 0);
  EXPECT_NE(verdict.unjudged->why.find("process " + holder), std::string::npos) << verdict.unjudged->why;
  EXPECT_NE(verdict.unjudged->why.find("holds AccessExclusiveLock on posts"), std::string::npos)
      << verdict.unjudged->why;
}

TEST(Engine, a_lock_that_is_let_go_in_time_leaves_nothing_unjudged) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  auto probe = database->probe();
  ASSERT_TRUE(probe) << probe.error();
  auto other = pq::Session::connect(database->url());
  ASSERT_TRUE(other);
  ASSERT_TRUE(other->script("BEGIN; LOCK TABLE profiles IN ACCESS EXCLUSIVE MODE"));
  const Report report = run_all(*probe, [&](const Progress& progress) {
    if (progress.check == "catalog.defaults" && progress.object == "profiles") other->script("ROLLBACK");
  });
  EXPECT_TRUE(report.findings.empty()) << listed(report.findings);
  EXPECT_TRUE(report.unjudged.empty()) << report.unjudged[0].check << ": " << report.unjudged[0].why;
}

TEST(Engine, a_table_without_a_lock_is_judged_beside_one_that_is_locked) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  ASSERT_TRUE(database->run("ALTER TABLE posts NO FORCE ROW LEVEL SECURITY"));
  auto probe = database->probe();
  ASSERT_TRUE(probe) << probe.error();
  auto other = pq::Session::connect(database->url());
  ASSERT_TRUE(other);
  ASSERT_TRUE(other->script("BEGIN; LOCK TABLE events IN ACCESS EXCLUSIVE MODE"));
  const Report report = run_all(*probe);
  EXPECT_NE(listed(report.findings).find("posts"), std::string::npos) << listed(report.findings);
  for (const Finding& finding : report.findings) EXPECT_EQ(finding.object, "posts") << finding.message;
  EXPECT_FALSE(report.unjudged.empty());
  EXPECT_EQ(report.checks, check_count(probe->schema()));
}

TEST(Open, says_what_to_do_without_a_server) {
  const auto probe = Probe::open("postgresql://nobody:hidden@127.0.0.1:1/none?connect_timeout=2", Schema{});
  ASSERT_FALSE(probe);
  EXPECT_NE(probe.error().find("can't connect to the database"), std::string::npos) << probe.error();
  EXPECT_EQ(probe.error().find("hidden"), std::string::npos) << probe.error();
}

TEST(Open, says_what_to_do_without_the_roles) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  const auto probe = Probe::open(database->url(), sample::expectations("tenon_engine_nobody"));
  ASSERT_FALSE(probe);
  EXPECT_NE(probe.error().find("apply the schema to the database first"), std::string::npos) << probe.error();
}

TEST(Open, says_what_to_do_on_an_old_server) {
  const auto database = Database::create();
  ASSERT_TRUE(database) << database.error();
  Schema schema = sample::expectations(database->prefix());
  schema.postgres_version = 99;
  const auto probe = Probe::open(database->url(), schema);
  ASSERT_FALSE(probe);
  EXPECT_NE(probe.error().find("the schema needs 99 or newer"), std::string::npos) << probe.error();
}

}  // namespace
}  // namespace tenon::conformance
