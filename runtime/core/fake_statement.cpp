#include <algorithm>
#include <utility>

#include "fake_changes.hpp"
#include "tenon/error.hpp"
#include "tenon/fake_store.hpp"

namespace tenon::fake {

using detail::Changes;

Statement::Statement(Store& store, std::size_t table, std::string tenant, Timestamptz now, std::string what,
                     const ColumnTypes& types)
    : store_(store),
      number_(table),
      table_(store.table(table)),
      asks_(std::move(tenant)),
      tenant_(table_.whose == Whose::nobodys ? std::string() : asks_),
      is_nobody_(!table_.nobody.empty() && asks_ == table_.nobody),
      now_(now),
      what_(std::move(what)),
      types_(types) {
  store_.types[table] = &types;
  read_ = tenants_read();
}

std::vector<std::string> Statement::tenants_read() const {
  if (is_nobody_) return {};
  std::vector<std::string> out = {tenant_};
  if (table_.reads == Reads::own) return out;
  if (table_.reads == Reads::shared) {
    out.emplace_back();
    return out;
  }
  const Tree& tree = *table_.tree;
  auto others = table_.reads == Reads::below ? detail::tenants_below(store_.state, tree, tenant_)
                                             : detail::tenants_above(store_.state, tree, tenant_);
  std::ranges::sort(others, [&](const StoredRow* a, const StoredRow* b) {
    return (*store_.types[tree.root])[tree.key].less(a->cells[tree.key], b->cells[tree.key]);
  });
  for (const StoredRow* other : others) out.push_back(other->tenant);
  return out;
}

void Statement::refuse(std::string_view sqlstate, std::string_view constraint,
                       std::string_view column) const {
  detail::refuse_by(what_, table_, sqlstate, constraint, column);
}

/// A row of nobody's is everybody's, unless only those see it to whom it is shown.
bool Statement::is_own(const StoredRow& row) const {
  return table_.seen_by ? is_seen(row) : !is_nobody_ && row.tenant == tenant_;
}

bool Statement::is_seen(const StoredRow& row) const {
  const Membership& by = *table_.seen_by;
  return std::ranges::any_of(store_.state.rows[by.table], [&](const StoredRow& member) {
    return member.tenant == asks_ && (!by.mark || member.cells[*by.mark].is_null()) &&
           detail::equal_at(member.cells, by.columns, row.cells, by.key);
  });
}

std::vector<Cells> Statement::select(const Matches& matches) const {
  if (table_.seen_by) return select_own(matches);
  std::vector<Cells> out;
  for (const std::string& tenant : read_) {
    for (const StoredRow& row : store_.state.rows[number_]) {
      if (row.tenant == tenant && matches(row.cells)) out.push_back(row.cells);
    }
  }
  return out;
}

std::vector<Cells> Statement::select_own(const Matches& matches) const {
  std::vector<Cells> out;
  for (const StoredRow& row : store_.state.rows[number_]) {
    if (is_own(row) && matches(row.cells)) out.push_back(row.cells);
  }
  return out;
}

std::vector<StoredRow> Statement::select_all(const Matches& matches) const {
  std::vector<StoredRow> out;
  for (const StoredRow& row : store_.state.rows[number_]) {
    if (matches(row.cells)) out.push_back(row);
  }
  return out;
}

StoredRow Statement::completed(const Given& row, std::string tenant) {
  Changes changes(store_, now_, what_);
  StoredRow out;
  out.tenant = std::move(tenant);
  out.number = ++store_.last_row;
  for (std::size_t i = 0; i < table_.columns.size(); ++i) {
    const bool is_given = i < row.size() && row[i];
    out.cells.push_back(is_given ? *row[i] : changes.default_of(number_, i, out.tenant));
  }
  if (is_nobody_) refuse("42501", {});
  for (std::size_t i = 0; i < table_.columns.size(); ++i) {
    if (table_.columns[i].seal) detail::seal(table_, out, i, keys());
  }
  return out;
}

/// The server keeps the counts of tenants that there are.
void Statement::check_counted() const {
  for (std::size_t i = 0; i < store_.size(); ++i) {
    if (store_.table(i).whose != Whose::root) continue;
    const std::vector<StoredRow>& tenants = store_.state.rows[i];
    if (std::ranges::find(tenants, tenant_, &StoredRow::tenant) != tenants.end()) continue;
    Table counters;
    counters.space = "tenon";
    counters.name = "counters";
    detail::refuse_by(what_, counters, "23503", "counters_tenant_fkey");
  }
}

void Statement::count(StoredRow& row) {
  if (!table_.counted) return;
  check_counted();
  row.cells[*table_.counted] =
      types_[*table_.counted].number(++detail::count_of(store_.state, table_, number_, row));
}

std::vector<Cells> Statement::insert(const std::vector<Given>& given) {
  Changes changes(store_, now_, what_);
  std::vector<Cells> out;
  for (const Given& item : given) {
    StoredRow row = completed(item, tenant_);
    count(row);
    out.push_back(row.cells);
    changes.insert(number_, std::move(row));
  }
  changes.settle();
  return out;
}

Cells Statement::upsert(const Given& given, std::size_t unique, const Places& sets) {
  Changes changes(store_, now_, what_);
  StoredRow row = completed(given, tenant_);
  count(row);
  std::vector<StoredRow>& rows = store_.state.rows[number_];
  const auto found = std::ranges::find_if(
      rows, [&](const StoredRow& other) { return detail::is_same(table_.uniques[unique], row, other); });
  if (found == rows.end()) {
    Cells out = row.cells;
    changes.insert(number_, std::move(row));
    changes.settle();
    return out;
  }
  // A required value may be missing all the same.
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (row.cells[i].is_null() && !table_.columns[i].nullable) refuse("23502", {}, table_.columns[i].name);
  }
  Given patch(given.size());
  for (const std::size_t column : sets) {
    if (column < given.size()) patch[column] = given[column];
  }
  const StoredRow changed = changes.change(number_, static_cast<std::size_t>(found - rows.begin()), patch);
  changes.settle();
  return changed.cells;
}

