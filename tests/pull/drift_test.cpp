// `tenon drift`: whatever is changed behind a schema's back is told, and nothing where nothing was.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "catalog/reader.hpp"
#include "cleared.hpp"
#include "cluster.hpp"
#include "commands.hpp"
#include "driver/compilation.hpp"
#include "driver/migrate/concern.hpp"
#include "mutation/mutation.hpp"

namespace pull_tests {
namespace {

using namespace tenon;
using testing::HasSubstr;

constexpr const char* kSchema = TENON_SOURCE "/tests/dumps/notes.schema";

class Drift : public testing::Test {
 protected:
  void SetUp() override {
    model_tests::drop_all(cluster_);
    model_tests::make_empty(cluster_, "first");
    ASSERT_TRUE(dumps::succeeds(fmt::format("{} apply {} --db '{}' --dir {}", TENON_TOOL, kSchema,
                                            cluster_.url("first"), directory_.path("m"))));
  }
  void TearDown() override { model_tests::drop_all(cluster_); }

  dumps::Said drift(const std::string& options = "") {
    return dumps::shell(fmt::format("{} drift {} --db '{}' --scratch '{}' --lint all=off {}", TENON_TOOL,
                                    kSchema, cluster_.url("first"), cluster_.url("postgres"), options));
  }

  const dumps::Cluster& cluster_ = dumps::postgres(0, dumps::Place::kHere);
  const dumps::Directory directory_;
};

/// What a mutant does, whichever object it does it to.
std::string way(const mutation::Mutant& mutant) {
  return fmt::format("{}{}", model::kind_name(mutant.object.kind),
                     mutant.what.substr(mutant.what.rfind(": ")));
}

/// What is no schema's to say: roles are the server's, and where a session looks names up first is no object.
bool is_of_others(const mutation::Mutant& mutant) {
  return mutant.object.kind == model::Kind::kRole || mutant.object.kind == model::Kind::kMembership ||
         way(mutant) == "table: another of its name before it";
}

TEST_F(Drift, TellsOfEachWayToChangeADatabase) {
  const driver::Compilation compilation = driver::compile(kSchema, {{"all", sema::Level::kOff}});
  ASSERT_TRUE(compilation.schema);
  const auto sift = driver::drift_of(*compilation.schema);
  auto session = cluster_.connect("first");
  const auto promised = catalog::read_database(session);
  ASSERT_TRUE(promised) << promised.error();
  std::map<std::string, std::string> untold;
  std::set<std::string> told;
  for (const mutation::Mutant& mutant : mutation::mutants(promised->database)) {
    if (is_of_others(mutant) || told.contains(way(mutant))) continue;
    session.script("BEGIN");
    const bool is_done = session.script(mutant.sql).has_value();
    const auto broken = is_done ? catalog::read_within(session) : promised;
    session.script("ROLLBACK");
    if (!is_done || !broken || model::differences(promised->database, broken->database).empty()) continue;
    if (migration::compared(promised->database, broken->database, sift).differences.empty()) {
      untold[way(mutant)] = mutant.sql;
    } else {
      told.insert(way(mutant));
      untold.erase(way(mutant));
    }
  }
  EXPECT_GE(told.size(), 60U);
  EXPECT_THAT(untold, testing::IsEmpty());
}

TEST_F(Drift, OfAnUnchangedDatabaseIsNone) {
  const dumps::Said said = drift();
  EXPECT_EQ(said.exit, 0) << said.text;
  EXPECT_THAT(said.text, HasSubstr("notes on the given database: 0 differences"));
}

TEST_F(Drift, IsMendedByThePlanThatItPrints) {
  cluster_.run(
      "first",
      "ALTER TABLE notes DISABLE ROW LEVEL SECURITY; ALTER TABLE notes ALTER COLUMN body DROP NOT NULL; "
      "CREATE POLICY open ON notes FOR SELECT USING (true); DROP INDEX IF EXISTS notes_title_idx");
  const dumps::Said said = drift();
  EXPECT_EQ(said.exit, 1);
  EXPECT_THAT(said.text,
              HasSubstr("policy open of public.notes: more (isolation: which rows a role sees and writes)"));
  EXPECT_THAT(said.text, HasSubstr("row security of public.notes: different"));
  EXPECT_THAT(drift("--as json").text, HasSubstr("\"drift\": \"more\""));
  const dumps::Said plan = drift(fmt::format("--fix > {}", directory_.path("fix.sql")));
  EXPECT_EQ(plan.exit, 1) << plan.text;
  EXPECT_TRUE(dumps::succeeds(fmt::format("psql '{}' -qX -v ON_ERROR_STOP=1 -f {}", cluster_.url("first"),
                                          directory_.path("fix.sql"))));
  EXPECT_EQ(drift().exit, 0);
}

TEST_F(Drift, TellsOfWhatNoKindHolds) {
  cluster_.run("first",
               "CREATE AGGREGATE product (int8) (SFUNC = int8mul, STYPE = int8, INITCOND = '1'); "
               "CREATE COLLATION by_bytes (PROVIDER = libc, LOCALE = 'C')");
  const dumps::Said said = drift();
  EXPECT_EQ(said.exit, 1);
  EXPECT_THAT(said.text, testing::AllOf(HasSubstr("aggregate product"), HasSubstr("collation by_bytes"),
                                        HasSubstr("3 differences")));
  EXPECT_THAT(drift("--fix").text, testing::AllOf(HasSubstr("DROP AGGREGATE"), HasSubstr("DROP COLLATION")));
}

constexpr const char* kStates = R"(schema states { postgres 15 }
entity Order { id: uuid = uuid() @key  state: State = open  note: text? }
enum State { open  paid }
)";

/// Of a schema of the test's own.
class DriftOf : public Drift {
 protected:
  void SetUp() override { model_tests::drop_all(cluster_); }

