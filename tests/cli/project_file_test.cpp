// A project's file in the place of arguments.
#include <gmock/gmock.h>

#include "process.hpp"

namespace tenon::test {
namespace {

using testing::Contains;
using testing::HasSubstr;

class ProjectFile : public CliTest {
 protected:
  ProjectFile() {
    std::filesystem::create_directories(path("db/deeper"));
    file("db/shop.schema", small_schema("shop", "import \"more.schema\""));
    file("db/more.schema", "extend Tenant { note: text? }\n");
  }

  void says(const std::string& text) const { file("tenon.toml", text); }
  /// In a directory below the file.
  [[nodiscard]] Outcome below(const std::vector<std::string>& arguments) const {
    return tenon(arguments, {.directory = path("db/deeper"), .environment = {}});
  }
};

TEST_F(ProjectFile, SaysWhatTheCommandLineDoesNot) {
  says("# of the shop\nschema = [\n  \"db/shop.schema\",\n]\nout = \"made\"\nmigrations = \"db/changes\"\n");
  EXPECT_EQ(below({"check", "--lint", "all=off"}).exit, 0);
  EXPECT_EQ(below({"generate"}).exit, 0);
  EXPECT_THAT(listing(path("made")), Contains("shop.sql"));
  EXPECT_EQ(below({"generate", "--out", "here"}).exit, 0);
  EXPECT_THAT(listing(path("db/deeper/here")), Contains("shop.sql"));
  EXPECT_EQ(below({"migrate", "new", "first", "--unproved"}).exit, 0);
  EXPECT_THAT(listing(path("db/changes")), Contains("0001_first.sql"));
  EXPECT_THAT(below({"migrate", "check"}).out, HasSubstr("1 migrations, sealed"));
  EXPECT_THAT(below({"explain", "Tenant"}).out, HasSubstr("note text"));
  EXPECT_THAT(below({"explain", "E0116"}).out, HasSubstr("# E0116"));
}

TEST_F(ProjectFile, IsNotNeeded) {
  const Outcome without = below({"check"});
  EXPECT_EQ(without.exit, 2);
  EXPECT_THAT(without.err, HasSubstr("no schema file is named"));
  EXPECT_EQ(below({"check", "../shop.schema", "--lint", "all=off"}).exit, 0);
  EXPECT_THAT(below({"generate", "../shop.schema"}).err, HasSubstr("needs a directory"));
  EXPECT_THAT(below({"migrate", "new", "../shop.schema"}).err, HasSubstr("no name"));
}

TEST_F(ProjectFile, ThatIsWrongIsToldOf) {
  const std::pair<std::string, std::string> cases[] = {
      {"shcema = \"db/shop.schema\"\n", "did you mean `schema`?"},
      {"out = [\"a\", \"b\"]\nschema = \"db/shop.schema\"\n", "`out` takes one path"},
      {"[generate]\nout = \"a\"\n", "tenon.toml:1: there is no setting `generate`"},
      {"schema = 5\n", "tenon.toml:1: `schema` takes a path, or a list of them"},
      {"schema = \"a.schema\"\nschema = \"b.schema\"\n", "tenon.toml:2:"},
      {"schema = db/shop.schema\n", "tenon.toml:1:"},
      {"out = \"a\"\n", "no schema file is named"},
      {"schema = [\"db/shop.schema\", \"db/other.schema\"]\n", "names 2 schemas"}};
  for (const auto& [text, told] : cases) {
    says(text);
    const Outcome outcome = below({"snapshot"});
    EXPECT_EQ(outcome.exit, 2) << text;
    EXPECT_THAT(outcome.err, HasSubstr(told));
  }
}

}  // namespace
}  // namespace tenon::test
