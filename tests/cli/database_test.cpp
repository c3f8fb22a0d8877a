// `tenon apply` and `tenon verify` on a real server.
#include <gmock/gmock.h>

#include <map>
#include <ostream>

#include "scratch.hpp"

namespace tenon::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class ApplyTest : public DatabaseTest {
 protected:
  [[nodiscard]] std::string schema(const std::string& more = "") const {
    return file(name() + ".schema", small_schema(name(), more));
  }
  Outcome apply(const std::string& more = "", const std::vector<std::string>& options = {}) const {
    std::vector<std::string> arguments = {"apply", schema(more), "--db", url()};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return tenon(arguments);
  }
  Outcome verify() const { return tenon({"verify", schema(), "--db", url()}); }
};

constexpr const char* kSeed =
    "seed demo {\n acme: Tenant { name = \"Acme\" }\n in acme { Note { body = \"hello\" } }\n}\n";

TEST_F(ApplyTest, TwiceIsUpToDate) {
  const Outcome first = apply();
  EXPECT_EQ(first.exit, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr(name() + " applied: 2 tables"));
  const Outcome second = apply();
  EXPECT_EQ(second.exit, 0) << second.err;
  EXPECT_THAT(second.out, HasSubstr("is up to date"));
}

TEST_F(ApplyTest, AChangedSchemaIsAFinding) {
  ASSERT_EQ(apply().exit, 0);
  const Outcome changed = apply("entity Tag { id: uuid = uuid() @key }\n");
  EXPECT_EQ(changed.exit, 1);
  EXPECT_THAT(changed.err, HasSubstr("holds another version"));
  EXPECT_EQ(tables(), "2");
}

TEST_F(ApplyTest, DocumentationAndSeedsAreNoChange) {
  ASSERT_EQ(apply().exit, 0);
  EXPECT_THAT(apply(kSeed).out, HasSubstr("is up to date"));
}

TEST_F(ApplyTest, SeedTwice) {
  const Outcome first = apply(kSeed, {"--seed"});
  EXPECT_EQ(first.exit, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("2 rows put in, under forced row-level security, and 0 found there"));
  EXPECT_THAT(apply(kSeed, {"--seed"}).out,
              HasSubstr("0 rows put in, under forced row-level security, and 2 found"));
  sql("DELETE FROM notes");
  const Outcome again = apply(kSeed, {"--seed"});
  EXPECT_THAT(again.out, HasSubstr("  tenants: 0 put in, 1 found\n  notes: 1 put in, 0 found\n"));
  EXPECT_THAT(again.out, HasSubstr("had been deleted and is back"));
  EXPECT_EQ(sql("SELECT count(*) FROM notes"), "1");
  EXPECT_EQ(sql("SELECT count(*) FROM tenants"), "1");
}

TEST_F(ApplyTest, ASeedThatFailsPutsNothingIn) {
  const std::string seed =
      "seed bad { acme: Tenant { name = \"Acme\" } in acme { Note { body = `repeat('x', 1/0)` } } }\n";
  const Outcome outcome = apply(seed, {"--seed"});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, HasSubstr("no row was put in"));
  EXPECT_EQ(sql("SELECT count(*) FROM tenants"), "0");
}

TEST_F(ApplyTest, AMissingExtensionChangesNothing) {
  if (sql("SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'") != "0") {
    GTEST_SKIP() << "the server has vector";
  }
  std::string text = small_schema(name());
  text.replace(text.find("{ }"), 3, "{ extensions vector }");
  const Outcome outcome = tenon({"apply", file("v.schema", text), "--db", url()});
  EXPECT_EQ(outcome.exit, 3);
  EXPECT_THAT(outcome.err, HasSubstr("extension `vector` 0.8 is missing"));
  EXPECT_THAT(outcome.err, HasSubstr("nothing was changed"));
  EXPECT_EQ(tables(), "0");
  EXPECT_EQ(roles(), "0");
}

/// 16 tables of 1,024 partitions with an index each: more locks than the server has room for.
TEST_F(ApplyTest, TooManyPartitionsForTheServersLocksChangeNothing) {
  std::string many;
  for (int n = 0; n < 16; ++n) {
    many += "entity Log" + std::to_string(n) +
            " { id: uuid = uuid() @key\n  partition by hash (tenant_id) into 1024\n}\n";
  }
  const Outcome outcome = apply(many);
  EXPECT_EQ(outcome.exit, 3) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("and the server has room for 51200 locks"));
  EXPECT_THAT(outcome.err, HasSubstr("set `max_locks_per_transaction` to "));
  EXPECT_THAT(outcome.err, HasSubstr("nothing was changed"));
  EXPECT_EQ(tables(), "0");
  EXPECT_EQ(roles(), "0");
}

