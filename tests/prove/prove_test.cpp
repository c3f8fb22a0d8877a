// `tenon verify --prove` on a real server: of a small schema with one of most things, and of made-up ones, no
// mutant goes unnoticed; and one is told of where the look at a database is blind.
#include "prove/prove.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "catalog/apply.hpp"
#include "cluster.hpp"
#include "commands.hpp"
#include "driver/compilation.hpp"
#include "target/conformance/conformance.hpp"

namespace {

using namespace tenon;
using ::testing::HasSubstr;

std::string schema() {
  return TENON_SOURCE "/tests/prove/small.schema";
}

TEST(Prove, NothingGoesUnnoticed) {
  const dumps::Said said =
      dumps::shell(fmt::format("{} verify {} --prove --lint all=off", TENON_TOOL, schema()));
  EXPECT_EQ(said.exit, 0) << said.text;
  EXPECT_THAT(said.text, HasSubstr(" killed, 0 survived, "));
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
