// `tenon verify --prove` on a real server: of a small schema with one of most things, and of made-up ones, no
// mutant goes unnoticed; and one is told of where the look at a database is blind.
#include "prove/prove.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "catalog/apply.hpp"
#include "cluster.hpp"
#include "commands.hpp"
#include "driver/compilation.hpp"
#include "driver/verdict.hpp"
#include "target/conformance/conformance.hpp"

namespace {

using namespace tenon;
using dumps::Said;
using ::testing::HasSubstr;
using ::testing::Not;

std::string schema() {
  return TENON_SOURCE "/tests/prove/small.schema";
}

Said proved(const std::string& of, const std::string& options) {
  return dumps::shell(fmt::format("{} verify {} --prove --lint all=off {}", TENON_TOOL, of, options));
}

/// Of the first of its name in the summary: `1390 killed`.
int count(const std::string& text, const std::string& fate) {
  const std::size_t end = text.find(" " + fate);
  const std::size_t begin = end == std::string::npos ? end : text.rfind(' ', end - 1);
  return begin == std::string::npos ? -1 : std::stoi(text.substr(begin + 1));
}

TEST(Prove, NothingGoesUnnoticed) {
  const Said said = proved(schema(), "");
  EXPECT_EQ(said.exit, 0) << said.text;
  EXPECT_EQ(count(said.text, "survived"), 0) << said.text;
  EXPECT_GT(count(said.text, "noted"), 0) << said.text;
}

/// Each Postgres schema is held as the first.
TEST(Prove, NothingGoesUnnoticedInAnotherPostgresSchema) {
  const Said said = proved(TENON_SOURCE "/tests/prove/spaces.schema", "");
  EXPECT_EQ(said.exit, 0) << said.text;
  EXPECT_GT(count(said.text, "killed"), 500) << said.text;
  EXPECT_EQ(count(said.text, "survived"), 0) << said.text;
}

/// What an administrator tunes is a finding then; who may become the owner stays a note.
TEST(Prove, StrictlyFindsWhatIsElseANote) {
  const Said said = proved(schema(), "--strict");
  EXPECT_EQ(said.exit, 0) << said.text;
  EXPECT_EQ(count(said.text, "survived"), 0) << said.text;
  EXPECT_THAT(said.text, Not(HasSubstr("statistics_target")));
  EXPECT_THAT(said.text, HasSubstr("note: role small_owner is told of in a note alone when it is broken: "
                                   "a stranger who is a member"));
}

/// Of a schema without tenants whoever applied it owns what is there, and nobody else.
TEST(Prove, IsWrittenForPrograms) {
  const std::string bare = TENON_SOURCE "/tests/prove/bare.schema";
  const auto json = nlohmann::json::parse(proved(bare, "--format json 2>/dev/null").text);
  EXPECT_EQ(json["findings"].size(), 0U) << json["findings"].dump(2);
  EXPECT_GT(json["mutants"]["killed"], 100);
  EXPECT_EQ(json["mutants"]["survived"], 0);
  EXPECT_GT(json["mutants"]["equivalent"], 0);
  EXPECT_GT(json["mutants"]["seconds"], 0);
}

TEST(Prove, IsWrittenInEachForm) {
  conformance::Report report;
  report.checks = 12;
  report.findings.push_back(
      {"prove.mutants", "table a", "nothing is found when it is broken: gone", "", "DROP"});
  const driver::Verified verified{"bare", "bare.schema", "here", report,
                                  driver::Mutants{7, 1, 1, 1, 2, 0, 1.5}};
  const auto sarif = nlohmann::json::parse(driver::written(verified, "sarif"));
  EXPECT_EQ(sarif["runs"][0]["properties"]["mutants"]["killed"], 7);
  EXPECT_EQ(sarif["runs"][0]["results"].size(), 1U);
  const std::string junit = driver::written(verified, "junit");
  EXPECT_THAT(junit, HasSubstr("<property name=\"killed\" value=\"7\"/>"));
  EXPECT_THAT(junit, HasSubstr("errors=\"0\" time=\"1.500\">"));
  EXPECT_THAT(driver::written(verified, "text"),
              HasSubstr("bare on here: 12 mutants: 7 killed, 1 noted, 1 survived, 1 equivalent, 2 refused, 0 "
                        "unreadable; 1.5 s"));
}

TEST(Prove, TakesNoDatabaseOfAnybodys) {
  const dumps::Said said =
      dumps::shell(fmt::format("{} verify {} --prove --db postgresql:///x", TENON_TOOL, schema()));
  EXPECT_EQ(said.exit, 2) << said.text;
}

/// Where something is broken already, a mutant would be noticed for that.
TEST(Prove, TellsWhatIsFoundBeforeAnythingIsBroken) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  cluster.make_database("proved");
  ASSERT_TRUE(
      dumps::succeeds(fmt::format("{} apply {} --db '{}'", TENON_TOOL, schema(), cluster.url("proved"))));
  auto session = cluster.connect("proved");
  const auto wanted = catalog::read_database(session);
  ASSERT_TRUE(wanted);
  session.script("ALTER TABLE notes NO FORCE ROW LEVEL SECURITY");
  const auto compilation = driver::compile(schema());
  const auto promised = target::conformance::expectations(*compilation.schema, compilation.lowered());
  const auto proof = prove::prove(session, {promised, compilation.lowered(), &*wanted});
  ASSERT_FALSE(proof);
  EXPECT_THAT(proof.error(), HasSubstr("before anything is broken"));
  EXPECT_THAT(proof.error(), HasSubstr("notes"));
  session = cluster.connect("postgres");
  cluster.drop_database("proved");
}

}  // namespace
