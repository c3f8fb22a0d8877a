// An entity and all that it is made of: a part of `ir.hpp`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenon::ir {

/// Why an object is there: declared by the author, or derived by a rule of tenancy or by a member such as
/// `search`.
enum class Rule {
  kDeclared,
  kT1,
  kT2,
  kT3,
  kT4,
  kT5,
  kT6,
  kT7,
  kPartition,
  kSearch,
  kSoftDelete,
  kAudit,
  kRetain,
  kLookup,
  kNumber,
  kShared,
  kReadAll,
  kTree
};

/// `declared`, `T1`, `search`, …
std::string_view rule_name(Rule rule);
/// The rule in a few words, for comments and explanations.
std::string_view rule_text(Rule rule);

struct Type {
  enum class Kind { kColumn, kEnum, kStruct, kRaw, kDomain, kComposite };
  Kind kind = Kind::kColumn;
  std::string name;  ///< of a column type, or of what is declared; of a struct (`json<name>`); or the raw SQL
  std::vector<int> parameters;
  int dimensions = 0;
  bool null_elements = false;  ///< an array that may hold NULL: nothing that the database knows
  bool operator==(const Type&) const = default;
};

/// A literal or an expression: a default, or a value of a seed.
struct Value {
  enum class Kind { kNull, kNumber, kString, kBoolean, kFunction, kSql, kArray, kJson };
  Kind kind = Kind::kNull;
  std::string text;
  std::vector<Value> items;
  bool operator==(const Value&) const = default;
};

enum class Unit { kDay, kWeek, kMonth, kYear };

struct Duration {
  int number = 0;
  Unit unit = Unit::kDay;
  bool operator==(const Duration&) const = default;
};

/// GENERATED … AS IDENTITY, or by a sequence of the column's own, whose next value is its default.
enum class Identity { kNone, kAlways, kByDefault, kSerial };

/// That the database numbers the rows of each tenant by itself, one after the other.
struct Numbering {
  std::vector<std::string> per;  ///< columns for each of whose values it begins anew
  bool fast = false;             ///< nobody waits for whoever has a number and isn't done
  bool operator==(const Numbering&) const = default;
};

/// DEFERRABLE.
enum class Deferral { kNone, kInitiallyImmediate, kInitiallyDeferred };

struct Column {
  std::string name;
  std::string field;  ///< the field or relation that it comes from; the column's own name where derived
  std::string doc;
  Type type;
  bool nullable = false;
  std::optional<Value> default_value;
  std::optional<Value> example;  ///< for sample rows
  bool pii = false;
  bool secret = false;
  bool encrypted = false;  ///< the column holds ciphertext as bytea; `type` is what it stands for
  bool hashed = false;     ///< the column holds the SHA-256 of a secret
  std::string generated;   ///< SQL of a stored generated column
  Identity identity = Identity::kNone;
  std::string sequence;  ///< of a serial column
  std::optional<Numbering> numbering;
  std::string collation;
  std::string was;                ///< the field's name in the version before
  std::optional<Value> backfill;  ///< for rows that were there before the column
  Rule rule = Rule::kDeclared;
  std::string hash_of;       ///< the encrypted column by whose keyed hash it is searched
  bool tenant_keys = false;  ///< it is encrypted by keys of its tenant's own
  std::string json = {};     ///< what programs call it in JSON, where that isn't its field's name
  bool operator==(const Column&) const = default;
};

/// What the column holds in the database: of an encrypted one, bytes.
Type stored_type(const Column& column);
/// Whether what is equal in the database is the same in a program: of a `numeric` or a `citext` it isn't.
bool has_one_form(const Type& type, const std::string& collation);
/// Whether an insertion gives it a value: the server writes what is computed, or always numbered.
bool is_given(const Column& column);

