// Typed access to a fake's table: what generated fakes of repositories call.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "tenon/access.hpp"
#include "tenon/export.hpp"
#include "tenon/fake.hpp"
#include "tenon/fake_sealing.hpp"

namespace tenon {
namespace TENON_API fake {

/// Columns and what they are equal to.
using Equal = std::vector<std::pair<std::size_t, Cell>>;

/// A row, whoever's it is.
template <class Row>
struct Found {
  std::string tenant{};
  Row row{};
};

/// A tenant's key, as its column has it.
template <class T>
T tenant_key(const std::string& text) {
  return detail::parsed<T>(text).value();
}

template <class Row>
class Repository {
 public:
  /// `name` as statements are called: `orders.customers`.
  Repository(Tx& tx, std::size_t table, std::string_view name) : tx_(tx), table_(table), name_(name) {}

  template <class T>
  [[nodiscard]] static Cell cell(std::size_t place, const T& value) {
    return cell_at<Row>(place, value);
  }

  template <class New>
  Row insert(const New& row) {
    check_keys(row);
    return run("insert", true, [&](Statement& on) {
      return row_of<Row>(on.keys(), on.insert({given_of<Row>(on, row)}).front());
    });
  }
  template <class New>
  std::vector<Row> insert_many(const std::vector<New>& rows) {
    if (rows.empty()) return {};
    return run("insert_many", true, [&](Statement& on) {
      std::vector<Given> given;
      for (const New& row : rows) given.push_back(given_of<Row>(on, row));
      return rows_of(on, on.insert(given));
    });
  }
  /// The same by a statement for each of them.
  template <class New>
  std::vector<Row> insert_each(const std::vector<New>& rows) {
    for (const New& row : rows) check_keys(row);
    std::vector<Row> out;
    for (const New& row : rows) out.push_back(insert(row));
    return out;
  }
  template <class New>
  Row upsert(std::string_view method, const New& row, std::size_t unique, const Places& sets) {
    check_keys(row);
    return run(method, true, [&](Statement& on) {
      return row_of<Row>(on.keys(), on.upsert(given_of<Row>(on, row), unique, sets));
    });
  }
  /// A row as it is.
  void put(const Row& row) {
    run("put", true, [&](Statement& on) {
      Given given(types_of<Row>().size());
      for_each_field(row, [&](const FieldInfo& field, const auto& member) {
        detail::with_plain(
            member, [&](const auto& value) { given[place_of<Row>(field)] = stored_cell(on, field, value); });
      });
      bool shared = false;
      if constexpr (requires {
                      { row.shared } -> std::same_as<const bool&>;
                    })
        shared = on.has_shared() && row.shared;
      on.put(std::move(given), shared);
    });
  }

  /// What is read: of several with the same key the own one.
  std::optional<Row> find(std::string_view method, const Equal& by, std::optional<std::size_t> live = {}) {
    return run(method, false, [&](Statement& on) { return first_of(on, on.select(matching(by, live))); });
  }
  std::optional<Row> lock(const Equal& by) {
    return run("lock", true, [&](Statement& on) { return first_of(on, on.select_own(matching(by, {}))); });
  }
  /// By a column of hashes.
  template <class T>
  std::vector<Row> find_by_hash(std::string_view method, std::size_t column, const T& value) {
    Buffer plain;
    Codec<T>::encode(value, plain);
    std::vector<std::string> hashes;
    tx_.prepare(table_, types_of<Row>(),
                [&](const Statement& on) { hashes = on.hashes_of(column, plain.bytes()); });
    return run(method, false, [&](Statement& on) {
      return rows_of(on, on.select([&](const Cells& cells) {
        return !cells[column].is_null() && std::ranges::find(hashes, cells[column].form) != hashes.end();
      }));
    });
  }
  /// Rows of which one of the columns is to be encrypted anew.
  std::vector<Row> outdated(const Places& columns, std::int64_t limit) {
    Matches matches;
    tx_.prepare(table_, types_of<Row>(), [&](const Statement& on) { matches = on.is_outdated(columns); });
    return run("reencrypt", true,
               [&](Statement& on) { return rows_of(on, first(on.select_own(matches), limit)); });
  }
  std::vector<Row> find_many(std::size_t place, const auto& keys) {
    return each_once({place}, keys, [&](const auto& key) { return Cells{cell(place, key)}; });
  }
  template <class... Keys>
  std::vector<Row> find_many(const Places& places, const std::vector<std::tuple<Keys...>>& keys) {
    return each_once(places, keys, [&](const auto& key) {
      std::size_t i = 0;
      return std::apply([&](const auto&... part) { return Cells{cell(places[i++], part)...}; }, key);
    });
  }
  /// Rows whose columns hold what `key_of` gives of one of the items, ordered by `order`; `own` are those of
  /// the tenant alone.
  template <class Items, class KeyOf>
  std::vector<Row> among(std::string_view method, const Places& places, const Items& items, KeyOf key_of,
                         const Places& order, bool own) {
    if (items.empty()) return {};
    return run(method, false, [&](Statement& on) {
      const Matches matches = is_among(places, items, key_of);
      std::vector<Cells> found = own ? on.select_own(matches) : on.select(matches);
      sort(on, found, order, false);
      return rows_of(on, found);
    });
  }

