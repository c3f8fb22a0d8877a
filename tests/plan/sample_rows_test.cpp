// Made-up rows are in every table, break nothing that the schema asks for, and where none come in, it is
// said.
#include "migration/sample_rows.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "catalog/session.hpp"
#include "driver/migrate/bench.hpp"
#include "driver/wanted.hpp"
#include "generator.hpp"
#include "migration/sample_values.hpp"
#include "pair.hpp"
#include "replay.hpp"
#include "rows/rows.hpp"
#include "types/types.hpp"

namespace plan_tests {
namespace {

using namespace tenon;

constexpr const char* kSampled = "sampled";
constexpr const char* kSampledHead = R"(schema sampled { postgres 15 }
tenancy { root Tenant app sampled_app owner sampled_owner }
entity Tenant { id: uuid = uuid() @key }
)";

class SampleRows : public testing::Test {
 protected:
  void TearDown() override { cluster().drop_database(kSampled); }

  static const dumps::Cluster& cluster() { return dumps::postgres(0, dumps::Place::kHere); }
  static pq::Session connect() {
    auto session = std::move(*catalog::connect(cluster().url(kSampled)));
    session.script("SET search_path TO public");
    return session;
  }

  /// In a database of the schema; what the rows break is in `broken`.
  migration::Sampled put(const driver::Version& version, const migration::SampleOptions& options) {
    cluster().drop_database(kSampled);
    cluster().make_database(kSampled);
    auto session = connect();
    const auto wanted = driver::wanted(*version.schema, version.database, "sampled.schema");
    std::string sql = "BEGIN;" + wanted.roles;
    for (const std::string& piece : wanted.schema) sql += piece;
    const auto made = session.script(sql + "COMMIT;");
    EXPECT_TRUE(made) << made.error().message;
    auto out = migration::put_sample_rows(session, *version.schema, options);
    auto other = connect();
    broken.clear();
    for (const auto& each : rows::examine(other, version.database, {}).findings)
      broken += each.object + ": " + each.message + "\n";
    return out;
  }
  migration::Sampled put(const std::string& text, const migration::SampleOptions& options) {
    std::string wrong;
    const auto version = compiled(kSampledHead + text, wrong);
    EXPECT_TRUE(version) << wrong;
    return version ? put(*version, options) : migration::Sampled{};
  }
  static std::string value(const std::string& query) { return connect().query(query)->text(0, 0); }

  std::string broken;
};

TEST_F(SampleRows, AreThereForEveryType) {
  std::string fields;
  for (const auto& type : types::column_types()) {
    if (!type.extension.empty()) continue;
    fields += fmt::format("  a_{0}: {0}{1}\n", type.name, type.min_parameters > 0 ? "(3)" : "");
    if (!type.json) continue;
    fields += fmt::format("  all_{0}: {0}{1}[]\n", type.name, type.min_parameters > 0 ? "(3)" : "");
  }
  const auto sampled = put("entity Thing {\n  id: uuid = uuid() @key\n" + fields + "}\n", {7, 7});
  EXPECT_EQ(migration::text(sampled), "7 rows in each of 2 tables");
  EXPECT_EQ(broken, "");
}

TEST_F(SampleRows, ReferToOneAnotherWithinTheirTenants) {
  const auto sampled =
      put(R"(entity Author { id: uuid = uuid() @key  boss: Author?  name: text @example("Ann") }
global entity Kind because "the same for all" { code: varchar(3) @key }
entity Note { id: int8 @identity @key  author: Author  kind: Kind  other: Note?  unique (author) }
entity Remark { note: Note  at: timestamptz  key (note, at) }
entity Answer { id: uuid = uuid() @key  remark: Remark }
)",
          {40, 4});
  EXPECT_EQ(migration::text(sampled), "40 rows in each of 5 tables, 4 in tenants");
  EXPECT_EQ(broken, "");
  EXPECT_EQ(value("SELECT count(*) FROM notes n JOIN authors a ON (a.tenant_id, a.id) = (n.tenant_id, "
                  "n.author_id) JOIN kinds k ON k.code = n.kind_code"),
            "40");
  EXPECT_EQ(value("SELECT count(*) FROM tenants"), "4");
  EXPECT_EQ(value("SELECT count(DISTINCT tenant_id) FROM answers"), "4");
  EXPECT_EQ(value("SELECT nextval(pg_get_serial_sequence('notes', 'id'))"), "41");
}

TEST_F(SampleRows, AreWhatChecksAndDomainsAskFor) {
  const auto sampled = put(R"(domain Mail: text check `VALUE ~ '^[^@]+@[^@]+$'`
domain Percent: int4 check `VALUE between 0 and 9`
enum State { draft shared gone }
entity Note {
  id: uuid = uuid() @key
  mail: Mail
  share: Percent
  code: text @example("AB-1")
  land: text
  size: int4
  small: int2
  price: numeric(3,2)
  state: State
  begun: timestamptz
  ended: timestamptz?
  low: int4?
  high: int4?
  check `code ~ '^[A-Z]{2}-[0-9]$'`
  check `length(land) = 2 and land = lower(land)`
  check `size >= 1000`
  check `state <> 'gone'`
  check `ended >= begun`
  check `num_nonnulls(low, high) in (0, 2)`
  unique (mail)
}
)",
                           {7, 7});
  EXPECT_EQ(migration::text(sampled), "7 rows in each of 2 tables");
  EXPECT_EQ(broken, "");
}

