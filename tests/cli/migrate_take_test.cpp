// `tenon migrate`: a database that tenon didn't make, taken over and changed from then on.
#include <gmock/gmock.h>

#include "migrating.hpp"

namespace tenon::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class TakeTest : public MigrateTest {
 protected:
  /// Tables as another tool leaves them: other names, none of them closed, loose strings.
  void others_tables() const {
    sql(R"sql(
      CREATE TABLE tenants (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL UNIQUE);
      CREATE TABLE "Writer" (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), "tenantId" uuid NOT NULL REFERENCES tenants,
        email text NOT NULL);
      CREATE TABLE note (id uuid CONSTRAINT note_key PRIMARY KEY DEFAULT gen_random_uuid(), tenant_id uuid NOT NULL,
        title varchar(40) NOT NULL, status text NOT NULL DEFAULT 'draft', writer uuid REFERENCES "Writer", "createdAt" timestamp,
        CONSTRAINT of_tenant FOREIGN KEY (tenant_id) REFERENCES tenants ON DELETE CASCADE);
      CREATE VIEW titles AS SELECT title FROM note;
      INSERT INTO tenants (name) VALUES ('a'), ('b');
      INSERT INTO "Writer" ("tenantId", email) SELECT id, name || '@example.org' FROM tenants;
      INSERT INTO note (tenant_id, title, writer, "createdAt") SELECT "tenantId", 'of ' || email, id, '2026-01-01' FROM "Writer")sql");
  }
  std::string others_schema(const std::string& more = "") const {
    return file(name() + ".schema", "schema " + name() + " { }\ntenancy { root Tenant app " + name() +
                                        "_app owner " + name() + "_owner provisioner " + name() +
                                        "_provisioner }\n" + R"schema(
enum Status { draft done }
entity Tenant { id: uuid = uuid() @key  name: text @unique }
entity Author @was(Writer) { id: uuid = uuid() @key  email: text }
entity Note @was(note) {
  id:         uuid = uuid() @key
  headline:   varchar(200) @was(title)
  status:     Status = draft
  author:     Author? @was(writer)
  language:   text @backfill("en")
  created_at: timestamptz?
}
)schema" + more);
  }

  Outcome baseline(const std::string& url) const { return migrate("baseline", {"--db", url}); }
  Outcome baseline() const { return baseline(url()); }
  Outcome status() const { return migrate("status", {"--db", url()}); }
  Outcome verify() const { return tenon({"verify", path(name() + ".schema"), "--db", url()}); }
  /// All that the catalog says of what isn't tenon's.
  std::string others() const {
    return sql(
        "SELECT md5(string_agg(concat_ws(' ', c.oid, relname, relkind, relowner, relacl, relrowsecurity, "
        "relfilenode, (SELECT string_agg(concat_ws(' ', attname, atttypid, attnotnull), ',' ORDER BY attnum) "
        "FROM "
        "pg_attribute WHERE attrelid = c.oid)), E'\\n' ORDER BY c.oid)) FROM pg_class c WHERE relnamespace = "
        "'public'::regnamespace");
  }
  std::string rows() const {
    return sql(
        "SELECT string_agg(headline || ' ' || status || ' ' || language || ' ' || email || ' ' || "
        "created_at, ', ' "
        "ORDER BY headline) FROM notes JOIN authors a ON a.id = author_id");
  }
};