struct Key {
  std::string name;
  std::vector<std::string> columns;
  Rule rule = Rule::kDeclared;
  std::string global_reason;  ///< where the author left the tenant column out
  std::vector<std::string> include = {};
  bool nulls_not_distinct = false;
  Deferral deferral = Deferral::kNone;
  bool operator==(const Key&) const = default;
};

enum class Action { kNoAction, kRestrict, kCascade, kSetNull, kSetDefault };

struct ForeignKey {
  std::string name;
  std::vector<std::string> columns;
  std::string entity;  ///< the one referred to
  std::string table;
  std::vector<std::string> referenced;
  Action on_delete = Action::kNoAction;
  Action on_update = Action::kNoAction;
  std::vector<std::string> set_columns;  ///< of SET NULL and SET DEFAULT; empty for all
  Deferral deferral = Deferral::kNone;
  bool in_circle = false;  ///< deferred, since of two rows that refer to each other one has to be first
  Rule rule = Rule::kDeclared;
  bool operator==(const ForeignKey&) const = default;
};

/// An expression of the author's, or, where a text column holds an enum, the column and its values, or, where
/// a column holds hashes, it and their length, or columns of which all are NULL or none is.
struct Check {
  std::string name;
  std::string expression;
  std::string column;
  std::vector<std::string> one_of;
  bool array = false;       ///< the column holds any number of the values
  bool holds_null = false;  ///< and NULL among them
  int octets = 0;           ///< so many bytes does the column hold
  std::vector<std::string> all_or_none;
  bool operator==(const Check&) const = default;
};

struct IndexColumn {
  std::string column;      ///< or
  std::string expression;  ///< SQL
  std::string operator_class;
  bool descending = false;
  std::optional<bool> nulls_first;
  bool operator==(const IndexColumn&) const = default;
};

struct Index {
  std::string name;
  std::string method;
  bool unique = false;
  std::vector<IndexColumn> columns;
  std::vector<std::string> include;
  bool nulls_not_distinct = false;
  std::string where;
  std::vector<std::pair<std::string, std::string>> options;
  Rule rule = Rule::kDeclared;
  std::string global_reason;
  bool operator==(const Index&) const = default;
};

/// Extended statistics.
struct Statistics {
  std::string name;
  std::vector<std::string> kinds;    ///< by name
  std::vector<std::string> columns;  ///< in the table's order, as Postgres keeps them
  bool operator==(const Statistics&) const = default;
};

/// A function of the search role that finds whose a row is, for those who have no tenant yet.
struct Lookup {
  std::vector<std::string> columns;  ///< of which it takes the exact values
  std::vector<std::string> gives;    ///< beside the tenant's key
  bool one = false;                  ///< the values are unique among all tenants
  bool operator==(const Lookup&) const = default;
};

struct ExclusionElement {
  IndexColumn column;
  std::string operation;  ///< `=`, `&&`, …
  bool operator==(const ExclusionElement&) const = default;
};

struct Exclusion {
  std::string name;
  std::string method;
  std::vector<ExclusionElement> elements;
  std::string where;
  Deferral deferral = Deferral::kNone;
  Rule rule = Rule::kDeclared;
  std::string global_reason;
  bool operator==(const Exclusion&) const = default;
};

enum class Command { kSelect, kInsert, kUpdate, kDelete };
constexpr Command kCommands[] = {Command::kSelect, Command::kInsert, Command::kUpdate, Command::kDelete};
std::string_view command_name(Command command);

/// What a policy asks of a session variable.
struct SessionUse {
  std::string variable;
  std::string column;         ///< that it is compared with for equality; empty where it is with none
  bool owns = false;          ///< no row is let through but those whose column equals it
  bool demanded = false;      ///< no row is let through unless it is set
  std::string relation = {};  ///< of whose rows the column is, where a subquery reads them
  bool operator==(const SessionUse&) const = default;
};