TEST_F(SampleRows, LandInPartitions) {
  const auto sampled = put(
      R"(entity Event { id: uuid = uuid()  at: timestamptz = now()  key (at, id)  partition by range (at) every month }
entity Day { id: uuid = uuid()  on: date  key (on, id)  partition by range (on) every day }
entity Place { id: uuid = uuid()  land: text  key (land, id)  partition by list (land) { west = ["de", "fr"]  rest = ["us"] } }
entity Part { id: uuid = uuid() @key  partition by hash (id) into 3 }
)",
      {2000, 4});
  EXPECT_EQ(migration::text(sampled), "2000 rows in each of 4 tables, 4 in tenants");
  EXPECT_EQ(broken, "");
}

TEST_F(SampleRows, ThatDontComeInAreTold) {
  const auto sampled = put(R"(entity Box { id: uuid = uuid() @key  word: text  check said `word = 'sesame'` }
entity Guest { id: uuid = uuid() @key  of: Box }
)",
                           {7, 7});
  EXPECT_EQ(migration::text(sampled),
            "7 rows in one table; boxes stayed empty: its check boxes_said takes none of them; guests stayed "
            "empty: boxes has not the rows that they refer to");
  EXPECT_EQ(broken, "");
}

TEST_F(SampleRows, LeaveWhatIsFilledLater) {
  put("entity Note { id: uuid = uuid() @key  body: text? }\n", {9, 9, {{"notes", "body"}}});
  EXPECT_EQ(value("SELECT count(*) FILTER (WHERE body IS NULL) || '/' || count(*) FROM notes"), "3/9");
}

/// What the language has, made up.
TEST_F(SampleRows, AreInMadeUpSchemas) {
  int tables = 0;
  std::string empty;
  for (unsigned seed = 1; seed <= 6; ++seed) {
    std::string wrong;
    const auto version = compiled(test::random_whole_schema(seed), wrong);
    if (!version) continue;
    const auto sampled = put(*version, {7, 7});
    EXPECT_EQ(sampled.failed, "") << seed;
    EXPECT_EQ(broken, "") << seed;
    for (const auto& each : sampled.tables) {
      ++tables;
      if (each.rows == 0) empty += fmt::format("seed {}: {}: {}\n", seed, each.table, each.why);
    }
  }
  EXPECT_GT(tables, 40);
  EXPECT_EQ(empty, "");
}

driver::Replay replayed_pair(const std::string& text) {
  const Pair pair = pair_of(text);
  std::string wrong;
  const auto before = compiled(pair.before, wrong);
  const auto after = compiled(pair.after, wrong);
  EXPECT_TRUE(before && after) << wrong;
  return replayed(dumps::postgres(0, dumps::Place::kHere), *before, *after, 7);
}

constexpr const char* kLogged = R"( schema sampled { postgres 15 }
 tenancy { root Tenant app sampled_app owner sampled_owner }
 entity Tenant { id: uuid = uuid() @key }
 entity Note {
   id: uuid = uuid() @key
-  title: text?
+  title: text @backfill("none")
   audit
 }
)";

/// A field that becomes a relation held keys all along.
TEST(KeptRows, HoldWhatANewForeignKeyAsksFor) {
  const driver::Replay replay = replayed_pair(R"( schema sampled { postgres 15 }
 tenancy { root Tenant app sampled_app owner sampled_owner }
 entity Tenant { id: uuid = uuid() @key }
 entity Author { id: int4 = 1 @key }
 entity Note {
   id: uuid = uuid() @key
-  author_id: int4
+  author: Author @was(author_id)
 }
)");
  EXPECT_EQ(replay.wrong, "");
}

TEST(KeptRows, MayBeMoreInALog) {
  const driver::Replay replay = replayed_pair(kLogged);
  EXPECT_EQ(replay.wrong, "");
  EXPECT_EQ(migration::text(replay.rows), "7 rows in each of 3 tables");
}

TEST(KeptRows, AreToldByTheirKeysWhereSomeAreGone) {
  const driver::Keys before = {{"Log", {"(1)"}}, {"Note", {"(1)", "(2)"}}, {"Tag", {"()", "()"}}};
  EXPECT_EQ(driver::lost(before, before), "");
  EXPECT_EQ(driver::lost(before, {{"Log", {"(1)", "(2)"}}, {"Note", {"(1)", "(3)"}}, {"Tag", {"()"}}}),
            "  1 of 2 of Note are gone\n  1 of 2 of Tag are gone\n");
}

TEST(SampleValues, GetTheirNumbersWithinStringsToo) {
  EXPECT_EQ(migration::with_numbers("md5('a {tenant} {n}') || {n}", "i", "t"),
            "md5(('a ' || t || ' ' || i || '')) || i");
  EXPECT_EQ(migration::with_numbers("'<row>{n}</row>'::xml", "i", ""), "('<row>' || i || '</row>')::xml");
  EXPECT_EQ(migration::with_numbers("'it''s {n}'", "i", ""), "('it''s ' || i || '')");
  EXPECT_EQ(migration::with_numbers("'{tenant}'", "i", ""), "('' || '' || '')");
}

}  // namespace
}  // namespace plan_tests
