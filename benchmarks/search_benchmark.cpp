// Search inside a tenant among 200,000 rows, for a tenant with half of them, a tenth, a hundredth and a
// thousandth: the generated functions as the application's role, the same search without policies, and the
// plain query under the policies, which is what one would write. Texts on PostgreSQL; vectors on PGlite,
// which has pgvector, and whose WebAssembly takes some times as long.
//
// Counters: `rows`, of the ten that were asked for, and `recall`, the share of the ten nearest by a scan of
// all of the tenant's rows that was found; both are means over the queries.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>

#include "catalog/private_server.hpp"
#include "search_data.hpp"
#include "tenon/pq/session.hpp"

namespace {

using tenon::benchmarks::Data;
using tenon::benchmarks::kOthers;
using tenon::benchmarks::kShares;
using tenon::catalog::PrivateServer;
using tenon::catalog::ServerKind;
using tenon::pq::Rows;

constexpr int kDimensions = 48;
constexpr int kQueries = 20;
constexpr int kLimit = 10;

std::string key(int tenant) {
  return fmt::format("00000000-0000-4000-8000-{:012}", tenant);
}

/// A server with a schema applied, and one session with it.
class Database {
 public:
  Database(ServerKind kind, const std::string& schema) {
    auto started = PrivateServer::start({kind, "", TENON_SERVERS});
    if (!started) throw std::runtime_error(started.error().message + "\n" + started.error().help);
    server_ = std::make_unique<PrivateServer>(std::move(*started));
    const std::string apply = fmt::format("{} apply {}/benchmarks/{} --lint all=off --db '{}' >/dev/null",
                                          TENON_TOOL, TENON_SOURCE, schema, server_->url());
    if (std::system(apply.c_str()) != 0) throw std::runtime_error("the schema can't be applied");
    auto session = tenon::pq::Session::connect(server_->url());
    if (!session) throw std::runtime_error(session.error().message);
    session_ = std::make_unique<tenon::pq::Session>(std::move(*session));
    fmt::print(stderr, "{}: {}, {} rows\n", schema, server_->description(), tenon::benchmarks::row_count());
    for (int i = 0; i < static_cast<int>(kShares.size()) + kOthers; ++i)
      run(fmt::format("INSERT INTO tenants (id, slug) VALUES ('{}', 't{}')", key(i), i));
  }

  Rows run(const std::string& sql) {
    auto rows = session_->script(sql);
    if (!rows) throw std::runtime_error(rows.error().message + "\n" + sql.substr(0, 200));
    return std::move(*rows);
  }

  /// `row` is what stands between the brackets of VALUES.
  void fill(const std::string& columns, const std::function<std::string(Data&)>& row) {
    constexpr int kBatch = 500;
    Data data;
    for (int done = 0; done < tenon::benchmarks::row_count(); done += kBatch) {
      std::string sql = fmt::format("INSERT INTO notes (tenant_id, {}) VALUES ", columns);
      for (int i = 0; i < kBatch; ++i) sql += fmt::format("{}({})", i == 0 ? "" : ", ", row(data));
      run(sql);
    }
  }

  /// As the application's role in a transaction of the tenant; or past all policies.
  void enter(const std::string& role, int tenant, bool policies) {
    run("ROLLBACK; BEGIN");
    if (!policies) return;
    run(fmt::format("SET LOCAL ROLE {}; SELECT set_config('app.current_tenant_id', '{}', true)", role,
                    key(tenant)));
  }

