// What each kind of object is made of. A field is what the catalog of a server tells of it; SQL is a type of
// its own, since the server prints it in other words than its author.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "model/identity.hpp"

namespace tenon::model {

/// A piece of SQL: an expression, a type, a query. Two are compared as the server restates them.
struct Sql {
  using IsText = void;
  std::string text;
  bool operator==(const Sql&) const = default;
};

using Options = std::vector<std::pair<std::string, std::string>>;

struct Role {
  static constexpr Kind kKind = Kind::kRole;
  bool login = false;
  bool inherit = true;
  bool superuser = false;
  bool creates_roles = false;
  bool creates_databases = false;
  bool replicates = false;
  bool bypasses_row_security = false;
  int connection_limit = -1;
  std::string valid_until;  ///< of the password, as the server prints it in UTC; empty for ever
  Options settings;
  bool operator==(const Role&) const = default;
};

/// That `name` is a member of `table`.
struct Membership {
  static constexpr Kind kKind = Kind::kMembership;
  bool admin = false;
  bool inherits = true;  ///< of 16 and newer; before, as the member's role says
  bool sets = true;
  bool operator==(const Membership&) const = default;
};

struct Schema {
  static constexpr Kind kKind = Kind::kSchema;
  std::string owner;
  bool operator==(const Schema&) const = default;
};

struct Extension {
  static constexpr Kind kKind = Kind::kExtension;
  std::string version;
  std::string schema;
  bool operator==(const Extension&) const = default;
};

struct Enum {
  static constexpr Kind kKind = Kind::kEnum;
  std::string owner;
  std::vector<std::string> labels;
  bool operator==(const Enum&) const = default;
};

struct Attribute {
  std::string name;
  Sql type;
  std::string collation;
  bool operator==(const Attribute&) const = default;
};

struct Composite {
  static constexpr Kind kKind = Kind::kComposite;
  std::string owner;
  std::vector<Attribute> attributes;
  bool operator==(const Composite&) const = default;
};

struct DomainCheck {
  std::string name;
  Sql expression;
  bool validated = true;
  bool operator==(const DomainCheck&) const = default;
};

struct Domain {
  static constexpr Kind kKind = Kind::kDomain;
  std::string owner;
  Sql type;
  std::string collation;
  bool not_null = false;
  std::optional<Sql> default_value;
  std::vector<DomainCheck> checks;  ///< by name
  bool operator==(const Domain&) const = default;
};

struct Sequence {
  static constexpr Kind kKind = Kind::kSequence;
  std::string owner;
  std::string type = "bigint";
  std::string start = "1";  ///< numbers of 64 bits, as text
  std::string increment = "1";
  std::string minimum = "1";
  std::string maximum = "9223372036854775807";
  std::string cache = "1";
  bool cycles = false;
  bool unlogged = false;
  std::optional<std::pair<std::string, std::string>> owned_by;  ///< table and column
  bool operator==(const Sequence&) const = default;
};

enum class Persistence { kPermanent, kUnlogged };
enum class ReplicaIdentity { kDefault, kNothing, kFull, kIndex };

/// A table of any shape: plain, partitioned, a partition, foreign to nobody.
struct Table {
  static constexpr Kind kKind = Kind::kTable;
  std::string owner;
  Persistence persistence = Persistence::kPermanent;
  std::optional<Sql> partition_by;       ///< `RANGE (sent_at)`
  std::optional<Identity> partition_of;  ///< with
  Sql bound;                             ///< `FOR VALUES …`
  std::vector<Identity> inherits;
  std::string access_method;  ///< empty for the server's own
  std::string tablespace;
  Options storage;
  ReplicaIdentity replica_identity = ReplicaIdentity::kDefault;
  std::string replica_index;
  bool operator==(const Table&) const = default;
};

enum class ColumnIdentity { kNone, kAlways, kByDefault };

struct Column {
  static constexpr Kind kKind = Kind::kColumn;
  Sql type;
  std::string collation;  ///< empty for the type's own
  bool not_null = false;
  std::optional<Sql> default_value;
  std::optional<Sql> generated;  ///< stored, or
  bool is_virtual = false;       ///< computed when read, of 18 and newer
  ColumnIdentity identity = ColumnIdentity::kNone;
  Options identity_options;  ///< of its sequence, where they are others than the server takes by itself
  std::string storage;       ///< `plain`, `external`, …; empty for the type's own
  std::string compression;   ///< `pglz`, `lz4`; empty for the server's own
  int statistics_target = -1;
  Options options;
  bool is_inherited = false;  ///< from a parent alone
  bool operator==(const Column&) const = default;
};

enum class ConstraintType { kPrimary, kUnique, kCheck, kExclusion, kForeign };
enum class Action { kNoAction, kRestrict, kCascade, kSetNull, kSetDefault };
enum class Match { kSimple, kFull };

struct Constraint {
  static constexpr Kind kKind = Kind::kConstraint;
  ConstraintType type = ConstraintType::kCheck;
  std::vector<std::string> columns;  ///< of a key, in its order
  std::vector<std::string> include;
  bool nulls_not_distinct = false;
  bool without_overlaps = false;   ///< or PERIOD, of 18 and newer
  std::optional<Sql> expression;   ///< of a check
  std::optional<Sql> exclusion;    ///< what follows EXCLUDE, whole
  std::optional<Identity> refers;  ///< to this table
  std::vector<std::string> referenced;
  Action on_delete = Action::kNoAction;
  Action on_update = Action::kNoAction;
  std::vector<std::string> set_columns;  ///< of SET NULL and SET DEFAULT; empty for all
  Match match = Match::kSimple;
  bool deferrable = false;
  bool deferred = false;
  bool validated = true;
  bool enforced = true;
  bool no_inherit = false;
  Options options;  ///< of the index behind it, as its
  std::string tablespace;
  bool clustered = false;
  bool is_inherited = false;  ///< from a parent alone
  bool operator==(const Constraint&) const = default;
};

struct IndexElement {
  std::string column;  ///< or
  std::optional<Sql> expression;
  std::string collation;
  std::string operator_class;  ///< with its parameters; empty for the type's own
  bool descending = false;
  bool nulls_first = false;
  int statistics_target = -1;  ///< of an expression
  bool operator==(const IndexElement&) const = default;
};

/// Without those that constraints make.
struct Index {
  static constexpr Kind kKind = Kind::kIndex;
  std::string method = "btree";
  bool unique = false;
  bool nulls_not_distinct = false;
  std::vector<IndexElement> elements;
  std::vector<std::string> include;
  std::optional<Sql> where;
  Options options;
  std::string tablespace;
  bool valid = true;
  bool clustered = false;
  bool is_inherited = false;  ///< the part of a partitioned table's index
  bool operator==(const Index&) const = default;
};

struct Statistics {
  static constexpr Kind kKind = Kind::kStatistics;
  std::string owner;
  std::vector<std::string> kinds;  ///< `ndistinct`, `dependencies`, `mcv`; none for the one of an expression
  std::vector<std::string> columns;
  std::vector<Sql> expressions;
  int target = -1;
  /// The server keeps no order of the columns but the one in which the table got them.
  bool operator==(const Statistics& other) const {
    return std::is_permutation(columns.begin(), columns.end(), other.columns.begin(), other.columns.end()) &&
           std::tie(owner, kinds, expressions, target) ==
               std::tie(other.owner, other.kinds, other.expressions, other.target);
  }
};

enum class Timing { kBefore, kAfter, kInsteadOf };
enum class Firing { kOrigin, kDisabled, kReplica, kAlways };

struct Trigger {
  static constexpr Kind kKind = Kind::kTrigger;
  Timing timing = Timing::kBefore;
  std::vector<std::string> events;   ///< `INSERT`, `UPDATE`, …, in that order
  std::vector<std::string> columns;  ///< of UPDATE OF
  bool row = true;
  std::optional<Sql> when;
  Identity function;
  std::optional<Identity> other;  ///< the table that a constraint trigger also hangs on
  std::vector<std::string> arguments;
  std::string old_table;  ///< the names of the transition tables
  std::string new_table;
  bool is_constraint = false;
  bool deferrable = false;
  bool deferred = false;
  Firing firing = Firing::kOrigin;
  bool operator==(const Trigger&) const = default;
};

struct Policy {
  static constexpr Kind kKind = Kind::kPolicy;
  bool permissive = true;
  std::string command;             ///< `SELECT`, …, `ALL`
  std::vector<std::string> roles;  ///< by name; `public` for everybody
  std::optional<Sql> condition;    ///< USING
  std::optional<Sql> check;        ///< WITH CHECK
  bool operator==(const Policy&) const = default;
};

struct RowSecurity {
  static constexpr Kind kKind = Kind::kRowSecurity;
  bool enabled = true;
  bool forced = true;
  bool operator==(const RowSecurity&) const = default;
};

enum class Routine { kFunction, kProcedure, kAggregate, kWindow };
enum class Volatility { kVolatile, kStable, kImmutable };
enum class Parallel { kUnsafe, kRestricted, kSafe };

struct Function {
  static constexpr Kind kKind = Kind::kFunction;
  std::string owner;
  Routine routine = Routine::kFunction;
  Sql arguments;  ///< with their names and defaults
  Sql returns;    ///< empty for a procedure
  std::string language;
  Volatility volatility = Volatility::kVolatile;
  Parallel parallel = Parallel::kUnsafe;
  bool strict = false;
  bool leakproof = false;
  bool definer = false;
  std::string cost;  ///< a number
  std::string rows;
  std::string support;          ///< the function that the planner asks
  std::vector<Sql> transforms;  ///< the types that the language is given in its own way
  Options settings;             ///< of the call: `search_path`, …
  std::string library;          ///< where the body is the name of a symbol in one
  std::string body;             ///< kept as it was written, or
  std::optional<Sql> atomic;    ///< BEGIN ATOMIC …, RETURN …
  bool operator==(const Function&) const = default;
};

struct View {
  static constexpr Kind kKind = Kind::kView;
  std::string owner;
  bool materialized = false;
  std::vector<std::string> columns;
  Sql query;
  Options options;            ///< `security_invoker`, …
  std::string access_method;  ///< of a materialised one, as its
  std::string tablespace;
  bool operator==(const View&) const = default;
};

struct Rule {
  static constexpr Kind kKind = Kind::kRule;
  Sql definition;
  Firing firing = Firing::kOrigin;
  bool operator==(const Rule&) const = default;
};

struct Privilege {
  std::string name;                  ///< `SELECT`, …
  std::vector<std::string> columns;  ///< empty for all
  bool grantable = false;
  auto operator<=>(const Privilege&) const = default;
};

/// What `name`, a role, may do with an object. The owner's own is left out. No privilege: not even what
/// everybody else has by itself, as using a type.
struct Grant {
  static constexpr Kind kKind = Kind::kGrant;
  Identity object;
  std::vector<Privilege> privileges;  ///< by name
  bool operator==(const Grant&) const = default;
};

/// That objects which `table`, a role, will make are granted to `name`. No privilege: not even what everybody
/// else has by itself.
struct DefaultPrivilege {
  static constexpr Kind kKind = Kind::kDefaultPrivilege;
  std::string objects;  ///< `TABLES`, `FUNCTIONS`, …
  std::vector<Privilege> privileges;
  bool operator==(const DefaultPrivilege&) const = default;
};

struct Comment {
  static constexpr Kind kKind = Kind::kComment;
  Identity object;
  std::string text;
  bool operator==(const Comment&) const = default;
};

struct PublishedTable {
  Identity table;
  std::vector<std::string> columns;  ///< empty for all
  std::optional<Sql> where;
  bool operator==(const PublishedTable&) const = default;
};

struct Publication {
  static constexpr Kind kKind = Kind::kPublication;
  std::string owner;
  bool all_tables = false;
  std::vector<std::string> operations;  ///< `insert`, …
  bool via_root = false;
  bool generated_columns = false;  ///< stored ones, of 18 and newer
  std::vector<PublishedTable> tables;
  std::vector<std::string> schemas;
  bool operator==(const Publication&) const = default;
};

/// A row of a table of `tenon` that its functions go by, found by its key: `name`.
struct RegisteredRow {
  static constexpr Kind kKind = Kind::kRegisteredRow;
  Options values;  ///< by column, as the server prints them
  bool operator==(const RegisteredRow&) const = default;
};

/// Statements of the author's, of which only he knows what they make.
struct Opaque {
  static constexpr Kind kKind = Kind::kOpaque;
  Sql made;
  Sql undone;
  bool operator==(const Opaque&) const = default;
};

}  // namespace tenon::model