TEST_F(ApplyTest, ATableOfThatNameIsAFinding) {
  sql("CREATE TABLE notes (mine int)");
  const Outcome outcome = apply();
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, HasSubstr("notes"));
  EXPECT_EQ(tables(), "1");
  EXPECT_EQ(roles(), "0");
  EXPECT_EQ(sql("SELECT count(*) FROM pg_namespace WHERE nspname = 'tenon'"), "0");
}

TEST_F(ApplyTest, AWrongUrlDoesNotShowThePassword) {
  for (const char* bad :
       {"postgresql://nobody:s3cret@127.0.0.1:1/x", "host=127.0.0.1 port=1 password=s3cret user=x",
        "postgresql://nobody:s3cret@[::1/x", "password=s3cret nonsense"}) {
    const Outcome outcome = tenon({"apply", schema(), "--db", bad});
    EXPECT_EQ(outcome.exit, 3) << bad;
    EXPECT_THAT(outcome.err, HasSubstr("can't connect"));
    EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr("s3cret"))) << bad;
  }
}

TEST_F(ApplyTest, ARoleWithoutRightsIsTheEnvironments) {
  const std::string role = name() + "_weak";
  sql("CREATE ROLE " + role + " LOGIN");
  const Outcome outcome = tenon({"apply", schema(), "--db", url_as(role)});
  EXPECT_EQ(outcome.exit, 3) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("nothing was changed"));
  EXPECT_EQ(tables(), "0");
}

/// Managed servers give no superuser: a role that may create roles, and owns the database, is enough.
TEST_F(ApplyTest, ARoleThatOwnsTheDatabaseIsEnough) {
  const std::string role = name() + "_dba";
  sql("CREATE ROLE " + role + " LOGIN CREATEROLE; ALTER DATABASE " + name() + " OWNER TO " + role);
  const Outcome outcome = tenon({"apply", schema(kSeed), "--db", url_as(role), "--seed"});
  EXPECT_EQ(outcome.exit, 0) << outcome.err;
  const Outcome verified = verify();
  EXPECT_EQ(verified.exit, 0) << verified.out << verified.err;
}

TEST_F(ApplyTest, ASchemaWithErrorsIsNotConnectedFor) {
  const std::string bad = file("bad.schema", "schema s { }\nentity { }\n");
  EXPECT_EQ(tenon({"apply", bad, "--db", "postgresql://127.0.0.1:1/x"}).exit, 1);
}

TEST_F(ApplyTest, VerifyOfACleanDatabase) {
  ASSERT_EQ(apply().exit, 0);
  const Outcome outcome = verify();
  EXPECT_EQ(outcome.exit, 0) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr(" checks, 0 findings"));
  EXPECT_EQ(sql("SELECT count(*) FROM tenants"), "0") << "the attacks leave nothing behind";
}

TEST_F(ApplyTest, VerifyOfAnEmptyDatabase) {
  const Outcome outcome = verify();
  EXPECT_EQ(outcome.exit, 1) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("doesn't hold `" + name() + "`"));
}

/// What touches nothing of the schema is told, and is a finding only where it is asked for.
TEST_F(ApplyTest, VerifyTellsOfStrangers) {
  ASSERT_EQ(apply().exit, 0);
  EXPECT_EQ(tenon({"verify", schema(), "--db", url(), "--strict"}).exit, 0) << "superusers are no strangers";
  sql("CREATE TABLE deals (id int)");
  const Outcome told = verify();
  EXPECT_EQ(told.exit, 0) << told.out << told.err;
  EXPECT_THAT(told.out, HasSubstr("note: table public.deals is none of the schema's"));
  const Outcome strict = tenon({"verify", schema(), "--db", url(), "--strict"});
  EXPECT_EQ(strict.exit, 1) << strict.out << strict.err;
  EXPECT_THAT(strict.out, HasSubstr("table public.deals: drift: is none of the schema's [world.strangers]"));
}

