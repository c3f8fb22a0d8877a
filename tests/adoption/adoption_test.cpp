// A database of several organisations that others made, taken to tenancy table by table with its rows:
// pulled, taken over, closed in migrations, and each row found at the tenant to whom its old foreign keys
// lead. TENON_UPDATE_GOLDENS=1 writes the pulled schema anew.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "cleared.hpp"
#include "cluster.hpp"
#include "commands.hpp"
#include "driver/commands.hpp"
#include "driver/migrate/migrate.hpp"

namespace adoption_tests {
namespace {

namespace fs = std::filesystem;
using namespace tenon;

const fs::path kFolder = fs::path(TENON_SOURCE) / "tests/adoption";

class Adoption : public testing::Test {
 protected:
  void SetUp() override {
    model_tests::drop_all(cluster_);
    model_tests::make_empty(cluster_, "first");
    for (const char* name : {"office.sql", "office_rows.sql"}) {
      auto session = cluster_.connect("first");
      ASSERT_EQ(model_tests::load(session, model_tests::statements(kFolder / name)), "");
    }
  }
  void TearDown() override { model_tests::drop_all(cluster_); }

  int pull(const fs::path& out) {
    driver::PullOptions options;
    options.database = cluster_.url("first");
    options.out = out.string();
    options.scratch = cluster_.url("postgres");
    options.tenancy = true;
    return driver::pull(options);
  }

  [[nodiscard]] driver::MigrateOptions options(const std::string& name = "") const {
    driver::MigrateOptions out;
    out.common.files = {schema_.string()};
    out.common.lints = {"all=off"};
    out.database = cluster_.url("first");
    out.name = name;
    out.allowed = {"data-loss", "breaks-clients", "new-values",    "long-lock",   "rewrite",
                   "full-scan", "index-build",    "authorization", "irreversible"};
    out.contract = true;
    return out;
  }

  [[nodiscard]] int verify(bool strict) const {
    driver::VerifyOptions out;
    out.common = options().common;
    out.database = cluster_.url("first");
    out.strict = strict;
    return driver::verify(out);
  }

  /// The migration to what the schema says now, and all of it done.
  void migrate(const std::string& name) {
    ASSERT_EQ(driver::migrate_new(options(name)), driver::kSuccess) << name;
    ASSERT_EQ(driver::migrate_up(options()), driver::kSuccess) << name;
  }

  void replace(const std::string& before, const std::string& after) {
    std::string text = dumps::read_file(schema_);
    const std::size_t at = text.find(before);
    ASSERT_NE(at, std::string::npos) << before;
    text.replace(at, before.size(), after);
    std::ofstream(schema_, std::ios::binary) << text;
  }
  /// Takes `@unguarded` away, or puts something in its place.
  void close(const std::string& entity, const std::string& instead = "") {
    std::string text = dumps::read_file(schema_);
    const std::size_t from = text.find("entity " + entity + " ");
    ASSERT_NE(from, std::string::npos) << entity;
    const std::string attribute = " @unguarded(\"as it was\")";
    const std::size_t at = text.find(attribute, from);
    ASSERT_LT(at, text.find('\n', from)) << entity;
    text.replace(at, attribute.size(), instead);
    std::ofstream(schema_, std::ios::binary) << text;
  }

  [[nodiscard]] std::string value(const std::string& sql) const { return cluster_.value("first", sql); }

