// Files that are none, or no schemas: the tool says so, and never crashes or hangs.
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "process.hpp"

namespace tenon::test {
namespace {

using testing::HasSubstr;

using HostileInput = CliTest;

std::string repeated(const std::string& text, std::size_t size) {
  std::string out;
  out.reserve(size + text.size());
  while (out.size() < size) out += text;
  return out;
}

TEST_F(HostileInput, MissingFile) {
  const Outcome outcome = tenon({"check", path("none.schema")});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, HasSubstr("none.schema` can't be read: there is no such file"));
}

TEST_F(HostileInput, Directory) {
  const Outcome outcome = tenon({"check", directory_.string()});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, HasSubstr("can't be read: it is a directory"));
}

/// A pipe is read to its end; one that nobody writes to is at its end, and never waited for.
TEST_F(HostileInput, Fifo) {
  const std::string fifo = path("pipe.schema");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  const Outcome outcome = tenon({"check", fifo});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, HasSubstr("no `schema` block"));
}

TEST_F(HostileInput, EndlessPipe) {
  const std::string command =
      "yes 'enum E { a }' | " + std::string(TENON_BINARY) + " check /dev/stdin 2> " + path("err");
  EXPECT_NE(std::system(command.c_str()), 0);
  EXPECT_THAT(read_file(path("err")), HasSubstr("it is larger than 8 MiB"));
}

TEST_F(HostileInput, PipeOfAProgram) {
  const std::string command = "(sleep 0.2; cat " + file("s.schema", small_schema("s")) + ") | " +
                              std::string(TENON_BINARY) + " check /dev/stdin";
  EXPECT_EQ(std::system(command.c_str()), 0);
}

TEST_F(HostileInput, Device) {
  EXPECT_THAT(tenon({"check", "/dev/zero"}).err, HasSubstr("it is no regular file"));
}

TEST_F(HostileInput, FiftyMegabytes) {
  const std::string large = file("large.schema", repeated("enum E { a }\n", 50U << 20U));
  EXPECT_THAT(tenon({"check", large}).err, HasSubstr("it is larger than 8 MiB"));
  const std::string importer = file("importer.schema", "schema s { }\nimport \"large.schema\"\n");
  EXPECT_THAT(tenon({"check", importer}).err, HasSubstr("importer.schema:2:8: error:"));
  EXPECT_EQ(tenon({"format", large}).exit, 1);
}

/// Millions of errors are no more than a person reads, and take no more memory than a text does.
TEST_F(HostileInput, AMillionErrors) {
  const std::string text = "schema s { extensions a" + repeated(",a", 2U << 20U) + " }\n";
  const Outcome outcome = tenon({"check", file("errors.schema", text)});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_LT(outcome.err.size(), 100000U);
}

TEST_F(HostileInput, ImportsInACircle) {
  file("b.schema", "import \"c.schema\"\n");
  file("c.schema", "import \"a.schema\"\nimport \"b.schema\"\n");
  EXPECT_EQ(tenon({"check", file("a.schema", small_schema("a", "import \"b.schema\"\n"))}).exit, 0);
}

TEST_F(HostileInput, TenThousandImports) {
  std::string text = small_schema("a");
  for (int i = 0; i < 10000; ++i) text += "import \"" + std::to_string(i) + ".schema\"\n";
  const Outcome missing = tenon({"check", file("a.schema", text)});
  EXPECT_EQ(missing.exit, 1);
  EXPECT_LT(missing.err.size(), 200000U);
  for (int i = 0; i < 10000; ++i)
    file(std::to_string(i) + ".schema", "enum E" + std::to_string(i) + " { a }\n");
  EXPECT_EQ(tenon({"check", path("a.schema")}).exit, 0);
}

/// Each file imports the next one: as deep as there are files.
TEST_F(HostileInput, LongChainOfImports) {
  for (int i = 0; i < 10000; ++i)
    file(std::to_string(i) + ".schema", "import \"" + std::to_string(i + 1) + ".schema\"\n");
  file("10000.schema", "enum E { a }\n");
  const Outcome outcome = tenon({"check", file("a.schema", small_schema("a", "import \"0.schema\"\n"))});
  EXPECT_EQ(outcome.exit, 0) << outcome.err.substr(0, 500);
}