/// The leak, the way to it, and what mends it.
TEST_F(ApplyTest, VerifyTellsHowRowsGetOut) {
  ASSERT_EQ(apply().exit, 0);
  sql("CREATE SCHEMA api; CREATE VIEW api.notes AS SELECT * FROM public.notes; GRANT USAGE ON SCHEMA api "
      "TO " +
      name() + "_app; GRANT SELECT ON api.notes TO " + name() + "_app");
  const Outcome outcome = verify();
  EXPECT_EQ(outcome.exit, 1) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("view api.notes: leak: "));
  EXPECT_THAT(outcome.out, HasSubstr(name() + "_app → view api.notes → public.notes, as its owner"));
  EXPECT_THAT(outcome.out, HasSubstr("  help: DROP VIEW api.notes;"));
}

/// Another session's lock is none of the database's faults, and no proof either.
TEST_F(ApplyTest, VerifyTellsWhatItCouldNotJudge) {
  ASSERT_EQ(apply().exit, 0);
  auto other = pq::Session::connect(url());
  ASSERT_TRUE(other);
  ASSERT_TRUE(other->script("BEGIN; LOCK TABLE notes IN ACCESS EXCLUSIVE MODE"));
  const Outcome outcome = verify();
  EXPECT_EQ(outcome.exit, 4) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out,
              HasSubstr("could not be judged: ERROR 55P03: canceling statement due to lock timeout"));
  EXPECT_THAT(outcome.out, HasSubstr("holds AccessExclusiveLock on notes"));
  EXPECT_THAT(outcome.out, HasSubstr("help: verify again when that transaction has ended"));
  EXPECT_THAT(outcome.out, HasSubstr("checks, 0 findings, "));
}

TEST_F(ApplyTest, AFindingOutweighsWhatCouldNotBeJudged) {
  ASSERT_EQ(apply().exit, 0);
  sql("ALTER TABLE tenants NO FORCE ROW LEVEL SECURITY");
  auto other = pq::Session::connect(url());
  ASSERT_TRUE(other);
  ASSERT_TRUE(other->script("BEGIN; LOCK TABLE notes IN ACCESS EXCLUSIVE MODE"));
  const Outcome outcome = verify();
  EXPECT_EQ(outcome.exit, 1) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("row-level security is not forced"));
  EXPECT_THAT(outcome.out, HasSubstr("could not be judged"));
}

/// One cause, one finding: everything else is judged as if nothing were set.
TEST_F(ApplyTest, WhatADatabaseSetsForEverybodyIsToldOnce) {
  ASSERT_EQ(apply().exit, 0);
  for (const char* setting :
       {"row_security = off", "session_replication_role = replica", "app.current_tenant_id = somebody"}) {
    sql("ALTER DATABASE " + name() + " SET " + setting);
    const Outcome outcome = verify();
    EXPECT_EQ(outcome.exit, 1) << setting;
    EXPECT_THAT(outcome.out, HasSubstr(": sets `")) << setting;
    EXPECT_THAT(outcome.out, HasSubstr(" checks, 1 findings")) << outcome.out;
    EXPECT_THAT(outcome.out, Not(HasSubstr("`somebody`"))) << "a tenant's key";
    sql("ALTER DATABASE " + name() + " RESET ALL");
  }
  // The first three open nothing and hinder nobody; of the others each is told once, and changes no other
  // check.
  const std::string kFound = " checks, 1 findings";
  for (const auto& [setting, found] : std::map<std::string, std::string>{
           {"idle_in_transaction_session_timeout = 60000", " checks, 0 findings"},
           {"quote_all_identifiers = on", " checks, 0 findings"},
           {"search_path = nowhere", " checks, 0 findings"},
           {"idle_in_transaction_session_timeout = 1", kFound},
           {"default_transaction_read_only = on", kFound},
           {"standard_conforming_strings = off", kFound}}) {
    sql("ALTER DATABASE " + name() + " SET " + setting);
    const Outcome outcome = verify();
    EXPECT_EQ(outcome.exit, found == kFound ? 1 : 0) << setting << ": " << outcome.out << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr(found)) << outcome.out;
    sql("BEGIN READ WRITE; ALTER DATABASE " + name() + " RESET ALL; COMMIT");
  }
}

