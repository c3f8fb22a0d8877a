// What a statement of a fake does to rows, of whatever table, and what follows from that.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

#include "tenon/fake_store.hpp"

namespace tenon::fake::detail {

[[nodiscard]] bool equal_at(const Cells& a, const Places& of_a, const Cells& b, const Places& of_b);
/// Whether one of them stands in the other's way.
[[nodiscard]] bool is_same(const Unique& unique, const StoredRow& a, const StoredRow& b);
[[nodiscard]] bool refers(const ForeignKey& key, const StoredRow& child, const StoredRow& parent);
[[nodiscard]] bool has_parent(const State& state, const ForeignKey& key, const StoredRow& row);

[[noreturn]] void refuse_by(std::string_view what, const Table& table, std::string_view sqlstate,
                            std::string_view constraint, std::string_view column = {});

/// Those that stand above the tenant, or below it, in no order.
[[nodiscard]] std::vector<const StoredRow*> tenants_above(const State& state, const Tree& tree,
                                                          std::string_view tenant);
[[nodiscard]] std::vector<const StoredRow*> tenants_below(const State& state, const Tree& tree,
                                                          std::string_view tenant);

/// A row's number, by table, tenant, and what else is counted by.
[[nodiscard]] std::int64_t& count_of(State& state, const Table& table, std::size_t number,
                                     const StoredRow& row);

/// References are looked after as by the server's triggers: once all rows of the statement are changed, one
/// after the other as they were changed, and behind them what was changed by that.
class Changes {
 public:
  Changes(Store& store, Timestamptz now, std::string_view what) : store_(store), now_(now), what_(what) {}

  /// What a column gets that isn't given.
  [[nodiscard]] Cell default_of(std::size_t table, std::size_t column, const std::string& tenant);
  void insert(std::size_t table, StoredRow row);
  /// Gives the row as it is then.
  StoredRow change(std::size_t table, std::size_t at, const Given& patch);
  void remove(std::size_t table, std::size_t at);
  void settle();

 private:
  void check_given(std::size_t table, const StoredRow& row) const;
  void check_uniques(std::size_t table, const StoredRow& row, std::size_t at) const;
  void mark_change(std::size_t table, StoredRow& row, const StoredRow& before) const;
  /// `after` is null where it is gone.
  void queue_actions(std::size_t table, const StoredRow& before, const StoredRow* after);
  void queue_checks(std::size_t table, const StoredRow& row, const StoredRow* before);
  void follow(std::size_t table, const ForeignKey& key, const StoredRow& before, const StoredRow* after);
  void set(std::size_t table, const ForeignKey& key, const StoredRow& before, bool to_default);
  void check_parent(std::size_t table, const ForeignKey& key, std::uint64_t row) const;
  void check_place(std::size_t table, std::uint64_t row) const;

  Store& store_;
  Timestamptz now_;
  std::string_view what_;
  std::deque<std::function<void()>> events_;
};

/// Encrypts the plain bytes that the row has in the column, for its place, and hashes them where they are
/// searched. Throws KeyMissing.
void seal(const Table& table, StoredRow& row, std::size_t column, const std::shared_ptr<KeyProvider>& keys);

}  // namespace tenon::fake::detail
