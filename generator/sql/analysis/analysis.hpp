// What a query with parameters reads, writes and gives, told by its text and the tables that it may name; and
// where its text is to be changed so that it keeps to one tenant.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "sql/analysis/types.hpp"
#include "sql/expression.hpp"
#include "sql/placed.hpp"

namespace tenon::sql {

struct KnownColumn {
  std::string name;
  SqlType type;
  bool nullable = true;
  bool hidden = false;              ///< no part of `*`
  std::vector<std::string> labels;  ///< of a text that is one of these
};

struct KnownTable {
  std::string name;
  std::vector<KnownColumn> columns;
  std::string tenant_column;  ///< empty where its rows are no tenant's
  /// What no two rows share, for `on conflict`: lists of columns.
  std::vector<std::vector<std::string>> uniques;
  std::vector<std::string> constraints;  ///< those of them that are constraints, by name
  bool is_view = false;
  bool is_seen_by_members = false;  ///< of no tenant's rows those that a row of the tenant refers to

  /// Whether what is asked of it is to be held to a tenant.
  [[nodiscard]] bool is_held() const { return !tenant_column.empty() || is_seen_by_members; }
};

struct KnownParameter {
  std::string name;
  SqlType type;
  bool nullable = false;
};

/// A function that the schema declares.
struct KnownFunction {
  std::vector<KnownParameter> parameters;
  SqlType result;
  bool nullable = false;
};

/// A variable that is a row.
struct KnownRow {
  std::string name;
  std::vector<KnownColumn> columns;
  bool known = false;  ///< these are all that it has
};

/// What the text is read against. Tables and types are told as `sql/placed.hpp` has it.
struct Known {
  std::map<std::string, KnownTable, std::less<>> tables;
  /// The schema's enums, domains and raw types: what they are to an expression.
  std::map<std::string, SqlType, std::less<>> types;
  std::map<std::string, std::vector<std::string>, std::less<>> labels;  ///< of enums, by the type's name
  std::map<std::string, std::map<std::string, SqlType>, std::less<>> composites;  ///< what they hold
  std::vector<KnownParameter> parameters;
  std::vector<KnownParameter> session;                          ///< what a transaction says of who asks
  std::map<std::string, KnownFunction, std::less<>> functions;  ///< `net`, `billing.net`, `tenon.member`
  /// Of a function whose body the text is: it names them as columns, and `function.name`.
  std::vector<KnownParameter> arguments;
  std::string function;
  std::vector<std::string> blocks;  ///< labels in its body, by which variables may be named as well
  std::vector<KnownRow> rows;       ///< variables of its body that are rows
  Spaces spaces;                    ///< in which tables and types are
  bool scoped = true;               ///< tenants' tables are to be held to the transaction's tenant
  bool named = true;                ///< what it gives is read by its name
  /// It runs as it stands, in PL/pgSQL: nothing is put into it, so that it has any form that Postgres takes.
  bool verbatim = false;
};

/// A column of a table, as it stands there.
struct Origin {
  std::string table;
  std::string column;
  bool operator==(const Origin&) const = default;
};

struct OutputColumn {
  std::string name;
  SqlType type;
  bool nullable = true;
  std::optional<Origin> origin;  ///< where it is that column and nothing else
  std::vector<Origin> made_of;   ///< whose values it may show
  std::size_t offset = 0;
};

/// What is done to a table, beside reading it.
enum class Use { kRead, kInsert, kUpdate, kDelete, kLock };

struct TableUse {
  std::string table;
  Use use = Use::kRead;
  std::vector<std::string> columns;  ///< those that are written
  std::size_t offset = 0;
};

/// A change of the text. `name` is a parameter's, a table's or an alias, by the kind.
struct Edit {
  enum class Kind {
    kParameter,     ///< `:name` becomes the parameter
    kIsAbsent,      ///< `:name is null`
    kIsGiven,       ///< `:name is not null`
    kTable,         ///< a table becomes its rows of the tenant; `alias` where it needs one
    kCondition,     ///< the condition, and an opened bracket
    kConditionEnd,  ///< which is closed
    kWhere,         ///< a whole clause with the condition
    kColumn,        ///< the tenant's column before others
    kValue,         ///< and its value before theirs
    kStar,          ///< all columns, by their names
    kSchema,        ///< a name of the schema's that is qualified
    kSession,       ///< `session.name`
  };
  Kind kind;
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string name;
  std::string alias;
  std::vector<std::string> columns;  ///< of a star
  bool operator==(const Edit&) const = default;
};

/// What is wrong with a query that Postgres's grammar takes.
struct Fault {
  enum class Kind {
    kTable,
    kSeveral,
    kColumn,
    kVariable,  ///< where it may have been one as well
    kAmbiguous,
    kHidden,
    kShared,  ///< a column and a variable
    kParameter,
    kSession,  ///< what a transaction says, where no call can be put for it
    kLabel,
    kCall,  ///< how a declared function is called
    kForm,  ///< what can't be held to the tenant, or be read by its names
  };
  Kind kind;
  std::string name;
  std::vector<std::string> known;  ///< what might be meant
  std::size_t offset = 0;
  std::string help;
};

struct Analysis {
  std::vector<OutputColumn> outputs;
  std::optional<std::string> whole_row;  ///< the table whose row it gives, and no more
  std::vector<TableUse> uses;
  std::vector<Origin> filters;  ///< columns by which WHERE and ON choose rows
  std::vector<Named> functions;
  std::vector<Named> types;
  std::vector<std::string> parameters;  ///< those that are named
  std::vector<Edit> edits;              ///< by their offsets
  std::vector<Fault> faults;
  bool is_select = false;          ///< the outermost statement is one
  bool writes_within = false;      ///< a WITH query writes
  bool always_a_row = false;       ///< whatever the tables hold
  bool all_outputs = true;         ///< are known, of all that a star stands for
  std::optional<Named> runs_text;  ///< the first call of a function that runs a text as SQL
};

tl::expected<Analysis, Problem> analyse(std::string_view text, const Known& known);

}  // namespace tenon::sql
