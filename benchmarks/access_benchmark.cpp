// What a program pays for its rows: generated code, libpq by hand, libpqxx and SOCI, each at its best and as
// it is written without a thought, on the same rows of the same server. What each did is compared with what
// SQL says. TENON_BENCH_ROWS is how many orders the tenant has, 100,000 unless it says otherwise.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <map>
#include <mutex>
#include <stdexcept>

#include "catalog/private_server.hpp"
#include "peers/peer.hpp"
#include "tenon/pq/session.hpp"

namespace {

using peers::Order;
using peers::Peer;
using peers::Place;
using peers::Tally;
using tenon::catalog::PrivateServer;

constexpr const char* kTenant = "00000000-0000-4000-8000-00000000aaaa";
constexpr const char* kOther = "00000000-0000-4000-8000-00000000bbbb";
constexpr const char* kImporter = "00000000-0000-4000-8000-00000000cccc";

std::int64_t rows_wanted() {
  const char* text = std::getenv("TENON_BENCH_ROWS");
  return text == nullptr ? 100'000 : std::max<std::int64_t>(1000, std::atoll(text));
}

tenon::pq::Session session(const std::string& url) {
  auto made = tenon::pq::Session::connect(url);
  if (!made) throw std::runtime_error(made.error().message);
  return std::move(*made);
}

/// The same rows as peers::made_order() makes; another tenant has as many.
std::string fill(const char* tenant, std::int64_t first, std::int64_t count) {
  return fmt::format(
      "INSERT INTO orders (tenant_id, id, number, placed, total, state, note, reference, payload) "
      "SELECT '{}', id, n, to_timestamp(1767225600 + n * 17), (n % 100000) / 100.0, "
      "(enum_range(NULL::state))[1 + n % 3], "
      "CASE WHEN n % 3 <> 0 THEN 'note ' || n END, CASE WHEN n % 4 <> 0 THEN id END, jsonb_build_object('n', "
      "n) "
      "FROM generate_series({}::int8, {}::int8) n, "
      "LATERAL (SELECT ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id) i",
      tenant, first, first + count - 1);
}

class Data {
 public:
  static Data& get() {
    static Data data;
    return data;
  }
  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] std::int64_t rows() const { return rows_; }
  [[nodiscard]] const Tally& all() const { return all_; }
  Tally tally(const std::string& condition) { return tally_in(condition); }
  void run(const std::string& sql) { session_->script(sql).value(); }
  std::int64_t number(const std::string& sql) {
    return std::atoll(std::string(session_->script(sql).value().text(0, 0)).c_str());
  }

 private:
  Data() : rows_(rows_wanted()) {
    auto started = PrivateServer::start({});
    if (!started) throw std::runtime_error(started.error().message + "\n" + started.error().help);
    server_.emplace(std::move(*started));
    const std::string apply = fmt::format("{} apply {} --db '{}' >/dev/null", TENON_TOOL,
                                          TENON_SOURCE "/benchmarks/peers/peers.schema", server_->url());
    if (std::system(apply.c_str()) != 0) throw std::runtime_error("the schema can't be applied");
    session_.emplace(session(server_->url()));
    run("ALTER ROLE peers_app LOGIN");
    run(fmt::format("INSERT INTO shops (id, name) VALUES ('{}', 'a'), ('{}', 'b'), ('{}', 'c')", kTenant,
                    kOther, kImporter));
    run(fill(kTenant, 1, rows_));
    run(fill(kOther, rows_ + 1, rows_));
    run("INSERT INTO lines (tenant_id, order_id, sku, count) SELECT tenant_id, id, 'sku ' || k, number % 10 "
        "+ k "
        "FROM (SELECT * FROM orders ORDER BY placed DESC LIMIT 20000) o, generate_series(1, 5) k");
    run(
        fmt::format("INSERT INTO lines (tenant_id, order_id, sku, count) SELECT tenant_id, id, 'sku ' || k, "
                    "number % 10 + k "
                    "FROM (SELECT * FROM orders WHERE tenant_id = '{}' ORDER BY placed DESC LIMIT 20000) o, "
                    "generate_series(1, 5) k",
                    kTenant));
    run("VACUUM (ANALYZE, FREEZE) orders");
    run("VACUUM (ANALYZE, FREEZE) lines");
    run("CHECKPOINT");
    std::string url = server_->url();
    const std::size_t user = url.find("user=postgres");
    url.replace(user, std::string("user=postgres").size(), "user=peers_app");
    place_ = {url, server_->url(), kTenant, kImporter};
    all_ = tally_in(fmt::format("tenant_id = '{}'", kTenant));
  }
  Tally tally_in(const std::string& condition) {
    const auto result = session_->script(peers::tally_sql(condition)).value();
    const auto at = [&](int column) { return std::atoll(std::string(result.text(0, column)).c_str()); };
    return {at(0), at(1), at(2), at(3), at(4), at(5), at(6)};
  }

  std::int64_t rows_;
  std::optional<PrivateServer> server_;
  std::optional<tenon::pq::Session> session_;
  Place place_;
  Tally all_;
};

std::vector<Order> made(std::int64_t first, std::int64_t count) {
  std::vector<Order> out;
  for (std::int64_t n = first; n < first + count; ++n) out.push_back(peers::made_order(n));
  return out;
}

void expect(benchmark::State& state, bool right) {
  if (!right) state.SkipWithError("did not what it was asked for");
}

/// Numbers in no order, each of the tenant's.
std::int64_t some(std::int64_t i) {
  return 1 + i * 7919 % Data::get().rows();
}

