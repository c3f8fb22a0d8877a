// Roles belong to the server: two schemas beside each other, with roles of their own and with the same ones.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "scratch.hpp"

namespace tenon::test {
namespace {

using testing::HasSubstr;

/// Who the roles of a schema are; each name stands behind the test's own.
struct Parts {
  std::string owner = "_owner";
  std::string app = "_app";
  std::string provisioner = "_provisioner";
  std::string search = "_search";
};

class ClusterTest : public DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    other_ = name() + "b";
    sql("CREATE DATABASE " + other_);
  }
  void TearDown() override {
    sql("DROP DATABASE IF EXISTS " + other_ + " WITH (FORCE)");
    DatabaseTest::TearDown();
  }

  /// A schema with something to search, so that it has a search role.
  [[nodiscard]] std::string schema(const std::string& entity, const Parts& parts) const {
    return file(
        entity + ".schema",
        fmt::format(
            "schema {2}s {{ }}\n"
            "tenancy {{ root Tenant app {0}{3} owner {0}{4} provisioner {0}{5} search {0}{6} }}\n"
            "entity Tenant {{ id: uuid = uuid() @key name: text }}\n"
            "entity {1} {{ id: uuid = uuid() @key body: text search text (body) language english }}\n",
            name(), entity, entity == "Note" ? "note" : "song", parts.app, parts.owner, parts.provisioner,
            parts.search));
  }
  [[nodiscard]] std::string there() const { return url() + "&dbname=" + other_; }

  static void expect_holds(const std::string& schema, const std::string& database) {
    const Outcome applied = tenon({"apply", schema, "--db", database});
    EXPECT_EQ(applied.exit, 0) << applied.err;
    const Outcome verified = tenon({"verify", schema, "--db", database});
    EXPECT_EQ(verified.exit, 0) << verified.out << verified.err;
  }
  static void expect_still_holds(const std::string& schema, const std::string& database) {
    const Outcome verified = tenon({"verify", schema, "--db", database});
    EXPECT_EQ(verified.exit, 0) << verified.out << verified.err;
  }

  /// How many of the other schema's tables a role of the one may touch.
  std::string reaches(const std::string& role) const {
    return tenon_sql(there(),
                     "SELECT count(*) FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND "
                     "relkind IN ('r', 'p') AND has_table_privilege('" +
                         name() + role + "', oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')");
  }
  static std::string tenon_sql(const std::string& database, const std::string& statement) {
    auto session = pq::Session::connect(database);
    if (!session) return session.error().message;
    const auto rows = session->query(statement);
    return rows ? rows->text(0, 0) : rows.error().message;
  }
  [[nodiscard]] const std::string& other() const { return other_; }

 private:
  std::string other_;
};

TEST_F(ClusterTest, TwoSchemasWithRolesOfTheirOwnReachNothingOfOneAnother) {
  const std::string notes = schema("Note", {});
  const std::string songs = schema("Song", {"_bowner", "_bapp", "_bprovisioner", "_bsearch"});
  expect_holds(notes, url());
  expect_holds(songs, there());
  expect_still_holds(notes, url());
  for (const char* role : {"_owner", "_app", "_provisioner", "_search"})
    EXPECT_EQ(reaches(role), "0") << role;
  EXPECT_EQ(reaches("_bapp"), "2") << "the question is asked rightly";
}

TEST_F(ClusterTest, TwoSchemasMayShareTheirRoles) {
  const std::string notes = schema("Note", {});
  const std::string songs = schema("Song", {});
  expect_holds(notes, url());
  expect_holds(songs, there());
  expect_still_holds(notes, url());
  // One goes and comes back; the other never notices.
  sql("DROP DATABASE " + other() + " WITH (FORCE)");
  expect_still_holds(notes, url());
  sql("CREATE DATABASE " + other());
  expect_holds(songs, there());
  expect_still_holds(notes, url());
}

/// A role that had two parts would be more on one of the databases than that schema says.
TEST_F(ClusterTest, ARoleHasOnePartOnAServer) {
  expect_holds(schema("Note", {}), url());
  const std::pair<Parts, std::string> crossed[] = {
      {{"_app", "_bapp", "_bprovisioner", "_bsearch"}, "_app"},
      {{"_bowner", "_owner", "_bprovisioner", "_bsearch"}, "_owner"},
      {{"_bowner", "_provisioner", "_bprovisioner", "_bsearch"}, "_provisioner"},
      {{"_bowner", "_search", "_bprovisioner", "_bsearch"}, "_search"},
      {{"_bowner", "_bapp", "_app", "_bsearch"}, "_app"},
      {{"_bowner", "_bapp", "_bprovisioner", "_owner"}, "_owner"},
  };
  for (const auto& [parts, role] : crossed) {
    const Outcome refused = tenon({"apply", schema("Song", parts), "--db", there()});
    EXPECT_EQ(refused.exit, 1) << refused.out;
    EXPECT_THAT(refused.err, HasSubstr("the role " + name() + role + " has another part in another schema"));
    EXPECT_EQ(tenon_sql(there(), "SELECT count(*) FROM pg_namespace WHERE nspname = 'tenon'"), "0");
  }
  // One that a schema declares is a part, too, whatever it is for.
  sql("CREATE ROLE " + name() + "_clerk; COMMENT ON ROLE " + name() +
      "_clerk IS 'declared in the schema: Reads.'");
  const Outcome refused =
      tenon({"apply", schema("Song", {"_bowner", "_clerk", "_bprovisioner", "_bsearch"}), "--db", there()});
  sql("DROP ROLE " + name() + "_clerk");
  EXPECT_THAT(refused.err, HasSubstr("_clerk has another part in another schema on this server: declared"));
  EXPECT_EQ(roles(), "4") << "nothing was changed";
}

}  // namespace
}  // namespace tenon::test
