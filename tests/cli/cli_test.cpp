// The command line itself, and `tenon check`.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "process.hpp"

namespace tenon::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kWrong = "schema s { }\nentity User { id: uuidd @key }\n";

TEST_F(CliTest, HelpDocumentsTheExitCodes) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"--help"},
                                             {"check", "--help"},
                                             {"generate", "--help"},
                                             {"apply", "--help"},
                                             {"verify", "--help"}}) {
    const Outcome help = tenon(arguments);
    EXPECT_EQ(help.exit, 0);
    EXPECT_THAT(help.out, HasSubstr("Exit codes:"));
    for (const char* line : {"0  all is well", "1  a finding", "2  wrong use", "3  the environment",
                             "4  nothing was found", "5  no maintenance"}) {
      EXPECT_THAT(help.out, HasSubstr(line)) << arguments[0];
    }
  }
}

TEST_F(CliTest, VersionIsTheProjects) {
  const Outcome version = tenon({"--version"});
  EXPECT_EQ(version.exit, 0);
  EXPECT_EQ(version.out, std::string("tenon ") + TENON_VERSION + "\n");
}

TEST_F(CliTest, WrongUseIs2) {
  const std::string good = file("good.schema", small_schema("good"));
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{},
                                             {"frobnicate"},
                                             {"check"},
                                             {"check", good, "--colour", "red"},
                                             {"check", good, "--format", "xml"},
                                             {"check", good, "--dump", "ast"},
                                             {"generate", good},
                                             {"generate", good, "--out", path("out"), "--emit", "java"},
                                             {"apply", good},
                                             {"apply", good, good, "--db", "postgresql://localhost"},
                                             {"verify"}}) {
    const Outcome outcome = tenon(arguments);
    EXPECT_EQ(outcome.exit, 2) << testing::PrintToString(arguments) << outcome.out << outcome.err;
    EXPECT_FALSE(outcome.err.empty()) << testing::PrintToString(arguments);
  }
}

TEST_F(CliTest, ExplainTellsOfACodeOfALintAndOfAnEntity) {
  EXPECT_THAT(tenon({"explain", "E0312"}).out, HasSubstr("a partition key"));
  EXPECT_THAT(tenon({"explain", "money_as_float"}).out, HasSubstr("```schema"));
  const std::string schema = file("s.schema", small_schema("s"));
  const Outcome note = tenon({"explain", schema, "Note"});
  EXPECT_EQ(note.exit, 0) << note.err;
  EXPECT_THAT(note.out, HasSubstr("tenant_id"));
  EXPECT_THAT(note.out, HasSubstr("T1"));
  const Outcome nothing = tenon({"explain", schema, "Notes"});
  EXPECT_NE(nothing.exit, 0);
  EXPECT_THAT(nothing.err, HasSubstr("Note"));
}

TEST_F(CliTest, CheckOfGoodFilesSaysNothing) {
  const Outcome outcome =
      tenon({"check", file("a.schema", small_schema("a")), file("b.schema", small_schema("b"))});
  EXPECT_EQ(outcome.exit, 0);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, "");
}

TEST_F(CliTest, CheckOfSeveralFilesReportsEach) {
  const std::string one = file("one.schema", kWrong);
  const std::string two = file("two.schema", small_schema("two"));
  const std::string three = file("three.schema", kWrong);
  const Outcome outcome = tenon({"check", one, two, three});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, HasSubstr(one + ":2:19: error:"));
  EXPECT_THAT(outcome.err, HasSubstr(three + ":2:19: error:"));
  EXPECT_THAT(outcome.err, Not(HasSubstr("two.schema")));
}

/// Editors and build systems read `file:line:column: error:` and make a link of it.
TEST_F(CliTest, WithoutATerminalTheFormatIsGccs) {
  const std::string wrong = file("wrong.schema", kWrong);
  const Outcome outcome = tenon({"check", wrong});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, StartsWith(wrong + ":2:19: error: `uuidd` is no type [E0201]\n"));
  EXPECT_THAT(outcome.err, Not(HasSubstr("\x1b[")));
}

