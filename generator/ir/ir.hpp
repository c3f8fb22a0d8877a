// The meaning of a schema: resolved values in normal form, with all that the rules derive already in it.
// Targets and the difference of two schemas read this and nothing earlier; it holds no places, so that `==`
// compares meaning.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "ir/entity.hpp"
#include "ir/function.hpp"
#include "ir/name_index.hpp"
#include "ir/objects.hpp"
#include "ir/query.hpp"

namespace tenon::ir {

struct EnumValue {
  std::string name;
  std::string doc;
  std::string was;    ///< its label in the version before
  std::string label;  ///< what stands in the database and in JSON, where that isn't its name
  bool operator==(const EnumValue&) const = default;
};

/// What stands in the database and in JSON.
inline const std::string& label_of(const EnumValue& value) {
  return value.label.empty() ? value.name : value.label;
}

struct Enum {
  std::string name;
  std::string sql_name;
  std::string doc;
  bool as_text = false;  ///< text with a CHECK instead of a Postgres enum
  std::vector<EnumValue> values;
  std::string was;
  std::string space = {};    ///< as an entity's
  std::string unknown = {};  ///< of C++ alone: what is read as this is a label that the program doesn't know
  bool operator==(const Enum&) const = default;
};

struct Domain {
  std::string name;
  std::string sql_name;
  std::string doc;
  Type type;
  std::optional<Value> default_value;
  std::vector<Check> checks;
  std::string space = {};  ///< as an entity's
  bool operator==(const Domain&) const = default;
};

struct StructField {
  std::string name;
  std::string doc;
  Type type;
  bool optional = false;
  std::string json = {};  ///< what it is called in JSON, where that isn't its name
  bool operator==(const StructField&) const = default;
};

/// What it is called in JSON, and so in what is stored.
inline const std::string& json_name(const StructField& field) {
  return field.json.empty() ? field.name : field.json;
}
/// What programs call it in JSON; nothing of that is in the database.
inline const std::string& json_name(const Column& column) {
  return column.json.empty() ? column.field : column.json;
}
inline const std::string& json_name(const QueryEmbed& embed) {
  return embed.json.empty() ? embed.name : embed.json;
}

struct Struct {
  std::string name;
  std::string doc;
  std::vector<StructField> fields;
  bool open = false;
  bool operator==(const Struct&) const = default;
};

/// A view that reads with the rights of whoever asks it, or with its owner's; or what a tenant sees of kept
/// rows.
struct View {
  std::string name;
  std::string sql_name;
  std::string doc;
  std::string query;
  std::vector<Column> columns;
  std::vector<std::string> reads;              ///< entities and views
  std::string tenant_column;                   ///< empty where the rows don't tell whose they are
  bool shared = false;                         ///< there may be rows of no tenant among them
  Inheritance inherited = Inheritance::kNone;  ///< there may be rows of other tenants of the tree
  std::vector<Grant> grants;
  Rule rule = Rule::kDeclared;
  std::string space = {};  ///< as an entity's
  bool definer = false;    ///< it reads with its owner's rights
  std::optional<Stored> stored = {};
  bool operator==(const View&) const = default;
};

/// A role beside those of tenancy; what it may do stands among the entities' grants.
struct Role {
  std::string name;
  std::string doc;
  std::string because;                 ///< why it reads rows of all tenants, where it does
  std::vector<std::string> reads_all;  ///< of these entities, by functions that keep a log
  bool operator==(const Role&) const = default;
};

/// What may be in the database though the schema makes nothing of it.
struct Allowance {
  std::string kind;    ///< as `verify` calls it: `foreign table`
  std::string object;  ///< `reporting.notes_by_day`, `public.notes.by_hand`
  std::string to;      ///< of a right its role, of a cast the other type; else empty
  std::string reason;
  bool operator==(const Allowance&) const = default;
};

/// Statements as the author wrote them, before or after all else.
struct RawSql {
  std::string name;
  std::string doc;
  bool after = false;
  std::string statements;
  std::string undo;
  bool operator==(const RawSql&) const = default;
};

struct SeedRow {
  std::string label;
  std::string entity;
  std::string tenant;  ///< the label of the tenant's row that it belongs to; its own label for a tenant
  std::vector<std::pair<std::string, Value>> values;  ///< column and value
  /// The columns by which a second run finds the row, where its key is another at each run; else empty.
  std::vector<std::string> found_by;
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
  std::string search;  ///< owns the functions that see every tenant's rows; empty where there are none
  std::string
      triggers;  ///< what declared triggers run as: the application's twin; empty where there are none
  bool is_signed = false;  ///< the setting counts only with the program's signature
  std::string tree;        ///< the root's relation to the tenant above; empty where tenants stand in none
  int depth = 0;           ///< how many may stand above a tenant in the tree
  Type type;               ///< of the root's key
  bool operator==(const TenancySettings&) const = default;
};

/// Something that a transaction says of who asks, beside its tenant.
struct SessionVariable {
  std::string name;
  std::string doc;
  Type type;
  bool optional = false;  ///< policies that ask for it decide what is seen without it; else it is nothing
  std::string setting;    ///< that holds it: `app.current_user_id`
  bool actor = false;     ///< logs tell by it who changed a row
  std::optional<Value> example;  ///< who asks for sample rows
  bool operator==(const SessionVariable&) const = default;
};

struct Schema {
  std::string name;
  std::string doc;
  int postgres = 15;
  std::vector<std::string> extensions;
  /// Of those that say it, the Postgres schema in which what the extension brings stands.
  std::vector<std::pair<std::string, std::string>> extension_spaces;
  std::string cpp_namespace;
  std::string sql_schema = "public";
  std::vector<std::string> postgres_schemas;  ///< its own, beside those in which something declared stands
  bool frozen = false;
  std::optional<TenancySettings> tenancy;
  std::vector<SessionVariable> session;
  std::vector<Enum> enums;
  std::vector<Domain> domains;
  std::vector<Composite> composites;
  std::vector<Sequence> sequences;
  std::vector<Struct> structs;
  std::vector<Entity> entities;  ///< in the order of their declaration
  std::vector<View> views;
  std::vector<Query> queries;
  std::vector<Function> functions;
  std::vector<Role> roles;
  std::vector<RawSql> raw;
  std::vector<Allowance> allowed;
  std::vector<Seed> seeds;
  NameIndex entities_by_name;
  bool operator==(const Schema&) const = default;

