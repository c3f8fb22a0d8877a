#include "tenon/fake_store.hpp"

#include <algorithm>
#include <iterator>

#include "fake_changes.hpp"
#include "server_error.hpp"
#include "tenon/error.hpp"

namespace tenon::fake {
namespace detail {
namespace {

bool has_null(const Cells& cells, const Places& columns) {
  return std::ranges::any_of(columns, [&](std::size_t column) { return cells[column].is_null(); });
}

bool is_true(const Cell& cell) {
  return !cell.is_null() && *static_cast<const bool*>(cell.value.get());
}

/// Of what a row refers to.
std::string_view tenant_of_parent(const ForeignKey& key, const StoredRow& child) {
  return key.to_shared && is_true(child.cells[*key.to_shared]) ? std::string_view() : child.tenant;
}

}  // namespace

bool equal_at(const Cells& a, const Places& of_a, const Cells& b, const Places& of_b) {
  return std::ranges::equal(of_a, of_b, [&](std::size_t x, std::size_t y) { return a[x] == b[y]; });
}

bool is_same(const Unique& unique, const StoredRow& a, const StoredRow& b) {
  if (!unique.of_all && a.tenant != b.tenant) return false;
  if (!unique.nulls_equal && has_null(a.cells, unique.columns)) return false;
  return equal_at(a.cells, unique.columns, b.cells, unique.columns);
}

bool refers(const ForeignKey& key, const StoredRow& child, const StoredRow& parent) {
  if (key.within_tenant && tenant_of_parent(key, child) != parent.tenant) return false;
  return !has_null(child.cells, key.columns) &&
         equal_at(child.cells, key.columns, parent.cells, key.referenced);
}

bool has_parent(const State& state, const ForeignKey& key, const StoredRow& row) {
  // What is no tenant's refers to no tenant.
  const bool is_nobodys = key.within_tenant && key.columns.empty() && row.tenant.empty();
  if (is_nobodys || has_null(row.cells, key.columns)) return true;
  return std::ranges::any_of(state.rows[key.table],
                             [&](const StoredRow& parent) { return refers(key, row, parent); });
}

void refuse_by(std::string_view what, const Table& table, std::string_view sqlstate,
               std::string_view constraint, std::string_view column) {
  ServerErrorFields fields;
  fields.sqlstate = sqlstate;
  fields.constraint = constraint;
  if (sqlstate.starts_with("23")) {
    fields.schema = table.space;
    fields.table = table.name;
    fields.column = column;
  }
  tenon::detail::throw_server_error(std::move(fields), what);
}

namespace {

/// A row of the root by a column; none where it is NULL.
const StoredRow* tenant_with(const State& state, const Tree& tree, const Cell& key) {
  const auto& rows = state.rows[tree.root];
  const auto found = std::ranges::find_if(
      rows, [&](const StoredRow& row) { return !key.is_null() && row.cells[tree.key] == key; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

std::vector<const StoredRow*> tenants_above(const State& state, const Tree& tree, std::string_view tenant) {
  const auto& rows = state.rows[tree.root];
  std::vector<const StoredRow*> out;
  const auto own = std::ranges::find(rows, tenant, &StoredRow::tenant);
  if (own == rows.end()) return out;
  const StoredRow* at = tenant_with(state, tree, own->cells[tree.parent]);
  // The last one may be the tenant itself, where it was put below one that stands below it.
  while (at != nullptr && std::ranges::find(out, at) == out.end()) {
    out.push_back(at);
    at = tenant_with(state, tree, at->cells[tree.parent]);
  }
  return out;
}

std::vector<const StoredRow*> tenants_below(const State& state, const Tree& tree, std::string_view tenant) {
  std::vector<const StoredRow*> out;
  for (const StoredRow& row : state.rows[tree.root]) {
    const auto above = tenants_above(state, tree, row.tenant);
    if (std::ranges::find(above, tenant, &StoredRow::tenant) != above.end()) out.push_back(&row);
  }
  return out;
}

std::int64_t& count_of(State& state, const Table& table, std::size_t number, const StoredRow& row) {
  std::vector<std::string> of = {std::to_string(number), row.tenant};
  for (const std::size_t column : table.counted_per) of.push_back(row.cells[column].form);
  return state.counts[of];
}

}  // namespace detail

Store::Store(const std::vector<Table>& all, Sources& by) : tables_(all), sources_(by) {
  state.rows.resize(all.size());
  types.resize(all.size());
}

void Store::check_deferred() const {
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    for (const ForeignKey& key : tables_[i].foreign_keys) {
      if (!key.deferred) continue;
      for (const StoredRow& row : state.rows[i]) {
        if (!detail::has_parent(state, key, row)) detail::refuse_by("", tables_[i], "23503", key.name);
      }
    }
    for (const Unique& unique : tables_[i].uniques) {
      const std::vector<StoredRow>& rows = state.rows[i];
      for (std::size_t a = 0; unique.deferred && a < rows.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b) {
          if (detail::is_same(unique, rows[a], rows[b]))
            detail::refuse_by("", tables_[i], "23505", unique.name);
        }
      }
    }
  }
}

}  // namespace tenon::fake
