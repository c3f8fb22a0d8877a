// `tenon format`, `tenon snapshot` and `tenon check --against` as processes.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "process.hpp"

namespace tenon::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

using FormatCommand = CliTest;
using AgainstCommand = CliTest;

constexpr const char* kLoose = "schema s{postgres 15}\nentity A{id:uuid=uuid()@key\n  name:string}\n";
constexpr const char* kTidy =
    "schema s {\n  postgres 15\n}\n\nentity A {\n  id:   uuid = uuid() @key\n  name: text\n}\n";

TEST_F(FormatCommand, RewritesOnlyWhatChanges) {
  const std::string loose = file("loose.schema", kLoose);
  const std::string tidy = file("tidy.schema", kTidy);
  struct stat before {};
  ASSERT_EQ(::stat(tidy.c_str(), &before), 0);
  EXPECT_EQ(tenon({"format", loose, tidy}).exit, 0);
  EXPECT_EQ(read_file(loose), kTidy);
  struct stat after {};
  ASSERT_EQ(::stat(tidy.c_str(), &after), 0);
  EXPECT_EQ(before.st_ino, after.st_ino);
  EXPECT_THAT(listing(directory_), testing::ElementsAre("loose.schema", "tidy.schema"));
}

TEST_F(FormatCommand, ChecksWithoutWriting) {
  const std::string loose = file("loose.schema", kLoose);
  const Outcome outcome = tenon({"format", "--check", loose, file("tidy.schema", kTidy)});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.out, HasSubstr("loose.schema would change\n@@ line 1 @@\n-schema s{postgres 15}\n"));
  EXPECT_THAT(outcome.out, testing::Not(HasSubstr("tidy.schema")));
  EXPECT_EQ(read_file(loose), kLoose);
}

TEST_F(FormatCommand, LeavesAFileWithErrorsAlone) {
  const std::string wrong = file("wrong.schema", "schema s { }\nentity A { id uuid }\n");
  const Outcome outcome = tenon({"format", wrong});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, HasSubstr("wrong.schema:2:12: error:"));
  EXPECT_EQ(read_file(wrong), "schema s { }\nentity A { id uuid }\n");
}

TEST_F(FormatCommand, EndsLinesInOneWay) {
  const std::string windows =
      file("windows.schema", "\xEF\xBB\xBF\xEF\xBB\xBFschema s { }\r\n\r\nenum E { a }");
  EXPECT_EQ(tenon({"format", "--check", windows}).exit, 1);
  EXPECT_EQ(tenon({"format", windows}).exit, 0);
  EXPECT_EQ(read_file(windows), "schema s { }\n\nenum E { a }\n");
}

TEST_F(FormatCommand, KeepsALink) {
  file("real.schema", kLoose);
  std::filesystem::create_symlink("real.schema", path("link.schema"));
  EXPECT_EQ(tenon({"format", path("link.schema")}).exit, 0);
  EXPECT_TRUE(std::filesystem::is_symlink(path("link.schema")));
  EXPECT_EQ(read_file(path("real.schema")), kTidy);
}

TEST_F(FormatCommand, WantsFilesOrStandardInput) {
  EXPECT_EQ(tenon({"format"}).exit, 2);
  EXPECT_EQ(tenon({"format", "--stdin", file("a.schema", kTidy)}).exit, 2);
  const std::string command =
      std::string(TENON_BINARY) + " format --stdin < " + file("loose.schema", kLoose) + " > " + path("out");
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(read_file(path("out")), kTidy);
}

TEST_F(AgainstCommand, TakesASchemaOrASnapshot) {
  const std::string head = "schema s { }\nfrozen entity A { id: uuid = uuid() @key  name: ";
  const std::string old = file("old.schema", head + "text }\n");
  const std::string wider = file("wider.schema", head + "text  note: text? }\n");
  const std::string other = file("other.schema", head + "varchar(9) }\n");
  const std::string snapshot = path("deep/old.json");
  EXPECT_EQ(tenon({"snapshot", old, "-o", snapshot}).exit, 0);
  EXPECT_EQ(tenon({"snapshot", old}).out, read_file(snapshot));
  for (const std::string& before : {old, snapshot}) {
    EXPECT_EQ(tenon({"check", wider, "--against", before}).exit, 0) << before;
    EXPECT_EQ(tenon({"check", old, "--against", before}).exit, 0) << before;
    EXPECT_EQ(tenon({"check", other, "--against", before}).exit, 1) << before;
  }
  const std::string typed = file("typed.schema", head + "int4 }\n");
  const Outcome outcome = tenon({"check", typed, "--against", snapshot});
  EXPECT_THAT(outcome.err, HasSubstr("typed.schema:2:43: error: the frozen field `A.name` has another type"));
  EXPECT_EQ(tenon({"check", old, wider, "--against", old}).exit, 2);
  EXPECT_EQ(tenon({"check", old, "--against", path("none.json")}).exit, 1);
  EXPECT_EQ(tenon({"check", old, "--against", file("bad.json", "[[[[")}).exit, 1);
}

/// The check of a column in a database as JSON.
nlohmann::json check_of(const nlohmann::json& database) {
  for (const auto& object : database.at("objects")) {
    if (object.at("kind") == "constraint" && object.at("definition").contains("expression")) return object;
  }
  return {};
}

TEST_F(AgainstCommand, SnapshotsHoldWhatTheDatabaseWill) {
  const std::string schema =
      file("a.schema", "schema s { }\nentity A { id: uuid = uuid() @key  n: int4 @check(`n in (1, 2)`) }\n");
  const auto snapshot = nlohmann::json::parse(tenon({"snapshot", schema}).out);
  const auto& database = snapshot.at("database");
  EXPECT_EQ(database.at("version"), 1);
  EXPECT_EQ(check_of(database).at("definition").at("expression"), "n in (1, 2)");
  EXPECT_EQ(database, nlohmann::json::parse(tenon({"check", schema, "--dump", "model"}).out));
  EXPECT_FALSE(nlohmann::json::parse(tenon({"check", schema, "--dump", "ir"}).out).contains("database"));
}

TEST_F(AgainstCommand, SnapshotsCanBeInAServersWords) {
  const std::string schema =
      file("a.schema", "schema s { }\nentity A { id: uuid = uuid() @key  n: int4 @check(`n in (1, 2)`) }\n");
  const std::string before = file("b.json", tenon({"snapshot", schema, "--elaborate"}).out);
  const auto check = check_of(nlohmann::json::parse(read_file(before)).at("database"));
  EXPECT_EQ(check.at("definition").at("expression"), "(n = ANY (ARRAY[1, 2]))");
  EXPECT_EQ(tenon({"check", schema, "--against", before}).exit, 0);
  EXPECT_EQ(tenon({"snapshot", schema, "--elaborate", "--db", "postgresql:///x?host=/nowhere"}).exit, 3);
  EXPECT_EQ(tenon({"snapshot", schema, "--db", "postgresql:///x"}).exit, 2);
}

}  // namespace
}  // namespace tenon::test
