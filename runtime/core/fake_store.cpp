#include "tenon/fake_store.hpp"

#include <algorithm>
#include <iterator>

#include "server_error.hpp"
#include "tenon/error.hpp"

namespace tenon::fake {
namespace {

using Rows = std::vector<StoredRow>;

bool has_null(const Cells& cells, const Places& columns) {
  return std::ranges::any_of(columns, [&](std::size_t column) { return cells[column].is_null(); });
}

bool equal_at(const Cells& a, const Places& of_a, const Cells& b, const Places& of_b) {
  return std::ranges::equal(of_a, of_b, [&](std::size_t x, std::size_t y) { return a[x] == b[y]; });
}

bool is_same(const Unique& unique, const StoredRow& a, const StoredRow& b) {
  if (!unique.of_all && a.tenant != b.tenant) return false;
  if (!unique.nulls_equal && has_null(a.cells, unique.columns)) return false;
  return equal_at(a.cells, unique.columns, b.cells, unique.columns);
}

bool refers(const ForeignKey& key, const StoredRow& child, const StoredRow& parent) {
  if (key.within_tenant && child.tenant != parent.tenant) return false;
  return !has_null(child.cells, key.columns) &&
         equal_at(child.cells, key.columns, parent.cells, key.referenced);
}

[[noreturn]] void refuse_by(std::string_view what, const Table& table, std::string_view sqlstate,
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

bool has_parent(const State& state, const ForeignKey& key, const StoredRow& row) {
  if (has_null(row.cells, key.columns)) return true;
  return std::ranges::any_of(state.rows[key.table],
                             [&](const StoredRow& parent) { return refers(key, row, parent); });
}

/// No NUL byte is in a tenant's key or in the form of a number, so that parts don't run into each other.
std::string count_of(std::size_t table, const StoredRow& row, const Places& per) {
  std::string out = std::to_string(table) + '\0' + row.tenant;
  for (const std::size_t column : per) {
    const std::string& form = row.cells[column].form;
    out += '\0' + std::to_string(form.size()) + '\0' + form;
  }
  return out;
}

}  // namespace

Store::Store(const std::vector<Table>& all, Sources& by) : tables_(all), sources_(by) {
  state.rows.resize(all.size());
}

void Store::check_deferred() const {
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    for (const ForeignKey& key : tables_[i].foreign_keys) {
      if (!key.deferred) continue;
      for (const StoredRow& row : state.rows[i]) {
        if (!has_parent(state, key, row)) refuse_by("", tables_[i], "23503", key.name, {});
      }
    }
    for (const Unique& unique : tables_[i].uniques) {
      const Rows& rows = state.rows[i];
      for (std::size_t a = 0; unique.deferred && a < rows.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b) {
          if (is_same(unique, rows[a], rows[b])) refuse_by("", tables_[i], "23505", unique.name, {});
        }
      }
    }
  }
}

Statement::Statement(Store& store, std::size_t table, std::string tenant, Timestamptz now, std::string what,
                     const std::vector<ColumnType>& types)
    : store_(store),
      number_(table),
      table_(store.table(table)),
      asks_(std::move(tenant)),
      tenant_(table_.whose == Whose::nobodys ? std::string() : asks_),
      now_(now),
      what_(std::move(what)),
      types_(types) {}

void Statement::refuse(std::string_view sqlstate, std::string_view constraint,
                       std::string_view column) const {
  refuse_by(what_, table_, sqlstate, constraint, column);
}

bool Statement::is_seen(const StoredRow& row) const {
  if (!table_.seen_by) return row.tenant == tenant_;
  const Membership& by = *table_.seen_by;
  return std::ranges::any_of(store_.state.rows[by.table], [&](const StoredRow& member) {
    return member.tenant == asks_ && (!by.mark || member.cells[*by.mark].is_null()) &&
           equal_at(member.cells, by.columns, row.cells, by.key);
  });
}

std::vector<Cells> Statement::select(const Matches& matches) const {
  std::vector<Cells> out;
  for (const StoredRow& row : store_.state.rows[number_]) {
    if (is_seen(row) && matches(row.cells)) out.push_back(row.cells);
  }
  return out;
}

Cell Statement::made(std::size_t column) {
  const Column& info = table_.columns[column];
  const ColumnType& type = types_[column];
  Sources& sources = store_.sources_;
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
      return type.literal(tenant_, type.sql_type);
    case Made::identity:
      return type.number(++store_.sequences_[{number_, column}]);
    case Made::null:
    case Made::counted:
      return {};
    case Made::sql:
      break;
  }
  const auto found = sources.defaults.find({number_, column});
  if (found == sources.defaults.end())
    throw Error(what_ + ": the fake can't make the default of `" + std::string(info.name) +
                "`, which is SQL: give the field a value, or supply one by on_default()");
  return found->second();
}

StoredRow Statement::completed(const Given& row) {
  StoredRow out;
  out.tenant = tenant_;
  out.cells.reserve(row.size());
  for (std::size_t i = 0; i < row.size(); ++i) out.cells.push_back(row[i] ? *row[i] : made(i));
  return out;
}

void Statement::count(StoredRow& row) {
  if (!table_.counted) return;
  row.cells[*table_.counted] =
      types_[*table_.counted].number(++store_.state.counts[count_of(number_, row, table_.counted_per)]);
}

void Statement::check_given(const StoredRow& row) const {
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (row.cells[i].is_null() && !table_.columns[i].nullable) refuse("23502", {}, table_.columns[i].name);
  }
}

