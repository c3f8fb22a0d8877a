// Instructions of a client for its rows: generated code and libpq by hand, each at its best, on the same rows
// of the same server. benchmarks/instructions.sh runs it under callgrind, which counts what stands between
// the toggles, and makes a table of its dumps. What each did is compared with what SQL says.
#include <fmt/format.h>
#include <valgrind/callgrind.h>

#include <array>
#include <functional>
#include <stdexcept>
#include <thread>

#include "peers/data.hpp"
#include "peers/peer.hpp"

namespace {

using peers::Data;
using peers::made_order;
using peers::Order;
using peers::Peer;
using peers::Tally;

constexpr std::size_t kThreads = 8;

void expect(bool right, const char* what) {
  if (!right) throw std::runtime_error(fmt::format("{}: did not what it was asked for", what));
}

/// Counts what it does, of this thread.
template <class Body>
auto counted(Body body) {
  struct Collect {
    Collect() { CALLGRIND_TOGGLE_COLLECT; }
    ~Collect() { CALLGRIND_TOGGLE_COLLECT; }
  } collect;
  return body();
}

/// Numbers in no order, each of the tenant's, with some before and behind it.
std::int64_t some(std::int64_t i) {
  return 51 + i * 7919 % (Data::get().rows() - 60);
}

std::vector<Order> made(std::int64_t first, std::int64_t count) {
  std::vector<Order> out;
  for (std::int64_t n = first; n < first + count; ++n) out.push_back(made_order(n));
  return out;
}

void point_read(Peer& peer, std::int64_t i) {
  const std::int64_t cents = counted([&] { return peer.point_read(some(i)); });
  expect(cents == made_order(some(i)).cents, "point_read");
}

void fetch(Peer& peer, std::int64_t) {
  counted([&] { peer.fetch_all(); });
  expect(peer.fetched() == Data::get().all(), "fetch");
}

void page(Peer& peer, std::int64_t i) {
  const std::int64_t sum = counted([&] { return peer.page(made_order(some(i)).placed); });
  expect(sum == 50 * some(i) - 50 * 51 / 2, "page");
}

void patch(Peer& peer, std::int64_t i) {
  const std::string note = fmt::format("patched {}", i);
  counted([&] { peer.patch(some(i), note); });
  const std::string id = fmt::format("tenant_id = '{}' AND number = {}", peers::kTenant, some(i));
  const std::string written = fmt::format("SELECT count(*) FROM orders WHERE {} AND note = '{}'", id, note);
  expect(Data::get().number(written) == 1, "patch");
  Data::get().run("UPDATE orders SET note = CASE WHEN number % 3 <> 0 THEN 'note ' || number END WHERE " +
                  id);
}

/// Before it the importer's tenant has but what `stays`, with other values.
void written(Peer& peer, const std::vector<Order>& rows, void (Peer::*write)(), const char* stays) {
  const std::string own = fmt::format("tenant_id = '{}'", peers::kImporter);
  Data::get().run(fmt::format("DELETE FROM orders WHERE {} AND NOT ({})", own, stays));
  Data::get().run("UPDATE orders SET note = 'of before', total = 0 WHERE " + own);
  peer.give(rows);
  counted([&] { (peer.*write)(); });
  expect(Data::get().tally(own) == peers::tally_of(rows), "written");
}

void insert(Peer& peer, std::int64_t) {
  static const auto rows = made(10'000'000, Data::get().rows() / 5);
  written(peer, rows, &Peer::insert, "false");
}

void upsert(Peer& peer, std::int64_t) {
  static const auto rows = made(20'000'000, Data::get().rows() / 10);
  written(peer, rows, &Peer::upsert, "number >= 20000000 AND number % 2 = 0");
}

void page_with_lines(Peer& peer, std::int64_t) {
  static const std::int64_t wanted = Data::get().number(
      fmt::format("SELECT sum(l.count) FROM lines l JOIN (SELECT id FROM orders WHERE tenant_id = '{}' ORDER "
                  "BY placed DESC LIMIT 50) o ON o.id = l.order_id WHERE l.tenant_id = '{}'",
                  peers::kTenant, peers::kTenant));
  expect(counted([&] { return peer.page_with_lines(); }) == wanted, "page_with_lines");
}

struct Case {
  const char* name;
  void (*run)(Peer&, std::int64_t);
  std::int64_t times;
  std::size_t threads = 1;
};

constexpr Case kCases[] = {
    {"point_read", point_read, 200},
    {"page", page, 50},
    {"page_with_lines", page_with_lines, 20},
    {"patch", patch, 100},
    {"fetch", fetch, 2},
    {"insert", insert, 2},
    {"upsert", upsert, 2},
    {"point_read_by_8_threads", point_read, 100, kThreads},
};

/// Once before it counts: then connections are there, and statements are prepared.
void measure(const Case& each, const peers::Way& way) {
  std::array<std::unique_ptr<Peer>, kThreads> peers;
  for (std::size_t i = 0; i < each.threads; ++i) peers[i] = way.make(Data::get().place());
  const auto run = [&](Peer& peer, std::int64_t times) {
    for (std::int64_t i = 0; i < times; ++i) each.run(peer, i);
  };
  const auto run_all = [&](std::int64_t times) {
    if (each.threads == 1) return run(*peers[0], times);
    std::vector<std::jthread> threads;
    for (const auto& peer : peers) threads.emplace_back([&, other = peer.get()] { run(*other, times); });
  };
  run_all(1);
  CALLGRIND_ZERO_STATS;
  run_all(each.times);
  const auto times = each.times * static_cast<std::int64_t>(each.threads);
  const std::string name = fmt::format("{} {} {}", each.name, way.name, times);
  CALLGRIND_DUMP_STATS_AT(name.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  for (const Case& each : kCases) {
    if (argc > 1 && std::string_view(argv[1]) != each.name) continue;
    measure(each, peers::tenon_ways().front());
    measure(each, peers::libpq_ways().front());
  }
}
