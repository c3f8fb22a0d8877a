// tenon_corpus DIRECTORY [--all]: loads each SQL file below the directory into a database, reads it, makes it
// again from what was read, and prints how that went: a line a file, or, unless all are asked for, a line
// for those that took long or didn't come out the same. The server is the PostgreSQL that is first on PATH.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "catalog/reader.hpp"
#include "cluster.hpp"
#include "model/differences.hpp"
#include "remade.hpp"

namespace model_tests {
namespace {

using namespace tenon;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

std::vector<fs::path> dumps_below(const fs::path& directory) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.path().extension() == ".sql") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// Without the lines that are for psql.
std::string statements(const fs::path& path) {
  std::ifstream file(path);
  std::string out;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with('\\')) out += line + "\n";
  }
  return out;
}

struct Result {
  std::string error;  ///< empty, or at which step what went wrong
  double read_ms = 0;
  std::map<std::string, std::size_t> kinds;
  std::map<std::string, std::size_t> uncovered;
  std::size_t objects = 0;
  std::string differences;
};

void run(pq::Session& session, const std::string& sql) {
  if (const auto done = session.script(sql); !done) throw std::runtime_error(done.error().message);
}

/// A new database for each file, and no role of the one before.
void make_empty(const dumps::Cluster& cluster, const std::string& name) {
  auto session = cluster.connect("postgres");
  run(session, fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name));
  run(session, fmt::format("CREATE DATABASE {} TEMPLATE template0", name));
}

/// Which hold a database back.
void drop_subscriptions(const dumps::Cluster& cluster) {
  auto first = pq::Session::connect(cluster.url("first"));
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

void drop_roles(const dumps::Cluster& cluster) {
  drop_subscriptions(cluster);
  auto session = cluster.connect("postgres");
  run(session, "DROP DATABASE IF EXISTS first WITH (FORCE)");
  run(session, "DROP DATABASE IF EXISTS second WITH (FORCE)");
  run(session,
      "DO $$ DECLARE item text; BEGIN FOR item IN SELECT rolname FROM pg_roles WHERE oid >= 16384 LOOP "
      "EXECUTE format('DROP ROLE %I', item); END LOOP; END $$");
}

/// What is wrong, or nothing. Roles that a dump names and doesn't make are made.
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

Result tried(const dumps::Cluster& cluster, const fs::path& path) {
  Result out;
  drop_roles(cluster);
  make_empty(cluster, "first");
  {
    auto loading = cluster.connect("first");
    if (const std::string wrong = load(loading, statements(path)); !wrong.empty()) {
      out.error = "not loaded: " + wrong;
      return out;
    }
  }
  auto session = cluster.connect("first");
  const auto begin = Clock::now();
  const auto first = catalog::read_database(session);
  out.read_ms = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
  if (!first) {
    out.error = "not read: " + first.error();
    return out;
  }
  for (const model::Object& object : first->database.objects())
    ++out.kinds[std::string(model::kind_name(object.identity.kind))];
  for (const catalog::Uncovered& each : first->uncovered) ++out.uncovered[each.what];
  out.objects = first->database.objects().size();
  make_empty(cluster, "second");
  auto again = cluster.connect("second");
  if (const auto made = make_again(again, first->database); !made) {
    out.error = "not made again: " + made.error();
    return out;
  }
  auto reading = cluster.connect("second");
  const auto second = catalog::read_database(reading);
  if (!second) {
    out.error = "not read again: " + second.error();
    return out;
  }
  for (const auto& each : model::differences(first->database, second->database))
    out.differences += model::text(each);
  return out;
}

std::string listed(const std::map<std::string, std::size_t>& counts) {
  std::string out;
  for (const auto& [what, count] : counts)
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", count, what);
  return out;
}

struct Totals {
  std::size_t files = 0, loaded = 0, equal = 0, covered = 0, covered_equal = 0, objects = 0;
  double read_ms = 0;
  std::map<std::string, std::size_t> kinds;
  std::map<std::string, std::size_t> uncovered;

  void take(const Result& result) {
    ++files;
    if (result.error.starts_with("not loaded")) return;
    ++loaded;
    const bool same = result.error.empty() && result.differences.empty();
    equal += same ? 1U : 0U;
    covered += result.uncovered.empty() ? 1U : 0U;
    covered_equal += same && result.uncovered.empty() ? 1U : 0U;
    objects += result.objects;
    read_ms += result.read_ms;
    for (const auto& [kind, count] : result.kinds) kinds[kind] += count;
    for (const auto& [what, count] : result.uncovered) uncovered[what] += count;
  }
};

int main(const fs::path& directory, bool all) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  Totals totals;
  for (const fs::path& path : dumps_below(directory)) {
    const Result result = tried(cluster, path);
    totals.take(result);
    const std::string name = fs::relative(path, directory).string();
    const bool same = result.error.empty() && result.differences.empty();
    if (!all && same && result.read_ms < 200) continue;
    if (result.error.starts_with("not loaded")) {
      if (all) fmt::print("{}: {}\n", name, result.error);
      continue;
    }
    fmt::print("{}: {:.0f} ms, {} objects: {}\n", name, result.read_ms, result.objects, listed(result.kinds));
    if (!result.uncovered.empty()) fmt::print("  no kind holds: {}\n", listed(result.uncovered));
    if (!result.error.empty()) fmt::print("  {}\n", result.error);
    if (!result.differences.empty()) fmt::print("{}", result.differences);
  }
  fmt::print("PostgreSQL {}: {} files, {} loaded, {} objects read in {:.0f} ms\n", cluster.version(),
             totals.files, totals.loaded, totals.objects, totals.read_ms);
  fmt::print("made again with no difference: {} of {}; of those that kinds hold whole: {} of {}\n",
             totals.equal, totals.loaded, totals.covered_equal, totals.covered);
  fmt::print("objects: {}\nno kind holds: {}\n", listed(totals.kinds), listed(totals.uncovered));
  return 0;
}

}  // namespace
}  // namespace model_tests

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: tenon_corpus DIRECTORY [--all]\n");
    return 2;
  }
  const int result = model_tests::main(argv[1], argc > 2);
  dumps::stop_clusters();
  return result;
}
