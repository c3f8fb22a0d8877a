#include "catalog/private_server.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <utility>

#include "catalog/private_server_parts.hpp"
#include "catalog/private_server_process.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::catalog {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

constexpr std::chrono::seconds kStartTime{30};
constexpr std::chrono::milliseconds kPause{20};
constexpr std::size_t kLogLines = 15;

/// The user and the commands of a server that is to have this directory.
struct Preparation {
  std::optional<ServerUser> user;
  std::string directory;
};

tl::expected<Preparation, ServerError> prepare(ServerKind kind) {
  Preparation out;
  if (kind == ServerKind::kPostgres) {  // PGlite does not mind root, and root can read its files
    auto user = unprivileged_user();
    if (!user) return tl::unexpected(std::move(user.error()));
    out.user = *user;
  }
  auto directory = make_server_directory(out.user);
  if (!directory) return tl::unexpected(std::move(directory.error()));
  out.directory = std::move(*directory);
  return out;
}

tl::expected<ServerPlan, ServerError> make_plan(const PrivateServerOptions& options,
                                                const Preparation& prepared) {
  auto plan = options.kind == ServerKind::kPostgres ? postgres_plan(options.bin_dir, prepared.directory)
                                                    : pglite_plan(options.pglite_dir, prepared.directory);
  if (!plan) return plan;
  plan->directory = prepared.directory;
  plan->log = prepared.directory + "/log";
  plan->user = prepared.user;
  return plan;
}

std::string ending_text(const std::vector<std::string>& programs, const ServerEnding& ending) {
  const std::string& program = programs[static_cast<std::size_t>(ending.command)];
  if (WIFSIGNALED(ending.wait_status)) {
    return fmt::format("`{}` was ended by signal {}", program, WTERMSIG(ending.wait_status));
  }
  return fmt::format("`{}` ended with status {}", program, WEXITSTATUS(ending.wait_status));
}

ServerError not_started(const std::string& what, const std::string& log) {
  const std::string lines = last_lines(log, kLogLines);
  const std::string tail = lines.empty() ? "; its log is empty" : "; the end of its log:\n" + lines;
  return {fmt::format("the private server did not start: {}{}", what, tail), "see what the log says"};
}

/// Until the server takes connections; else why it doesn't.
tl::expected<void, ServerError> await_ready(const ServerProcess& process, const std::string& url,
                                            const std::vector<std::string>& programs) {
  const std::string log = process.directory() + "/log";
  const auto deadline = steady_clock::now() + kStartTime;
  while (steady_clock::now() < deadline) {
    if (const auto ending = process.ended_within(kPause)) {
      return tl::unexpected(not_started(ending_text(programs, *ending), log));
    }
    if (PQping((url + "&connect_timeout=5").c_str()) == PQPING_OK) return {};
  }
  return tl::unexpected(not_started(fmt::format("it was not ready in {} s", kStartTime.count()), log));
}

std::string first_words(const std::string& text, std::size_t count) {
  std::size_t end = 0;
  for (std::size_t word = 0; word < count && end != std::string::npos; ++word) end = text.find(' ', end + 1);
  return text.substr(0, end);
}

/// From `version()`: "PostgreSQL 15.20 (Debian …) on …", "PostgreSQL 18.6 (PGlite 0.5.14) on …".
std::string describe(ServerKind kind, const std::string& version, const std::vector<std::string>& programs) {
  const std::string server = first_words(version, 2);
  if (kind == ServerKind::kPostgres)
    return fmt::format("{} ({})", server, fs::path(programs.back()).parent_path().string());
  const std::size_t open = version.find('(');
  const std::size_t close = version.find(')');
  const bool named = open != std::string::npos && close != std::string::npos && open < close;
  const std::string name = named ? version.substr(open + 1, close - open - 1) : "PGlite";
  return fmt::format("{} ({} in WebAssembly)", name, server);
}

tl::expected<std::string, ServerError> ask_version(const std::string& url) {
  auto session = pq::Session::connect(url);
  if (!session) return tl::unexpected(ServerError{session.error().message, "see what the server says"});
  const auto rows = session->query("SELECT version()");
  if (!rows) return tl::unexpected(ServerError{rows.error().message, "see what the server says"});
  return rows->text(0, 0);
}

std::vector<std::string> programs_of(const ServerPlan& plan) {
  std::vector<std::string> out;
  for (const ServerCommand& command : plan.commands) out.push_back(command.arguments.front());
  return out;
}

}  // namespace

tl::expected<PrivateServer, ServerError> PrivateServer::start(const PrivateServerOptions& options) {
  auto prepared = prepare(options.kind);
  if (!prepared) return tl::unexpected(std::move(prepared.error()));
  auto plan = make_plan(options, *prepared);
  if (!plan) {
    rmdir(prepared->directory.c_str());
    return tl::unexpected(std::move(plan.error()));
  }
  const std::vector<std::string> programs = programs_of(*plan);
  auto process = ServerProcess::start(std::move(*plan));
  if (!process) {
    const std::string reason = std::strerror(errno);
    rmdir(prepared->directory.c_str());
    return tl::unexpected(
        ServerError{"cannot fork a process for a private server: " + reason, "end other programs"});
  }
  // PGPORT and PGUSER may be set for the user's own servers.
  std::string url =
      fmt::format("postgresql:///postgres?host={}&port=5432&user=postgres", prepared->directory);
  if (auto ready = await_ready(*process, url, programs); !ready)
    return tl::unexpected(std::move(ready.error()));
  const auto version = ask_version(url);
  if (!version) return tl::unexpected(version.error());
  std::string description = describe(options.kind, *version, programs);
  return PrivateServer(std::make_unique<ServerProcess>(std::move(*process)), std::move(url),
                       std::move(description));
}

PrivateServer::PrivateServer(std::unique_ptr<ServerProcess> process, std::string url, std::string description)
    : process_(std::move(process)), url_(std::move(url)), description_(std::move(description)) {}

PrivateServer::PrivateServer(PrivateServer&& other) noexcept = default;
PrivateServer& PrivateServer::operator=(PrivateServer&& other) noexcept = default;
PrivateServer::~PrivateServer() = default;

}  // namespace tenon::catalog
