// Servers to dump from and to restore into.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "catalog/private_server.hpp"
#include "tenon/pq/session.hpp"

namespace dumps {

using tenon::catalog::PrivateServer;
using tenon::pq::Session;

/// A server of the test program's own.
class Cluster {
 public:
  explicit Cluster(PrivateServer server);

  [[nodiscard]] int version() const { return version_; }  ///< 15
  [[nodiscard]] std::string url(const std::string& database) const;
  [[nodiscard]] std::string directory() const;  ///< of its socket
  /// Fails the test, and gives nothing, where it can't.
  [[nodiscard]] Session connect(const std::string& database) const;
  void run(const std::string& database, const std::string& sql) const;
  /// The first value.
  [[nodiscard]] std::string value(const std::string& database, const std::string& sql) const;
  void make_database(const std::string& name) const;
  void drop_database(const std::string& name) const;
  /// Takes out all that a PGlite holds; it has one database, which can't be dropped.
  void empty() const;

  /// The command that writes a database's dump into a file: the machine's own pg_dump, or, where that
  /// is too old or the server PGlite, the one of tests/servers.
  [[nodiscard]] std::string dump_command(const std::string& database, const std::string& file) const;
  /// Whether the machine's own pg_dump will do, which alone can make archives.
  [[nodiscard]] bool has_own_pg_dump() const;

 private:
  PrivateServer server_;
  bool pglite_;
  int version_ = 0;
};

/// The server that the other tests use too, and the newer ones of tests/servers.
enum class Place { kHere, kElsewhere };

/// A server of the version, started the first time; 0 is the version of the PostgreSQL that is first on PATH.
const Cluster& postgres(int version, Place place);
const Cluster& pglite(Place place);
/// The server that the machine's own pg_dump came with, whatever is first on PATH.
const Cluster& postgres_with_pg_dump(Place place);
/// The versions that there are, `own` and those above it, in order.
std::vector<int> versions_from(int own);
/// Those above `own` that are to be there and aren't.
std::vector<int> missing_versions(int own);
void stop_clusters();

/// What a database holds: for each table, how many rows and a hash of them.
std::map<std::string, std::string> contents(const Cluster& cluster, const std::string& database);

}  // namespace dumps