  const dumps::Cluster& cluster_ = dumps::postgres(0, dumps::Place::kHere);
  const dumps::Directory directory_;
  const fs::path schema_ = directory_.path("office.schema");
};

/// Whose each row is by the foreign keys that are there before anything is done: the table, the row's key,
/// the organisation.
constexpr const char* kOwners = R"(
CREATE TABLE public.owners_before AS
WITH o AS (SELECT o.id, c.organization_id AS org FROM orders o JOIN customers c ON c.id = o.customer_id),
     n AS (SELECT n.id, c.organization_id AS org FROM notes n JOIN customers c ON c.id = n.customer_id)
SELECT 'orders' AS tab, id::text AS key, org FROM o
UNION ALL SELECT 'order_lines', l.id::text, org FROM order_lines l JOIN o ON o.id = l.order_id
UNION ALL SELECT 'payments', p.id::text, org FROM payments p JOIN o ON o.id = p.order_id
UNION ALL SELECT 'shipments', s.id::text, org FROM shipments s JOIN o ON o.id = s.order_id
UNION ALL SELECT 'notes', id::text, org FROM n
UNION ALL SELECT 'note_tags', note_id || ' ' || tag_id, org FROM note_tags JOIN n ON n.id = note_id
UNION ALL SELECT 'product_categories', product_id || ' ' || category_id, organization_id
  FROM product_categories JOIN products p ON p.id = product_id
UNION ALL SELECT 'attachments', a.id::text, coalesce(n.org, o.org)
  FROM attachments a LEFT JOIN n ON n.id = note_id LEFT JOIN o ON o.id = order_id
UNION ALL SELECT 'sessions', s.id::text, u.organization_id FROM sessions s JOIN users u ON u.id = user_id
UNION ALL SELECT 'audit_log', a.id::text, u.organization_id FROM audit_log a JOIN users u ON u.id = user_id
UNION ALL SELECT 'users', id::text, organization_id FROM users
UNION ALL SELECT 'customers', id::text, organization_id FROM customers
UNION ALL SELECT 'products', id::text, organization_id FROM products
UNION ALL SELECT 'categories', id::text, organization_id FROM categories
UNION ALL SELECT 'tags', id::text, organization_id FROM tags
UNION ALL SELECT 'documents', id::text, organization_id FROM documents
UNION ALL SELECT 'invitations', id::text, organization_id FROM invitations;
CREATE SCHEMA kept;
ALTER TABLE public.owners_before SET SCHEMA kept;
)";

/// How many rows there are of each table with each organisation that aren't those of before; none is meant.
std::string misplaced(const std::vector<std::string>& tables) {
  std::string all;
  for (const std::string& table : tables) {
    std::string key = "id::text";
    if (table == "note_tags") key = "note_id || ' ' || tag_id";
    if (table == "product_categories") key = "product_id || ' ' || category_id";
    all += fmt::format("{}SELECT '{}' AS tab, {} AS key, organization_id AS org FROM public.{}",
                       all.empty() ? "" : " UNION ALL ", table, key, table);
  }
  return fmt::format(
      "WITH now AS ({}) SELECT count(*) FROM now FULL JOIN kept.owners_before b USING (tab, key) WHERE "
      "now.org "
      "IS DISTINCT FROM b.org",
      all);
}

TEST_F(Adoption, IsPulledWithTheTenancyThatIsInIt) {
  const fs::path golden = kFolder / "office.schema";
  const bool writes = std::getenv("TENON_UPDATE_GOLDENS") != nullptr;
  const fs::path out = writes ? golden : schema_;
  EXPECT_EQ(pull(out), driver::kSuccess);
  EXPECT_EQ(dumps::read_file(out), dumps::read_file(golden));
}

TEST_F(Adoption, ClosesTableByTableWithItsRows) {
  ASSERT_EQ(pull(schema_), driver::kSuccess);
  cluster_.run("first", kOwners);
  ASSERT_EQ(driver::migrate_baseline(options()), driver::kSuccess);
  ASSERT_NO_FATAL_FAILURE(migrate("tenants"));
  EXPECT_EQ(verify(false), driver::kSuccess);
  EXPECT_EQ(verify(true), driver::kFinding) << "what is unguarded is told of";

  // What refers to what is held.
  for (const char* each : {"Order", "Note", "ProductCategory", "Session"})
    ASSERT_NO_FATAL_FAILURE(close(each));
  ASSERT_NO_FATAL_FAILURE(migrate("first"));
  EXPECT_EQ(verify(false), driver::kSuccess);

  // What refers to that; what only its author can tell; what was said in raw SQL; and what is everybody's.
  for (const char* each : {"OrderLine", "Payment", "Shipment", "NoteTag"})
    ASSERT_NO_FATAL_FAILURE(close(each));
  close("Attachment",
        " @backfill(`coalesce((select n.organization_id from notes n where n.id = note_id), (select "
        "o.organization_id from orders o where o.id = order_id))`)");
  close("AuditLog", " @backfill(`(select u.organization_id from users u where u.id = user_id)`)");
  replace("  organization: Organization?\n", "");
  replace("entity Country @unguarded(\"as it was\")", "global entity Country because \"all have them\"");
  replace("entity Plan @unguarded(\"as it was\")", "global entity Plan because \"all choose among them\"");
  replace("entity Invitation @unguarded(\"as it was\") {",
          "entity Invitation {\n  policy with_an_address for select `email <> ''`");
  replace("  organization: Organization\n", "");
  const std::string text = dumps::read_file(schema_);
  replace(text.substr(text.find("sql after rest_of_invitations")), "");
  ASSERT_NO_FATAL_FAILURE(migrate("rest"));
  EXPECT_EQ(verify(false), driver::kSuccess);

  EXPECT_NE(value("SELECT count(*) FROM kept.owners_before"), "0");
  EXPECT_EQ(value(misplaced({"orders", "order_lines", "payments", "shipments", "notes", "note_tags",
                             "product_categories", "attachments", "sessions", "audit_log", "users",
                             "customers", "products", "categories", "tags", "documents", "invitations"})),
            "0");
  EXPECT_EQ(value("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relkind = 'r' AND "
                  "relnamespace = 'public'::regnamespace AND NOT relforcerowsecurity"),
            "countries plans");
}

/// What nothing tells is refused before anything is written.
TEST_F(Adoption, RefusesWhatNothingTells) {
  ASSERT_EQ(pull(schema_), driver::kSuccess);
  ASSERT_EQ(driver::migrate_baseline(options()), driver::kSuccess);
  ASSERT_NO_FATAL_FAILURE(migrate("tenants"));
  close("Attachment");
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  EXPECT_EQ(driver::migrate_new(options("attachments")), driver::kFinding);
  const std::string said = testing::internal::GetCapturedStdout() + testing::internal::GetCapturedStderr();
  EXPECT_THAT(said, testing::HasSubstr("nothing tells whose the rows are"));
  EXPECT_THAT(said, testing::HasSubstr("@backfill"));
}

/// A database of a few tables.
class Small : public Adoption {
 protected:
  static constexpr const char* kOrganizations =
      "CREATE TABLE organizations (id uuid PRIMARY KEY); "
      "CREATE TABLE users (id int PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations, name "
      "text);";

