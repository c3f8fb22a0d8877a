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

#include "tenon/encryption.hpp"
#include "tenon/export.hpp"
#include "tenon/time.hpp"
#include "tenon/types.hpp"
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
  tenant,    ///< the row's
  shared,    ///< whether it is no tenant's
};

/// Where values of `@encrypted` stand, as tenon::Place has it.
struct Seal {
  const char* name = "";
  const char* former = nullptr;
  bool own_key = false;
};

struct Column {
  std::string_view name{};
  Made made = Made::null;
  std::string_view literal{};
  bool nullable = false;
  std::optional<Seal> seal{};
  std::optional<std::size_t> hash_of{};  ///< the encrypted column by whose keyed hash it is searched
};

struct Unique {
  std::string_view name{};
  Places columns{};     ///< without the tenant's
  bool of_all = false;  ///< among the rows of all tenants
  bool nulls_equal = false;
  bool deferred = false;
};

/// What becomes of rows that refer to what is removed, or gets another key.
enum class Action : std::uint8_t { no_action, restrict, cascade, set_null, set_default };

struct ForeignKey {
  std::string_view name{};
  Places columns{};     ///< without the tenant's
  std::size_t table{};  ///< referred to
  Places referenced{};
  Action on_delete = Action::no_action;
  Action on_update = Action::no_action;
  Places set{};  ///< what becomes NULL, or its default
  bool within_tenant = false;
  bool deferred = false;
  std::optional<std::size_t> to_shared{};  ///< says whether the row referred to is no tenant's
};

enum class Whose : std::uint8_t { nobodys, tenants, root };

/// Which rows a tenant reads: its own, and besides those of no tenant, or of the tenants below or above it.
enum class Reads : std::uint8_t { own, shared, below, above };

/// How tenants stand below others: by a column of the root's.
struct Tree {
  std::size_t root{};
  std::size_t key{};
  std::size_t parent{};
  std::size_t depth{};  ///< so many stand above one at most
  std::string_view trigger{};
};

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
  Reads reads = Reads::own;
  std::string_view nobody{};  ///< the key that shared rows have in the tenant's place: no tenant has it
  std::optional<Tree> tree{};
};

/// What a fake's test sets.
struct Sources {
  std::function<Timestamptz()> clock;
  std::function<Uuid()> ids;
  /// By table and column.
  std::map<std::pair<std::size_t, std::size_t>, std::function<Cell()>> defaults{};
  std::map<std::string, std::any, std::less<>> handlers{};
  std::shared_ptr<KeyProvider> keys{};
};

struct StoredRow {
  std::string tenant{};  ///< empty for a shared row too
  Cells cells{};
  std::uint64_t number = 0;  ///< tells it from all others, whatever becomes of it
};

/// What a transaction changes, and what is put back where it fails.
struct State {
  std::vector<std::vector<StoredRow>> rows{};
  /// By table, tenant, and what else rows are counted by.
  std::map<std::vector<std::string>, std::int64_t> counts{};
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
  /// What an update changes or leaves: of a `citext` the letters as they are.
  std::string (*image)(const Cell& cell) = nullptr;
};
using ColumnTypes = std::vector<ColumnType>;

class Store {
 public:
  Store(const std::vector<Table>& all, Sources& by);

  [[nodiscard]] const Table& table(std::size_t number) const { return tables_[number]; }
  [[nodiscard]] std::size_t size() const { return tables_.size(); }
  [[nodiscard]] Sources& sources() { return sources_; }
  State state{};
  /// Of tables with rows: who puts a row in knows the types of its columns.
  std::vector<const ColumnTypes*> types{};
  std::map<std::pair<std::size_t, std::size_t>, std::int64_t> sequences{};
  std::uint64_t last_row = 0;

  /// Throws ServerError for a deferred constraint that doesn't hold.
  void check_deferred() const;

 private:
  const std::vector<Table>& tables_;
  Sources& sources_;
};

using Matches = std::function<bool(const Cells&)>;

/// One statement on a table, of a tenant where the table's rows are tenants'. It throws what the server
/// would, and leaves the rows half changed then: the transaction is of no use any more.
class Statement {
 public:
  Statement(Store& store, std::size_t table, std::string tenant, Timestamptz now, std::string what,
            const ColumnTypes& types);

  [[nodiscard]] Timestamptz now() const { return now_; }
  [[nodiscard]] const ColumnType& type(std::size_t column) const { return types_[column]; }
  [[nodiscard]] bool has_shared() const { return table_.reads == Reads::shared; }
  [[nodiscard]] const std::shared_ptr<KeyProvider>& keys() const { return store_.sources().keys; }
  /// What is read, the tenant's own rows first.
  [[nodiscard]] std::vector<Cells> select(const Matches& matches) const;
  /// What is changed or locked.
  [[nodiscard]] std::vector<Cells> select_own(const Matches& matches) const;
  /// Whoever's they are, with their tenants.
  [[nodiscard]] std::vector<StoredRow> select_all(const Matches& matches) const;
  std::vector<Cells> insert(const std::vector<Given>& rows);
  /// `unique` tells that a row is there; `sets` are the columns that are written into it then.
  Cells upsert(const Given& row, std::size_t unique, const Places& sets);
  std::vector<Cells> update(const Matches& matches, const Given& patch);
  std::size_t remove(const Matches& matches);
  /// Whole rows, below what a program may write: of the transaction's tenant, or `shared`. They keep to the
  /// constraints all the same.
  void put(Given row, bool shared);

  /// Throws KeyMissing where a value of the encrypted column couldn't be written.
  void check_keys(std::size_t column) const;
  /// What a value may be stored as in a column of hashes. Throws KeyMissing.
  [[nodiscard]] std::vector<std::string> hashes_of(std::size_t column, BytesView plain) const;
  /// Whether values of the columns are to be encrypted or hashed anew. Throws KeyMissing.
  [[nodiscard]] Matches is_outdated(const Places& columns) const;

  [[noreturn]] void refuse(std::string_view sqlstate, std::string_view constraint,
                           std::string_view column = {}) const;

 private:
  [[nodiscard]] bool is_own(const StoredRow& row) const;
  [[nodiscard]] bool is_seen(const StoredRow& row) const;
  [[nodiscard]] std::vector<std::string> tenants_read() const;
  [[nodiscard]] StoredRow completed(const Given& row, std::string tenant);
  void check_counted() const;
  void count(StoredRow& row);

  Store& store_;
  std::size_t number_;
  const Table& table_;
  std::string asks_;               ///< the transaction's tenant
  std::string tenant_;             ///< of the rows
  bool is_nobody_;                 ///< the transaction names what can be no tenant
  std::vector<std::string> read_;  ///< those whose rows are read, the own first
  Timestamptz now_;
  std::string what_;
  const ColumnTypes& types_;
};

}  // namespace fake
}  // namespace tenon
