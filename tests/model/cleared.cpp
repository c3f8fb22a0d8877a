#include "cleared.hpp"

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>

namespace model_tests {
namespace {

using namespace tenon;

void run(pq::Session& session, const std::string& sql) {
  if (const auto done = session.script(sql); !done) throw std::runtime_error(done.error().message);
}

/// Which hold a database back.
void drop_subscriptions(const dumps::Cluster& cluster, const std::string& database) {
  auto first = pq::Session::connect(cluster.url(database));
  if (!first) return;
  const auto names = first->query(
      "SELECT quote_ident(s.subname) FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE "
      "d.datname = current_database()");
  for (std::size_t row = 0; names && row < names->size(); ++row) {
    const std::string name = names->text(row, 0);
    run(*first, fmt::format("ALTER SUBSCRIPTION {} DISABLE", name));
    run(*first, fmt::format("ALTER SUBSCRIPTION {} SET (slot_name = NONE)", name));
    run(*first, fmt::format("DROP SUBSCRIPTION {}", name));
  }
}

}  // namespace

void drop_all(const dumps::Cluster& cluster) {
  for (const char* database : {"first", "second"}) drop_subscriptions(cluster, database);
  auto session = cluster.connect("postgres");
  run(session, "DROP DATABASE IF EXISTS first WITH (FORCE)");
  run(session, "DROP DATABASE IF EXISTS second WITH (FORCE)");
  run(session,
      "DO $$ DECLARE item text; BEGIN FOR item IN SELECT rolname FROM pg_roles WHERE oid >= 16384 LOOP "
      "EXECUTE format('DROP ROLE %I', item); END LOOP; END $$");
}

void make_empty(const dumps::Cluster& cluster, const std::string& name) {
  auto session = cluster.connect("postgres");
  run(session, fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name));
  run(session, fmt::format("CREATE DATABASE {} TEMPLATE template0", name));
}

std::string load(pq::Session& session, const std::string& sql) {
  for (;;) {
    const auto loaded = session.script(sql);
    if (loaded) return "";
    const std::string message = loaded.error().message;
    const std::size_t begin = message.find("role \"") + 5;
    if (loaded.error().sqlstate != "42704" || begin < 5) return message;
    session.script("ROLLBACK");
    const auto made =
        session.script("CREATE ROLE " + message.substr(begin, message.find('"', begin + 1) + 1 - begin));
    if (!made) return message;
  }
}

std::string statements(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string out;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with('\\')) out += line + "\n";
  }
  return out;
}

}  // namespace model_tests
