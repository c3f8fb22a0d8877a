#include "fake_changes.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "tenon/error.hpp"

namespace tenon::fake::detail {
namespace {

using Rows = std::vector<StoredRow>;

std::string image(const ColumnTypes& types, const StoredRow& row, std::size_t column) {
  const Cell& cell = row.cells[column];
  // What stands behind the struct's columns are hashes.
  return cell.is_null() || column >= types.size() ? cell.form : types[column].image(cell);
}

bool is_changed(const ColumnTypes& types, const StoredRow& a, const StoredRow& b, std::size_t column) {
  return a.cells[column].is_null() != b.cells[column].is_null() ||
         image(types, a, column) != image(types, b, column);
}

bool is_changed(const ColumnTypes& types, const StoredRow& a, const StoredRow& b, const Places& columns) {
  return std::ranges::any_of(columns, [&](std::size_t column) { return is_changed(types, a, b, column); });
}

Places all_of(const Table& table) {
  Places out;
  for (std::size_t i = 0; i < table.columns.size(); ++i) out.push_back(i);
  return out;
}

}  // namespace

Cell Changes::default_of(std::size_t table, std::size_t column, const std::string& tenant) {
  const Column& info = store_.table(table).columns[column];
  if (info.made == Made::null || info.made == Made::counted) return {};
  const ColumnType& type = (*store_.types[table])[column];
  Sources& sources = store_.sources();
  switch (info.made) {
    case Made::uuid:
    case Made::uuid7:
      return type.uuid(sources.ids());
    case Made::now:
      return type.now(now_);
    case Made::literal:
      if (Cell out = type.literal(info.literal, type.sql_type); !out.is_null()) return out;
      break;
    case Made::tenant:
      return type.literal(tenant, type.sql_type);
    case Made::shared:
      return type.literal(tenant.empty() ? "true" : "false", type.sql_type);
    case Made::identity:
      return type.number(++store_.sequences[{table, column}]);
    case Made::null:
    case Made::counted:
    case Made::sql:
      break;
  }
  const auto found = sources.defaults.find({table, column});
  if (found == sources.defaults.end())
    throw Error(std::string(what_) + ": the fake can't make the default of `" + std::string(info.name) +
                "`, which is SQL: give the field a value, or supply one by on_default()");
  return found->second();
}

void Changes::check_given(std::size_t table, const StoredRow& row) const {
  const std::vector<Column>& columns = store_.table(table).columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (row.cells[i].is_null() && !columns[i].nullable)
      refuse_by(what_, store_.table(table), "23502", {}, columns[i].name);
  }
}

void Changes::check_uniques(std::size_t table, const StoredRow& row, std::size_t at) const {
  const Rows& rows = store_.state.rows[table];
  for (const Unique& unique : store_.table(table).uniques) {
    if (unique.deferred) continue;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i != at && is_same(unique, row, rows[i]))
        refuse_by(what_, store_.table(table), "23505", unique.name);
    }
  }
}

void Changes::insert(std::size_t table, StoredRow row) {
  Rows& rows = store_.state.rows[table];
  check_given(table, row);
  check_uniques(table, row, rows.size());
  queue_checks(table, row, nullptr);
  rows.push_back(std::move(row));
}

/// `@touch` and `@version`, of a row of which anything is another.
void Changes::mark_change(std::size_t table, StoredRow& row, const StoredRow& before) const {
  const Table& info = store_.table(table);
  const ColumnTypes& types = *store_.types[table];
  if (!is_changed(types, row, before, all_of(info))) return;
  for (const std::size_t column : info.touched) row.cells[column] = types[column].now(now_);
  if (!info.version) return;
  const ColumnType& type = types[*info.version];
  row.cells[*info.version] = type.number(type.number_of(before.cells[*info.version]) + 1);
}

StoredRow Changes::change(std::size_t table, std::size_t at, const Given& patch) {
  const Table& info = store_.table(table);
  const StoredRow before = store_.state.rows[table][at];
  StoredRow row = before;
  for (std::size_t i = 0; i < patch.size(); ++i) {
    if (!patch[i]) continue;
    row.cells[i] = *patch[i];
    if (info.columns[i].seal) seal(info, row, i, store_.sources().keys);
  }
  mark_change(table, row, before);
  check_given(table, row);
  check_uniques(table, row, at);
  store_.state.rows[table][at] = row;
  queue_actions(table, before, &row);
  queue_checks(table, row, &before);
  return row;
}

void Changes::remove(std::size_t table, std::size_t at) {
  Rows& rows = store_.state.rows[table];
  const StoredRow gone = std::move(rows[at]);
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(at));
  if (store_.table(table).whose == Whose::root)
    std::erase_if(store_.state.counts, [&](const auto& item) { return item.first[1] == gone.tenant; });
  queue_actions(table, gone, nullptr);
}