/// A permissive policy: the tenant's predicate, AND-ed with what the author declared. No role is in two of a
/// command, since permissive policies OR together.
struct Policy {
  std::string name;
  Command command = Command::kSelect;
  std::vector<std::string> roles;
  std::vector<std::string> narrowing;
  bool every_row = false;    ///< of a role whose functions hold the predicate themselves
  bool shared_rows = false;  ///< of the provisioner, who writes the rows of no tenant
  std::vector<SessionUse> session = {};
  bool operator==(const Policy&) const = default;
};

struct Grant {
  std::string role;
  std::vector<Command> privileges;
  std::vector<std::string> update_columns = {};  ///< that UPDATE is for; empty for all
  std::vector<std::string> insert_columns = {};  ///< that INSERT is for; empty for all
  bool operator==(const Grant&) const = default;
};

/// A relation as its author sees it; its columns and its foreign key stand among the entity's.
struct Relation {
  std::string field;
  std::string entity;
  std::vector<std::string> columns;
  bool nullable = false;
  std::string shared_column = {};  ///< whether the row referred to is a shared one, where it may be
  bool operator==(const Relation&) const = default;
};

/// Where a range begins or ends, in one column of the partition key.
struct RangeEnd {
  enum class Kind { kValue, kMinimum, kMaximum };
  Kind kind = Kind::kValue;
  Value value = {};
  bool operator==(const RangeEnd&) const = default;
};

/// A partition that its author names.
struct NamedPartition {
  std::string name;
  std::vector<Value> values;        ///< of a list
  std::string table = {};           ///< what it is called, where that isn't TABLE_NAME
  std::vector<RangeEnd> from = {};  ///< of a range, by column
  std::vector<RangeEnd> to = {};    ///< and before what it ends
  bool is_rest = false;             ///< the one for rows that no other takes
  bool operator==(const NamedPartition&) const = default;
};

/// One level of partitioning; a second one divides the partitions of the first.
struct Partitioning {
  enum class Method { kRange, kList, kHash };
  Method method = Method::kRange;
  std::vector<std::string> columns;
  Unit every = Unit::kDay;            ///< of ranges that time makes
  int ahead = 0;                      ///< how many ranges are there before they are needed
  std::optional<Duration> retain;     ///< how old a range's end may be before it is dropped
  int modulus = 0;                    ///< of a hash
  std::vector<NamedPartition> named;  ///< of a list, and of ranges that have names
  bool uuid7 = false;                 ///< the range key is a time-ordered uuid
  bool operator==(const Partitioning&) const = default;
};

enum class RetentionAction { kDelete, kAnonymise };

/// How long rows are kept that no partition takes with it.
struct Retention {
  Duration keep;
  std::string column;  ///< the time that it counts from
  RetentionAction action = RetentionAction::kDelete;
  std::vector<std::string> anonymised;  ///< columns
  bool operator==(const Retention&) const = default;
};

struct WeightedColumn {
  std::string column;
  std::string weight;  ///< `A` to `D`; empty for none
  bool operator==(const WeightedColumn&) const = default;
};

struct TextSearch {
  std::vector<WeightedColumn> columns;
  std::string language;
  std::string document;  ///< the generated tsvector column
  bool operator==(const TextSearch&) const = default;
};

struct VectorSearch {
  std::string column;
  std::string method;  ///< of its index
  std::string metric;  ///< `cosine`, `l2`, `ip`, `l1`
  int effort = 0;      ///< how much of the index it looks at; 0: as much as is usual
  bool operator==(const VectorSearch&) const = default;
};

/// Reciprocal rank fusion with `k`, or a weighted sum where the weights are not 0.
struct HybridSearch {
  int k = 60;
  double text_weight = 0;
  double vector_weight = 0;
  bool operator==(const HybridSearch&) const = default;
};

struct Trigger {
  std::string name;
  bool after = false;
  std::vector<Command> events;
  bool row = true;
  std::string when;
  std::string body;      ///< PL/pgSQL between BEGIN and END
  bool returns = false;  ///< the body ends in a RETURN of its own
  std::string function;  ///< its name, in the schema `tenon`
  bool operator==(const Trigger&) const = default;
};

