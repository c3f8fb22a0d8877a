// What a signed tenant costs: the same schema in two databases of one server, plain and `signed`, with a
// million rows of a thousand tenants each. Statements alone, in a transaction that is open; and whole
// transactions of the runtime, which sign, begin, read a row and commit.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <stdlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "catalog/private_server.hpp"
#include "tenon/pool.hpp"
#include "tenon/pq/session.hpp"
#include "tenon/query.hpp"

namespace {

using tenon::catalog::PrivateServer;

constexpr const char* kFill[] = {
    "INSERT INTO tenants (id, name) SELECT md5(n::text)::uuid, 'tenant ' || n FROM generate_series(0, 999) n",
    R"sql(INSERT INTO events (tenant_id, id, at, kind, amount, note)
      SELECT md5((CASE WHEN n % 2 = 0 THEN 0 ELSE 1 + n / 2 % 999 END)::text)::uuid, md5('row ' || n)::uuid,
             timestamptz '2026-01-01 00:00:00+00' + n * interval '17 seconds',
             (enum_range(NULL::kind))[1 + n % 3], n % 1000 / 7.0, 'note ' || n
      FROM generate_series(1, 1000000) n)sql",
    "VACUUM (ANALYZE, FREEZE) events",
    "CHECKPOINT",
};
constexpr tenon::Statement kPoint{
    "benchmark.point",
    "SELECT id, at, kind::text, amount, note FROM events WHERE tenant_id = $1::uuid "
    "AND id = $2::uuid"};
/// Of the tenant who has half of all rows, and not by its index: the policy is asked for every row.
constexpr tenon::Statement kScan{"benchmark.scan", "SELECT count(*) FROM events WHERE note <> $1"};

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A directory of its own, removed at the end.
class Directory {
 public:
  Directory() {
    if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no directory can be made");
  }
  ~Directory() { std::filesystem::remove_all(path_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_ = (std::filesystem::temp_directory_path() / "tenon-XXXXXX").string();
};

class Databases {
 public:
  static Databases& get() {
    static Databases databases;
    return databases;
  }
  tenon::Pool& pool(bool is_signed) { return is_signed ? *signed_ : *plain_; }

 private:
  Databases() {
    auto started = PrivateServer::start({});
    if (!started) throw std::runtime_error(started.error().message + "\n" + started.error().help);
    server_.emplace(std::move(*started));
    std::string schema = text_of(TENON_SOURCE "/benchmarks/isolation.schema");
    plain_ = make("plain_events", schema, false);
    schema.insert(schema.find("owner isolation_owner"), "signed\n  ");
    signed_ = make("signed_events", schema, true);
  }

  std::unique_ptr<tenon::Pool> make(const std::string& name, const std::string& schema, bool is_signed) {
    session(server_->url()).script("CREATE DATABASE " + name).value();
    const std::string path = directory_.path() + "/" + name + ".schema";
    std::ofstream(path) << schema;
    std::string url = server_->url();
    url.replace(url.find("///") + 3, url.find('?') - url.find("///") - 3, name);
    if (std::system(fmt::format("{} apply {} --db '{}' >/dev/null", TENON_TOOL, path, url).c_str()) != 0)
      throw std::runtime_error("the schema can't be applied");
    auto filling = session(url);
    for (const char* sql : kFill) filling.script(sql).value();
    std::optional<tenon::SigningKey> key;
    if (is_signed)
      key.emplace(
          1, filling.script("SET ROLE isolation_owner; SELECT tenon.add_signing_key(1)").value().text(0, 0));
    const tenon::SchemaInfo info{
        .name = "isolation", .tenant_setting = "app.current_tenant_id", .tenant_is_signed = is_signed};
    return std::make_unique<tenon::Pool>(
        url, info,
        tenon::PoolOptions{.role = "isolation_app", .size = 1, .check_schema = false, .signing_key = key});
  }

  static tenon::pq::Session session(const std::string& url) {
    auto made = tenon::pq::Session::connect(url);
    if (!made) throw std::runtime_error(made.error().message);
    return std::move(*made);
  }

  Directory directory_;
  std::optional<PrivateServer> server_;
  std::unique_ptr<tenon::Pool> plain_;
  std::unique_ptr<tenon::Pool> signed_;
};

const tenon::Uuid kBig = tenon::Uuid::parse("cfcd2084-95d5-65ef-66e7-dff9f98764da");  // md5('0')
const tenon::Uuid kRow = tenon::Uuid::parse("9be1845a-15a2-60a9-62c4-40fd470ac610");  // md5('row 2')

void point_read(benchmark::State& state, bool is_signed) {
  Databases::get().pool(is_signed).in_tenant(kBig, [&](tenon::TenantTx& tx) {
    for (auto _ : state) benchmark::DoNotOptimize(tenon::execute(tx, kPoint, kBig, kRow).size());
  });
}

void scan(benchmark::State& state, bool is_signed) {
  Databases::get().pool(is_signed).in_tenant(kBig, [&](tenon::TenantTx& tx) {
    for (auto _ : state) benchmark::DoNotOptimize(tenon::execute(tx, kScan, std::string("none")).size());
  });
}

void transaction(benchmark::State& state, bool is_signed) {
  tenon::Pool& pool = Databases::get().pool(is_signed);
  for (auto _ : state) {
    pool.in_tenant(kBig, [](tenon::TenantTx& tx) {
      benchmark::DoNotOptimize(tenon::execute(tx, kPoint, kBig, kRow).size());
    });
  }
}

void add(const std::string& name, void (*run)(benchmark::State&, bool), benchmark::TimeUnit unit) {
  for (const bool is_signed : {false, true}) {
    benchmark::RegisterBenchmark((name + (is_signed ? "/signed" : "/plain")).c_str(),
                                 [=](benchmark::State& state) { run(state, is_signed); })
        ->UseRealTime()
        ->Unit(unit);
  }
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  add("point_read", point_read, benchmark::kMicrosecond);
  add("scan_of_a_million", scan, benchmark::kMillisecond);
  add("transaction_with_a_point_read", transaction, benchmark::kMicrosecond);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
