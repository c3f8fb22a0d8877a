// What others made or set before, and what the generated SQL does all the same.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "scratch.hpp"

namespace tenon::test {
namespace {

using testing::HasSubstr;

constexpr const char* kOurs = "aaaaaaaa-0000-4000-8000-000000000000";
constexpr const char* kTheirs = "bbbbbbbb-0000-4000-8000-000000000000";

class StrangersTest : public DatabaseTest {
 protected:
  [[nodiscard]] std::string schema() const {
    return file(name() + ".schema", fmt::format(R"(schema {0} {{ }}
tenancy {{ root Tenant  app {0}_app  owner {0}_owner }}
entity Tenant {{ id: uuid = uuid() @key }}
global entity Word because "the same for all" {{ word: text @key }}
entity Note {{
  id:     uuid = uuid() @key
  kind:   varchar(10) = "plain"
  amount: float8 = 0.0
  word:   Word?
  at:     timestamptz = now()
  check `kind <> 'bad'`
  audit retain 12 months
  retain 30 days by at
  trigger told before delete for each row `
    raise notice 'deleted: %', old.kind;
    if old.kind !~ '^\w+$' then raise exception 'the secret of %', old.kind; end if;`
}}
)",
                                                name()));
  }
  [[nodiscard]] Outcome apply() const {
    return tenon({"apply", schema(), "--db", url(), "--lint", "all=off"});
  }
  /// As the application in a tenant, in one transaction; the last value.
  std::string in(const std::string& tenant, const std::string& statements) const {
    return sql(fmt::format("BEGIN; SET LOCAL ROLE {}_app; SET LOCAL app.current_tenant_id = '{}'; {}; COMMIT",
                           name(), tenant, statements));
  }
  std::string value_in(const std::string& tenant, const std::string& query) const {
    return sql(fmt::format("SET SESSION AUTHORIZATION {}_app; SET app.current_tenant_id = '{}'; {}", name(),
                           tenant, query));
  }
  void make_tenants() const { sql(fmt::format("INSERT INTO tenants VALUES ('{}'), ('{}')", kOurs, kTheirs)); }
};

/// Policies and checks would call it: its arguments fit better than those of the server's own.
TEST_F(StrangersTest, AnOperatorThatWasThereBeforeIsRefused) {
  sql(fmt::format(
      "CREATE ROLE {0}_mallory; GRANT CREATE ON SCHEMA public TO {0}_mallory; SET ROLE {0}_mallory; "
      "CREATE FUNCTION public.ne(varchar, varchar) RETURNS boolean LANGUAGE sql RETURN true; "
      "CREATE OPERATOR public.<> (LEFTARG = varchar, RIGHTARG = varchar, FUNCTION = public.ne); "
      "RESET ROLE; REVOKE CREATE ON SCHEMA public FROM {0}_mallory",
      name()));
  const Outcome refused = apply();
  EXPECT_EQ(refused.exit, 1) << refused.out << refused.err;
  EXPECT_THAT(refused.err, HasSubstr("the schema public holds"));
  EXPECT_THAT(refused.err, HasSubstr("of " + name() + "_mallory"));
  EXPECT_EQ(tables(), "0");
  sql("DROP OPERATOR public.<> (varchar, varchar); DROP FUNCTION public.ne");
  EXPECT_EQ(apply().exit, 0);
}

/// Numbers that are printed with few digits look the same.
TEST_F(StrangersTest, NoSettingHidesAChangeFromTheLog) {
  ASSERT_EQ(apply().exit, 0);
  make_tenants();
  in(kOurs, fmt::format("INSERT INTO notes (tenant_id, amount) VALUES ('{}', 1000.0)", kOurs));
  in(kOurs, "SET LOCAL extra_float_digits = -15; UPDATE notes SET amount = 1499.25");
  EXPECT_EQ(sql("SELECT changed -> 'amount' ->> 'new' FROM notes_audit WHERE action = 'update'"), "1499.25");
}

TEST_F(StrangersTest, NoSettingChangesHowATriggersTextIsRead) {
  ASSERT_EQ(apply().exit, 0);
  make_tenants();
  in(kOurs, fmt::format("INSERT INTO notes (tenant_id, kind) VALUES ('{}', 'w-w')", kOurs));
  // Read as 'w+' it would let this through.
  in(kOurs, fmt::format("INSERT INTO notes (tenant_id, kind) VALUES ('{}', 'plain')", kOurs));
  in(kOurs, "SET LOCAL standard_conforming_strings = off; DELETE FROM notes WHERE kind = 'plain'");
  EXPECT_EQ(sql("SELECT count(*) FROM notes"), "1");
}

/// Whoever may start a run is told what it did, and nothing of other tenants' rows.
TEST_F(StrangersTest, MaintenanceTellsTheApplicationNothingOfOthers) {
  ASSERT_EQ(apply().exit, 0);
  make_tenants();
  in(kTheirs,
     fmt::format("INSERT INTO notes (tenant_id, kind, at) VALUES ('{0}', 'old', now() - interval '40 days'), "
                 "('{0}', 'a-b', now() - interval '40 days')",
                 kTheirs));
  const std::string said = value_in(
      kOurs, "SELECT string_agg(concat_ws(' ', action, object, detail), ', ') FROM tenon.maintain()");
  EXPECT_EQ(said, "failed notes the owner is told more");
  EXPECT_THAT(sql("SELECT detail FROM tenon.maintain() WHERE action = 'failed'"),
              HasSubstr("the secret of a-b"));
}

TEST_F(StrangersTest, MaintenanceActsInNobodysName) {
  ASSERT_EQ(apply().exit, 0);
  make_tenants();
  in(kTheirs,
     fmt::format("INSERT INTO notes (tenant_id, at) VALUES ('{}', now() - interval '40 days')", kTheirs));
  value_in(kOurs, "SET app.actor = 'their chief'; SELECT count(*) FROM tenon.maintain()");
  EXPECT_EQ(
      sql("SELECT action || ' ' || coalesce(actor, 'nobody') FROM notes_audit ORDER BY at DESC LIMIT 1"),
      "delete nobody");
}

/// What EXPLAIN counts of rows that a policy hides tells that they are there.
TEST_F(StrangersTest, AnIndexToAGlobalRowIsLedByTheTenant) {
  ASSERT_EQ(apply().exit, 0);
  make_tenants();
  sql(fmt::format(
      "INSERT INTO words VALUES ('w'); INSERT INTO notes (tenant_id, word_word) VALUES ('{}', 'w')",
      kTheirs));
  const std::string plan = value_in(kOurs,
                                    "SET enable_seqscan = off; SET enable_bitmapscan = off; EXPLAIN "
                                    "(ANALYZE, COSTS off, TIMING off, SUMMARY off, "
                                    "FORMAT json) SELECT * FROM notes WHERE word_word = 'w'");
  EXPECT_THAT(plan, HasSubstr("notes_tenant_id_word_word_idx"));
  EXPECT_THAT(plan, testing::Not(testing::ContainsRegex("Rows Removed by Filter\": [1-9]")));
}

}  // namespace
}  // namespace tenon::test