struct SoftDelete {
  std::string column;  ///< NULL while the row is live
  std::string view;    ///< of the live rows
  bool operator==(const SoftDelete&) const = default;
};

/// What a log keeps of a column's values.
enum class Treatment { kOmitted, kHashed, kKept };

struct Audit {
  std::string entity;  ///< the derived entity that holds the log
  Treatment pii = Treatment::kOmitted;
  Treatment secrets = Treatment::kOmitted;
  bool operator==(const Audit&) const = default;
};

/// Of a global entity: a tenant sees a row of it while a row of the tenant's own refers to that.
struct Membership {
  std::string entity;  ///< a tenant's
  std::string table;
  std::string tenant_column;
  std::vector<std::string> columns;  ///< that refer to
  std::vector<std::string> key;      ///< these
  std::string mark;                  ///< a column that is NULL while the member row counts; often none
  bool operator==(const Membership&) const = default;
};

/// Who beside its tenant reads an entity's rows, where tenants stand in a tree: those above it, or below.
enum class Inheritance { kNone, kUp, kDown };
/// Whose rows a statement of a tenant reads.
enum class Reach { kOwn, kShared, kBelow, kAbove };

enum class Tenancy { kNone, kRoot, kTenant, kGlobal };

struct Entity {
  std::string name;
  std::string space;  ///< the Postgres schema that its table stands in; empty for the schema's own
  std::string table;
  std::string doc;
  bool frozen = false;
  std::string was;  ///< the entity's name in the version before
  Tenancy tenancy = Tenancy::kNone;
  std::string global_reason;
  std::string writable_reason;   ///< why the application writes a global entity; empty where it only reads
  std::string unguarded_reason;  ///< why the rows of tenants are not yet held to them: a global entity that
                                 ///< the application writes as it did, and that refers to tenants' rows
  std::string shared_reason;  ///< why there are rows of no tenant, which all read beside their own; or empty
  Inheritance inherited = Inheritance::kNone;
  std::vector<std::string> shadows;   ///< by which columns an own row takes the place of a shared one
  std::optional<Membership> visible;  ///< what lets a tenant see a global entity's rows; else all see them
  std::string tenant_column;  ///< the root's own key for the root; empty where the entity has no tenant
  std::vector<Column> columns;
  std::vector<std::string>
      key;                     ///< the declared key's columns, without the tenant's; empty where it has none
  Key primary_key;             ///< without columns where the entity has none
  std::string keyless_reason;  ///< why it has no key; else empty
  std::vector<Key> uniques;
  std::vector<Relation> relations;
  std::vector<ForeignKey> foreign_keys;
  std::vector<Check> checks;
  std::vector<Exclusion> exclusions;
  std::vector<Index> indexes;
  std::vector<Statistics> statistics;
  std::vector<Lookup> lookups;
  std::vector<std::string> touched;        ///< columns that each update sets to its time
  std::string version;                     ///< the column that counts its updates; empty for none
  std::vector<Partitioning> partitioning;  ///< by level; empty for a plain table
  std::optional<Retention> retention;
  std::string kept_because;  ///< why its personal data is kept for ever
  std::optional<TextSearch> text_search;
  std::optional<VectorSearch> vector_search;
  std::optional<HybridSearch> hybrid_search;
  std::vector<Trigger> triggers;
  std::optional<SoftDelete> soft_delete;
  std::optional<Audit> audit;
  std::string audit_of;  ///< the entity whose changes this derived one logs
  std::vector<std::pair<std::string, std::string>> storage;  ///< storage parameters
  std::vector<Policy> policies;
  std::vector<Grant> grants;
  bool operator==(const Entity&) const = default;

  [[nodiscard]] const Column* column(std::string_view column_name) const;
};

}  // namespace tenon::ir
