// The stage of an attack: two tenants and their sample rows, made the way an application makes them, inside
// the check's transaction; and deeds done in a role's name, whose outcome is looked at.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sql.hpp"

namespace tenon::conformance {

struct Actor {
  std::string role;    ///< empty for the connection's own
  std::string tenant;  ///< the raw text that the tenant setting gets
};

/// What came of a deed. `rows` are those that it touched or, for SELECT, saw.
struct Outcome {
  std::optional<pq::SqlError> error;
  std::size_t rows = 0;
  [[nodiscard]] bool refused_with(std::string_view sqlstate) const {
    return error && error->sqlstate == sqlstate;
  }
  /// `touched 2 rows`, `ended in ERROR …`
  [[nodiscard]] std::string wording() const;
};

/// What row-level security and a missing privilege answer.
inline constexpr std::string_view kDenied = "42501";
inline constexpr std::string_view kForeignKeyViolation = "23503";

/// The text with something else for each mark in it.
std::string replaced(std::string text, std::string_view mark, const std::string& with);

/// One statement in the actor's name, in a savepoint that is rolled back: each attempt finds the stage as it
/// was. `setup` goes before it, in the actor's name too.
Outcome attempt(Probe& probe, const Actor& actor, const std::string& sql, const std::string& setup = "");
/// The same, kept unless it fails.
Outcome act(Probe& probe, const Actor& actor, const std::string& sql);
/// The text of the first row of a query in the actor's name, nullopt for NULL; empty where there is no row.
/// A failure ends the check.
std::vector<std::optional<std::string>> first_row(Probe& probe, const Actor& actor, const std::string& sql);

/// Is the privilege promised to the role?
bool promised(const Table& table, const std::string& role, std::string_view privilege);
/// A column that an update may give the value of the second sample row, or null.
const Sample* changeable(const Table& table);
/// Whether rows of the table may be of no tenant, which all read.
bool is_shared(const Table& table);
/// `tenant_id = '…'`
std::string of_tenant(Probe& probe, const Table& table, const std::string& tenant);

/// That a row is the tenant's, or nobody's where the schema has such rows.
std::string read_by(Probe& probe, const std::string& column, const std::string& tenant);
/// The condition that finds the first sample row that stands for a tenant, by its key: of a table of no
/// tenant's.
std::string sample_row(Probe& probe, const Table& table, const std::string& tenant);

using Values = std::map<std::string, std::optional<std::string>>;

/// The tables of tenants that have their rows, and what the others said to theirs. `attack.erasing_a_tenant`
/// tells of that for all checks.
struct Filled {
  std::vector<const Table*> tables;
  Findings refused;

  /// Of the tables those that the role reads.
  [[nodiscard]] std::vector<const Table*> read_by(const std::string& role) const;
};

/// Sets up two tenants, `ours` and `theirs`, and for each of them a row of every table that `table` refers
/// to, at any distance. Rows of `table` itself are the attack's to ask for. A step that fails ends the check
/// as an SqlFailure.
class Stage {
 public:
  Stage(Probe& probe, const Table& table);

  /// The first sample row of the table for a tenant.
  void add_row(const std::string& tenant);
  void add_both_rows();
  /// A row for a tenant that the stage didn't begin with, after those that it refers to.
  void add_all(const std::string& tenant);
  /// A row of no tenant, and before it those that it refers to, by the provisioner.
  void add_shared_row();
  /// How many rows of the table are nobody's, as a tenant sees them.
  [[nodiscard]] std::size_t shared_rows(const std::string& tenant) const;
  /// What the insertion of a shared row says otherwise than a tenant's: nothing refers to a tenant's row.
  [[nodiscard]] Values unrelated(const Table& table) const;
  /// How many rows of the table a tenant has: triggers of other tables may have added to the stage's one. One
  /// where the application may not look.
  [[nodiscard]] std::size_t rows_of(const std::string& tenant) const;
  /// Rows of the table for both tenants, and then of `parent`, which the table refers to and which refers
  /// back to it; of every other table there are rows already. Rows of a circle that stand already wait for
  /// those of the table. Whether there was anything to add.
  bool add_circle(const Table& parent);
  /// Rows of every table of tenants, and of what those refer to, for both tenants.
  Filled add_everything();

  [[nodiscard]] const std::string& ours() const { return ours_; }
  [[nodiscard]] const std::string& theirs() const { return theirs_; }
  [[nodiscard]] Actor app(const std::string& tenant) const;

  /// The statement that inserts the `number`th sample row of a table; `instead` replaces the values of
  /// columns.
  [[nodiscard]] std::string insert_sql(const Table& table, const std::string& tenant, int number = 1,
                                       const Values& instead = {}) const;
  /// The value of a sample in the `number`th row of a tenant.
  [[nodiscard]] static std::string sample_value(const Sample& sample, const std::string& tenant, int number);
  /// Columns and values of that statement: `("a", "b") VALUES ('x', 'y')`.
  [[nodiscard]] std::string insert_values(const Table& table, const std::string& tenant, int number,
                                          const Values& instead) const;

 private:
  void add(const Table& table, const std::string& tenant);
  /// Rows by which policies know who asks: of tables that refer to the table, or of the others.
  void add_looked_up(const std::string& tenant, bool refer);

  Probe& probe_;
  const Table& table_;
  std::string ours_;
  std::string theirs_;
  std::set<std::pair<const Table*, std::string>> there_;  ///< the tables and tenants whose row is there
};

}  // namespace tenon::conformance
