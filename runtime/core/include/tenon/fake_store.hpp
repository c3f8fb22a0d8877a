// Tables in memory with the constraints of a schema: what generated fakes keep their rows in. Nothing here
// knows SQL: checks, triggers, policies and exclusions aren't judged.
#pragma once

#include <any>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenon/export.hpp"
#include "tenon/time.hpp"
#include "tenon/uuid.hpp"

namespace tenon {
namespace TENON_API fake {

/// A column's value: null where `value` is. `form` is the same for what the database takes for equal.
struct Cell {
  std::shared_ptr<const void> value{};
  std::string form{};

  [[nodiscard]] bool is_null() const { return value == nullptr; }
  friend bool operator==(const Cell& a, const Cell& b) {
    return a.is_null() == b.is_null() && a.form == b.form;
  }
};
using Cells = std::vector<Cell>;
/// By column: what an insertion or a patch gives; nothing where it leaves the default, or what is stored.
using Given = std::vector<std::optional<Cell>>;
using Places = std::vector<std::size_t>;

/// Which value a column gets that isn't given.
enum class Made : std::uint8_t {
  null,
  uuid,
  uuid7,
  now,
  literal,
  sql,       ///< the test supplies it: Pool::on_default
  identity,  ///< one number after the other, whatever is rolled back
  counted,   ///< next_number
  tenant,    ///< the transaction's
};

struct Column {
  std::string_view name{};
  Made made = Made::null;
  std::string_view literal{};
  bool nullable = false;
};

struct Unique {
  std::string_view name{};
  Places columns{};     ///< without the tenant's
  bool of_all = false;  ///< among the rows of all tenants
  bool nulls_equal = false;
  bool deferred = false;
};

enum class OnDelete : std::uint8_t { no_action, restrict, cascade, set_null };

struct ForeignKey {
  std::string_view name{};
  Places columns{};     ///< without the tenant's
  std::size_t table{};  ///< referred to
  Places referenced{};
  OnDelete on_delete = OnDelete::no_action;
  Places set{};  ///< what becomes NULL
  bool within_tenant = false;
  bool deferred = false;
};

enum class Whose : std::uint8_t { nobodys, tenants, root };

/// A tenant sees a row of nobody's while a row of its own refers to that.
struct Membership {
  std::size_t table{};
  Places columns{};
  Places key{};
  std::optional<std::size_t> mark{};  ///< NULL while the member row counts
};

struct Table {
  std::string_view space{};
  std::string_view name{};
  Whose whose = Whose::nobodys;
  std::vector<Column> columns{};
  std::vector<Unique> uniques{};  ///< the key first
  std::vector<ForeignKey> foreign_keys{};
  Places touched{};
  std::optional<std::size_t> version{};
  std::optional<std::size_t> counted{};
  Places counted_per{};
  std::optional<Membership> seen_by{};
};

/// What a fake's test sets.
struct Sources {
  std::function<Timestamptz()> clock;
  std::function<Uuid()> ids;
  /// By table and column.
  std::map<std::pair<std::size_t, std::size_t>, std::function<Cell()>> defaults{};
  std::map<std::string, std::any, std::less<>> handlers{};
};

struct StoredRow {
  std::string tenant{};
  Cells cells{};
};

/// What a transaction changes, and what is put back where it fails.
struct State {
  std::vector<std::vector<StoredRow>> rows{};
  std::map<std::string, std::int64_t> counts{};
  std::vector<std::pair<std::string, std::string>> notified{};
};

/// What a column's type can do, whatever it is. What it can't is null.
struct ColumnType {
  std::string_view sql_type{};
  Cell (*literal)(std::string_view text, std::string_view sql_type) = nullptr;
  Cell (*now)(Timestamptz time) = nullptr;
  Cell (*number)(std::int64_t value) = nullptr;
  Cell (*uuid)(const Uuid& value) = nullptr;
  std::int64_t (*number_of)(const Cell& cell) = nullptr;
  bool (*less)(const Cell& a, const Cell& b) = nullptr;
};

class Store {
 public:
  Store(const std::vector<Table>& all, Sources& by);

  [[nodiscard]] const Table& table(std::size_t number) const { return tables_[number]; }
  State state{};

  /// Throws ServerError for a deferred constraint that doesn't hold.
  void check_deferred() const;

 private:
  friend class Statement;
  const std::vector<Table>& tables_;
  Sources& sources_;
  std::map<std::pair<std::size_t, std::size_t>, std::int64_t> sequences_;
};

using Matches = std::function<bool(const Cells&)>;

/// One statement on a table, of a tenant where the table's rows are tenants'. It throws what the server
/// would, and leaves the rows half changed then: the transaction is of no use any more.
class Statement {
 public:
  Statement(Store& store, std::size_t table, std::string tenant, Timestamptz now, std::string what,
            const std::vector<ColumnType>& types);

  [[nodiscard]] Timestamptz now() const { return now_; }
  [[nodiscard]] const ColumnType& type(std::size_t column) const { return types_[column]; }
  [[nodiscard]] std::vector<Cells> select(const Matches& matches) const;
  std::vector<Cells> insert(const std::vector<Given>& rows);
  /// `unique` tells that a row is there; `sets` are the columns that are written into it then.
  Cells upsert(const Given& row, std::size_t unique, const Places& sets);
  std::vector<Cells> update(const Matches& matches, const Given& patch);
  std::size_t remove(const Matches& matches);
  /// Whole rows, below what a program may write. They keep to the constraints all the same.
  void put(Cells row);

  [[noreturn]] void refuse(std::string_view sqlstate, std::string_view constraint,
                           std::string_view column = {}) const;

 private:
  [[nodiscard]] bool is_seen(const StoredRow& row) const;
  [[nodiscard]] StoredRow completed(const Given& row);
  [[nodiscard]] Cell made(std::size_t column);
  void count(StoredRow& row);
  void check_given(const StoredRow& row) const;
  void check_uniques(const StoredRow& row, std::size_t at) const;
  void check_parents(const StoredRow& row) const;
  void change(std::size_t at, const Given& patch);
  void take_away(std::size_t table, std::size_t at);

  Store& store_;
  std::size_t number_;
  const Table& table_;
  std::string asks_;    ///< the transaction's tenant
  std::string tenant_;  ///< of the rows
  Timestamptz now_;
  std::string what_;
  const std::vector<ColumnType>& types_;
};

}  // namespace fake
}  // namespace tenon
