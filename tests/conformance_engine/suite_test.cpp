// The front end for generated GoogleTest sources, run as a user would run it.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <string>

#include "sample_database.hpp"

namespace tenon::conformance {
namespace {

struct Ran {
  int status = 0;
  std::string output;
};

Ran run_suite(const std::string& environment, const std::string& arguments) {
  const std::string command =
      "env -u TENON_CONFORMANCE_URL " + environment + " " TENON_SAMPLE_SUITE " " + arguments + " 2>&1";
  Ran run;
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return {-1, "popen failed"};
  std::array<char, 4096> buffer{};
  while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) run.output += buffer.data();
  run.status = pclose(pipe);
  return run;
}

std::string environment_of(const sample::Database& database) {
  return "TENON_SAMPLE_PREFIX=" + database.prefix() + " TENON_CONFORMANCE_URL=\"" + database.url() + "\"";
}

TEST(Suite, lists_readable_names_without_a_server) {
  const Ran run = run_suite("", "--gtest_list_tests");
  EXPECT_EQ(run.status, 0);
  EXPECT_NE(run.output.find("blog_catalog.\n"), std::string::npos) << run.output;
  EXPECT_NE(run.output.find("  schema__enums\n"), std::string::npos);
  EXPECT_NE(run.output.find("  users__columns\n"), std::string::npos);
  EXPECT_NE(run.output.find("blog_attack.\n"), std::string::npos);
  EXPECT_NE(run.output.find("  posts__moving_a_row_to_another_tenant\n"), std::string::npos);
}

TEST(Suite, fails_and_says_so_without_a_url) {
  const Ran run = run_suite("", "--gtest_filter=blog_catalog.users__columns");
  EXPECT_NE(run.status, 0);
  EXPECT_NE(run.output.find("TENON_CONFORMANCE_URL is not set"), std::string::npos) << run.output;
}

TEST(Suite, passes_on_a_good_database) {
  const auto database = sample::Database::create();
  ASSERT_TRUE(database) << database.error();
  const Ran run = run_suite(environment_of(*database), "--gtest_brief=1");
  EXPECT_EQ(run.status, 0) << run.output;
  const std::size_t count = check_count(sample::expectations(database->prefix()));
  EXPECT_NE(run.output.find("[  PASSED  ] " + std::to_string(count) + " tests."), std::string::npos)
      << run.output;
}

TEST(Suite, names_the_promise_that_is_broken) {
  const auto database = sample::Database::create();
  ASSERT_TRUE(database) << database.error();
  ASSERT_TRUE(database->run("ALTER TABLE posts NO FORCE ROW LEVEL SECURITY"));
  const Ran run = run_suite(environment_of(*database), "--gtest_brief=1");
  EXPECT_NE(run.status, 0);
  EXPECT_NE(run.output.find("[  FAILED  ] blog_catalog.posts__row_security"), std::string::npos)
      << run.output;
  EXPECT_NE(run.output.find("posts: row-level security is not forced"), std::string::npos) << run.output;
  EXPECT_NE(run.output.find("promised: row-level security is enabled and forced [T6, P2]"),
            std::string::npos);
}

TEST(Suite, fails_where_nothing_could_be_judged) {
  const auto database = sample::Database::create();
  ASSERT_TRUE(database) << database.error();
  auto other = pq::Session::connect(database->url());
  ASSERT_TRUE(other);
  ASSERT_TRUE(other->script("BEGIN; LOCK TABLE posts IN ACCESS EXCLUSIVE MODE"));
  const Ran run = run_suite(environment_of(*database),
                            "--gtest_brief=1 --gtest_filter=*.posts__truncating:*.posts__defaults");
  EXPECT_NE(run.status, 0);
  EXPECT_NE(run.output.find("[  FAILED  ] blog_catalog.posts__defaults"), std::string::npos) << run.output;
  EXPECT_NE(run.output.find("posts: could not be judged: ERROR 55P03"), std::string::npos) << run.output;
  EXPECT_NE(run.output.find("help: verify again when that transaction has ended"), std::string::npos)
      << run.output;
}

}  // namespace
}  // namespace tenon::conformance
