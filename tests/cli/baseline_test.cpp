// `tenon check --write-baseline` and what it lets pass, as processes.
#include <gmock/gmock.h>

#include "process.hpp"

namespace tenon::test {
namespace {

using testing::HasSubstr;
using testing::Not;

using Baseline = CliTest;

constexpr const char* kScolded =
    "schema shop { }\nlints { baseline \"old/shop.lints\" }\n"
    "entity Order {\n  id: uuid = uuid() @key\n  status: text\n}\n";

TEST_F(Baseline, LetsPassWhatWasThere) {
  std::filesystem::create_directory(directory_ / "old");
  const std::string schema = file("shop.schema", kScolded);
  EXPECT_THAT(tenon({"check", schema}).err, HasSubstr("`old/shop.lints` isn't there"));
  EXPECT_EQ(tenon({"check", schema, "--write-baseline"}).exit, 0);
  EXPECT_THAT(read_file((directory_ / "old/shop.lints").string()),
              HasSubstr("\nstatus_as_text Order.status\n"));
  const Outcome quiet = tenon({"check", schema});
  EXPECT_EQ(quiet.exit, 0);
  EXPECT_THAT(quiet.err, HasSubstr("let pass, since `old/shop.lints` has them"));
  EXPECT_THAT(quiet.err, Not(HasSubstr("takes any text")));
}

TEST_F(Baseline, LetsNothingNewPass) {
  std::filesystem::create_directory(directory_ / "old");
  tenon({"check", file("shop.schema", kScolded), "--write-baseline"});
  const std::string more = file("shop.schema", std::string(kScolded) +
                                                   "entity Bill {\n  id: uuid = uuid() @key\n  state: text\n"
                                                   "  created_at: timestamptz = now()\n}\n");
  const Outcome told = tenon({"check", more});
  EXPECT_THAT(told.err, HasSubstr("`state` takes any text"));
  EXPECT_THAT(told.err, Not(HasSubstr("`status` takes any text")));
  EXPECT_EQ(tenon({"check", more, "--lint", "status_as_text=error"}).exit, 1);
}

TEST_F(Baseline, IsWrittenOnlyWhereOneIsNamed) {
  const Outcome told =
      tenon({"check", file("shop.schema", "schema shop { }\nentity A { id: uuid = uuid() @key }\n"),
             "--write-baseline"});
  EXPECT_EQ(told.exit, 2);
  EXPECT_THAT(told.err, HasSubstr("write `lints { baseline \"shop.lints\" }`"));
}

TEST_F(Baseline, OfASchemaWithErrorsIsLeftAlone) {
  const std::string schema = file("shop.schema", std::string(kScolded) + "entity B { id: nothing @key }\n");
  file("shop.lints", "naming A\n");
  EXPECT_EQ(tenon({"check", schema, "--write-baseline"}).exit, 1);
  EXPECT_EQ(read_file((directory_ / "shop.lints").string()), "naming A\n");
}

}  // namespace
}  // namespace tenon::test