void point_read(benchmark::State& state, Peer& peer) {
  std::int64_t i = 0, sum = 0, wanted = 0;
  for (auto _ : state) {
    sum += peer.point_read(some(++i));
  }
  for (; i > 0; --i) wanted += peers::made_order(some(i)).cents;
  expect(state, sum == wanted);
}

void fetch(benchmark::State& state, Peer& peer) {
  for (auto _ : state) peer.fetch_all();
  expect(state, peer.fetched() == Data::get().all());
}

/// Before each time the importer's tenant has but what `stays`, with other values.
void written(benchmark::State& state, std::span<const Order> rows, const std::function<void()>& write,
             const std::string& stays = "false") {
  const std::string own = fmt::format("tenant_id = '{}'", kImporter);
  const Tally wanted = peers::tally_of(rows);
  write();
  bool right = true;
  for (auto _ : state) {
    state.PauseTiming();
    right = right && Data::get().tally(own) == wanted;
    Data::get().run("DELETE FROM orders WHERE " + own + " AND NOT (" + stays + ")");
    Data::get().run("UPDATE orders SET note = 'of before', total = 0 WHERE " + own);
    state.ResumeTiming();
    write();
  }
  expect(state, right && Data::get().tally(own) == wanted);
  Data::get().run("DELETE FROM orders WHERE " + own);
}

void insert(benchmark::State& state, Peer& peer) {
  const auto rows = made(10'000'000, Data::get().rows() / 5);
  peer.give(rows);
  written(state, rows, [&] { peer.insert(); });
}

void upsert(benchmark::State& state, Peer& peer) {
  const auto rows = made(20'000'000, Data::get().rows() / 10);
  peer.give(rows);
  written(
      state, rows, [&] { peer.upsert(); }, "number % 2 = 0");
}

void page(benchmark::State& state, Peer& peer) {
  std::int64_t i = 0, sum = 0, wanted = 0;
  const auto place = [](std::int64_t at) { return 51 + at * 7919 % (Data::get().rows() - 60); };
  for (auto _ : state) sum += peer.page(peers::made_order(place(++i)).placed);
  for (; i > 0; --i) wanted += 50 * place(i) - 50 * 51 / 2;
  expect(state, sum == wanted);
}

void patch(benchmark::State& state, Peer& peer) {
  std::int64_t i = 0;
  for (auto _ : state) {
    ++i;
    peer.patch(some(i), fmt::format("patched {}", i));
  }
  expect(state, Data::get().number(
                    fmt::format("SELECT count(*) FROM orders WHERE tenant_id = '{}' AND number = {} AND "
                                "note = 'patched {}'",
                                kTenant, some(i), i)) == 1);
  Data::get().run(
      fmt::format("UPDATE orders SET note = CASE WHEN number % 3 <> 0 THEN 'note ' || number END "
                  "WHERE tenant_id = '{}' AND note LIKE 'patched%'",
                  kTenant));
}

void page_with_lines(benchmark::State& state, Peer& peer) {
  std::int64_t sum = 0;
  for (auto _ : state) sum = peer.page_with_lines();
  static const std::int64_t wanted =
      Data::get().number(fmt::format("SELECT sum(l.count) FROM lines l JOIN (SELECT id FROM orders WHERE "
                                     "tenant_id = '{}' ORDER BY placed DESC LIMIT 50) "
                                     "o ON o.id = l.order_id WHERE l.tenant_id = '{}'",
                                     kTenant, kTenant));
  expect(state, sum == wanted);
}

struct Case {
  const char* name;
  void (*run)(benchmark::State&, Peer&);
  benchmark::TimeUnit unit;
  int threads;
};

constexpr Case kCases[] = {
    {"point_read", point_read, benchmark::kMicrosecond, 1},
    {"fetch", fetch, benchmark::kMillisecond, 1},
    {"insert", insert, benchmark::kMillisecond, 1},
    {"page", page, benchmark::kMicrosecond, 1},
    {"patch", patch, benchmark::kMicrosecond, 1},
    {"upsert", upsert, benchmark::kMillisecond, 1},
    {"page_with_lines", page_with_lines, benchmark::kMicrosecond, 1},
    {"point_read_by_8_threads", point_read, benchmark::kMicrosecond, 8},
};

/// Connections stay as long as their way is measured: each thread has its own peer.
class Peers {
 public:
  explicit Peers(peers::Way way) : way_(std::move(way)) {}
  Peer& of(int thread) {
    static std::mutex mutex;
    static Peers* current = nullptr;
    const std::lock_guard lock(mutex);
    if (current != this) {
      if (current != nullptr) current->made_.clear();
      current = this;
    }
    auto& peer = made_[thread];
    if (!peer) peer = way_.make(Data::get().place());
    return *peer;
  }

 private:
  peers::Way way_;
  std::map<int, std::unique_ptr<Peer>> made_;
};

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  std::vector<peers::Way> ways;
  for (const auto& some :
       {peers::tenon_ways(), peers::libpq_ways(), peers::libpqxx_ways(), peers::soci_ways()})
    ways.insert(ways.end(), some.begin(), some.end());
  auto with_plain = ways;
  with_plain.push_back(peers::plain_way());
  Data::get();
  for (const Case& each : kCases) {
    for (const peers::Way& way : each.run == point_read && each.threads == 1 ? with_plain : ways) {
      const auto peers = std::make_shared<Peers>(way);
      benchmark::RegisterBenchmark(
          fmt::format("{}/{}", each.name, way.name).c_str(),
          [peers, run = each.run](benchmark::State& state) { run(state, peers->of(state.thread_index())); })
          ->Unit(each.unit)
          ->Threads(each.threads)
          ->MeasureProcessCPUTime()
          ->UseRealTime();
    }
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
