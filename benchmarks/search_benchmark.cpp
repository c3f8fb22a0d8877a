// Search inside a tenant: the generated functions under row-level security, the same search without policies,
// and what one would write first. By vector and hybrid on PGlite, which has pgvector; by text on PostgreSQL.
// TENON_BENCHMARK_ROWS measures with fewer rows.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "catalog/private_server.hpp"
#include "tenon/pq/session.hpp"

namespace {

using tenon::catalog::PrivateServer;
using tenon::catalog::ServerKind;
using tenon::pq::Session;

constexpr int kWanted = 10;   // rows of a search
constexpr int kQueries = 30;  // of each tenant
constexpr int kHybrid = 5;    // of which as many by words and vector together
constexpr int kDimensions = 64;
constexpr int kClusters = 200;
constexpr int kOwnClusters = 20;  // of a tenant: what it writes about
constexpr int kBatch = 2000;

struct Tenant {
  std::string_view share;
  double part;
};
constexpr std::array<Tenant, 4> kTenants = {{{"50 %", 0.5}, {"10 %", 0.1}, {"1 %", 0.01}, {"0.1 %", 0.001}}};

int row_count() {
  const char* wanted = std::getenv("TENON_BENCHMARK_ROWS");
  return wanted == nullptr ? 200000 : std::stoi(wanted);
}

std::string tenant_id(int tenant) {
  return fmt::format("00000000-0000-4000-8000-{:012}", tenant);
}

/// The measured tenants' rows, and then those of as many of the smallest as fill the rest.
int tenant_of(int row, int rows) {
  double before = 0;
  for (std::size_t tenant = 0; tenant < kTenants.size(); ++tenant) {
    before += kTenants.at(tenant).part;
    if (row < before * rows) return static_cast<int>(tenant);
  }
  const int each = std::max(1, static_cast<int>(kTenants.back().part * rows));
  return static_cast<int>(kTenants.size()) + (row - static_cast<int>(before * rows)) / each;
}

/// Vectors in clusters, as embeddings are. The same at each run.
class Vectors {
 public:
  Vectors() {
    for (auto& centre : centres_)
      for (double& value : centre) value = normal_(random_);
  }
  /// Near one of the tenant's own clusters.
  std::string next(int tenant) {
    const auto own = static_cast<unsigned>(random_() % kOwnClusters);
    const auto& centre = centres_.at((static_cast<unsigned>(tenant) * 7U + own * 11U) % kClusters);
    std::string out = "[";
    for (const double value : centre) out += fmt::format("{:.3f},", value + 0.6 * normal_(random_));
    out.back() = ']';
    return out;
  }

 private:
  std::mt19937 random_{20};
  std::normal_distribution<double> normal_{0, 1};
  std::array<std::array<double, kDimensions>, kClusters> centres_{};
};

class Database {
 public:
  Database(ServerKind kind, const std::string& schema) : server_(start(kind)), session_(connect(schema)) {}

  tenon::pq::Rows run(const std::string& sql) {
    auto done = session_.script(sql);
    if (!done) throw std::runtime_error(fmt::format("{}: {}", sql.substr(0, 200), done.error().message));
    return std::move(*done);
  }
  [[nodiscard]] const std::string& description() const { return server_.description(); }

 private:
  static PrivateServer start(ServerKind kind) {
    auto started = PrivateServer::start({kind, "", TENON_SERVERS});
    if (!started) throw std::runtime_error(started.error().message + "\n" + started.error().help);
    return std::move(*started);
  }
  Session connect(const std::string& schema) {
    const std::string apply = fmt::format("{} apply {}/benchmarks/{} --db '{}' >/dev/null", TENON_TOOL,
                                          TENON_SOURCE, schema, server_.url());
    if (std::system(apply.c_str()) != 0) throw std::runtime_error("the schema can't be applied");
    auto session = Session::connect(server_.url());
    if (!session) throw std::runtime_error(session.error().message);
    return std::move(*session);
  }

  PrivateServer server_;
  Session session_;
};

double milliseconds_of(const std::function<void()>& work) {
  const auto from = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - from).count();
}

