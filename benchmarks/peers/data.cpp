#include "data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace peers {
namespace {

std::int64_t rows_wanted() {
  const char* text = std::getenv("TENON_BENCH_ROWS");
  return text == nullptr ? 100'000 : std::max<std::int64_t>(1000, std::atoll(text));
}

tenon::pq::Session session(const std::string& url) {
  auto made = tenon::pq::Session::connect(url);
  if (!made) throw std::runtime_error(made.error().message);
  return std::move(*made);
}

/// The same rows as made_order() makes; another tenant has as many.
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

}  // namespace

Data& Data::get() {
  static Data data;
  return data;
}

Data::Data() : rows_(rows_wanted()) {
  auto started = tenon::catalog::PrivateServer::start({});
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
  all_ = tally(fmt::format("tenant_id = '{}'", kTenant));
}

void Data::run(const std::string& sql) {
  session_->script(sql).value();
}

std::int64_t Data::number(const std::string& sql) {
  return std::atoll(std::string(session_->script(sql).value().text(0, 0)).c_str());
}

Tally Data::tally(const std::string& condition) {
  const auto result = session_->script(tally_sql(condition)).value();
  const auto at = [&](int column) { return std::atoll(std::string(result.text(0, column)).c_str()); };
  return {at(0), at(1), at(2), at(3), at(4), at(5), at(6)};
}

}  // namespace peers
