// By generated code: at its best, and as it is written without a thought.
#include <chrono>
#include <cstring>
#include <tenon/pool.hpp>
#include <utility>

#include "peer.hpp"
#include "peers_access.hpp"

namespace peers {
namespace {

using tenon::TenantTx;

tenon::Uuid uuid(const std::array<unsigned char, 16>& id) {
  tenon::Uuid out;
  std::memcpy(out.bytes.data(), id.data(), id.size());
  return out;
}

tenon::Timestamptz instant(std::int64_t micros) {
  return tenon::Timestamptz{std::chrono::microseconds(micros)};
}

Order plain(const bench::Order& row) {
  Order out;
  out.id = uuid_of(to_string(row.id));
  out.number = row.number;
  out.placed = row.placed.time_since_epoch().count();
  out.cents = cents_of(to_string(row.total));
  out.state = static_cast<int>(row.state);
  out.note = row.note;
  out.payload = row.payload.text;
  return out;
}

std::vector<bench::NewOrder> given(std::span<const Order> rows) {
  std::vector<bench::NewOrder> out;
  out.reserve(rows.size());
  for (const Order& row : rows) {
    bench::NewOrder item{.id = uuid(row.id),
                         .number = row.number,
                         .placed = instant(row.placed),
                         .total = tenon::Numeric::from_unscaled(row.cents, 2),
                         .state = static_cast<bench::State>(row.state),
                         .note = row.note,
                         .payload = tenon::Json{row.payload}};
    if (row.reference) item.reference = uuid(*row.reference);
    out.push_back(std::move(item));
  }
  return out;
}

std::int64_t cents(const tenon::Numeric& value) {
  return static_cast<std::int64_t>(value.unscaled());
}

class Tenon final : public Peer {
 private:
  template <class Body>
  auto in(const tenon::Uuid& tenant, Body body) {
    return pool_->in_tenant(tenant, [&](TenantTx& tx) {
      if (best_) tx.commit_with_next();
      return body(tx);
    });
  }
  template <class Body>
  auto here(Body body) {
    return in(tenant_, body);
  }
  template <class Body>
  auto there(Body body) {
    return in(importer_, body);
  }

 public:
  Tenon(const Place& place, std::shared_ptr<tenon::Pool> pool, bool best)
      : place_(place),
        tenant_(tenon::Uuid::parse(place.tenant)),
        importer_(tenon::Uuid::parse(place.importer)),
        pool_(std::move(pool)),
        best_(best) {}

  std::int64_t point_read(std::int64_t number) override {
    const tenon::Uuid id = uuid(made_id(number));
    return cents(here([&](TenantTx& tx) { return bench::Orders{tx}.find(id); })->total);
  }
  void fetch_all() override {
    rows_.clear();
    here([&](TenantTx& tx) { rows_ = bench::all_orders(tx); });
  }
  [[nodiscard]] Tally fetched() const override {
    std::vector<Order> out;
    for (const bench::Order& row : rows_) out.push_back(plain(row));
    return tally_of(out);
  }
  void give(std::span<const Order> rows) override { items_ = given(rows); }
  void insert() override {
    there([&](TenantTx& tx) {
      auto orders = bench::Orders{tx};
      if (best_) {
        orders.insert_many(items_);
      } else {
        for (const auto& item : items_) orders.insert(item);
      }
    });
  }
  std::int64_t page(std::int64_t placed_before) override {
    const bench::OrderByPlacedCursor after{.placed = instant(placed_before), .id = tenon::Uuid()};
    std::int64_t sum = 0;
    const auto page =
        here([&](TenantTx& tx) { return bench::Orders{tx}.page_by_placed({.limit = 50, .after = after}); });
    for (const bench::Order& row : page.items) sum += row.number;
    return sum;
  }
  void patch(std::int64_t number, const std::string& note) override {
    const tenon::Uuid id = uuid(made_id(number));
    here([&](TenantTx& tx) { bench::Orders{tx}.update(id, {.note = note}); });
  }
  void upsert() override {
    there([&](TenantTx& tx) {
      auto orders = bench::Orders{tx};
      if (best_) {
        orders.upsert_many_by_number(items_);
      } else {
        for (const auto& item : items_) orders.upsert_by_number(item);
      }
    });
  }
  std::int64_t page_with_lines() override {
    const auto lines = pool_->in_tenant(tenant_, [&](TenantTx& tx) {
      auto orders = bench::Orders{tx};
      const auto page = orders.page_by_placed({.limit = 50});
      if (best_) tx.commit_with_next();
      return orders.load_lines(page.items);
    });
    std::int64_t sum = 0;
    for (const auto& of_one : lines) {
      for (const bench::Line& line : of_one) sum += line.count;
    }
    return sum;
  }

 private:
  Place place_;
  tenon::Uuid tenant_;
  tenon::Uuid importer_;
  std::shared_ptr<tenon::Pool> pool_;
  bool best_;
  std::vector<bench::Order> rows_;
  std::vector<bench::NewOrder> items_;
};

/// One pool for all threads, of eight connections.
std::shared_ptr<tenon::Pool> pool_of(const Place& place) {
  static const auto pool =
      std::make_shared<tenon::Pool>(place.url, bench::kSchema, tenon::PoolOptions{.size = 8});
  return pool;
}

std::function<std::unique_ptr<Peer>(const Place&)> maker(bool best) {
  return [best](const Place& place) { return std::make_unique<Tenon>(place, pool_of(place), best); };
}

}  // namespace

std::vector<Way> tenon_ways() {
  return {{"tenon/best", maker(true)}, {"tenon/default", maker(false)}};
}

}  // namespace peers