  /// Of all tenants those that are equal, and not marked as deleted.
  std::vector<Found<Row>> look_up(std::string_view method, const Equal& by, std::optional<std::size_t> live) {
    return run(method, false, [&](Statement& on) {
      std::vector<Found<Row>> out;
      for (const StoredRow& row : on.select_all(matching(by, live)))
        out.push_back({row.tenant, row_of<Row>(on.keys(), row.cells)});
      return out;
    });
  }

  template <class Patch>
  std::optional<Row> update(const Equal& by, const Patch& patch, std::string_view method = "update") {
    check_keys(patch);
    return run(method, true, [&](Statement& on) {
      return first_of(on, on.update(matching(by, {}), given_of<Row>(on, patch)));
    });
  }
  template <class Patch>
  Row update_at_version(const Equal& by, const Patch& patch) {
    std::optional<Row> out = update(by, patch, "update_at_version");
    if (!out) throw Outdated(name_ + ".update_at_version");
    return std::move(*out);
  }
  bool remove(const Equal& by) { return remove_where("remove", by) > 0; }
  void remove_at_version(const Equal& by) {
    if (remove_where("remove_at_version", by) == 0) throw Outdated(name_ + ".remove_at_version");
  }
  std::int64_t remove_where(std::string_view method, const Equal& by, const Matches& between = {}) {
    return run(method, true, [&](Statement& on) {
      return static_cast<std::int64_t>(on.remove(matching(by, {}, between)));
    });
  }
  template <class Patch>
  std::int64_t update_where(std::string_view method, const Equal& by, const Matches& between,
                            const Patch& patch) {
    return run(method, true, [&](Statement& on) {
      return static_cast<std::int64_t>(on.update(matching(by, {}, between), given_of<Row>(on, patch)).size());
    });
  }
  std::vector<Row> take(std::string_view method, const Equal& by, const Matches& between,
                        std::optional<std::size_t> live, const Places& order, bool descending,
                        std::int64_t limit) {
    return run(method, true, [&](Statement& on) {
      std::vector<Cells> found = on.select_own(matching(by, live, between));
      sort(on, found, order, descending);
      return rows_of(on, first(std::move(found), limit));
    });
  }
  /// Rows at whose `place` there is something between the bounds.
  template <class T>
  [[nodiscard]] static Matches between(std::size_t place, const Between<T>& bounds) {
    const Cell from = cell(place, bounds.from);
    const Cell until = cell(place, bounds.until);
    const auto before = types_of<Row>()[place].less;
    return [=](const Cells& cells) {
      if (from.is_null() && until.is_null()) return true;
      if (cells[place].is_null()) return false;
      return (from.is_null() || !before(cells[place], from)) &&
             (until.is_null() || before(cells[place], until));
    };
  }

  /// Whether there was a row whose mark was as it has to be.
  bool mark(std::string_view method, const Equal& by, std::size_t place, bool deleted) {
    return run(method, true, [&](Statement& on) {
      Given patch(types_of<Row>().size());
      patch[place] = deleted ? on.type(place).now(on.now()) : Cell();
      const Matches matches = matching(by, {});
      const auto marked = [&](const Cells& cells) {
        return matches(cells) && cells[place].is_null() == deleted;
      };
      return !on.update(marked, patch).empty();
    });
  }

  [[nodiscard]] std::int64_t count(std::string_view method = "count", std::optional<std::size_t> live = {}) {
    return run(method, false, [&](Statement& on) {
      return static_cast<std::int64_t>(on.select(matching({}, live)).size());
    });
  }
  void for_each(std::string_view method, Each<Row> take, std::optional<std::size_t> live = {}) {
    detail::Keys keys;
    const std::vector<Cells> all = run(method, false, [&](Statement& on) {
      keys = on.keys();
      return on.select(matching({}, live));
    });
    // They are fetched by a statement of its own.
    tx_.begin_statement(name_ + '.' + std::string(method), false);
    for (const Cells& cells : all) take(row_of<Row>(keys, cells));
  }

