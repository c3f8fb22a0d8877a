#include <fmt/format.h>
#include <fmt/ranges.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "catalog/private_server_parts.hpp"

namespace tenon::catalog {
namespace {

namespace fs = std::filesystem;

constexpr int kOldestVersion = 15;

bool has_programs(const fs::path& directory) {
  return access((directory / "initdb").c_str(), X_OK) == 0 &&
         access((directory / "postgres").c_str(), X_OK) == 0;
}

/// The existing directories `parent`/<prefix><version><suffix>, newest version first.
std::vector<std::string> versions_below(const fs::path& parent, std::string_view prefix,
                                        std::string_view suffix) {
  std::vector<std::string> out;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(parent, error)) {
    const std::string name = entry.path().filename();
    if (name.starts_with(prefix) && major_version(name) > 0) out.push_back(entry.path() / suffix);
  }
  const auto version = [&](const std::string& path) {
    return major_version(path.substr(parent.string().size()));
  };
  std::sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return version(a) > version(b); });
  return out;
}

bool is_new_enough(const fs::path& directory) {
  const auto line = first_line_of({directory / "postgres", "--version"});
  return line && major_version(*line) >= kOldestVersion;
}

/// The directory to use; the links of a PATH are followed, as the programs look for their files beside
/// themselves.
std::optional<fs::path> find_programs(const std::vector<std::string>& directories) {
  std::optional<fs::path> found;
  for (const std::string& directory : directories) {
    std::error_code error;
    const fs::path real = fs::canonical(fs::path(directory) / "initdb", error).parent_path();
    if (error || !has_programs(real)) continue;
    if (is_new_enough(real)) return real;
    if (!found) found = real;
  }
  return found;
}

ServerError no_programs(const std::vector<std::string>& directories) {
  return {
      fmt::format("`initdb` and `postgres` are in none of these directories: {}",
                  fmt::join(directories, ", ")),
      "install PostgreSQL's server (Debian: `apt-get install postgresql-15`), or name the directory of its "
      "programs"};
}

/// The tool's environment without libpq's variables, some of which (PGDATA, PGTZ, PGDATESTYLE) the server
/// reads too.
std::vector<std::string> server_environment() {
  std::vector<std::string> out;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view variable = *entry;
    if (!variable.starts_with("PG") && !variable.starts_with("LC_") && !variable.starts_with("TZ=")) {
      out.emplace_back(variable);
    }
  }
  out.emplace_back("LC_ALL=C.UTF-8");
  out.emplace_back("TZ=UTC");
  return out;
}

/// Small, and without a thought for a crash: the data never outlives the server. Its shared memory is a file
/// in the directory, so that nothing of it is left in /dev/shm either.
std::vector<std::string> server_settings() {
  return {"listen_addresses=",
          "unix_socket_permissions=0700",
          "fsync=off",
          "synchronous_commit=off",
          "full_page_writes=off",
          "shared_buffers=128MB",
          "max_connections=50",
          "max_locks_per_transaction=1024",  // schemas of thousands of partitions, in one transaction
          "timezone=UTC",
          "log_timezone=UTC",
          "logging_collector=off",
          "log_destination=stderr",
          "dynamic_shared_memory_type=mmap"};
}

ServerCommand initdb_command(const fs::path& programs, const std::string& data) {
  return {.arguments = {programs / "initdb", "--pgdata=" + data, "--username=postgres", "--auth=trust",
                        "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"},
          .stop_signal = SIGKILL};
}

ServerCommand server_command(const fs::path& programs, const std::string& data,
                             const std::string& directory) {
  ServerCommand command{.arguments = {programs / "postgres", "-D", data, "-k", directory, "-p", "5432"},
                        .stop_signal = SIGQUIT};  // "immediate": no last checkpoint of data that goes away
  for (const std::string& setting : server_settings()) {
    command.arguments.emplace_back("-c");
    command.arguments.push_back(setting);
  }
  return command;
}

}  // namespace

std::vector<std::string> postgres_directories() {
  std::vector<std::string> out;
  if (const auto on_path = program_on_path("initdb")) out.push_back(fs::path(*on_path).parent_path());
  for (auto& found : versions_below("/usr/lib/postgresql", "", "bin")) out.push_back(std::move(found));
  for (auto& found : versions_below("/usr", "pgsql-", "bin")) out.push_back(std::move(found));
  out.emplace_back("/usr/local/pgsql/bin");
  return out;
}

tl::expected<ServerPlan, ServerError> postgres_plan(const std::string& bin_dir,
                                                    const std::string& directory) {
  const auto directories = bin_dir.empty() ? postgres_directories() : std::vector<std::string>{bin_dir};
  const auto programs = find_programs(directories);
  if (!programs) return tl::unexpected(no_programs(directories));
  const std::string data = directory + "/data";
  ServerPlan plan;
  plan.environment = server_environment();
  plan.commands = {initdb_command(*programs, data), server_command(*programs, data, directory)};
  return plan;
}

}  // namespace tenon::catalog
