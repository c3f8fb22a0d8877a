#include "server.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <map>

namespace maintenance {
namespace {

using tenon::catalog::PrivateServer;

class Servers : public ::testing::Environment {
 public:
  const std::string& url(ServerKind kind) {
    const auto known = urls_.find(kind);
    if (known != urls_.end()) return known->second;
    auto started = PrivateServer::start({kind, "", TENON_SERVERS});
    if (!started) {
      ADD_FAILURE() << started.error().message << "\n" << started.error().help;
      return urls_[kind];
    }
    const std::string command =
        fmt::format("{} apply {} --db '{}'", TENON_TOOL, TENON_SCHEMA, started->url());
    EXPECT_EQ(std::system(command.c_str()), 0);
    urls_[kind] = started->url();
    servers_.emplace(kind, std::move(*started));
    return urls_[kind];
  }
  void TearDown() override { servers_.clear(); }

 private:
  std::map<ServerKind, PrivateServer> servers_;
  std::map<ServerKind, std::string> urls_;
};

// GoogleTest takes it over.
Servers* const servers = dynamic_cast<Servers*>(::testing::AddGlobalTestEnvironment(new Servers));

}  // namespace

const std::string& url(ServerKind kind) {
  return servers->url(kind);
}

Session connect(ServerKind kind) {
  auto session = Session::connect(url(kind));
  if (!session) throw std::runtime_error(session.error().message);
  return std::move(*session);
}

void run(Session& session, const std::string& sql) {
  const auto done = session.script(sql);
  ASSERT_TRUE(done.has_value()) << sql << ": " << done.error().message;
}

std::vector<std::string> rows(Session& session, const std::string& sql) {
  const auto found = session.query(sql);
  if (!found) return {found.error().sqlstate + ": " + found.error().message};
  std::vector<std::string> out;
  for (std::size_t row = 0; row < found->size(); ++row) {
    out.push_back(found->text(row, 0));
    for (std::size_t column = 1; column < found->columns(); ++column)
      out.back() += "|" + found->text(row, column);
  }
  return out;
}

std::string value(Session& session, const std::string& sql) {
  const auto found = rows(session, sql);
  return found.empty() ? "" : found[0];
}

std::vector<std::string> maintain(Session& session, const std::string& moment) {
  return rows(session, fmt::format("SELECT action || ' ' || object FROM tenon.maintain_at({})", moment));
}

void MaintenanceTest::become_app() {
  for (const char* tenant : {kTheirs, kOurs}) {
    run(session_,
        fmt::format(
            "SET LOCAL ROLE kept_provisioner; SELECT set_config('app.current_tenant_id', '{0}', true);"
            "INSERT INTO tenants VALUES ('{0}') ON CONFLICT DO NOTHING",
            tenant));
  }
  run(session_, "SET LOCAL ROLE kept_app");
}

}  // namespace maintenance
