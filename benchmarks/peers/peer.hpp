// Several ways to the same rows: what each of them is asked for, and what shows that it did it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peers {

/// A row as those have it that bring no types of their own; tenon's is of the same members.
struct Order {
  std::array<unsigned char, 16> id{};
  std::int64_t number = 0;
  std::int64_t placed = 0;  ///< microseconds since 1970
  std::int64_t cents = 0;
  int state = 0;
  std::optional<std::string> note;
  std::optional<std::array<unsigned char, 16>> reference;
  std::string payload;
};

struct Line {
  std::array<unsigned char, 16> id{};
  std::array<unsigned char, 16> order{};
  std::string sku;
  std::int32_t count = 0;
};

/// Sums over rows, which a wrong value changes; SQL computes the same.
struct Tally {
  std::int64_t rows = 0;
  std::int64_t distinct = 0;
  std::int64_t numbers = 0;
  std::int64_t cents = 0;
  std::int64_t seconds = 0;
  std::int64_t letters = 0;  ///< of notes, or one for each that is NULL
  std::int64_t states = 0;
  friend bool operator==(const Tally&, const Tally&) = default;
};

Tally tally_of(std::span<const Order> rows);
/// Of the numbers of the fifty that a page has; one more was asked for.
std::int64_t sum_of_page(std::span<const Order> rows);
/// The same of rows in the database, under a condition of SQL.
std::string tally_sql(const std::string& condition);

[[nodiscard]] std::array<unsigned char, 16> made_id(std::int64_t number);
/// The order of that number, as the data's SQL makes it.
Order made_order(std::int64_t number);
std::string uuid_text(const std::array<unsigned char, 16>& id);
std::array<unsigned char, 16> uuid_of(std::string_view text);
/// `2026-01-01 00:00:17.5+00`
std::int64_t micros_of(std::string_view timestamptz);
std::string timestamptz_text(std::int64_t micros);
/// `12.50`
std::int64_t cents_of(std::string_view numeric);
std::string numeric_text(std::int64_t cents);
int state_of(std::string_view label);
std::string_view label_of(int state);

/// Where the data is: a server of the benchmark's own.
struct Place {
  std::string url;        ///< as the application logs in
  std::string admin_url;  ///< as somebody whom no policy binds
  std::string tenant;     ///< whose orders are read and written
  std::string importer;   ///< into whose tenant rows are inserted
};

/// One way, on a connection of its own. Each call is a transaction of the tenant's, begun and committed.
class Peer {
 public:
  Peer() = default;
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  virtual ~Peer() = default;

  /// The order of that number by its key: its cents.
  virtual std::int64_t point_read(std::int64_t number) = 0;
  virtual void fetch_all() = 0;
  /// Of what was fetched; isn't measured.
  [[nodiscard]] virtual Tally fetched() const = 0;
  /// The rows that insert() and upsert() write, in the peer's own form; isn't measured.
  virtual void give(std::span<const Order> rows) { given_.assign(rows.begin(), rows.end()); }
  /// Into the importer's tenant.
  virtual void insert() = 0;
  /// Fifty orders before an instant, the latest first, of which one more is asked for: the sum of their
  /// numbers.
  virtual std::int64_t page(std::int64_t placed_before) = 0;
  virtual void patch(std::int64_t number, const std::string& note) = 0;
  /// Of the importer's tenant, by number: the first half is there.
  virtual void upsert() = 0;
  /// The latest fifty, and the sum of all their lines' counts.
  virtual std::int64_t page_with_lines() = 0;

 protected:
  std::vector<Order> given_;
};

struct Way {
  const char* name;
  std::function<std::unique_ptr<Peer>(const Place&)> make;
};

std::vector<Way> tenon_ways();
std::vector<Way> libpq_ways();
std::vector<Way> libpqxx_ways();
std::vector<Way> soci_ways();

/// By hand too, and without a tenant: one prepared statement that is its own transaction. It can point_read()
/// alone.
Way plain_way();

/// Before it no order of the same instant comes: where a page starts that has no order in mind.
inline constexpr const char* kNilId = "00000000-0000-0000-0000-000000000000";

/// The statements, for whoever writes them by hand: the same that tenon makes.
namespace sql {
inline constexpr const char* kSetTenant = "SELECT set_config('app.current_tenant_id', $1, true)";
inline constexpr const char* kFind =
    "SELECT id, number, placed, total, state, note, reference, payload FROM public.orders "
    "WHERE tenant_id = $1::uuid AND id = $2::uuid";
inline constexpr const char* kAll =
    "SELECT id, number, placed, total, state, note, reference, payload FROM public.orders "
    "WHERE tenant_id = $1::uuid";
inline constexpr const char* kInsert =
    "INSERT INTO public.orders (tenant_id, id, number, placed, total, state, note, reference, payload) "
    "VALUES "
    "($1::uuid, $2::uuid, $3::int8, $4::timestamptz, $5::numeric, $6::public.state, $7::text, $8::uuid, "
    "$9::jsonb)";
inline constexpr const char* kInsertMany =
    "INSERT INTO public.orders (tenant_id, id, number, placed, total, state, note, reference, payload) "
    "SELECT $1::uuid, g.* FROM unnest($2::uuid[], $3::int8[], $4::timestamptz[], $5::numeric[], "
    "$6::public.state[], $7::text[], $8::uuid[], $9::jsonb[]) g "
    "RETURNING id, number, placed, total, state, note, reference, payload";
inline constexpr const char* kPage =
    "SELECT id, number, placed, total, state, note, reference, payload FROM public.orders "
    "WHERE tenant_id = $1::uuid AND (placed, id) < ($2::timestamptz, $3::uuid) "
    "ORDER BY placed DESC, id DESC LIMIT 51";
inline constexpr const char* kPatch =
    "UPDATE public.orders SET note = $3::text WHERE tenant_id = $1::uuid AND id = $2::uuid "
    "RETURNING id, number, placed, total, state, note, reference, payload";
inline constexpr const char* kUpsert =
    "INSERT INTO public.orders AS stored (tenant_id, id, number, placed, total, state, note, reference, "
    "payload) "
    "VALUES ($1::uuid, $2::uuid, $3::int8, $4::timestamptz, $5::numeric, $6::public.state, $7::text, "
    "$8::uuid, "
    "$9::jsonb) ON CONFLICT (tenant_id, number) DO UPDATE SET placed = excluded.placed, total = "
    "excluded.total, "
    "state = excluded.state, note = excluded.note, reference = excluded.reference, payload = "
    "excluded.payload "
    "RETURNING id, number, placed, total, state, note, reference, payload";
inline constexpr const char* kLatest =
    "SELECT id, number, placed, total, state, note, reference, payload FROM public.orders "
    "WHERE tenant_id = $1::uuid ORDER BY placed DESC, id DESC LIMIT 51";
inline constexpr const char* kLines =
    "SELECT id, order_id, sku, count FROM public.lines WHERE tenant_id = $1::uuid AND order_id = ANY "
    "($2::uuid[]) "
    "ORDER BY order_id, id";
}  // namespace sql

}  // namespace peers
