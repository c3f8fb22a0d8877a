// How much memory a program takes that reads all rows of a tenant: a hundredth of them and all, one by one
// and at once. TENON_BENCH_STREAM_ROWS is how many there are, 1,000,000 unless it says otherwise. Each row is
// counted once.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <tenon/pool.hpp>
#include <vector>

#include "catalog/private_server.hpp"
#include "peers_access.hpp"
#include "tenon/pq/session.hpp"

namespace {

using tenon::catalog::PrivateServer;

constexpr const char* kSmall = "00000000-0000-4000-8000-00000000aaaa";
constexpr const char* kLarge = "00000000-0000-4000-8000-00000000bbbb";

std::int64_t rows_wanted() {
  const char* text = std::getenv("TENON_BENCH_STREAM_ROWS");
  return text == nullptr ? 1'000'000 : std::max<std::int64_t>(10'000, std::atoll(text));
}

std::string fill(const char* tenant, std::int64_t count) {
  return fmt::format(
      "INSERT INTO shops (id, name) VALUES ('{0}', 'x'); "
      "INSERT INTO orders (tenant_id, number, placed, total, note, payload) SELECT '{0}', n, now(), n % 1000 "
      "/ 7.0, "
      "'note ' || n, jsonb_build_object('n', n) FROM generate_series(1, {1}::int8) n",
      tenant, count);
}

/// The most memory that the process ever had, in KiB.
long peak() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::atol(line.c_str() + 6);
  }
  return 0;
}

/// By its numbers: each once, and none left out.
class Seen {
 public:
  explicit Seen(std::int64_t count) : seen_(static_cast<std::size_t>(count) + 1) {}
  void operator()(const bench::Order& row) {
    if (seen_.at(static_cast<std::size_t>(row.number))) throw std::runtime_error("a row came twice");
    seen_[static_cast<std::size_t>(row.number)] = true;
    ++count_;
  }
  void expect_all() const {
    if (count_ + 1 != seen_.size()) throw std::runtime_error("not all rows came");
  }

 private:
  std::vector<bool> seen_;
  std::size_t count_ = 0;
};

/// In a process of its own, whose memory is what this took.
void measure(const std::string& url, const char* tenant, std::int64_t count, bool streams) {
  std::fflush(stdout);
  const pid_t child = ::fork();
  if (child != 0) {
    int status = 0;
    ::waitpid(child, &status, 0);
    if (status != 0) throw std::runtime_error("a measurement failed");
    return;
  }
  try {
    tenon::Pool pool{url, bench::kSchema, {.role = "peers_app", .size = 1}};
    pool.in_tenant(tenon::Uuid::parse(tenant),
                   [](tenon::TenantTx& tx) { static_cast<void>(bench::Orders{tx}.count()); });
    const long before = peak();
    Seen seen(count);
    pool.in_tenant(tenon::Uuid::parse(tenant), [&](tenon::TenantTx& tx) {
      if (streams) {
        bench::Orders{tx}.for_each([&](const bench::Order& row) { seen(row); });
      } else {
        for (const bench::Order& row : bench::all_orders(tx)) seen(row);
      }
    });
    seen.expect_all();
    fmt::print("{:>9} rows, {:<11} {:>8} KiB more than before\n", count, streams ? "one by one" : "at once",
               peak() - before);
    std::fflush(stdout);
    ::_exit(0);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    ::_exit(1);
  }
}

}  // namespace

int main() {
  auto server = PrivateServer::start({});
  if (!server) throw std::runtime_error(server.error().message);
  const std::string apply = fmt::format("{} apply {} --db '{}' >/dev/null", TENON_TOOL,
                                        TENON_SOURCE "/benchmarks/peers/peers.schema", server->url());
  if (std::system(apply.c_str()) != 0) return 1;
  const std::int64_t rows = rows_wanted();
  {
    auto session = tenon::pq::Session::connect(server->url());
    session.value().script(fill(kSmall, rows / 100)).value();
    session.value().script(fill(kLarge, rows)).value();
  }
  for (const bool streams : {true, false}) {
    measure(server->url(), kSmall, rows / 100, streams);
    measure(server->url(), kLarge, rows, streams);
  }
}