TEST_F(TakeTest, ADatabaseOfOthersGoesOnFromWhatItIs) {
  others_tables();
  others_schema();
  const std::string before = others();
  const Outcome taken = baseline();
  ASSERT_EQ(taken.exit, 0) << taken.err;
  EXPECT_EQ(others(), before);
  EXPECT_THAT(files(), ElementsAre("0001_baseline.sql", "migrations.lock"));
  EXPECT_EQ(status().exit, 0) << status().out;
  EXPECT_THAT(migrate("check").err, HasSubstr("no migration leads there"));
  EXPECT_THAT(migrate("plan").out, AllOf(HasSubstr("ALTER TABLE public.note RENAME TO notes"),
                                         HasSubstr("RENAME CONSTRAINT of_tenant TO notes_tenant_id_fkey")));
  EXPECT_THAT(migrate("new", {"tenants"}).err, HasSubstr("authorization: "));
  const Outcome made = migrate("new", {"tenants", "--allow", kEverything});
  ASSERT_EQ(made.exit, 0) << made.err;
  EXPECT_THAT(made.out, AllOf(HasSubstr("proved on PostgreSQL"), HasSubstr("there is no way back")));
  EXPECT_EQ(migrate("check", {"--prove"}).exit, 0);
  const Outcome ran = up({"--contract"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(rows(),
            "of a@example.org draft en a@example.org 2026-01-01 00:00:00+00, "
            "of b@example.org draft en b@example.org 2026-01-01 00:00:00+00");
  EXPECT_EQ(status().exit, 0) << status().out;
  EXPECT_THAT(verify().out, HasSubstr("0 findings")) << verify().out;
}

TEST_F(TakeTest, WhatNoKindHoldsIsMadeAndDroppedToo) {
  sql(R"sql(
    CREATE COLLATION old_order (PROVIDER = libc, LOCALE = 'POSIX');
    CREATE AGGREGATE product (int8) (SFUNC = int8mul, STYPE = int8, INITCOND = '1');
    CREATE TABLE things (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text COLLATE old_order NOT NULL))sql");
  file(name() + ".schema", "schema " + name() + R"schema( { }
sql before new_order `CREATE COLLATION new_order (PROVIDER = libc, LOCALE = 'C')` undo `DROP COLLATION new_order`
sql before product `CREATE AGGREGATE product (int8) (SFUNC = int8mul, STYPE = int8, INITCOND = '2')`
  undo `DROP AGGREGATE product (int8)`
entity Thing { id: uuid = uuid() @key  name: text @collate("new_order") }
)schema");
  ASSERT_EQ(baseline().exit, 0);
  const Outcome made = make("orders");
  ASSERT_EQ(made.exit, 0) << made.err;
  const Outcome ran = up({"--contract"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(
      sql("SELECT string_agg(collname, ' ') FROM pg_collation WHERE collnamespace = 'public'::regnamespace"),
      "new_order");
  EXPECT_EQ(sql("SELECT product(x) FROM generate_series(1, 3) x"), "12");
}

/// A publication, a cast: those that the schema names go on, and others are left alone.
TEST_F(TakeTest, WhatStandsInNoPostgresSchemaGoesOn) {
  sql(R"sql(
    CREATE TABLE things (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL);
    CREATE PUBLICATION of_things FOR TABLE things;
    CREATE PUBLICATION of_others FOR TABLE things;
    CREATE FOREIGN DATA WRAPPER far)sql");
  const auto version = [&](const std::string& more) {
    file(name() + ".schema", "schema " + name() + " { }\nentity Thing { id: uuid = uuid() @key  name: text " +
                                 more + " }\n" + R"schema(
sql after of_things `CREATE PUBLICATION of_things FOR TABLE things` undo `DROP PUBLICATION of_things`
sql before far `CREATE FOREIGN DATA WRAPPER far` undo `DROP FOREIGN DATA WRAPPER far`
)schema");
  };
  version("");
  ASSERT_EQ(baseline().exit, 0);
  version(" more: int4?");
  const Outcome made = make("more");
  ASSERT_EQ(made.exit, 0) << made.err;
  const Outcome ran = up({"--contract"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(sql("SELECT string_agg(pubname, ' ' ORDER BY pubname) FROM pg_publication"),
            "of_others of_things");
  EXPECT_EQ(sql("SELECT fdwname FROM pg_foreign_data_wrapper WHERE fdwname = 'far'"), "far");
}

TEST_F(TakeTest, TheNextVersionsAreAsAnyOthers) {
  others_tables();
  others_schema();
  ASSERT_EQ(baseline().exit, 0);
  ASSERT_EQ(make("tenants").exit, 0);
  const Outcome grown = up({"--contract"});
  ASSERT_EQ(grown.exit, 0) << grown.err << grown.out;
  others_schema(kTag);
  ASSERT_EQ(migrate("new", {"tags"}).exit, 0);
  ASSERT_EQ(up().exit, 0);
  EXPECT_EQ(tables(), "4");
  EXPECT_EQ(migrate("down", {"--db", url()}).exit, 0);
  EXPECT_EQ(tables(), "3");
  EXPECT_THAT(migrate("down", {"--db", url()}).err, HasSubstr("migration 2, tenants"));
  EXPECT_EQ(up().exit, 0);
  EXPECT_EQ(verify().exit, 0);
}

TEST_F(TakeTest, AnotherDatabaseIsTakenWhereItIsTheSame) {
  others_tables();
  others_schema();
  ASSERT_EQ(baseline().exit, 0);
  ASSERT_EQ(make("tenants").exit, 0);
  sql("DROP SCHEMA tenon CASCADE; ALTER TABLE note ADD COLUMN by_hand int");
  const Outcome other = baseline();
  EXPECT_EQ(other.exit, 1);
  EXPECT_THAT(other.err, HasSubstr("column by_hand of public.note"));
  EXPECT_EQ(sql("SELECT to_regnamespace('tenon') IS NULL"), "t");
  sql("ALTER TABLE note DROP COLUMN by_hand");
  const Outcome same = baseline();
  ASSERT_EQ(same.exit, 0) << same.err;
  EXPECT_EQ(up({"--contract"}).exit, 0);
  EXPECT_THAT(rows(), HasSubstr("of b@example.org"));
}

TEST_F(TakeTest, WhatWasTakenIsMadeAnewWhereNothingIs) {
  others_tables();
  others_schema();
  ASSERT_EQ(baseline().exit, 0);
  ASSERT_EQ(make("tenants").exit, 0);
  sql("DROP SCHEMA tenon, public CASCADE; CREATE SCHEMA public");
  const Outcome ran = up({"--to", "1"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(sql("SELECT count(*) FROM note"), "0");
  EXPECT_EQ(up().exit, 0);
  EXPECT_EQ(sql("SELECT count(*) FROM notes"), "0");
}

TEST_F(TakeTest, WhatCantBeSaidAnewIsRefusedByItsName) {
  others_tables();
  sql("CREATE SCHEMA auth; CREATE TABLE auth.users (id uuid PRIMARY KEY); ALTER TABLE note ADD COLUMN by "
      "uuid REFERENCES "
      "auth.users; CREATE OPERATOR FAMILY longest USING btree");
  others_schema();
  const Outcome refused = baseline();
  EXPECT_EQ(refused.exit, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("constraint note_by_fkey of public.note needs table auth.users"),
                                 HasSubstr("operator family public.longest"), HasSubstr("help: ")));
  EXPECT_THAT(files(), IsEmpty());
  EXPECT_EQ(sql("SELECT to_regnamespace('tenon') IS NULL"), "t");
}

TEST_F(TakeTest, WhatTheSchemaLetsBeStaysWithWhoHasIt) {
  others_tables();
  sql("CREATE TABLE _prisma_migrations (id text PRIMARY KEY)");
  others_schema("allow { table public._prisma_migrations because \"the tool of before keeps it\" }\n");
  ASSERT_EQ(baseline().exit, 0);
  EXPECT_THAT(read_file(path("migrations/0001_baseline.sql")), Not(HasSubstr("_prisma_migrations")));
  ASSERT_EQ(make("tenants").exit, 0);
  const Outcome grown = up({"--contract"});
  ASSERT_EQ(grown.exit, 0) << grown.err << grown.out;
  EXPECT_EQ(sql("SELECT count(*) FROM _prisma_migrations"), "0");
  EXPECT_EQ(verify().exit, 0) << verify().out;
}

TEST_F(TakeTest, WhoOwnedItHasNoRightsButThoseThatWereGiven) {
  others_tables();
  const std::string admin = name() + "_admin";
  sql("CREATE ROLE " + admin + " LOGIN CREATEROLE; ALTER DATABASE " + name() + " OWNER TO " + admin +
      "; CREATE ROLE " + name() + "_reader; GRANT SELECT ON note TO " + name() +
      "_reader; ALTER TABLE note OWNER TO " + admin + "; ALTER TABLE tenants OWNER TO " + admin +
      "; ALTER TABLE \"Writer\" OWNER TO " + admin + "; ALTER VIEW titles OWNER TO " + admin);
  others_schema();
  const Outcome taken = baseline(url_as(admin));
  ASSERT_EQ(taken.exit, 0) << taken.err;
  ASSERT_EQ(make("tenants").exit, 0);
  const Outcome ran = migrate("up", {"--db", url_as(admin), "--contract"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(sql("SELECT string_agg(DISTINCT tableowner, ',') FROM pg_tables WHERE schemaname IN ('public', "
                "'tenon')"),
            name() + "_owner");
  EXPECT_EQ(sql("SELECT has_table_privilege('" + name() + "_reader', 'notes', 'SELECT')"), "f");
}

TEST_F(TakeTest, PartitionsOfOthersAreClosedAndKept) {
  sql(R"sql(
    CREATE TABLE tenants (id uuid PRIMARY KEY, name text NOT NULL UNIQUE);
    CREATE TABLE events (id uuid DEFAULT gen_random_uuid(), tenant_id uuid, at timestamptz NOT NULL, PRIMARY KEY (id, at))
      PARTITION BY RANGE (at);
    CREATE ROLE )sql" +
      name() + R"sql(_reader;
    DO $$
    DECLARE
      month timestamptz := date_trunc('month', now(), 'UTC');
    BEGIN
      EXECUTE format('CREATE TABLE events_now PARTITION OF events FOR VALUES FROM (%L) TO (%L)', month, (month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
    END $$;
    CREATE INDEX by_hand ON events_now (at);
    GRANT SELECT ON events_now TO )sql" +
      name() + R"sql(_reader;
    INSERT INTO tenants VALUES ('00000000-0000-0000-0000-000000000001', 'a');
    INSERT INTO events (tenant_id, at) SELECT id, now() FROM tenants)sql");
  file(name() + ".schema", "schema " + name() + " { }\ntenancy { root Tenant app " + name() + "_app owner " +
                               name() + "_owner provisioner " + name() + "_provisioner }\n" + R"schema(
entity Tenant { id: uuid = uuid() @key  name: text @unique }
entity Event {
  id: uuid = uuid()
  at: timestamptz
  key (id, at)
  partition by range (at) every month
}
)schema");
  ASSERT_EQ(baseline().exit, 0);
  const Outcome made = migrate("new", {"tenants", "--allow", kEverything});
  ASSERT_EQ(made.exit, 0) << made.err;
  const Outcome grown = up({"--contract"});
  ASSERT_EQ(grown.exit, 0) << grown.err << grown.out;
  EXPECT_EQ(sql("SELECT count(*) FROM events_now"), "1");
  const Outcome seen = verify();
  EXPECT_EQ(seen.exit, 0) << seen.out;
  EXPECT_EQ(sql("SELECT has_table_privilege('" + name() + "_reader', 'events_now', 'SELECT')"), "f");
}

TEST_F(TakeTest, RowsWithoutATenantAreOfWhomTheyReferTo) {
  others_tables();
  sql("CREATE TABLE tags (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), \"noteId\" uuid NOT NULL REFERENCES "
      "note, label "
      "text NOT NULL); CREATE TABLE marks (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), tag_id uuid NOT "
      "NULL REFERENCES "
      "tags); INSERT INTO tags (\"noteId\", label) SELECT id, title FROM note; INSERT INTO marks (tag_id) "
      "SELECT id FROM "
      "tags; ALTER TABLE note ENABLE ROW LEVEL SECURITY; ALTER TABLE note FORCE ROW LEVEL SECURITY; CREATE "
      "POLICY none ON "
      "note USING (false)");
  const std::string tags =
      "entity Tag { id: uuid = uuid() @key  note: Note @was(noteId)  label: text }\n"
      "entity Mark { id: uuid = uuid() @key  tag: Tag }\n";
  others_schema(tags);
  ASSERT_EQ(baseline().exit, 0);
  const Outcome made = migrate("new", {"tenants", "--allow", kEverything});
  ASSERT_EQ(made.exit, 0) << made.err;
  const Outcome ran = up({"--contract"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(sql("SELECT count(*) FROM marks m JOIN tags t USING (tenant_id) JOIN notes n USING (tenant_id) "
                "WHERE t.id = "
                "m.tag_id AND n.id = t.note_id"),
            "2");
}

TEST_F(TakeTest, RowsOfNobodyAreRefused) {
  others_tables();
  sql("CREATE TABLE logs (id uuid PRIMARY KEY, line text NOT NULL)");
  others_schema("entity Log { id: uuid = uuid() @key  line: text }\n");
  ASSERT_EQ(baseline().exit, 0);
  const Outcome refused = migrate("new", {"tenants", "--allow", kEverything});
  EXPECT_EQ(refused.exit, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("column tenant_id of public.logs"),
                                 HasSubstr("nothing tells whose the rows are"), HasSubstr("help: ")));
}

TEST_F(TakeTest, WhereNothingIsOrTenonWasThereIsNothingToTake) {
  schema();
  EXPECT_THAT(baseline().err,
              AllOf(HasSubstr("holds nothing in the Postgres schema `public`"), HasSubstr("migrate new")));
  ASSERT_EQ(tenon({"apply", path(name() + ".schema"), "--db", url()}).exit, 0);
  EXPECT_THAT(baseline().err, HasSubstr("holds no migrations"));
  sql("UPDATE tenon.schema_version SET name = 'other'");
  EXPECT_THAT(baseline().err, HasSubstr("another schema of tenon"));
  EXPECT_THAT(files(), IsEmpty());
}

}  // namespace
}  // namespace tenon::test
