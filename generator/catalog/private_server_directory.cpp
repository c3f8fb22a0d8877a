#include <fmt/format.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>

#include "catalog/private_server_parts.hpp"

namespace tenon::catalog {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSocketPathLimit = 107;
constexpr std::string_view kTemplate = "/tenon-XXXXXX";
constexpr std::string_view kSocket = "/.s.PGSQL.5432";

bool is_plain(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("/._-+").find(c) != std::string_view::npos;
}

bool searchable_by(const ServerUser& user, const fs::path& directory) {
  struct stat status {};
  if (stat(directory.c_str(), &status) != 0) return false;
  if (status.st_uid == user.uid) return (status.st_mode & S_IXUSR) != 0;
  if (status.st_gid == user.gid) return (status.st_mode & S_IXGRP) != 0;
  return (status.st_mode & S_IXOTH) != 0;
}

/// Why a server's directory can't be in `parent`; empty where it can.
std::string objection(const std::string& parent, const std::optional<ServerUser>& user) {
  if (parent.empty() || parent.front() != '/') return "is not an absolute path";
  // A comma separates hosts in a connection string, a quote or a blank means something to the server.
  if (!std::all_of(parent.begin(), parent.end(), is_plain))
    return "has characters that a socket's path can't have";
  if (parent.size() + kTemplate.size() + kSocket.size() > kSocketPathLimit) {
    return fmt::format("is too long for a socket's path, which has {} bytes at most", kSocketPathLimit);
  }
  if (access(parent.c_str(), W_OK | X_OK) != 0) return std::strerror(errno);
  for (fs::path at = parent; user; at = at.parent_path()) {
    if (!searchable_by(*user, at))
      return fmt::format("can't be entered by the server's user (uid {})", user->uid);
    if (at == at.root_path()) break;
  }
  return {};
}

std::vector<std::string> parents() {
  std::vector<std::string> out;
  const char* wanted = std::getenv("TMPDIR");
  if (wanted != nullptr && *wanted != '\0') out.emplace_back(wanted);
  out.emplace_back("/tmp");
  for (std::string& parent : out) {
    while (parent.size() > 1 && parent.back() == '/') parent.pop_back();
  }
  return out;
}

}  // namespace

tl::expected<std::optional<ServerUser>, ServerError> unprivileged_user() {
  if (geteuid() != 0) return std::nullopt;
  for (const char* name : {"postgres", "nobody"}) {
    const passwd* entry = getpwnam(name);
    if (entry != nullptr && entry->pw_uid != 0) return ServerUser{entry->pw_uid, entry->pw_gid};
  }
  return tl::unexpected(
      ServerError{"PostgreSQL does not run as root, and there is no user `postgres` or `nobody`",
                  "run tenon as another user, or add the user `postgres`"});
}

tl::expected<std::string, ServerError> make_server_directory(const std::optional<ServerUser>& user) {
  std::string objections;
  for (const std::string& parent : parents()) {
    std::string reason = objection(parent, user);
    if (reason.empty()) {
      std::string directory = parent + std::string(kTemplate);
      const bool made = mkdtemp(directory.data()) != nullptr;  // with mode 0700
      if (made && (!user || chown(directory.c_str(), user->uid, user->gid) == 0)) return directory;
      reason = std::strerror(errno);
      if (made) rmdir(directory.c_str());
    }
    objections += fmt::format("{}`{}` {}", objections.empty() ? "" : "; ", parent, reason);
  }
  return tl::unexpected(ServerError{fmt::format("no directory for a private server: {}", objections),
                                    "set TMPDIR to a short path of a directory that can be written to"});
}

}  // namespace tenon::catalog
