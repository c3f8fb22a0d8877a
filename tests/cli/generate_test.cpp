// `tenon generate`: what it writes, and that it writes all or nothing.
#include <gmock/gmock.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "process.hpp"

namespace tenon::test {
namespace {

namespace fs = std::filesystem;

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSubsetOf;
using testing::Not;

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

class GenerateTest : public CliTest {
 protected:
  Outcome generate(std::vector<std::string> arguments, const Surroundings& surroundings = {}) const {
    arguments.insert(arguments.begin(), "generate");
    return tenon(arguments, surroundings);
  }
  [[nodiscard]] std::string schema(const std::string& more = "") const {
    return file("shop.schema", small_schema("shop", more));
  }
};

TEST_F(GenerateTest, WritesWhatListOutputsLists) {
  const std::string shop = schema();
  const Outcome list = generate({shop, "--out", path("out"), "--list-outputs"});
  EXPECT_EQ(list.exit, 0);
  EXPECT_FALSE(fs::exists(path("out"))) << "listing writes nothing";
  ASSERT_EQ(generate({shop, "--out", path("out")}).exit, 0);
  std::vector<std::string> written;
  for (const std::string& name : listing(path("out"))) written.push_back(path("out/" + name));
  EXPECT_THAT(lines(list.out), testing::UnorderedElementsAreArray(written));
  EXPECT_THAT(listing(path("out")), testing::IsSupersetOf({"shop.roles.sql", "shop.seed.sql", "shop.sql"}));
}

TEST_F(GenerateTest, EmitsASubset) {
  const std::string shop = schema();
  ASSERT_EQ(generate({shop, "--out", path("sql"), "--emit", "sql"}).exit, 0);
  EXPECT_THAT(listing(path("sql")), ElementsAre("shop.roles.sql", "shop.seed.sql", "shop.sql"));
  ASSERT_EQ(generate({shop, "--out", path("two"), "--emit", "sql,tests"}).exit, 0);
  EXPECT_THAT(listing(path("two")),
              ElementsAre("shop.roles.sql", "shop.seed.sql", "shop.sql", "shop_conformance_test.cpp"));
  const Outcome list = generate({shop, "--out", "there", "--emit", "tests", "--list-outputs"});
  EXPECT_EQ(list.out, "there/shop_conformance_test.cpp\n");
}

/// A build would else compile everything again that includes an output.
TEST_F(GenerateTest, SecondRunWritesNothing) {
  const std::string shop = schema();
  ASSERT_EQ(generate({shop, "--out", path("out")}).exit, 0);
  const auto past = fs::file_time_type::clock::now() - std::chrono::hours(1);
  for (const std::string& name : listing(path("out"))) fs::last_write_time(path("out/" + name), past);
  ASSERT_EQ(generate({shop, "--out", path("out")}).exit, 0);
  for (const std::string& name : listing(path("out")))
    EXPECT_EQ(fs::last_write_time(path("out/" + name)), past) << name;
}

TEST_F(GenerateTest, AChangeWritesWhatItChanges) {
  ASSERT_EQ(generate({schema(), "--out", path("out"), "--emit", "sql"}).exit, 0);
  const std::string roles = read_file(path("out/shop.roles.sql"));
  const auto past = fs::file_time_type::clock::now() - std::chrono::hours(1);
  for (const std::string& name : listing(path("out"))) fs::last_write_time(path("out/" + name), past);
  ASSERT_EQ(
      generate({schema("entity Tag { id: uuid = uuid() @key }\n"), "--out", path("out"), "--emit", "sql"})
          .exit,
      0);
  EXPECT_EQ(read_file(path("out/shop.roles.sql")), roles);
  EXPECT_EQ(fs::last_write_time(path("out/shop.roles.sql")), past);
  EXPECT_NE(fs::last_write_time(path("out/shop.sql")), past);
}

TEST_F(GenerateTest, IsTheSameEverywhere) {
  const std::string shop =
      schema("seed demo { acme: Tenant { name = \"Acmé\" } in acme { Note { body = \"1,5\" } } }\n");
  write_file(path("elsewhere/deep/shop.schema"), read_file(shop));
  ASSERT_EQ(generate({shop, "--out", path("one")}).exit, 0);
  const Surroundings other = {
      path("elsewhere/deep"),
      {{"LC_ALL", "de_DE.UTF-8"}, {"LANG", "tr_TR.UTF-8"}, {"TZ", "Asia/Kathmandu"}, {"COLUMNS", "20"}}};
  ASSERT_EQ(generate({"./shop.schema", "--out", "two"}, other).exit, 0);
  ASSERT_EQ(listing(path("one")), listing(path("elsewhere/deep/two")));
  for (const std::string& name : listing(path("one"))) {
    EXPECT_EQ(read_file(path("one/" + name)), read_file(path("elsewhere/deep/two/" + name))) << name;
  }
}

TEST_F(GenerateTest, AnErrorTouchesNoOutput) {
  ASSERT_EQ(generate({schema(), "--out", path("out")}).exit, 0);
  const std::string before = read_file(path("out/shop.sql"));
  const Outcome outcome = generate({schema("entity Bad { id: uuidd @key }\n"), "--out", path("out")});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, HasSubstr("[E0201]"));
  EXPECT_EQ(read_file(path("out/shop.sql")), before);
}

TEST_F(GenerateTest, AnErrorInOneFileWritesNoneOfTheOthers) {
  const std::string bad = file("bad.schema", "schema bad { }\nentity { }\n");
  EXPECT_EQ(generate({schema(), bad, "--out", path("out")}).exit, 1);
  EXPECT_THAT(listing(path("out")), IsEmpty());
}

TEST_F(GenerateTest, SeveralFiles) {
  const std::string other = file("other.schema", small_schema("other"));
  ASSERT_EQ(generate({schema(), other, "--out", path("out"), "--emit", "tests"}).exit, 0);
  EXPECT_THAT(listing(path("out")), ElementsAre("other_conformance_test.cpp", "shop_conformance_test.cpp"));
}

TEST_F(GenerateTest, TwoFilesOfOneNameAreWrongUse) {
  const Outcome outcome =
      generate({schema(), file("sub/shop.schema", small_schema("shop")), "--out", path("out")});
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_THAT(outcome.err, HasSubstr("would write the same outputs"));
}

TEST_F(GenerateTest, DepfileHoldsOutputsAndInputs) {
  const std::string part = file("my parts/part.schema", "entity Part { id: uuid = uuid() @key }\n");
  const std::string shop =
      file("my schemas/shop.schema", small_schema("shop", "import \"../my parts/part.schema\"\n"));
  ASSERT_EQ(generate({shop, "--out", path("my out"), "--emit", "sql", "--depfile", path("deps/shop.d")}).exit,
            0);
  const std::string text = read_file(path("deps/shop.d"));
  const auto escaped = [](std::string of) {
    for (std::size_t at = of.find(' '); at != std::string::npos; at = of.find(' ', at + 2))
      of.insert(at, "\\");
    return of;
  };
  const std::size_t colon = text.find(" :");
  ASSERT_NE(colon, std::string::npos) << text;
  for (const char* name : {"shop.roles.sql", "shop.sql", "shop.seed.sql"}) {
    EXPECT_LT(text.find(escaped(path(std::string("my out/") + name))), colon) << text;
  }
  EXPECT_GT(text.find(escaped(shop)), colon);
  EXPECT_NE(text.find(escaped(shop)), std::string::npos) << text;
  EXPECT_NE(text.find("part.schema"), std::string::npos) << text;
  EXPECT_THAT(text, Not(HasSubstr("my parts"))) << "a space without a backslash ends a path";
}

TEST_F(GenerateTest, OwnTemplates) {
  write_file(path("templates/postgres/seed.sql.mustache"), "-- mine\n");
  ASSERT_EQ(
      generate({schema(), "--out", path("out"), "--emit", "sql", "--templates", path("templates")}).exit, 0);
  EXPECT_EQ(read_file(path("out/shop.seed.sql")), "-- mine\n");
}

TEST_F(GenerateTest, ATemplateThatReplacesNothingIsRefused) {
  for (const char* name : {"postgres/sead.sql.mustache", "postgres/function/uuid7.sql.mustache"}) {
    const std::string directory = path(std::string("templates of ") + std::to_string(name[9]));
    write_file(directory + "/" + name, "-- mine\n");
    const Outcome outcome = generate({schema(), "--out", path("out"), "--templates", directory});
    EXPECT_EQ(outcome.exit, 2) << name;
    EXPECT_THAT(outcome.err, HasSubstr(std::string("`") + name + "` of"));
    EXPECT_THAT(listing(path("out")), IsEmpty());
  }
}

TEST_F(GenerateTest, ATemplateThatNamesNothingIsReported) {
  write_file(path("templates/postgres/seed.sql.mustache"), "-- {{nothing_of_this_name}}\n");
  const Outcome outcome = generate({schema(), "--out", path("out"), "--templates", path("templates")});
  EXPECT_EQ(outcome.exit, 3);
  EXPECT_THAT(outcome.err, HasSubstr("nothing_of_this_name"));
  EXPECT_THAT(outcome.err, HasSubstr("help: mend the template"));
  EXPECT_THAT(listing(path("out")), IsEmpty());
}

TEST_F(GenerateTest, OutputDirectoryThatIsAFile) {
  file("out", "in the way");
  const Outcome outcome = generate({schema(), "--out", path("out")});
  EXPECT_EQ(outcome.exit, 3);
  EXPECT_THAT(outcome.err, HasSubstr("error: can't"));
  EXPECT_EQ(read_file(path("out")), "in the way");
}

TEST_F(GenerateTest, UnwritableDirectory) {
  fs::create_directories(path("out"));
  // Not even root makes a file in /proc.
  const std::string out = ::geteuid() == 0 ? "/proc" : path("out");
  if (::geteuid() != 0) ::chmod(out.c_str(), 0500);
  const Outcome outcome = generate({schema(), "--out", out});
  EXPECT_EQ(outcome.exit, 3);
  EXPECT_THAT(outcome.err, HasSubstr("error: can't write"));
  if (::geteuid() != 0) {
    EXPECT_THAT(listing(out), IsEmpty());
  }
}

TEST_F(GenerateTest, UnwritableDepfile) {
  EXPECT_EQ(generate({schema(), "--out", path("out"), "--depfile", "/proc/no/shop.d"}).exit, 3);
}

/// Half of the outputs fit: none is replaced, and nothing temporary stays.
TEST_F(GenerateTest, NoRoomLeavesTheOldOutputs) {
  ASSERT_EQ(generate({schema(), "--out", path("out"), "--emit", "sql"}).exit, 0);
  const std::vector<std::string> names = listing(path("out"));
  std::vector<std::string> before;
  for (const std::string& name : names) before.push_back(read_file(path("out/" + name)));
  const std::string changed =
      schema("seed demo { acme: Tenant { name = \"Acme\" } }\nentity Tag { id: uuid = uuid() @key }\n");
  Surroundings tight;
  tight.largest_file = 3500;  // the roles fit, the tables don't
  const Outcome outcome = generate({changed, "--out", path("out"), "--emit", "sql"}, tight);
  EXPECT_EQ(outcome.exit, 3);
  EXPECT_THAT(outcome.err, HasSubstr("error: can't write"));
  ASSERT_EQ(listing(path("out")), names);
  for (std::size_t i = 0; i < names.size(); ++i)
    EXPECT_EQ(read_file(path("out/" + names[i])), before[i]) << names[i];
}

TEST_F(GenerateTest, FullDiskLeavesNothing) {
  fs::create_directories(path("disk"));
  if (::mount("none", path("disk").c_str(), "tmpfs", 0, "size=8k") != 0)
    GTEST_SKIP() << "only root mounts a tiny disk";
  const Outcome outcome = generate({schema(), "--out", path("disk")});
  const std::vector<std::string> left = listing(path("disk"));
  ::umount(path("disk").c_str());
  EXPECT_EQ(outcome.exit, 3);
  EXPECT_THAT(outcome.err, HasSubstr("error: can't write"));
  EXPECT_THAT(left, IsEmpty());
}

TEST_F(GenerateTest, StandardOutputThatIsFull) {
  // A list that was cut short must not be taken for whole.
  const std::string shop = schema();
  const std::string command =
      std::string(TENON_BINARY) + " generate '" + shop + "' --out o --list-outputs > /dev/full 2>/dev/null";
  const int status = std::system(command.c_str());
  EXPECT_EQ(WEXITSTATUS(status), 3);
}

}  // namespace
}  // namespace tenon::test
