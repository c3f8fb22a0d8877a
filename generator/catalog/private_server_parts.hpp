// The parts that PrivateServer::start() is made of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/private_server.hpp"
#include "catalog/private_server_process.hpp"

namespace tenon::catalog {

/// The user for a server that refuses to run as root: `postgres`, else `nobody`; unset where the tool is not
/// root. The error says that there is neither.
tl::expected<std::optional<ServerUser>, ServerError> unprivileged_user();

/// A new directory that only `user` (unset: whoever runs the tool) and root may enter, with room in the path
/// for a socket: in $TMPDIR where that is possible, else in /tmp.
tl::expected<std::string, ServerError> make_server_directory(const std::optional<ServerUser>& user);

/// Where `name` is on PATH; nullopt where it is not.
std::optional<std::string> program_on_path(const std::string& name);

/// The first line that a program prints; nullopt where it can't be run.
std::optional<std::string> first_line_of(std::vector<std::string> command);

/// The first number of a line such as "v18.20.4" or "postgres (PostgreSQL) 15.20"; 0 where there is none.
int major_version(const std::string& line);

/// The last lines of a file, for a message; empty where it can't be read.
std::string last_lines(const std::string& path, std::size_t count);

/// What is run for a server of each kind; `directory` is the server's. The plan has neither directory nor
/// user.
tl::expected<ServerPlan, ServerError> postgres_plan(const std::string& bin_dir, const std::string& directory);
tl::expected<ServerPlan, ServerError> pglite_plan(const std::string& pglite_dir,
                                                  const std::string& directory);

}  // namespace tenon::catalog