std::vector<Cells> Statement::update(const Matches& matches, const Given& patch) {
  Changes changes(store_, now_, what_);
  const std::vector<StoredRow>& rows = store_.state.rows[number_];
  Places found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (is_own(rows[i]) && matches(rows[i].cells)) found.push_back(i);
  }
  std::vector<Cells> out;
  for (const std::size_t at : found) out.push_back(changes.change(number_, at, patch).cells);
  changes.settle();
  return out;
}

std::size_t Statement::remove(const Matches& matches) {
  Changes changes(store_, now_, what_);
  const std::vector<StoredRow>& rows = store_.state.rows[number_];
  std::size_t count = 0;
  for (std::size_t at = 0; at < rows.size();) {
    if (!is_own(rows[at]) || !matches(rows[at].cells)) {
      ++at;
      continue;
    }
    changes.remove(number_, at);
    ++count;
  }
  changes.settle();
  return count;
}

void Statement::put(Given given, bool shared) {
  Changes changes(store_, now_, what_);
  for (std::size_t i = 0; i < given.size(); ++i) {
    const Made made = table_.columns[i].made;
    if (made == Made::tenant || made == Made::shared) {
      given[i].reset();
    } else if (!given[i]) {
      given[i].emplace();
    }
  }
  StoredRow row = completed(given, shared ? std::string() : tenant_);
  // What is counted goes on behind it.
  if (table_.counted && !row.cells[*table_.counted].is_null()) {
    std::int64_t& last = detail::count_of(store_.state, table_, number_, row);
    last = std::max(last, types_[*table_.counted].number_of(row.cells[*table_.counted]));
  }
  changes.insert(number_, std::move(row));
  changes.settle();
}

}  // namespace tenon::fake