/// Rows in batches, their index afterwards: that is faster, and the index the same.
void fill(Database& database, int rows, const std::string& columns,
          const std::function<std::string(int tenant, int row)>& values) {
  const auto indexes = database.run(
      "SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = "
      "indexrelid "
      "JOIN pg_am am ON am.oid = c.relam WHERE indrelid = 'pages'::regclass AND amname <> 'btree'");
  for (std::size_t at = 0; at < indexes.size(); ++at) database.run("DROP INDEX " + indexes.text(at, 0));
  const int tenants = tenant_of(rows - 1, rows) + 1;
  for (int tenant = 0; tenant < tenants; ++tenant)
    database.run(
        fmt::format("INSERT INTO tenants (id, slug) VALUES ('{}', 'tenant-{}')", tenant_id(tenant), tenant));
  for (int from = 0; from < rows; from += kBatch) {
    std::string sql = fmt::format("INSERT INTO pages (tenant_id, {}) VALUES ", columns);
    for (int row = from; row < std::min(rows, from + kBatch); ++row) {
      // Not one tenant after the other.
      const int tenant = tenant_of(static_cast<int>(row * std::int64_t{7919} % rows), rows);
      sql += fmt::format("{}('{}', {})", row == from ? "" : ", ", tenant_id(tenant), values(tenant, row));
    }
    database.run(sql);
  }
  database.run("SET maintenance_work_mem = '256MB'");
  for (std::size_t at = 0; at < indexes.size(); ++at) database.run(indexes.text(at, 1));
  database.run("VACUUM ANALYZE");
}

/// A way to search: as whom, with which settings, and what is asked; `{query}` and `{tenant}` stand in it.
struct Way {
  std::string_view name;
  bool as_app;
  std::string settings;
  std::string sql;
};

std::string replaced(std::string text, std::string_view mark, const std::string& with) {
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + with.size()))
    text.replace(at, mark.size(), with);
  return text;
}

using Found = std::set<std::string>;

/// What is found, and how long that took.
std::pair<Found, double> search(Database& database, const Way& way, int tenant, const std::string& query) {
  database.run(fmt::format("BEGIN; SELECT set_config('app.current_tenant_id', '{}', true){}; {}",
                           tenant_id(tenant), way.as_app ? "; SET LOCAL ROLE search_app" : "", way.settings));
  const std::string sql = replaced(replaced(way.sql, "{query}", query), "{tenant}", tenant_id(tenant));
  Found found;
  const double took = milliseconds_of([&] {
    const auto rows = database.run(sql);
    for (std::size_t row = 0; row < rows.size(); ++row) found.insert(rows.text(row, 0));
  });
  database.run("ROLLBACK");
  return {std::move(found), took};
}

double share_found(const Found& found, const Found& truth) {
  if (truth.empty()) return 1;
  const auto hits =
      std::count_if(truth.begin(), truth.end(), [&](const auto& id) { return found.contains(id); });
  return static_cast<double>(hits) / static_cast<double>(truth.size());
}

struct Query {
  std::string text;
  Found truth;  ///< empty where nobody knows it
};

/// With what an exact search finds.
std::vector<Query> queries_of(Database& database, const Way& exact, int tenant,
                              const std::function<std::string(int)>& text) {
  std::vector<Query> out;
  for (int n = 0; n < kQueries; ++n) {
    const std::string query = text(n);
    out.push_back({query, search(database, exact, tenant, query).first});
  }
  return out;
}

/// A line of the table: of each tenant, for one way.
void measure(Database& database, std::string_view what, const Way& way, int tenant,
             const std::vector<Query>& queries) {
  std::vector<double> times;
  double rows = 0;
  double recall = 0;
  for (const Query& query : queries) {
    const auto [found, took] = search(database, way, tenant, query.text);
    times.push_back(took);
    rows += static_cast<double>(found.size());
    recall += share_found(found, query.truth);
  }
  std::sort(times.begin(), times.end());
  const auto count = static_cast<double>(queries.size());
  fmt::print("| {} | {} | {} | {:.1f} | {} | {:.2f} |\n", what,
             kTenants.at(static_cast<std::size_t>(tenant)).share, way.name, rows / count,
             queries[0].truth.empty() ? "" : fmt::format("{:.2f}", recall / count), times[times.size() / 2]);
  std::fflush(stdout);
}

