// What many partitions cost: N tables of 24 months each, made by the real tool on a PostgreSQL of the
// program's own. All times should grow in proportion to N; each is printed by table, too.
// TENON_BENCHMARK_TABLES=25,50 measures other sizes.
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "catalog/private_server.hpp"
#include "tenon/pq/session.hpp"

namespace {

namespace fs = std::filesystem;
using tenon::catalog::PrivateServer;
using tenon::pq::Session;

constexpr int kMonths = 24;

/// Each table's own months, in the same circumstances: a key, an index, two texts.
std::string schema(int tables) {
  std::string out = fmt::format(
      "schema logs_{0} {{ postgres 15 }}\n"
      "tenancy {{ root Tenant app logs_{0}_app owner logs_{0}_owner }}\n"
      "entity Tenant {{ id: uuid = uuid() @key  slug: text @unique  check slug_is_short `length(slug) < 64` "
      "}}\n",
      tables);
  for (int n = 0; n < tables; ++n) {
    out += fmt::format(
        "entity Log{} {{\n"
        "  id:   uuid = uuid() @key\n  at:   timestamptz = now()\n  text: text\n  note: text?\n"
        "  index (at desc)\n"
        "  partition by range (at) every month ahead {} retain 1 month\n}}\n",
        n, kMonths - 1);
  }
  return out;
}

double seconds_of(const std::function<void()>& work) {
  const auto from = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

/// A directory that is gone with the program.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "tenon-benchmark-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no directory for the schemas");
    path_ = name;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { fs::remove_all(path_); }
  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
    return path_ / name;
  }

 private:
  fs::path path_;
};

class Database {
 public:
  Database(const PrivateServer& server, int tables) : url_(server.url()) {
    const std::string name = fmt::format("logs_{}", tables);
    sql(fmt::format("CREATE DATABASE {}", name));
    url_.replace(url_.find("/postgres?"), 9, "/" + name);
  }
  [[nodiscard]] const std::string& url() const { return url_; }
  /// The first value of the statement's result.
  std::string sql(const std::string& statement) const {
    auto session = Session::connect(url_);
    if (!session) throw std::runtime_error(session.error().message);
    const auto done = session->script(statement);
    if (!done) throw std::runtime_error(statement + ": " + done.error().message);
    return done->size() == 0 ? "" : done->text(0, 0);
  }

 private:
  std::string url_;
};

void tool(const std::string& arguments) {
  const std::string command = fmt::format("{} {} >/dev/null", TENON_TOOL, arguments);
  if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: tenon " + arguments);
}

/// What a run of maintain did at a time, counted: `made 25`.
std::string maintained(const Database& database, const std::string& moment) {
  return database.sql(
      fmt::format("SELECT string_agg(action || ' ' || count, ', ' ORDER BY action) FROM "
                  "(SELECT action, count(*) FROM tenon.maintain_at({}) GROUP BY action) AS counted",
                  moment));
}

void expect(const std::string& there, const std::string& wanted) {
  if (there != wanted) throw std::runtime_error(fmt::format("`{}` was to be `{}`", there, wanted));
}

void print(int tables, std::string_view what, const std::function<void()>& work) {
  const double seconds = seconds_of(work);
  fmt::print("| {} | {} | {:.2f} | {:.2f} |\n", tables, what, seconds, seconds * 1000 / tables);
  std::fflush(stdout);
}

void measure(const PrivateServer& server, const Scratch& scratch, int tables) {
  const Database database(server, tables);
  const std::string file = scratch.write(fmt::format("logs_{}.schema", tables), schema(tables));
  const std::string on_it = fmt::format("--db '{}'", database.url());
  print(tables, "`tenon apply`", [&] { tool(fmt::format("apply {} {}", file, on_it)); });
  database.sql("VACUUM ANALYZE");
  print(tables, "`tenon.maintain()`, nothing to do",
        [&] { expect(database.sql("SELECT count(*) FROM tenon.maintain()"), "0"); });
  print(tables, "`tenon.runway()`",
        [&] { expect(database.sql("SELECT count(*) FROM tenon.runway()"), std::to_string(tables)); });
  print(tables, "`tenon maintain`", [&] { tool("maintain " + on_it); });
  print(tables, "`tenon verify`", [&] { tool(fmt::format("verify {} {}", file, on_it)); });
  // The attacks of verify leave what they rolled back in the catalog.
  database.sql("VACUUM ANALYZE");
  // What is past its time is dropped by the second run that sees it so.
  const std::string later = "date_trunc('month', now()) + interval '{} months 2 days'";
  expect(maintained(database, fmt::format(fmt::runtime(later), 2)), fmt::format("made {}", 2 * tables));
  print(tables, "`tenon.maintain()`, a month made and one dropped", [&] {
    expect(maintained(database, fmt::format(fmt::runtime(later), 3)),
           fmt::format("dropped {}, made {}", tables, tables));
  });
}

std::vector<int> sizes() {
  const char* wanted = std::getenv("TENON_BENCHMARK_TABLES");
  std::istringstream in(wanted == nullptr ? "25,50,100,200" : wanted);
  std::vector<int> out;
  for (std::string size; std::getline(in, size, ',');) out.push_back(std::stoi(size));
  return out;
}

}  // namespace

int main() {
  auto server = PrivateServer::start({});
  if (!server) {
    fmt::print(stderr, "{}\n{}\n", server.error().message, server.error().help);
    return 1;
  }
  fmt::print("{}, {} partitions a table\n\n", server->description(), kMonths);
  fmt::print("| tables | what | s | ms by table |\n| ---: | --- | ---: | ---: |\n");
  try {
    const Scratch scratch;
    for (const int tables : sizes()) measure(*server, scratch, tables);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
  return 0;
}
