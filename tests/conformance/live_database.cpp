#include "live_database.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "tenon/pq/session.hpp"

namespace live {
namespace {

namespace fs = std::filesystem;
using tenon::catalog::PrivateServer;

int run(const std::string& command) {
  return std::system(command.c_str());
}

class Server : public ::testing::Environment {
 public:
  void start(tenon::catalog::ServerKind kind) {
    auto started = PrivateServer::start({kind, "", TENON_SERVERS});
    ASSERT_TRUE(started.has_value()) << started.error().message << "\n" << started.error().help;
    server_.emplace(std::move(*started));
    ASSERT_EQ(run(fmt::format("{} apply {} --db '{}' --seed", TENON_TOOL, TENON_SCHEMA, server_->url())), 0);
    url_ = server_->url();
  }
  void TearDown() override { server_.reset(); }

  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] bool started() const { return server_.has_value(); }

 private:
  std::optional<PrivateServer> server_;
  std::string url_;
};

// GoogleTest takes it over and tears it down before the program ends.
Server* const server = dynamic_cast<Server*>(::testing::AddGlobalTestEnvironment(new Server));

}  // namespace

const std::string& url(tenon::catalog::ServerKind kind) {
  if (!server->started()) server->start(kind);
  return server->url();
}

void run_sql(const std::string& url, const std::string& sql) {
  auto session = tenon::pq::Session::connect(url);
  ASSERT_TRUE(session.has_value()) << session.error().message;
  const auto result = session->script(sql);
  ASSERT_TRUE(result.has_value()) << sql << ": " << result.error().message;
}

std::set<std::string> failures(const std::string& url, const std::string& filter) {
  const fs::path report = fs::temp_directory_path() / fmt::format("tenon-report-{}.json", ::getpid());
  ::setenv("TENON_CONFORMANCE_URL", url.c_str(), 1);
  run(fmt::format("{} --gtest_filter='{}' --gtest_output=json:{} > /dev/null 2>&1", TENON_CONFORMANCE_TEST,
                  filter, report.string()));
  std::ifstream file(report);
  const nlohmann::json json = nlohmann::json::parse(file, nullptr, false);
  fs::remove(report);
  std::set<std::string> out;
  if (json.is_discarded() || json.value("tests", 0) == 0) {
    ADD_FAILURE() << "no generated test ran for " << filter;
    return out;
  }
  for (const auto& suite : json["testsuites"]) {
    for (const auto& test : suite["testsuite"]) {
      if (test.contains("failures"))
        out.insert(fmt::format("{}.{}", suite.value("name", ""), test.value("name", "")));
    }
  }
  return out;
}

void expect_noticed(const std::string& url, const Mutation& mutation) {
  run_sql(url, mutation.break_sql);
  const std::set<std::string> noticed = failures(url, mutation.filter);
  run_sql(url, mutation.mend_sql);
  for (const std::string& test : mutation.noticing) {
    EXPECT_TRUE(noticed.contains(test)) << mutation.name << " went unnoticed by " << test << "; noticed by "
                                        << fmt::format("{}", fmt::join(noticed, ", "));
  }
  EXPECT_EQ(failures(url, mutation.filter), std::set<std::string>())
      << "after " << mutation.name << " was mended";
}

}  // namespace live