/// Words that every page has, and one that few have.
std::string body(int row) {
  return fmt::format("page {} of many words w{} w{} rare{}", row, row * 7 % 1000, row * 13 % 5000, row % 500);
}

void vectors(int rows) {
  Database database(ServerKind::kPglite, "search.schema");
  Vectors made;
  const double filled = milliseconds_of([&] {
    fill(database, rows, "body, embedding",
         [&](int tenant, int row) { return fmt::format("'{}', '{}'", body(row), made.next(tenant)); });
  });
  fmt::print("\n{}: {} rows in {:.0f} s with their indexes\n\n", database.description(), rows, filled / 1000);
  fmt::print(
      "| search | tenant has | way | rows of {} | recall | ms |\n| --- | ---: | --- | ---: | ---: | ---: |\n",
      kWanted);
  const std::string plain = fmt::format("ORDER BY embedding <=> '{{query}}' LIMIT {}", kWanted);
  const Way exact = {"exact", false, "SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = on",
                     "SELECT id FROM pages WHERE tenant_id = '{tenant}' " + plain};
  const std::vector<Way> ways = {
      {"generated function", true, "",
       fmt::format("SELECT id FROM tenon.pages_search_vector('{{query}}', {})", kWanted)},
      {"without policies", false,
       "SET LOCAL hnsw.iterative_scan = relaxed_order; SET LOCAL hnsw.ef_search = 100",
       "SELECT id FROM pages WHERE tenant_id = '{tenant}' " + plain},
      {"`ORDER BY` under policies", true, "", "SELECT id FROM pages " + plain},
      {"the same, by the index", true, "SET LOCAL enable_sort = off", "SELECT id FROM pages " + plain}};
  const Way hybrid = {
      "generated function", true, "",
      fmt::format("SELECT id FROM tenon.pages_search_hybrid('rare16', '{{query}}', {})", kWanted)};
  for (int tenant = 0; tenant < static_cast<int>(kTenants.size()); ++tenant) {
    const auto queries = queries_of(database, exact, tenant, [&](int) { return made.next(tenant); });
    for (const Way& way : ways) measure(database, "vector", way, tenant, queries);
    std::vector<Query> fewer;
    for (int n = 0; n < kHybrid; ++n) fewer.push_back({queries[static_cast<std::size_t>(n)].text, {}});
    measure(database, "hybrid", hybrid, tenant, fewer);
  }
}

void text(int rows) {
  Database database(ServerKind::kPostgres, "search_text.schema");
  fill(database, rows, "body", [&](int, int row) { return fmt::format("'{}'", body(row)); });
  fmt::print("\n{}: {} rows\n\n", database.description(), rows);
  fmt::print(
      "| search | tenant has | way | rows of {} | recall | ms |\n| --- | ---: | --- | ---: | ---: | ---: |\n",
      kWanted);
  const std::string document =
      database
          .run(
              "SELECT attname FROM pg_attribute WHERE attrelid = 'pages'::regclass AND "
              "atttypid = 'tsvector'::regtype")
          .text(0, 0);
  const std::string query = "websearch_to_tsquery('simple', '{query}')";
  const std::string ranked =
      fmt::format("{0} @@ {1} ORDER BY ts_rank_cd({0}, {1}) DESC, id LIMIT {2}", document, query, kWanted);
  const Way exact = {"exact", false, "SET LOCAL enable_bitmapscan = off",
                     "SELECT id FROM pages WHERE tenant_id = '{tenant}' AND " + ranked};
  const std::vector<Way> ways = {
      {"generated function", true, "",
       fmt::format("SELECT id FROM tenon.pages_search_text('{{query}}', {})", kWanted)},
      {"without policies", false, "", "SELECT id FROM pages WHERE tenant_id = '{tenant}' AND " + ranked},
      {"`WHERE` under policies", true, "", "SELECT id FROM pages WHERE " + ranked}};
  for (int tenant = 0; tenant < static_cast<int>(kTenants.size()); ++tenant) {
    const auto queries =
        queries_of(database, exact, tenant, [](int n) { return fmt::format("rare{}", n * 16); });
    for (const Way& way : ways) measure(database, "text", way, tenant, queries);
  }
}

}  // namespace

int main() {
  try {
    text(row_count());
    vectors(row_count());
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
  return 0;
}
