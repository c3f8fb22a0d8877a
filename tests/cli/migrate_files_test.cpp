// `tenon migrate`: what is written, and what is left as it is.
#include <gmock/gmock.h>

#include "migrating.hpp"

namespace tenon::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

TEST_F(MigrateTest, AStrayThatTheSchemaDoesNotSayIsLeft) {
  begin();
  const std::string text =
      "-- tenon: step 1, in a transaction\nBEGIN;\nUPDATE notes SET body = 'x';\nCOMMIT;\n";
  write_file(path("migrations/0002_by_hand.sql"), text);
  const Outcome refused = migrate("rebase", {"--allow", kEverything});
  EXPECT_EQ(refused.exit, 1);
  EXPECT_THAT(refused.err,
              AllOf(HasSubstr("0002_by_hand.sql"), HasSubstr("left as it is"), HasSubstr("seal")));
  EXPECT_EQ(read_file(path("migrations/0002_by_hand.sql")), text);
}

TEST_F(MigrateTest, AFileTellsWhatSealsIt) {
  begin();
  schema(kTag);
  ASSERT_EQ(make("tags").exit, 0);
  EXPECT_THAT(read_file(path("migrations/0002_tags.sql")), HasSubstr("`tenon migrate seal` seals"));
}

TEST_F(MigrateTest, WhatOnlyCodeSeesIsAVersionToo) {
  file(name() + ".schema", small_schema(name(), "entity Card { id: uuid = uuid() @key  code: text }\n"));
  ASSERT_EQ(make("init").exit, 0);
  ASSERT_EQ(up().exit, 0);
  const std::string before = sql("SELECT fingerprint FROM tenon.schema_version");
  file(name() + ".schema",
       small_schema(name(), "entity Card { id: uuid = uuid() @key  code: text @secret }\n"));
  EXPECT_EQ(migrate("check").exit, 1);
  const Outcome made = migrate("new", {"secrets"});
  ASSERT_EQ(made.exit, 0) << made.err;
  EXPECT_THAT(files(), Contains("0002_secrets.sql"));
  EXPECT_EQ(migrate("check").exit, 0);
  const Outcome ran = up();
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(sql("SELECT (fingerprint <> accepts[1] AND accepts = ARRAY['" + before +
                "'])::text FROM tenon.schema_version"),
            "true");
  EXPECT_EQ(migrate("down", {"--db", url()}).exit, 0);
  EXPECT_EQ(sql("SELECT fingerprint FROM tenon.schema_version"), before);
}

TEST_F(MigrateTest, AnotherOwnerIsRefused) {
  begin();
  std::string other = small_schema(name());
  const std::string owner = name() + "_owner";
  other.replace(other.find(owner), owner.size(), name() + "_keeper");
  file(name() + ".schema", other);
  const Outcome refused = migrate("new", {"keeper", "--allow", kEverything});
  EXPECT_EQ(refused.exit, 1);
  EXPECT_THAT(refused.err,
              AllOf(HasSubstr("role " + name() + "_keeper"), HasSubstr("keep the owner of before")));
}

}  // namespace
}  // namespace tenon::test
