// What isolation costs: the same statements on a table with the generated policies, and on its twin without
// them and with the same keys and indexes. A million rows of a thousand tenants, one of whom has half of
// them.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <libpq-fe.h>

#include <cstdlib>
#include <functional>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "catalog/private_server.hpp"
#include "tenon/pq/session.hpp"

namespace {

using tenon::catalog::PrivateServer;

constexpr int kTenants = 1000;
constexpr int kRows = 1000000;

// The first tenant has every second row.
const std::string kFill = fmt::format(R"sql(
  INSERT INTO tenants (id, name) SELECT md5(n::text)::uuid, 'tenant ' || n FROM generate_series(0, {0} - 1) n;
  INSERT INTO events (tenant_id, id, at, kind, amount, note)
    SELECT md5((CASE WHEN n % 2 = 0 THEN 0 ELSE 1 + n / 2 % ({0} - 1) END)::text)::uuid, md5('row ' || n)::uuid,
           timestamptz '2026-01-01 00:00:00+00' + n * interval '17 seconds',
           (enum_range(NULL::kind))[1 + n % 3], n % 1000 / 7.0, 'note ' || n
    FROM generate_series(1, {1}) n;
  CREATE TABLE plain_events (LIKE events INCLUDING ALL);
  ALTER TABLE plain_events ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id) ON DELETE CASCADE;
  INSERT INTO plain_events SELECT * FROM events;
  GRANT SELECT, INSERT, UPDATE, DELETE ON plain_events TO isolation_app;
  ALTER ROLE isolation_app LOGIN;
  VACUUM (ANALYZE, FREEZE) events;
  VACUUM (ANALYZE, FREEZE) plain_events;
  CHECKPOINT;
)sql",
                                      kTenants, kRows);

class Database {
 public:
  static Database& get() {
    static Database database;
    return database;
  }

  /// One statement, prepared under its own text's address.
  PGresult* run(const std::string& sql, const std::vector<std::string>& values) {
    const std::string name = "s" + std::to_string(std::hash<std::string>{}(sql));
    if (prepared_.insert(name).second)
      check(PQprepare(connection_.get(), name.c_str(), sql.c_str(), 0, nullptr), sql);
    std::vector<const char*> pointers;
    for (const std::string& value : values) pointers.push_back(value.c_str());
    PGresult* result = PQexecPrepared(connection_.get(), name.c_str(), static_cast<int>(values.size()),
                                      pointers.data(), nullptr, nullptr, 1);
    if (PQresultStatus(result) != PGRES_TUPLES_OK && PQresultStatus(result) != PGRES_COMMAND_OK) {
      throw std::runtime_error(PQresultErrorMessage(result));
    }
    return result;
  }
  void execute(const std::string& sql) { check(PQexec(connection_.get(), sql.c_str()), sql); }

  /// The id of a tenant's row.
  const std::string& row_of(const std::string& tenant) { return tenant == big ? big_row_ : small_row_; }

  std::string big;
  std::string small;

 private:
  Database() {
    auto started = PrivateServer::start({});
    if (!started) throw std::runtime_error(started.error().message + "\n" + started.error().help);
    server_ = std::make_unique<PrivateServer>(std::move(*started));
    const std::string apply = fmt::format("{} apply {}/benchmarks/isolation.schema --db '{}' >/dev/null",
                                          TENON_TOOL, TENON_SOURCE, server_->url());
    if (std::system(apply.c_str()) != 0) throw std::runtime_error("the schema can't be applied");
    auto session = tenon::pq::Session::connect(server_->url());
    if (!session) throw std::runtime_error(session.error().message);
    std::size_t from = 0;
    for (std::size_t end = kFill.find(";\n"); end != std::string::npos; end = kFill.find(";\n", from)) {
      const auto done = session->script(kFill.substr(from, end - from));
      if (!done) throw std::runtime_error(done.error().message);
      from = end + 2;
    }
    const auto one = [&](const std::string& sql) { return session->script(sql)->text(0, 0); };
    big = one("SELECT md5('0')::uuid");
    small = one("SELECT md5('7')::uuid");
    big_row_ = one("SELECT id FROM events WHERE tenant_id = '" + big + "' ORDER BY at OFFSET 1000 LIMIT 1");
    small_row_ =
        one("SELECT id FROM events WHERE tenant_id = '" + small + "' ORDER BY at OFFSET 100 LIMIT 1");
    connection_.reset(PQconnectdb((server_->url() + "&options=-crole%3Disolation_app").c_str()));
    if (PQstatus(connection_.get()) != CONNECTION_OK)
      throw std::runtime_error(PQerrorMessage(connection_.get()));
  }

  static void check(PGresult* result, const std::string& sql) {
    const std::unique_ptr<PGresult, decltype(&PQclear)> owner(result, PQclear);
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
      throw std::runtime_error(sql + ": " + PQresultErrorMessage(result));
    }
  }

  std::unique_ptr<PrivateServer> server_;
  std::unique_ptr<PGconn, decltype(&PQfinish)> connection_{nullptr, PQfinish};
  std::set<std::string> prepared_;
  std::string big_row_;
  std::string small_row_;
};

enum class Statement { kPoint, kPage, kAggregate, kInsert };

std::string sql_of(Statement statement, const std::string& table) {
  switch (statement) {
    case Statement::kPoint:
      return "SELECT id, at, kind, amount, note FROM " + table +
             " WHERE tenant_id = $1::uuid AND id = $2::uuid";
    case Statement::kPage:
      return "SELECT id, at, kind, amount, note FROM " + table +
             " WHERE tenant_id = $1::uuid AND at < timestamptz '2026-06-01 00:00:00+00' ORDER BY at DESC "
             "LIMIT 50";
    case Statement::kAggregate:
      return "SELECT kind, count(*), sum(amount) FROM " + table + " WHERE tenant_id = $1::uuid GROUP BY kind";
    case Statement::kInsert:
      return "INSERT INTO " + table +
             " (tenant_id, kind, amount) SELECT $1::uuid, 'bought', n FROM generate_series(1, 100) n";
  }
  throw std::logic_error("no such statement");
}

/// `policies`: on the generated table, the tenant set; else on its twin. Both say the tenant as a parameter,
/// as generated queries do.
void run(benchmark::State& state, Statement statement, bool policies, bool big) {
  Database& database = Database::get();
  const std::string& tenant = big ? database.big : database.small;
  const std::string sql = sql_of(statement, policies ? "events" : "plain_events");
  std::vector<std::string> values = {tenant};
  if (statement == Statement::kPoint) values.push_back(database.row_of(tenant));
  database.execute("BEGIN");
  database.execute("SELECT set_config('app.current_tenant_id', '" + tenant + "', true)");
  int rows = 0;
  for (auto _ : state) {
    PGresult* result = database.run(sql, values);
    rows = PQntuples(result);
    PQclear(result);
  }
  database.execute("ROLLBACK");
  state.counters["rows"] = rows;
}

void add(const std::string& name, Statement statement) {
  for (const bool big : {false, true}) {
    for (const bool policies : {false, true}) {
      const std::string full = fmt::format("{}/{}/{}", name, big ? "half_of_all_rows" : "one_of_a_thousand",
                                           policies ? "policies" : "without");
      benchmark::RegisterBenchmark(full.c_str(),
                                   [=](benchmark::State& state) { run(state, statement, policies, big); })
          ->UseRealTime()
          ->Unit(benchmark::kMicrosecond);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  add("point_read", Statement::kPoint);
  add("page_of_50", Statement::kPage);
  add("aggregate", Statement::kAggregate);
  add("insert_100", Statement::kInsert);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