/// Taking it from PUBLIC is hardening; who needs it is told, and nothing else fails.
TEST_F(ApplyTest, VerifyNeedsNoSetConfig) {
  ASSERT_EQ(apply().exit, 0);
  const std::string function = "FUNCTION pg_catalog.set_config(text, text, boolean) ";
  sql("REVOKE EXECUTE ON " + function + "FROM PUBLIC");
  const Outcome lacking = verify();
  EXPECT_EQ(lacking.exit, 1);
  EXPECT_THAT(lacking.out, HasSubstr("GRANT EXECUTE ON " + function + "TO \"" + name() + "_app\""));
  EXPECT_THAT(lacking.out, HasSubstr(" checks, 2 findings")) << lacking.out;
  sql("GRANT EXECUTE ON " + function + "TO " + name() + "_app, " + name() + "_provisioner");
  const Outcome granted = verify();
  EXPECT_EQ(granted.exit, 0) << granted.out << granted.err;
}

/// A superuser would have it all the same.
TEST_F(ApplyTest, NorDoPartitionsThatAreMadeMeanwhile) {
  const std::string role = name() + "_dba";
  sql("CREATE ROLE " + role + " LOGIN CREATEROLE; ALTER DATABASE " + name() + " OWNER TO " + role);
  const std::string visits =
      "entity Visit { id: uuid = uuid() @key  at: timestamptz = now()  partition by range (at) every month "
      "}\n";
  ASSERT_EQ(tenon({"apply", schema(visits), "--db", url_as(role)}).exit, 0);
  sql("REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC");
  const Outcome outcome = tenon({"verify", schema(visits), "--db", url_as(role)});
  EXPECT_THAT(outcome.out, HasSubstr("may not execute pg_catalog.set_config"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("attack.partitions_made_a_moment_ago"))) << outcome.out;
}

/// Whatever the search role's default privileges say, nobody else reads the view of all tenants' rows.
TEST_F(ApplyTest, DefaultPrivilegesOpenNoSearchedRows) {
  const std::string search = name() + "_search";
  sql("CREATE ROLE " + search + "; COMMENT ON ROLE " + search +
      " IS 'owns the search functions; nobody logs in as it'; ALTER DEFAULT PRIVILEGES FOR ROLE " + search +
      " GRANT SELECT ON TABLES TO PUBLIC");
  const std::string songs =
      "entity Song { id: uuid = uuid() @key  text: text  search text (text) language simple\n"
      "  policy filled for select `text <> ''` }\n";
  const Outcome applied = apply(songs);
  ASSERT_EQ(applied.exit, 0) << applied.err;
  EXPECT_EQ(sql("SELECT has_table_privilege('" + name() + "_app', 'tenon.songs_search_rows', 'SELECT')"),
            "f");
}

struct Damage {
  const char* statement;
  const char* named;
};

void PrintTo(const Damage& damage, std::ostream* out) {
  *out << damage.statement;
}

class DamageTest : public ApplyTest, public testing::WithParamInterface<Damage> {};

TEST_P(DamageTest, IsNamed) {
  ASSERT_EQ(apply().exit, 0);
  sql(GetParam().statement);
  const Outcome outcome = verify();
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.out, HasSubstr(GetParam().named));
}

INSTANTIATE_TEST_SUITE_P(
    , DamageTest,
    testing::Values(Damage{"DROP POLICY notes_select ON notes", "notes_select"},
                    Damage{"ALTER TABLE notes NO FORCE ROW LEVEL SECURITY", "notes"},
                    Damage{"ALTER TABLE notes DISABLE ROW LEVEL SECURITY", "notes"},
                    Damage{"CREATE POLICY hole ON notes USING (true)", "hole"},
                    Damage{"DROP INDEX IF EXISTS x; ALTER TABLE notes DROP CONSTRAINT notes_tenant_id_fkey",
                           "notes_tenant_id_fkey"},
                    Damage{"ALTER TABLE notes ADD COLUMN extra int", "extra"},
                    Damage{"ALTER TABLE notes ALTER COLUMN body DROP NOT NULL", "body"}));

TEST_F(ApplyTest, VerifyWithoutADatabaseBringsItsOwnServer) {
  const Surroundings here = {"", {{"TMPDIR", directory_.string()}}};
  const Outcome outcome = tenon({"verify", schema()}, here);
  EXPECT_EQ(outcome.exit, 0) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr(" checks, 0 findings"));
  EXPECT_THAT(listing(directory_), testing::ElementsAre(name() + ".schema"))
      << "the server's directory is gone";
}

std::string in_tenancy(const std::string& settings, const std::string& entities) {
  return "schema long {\n" + settings +
         "}\n"
         "tenancy { root Tenant  app long_app  owner long_owner }\n"
         "entity Tenant { id: uuid = uuid() @key  slug: text @unique }\n" +
         entities;
}

