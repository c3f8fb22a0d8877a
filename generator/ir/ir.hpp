// The meaning of a schema: resolved values in normal form, with all that the rules derive already in it.
// Targets and the difference of two schemas read this and nothing earlier; it holds no places, so that `==`
// compares meaning.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenon::ir {

/// Why an object is there: declared by the author, or derived by a rule of tenancy.
enum class Rule { kDeclared, kT1, kT2, kT3, kT4, kT5, kT6, kT7 };

/// `declared`, `T1`, …
std::string_view rule_name(Rule rule);
/// The rule in a few words, for comments and explanations.
std::string_view rule_text(Rule rule);

struct Type {
  enum class Kind { kColumn, kEnum, kStruct, kRaw };
  Kind kind = Kind::kColumn;
  std::string name;  ///< of a column type, an enum or a struct (`json<name>`), or the raw SQL
  std::vector<int> parameters;
  int dimensions = 0;
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
  Rule rule = Rule::kDeclared;
  bool operator==(const Column&) const = default;
};

struct Key {
  std::string name;
  std::vector<std::string> columns;
  Rule rule = Rule::kDeclared;
  std::string global_reason;  ///< where the author left the tenant column out
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
  Rule rule = Rule::kDeclared;
  bool operator==(const ForeignKey&) const = default;
};

/// An expression of the author's, or, where a text column holds an enum, the column and its values, or
/// columns of which all are NULL or none is.
struct Check {
  std::string name;
  std::string expression;
  std::string column;
  std::vector<std::string> one_of;
  bool array = false;  ///< the column holds any number of the values
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
  std::string where;
  std::vector<std::pair<std::string, std::string>> options;
  Rule rule = Rule::kDeclared;
  std::string global_reason;
  bool operator==(const Index&) const = default;
};

enum class Command { kSelect, kInsert, kUpdate, kDelete };
constexpr Command kCommands[] = {Command::kSelect, Command::kInsert, Command::kUpdate, Command::kDelete};
std::string_view command_name(Command command);

/// A permissive policy: the tenant's predicate, AND-ed with what the author declared.
struct Policy {
  std::string name;
  Command command = Command::kSelect;
  std::vector<std::string> roles;
  std::vector<std::string> narrowing;
  bool operator==(const Policy&) const = default;
};

struct Grant {
  std::string role;
  std::vector<Command> privileges;
  bool operator==(const Grant&) const = default;
};

/// A relation as its author sees it; its columns and its foreign key stand among the entity's.
struct Relation {
  std::string field;
  std::string entity;
  std::vector<std::string> columns;
  bool nullable = false;
  bool operator==(const Relation&) const = default;
};

enum class Tenancy { kNone, kRoot, kTenant, kGlobal };

struct Entity {
  std::string name;
  std::string table;
  std::string doc;
  Tenancy tenancy = Tenancy::kNone;
  std::string global_reason;
  std::string tenant_column;  ///< the root's own key for the root; empty where the entity has no tenant
  std::vector<Column> columns;
  std::vector<std::string> key;  ///< the declared key's columns, without the tenant's
  Key primary_key;
  std::vector<Key> uniques;
  std::vector<Relation> relations;
  std::vector<ForeignKey> foreign_keys;
  std::vector<Check> checks;
  std::vector<Index> indexes;
  std::vector<std::string> touched;  ///< columns that each update sets to its time
  std::vector<Policy> policies;
  std::vector<Grant> grants;
  bool operator==(const Entity&) const = default;

  [[nodiscard]] const Column* column(std::string_view column_name) const;
};

struct Enum {
  std::string name;
  std::string sql_name;
  std::string doc;
  bool as_text = false;                                     ///< text with a CHECK instead of a Postgres enum
  std::vector<std::pair<std::string, std::string>> values;  ///< name and documentation
  bool operator==(const Enum&) const = default;
};

struct StructField {
  std::string name;
  std::string doc;
  Type type;
  bool optional = false;
  bool operator==(const StructField&) const = default;
};

struct Struct {
  std::string name;
  std::string doc;
  std::vector<StructField> fields;
  bool open = false;
  bool operator==(const Struct&) const = default;
};

struct SeedRow {
  std::string label;
  std::string entity;
  std::string tenant;  ///< the label of the tenant's row that it belongs to; its own label for a tenant
  std::vector<std::pair<std::string, Value>> values;  ///< column and value
  bool operator==(const SeedRow&) const = default;
};

struct Seed {
  std::string name;
  std::string doc;
  std::vector<SeedRow> rows;
  bool operator==(const Seed&) const = default;
};

struct TenancySettings {
  std::string root;
  std::string column;
  std::string setting;
  std::string app;
  std::string owner;
  std::string provisioner;
  Type type;  ///< of the root's key
  bool operator==(const TenancySettings&) const = default;
};

struct Schema {
  std::string name;
  std::string doc;
  int postgres = 15;
  std::vector<std::string> extensions;
  std::string cpp_namespace;
  std::string sql_schema = "public";
  std::optional<TenancySettings> tenancy;
  std::vector<Enum> enums;
  std::vector<Struct> structs;
  std::vector<Entity> entities;  ///< in the order of their declaration
  std::vector<Seed> seeds;
  bool operator==(const Schema&) const = default;

  [[nodiscard]] const Entity* entity(std::string_view entity_name) const;
  [[nodiscard]] const Enum* enumeration(std::string_view enum_name) const;
  [[nodiscard]] const Struct* structure(std::string_view struct_name) const;
};

/// Entities in an order in which each stands after those that it refers to, as far as there is one.
std::vector<const Entity*> dependency_order(const Schema& schema);

/// Which entities refer to one another in circles, through others perhaps. An entity is always together with
/// itself.
class Circles {
 public:
  explicit Circles(const Schema& schema);
  [[nodiscard]] bool together(const std::string& a, const std::string& b) const {
    return circles_.at(a) == circles_.at(b);
  }

 private:
  std::map<std::string, std::size_t> circles_;
};

/// The schema as JSON, in a stable order.
std::string to_json(const Schema& schema);
/// A hash of the meaning: documentation and seeds don't count.
std::string fingerprint(const Schema& schema);

}  // namespace tenon::ir
