// `tenon import prisma`: Prisma's schemas, beside what they become. TENON_UPDATE_GOLDENS=1 writes that anew.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>

#include "cleared.hpp"
#include "cluster.hpp"
#include "commands.hpp"
#include "driver/commands.hpp"
#include "driver/migrate/migrate.hpp"

namespace pull_tests {
namespace {

namespace fs = std::filesystem;
using namespace tenon;

const fs::path kPrisma = fs::path(TENON_SOURCE) / "tests/pull/prisma";

void write_text(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

class Prisma : public testing::Test {
 protected:
  void SetUp() override { model_tests::drop_all(cluster_); }
  void TearDown() override { model_tests::drop_all(cluster_); }

  /// What is told meanwhile is in `told_`, with paths from the folder of these tests.
  int import(const std::vector<fs::path>& files, const fs::path& out) {
    driver::ImportPrismaOptions options;
    for (const fs::path& each : files) options.files.push_back(each.string());
    options.out = out.string();
    options.scratch = cluster_.url("postgres");
    testing::internal::CaptureStderr();
    const int code = driver::import_prisma(options);
    told_ = testing::internal::GetCapturedStderr();
    const std::string folder = kPrisma.string() + "/";
    for (std::size_t at = told_.find(folder); at != std::string::npos; at = told_.find(folder, at))
      told_.erase(at, folder.size());
    return code;
  }

  const dumps::Cluster& cluster_ = dumps::postgres(0, dumps::Place::kHere);
  const dumps::Directory directory_;
  std::string told_;
};

void expect_golden(const fs::path& golden, const std::string& text) {
  if (std::getenv("TENON_UPDATE_GOLDENS") != nullptr) write_text(golden, text);
  EXPECT_EQ(text, dumps::read_file(golden)) << golden;
}

class PrismaFiles : public Prisma, public testing::WithParamInterface<std::string> {};

TEST_P(PrismaFiles, BecomeTheSchemaBesideThem) {
  const std::string& name = GetParam();
  const fs::path file = kPrisma / (name + ".prisma");
  const fs::path out = directory_.path(name + ".schema");
  // A folder holds all the files of one schema.
  EXPECT_EQ(import({fs::exists(file) ? file : kPrisma / name}, out), driver::kSuccess) << told_;
  expect_golden(kPrisma / (name + ".schema"), dumps::read_file(out));
  expect_golden(kPrisma / (name + ".told"), told_);
}

INSTANTIATE_TEST_SUITE_P(Files, PrismaFiles, testing::Values("shop", "blog"),
                         [](const auto& each) { return each.param; });

/// `shop.sql` is what `prisma migrate diff` of Prisma 6.19 writes of `shop.prisma`: nothing but tenon's own
/// tables lacks in a database that Prisma made.
TEST_F(Prisma, MakesWhatPrismaMakes) {
  // Prisma makes no comments.
  const fs::path plain = directory_.path("shop.prisma");
  write_text(plain, std::regex_replace(dumps::read_file(kPrisma / "shop.prisma"), std::regex("///.*"), ""));
  const fs::path schema = directory_.path("shop.schema");
  ASSERT_EQ(import({plain}, schema), driver::kSuccess) << told_;
  model_tests::make_empty(cluster_, "first");
  cluster_.run("first", dumps::read_file(kPrisma / "shop.sql"));
  driver::MigrateOptions options;
  options.common.files = {schema.string()};
  options.common.lints = {"all=off"};
  options.database = cluster_.url("first");
  ASSERT_EQ(driver::migrate_baseline(options), driver::kSuccess);
  options.name = "start";
  ASSERT_EQ(driver::migrate_new(options), driver::kSuccess);
  EXPECT_THAT(dumps::read_file(fs::path(directory_.path("migrations")) / "0002_start.sql"),
              testing::HasSubstr("-- nothing else changes in the database"));
  ASSERT_EQ(driver::migrate_up(options), driver::kSuccess);
  driver::DriftOptions drift;
  drift.common = options.common;
  drift.database = options.database;
  EXPECT_EQ(driver::drift(drift), driver::kSuccess);
}

TEST_F(Prisma, WritesNothingOfWhatHasErrors) {
  const fs::path broken = directory_.path("broken.prisma");
  write_text(broken, "datasource db { provider = \"postgresql\" }\nmodel A {\n  id Itn @id\n}\n");
  const fs::path out = directory_.path("broken.schema");
  EXPECT_EQ(import({broken}, out), driver::kFinding);
  EXPECT_THAT(told_, testing::HasSubstr("broken.prisma:3:6: error: there is no type `Itn`"));
  EXPECT_FALSE(fs::exists(out));
  EXPECT_EQ(import({directory_.path("none.prisma")}, out), driver::kEnvironment);
  EXPECT_THAT(told_, testing::HasSubstr("there is no such file"));
}

TEST_F(Prisma, TellsWhereKeysAreOfOtherTypes) {
  const fs::path broken = directory_.path("broken.prisma");
  write_text(broken,
             "datasource db { provider = \"postgresql\" }\n"
             "model A {\n  id String @id @db.Uuid\n  bs B[]\n  cs C[]\n}\n"
             "model B {\n  id Int @id\n  aId String\n  a A @relation(fields: [aId], references: [id])\n}\n"
             "model C {\n  id Int @id\n  aId Int\n  a A @relation(fields: [aId], references: [id])\n}\n");
  EXPECT_EQ(import({broken}, directory_.path("broken.schema")), driver::kFinding);
  EXPECT_THAT(told_,
              testing::HasSubstr("broken.prisma:10:26: error: `aId` is of another type than `id` of `A`"));
  EXPECT_THAT(told_,
              testing::HasSubstr("broken.prisma:15:26: error: `aId` is of another type than `id` of `A`"));
}

/// Prisma reads no SQL: the server is the first to.
TEST_F(Prisma, TellsWhatTheServerRefuses) {
  const fs::path broken = directory_.path("broken.prisma");
  write_text(broken,
             "datasource db { provider = \"postgresql\" }\n"
             "model A {\n  id Int @id @default(dbgenerated(\"no_such_function()\"))\n}\n");
  const fs::path out = directory_.path("broken.schema");
  EXPECT_EQ(import({broken}, out), driver::kFinding);
  EXPECT_THAT(told_, testing::HasSubstr("no_such_function() does not exist"));
  EXPECT_FALSE(fs::exists(out));
}

}  // namespace
}  // namespace pull_tests