  /// `after` is what a cursor holds of the columns of `order`; empty for the first page.
  template <class Cursor, class CursorOf>
  Page<Row, Cursor> page(std::string_view method, const Equal& by, std::optional<std::size_t> live,
                         const Places& order, bool descending, std::int64_t limit, const Cells& after,
                         CursorOf cursor_of) {
    return run(method, false, [&](Statement& on) {
      std::vector<Cells> found = on.select(matching(by, live));
      sort(on, found, order, descending);
      Page<Row, Cursor> out;
      for (const Cells& cells : found) {
        if (!after.empty() && !is_behind(on, cells, order, after, descending)) continue;
        if (std::cmp_equal(out.items.size(), limit)) {
          out.next = cursor_of(out.items.back());
          break;
        }
        out.items.push_back(row_of<Row>(on.keys(), cells));
      }
      return out;
    });
  }

 private:
  template <class Source>
  void check_keys(const Source& source) {
    if (!std::ranges::any_of(Description<Row>::fields, &FieldInfo::encrypted)) return;
    tx_.prepare(table_, types_of<Row>(), [&](const Statement& on) { check_keys_of<Row>(on, source); });
  }

  template <class Body>
  auto run(std::string_view method, bool writes, Body body) {
    return tx_.run(table_, name_ + '.' + std::string(method), writes, types_of<Row>(), std::move(body));
  }

  static Matches matching(const Equal& by, std::optional<std::size_t> live, Matches more = {}) {
    return [by, live, more = std::move(more)](const Cells& cells) {
      if (live && !cells[*live].is_null()) return false;
      if (more && !more(cells)) return false;
      return std::ranges::all_of(
          by, [&](const auto& item) { return !item.second.is_null() && cells[item.first] == item.second; });
    };
  }
  template <class Items, class KeyOf>
  static Matches is_among(const Places& places, const Items& items, KeyOf key_of) {
    std::set<std::vector<std::string>> wanted;
    for (const auto& item : items) wanted.insert(forms_of(key_of(item)));
    return [wanted = std::move(wanted), places](const Cells& cells) {
      Cells own;
      for (const std::size_t place : places) {
        if (cells[place].is_null()) return false;
        own.push_back(cells[place]);
      }
      return wanted.contains(forms_of(own));
    };
  }
  /// Of each key one row, the own one where it has several.
  template <class Items, class KeyOf>
  std::vector<Row> each_once(const Places& places, const Items& keys, KeyOf key_of) {
    if (keys.empty()) return {};
    return run("find_many", false, [&](Statement& on) {
      std::set<std::vector<std::string>> seen;
      std::vector<Row> out;
      for (const Cells& cells : on.select(is_among(places, keys, key_of))) {
        Cells key;
        for (const std::size_t place : places) key.push_back(cells[place]);
        if (seen.insert(forms_of(key)).second) out.push_back(row_of<Row>(on.keys(), cells));
      }
      return out;
    });
  }
  static std::vector<Cells> first(std::vector<Cells> rows, std::int64_t limit) {
    if (std::cmp_greater(rows.size(), limit)) rows.resize(static_cast<std::size_t>(limit));
    return rows;
  }
  static std::vector<std::string> forms_of(const Cells& cells) {
    std::vector<std::string> out;
    for (const Cell& cell : cells) out.push_back(cell.form);
    return out;
  }
  static std::vector<Row> rows_of(const Statement& on, const std::vector<Cells>& all) {
    std::vector<Row> out;
    out.reserve(all.size());
    for (const Cells& cells : all) out.push_back(row_of<Row>(on.keys(), cells));
    return out;
  }
  static std::optional<Row> first_of(const Statement& on, const std::vector<Cells>& all) {
    if (all.empty()) return std::nullopt;
    return row_of<Row>(on.keys(), all.front());
  }

  static bool is_before(const Statement& on, const Cells& a, const Cells& b, const Places& order) {
    for (const std::size_t place : order) {
      if (on.type(place).less(a[place], b[place])) return true;
      if (on.type(place).less(b[place], a[place])) return false;
    }
    return false;
  }
  static void sort(const Statement& on, std::vector<Cells>& rows, const Places& order, bool descending) {
    std::ranges::stable_sort(rows, [&](const Cells& a, const Cells& b) {
      return descending ? is_before(on, b, a, order) : is_before(on, a, b, order);
    });
  }
  /// The cursor's cells stand in the order's order.
  static bool is_behind(const Statement& on, const Cells& cells, const Places& order, const Cells& after,
                        bool descending) {
    Cells bound = cells;
    for (std::size_t i = 0; i < order.size(); ++i) bound[order[i]] = after[i];
    return descending ? is_before(on, cells, bound, order) : is_before(on, bound, cells, order);
  }

  Tx& tx_;
  std::size_t table_;
  std::string name_;
};

}  // namespace fake
}  // namespace tenon