 private:
  std::unique_ptr<PrivateServer> server_;
  std::unique_ptr<tenon::pq::Session> session_;
};

Database& texts() {
  static Database database(ServerKind::kPostgres, "search_text.schema");
  static const bool filled = [] {
    database.fill("title, body", [](Data& data) {
      return fmt::format("'{}', '{}', '{}'", key(data.tenant()), data.text(6), data.text(40));
    });
    database.run("VACUUM (ANALYZE) notes");
    return true;
  }();
  benchmark::DoNotOptimize(filled);
  return database;
}

Database& vectors() {
  static Database database(ServerKind::kPglite, "search_vector.schema");
  static const bool filled = [] {
    // An index that is made of all rows at once takes a fraction of the time.
    const std::string index =
        database.run("SELECT indexdef FROM pg_indexes WHERE indexdef LIKE '%hnsw%'").text(0, 0);
    database.run("DROP INDEX " +
                 database.run("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%hnsw%'").text(0, 0));
    database.fill("body, embedding", [](Data& data) {
      return fmt::format("'{}', '{}', '{}'", key(data.tenant()), data.text(12), data.vector(kDimensions));
    });
    database.run("SET maintenance_work_mem = '512MB'");
    database.run(index);
    database.run("VACUUM (ANALYZE) notes");
    return true;
  }();
  benchmark::DoNotOptimize(filled);
  return database;
}

struct Kind {
  const char* name;
  Database& (*database)();
  const char* role;
  std::string (*query)(Data&);                                 ///< what is searched for, as a literal or two
  std::string (*function)(const std::string& query);           ///< the generated one
  std::string (*plain)(const std::string& query, int tenant);  ///< the tenant said, or none: -1
  std::string (*exact)(const std::string& query, int tenant);  ///< none where there is no right answer
  const char* without_policies;                                ///< settings that the function has, too
};

std::string of_tenant(int tenant) {
  return tenant < 0 ? "" : fmt::format(" AND tenant_id = '{}'", key(tenant));
}

const Kind kKinds[] = {
    {"text", texts, "texts_app",
     [](Data& data) { return fmt::format("'w{}ing w{}ing'", 5 + data.word() % 40, 20 + data.word() % 200); },
     [](const std::string& query) {
       return fmt::format("SELECT id FROM tenon.notes_search_text({}, {})", query, kLimit);
     },
     [](const std::string& query, int tenant) {
       return fmt::format(
           "SELECT id FROM notes, websearch_to_tsquery('english', {}) AS q WHERE search_document @@ q{} "
           "ORDER BY ts_rank_cd(search_document, q) DESC, id LIMIT {}",
           query, of_tenant(tenant), kLimit);
     },
     nullptr, ""},
    {"vector", vectors, "vectors_app",
     [](Data& data) { return fmt::format("'{}'::vector", data.vector(kDimensions)); },
     [](const std::string& query) {
       return fmt::format("SELECT id FROM tenon.notes_search_vector({}, {})", query, kLimit);
     },
     [](const std::string& query, int tenant) {
       return fmt::format("SELECT id FROM notes WHERE true{} ORDER BY embedding <=> {} LIMIT {}",
                          of_tenant(tenant), query, kLimit);
     },
     [](const std::string& query, int tenant) {
       return fmt::format("SELECT id FROM notes WHERE true{} ORDER BY (embedding <=> {}) + 0, id LIMIT {}",
                          of_tenant(tenant), query, kLimit);
     },
     "SET LOCAL hnsw.iterative_scan = relaxed_order; SET LOCAL hnsw.ef_search = 100"},
    {"hybrid", vectors, "vectors_app",
     [](Data& data) {
       return fmt::format("'w{}ing', '{}'::vector", 5 + data.word() % 40, data.vector(kDimensions));
     },
     [](const std::string& query) {
       return fmt::format("SELECT id FROM tenon.notes_search_hybrid({}, {})", query, kLimit);
     },
     nullptr, nullptr, ""},
};

std::set<std::string> keys(const Rows& rows) {
  std::set<std::string> out;
  for (std::size_t i = 0; i < rows.size(); ++i) out.insert(rows.text(i, 0));
  return out;
}

enum class Way { kFunction, kWithoutPolicies, kPlainUnderPolicies };
constexpr const char* kWays[] = {"function", "without_policies", "plain_under_policies"};

std::string statement(const Kind& kind, Way way, const std::string& query, int tenant) {
  if (way == Way::kFunction) return kind.function(query);
  return kind.plain(query, way == Way::kWithoutPolicies ? tenant : -1);
}

double recall(Database& database, const Kind& kind, const std::vector<std::string>& queries,
              const std::vector<std::set<std::string>>& found, int tenant) {
  database.enter(kind.role, tenant, false);
  double hits = 0;
  double wanted = 0;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const auto right = keys(database.run(kind.exact(queries[i], tenant)));
    wanted += static_cast<double>(right.size());
    hits += static_cast<double>(std::count_if(
        right.begin(), right.end(), [&](const std::string& one) { return found[i].contains(one); }));
  }
  return hits / wanted;
}

void search(benchmark::State& state, const Kind& kind, Way way, int tenant) {
  Database& database = kind.database();
  Data data;
  std::vector<std::string> queries;
  for (int i = 0; i < kQueries; ++i) queries.push_back(kind.query(data));
  database.enter(kind.role, tenant, way != Way::kWithoutPolicies);
  if (way == Way::kWithoutPolicies && *kind.without_policies != '\0') database.run(kind.without_policies);
  std::vector<std::set<std::string>> found(queries.size());
  double rows = 0;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    found[i] = keys(database.run(statement(kind, way, queries[i], tenant)));
    rows += static_cast<double>(found[i].size());
  }
  std::size_t next = 0;
  for (auto _ : state) database.run(statement(kind, way, queries[next++ % queries.size()], tenant));
  state.counters["rows"] = rows / kQueries;
  if (kind.exact != nullptr) state.counters["recall"] = recall(database, kind, queries, found, tenant);
  database.run("ROLLBACK");
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  for (const Kind& kind : kKinds) {
    for (std::size_t tenant = 0; tenant < kShares.size(); ++tenant) {
      for (const Way way : {Way::kFunction, Way::kWithoutPolicies, Way::kPlainUnderPolicies}) {
        if (way != Way::kFunction && kind.plain == nullptr) continue;
        const std::string name =
            fmt::format("{}/{}/{}", kind.name, kShares[tenant].name, kWays[static_cast<std::size_t>(way)]);
        benchmark::RegisterBenchmark(name.c_str(),
                                     [&kind, way, tenant](benchmark::State& state) {
                                       search(state, kind, way, static_cast<int>(tenant));
                                     })
            ->UseRealTime()
            ->Unit(benchmark::kMillisecond);
      }
    }
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