void Changes::queue_actions(std::size_t table, const StoredRow& before, const StoredRow* after) {
  for (std::size_t other = 0; other < store_.size(); ++other) {
    for (const ForeignKey& key : store_.table(other).foreign_keys) {
      if (key.table != table) continue;
      if (after == nullptr) {
        events_.emplace_back([=, this, &key] { follow(other, key, before, nullptr); });
      } else if (is_changed(*store_.types[table], before, *after, key.referenced)) {
        events_.emplace_back([=, this, &key, then = *after] { follow(other, key, before, &then); });
      }
    }
  }
}

void Changes::queue_checks(std::size_t table, const StoredRow& row, const StoredRow* before) {
  const Table& info = store_.table(table);
  const auto moves = [&](const Places& columns) {
    return before == nullptr || is_changed(*store_.types[table], row, *before, columns);
  };
  for (const ForeignKey& key : info.foreign_keys) {
    Places columns = key.columns;
    if (key.to_shared) columns.push_back(*key.to_shared);
    if (!key.deferred && moves(columns))
      events_.emplace_back([=, this, &key, number = row.number] { check_parent(table, key, number); });
  }
  if (info.tree && info.tree->root == table && moves({info.tree->parent}))
    events_.emplace_back([=, this, number = row.number] { check_place(table, number); });
}

void Changes::check_parent(std::size_t table, const ForeignKey& key, std::uint64_t row) const {
  const Rows& rows = store_.state.rows[table];
  const auto found = std::ranges::find(rows, row, &StoredRow::number);
  if (found != rows.end() && !has_parent(store_.state, key, *found))
    refuse_by(what_, store_.table(table), "23503", key.name);
}

void Changes::follow(std::size_t table, const ForeignKey& key, const StoredRow& before,
                     const StoredRow* after) {
  Rows& rows = store_.state.rows[table];
  const auto is_child = [&](const StoredRow& row) { return refers(key, row, before); };
  switch (after == nullptr ? key.on_delete : key.on_update) {
    case Action::no_action:
      if (!key.deferred && std::ranges::any_of(rows, [&](const StoredRow& row) {
            return is_child(row) && !has_parent(store_.state, key, row);
          }))
        refuse_by(what_, store_.table(table), "23503", key.name);
      return;
    case Action::restrict:
      if (std::ranges::any_of(rows, is_child)) refuse_by(what_, store_.table(table), "23503", key.name);
      return;
    case Action::cascade:
      for (std::size_t at = 0; at < rows.size();) {
        if (!is_child(rows[at])) {
          ++at;
        } else if (after == nullptr) {
          remove(table, at);
        } else {
          Given patch(rows[at].cells.size());
          for (std::size_t i = 0; i < key.columns.size(); ++i)
            patch[key.columns[i]] = after->cells[key.referenced[i]];
          change(table, at++, patch);
        }
      }
      return;
    case Action::set_null:
      return set(table, key, before, false);
    case Action::set_default:
      return set(table, key, before, true);
  }
}

void Changes::set(std::size_t table, const ForeignKey& key, const StoredRow& before, bool to_default) {
  Rows& rows = store_.state.rows[table];
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (!refers(key, rows[at], before)) continue;
    Given patch(rows[at].cells.size());
    for (const std::size_t column : key.set)
      patch[column] = to_default ? default_of(table, column, rows[at].tenant) : Cell();
    change(table, at, patch);
    // It may be the one whose default this is.
    if (to_default && refers(key, rows[at], before) && !has_parent(store_.state, key, rows[at]))
      refuse_by(what_, store_.table(table), "23503", key.name);
  }
}

void Changes::check_place(std::size_t table, std::uint64_t row) const {
  const Rows& rows = store_.state.rows[table];
  const auto found = std::ranges::find(rows, row, &StoredRow::number);
  const Tree& tree = *store_.table(table).tree;
  if (found == rows.end() || found->cells[tree.parent].is_null()) return;
  // What a function of the database raises tells no schema.
  Table told;
  told.name = store_.table(table).name;
  const auto above = tenants_above(store_.state, tree, found->tenant);
  const bool is_circle = std::ranges::find(above, &*found) != above.end();
  const auto depth_of = [&](const StoredRow* tenant) {
    return tenants_above(store_.state, tree, tenant->tenant).size();
  };
  std::size_t depth = is_circle ? 0 : above.size();
  if (!is_circle) {
    for (const StoredRow* below : tenants_below(store_.state, tree, found->tenant))
      depth = std::max(depth, depth_of(below));
  }
  if (is_circle || depth > tree.depth) refuse_by(what_, told, "23514", tree.trigger);
}

void Changes::settle() {
  while (!events_.empty()) {
    const std::function<void()> event = std::move(events_.front());
    events_.pop_front();
    event();
  }
}

}  // namespace tenon::fake::detail
