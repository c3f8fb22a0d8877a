#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "catalog/private_server_parts.hpp"

namespace tenon::catalog {
namespace {

namespace fs = std::filesystem;

constexpr int kOldestNode = 18;

tl::expected<std::string, ServerError> find_node() {
  const std::string help =
      fmt::format("install Node.js {} or newer (Debian: `apt-get install nodejs npm`)", kOldestNode);
  const auto node = program_on_path("node");
  if (!node) return tl::unexpected(ServerError{"PGlite needs Node.js, and `node` is not on PATH", help});
  const auto version = first_line_of({*node, "--version"});
  if (!version) return tl::unexpected(ServerError{fmt::format("`{} --version` can't be run", *node), help});
  if (major_version(*version) >= kOldestNode) return *node;
  return tl::unexpected(ServerError{
      fmt::format("PGlite needs Node.js {} or newer, and `{}` is {}", kOldestNode, *node, *version), help});
}

}  // namespace

tl::expected<ServerPlan, ServerError> pglite_plan(const std::string& pglite_dir,
                                                  const std::string& directory) {
  std::error_code error;
  const fs::path folder = fs::canonical(pglite_dir, error);
  if (error || !fs::exists(folder / "pglite.mjs", error)) {
    return tl::unexpected(ServerError{fmt::format("there is no `pglite.mjs` in `{}`", pglite_dir),
                                      "name the folder tests/servers of tenon's sources"});
  }
  if (!fs::exists(folder / "node_modules/@electric-sql/pglite", error)) {
    return tl::unexpected(ServerError{fmt::format("PGlite is not installed in `{}`", folder.string()),
                                      "run `npm ci` there; `./dev setup` does it"});
  }
  const auto node = find_node();
  if (!node) return tl::unexpected(node.error());
  ServerPlan plan;
  for (char** entry = environ; *entry != nullptr; ++entry) plan.environment.emplace_back(*entry);
  // Its data is in its memory only, so it can be killed outright.
  plan.commands = {{.arguments = {*node, folder / "pglite.mjs", "--socket-dir", directory},
                    .stop_signal = SIGKILL,
                    .input_ends_with_watcher = true}};
  return plan;
}

}  // namespace tenon::catalog
