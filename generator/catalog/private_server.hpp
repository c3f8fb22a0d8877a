// A database server of the tool's own: started for one run, reachable by no one else, gone afterwards,
// whatever way the tool ends. Must not know what it is used for: no schema, no extension, no SQL beyond
// asking for the version.
#pragma once

#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace tenon::catalog {

/// Why there is no server: what happened, and what to do about it.
struct ServerError {
  std::string message;
  std::string help;
};

enum class ServerKind { kPostgres, kPglite };

struct PrivateServerOptions {
  ServerKind kind = ServerKind::kPostgres;
  /// Where initdb and postgres are. Empty: PATH, then where distributions put them; the first of version 15
  /// or newer, else the first.
  std::string bin_dir;
  /// The folder with pglite.mjs and its node_modules.
  std::string pglite_dir;
};

class ServerProcess;

/// A running server. The destructor stops it and removes its directory; both happen too when the tool is
/// killed.
///
/// Start it before any thread: the process that watches over the server is a fork of the tool.
class PrivateServer {
 public:
  /// Takes about a second for PostgreSQL, some seconds for PGlite. Errors: programs missing or too old, no
  /// directory short enough for a socket, or a server that ends early or isn't ready in 30 seconds; the
  /// message then carries the end of its log.
  static tl::expected<PrivateServer, ServerError> start(const PrivateServerOptions& options);

  PrivateServer(PrivateServer&& other) noexcept;
  PrivateServer& operator=(PrivateServer&& other) noexcept;
  ~PrivateServer();

  /// The superuser's, through a Unix socket: "postgresql:///postgres?host=…&port=5432&user=postgres".
  [[nodiscard]] const std::string& url() const { return url_; }
  /// "PostgreSQL 15.20 (/usr/lib/postgresql/15/bin)" or "PGlite 0.5.14 (PostgreSQL 18.6 in WebAssembly)".
  [[nodiscard]] const std::string& description() const { return description_; }

 private:
  PrivateServer(std::unique_ptr<ServerProcess> process, std::string url, std::string description);

  std::unique_ptr<ServerProcess> process_;
  std::string url_;
  std::string description_;
};

/// The directories that are searched for PostgreSQL's programs where no `bin_dir` is given, in that order.
std::vector<std::string> postgres_directories();

}  // namespace tenon::catalog