  void SetUp() override {
    model_tests::drop_all(cluster_);
    model_tests::make_empty(cluster_, "first");
    cluster_.run("first", kOrganizations);
  }
  /// The exit code of a pull, after which `said_` is what it told.
  int pull_and_listen(const std::string& root = "") {
    driver::PullOptions options;
    options.database = cluster_.url("first");
    options.out = schema_.string();
    options.scratch = cluster_.url("postgres");
    options.tenancy = true;
    options.root = root;
    testing::internal::CaptureStderr();
    const int code = driver::pull(options);
    said_ = testing::internal::GetCapturedStderr();
    return code;
  }
  void begin() {
    ASSERT_EQ(driver::migrate_baseline(options()), driver::kSuccess);
    ASSERT_NO_FATAL_FAILURE(migrate("tenants"));
  }

  std::string said_;
};

/// What isn't the tenant's condition alone stays as it was, whichever way it says more.
TEST_F(Small, PoliciesThatSayMoreThanTheTenantStay) {
  const std::string own = "organization_id = current_setting('app.org', true)::uuid";
  const std::vector<std::pair<std::string, std::string>> policies = {
      {"ands", "USING (" + own + " AND body <> '')"},
      {"ors", "USING (" + own + " OR body = 'public')"},
      {"ors_before", "USING (body = 'public' OR " + own + ")"},
      {"nots", "USING (NOT (" + own + "))"},
      {"checks", "USING (" + own + ") WITH CHECK (" + own + " AND body <> '')"},
      {"nested", "USING ((" + own + " OR body = '') AND body IS NOT NULL)"},
      {"narrows", "AS RESTRICTIVE USING (" + own + ")"}};
  for (const auto& [table, policy] : policies)
    cluster_.run("first",
                 fmt::format("CREATE TABLE {0} (id int PRIMARY KEY, organization_id uuid NOT NULL REFERENCES "
                             "organizations, body text); ALTER TABLE {0} ENABLE ROW LEVEL SECURITY; CREATE "
                             "POLICY of_{0} ON {0} {1}",
                             table, policy));
  EXPECT_EQ(pull_and_listen(), driver::kSuccess) << said_;
  const std::string text = dumps::read_file(schema_);
  for (const auto& [table, policy] : policies) {
    EXPECT_THAT(said_,
                testing::HasSubstr(fmt::format("  {0}: policy of_{0} says more than its tenant", table)));
    EXPECT_THAT(text, testing::HasSubstr(fmt::format("CREATE POLICY of_{0} ON public.{0}", table)));
  }
  EXPECT_THAT(said_, testing::HasSubstr("held to their tenant by the next migration: users\n"));
}

TEST_F(Small, TablesThatNoEntityTellsAreNamed) {
  cluster_.run("first",
               "CREATE TABLE visits (organization_id uuid NOT NULL, at date NOT NULL) PARTITION BY RANGE "
               "((date_part('year', at))); CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM "
               "(2026) TO (2027); "
               "CREATE UNLOGGED TABLE drafts (id int PRIMARY KEY, organization_id uuid); "
               "CREATE TABLE old_users () INHERITS (users); "
               "CREATE TABLE late (id int PRIMARY KEY DEFERRABLE)");
  EXPECT_EQ(pull_and_listen(), driver::kSuccess) << said_;
  EXPECT_THAT(said_,
              testing::HasSubstr("no entity tells these, and nothing holds their rows to a tenant:\n"));
  EXPECT_THAT(said_,
              testing::HasSubstr("  visits: it is partitioned; declare it as an entity with `partition`"));
  EXPECT_THAT(said_,
              testing::HasSubstr("  drafts: it is unlogged; ALTER TABLE … SET LOGGED, and pull again"));
  EXPECT_THAT(said_, testing::HasSubstr("  old_users: it inherits from another table; "));
  EXPECT_THAT(said_, testing::HasSubstr("  late: its key late_pkey is deferrable"));
  EXPECT_THAT(said_, testing::Not(testing::HasSubstr("  visits_2026:")));
}

/// What is to be written is SQL: a name with capitals stands in quotes.
TEST_F(Small, ATenantColumnWithCapitalsIsQuoted) {
  cluster_.run(
      "first",
      "CREATE TABLE projects (id int PRIMARY KEY, \"organizationId\" uuid NOT NULL REFERENCES "
      "organizations); CREATE TABLE teams (id int PRIMARY KEY, organization_id uuid NOT NULL REFERENCES "
      "organizations); INSERT INTO organizations VALUES ('00000000-0000-0000-0000-000000000001'); INSERT "
      "INTO "
      "projects VALUES (1, '00000000-0000-0000-0000-000000000001')");
  EXPECT_EQ(pull_and_listen(), driver::kSuccess) << said_;
  const std::string hint = "@backfill(`(select \"organizationId\")`)";
  EXPECT_THAT(said_, testing::HasSubstr(hint));
  EXPECT_THAT(dumps::read_file(schema_), testing::HasSubstr(hint));
  ASSERT_NO_FATAL_FAILURE(begin());
  close("Project", " " + hint);
  replace("  organization: Organization @column(organizationId)\n", "");
  ASSERT_NO_FATAL_FAILURE(migrate("projects"));
  EXPECT_EQ(value("SELECT organization_id FROM projects"), "00000000-0000-0000-0000-000000000001");
}

/// Nothing refers to the tenants by it, and rows may have none.
TEST_F(Small, ATenantColumnWithoutAForeignKeyIsClosed) {
  cluster_.run(
      "first",
      "CREATE TABLE events (id int PRIMARY KEY, organization_id uuid, what text); INSERT INTO organizations "
      "VALUES ('00000000-0000-0000-0000-000000000001'); INSERT INTO users VALUES (1, "
      "'00000000-0000-0000-0000-000000000001', 'a'); INSERT INTO events VALUES (1, "
      "'00000000-0000-0000-0000-000000000001', 'x'), (2, NULL, 'y')");
  EXPECT_EQ(pull_and_listen(), driver::kSuccess) << said_;
  EXPECT_THAT(said_, testing::HasSubstr("  events: organization_id can be NULL; say with @backfill"));
  ASSERT_NO_FATAL_FAILURE(begin());
  close("Event", " @backfill(`'00000000-0000-0000-0000-000000000001'`)");
  replace("  organization_id: uuid?\n", "");
  ASSERT_NO_FATAL_FAILURE(migrate("events"));
  EXPECT_EQ(verify(false), driver::kSuccess);
  EXPECT_EQ(
      value("SELECT string_agg(id || what, ' ' ORDER BY id) FROM events WHERE organization_id IS NOT NULL"),
      "1x 2y");
}

/// What the schema itself says, in raw SQL, is no stranger on a table that is held.
TEST_F(Small, TriggersOfRawSqlAreNoFindings) {
  cluster_.run("first",
               "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, "
               "pg_temp AS 'BEGIN "
               "NEW.name := upper(NEW.name); RETURN NEW; END'; CREATE TRIGGER shouts BEFORE INSERT "
               "ON users FOR "
               "EACH ROW EXECUTE FUNCTION shout()");
  EXPECT_EQ(pull_and_listen(), driver::kSuccess) << said_;
  ASSERT_NO_FATAL_FAILURE(begin());
  EXPECT_EQ(verify(true), driver::kSuccess);
  cluster_.run("first",
               "CREATE TRIGGER stranger BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION shout()");
  EXPECT_EQ(verify(false), driver::kFinding);
}

TEST_F(Small, WritesNothingWhereTheRootIsNone) {
  EXPECT_EQ(pull_and_listen("nobody"), driver::kFinding);
  EXPECT_THAT(said_, testing::HasSubstr("no table refers to a table `nobody` by its key"));
  EXPECT_FALSE(fs::exists(schema_));
  EXPECT_FALSE(fs::exists(directory_.path("office.lints")));
}

/// What stands in no Postgres schema comes along where something needs it.
TEST_F(Small, PullsOnlyWhatTheSchemasNeed) {
  cluster_.run(
      "first",
      "CREATE EXTENSION citext; CREATE EXTENSION pg_trgm; CREATE FOREIGN DATA WRAPPER used; CREATE FOREIGN "
      "DATA "
      "WRAPPER unused; CREATE SERVER near FOREIGN DATA WRAPPER used; CREATE SERVER other FOREIGN DATA "
      "WRAPPER "
      "unused; COMMENT ON SERVER other IS 'somebody''s'; CREATE SCHEMA sales; CREATE TABLE sales.rates (id "
      "int "
      "PRIMARY KEY, code citext); CREATE FOREIGN TABLE sales.far (id int) SERVER near; CREATE FOREIGN TABLE "
      "beyond (id int) SERVER other");
  driver::PullOptions options;
  options.database = cluster_.url("first");
  options.out = schema_.string();
  options.scratch = cluster_.url("postgres");
  options.only = {"sales"};
  EXPECT_EQ(driver::pull(options), driver::kSuccess);
  const std::string text = dumps::read_file(schema_);
  EXPECT_THAT(text, testing::AllOf(testing::HasSubstr("citext"), testing::HasSubstr("SERVER near"),
                                   testing::HasSubstr("WRAPPER used")));
  for (const char* each : {"pg_trgm", "other", "unused"})
    EXPECT_THAT(text, testing::Not(testing::HasSubstr(each)));
}

/// Some Postgres schemas, and what of them needs others.
TEST_F(Adoption, PullsSomeSchemasAndNamesWhatNeedsOthers) {
  cluster_.run(
      "first",
      "CREATE SCHEMA billing; CREATE TABLE billing.invoices (id int PRIMARY KEY, order_id bigint "
      "REFERENCES public.orders, state public.order_state); CREATE TABLE billing.rates (id int PRIMARY "
      "KEY, rate numeric)");
  driver::PullOptions options;
  options.database = cluster_.url("first");
  options.out = directory_.path("billing.schema");
  options.scratch = cluster_.url("postgres");
  options.only = {"billing"};
  testing::internal::CaptureStderr();
  EXPECT_EQ(driver::pull(options), driver::kFinding);
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_THAT(said, testing::HasSubstr("left out, since it needs enum public.order_state: column state of "
                                       "billing.invoices"));
  const std::string text = dumps::read_file(options.out);
  EXPECT_THAT(text, testing::HasSubstr("entity Rate in billing.rates"));
  EXPECT_THAT(text, testing::HasSubstr("order_id: int8?"));
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("references")));
  options.only = {"sales"};
  EXPECT_EQ(driver::pull(options), driver::kUsage);
}

}  // namespace
}  // namespace adoption_tests

int main(int argc, char** argv) {
  ::testing::InitGoogleMock(&argc, argv);
  const int result = RUN_ALL_TESTS();
  dumps::stop_clusters();
  return result;
}