TEST_F(HostileInput, ImportOfItsOwnDirectory) {
  const Outcome outcome =
      tenon({"check", file("a.schema", "schema a { }\nimport \".\"\nimport \"a.schema\"\n")});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, HasSubstr("a.schema:2:8: error:"));
}

TEST_F(HostileInput, EmptyFile) {
  const Outcome outcome = tenon({"check", file("empty.schema", "")});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, HasSubstr("no `schema` block"));
}

TEST_F(HostileInput, BinaryFile) {
  const Outcome outcome = tenon({"check", file("binary.schema", read_file(TENON_BINARY).substr(0, 1 << 16))});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, HasSubstr("[E0002]"));
}

TEST_F(HostileInput, InvalidUtf8) {
  const std::string wrong = file("wrong.schema", "schema s { }\n// \xff\xfe\n");
  const Outcome outcome = tenon({"check", wrong});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, HasSubstr("is not UTF-8 at byte 16 (line 2)"));
  EXPECT_EQ(tenon({"check", wrong, "--format", "json"}).exit, 1);
}

TEST_F(HostileInput, MegabytesOfOneWord) {
  EXPECT_EQ(tenon({"check", file("words.schema", repeated("word ", 7U << 20U))}).exit, 1);
}

TEST_F(HostileInput, TwoMegabytesOfErrors) {
  const Outcome outcome = tenon({"check", file("lines.schema", repeated("entity { }\n", 2U << 20U))});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, HasSubstr(" more findings\n"));
  EXPECT_LT(outcome.err.size(), 100000U);
}

TEST_F(HostileInput, MegabytesOfComment) {
  const std::string text = repeated("// and so on\n", 7U << 20U) + small_schema("s");
  EXPECT_EQ(tenon({"check", file("comment.schema", text)}).exit, 0);
}

TEST_F(HostileInput, DeepNesting) {
  const std::string head = "schema s { }\nentity A { id: uuid @key  j: jsonb = ";
  for (const char* bracket : {"[", "{ a = ", "f("}) {
    const Outcome outcome = tenon({"check", file("deep.schema", head + repeated(bracket, 1U << 20U))});
    EXPECT_EQ(outcome.exit, 1);
    EXPECT_THAT(outcome.err, HasSubstr("[E0007]"));
  }
  // Brackets that close before they open must not let more of them open.
  const std::string closed =
      "schema s { }\nentity A { id: uuid " + repeated("]", 1U << 20U) + "\n j: jsonb = ";
  EXPECT_EQ(tenon({"check", file("closed.schema", closed + repeated("[", 1U << 20U))}).exit, 1);
}

TEST_F(HostileInput, DeepSql) {
  const std::string text =
      "schema s { }\nentity A { id: uuid @key check a `" + repeated("(", 100000) + "` }\n";
  const Outcome outcome = tenon({"check", file("sql.schema", text)});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, HasSubstr("[E0601]"));
}

TEST_F(HostileInput, DeepSqlThatIsRight) {
  const std::string inner = repeated("(", 50000) + "true" + repeated(")", 50000);
  const std::string text = "schema s { }\nentity A { id: uuid @key check a `" + inner + "` }\n";
  EXPECT_THAT(tenon({"check", file("sql.schema", text)}).exit, testing::AnyOf(0, 1));
}

TEST_F(HostileInput, LongChainOfSql) {
  const std::string text =
      "schema s { }\nentity A { id: uuid @key check a `" + repeated("not ", 400000) + "true` }\n";
  EXPECT_THAT(tenon({"check", file("sql.schema", text)}).exit, testing::AnyOf(0, 1));
}

// Nothing is unreadable to root: then the tool runs as another user, from a copy that this one can reach.
TEST_F(HostileInput, UnreadableFile) {
  const std::string secret = file("secret.schema", small_schema("s"));
  ::chmod(secret.c_str(), 0);
  if (::geteuid() != 0) {
    EXPECT_EQ(tenon({"check", secret}).exit, 1);
    return;
  }
  const std::string copy = path("tenon");
  std::filesystem::copy_file(TENON_BINARY, copy);
  ::chmod(path("").c_str(), 0755);
  const std::string command = "setpriv --reuid=65534 --regid=65534 --clear-groups " + copy + " check " +
                              secret + " 2>&1 | grep -q E0003";
  EXPECT_EQ(std::system(command.c_str()), 0);
}

}  // namespace
}  // namespace tenon::test