void Statement::check_uniques(const StoredRow& row, std::size_t at) const {
  const Rows& rows = store_.state.rows[number_];
  for (const Unique& unique : table_.uniques) {
    if (unique.deferred) continue;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i != at && is_same(unique, row, rows[i])) refuse("23505", unique.name);
    }
  }
}

void Statement::check_parents(const StoredRow& row) const {
  for (const ForeignKey& key : table_.foreign_keys) {
    if (!key.deferred && !has_parent(store_.state, key, row)) refuse("23503", key.name);
  }
}

std::vector<Cells> Statement::insert(const std::vector<Given>& given) {
  Rows& rows = store_.state.rows[number_];
  const std::size_t first = rows.size();
  std::vector<Cells> out;
  for (const Given& item : given) {
    StoredRow row = completed(item);
    count(row);
    check_given(row);
    check_uniques(row, rows.size());
    out.push_back(row.cells);
    rows.push_back(std::move(row));
  }
  // A row may refer to another of the same statement.
  for (std::size_t i = first; i < rows.size(); ++i) check_parents(rows[i]);
  return out;
}

Cells Statement::upsert(const Given& given, std::size_t unique, const Places& sets) {
  StoredRow row = completed(given);
  count(row);
  check_given(row);
  Rows& rows = store_.state.rows[number_];
  const auto found = std::ranges::find_if(
      rows, [&](const StoredRow& other) { return is_same(table_.uniques[unique], row, other); });
  if (found == rows.end()) {
    check_uniques(row, rows.size());
    rows.push_back(row);
    check_parents(row);  // it may refer to itself
    return row.cells;
  }
  Given patch(given.size());
  for (const std::size_t column : sets) patch[column] = given[column];
  const auto at = static_cast<std::size_t>(found - rows.begin());
  change(at, patch);
  check_parents(rows[at]);
  return rows[at].cells;
}

void Statement::change(std::size_t at, const Given& patch) {
  StoredRow row = store_.state.rows[number_][at];
  for (std::size_t i = 0; i < patch.size(); ++i) {
    if (patch[i]) row.cells[i] = *patch[i];
  }
  if (row.cells != store_.state.rows[number_][at].cells) {
    for (const std::size_t column : table_.touched) row.cells[column] = types_[column].now(now_);
    if (table_.version) {
      const ColumnType& type = types_[*table_.version];
      row.cells[*table_.version] = type.number(type.number_of(row.cells[*table_.version]) + 1);
    }
  }
  check_given(row);
  check_uniques(row, at);
  store_.state.rows[number_][at] = std::move(row);
}

std::vector<Cells> Statement::update(const Matches& matches, const Given& patch) {
  Rows& rows = store_.state.rows[number_];
  Places changed;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (is_seen(rows[i]) && matches(rows[i].cells)) changed.push_back(i);
  }
  for (const std::size_t at : changed) change(at, patch);
  std::vector<Cells> out;
  for (const std::size_t at : changed) {
    check_parents(rows[at]);
    out.push_back(rows[at].cells);
  }
  return out;
}

/// And those that go with it. What stands in the way is refused where it is `restrict`, and at the
/// statement's end otherwise.
void Statement::take_away(std::size_t table, std::size_t at) {
  State& state = store_.state;
  const StoredRow gone = state.rows[table][at];
  state.rows[table].erase(state.rows[table].begin() + static_cast<std::ptrdiff_t>(at));
  for (std::size_t other = 0; other < state.rows.size(); ++other) {
    const Table& children = store_.table(other);
    for (const ForeignKey& key : children.foreign_keys) {
      if (key.table != table) continue;
      const auto next = [&] {
        return std::ranges::find_if(state.rows[other],
                                    [&](const StoredRow& row) { return refers(key, row, gone); });
      };
      for (auto child = next(); child != state.rows[other].end(); child = next()) {
        if (key.on_delete == OnDelete::cascade) {
          take_away(other, static_cast<std::size_t>(child - state.rows[other].begin()));
        } else if (key.on_delete == OnDelete::set_null) {
          for (const std::size_t column : key.set) child->cells[column] = {};
        } else if (key.on_delete == OnDelete::restrict) {
          refuse_by(what_, children, "23503", key.name, {});
        } else {
          break;
        }
      }
    }
  }
}

std::size_t Statement::remove(const Matches& matches) {
  State& state = store_.state;
  std::size_t count = 0;
  const auto next = [&] {
    return std::ranges::find_if(state.rows[number_],
                                [&](const StoredRow& row) { return is_seen(row) && matches(row.cells); });
  };
  for (auto row = next(); row != state.rows[number_].end(); row = next(), ++count)
    take_away(number_, static_cast<std::size_t>(row - state.rows[number_].begin()));
  if (count == 0) return 0;
  for (std::size_t i = 0; i < state.rows.size(); ++i) {
    for (const ForeignKey& key : store_.table(i).foreign_keys) {
      if (key.deferred) continue;
      for (const StoredRow& row : state.rows[i]) {
        if (!has_parent(state, key, row)) refuse_by(what_, store_.table(i), "23503", key.name, {});
      }
    }
  }
  return count;
}

void Statement::put(Cells cells) {
  StoredRow row;
  row.tenant = tenant_;
  row.cells = std::move(cells);
  check_given(row);
  check_uniques(row, store_.state.rows[number_].size());
  store_.state.rows[number_].push_back(row);
  check_parents(row);
}

}  // namespace tenon::fake
