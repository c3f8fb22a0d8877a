// What a program pays for its rows: generated code, libpq by hand, libpqxx and SOCI, each at its best and as
// it is written without a thought, on the same rows of the same server. What each did is compared with what
// SQL says. TENON_BENCH_ROWS is how many orders the tenant has, 100,000 unless it says otherwise.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>

#include "peers/data.hpp"
#include "peers/peer.hpp"

namespace {

using peers::Data;
using peers::kImporter;
using peers::kTenant;
using peers::Order;
using peers::Peer;
using peers::Tally;

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