  void write(const std::string& text) const { std::ofstream(schema_, std::ios::binary) << text; }
  [[nodiscard]] dumps::Said tool(const std::string& command, const std::string& options = "") const {
    return dumps::shell(fmt::format("{} {} {} --db '{}' --lint all=off {}", TENON_TOOL, command, schema_,
                                    cluster_.url("first"), options));
  }
  void mend() const {
    const std::string script = directory_.path("fix.sql");
    const dumps::Said plan = tool("drift", fmt::format("--fix > {}", script));
    EXPECT_EQ(plan.exit, 1) << plan.text;
    EXPECT_TRUE(dumps::succeeds(
        fmt::format("psql '{}' -qX -v ON_ERROR_STOP=1 -f {}", cluster_.url("first"), script)));
    const dumps::Said then = tool("drift");
    EXPECT_EQ(then.exit, 0) << then.text << dumps::read_file(script);
  }

  const std::string schema_ = directory_.path("states.schema");
};

/// The server takes no value away: the type is made anew, and rows keep what they hold.
TEST_F(DriftOf, AnEnumWithAValueMoreIsMended) {
  write(kStates);
  model_tests::make_empty(cluster_, "first");
  ASSERT_EQ(tool("apply").exit, 0);
  cluster_.run("first", "INSERT INTO orders (state) VALUES ('paid')");
  cluster_.run("first", "ALTER TYPE state ADD VALUE 'lost' BEFORE 'paid'");
  mend();
  EXPECT_EQ(cluster_.value("first", "SELECT state FROM orders"), "paid");
}

TEST_F(DriftOf, TwoScriptsSayWhichIsWhich) {
  write(kStates);
  model_tests::make_empty(cluster_, "first");
  ASSERT_EQ(tool("apply").exit, 0);
  cluster_.run("first", "ALTER TABLE orders DROP COLUMN note, ADD COLUMN stray text");
  const dumps::Said said = tool("drift", "--fix");
  EXPECT_THAT(said.text,
              testing::AllOf(HasSubstr("-- The first of two scripts."), HasSubstr("\n\n-- What would make"),
                             HasSubstr("-- The second of two scripts")));
  mend();
}

/// What others made is held against the schema before a history is there.
TEST_F(DriftOf, ADatabaseBeforeItsBaselineIsCompared) {
  model_tests::make_empty(cluster_, "first");
  cluster_.run("first", "CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL)");
  ASSERT_TRUE(dumps::succeeds(fmt::format("{} pull --db '{}' -o {} --scratch '{}'", TENON_TOOL,
                                          cluster_.url("first"), schema_, cluster_.url("postgres"))));
  const dumps::Said same = tool("drift");
  EXPECT_EQ(same.exit, 0) << same.text;
  EXPECT_THAT(same.text, testing::AllOf(HasSubstr("`tenon migrate baseline` takes it as it is"),
                                        HasSubstr("0 differences")));
  cluster_.run("first", "ALTER TABLE people ALTER COLUMN name DROP NOT NULL");
  const dumps::Said differs = tool("drift");
  EXPECT_EQ(differs.exit, 1);
  EXPECT_THAT(differs.text, HasSubstr("column name of public.people: different"));
  EXPECT_THAT(differs.text, HasSubstr(": 1 differences"));
  const dumps::Said fix = tool("drift", "--fix");
  EXPECT_EQ(fix.exit, 1);
  EXPECT_THAT(fix.text, HasSubstr("take it as it is with `tenon migrate baseline`"));
}

TEST_F(Drift, OfADatabaseThatHoldsNothingIsAnError) {
  model_tests::make_empty(cluster_, "second");
  const dumps::Said said =
      dumps::shell(fmt::format("{} drift {} --db '{}' --scratch '{}'", TENON_TOOL, kSchema,
                               cluster_.url("second"), cluster_.url("postgres")));
  EXPECT_EQ(said.exit, 1);
  EXPECT_THAT(said.text, HasSubstr("the database doesn't hold `notes`"));
}

}  // namespace
}  // namespace pull_tests
