#include "catalog/private_server.hpp"

#include <grp.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "tenon/pq/session.hpp"

namespace tenon::catalog {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kPatience{15};
constexpr uid_t kSomeUser = 54321;

PrivateServer started(const PrivateServerOptions& options = {}) {
  auto server = PrivateServer::start(options);
  if (!server) throw std::runtime_error(server.error().message);
  return std::move(*server);
}

PrivateServerOptions pglite() {
  return {.kind = ServerKind::kPglite, .bin_dir = {}, .pglite_dir = TENON_TEST_SERVERS};
}

std::string directory_of(const std::string& url) {
  const std::size_t start = url.find("host=") + 5;
  return url.substr(start, url.find('&', start) - start);
}

/// The postmaster's process, from its lock file.
pid_t postmaster_of(const std::string& directory) {
  std::ifstream file(directory + "/data/postmaster.pid");
  pid_t process = 0;
  file >> process;
  return process;
}

pid_t parent_of(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string word;
  pid_t parent = 0;
  file >> word >> word >> word >> parent;
  return parent;
}

/// A process that nobody has waited for yet is gone too.
bool is_running(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string word;
  char state = 'X';
  file >> word >> word >> state;
  return state != 'X' && state != 'Z';
}

bool soon(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

/// The first value of a query's result; a failure of the test, and its message, where there is none.
std::string ask(const std::string& url, const std::string& sql) {
  auto session = pq::Session::connect(url);
  if (!session) {
    ADD_FAILURE() << session.error().message;
    return session.error().message;
  }
  const auto rows = session->script(sql);
  if (!rows) {
    ADD_FAILURE() << sql << ": " << rows.error().message;
    return rows.error().message;
  }
  return rows->size() > 0 ? rows->text(0, 0) : "";
}

/// Runs `body` in a fork that has another user's rights; what it gives is the exit status.
int as_user(uid_t user, const std::function<int()>& body) {
  const pid_t child = fork();
  if (child == 0) {
    const bool changed = setgroups(0, nullptr) == 0 && setgid(user) == 0 && setuid(user) == 0;
    _exit(changed ? body() : 99);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}

/// A process that holds a server and does nothing; `url` is the server's.
struct Holder {
  pid_t process = -1;
  std::string url;
};

Holder hold(const PrivateServerOptions& options) {
  int pipe_ends[2];
  if (pipe(pipe_ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = fork();
  if (child == 0) {
    setpgid(0, 0);  // as a shell does it for a command in the foreground
    auto server = PrivateServer::start(options);
    const std::string url = server ? server->url() : "";
    if (write(pipe_ends[1], url.data(), url.size()) < 0) _exit(1);
    close(pipe_ends[1]);
    while (true) pause();
  }
  close(pipe_ends[1]);
  Holder out{child, {}};
  char buffer[256];
  for (ssize_t got = 1; got > 0;) {
    got = read(pipe_ends[0], buffer, sizeof buffer);
    if (got > 0) out.url.append(buffer, static_cast<std::size_t>(got));
  }
  close(pipe_ends[0]);
  if (out.url.empty()) throw std::runtime_error("no server in the child");
  return out;
}

void end(const Holder& holder, pid_t target, int signal) {
  kill(target, signal);
  waitpid(holder.process, nullptr, 0);
}

TEST(PrivateServer, StartsAndStops) {
  std::string directory;
  pid_t postmaster = 0;
  {
    const PrivateServer server = started();
    directory = directory_of(server.url());
    postmaster = postmaster_of(directory);
    EXPECT_EQ(ask(server.url(), "SELECT 40 + 2"), "42");
    EXPECT_TRUE(server.description().starts_with("PostgreSQL 1")) << server.description();
    EXPECT_TRUE(fs::exists(directory));
    EXPECT_TRUE(is_running(postmaster));
  }
  EXPECT_FALSE(fs::exists(directory));
  EXPECT_FALSE(is_running(postmaster));
}

TEST(PrivateServer, HasTheSettingsOfATest) {
  const PrivateServer server = started();
  EXPECT_EQ(ask(server.url(), "SELECT current_setting('listen_addresses')"), "");
  EXPECT_EQ(ask(server.url(), "SELECT current_setting('fsync')"), "off");
  EXPECT_EQ(ask(server.url(), "SELECT current_setting('timezone')"), "UTC");
  EXPECT_EQ(ask(server.url(), "SELECT current_setting('server_encoding')"), "UTF8");
  EXPECT_EQ(ask(server.url(), "SELECT datcollate FROM pg_database WHERE datname = 'postgres'"), "C.UTF-8");
  EXPECT_EQ(ask(server.url(), "SELECT rolsuper FROM pg_roles WHERE rolname = session_user"), "t");
}

TEST(PrivateServer, IsOpenToItsUserOnly) {
  const PrivateServer server = started();
  const std::string directory = directory_of(server.url());
  struct stat status {};
  ASSERT_EQ(stat(directory.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700U);
  if (geteuid() != 0) GTEST_SKIP() << "the rest needs root";
  EXPECT_EQ(as_user(kSomeUser, [&] { return access(directory.c_str(), X_OK); }), 255);
  EXPECT_EQ(as_user(kSomeUser, [&] { return pq::Session::connect(server.url()) ? 0 : 1; }), 1);
}

TEST(PrivateServer, DoesNotRunAsRoot) {
  const PrivateServer server = started();
  const pid_t postmaster = postmaster_of(directory_of(server.url()));
  struct stat status {};
  ASSERT_EQ(stat(("/proc/" + std::to_string(postmaster)).c_str(), &status), 0);
  EXPECT_NE(status.st_uid, 0U);
}

TEST(PrivateServer, TwoAtOnceEndInAnyOrder) {
  auto first = std::make_unique<PrivateServer>(started());
  const PrivateServer second = started();
  EXPECT_NE(first->url(), second.url());
  ask(first->url(), "CREATE TABLE only_here (id int)");
  EXPECT_EQ(ask(second.url(), "SELECT to_regclass('only_here') IS NULL"), "t");
  const auto before = std::chrono::steady_clock::now();
  first.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(5));
  EXPECT_EQ(ask(second.url(), "SELECT 1"), "1");
}

TEST(PrivateServer, IsGoneAfterTheToolIsKilled) {
  for (const int signal : {SIGKILL, SIGTERM}) {
    const Holder holder = hold({});
    const std::string directory = directory_of(holder.url);
    const pid_t postmaster = postmaster_of(directory);
    ASSERT_TRUE(is_running(postmaster));
    end(holder, holder.process, signal);
    EXPECT_TRUE(soon([&] { return !is_running(postmaster) && !fs::exists(directory); }))
        << "signal " << signal;
  }
}

TEST(PrivateServer, IsGoneAfterCtrlC) {
  const Holder holder = hold({});
  const std::string directory = directory_of(holder.url);
  const pid_t postmaster = postmaster_of(directory);
  end(holder, -holder.process, SIGINT);  // a terminal's goes to the whole process group
  EXPECT_TRUE(soon([&] { return !is_running(postmaster) && !fs::exists(directory); }));
}

TEST(PrivateServer, EndsWithItsWatcher) {
  std::string directory;
  {
    const PrivateServer server = started();
    directory = directory_of(server.url());
    const pid_t postmaster = postmaster_of(directory);
    const pid_t watcher = parent_of(postmaster);
    ASSERT_EQ(parent_of(watcher), getpid());
    kill(watcher, SIGKILL);
    EXPECT_TRUE(soon([&] { return !is_running(postmaster); }));
  }
  EXPECT_FALSE(fs::exists(directory));
}

TEST(PrivateServer, SaysWhereItLooked) {
  const auto server =
      PrivateServer::start({.kind = ServerKind::kPostgres, .bin_dir = "/usr/share", .pglite_dir = {}});
  ASSERT_FALSE(server.has_value());
  EXPECT_EQ(server.error().message, "`initdb` and `postgres` are in none of these directories: /usr/share");
  EXPECT_NE(server.error().help.find("apt-get install postgresql"), std::string::npos);
}

TEST(PrivateServer, CarriesTheEndOfTheLog) {
  const fs::path programs = fs::path(testing::TempDir()) / "private_server_test_programs";
  fs::create_directories(programs);
  for (const char* name : {"initdb", "postgres"}) {
    std::ofstream(programs / name) << "#!/bin/sh\necho " << name << " says no >&2\nexit 3\n";
    fs::permissions(programs / name, fs::perms(0755));
  }
  const auto server =
      PrivateServer::start({.kind = ServerKind::kPostgres, .bin_dir = programs, .pglite_dir = {}});
  ASSERT_FALSE(server.has_value());
  EXPECT_NE(server.error().message.find("initdb` ended with status 3"), std::string::npos)
      << server.error().message;
  EXPECT_NE(server.error().message.find("initdb says no"), std::string::npos) << server.error().message;
  fs::remove_all(programs);
}

TEST(PrivateServer, LeavesATmpdirThatIsTooLong) {
  const fs::path parent = fs::path("/tmp") / ("private_server_test_" + std::string(90, 'x'));
  fs::create_directories(parent);
  fs::permissions(parent, fs::perms(0777));
  setenv("TMPDIR", parent.c_str(), 1);
  const auto server = PrivateServer::start({});
  unsetenv("TMPDIR");
  fs::remove_all(parent);
  ASSERT_TRUE(server.has_value()) << server.error().message;
  EXPECT_TRUE(directory_of(server->url()).starts_with("/tmp/tenon-")) << server->url();
}

TEST(PrivateServer, LeavesATmpdirThatItsUserCannotEnter) {
  if (geteuid() != 0) GTEST_SKIP() << "the server's user is the test's own";
  const fs::path closed = "/tmp/private_server_test_closed";
  fs::create_directories(closed / "inner");
  fs::permissions(closed, fs::perms(0700));
  setenv("TMPDIR", (closed / "inner").c_str(), 1);
  const auto server = PrivateServer::start({});
  unsetenv("TMPDIR");
  fs::remove_all(closed);
  ASSERT_TRUE(server.has_value()) << server.error().message;
  EXPECT_TRUE(directory_of(server->url()).starts_with("/tmp/tenon-")) << server->url();
}

TEST(PrivateServerPglite, HasVectorsAndForgetsItsClients) {
  std::string directory;
  {
    const PrivateServer server = started(pglite());
    directory = directory_of(server.url());
    EXPECT_TRUE(server.description().starts_with("PGlite 0.")) << server.description();
    ask(server.url(), "CREATE EXTENSION vector");
    EXPECT_NE(ask(server.url(), "SELECT extversion FROM pg_extension WHERE extname = 'vector'"), "");
    ask(server.url(), "CREATE TABLE item (id int, place vector(3))");
    ask(server.url(), "CREATE INDEX item_place ON item USING hnsw (place vector_cosine_ops)");
    ask(server.url(), "INSERT INTO item VALUES (1, '[1,2,3]'), (2, '[3,2,1]')");
    EXPECT_EQ(ask(server.url(), "SELECT id FROM item ORDER BY place <=> '[3,2,1]' LIMIT 1"), "2");
    ask(server.url(),
        "CREATE ROLE someone LOGIN; SET SESSION AUTHORIZATION someone; SET search_path = nowhere");
    EXPECT_EQ(ask(server.url(), "SELECT session_user || current_setting('search_path')"),
              "postgres\"$user\", public");
  }
  EXPECT_FALSE(fs::exists(directory));
}

TEST(PrivateServerPglite, IsGoneAfterTheToolIsKilled) {
  const Holder holder = hold(pglite());
  const std::string directory = directory_of(holder.url);
  end(holder, holder.process, SIGKILL);
  EXPECT_TRUE(soon([&] { return !fs::exists(directory); }));
}

TEST(PrivateServerPglite, SaysWhatIsMissing) {
  const fs::path folder = fs::path(testing::TempDir()) / "private_server_test_pglite";
  fs::create_directories(folder);
  std::ofstream(folder / "pglite.mjs") << "";
  const auto server =
      PrivateServer::start({.kind = ServerKind::kPglite, .bin_dir = {}, .pglite_dir = folder});
  ASSERT_FALSE(server.has_value());
  EXPECT_NE(server.error().message.find("PGlite is not installed"), std::string::npos)
      << server.error().message;
  EXPECT_NE(server.error().help.find("npm ci"), std::string::npos);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace tenon::catalog