/// Names of 60 letters, of which each that is derived is cut: what they are is told by nothing in them.
TEST_F(ApplyTest, VerifyFindsNothingInNamesThatWereCut) {
  const std::string entity = "entity A" + std::string(58, 'b') +
                             "c {\n"
                             "  id:         uuid = uuid() @key\n"
                             "  title:      text @pii\n"
                             "  meaning:    vector(3)\n"
                             "  updated_at: timestamptz = now() @touch\n"
                             "  made_at:    timestamptz = now()\n"
                             "  search text (title)\n"
                             "  search vector (meaning) hnsw cosine\n"
                             "  soft_delete\n"
                             "  audit\n"
                             "  retain 90 days by made_at\n"
                             "}\n";
  const std::string schema = file("long.schema", in_tenancy("  extensions vector\n", entity));
  const Outcome outcome = tenon({"verify", schema, "--pglite", TENON_SERVERS});
  EXPECT_EQ(outcome.exit, 0) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr(" checks, 0 findings"));
}

/// With `foreign_key_indexes manual` the author answers for them; those that are there are promised all the
/// same.
TEST_F(ApplyTest, VerifyAsksForNoIndexThatTheAuthorLeftOut) {
  const std::string entities =
      "entity Author { id: uuid = uuid() @key }\n"
      "entity Book {\n"
      "  id:     uuid = uuid() @key\n"
      "  author: Author\n"
      "  editor: Author?\n"
      "  index (editor)\n"
      "}\n";
  const std::string schema = file("long.schema", in_tenancy("  foreign_key_indexes manual\n", entities));
  const Outcome verified = tenon({"verify", schema});
  EXPECT_EQ(verified.exit, 0) << verified.out << verified.err;
}

TEST_F(ApplyTest, AnErrorOfTheServersNamesTheDeclaration) {
  const Outcome outcome =
      apply("entity Wrong {\n  id: uuid = uuid() @key\n  a: int4\n  check `a ~ 'x'`\n}\n");
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err,
              testing::MatchesRegex("(.|\n)*\\.schema:[0-9]+:8: `.*` can't be applied: create table "
                                    "public\\.wrongs, for `Wrong`: operator does not exist(.|\n)*"));
  EXPECT_THAT(outcome.err, HasSubstr("nothing was changed"));
  EXPECT_EQ(tables(), "0");
}

/// A row that can't be put in is one fault, whatever else lacks it.
TEST_F(ApplyTest, VerifyTellsOneCauseOnce) {
  const std::string text =
      "schema one { }\ntenancy { root T app one_app owner one_owner }\n"
      "entity T { id: uuid = uuid() @key  slug: text @check(`slug ~ '^x'`) }\n"
      "entity A { id: uuid = uuid() @key  name: text }\n"
      "entity B { id: uuid = uuid() @key  a: A  name: text }\n";
  const Outcome verified = tenon({"verify", file("one.schema", text)});
  EXPECT_EQ(verified.exit, 1);
  const std::string& out = verified.out;
  EXPECT_THAT(out, HasSubstr("ts: setting the stage"));
  EXPECT_THAT(out, Not(HasSubstr("as: setting the stage")));
  EXPECT_THAT(out, HasSubstr("findings of 2 causes")) << out;
}

/// Types that a server may lack the libraries for, so that no schema of the other tests has them.
TEST_F(ApplyTest, VerifyTakesTypesOfExtensionsAndWithoutEquality) {
  const std::string entities =
      "entity Thing {\n"
      "  id:    uuid = uuid() @key\n"
      "  path:  ltree @unique\n"
      "  data:  hstore?\n"
      "  text:  xml?\n"
      "  place: point?\n"
      "  index gin (data)\n"
      "  index gist (path)\n"
      "  index spgist (place)\n"
      "  audit\n"
      "}\n"
      "entity Branch {\n  path: ltree @key\n  name: text\n  audit\n}\n"
      "seed demo {\n"
      "  acme: Tenant { slug = \"acme\" }\n"
      "  in acme { Branch { path = \"a.b\", name = \"b\" }  Thing { path = \"a\", place = \"(1,2)\" } }\n"
      "}\n";
  const std::string schema = file("types.schema", in_tenancy("  extensions hstore, ltree\n", entities));
  const Outcome verified = tenon({"verify", schema});
  EXPECT_EQ(verified.exit, 0) << verified.out << verified.err;
}

}  // namespace
}  // namespace tenon::test
