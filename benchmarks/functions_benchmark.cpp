// What the functions cost that statements run: a trigger for each of 10,000 rows that a cascade takes away,
// the log of an audited table for 100,000 rows, and a search by words among 200,000. Each beside the same
// without the function. TENON_TOOL_BEFORE names another tenon, whose database is measured in turns with this
// one's: what a change of the generated SQL costs.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "catalog/private_server.hpp"
#include "tenon/pq/session.hpp"

namespace {

using tenon::catalog::PrivateServer;
using tenon::pq::Session;

constexpr const char* kTenant = "cfcd2084-95d5-65ef-66e7-dff9f98764da";  // md5('0')

const char* const kFill[] = {
    "INSERT INTO tenants (id, slug) SELECT md5(n::text)::uuid, 'tenant ' || n FROM generate_series(0, 9) n",
    R"sql(INSERT INTO notes (tenant_id, title, body)
      SELECT md5((n % 10)::text)::uuid, 'note ' || n,
             (SELECT string_agg('word' || (hashint4(n * 31 + k) & 1023), ' ') FROM generate_series(1, 40) k)
      FROM generate_series(1, 200000) n)sql",
    "INSERT INTO counters (tenant_id, kind) SELECT t.id, k FROM tenants t, unnest(enum_range(NULL::kind)) k",
    "VACUUM (ANALYZE, FREEZE)",
    "CHECKPOINT",
};

/// A statement of the application in its tenant's transaction, which is rolled back: each round finds the
/// same rows.
struct Measured {
  const char* name;
  const char* before;  ///< in the same transaction, and not measured
  const char* sql;
};

// The cascade's rows come in the same statement as their folder, so that it is the cascade that is measured.
constexpr Measured kMeasured[] = {
    {"cascade of 10,000, with a trigger",
     R"sql(INSERT INTO folders (tenant_id, id) VALUES (md5('0')::uuid, md5('folder')::uuid);
       INSERT INTO files (tenant_id, folder_id, kind)
         SELECT md5('0')::uuid, md5('folder')::uuid, 'scan' FROM generate_series(1, 10000))sql",
     "DELETE FROM folders"},
    {"cascade of 10,000",
     R"sql(INSERT INTO folders (tenant_id, id) VALUES (md5('0')::uuid, md5('folder')::uuid);
       INSERT INTO pages (tenant_id, folder_id, kind)
         SELECT md5('0')::uuid, md5('folder')::uuid, 'scan' FROM generate_series(1, 10000))sql",
     "DELETE FROM folders"},
    {"100,000 inserts, with a log", "SELECT 1",
     R"sql(INSERT INTO entries (tenant_id, title)
       SELECT md5('0')::uuid, 'entry ' || n FROM generate_series(1, 100000) n)sql"},
    {"100,000 inserts", "SELECT 1",
     R"sql(INSERT INTO lines (tenant_id, title)
       SELECT md5('0')::uuid, 'line ' || n FROM generate_series(1, 100000) n)sql"},
    {"search by words", "SELECT 1", "SELECT * FROM tenon.notes_search_text('word17 word403', 10)"},
};

/// A server with a database that one tenon has made, and a session of its application.
class Database {
 public:
  explicit Database(const std::string& tool) : server_(started()) {
    const std::string apply = fmt::format("{} apply {}/benchmarks/functions.schema --db '{}' >/dev/null 2>&1",
                                          tool, TENON_SOURCE, server_.url());
    if (std::system(apply.c_str()) != 0) throw std::runtime_error("this can't be done: " + apply);
    session_ = std::make_unique<Session>(Session::connect(server_.url()).value());
    for (const char* sql : kFill) run(sql);
  }

  void run(const std::string& sql) {
    if (auto done = session_->script(sql); !done) throw std::runtime_error(done.error().message);
  }

 private:
  static PrivateServer started() {
    auto server = PrivateServer::start({});
    if (!server) throw std::runtime_error(server.error().message + "\n" + server.error().help);
    return std::move(*server);
  }

  PrivateServer server_;
  std::unique_ptr<Session> session_;
};

void measure(benchmark::State& state, Database& database, const Measured& measured) {
  for (auto _ : state) {
    state.PauseTiming();
    database.run(
        fmt::format("BEGIN; SET LOCAL ROLE functions_app; SET LOCAL app.current_tenant_id = '{}'; {}",
                    kTenant, measured.before));
    state.ResumeTiming();
    database.run(measured.sql);
    state.PauseTiming();
    database.run("ROLLBACK");
    state.ResumeTiming();
  }
}

/// A round each, of all that is there in turns: what else the machine does then meets both sides.
void add(const std::string& tool, const std::shared_ptr<Database>& database) {
  for (const Measured& measured : kMeasured) {
    benchmark::RegisterBenchmark(
        fmt::format("{}/{}", measured.name, tool).c_str(),
        [database, &measured](benchmark::State& state) { measure(state, *database, measured); })
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<char*> arguments(argv, argv + argc);
  std::string in_turns = "--benchmark_enable_random_interleaving=true";
  std::string rounds = "--benchmark_repetitions=3";
  std::string shortest = "--benchmark_min_time=0.01";
  arguments.insert(arguments.begin() + 1, {in_turns.data(), rounds.data(), shortest.data()});
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (const char* before = std::getenv("TENON_TOOL_BEFORE"))
    add("before", std::make_shared<Database>(before));
  add("now", std::make_shared<Database>(TENON_TOOL));
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