TEST_F(CliTest, TextIsColouredOnDemandAlone) {
  const std::string wrong = file("wrong.schema", kWrong);
  EXPECT_THAT(tenon({"check", wrong, "--format", "text"}).err,
              StartsWith("error[E0201]: `uuidd` is no type\n"));
  EXPECT_THAT(tenon({"check", wrong, "--format", "text", "--color", "always"}).err, HasSubstr("\x1b[1;31m"));
}

TEST_F(CliTest, JsonParses) {
  const std::string wrong = file("wrong.schema", kWrong);
  const Outcome outcome = tenon({"check", wrong, "--format", "json"});
  EXPECT_EQ(outcome.exit, 1);
  const auto list = nlohmann::json::parse(outcome.out);
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0]["code"], "E0201");
  EXPECT_EQ(list[0]["severity"], "error");
  EXPECT_EQ(list[0]["primary"]["file"], wrong);
  EXPECT_EQ(list[0]["primary"]["line"], 2);
  EXPECT_EQ(list[0]["primary"]["column"], 19);
  EXPECT_EQ(list[0]["primary"]["end_column"], 24);
  EXPECT_EQ(list[0]["helps"][0], "did you mean `uuid`?");
}

TEST_F(CliTest, JsonOfAGoodFileIsAnEmptyList) {
  const Outcome outcome = tenon({"check", file("a.schema", small_schema("a")), "--format", "json"});
  EXPECT_EQ(outcome.exit, 0);
  EXPECT_TRUE(nlohmann::json::parse(outcome.out).empty());
}

TEST_F(CliTest, JsonOfSeveralFilesIsOneList) {
  const Outcome outcome =
      tenon({"check", file("a.schema", kWrong), file("b.schema", kWrong), "--format", "json"});
  EXPECT_EQ(outcome.exit, 1);
  const auto list = nlohmann::json::parse(outcome.out);
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0]["primary"]["file"], path("a.schema"));
  EXPECT_EQ(list[1]["primary"]["file"], path("b.schema"));
}

/// `> findings.json` holds them; what is dumped has standard output to itself.
TEST_F(CliTest, FindingsForMachinesAreTheProductOfCheck) {
  const std::string wrong = file("wrong.schema", kWrong);
  for (const char* format : {"json", "sarif"}) {
    EXPECT_EQ(tenon({"check", wrong, "--format", format}).err, "") << format;
    const std::string good = file("good.schema", small_schema("good"));
    const Outcome dumped = tenon({"check", good, "--format", format, "--dump", "ir"});
    EXPECT_EQ(nlohmann::json::parse(dumped.out)["name"], "good") << format;
    EXPECT_TRUE(nlohmann::json::accept(dumped.err)) << format;
    const Outcome made = tenon({"generate", wrong, "--out", path("out"), "--format", format});
    EXPECT_EQ(made.out, "") << format;
    EXPECT_TRUE(nlohmann::json::accept(made.err)) << format;
  }
  EXPECT_EQ(tenon({"check", wrong, "--format", "gcc"}).out, "");
}

TEST_F(CliTest, LintsAreCountedWhereTheyAreNotAskedFor) {
  const std::string schema =
      file("a.schema", "schema a { }\nentity T { id: uuid = uuid() @key  data: jsonb }\n");
  ASSERT_THAT(tenon({"check", schema}).err, HasSubstr("[L0020]"));
  const Outcome made = tenon({"generate", schema, "--out", path("out")});
  EXPECT_EQ(made.exit, 0);
  EXPECT_EQ(made.err, schema + ": 1 finding of lints, which `tenon check " + schema + "` prints\n");
  EXPECT_THAT(tenon({"generate", schema, "--out", path("out"), "--lints"}).err, HasSubstr("[L0020]"));
  const Outcome error = tenon({"generate", schema, "--out", path("out"), "--lint", "shapeless_json=error"});
  EXPECT_EQ(error.exit, 1);
  EXPECT_THAT(error.err, HasSubstr("[L0020]"));
}

TEST_F(CliTest, DumpsAStage) {
  const std::string good = file("good.schema", small_schema("good"));
  const Outcome ir = tenon({"check", good, "--dump", "ir"});
  EXPECT_EQ(ir.exit, 0);
  EXPECT_EQ(nlohmann::json::parse(ir.out)["name"], "good");
  EXPECT_THAT(tenon({"check", good, "--dump", "plan"}).out, HasSubstr("create table public.notes"));
}

}  // namespace
}  // namespace tenon::test