  [[nodiscard]] const Entity* entity(std::string_view entity_name) const;
  [[nodiscard]] const SessionVariable* session_variable(std::string_view variable_name) const;
  [[nodiscard]] const Enum* enumeration(std::string_view enum_name) const;
  [[nodiscard]] const Domain* domain(std::string_view domain_name) const;
  [[nodiscard]] const Composite* composite(std::string_view composite_name) const;
  [[nodiscard]] const Struct* structure(std::string_view struct_name) const;
  /// As SQL calls it: `net`, `public.net`, and of one that sees more than its caller `tenon.member`.
  [[nodiscard]] const Function* called(const std::vector<std::string>& path) const;
};

/// The Postgres schema that the object of a declaration stands in.
template <typename Declared>
const std::string& space_of(const Schema& schema, const Declared& declared) {
  return declared.space.empty() ? schema.sql_schema : declared.space;
}
/// All that anything stands in, the schema's own first.
std::vector<std::string> spaces(const Schema& schema);
/// Where an extension says that it stands; empty where it says nothing.
std::string space_of_extension(const Schema& schema, std::string_view extension);
/// `orders`, and in another Postgres schema than the schema's own `sales.orders`: no two are alike.
std::string handle(const std::string& space, const std::string& name);
std::string handle(const Entity& entity);
std::string handle(const View& view);
std::string handle(const Enum& item);
std::string handle(const Domain& domain);
std::string handle(const Composite& composite);
std::string handle(const Function& function);
std::string handle(const Sequence& sequence);
/// What takes its next number, as SQL: `nextval('public.ticket_no')`.
std::string next_of(const Schema& schema, const Sequence& sequence);
/// The sequence whose next number is the column's unless it is given one; null where there is none.
const Sequence* sequence_of(const Schema& schema, const Column& column);
/// What names are made of that stand beside those of all other tables': `orders`, `sales_orders`.
std::string stem(const Entity& entity);

/// Tells of a row of a shared entity which it is.
constexpr std::string_view kSharedColumn = "shared";
/// Whether the column is there for keys and searches alone, and nothing to programs.
bool is_hidden(const Column& column);
/// The column by which an encrypted one is searched; null where it isn't.
const Column* hash_column(const Entity& entity, const Column& column);
/// Whether there are rows of no tenant that all tenants read, and in which entity there are any.
/// Whether a row is told from the others by a key: `key none` has no relations to it, no `find`, no `update`.
bool has_key(const Entity& entity);
bool is_shared(const Entity& entity);
bool is_shared(const Schema& schema);
/// What stands in the tenant column of a shared row, as SQL: a key that the root refuses.
std::string no_tenant(const Type& type);
/// The same as raw text.
std::string no_tenant_text(const Type& type);

/// Whose rows are read where the entity's, or the view's, are.
Reach reach_of(const Entity& entity);
Reach reach_of(const View& view);
/// The function that tells it.
std::string_view reach_function(Reach reach);
/// Whether tenants stand in a tree, and the column of the root that holds the key of the one above.
bool has_tree(const Schema& schema);
std::string tree_column(const Schema& schema);
/// Whether programs see nothing of the column: of what is inherited they see whose a row is.
bool is_hidden(const Entity& entity, const Column& column);

/// The column of an entity's log that holds a key column of the row: `note_id`.
std::string audited_column(const Entity& entity, std::string_view key);

/// What the policies hide, beyond other tenants' rows, of an entity from a role that reads it: conditions.
std::vector<std::string> narrowed_for(const Entity& entity, std::string_view role);

/// The column whose values the database counts within the tenant; null where there is none.
const Column* numbered_column(const Entity& entity);
bool is_numbered(const Schema& schema);

/// Whether functions that see more than their callers read the entity.
bool is_read_by_definer(const Schema& schema, const Entity& entity);

/// Of a materialised view, in the schema `tenon`: its query, what it gave, and the function that asks anew.
std::string source_name(const View& view);
std::string stored_name(const View& view);
std::string refresh_name(const View& view);
/// Whether rows of any view are kept.
bool has_stored(const Schema& schema);

/// Whether it has searches or lookups.
bool is_searched(const Entity& entity);
/// Whether a role reads the entity's rows of all tenants.
bool is_read_whole(const Schema& schema, const Entity& entity);
/// What a lookup gives beside what is declared: the tenant's key; of a global entity the row's own.
std::vector<std::string> lookup_key(const Entity& entity);
/// Whether the entity's searches run as the search role, which sees every tenant's rows.
bool searched_by_role(const Entity& entity);
/// What of that the application's policies hide: conditions of the view that is searched then, and not the
/// table.
std::vector<std::string> searched_narrowings(const Schema& schema, const Entity& entity);

/// Whether an index or a key finds rows by the columns: they lead it, in any order.
bool has_leading_index(const Entity& entity, const std::vector<std::string>& columns);
/// The columns of the index that finds rows by a foreign key: the tenant's first, in a relation to a global
/// entity too. Led by anything else, it would count other tenants' rows in what EXPLAIN tells.
std::vector<std::string> indexed_columns(const Entity& entity, const ForeignKey& key);

// Names of what is made for an entity, whole: `identifier` cuts them.
std::string touch_name(std::string_view column);
/// The same of a version.
std::string version_name(std::string_view column);
/// Of the trigger that numbers rows, and of its function.
std::string number_name(std::string_view column);
std::string number_function_name(const Entity& entity);
std::string audit_function_name(const Entity& entity);
std::string search_function_name(const Entity& entity, std::string_view what);
std::string searched_view_name(const Entity& entity);
std::string read_all_function_name(const Entity& entity);
std::string lookup_function_name(const Entity& entity, const Lookup& lookup);
/// Of the function that gives the variable, in the schema `tenon`.
std::string session_function_name(std::string_view variable);
/// The view in which own rows stand in the place of shared ones.
std::string effective_view_name(const Entity& entity);
std::string retention_policy_name(const Entity& entity, Command command);

/// Names in the schema `tenon` that functions of the tool's own have or may come to have, whatever the
/// schema, and for an entity.
std::vector<std::string> tool_functions();
std::vector<std::string> tool_functions(const Entity& entity);
std::vector<std::string> tool_functions(const Schema& schema);

/// Whether `tenon.maintain()` looks after the entity's table, and after any.
bool is_maintained(const Entity& entity);
bool is_maintained(const Schema& schema);
/// Whether keys that grow with time are made: by a column's default, or as bounds of partitions.
bool makes_uuid7(const Entity& entity);
bool makes_uuid7(const Schema& schema);
/// The commands for which the owner has a policy on the table while `tenon.maintain()` removes rows: those
/// that removing or clearing its own takes, and on the root, to go from tenant to tenant, reading it.
std::vector<Command> retention_commands(const Schema& schema, const Entity& entity);

/// Entities in an order in which each stands after those that it refers to, as far as there is one.
std::vector<const Entity*> dependency_order(const Schema& schema);

/// How many relations a database of the schema has at first, about: tables, partitions, what holds their long
/// values, and indexes. The transaction that makes them locks each until its end.
std::size_t relation_count(const Schema& schema);

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

/// Of the JSON. The reader refuses another.
constexpr int kSnapshotVersion = 1;

/// Why a text is no snapshot.
struct SnapshotError {
  std::string path;  ///< in the JSON: `$.entities[2].columns[0].type`
  std::string message;
  std::string help;
};

/// The schema as JSON, in a stable order.
std::string to_json(const Schema& schema);
/// What `to_json` made, back again. Any text is taken and nothing else in it is: no member that isn't known,
/// none that is missing, no other version.
tl::expected<Schema, SnapshotError> read_json(std::string_view text);
/// A hash of the meaning: documentation, seeds and what is frozen don't count.
std::string fingerprint(const Schema& schema);

}  // namespace tenon::ir
