// A server that follows another takes no writes: whoever begins there is told so before anything else.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "catalog/private_server.hpp"
#include "catalog/session.hpp"
#include "driver/commands.hpp"
#include "driver/migrate/migrate.hpp"

namespace plan_tests {
namespace {

namespace fs = std::filesystem;
using namespace tenon;
using testing::HasSubstr;

constexpr const char* kSchema = R"(schema follows {{ postgres 15 }}
tenancy {{ root Tenant app follows_app owner follows_owner }}
entity Tenant {{ id: uuid = uuid() @key {}}}
)";

class Replica : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(folder_);
    auto started = catalog::PrivateServer::start({});
    ASSERT_TRUE(started) << started.error().message;
    server_.emplace(std::move(*started));
    options_.common.files = {(folder_ / "follows.schema").string()};
    options_.database = server_->url();
    options_.unproved = true;
    make("", "init");
    ASSERT_EQ(driver::migrate_up(options_), driver::kSuccess);
    make("name: text? ", "names");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void make(const std::string& field, const std::string& migration) {
    std::ofstream(folder_ / "follows.schema") << fmt::format(kSchema, field);
    options_.name = migration;
    ASSERT_EQ(driver::migrate_new(options_), driver::kSuccess);
  }
  std::string ask(const std::string& query) {
    auto session = catalog::connect(server_->url());
    if (!session) return "";
    const auto rows = session->query(query);
    return rows ? std::string(rows->text(0, 0)) : "";
  }
  /// A server that finds the signal as it comes up again, here after a crash, waits for what another writes.
  void follow() {
    const fs::path data = ask("SHOW data_directory");
    struct stat of_data {};
    ASSERT_EQ(::stat(data.c_str(), &of_data), 0);
    std::ofstream(data / "standby.signal").close();
    ASSERT_EQ(::chown((data / "standby.signal").c_str(), of_data.st_uid, of_data.st_gid), 0);
    const std::string process =
        ask("SELECT pid::text FROM pg_stat_activity WHERE backend_type = 'checkpointer'");
    ASSERT_EQ(::kill(std::stoi(process), SIGKILL), 0);
    for (int i = 0; i < 300 && ask("SELECT pg_is_in_recovery()::text") != "true"; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  void expect_refused(int (*command)(const driver::MigrateOptions&)) {
    testing::internal::CaptureStderr();
    const int code = command(options_);
    const std::string said = testing::internal::GetCapturedStderr();
    EXPECT_EQ(code, driver::kEnvironment);
    EXPECT_THAT(said, testing::AllOf(HasSubstr("error: this server is a replica, which takes no writes\n"),
                                     HasSubstr("help: connect to the primary server")));
  }

  const fs::path folder_ = fs::temp_directory_path() / fmt::format("tenon-replica-{}", ::getpid());
  std::optional<catalog::PrivateServer> server_;
  driver::MigrateOptions options_;
};

TEST_F(Replica, TakesNoMigrationAndTellsWhereItIs) {
  follow();
  for (const auto command : {driver::migrate_up, driver::migrate_down, driver::migrate_baseline})
    expect_refused(command);
  testing::internal::CaptureStderr();
  EXPECT_EQ(driver::apply({options_.common, server_->url(), "", false}), driver::kEnvironment);
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("this server is a replica"));
  testing::internal::CaptureStdout();
  EXPECT_EQ(driver::migrate_status(options_), driver::kFinding);
  EXPECT_THAT(testing::internal::GetCapturedStdout(),
              HasSubstr("   2  names                            not begun"));
}

TEST_F(Replica, ASessionThatMayOnlyReadIsOneToo) {
  auto session = catalog::connect(server_->url());
  ASSERT_TRUE(session && session->script("ALTER DATABASE postgres SET default_transaction_read_only = on"));
  testing::internal::CaptureStderr();
  EXPECT_EQ(driver::migrate_up(options_), driver::kEnvironment);
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              HasSubstr("this session may only read: `default_transaction_read_only` is on"));
}

}  // namespace
}  // namespace plan_tests
