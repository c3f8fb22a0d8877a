#include "cluster.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>
#include <utility>

#include "commands.hpp"

namespace dumps {
namespace {

namespace fs = std::filesystem;
using tenon::catalog::PrivateServerOptions;
using tenon::catalog::ServerKind;

const fs::path kServers = fs::path(TENON_SOURCE) / "tests/servers";
constexpr int kNewer[] = {16, 17, 18};

/// `nothing` is taken for a version that PATH has first.
std::string programs_of(int version) {
  return version == 0 ? "" : (kServers / fmt::format("node_modules/postgres{}/native/bin", version)).string();
}

using Key = std::pair<std::string, Place>;
std::map<Key, Cluster>& clusters() {
  static std::map<Key, Cluster> all;
  return all;
}

const Cluster& started(const std::string& name, Place place, const PrivateServerOptions& options) {
  const Key key{name, place};
  const auto known = clusters().find(key);
  if (known != clusters().end()) return known->second;
  auto server = PrivateServer::start(options);
  if (!server) throw std::runtime_error(server.error().message + "\n" + server.error().help);
  return clusters().emplace(key, Cluster(std::move(*server))).first->second;
}

/// 18 of `pg_dump (PostgreSQL) 18.4`; 0 where there is none.
int own_pg_dump() {
  static const int version = [] {
    const Said said = shell("pg_dump --version | tr -cd '0-9. ' | sed 's/^ *//; s/[.].*//'");
    return said.exit == 0 && !said.text.empty() ? std::atoi(said.text.c_str()) : 0;
  }();
  return version;
}

}  // namespace

Cluster::Cluster(PrivateServer server)
    : server_(std::move(server)), pglite_(server_.description().find("WebAssembly") != std::string::npos) {
  auto session = Session::connect(server_.url());
  if (session) version_ = session->server_version() / 10000;
}

std::string Cluster::url(const std::string& database) const {
  const std::string_view head = "postgresql:///postgres";
  return fmt::format("postgresql:///{}{}", database, server_.url().substr(head.size()));
}

std::string Cluster::directory() const {
  const std::size_t begin = server_.url().find("host=") + 5;
  return server_.url().substr(begin, server_.url().find('&', begin) - begin);
}

Session Cluster::connect(const std::string& database) const {
  auto session = Session::connect(url(database));
  if (!session) throw std::runtime_error(session.error().message);
  return std::move(*session);
}

void Cluster::run(const std::string& database, const std::string& sql) const {
  const auto done = connect(database).script(sql);
  ASSERT_TRUE(done.has_value()) << sql << ": " << done.error().message;
}

std::string Cluster::value(const std::string& database, const std::string& sql) const {
  const auto found = connect(database).query(sql);
  if (!found) return found.error().sqlstate + ": " + found.error().message;
  return found->size() == 0 ? "" : found->text(0, 0);
}

void Cluster::make_database(const std::string& name) const {
  run("postgres", fmt::format("CREATE DATABASE {} TEMPLATE template0", name));
}

void Cluster::drop_database(const std::string& name) const {
  run("postgres", fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name));
}

void Cluster::empty() const {
  run("postgres", R"sql(
    DO $$ DECLARE item text; BEGIN
      FOR item IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', item);
      END LOOP;
      FOR item IN SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' LOOP
        EXECUTE format('DROP EXTENSION %I CASCADE', item);
      END LOOP;
    END $$;
    CREATE SCHEMA public AUTHORIZATION pg_database_owner;
    GRANT USAGE ON SCHEMA public TO PUBLIC;
    COMMENT ON SCHEMA public IS 'standard public schema')sql");
}

bool Cluster::has_own_pg_dump() const {
  return !pglite_ && own_pg_dump() >= version_;
}

std::string Cluster::dump_command(const std::string& database, const std::string& file) const {
  if (has_own_pg_dump())
    return fmt::format("pg_dump --exclude-table-data='tenon.*_stored' -f {} '{}'", file, url(database));
  // A pg_dump of version 18 sets what 16 doesn't know.
  return fmt::format("node {} --socket-dir {} {} {} '--exclude-table-data=tenon.*_stored'{}",
                     (kServers / "pg_dump.mjs").string(), directory(), database, file,
                     version_ < 17 ? fmt::format("; sed -i '/^SET transaction_timeout /d' {}", file) : "");
}

const Cluster& postgres(int version, Place place) {
  return started(fmt::format("postgres{}", version), place,
                 {ServerKind::kPostgres, programs_of(version), kServers.string()});
}

const Cluster& pglite(Place place) {
  return started("pglite", place, {ServerKind::kPglite, "", kServers.string()});
}

const Cluster& postgres_with_pg_dump(Place place) {
  for (const std::string& directory : tenon::catalog::postgres_directories()) {
    if (fs::exists(directory + "/pg_dump") && fs::exists(directory + "/postgres"))
      return started(directory, place, {ServerKind::kPostgres, directory, ""});
  }
  throw std::runtime_error("no PostgreSQL here has a pg_dump");
}

std::vector<int> versions_from(int own) {
  std::vector<int> out = {0};
  for (const int version : kNewer) {
    if (version > own && fs::exists(programs_of(version))) out.push_back(version);
  }
  return out;
}

std::vector<int> missing_versions(int own) {
  std::vector<int> out;
  for (const int version : kNewer) {
    if (version > own && !fs::exists(programs_of(version))) out.push_back(version);
  }
  return out;
}

void stop_clusters() {
  clusters().clear();
}

std::map<std::string, std::string> contents(const Cluster& cluster, const std::string& database) {
  std::map<std::string, std::string> out;
  Session session = cluster.connect(database);
  EXPECT_TRUE(session.script("SET TimeZone = 'UTC'; SET search_path = ''").has_value());
  const auto tables = session.query(
      "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = "
      "c.relnamespace WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'");
  EXPECT_TRUE(tables.has_value());
  if (!tables) return out;
  for (std::size_t row = 0; row < tables->size(); ++row) {
    const std::string table = tables->text(row, 0);
    const auto found = session.query(fmt::format(
        "SELECT count(*) || ' rows ' || md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')) "
        "FROM ONLY {} AS t",
        table));
    out[table] = found ? found->text(0, 0) : found.error().message;
  }
  return out;
}

}  // namespace dumps
