// What a schema promises of a database, as plain data. The compiler derives it from a schema; generated
// GoogleTest sources carry it; the checks in `checks.hpp` hold a live database against it.
//
// Every type, default, expression and definition here is SQL as its author or the compiler wrote it, never as
// a server prints it. The checks compare like with like: they let the server under test restate the wanted
// side.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tenon/export.hpp"

namespace tenon {
namespace TENON_API conformance {

/// Who gives a column its values.
enum class Written { kByAnybody, kByExpression, kByNumber, kByNumberAlways, kByCounter };

struct Column {
  std::string name{};
  std::string definition{};  ///< what follows its name: `uuid NOT NULL DEFAULT gen_random_uuid()`
  Written written = Written::kByAnybody;

  /// Whether a statement may say its value.
  [[nodiscard]] bool takes_values() const {
    return written == Written::kByAnybody || written == Written::kByNumber;
  }
};

/// A primary key or a unique constraint.
struct Key {
  std::string name{};
  std::vector<std::string> columns{};
  std::string
      deferrable{};  ///< `DEFERRABLE INITIALLY IMMEDIATE`, `DEFERRABLE INITIALLY DEFERRED`; empty for neither
  bool nulls_not_distinct = false;
  std::vector<std::string> include{};
};

struct ForeignKey {
  std::string name{};
  std::vector<std::string> columns{};
  std::string table{};  ///< the referenced table
  std::vector<std::string> referenced_columns{};
  std::string on_delete{};  ///< `NO ACTION`, `RESTRICT`, `CASCADE`, `SET NULL`, `SET DEFAULT`
  std::string on_update{};
  std::vector<std::string> set_columns{};  ///< of `ON DELETE SET NULL (…)`; empty for all columns
  std::string deferrable{};                ///< as a `Key`'s
  bool indexed = true;                     ///< an index begins with its columns
};

/// A check or an exclusion.
struct Constraint {
  std::string name{};
  std::string definition{};  ///< `CHECK (total >= 0)`, `EXCLUDE USING gist (room WITH =, during WITH &&)`
};

struct Index {
  std::string name{};
  std::string definition{};  ///< what follows its table: `USING btree (tenant_id, created_at DESC) WHERE …`
  bool unique = false;       ///< a unique index, as a partial unique needs; a unique constraint is a `Key`
};

/// Extended statistics.
struct Statistics {
  std::string name{};
  std::vector<std::string> kinds{};  ///< `dependencies`, `mcv`, `ndistinct`
  std::vector<std::string> columns{};
};

struct Policy {
  std::string name{};
  std::string definition{};  ///< what follows its table: `FOR SELECT TO app USING (…)`
};

struct Grant {
  std::string role{};
  std::vector<std::string> privileges{};      ///< `SELECT`, `INSERT`, …: these and no others
  std::vector<std::string> update_columns{};  ///< of `UPDATE (…)`, where it isn't among the privileges
  std::vector<std::string> insert_columns{};  ///< of `INSERT (…)`, likewise
};

struct Trigger {
  std::string name{};
  std::string definition{};  ///< what follows the table's name: `FOR EACH ROW EXECUTE FUNCTION
                             ///< tenon.touch('updated_at')`
  std::string timing{};      ///< `BEFORE UPDATE`
};

/// What a policy of the application's asks of a session variable.
struct Demand {
  std::string command{};   ///< `UPDATE`
  std::string variable{};  ///< without which it lets no row through
  bool owns = false;       ///< nor through any value but the row's own
};

/// How to write one column of a sample row. In `expression`, `{tenant}` stands for the raw text of the
/// tenant's key and
/// `{n}` for the row's number within its table and tenant (1, 2, …); the generator has put the quotes around
/// them. A reference to a parent is the expression of the parent's key for row 1. Columns left out take their
/// defaults.
struct Sample {
  std::string column{};
  std::string expression{};  ///< `md5('sessions.id:{tenant}:{n}')::uuid`
};

/// A relation that may refer to a row of no tenant.
struct SharedReference {
  std::string foreign_key{};
  std::string column{};  ///< whether it does
};

/// One level of partitioning.
struct Partitioning {
  std::string strategy{};  ///< `RANGE`, `LIST`, `HASH`
  std::vector<std::string> columns{};
  bool named{};  ///< whether its ranges have names, and none is made as time goes by
};

/// Of a global table: a tenant sees a row of it while a row of its own, in this table, refers to that.
struct Members {
  std::string table{};  ///< empty where every tenant sees every row
  std::string tenant_column{};
  std::vector<std::string> columns{};  ///< that refer to
  std::vector<std::string> key{};      ///< these
  std::string mark{};                  ///< NULL while the member row counts; often none
};

enum class Tenancy { kNone, kRoot, kTenant, kGlobal };

struct Table {
  std::string name{};  ///< with its Postgres schema where that isn't the schema's own: `sales.orders`
  Tenancy tenancy = Tenancy::kNone;
  std::string tenant_column{};  ///< the root's own key for the root; empty for global tables
  std::vector<Column> columns{};
  Key primary_key{};
  std::vector<Key> uniques{};
  std::vector<ForeignKey> foreign_keys{};
  std::vector<Constraint> checks{};
  std::vector<Index> indexes{};  ///< without those that keys and unique constraints make
  std::vector<Trigger> triggers{};
  std::vector<Policy> policies{};
  std::vector<Grant> grants{};
  std::vector<Sample> sample{};
  std::vector<Constraint> exclusions{};
  std::vector<Statistics> statistics{};
  std::vector<Partitioning> partitioning{};  ///< by level; empty for a plain table
  /// A log of which the application sees what it sees of the rows that it tells of, and nothing of one gone.
  bool shown_with_rows = false;
  std::vector<Demand> demands{};
  /// Where rows may be of no tenant, which all read: the column that holds the tenant of the others, which
  /// refers to the root.
  std::string owning_column{};
  /// Relations to such tables: the column that says that the row referred to is of no tenant.
  std::vector<SharedReference> shared_references{};
  std::vector<std::string> looked_up{};  ///< other tables, in which its policies look up who asks
  std::string inherited{};               ///< `up`, `down`: who else in the tree of tenants reads its rows
  Members members{};                     ///< by which a tenant sees rows of a global table
};

struct Enum {
  std::string name{};
  std::vector<std::string> values{};
};

struct Domain {
  std::string name{};
  std::string definition{};  ///< what follows AS: `int4 DEFAULT 0 CONSTRAINT percent_check CHECK (…)`
};

/// A composite type.
struct Composite {
  std::string name{};
  std::string attributes{};  ///< what stands between its brackets: `street text, city text`
};

/// Numbers that all who add rows take from one another.
struct Sequence {
  std::string name{};
  std::string traits{};               ///< `AS bigint INCREMENT 1 …`, as the catalog tells them
  std::vector<std::string> takers{};  ///< roles that take its next number
};

/// A function in the schema `tenon` that the schema's rules brought about.
struct Function {
  std::string name{};
  std::string types{};   ///< of its arguments: `text, integer`
  std::string source{};  ///< its body, which the server keeps as it was written
  bool definer = false;
  std::vector<std::string> settings{};  ///< `search_path=public, pg_temp`, as the catalog keeps them
  std::string owner{};
  std::vector<std::string> executors{};  ///< besides the owner
  /// What follows its name where it is made: the server restates it. `types` to `settings` say nothing then.
  std::string definition{};
};

/// A table in the schema `tenon` that `tenon.maintain()` goes by.
struct Register {
  std::string name{};
  std::string definition{};         ///< what follows its name where it is made
  std::vector<std::string> rows{};  ///< as INSERT INTO takes them: `(a, b) VALUES (1, 2)`
  bool fixed = false;               ///< these and no others; else they change from run to run
};

/// A search within a tenant: its function finds a sample row by what the row's own columns hold.
struct Search {
  std::string table{};
  std::string function{};              ///< `tenon.notes_search_text`
  std::vector<std::string> queries{};  ///< SQL over a row of the table, an argument each but the last
  bool finds_all = false;              ///< it orders all rows; else it finds those that match
};

/// A lookup of the tenant before it is known: its function gives whose the row is that has the values.
struct Lookup {
  std::string table{};
  std::string function{};              ///< `tenon.users_lookup_email`
  std::vector<std::string> columns{};  ///< that it takes
  std::vector<std::string> gives{};    ///< the tenant's key first; of a global table the row's own
};

/// A function that gives roles the rows of all tenants, after a line in the log.
struct Reading {
  std::string table{};
  std::string entity{};              ///< as the log has it
  std::string function{};            ///< `tenon.orders_read_all`
  std::string arguments{};           ///< that follow the line's id: `NULL::uuid, NULL::uuid, 10`
  std::vector<std::string> roles{};  ///< that may call it
};

/// A column of a declared query's result.
struct QueryColumn {
  std::string name{};
  std::string type{};  ///< `text`, `public.state`
  bool nullable = false;
};

/// A declared query: the server takes it, and it shows the rows of the tenant that it is asked for alone.
struct Query {
  std::string name{};
  std::vector<std::string> tables{};      ///< of tenants
  std::vector<std::string> statements{};  ///< as programs prepare them
  std::vector<QueryColumn> columns{};
  /// The same with values in the place of its parameters, as they are given and as they are not: `{scope}`
  /// stands for the literal of the key of the tenant that it is held to, `{tenant}` for the raw text of the
  /// one whose rows it asks for.
  std::vector<std::string> probes{};
  bool writes = false;
  bool in_tenant = false;
};

/// A declared function that reads tenants' rows: it gives the tenant's caller what the tenant's rows make of
/// it.
struct DeclaredFunction {
  std::string name{};                 ///< `public.open_total`
  std::vector<std::string> tables{};  ///< of tenants, that it reads
  /// Calls with values in the place of its arguments: `{tenant}` stands for the raw text of the tenant whose
  /// rows they name.
  std::vector<std::string> calls{};
  bool held_by_itself = false;  ///< by conditions in its text, whoever calls it
};

/// What a materialised view keeps, in the schema `tenon`, and who makes it anew.
struct KeptRows {
  std::string name{};
  std::string query{};    ///< of all that is kept
  std::string source{};   ///< the view that is asked for it
  std::string refresh{};  ///< the function that asks
  std::vector<std::string> key{};
  std::vector<std::string> refreshers{};  ///< roles
  int minutes = 0;                        ///< after which maintenance asks; 0 where it doesn't
};

struct View {
  std::string name{};
  std::vector<std::string> columns{};
  std::string query{};
  std::string tenant_column{};        ///< empty where the rows don't tell whose they are
  std::vector<std::string> tables{};  ///< that it reads, through other views too
  std::vector<Grant> grants{};
  std::string owner{};  ///< whose rights it reads with; empty for those of whoever asks (`security_invoker`)
  std::optional<KeptRows> kept{};  ///< of a materialised view: it is a `security_barrier` over them
  bool definer = false;            ///< declared so: it reads with its owner's rights, whoever that is
};

/// What a log must not hold.
struct Audit {
  std::string table{};
  std::string log{};
  std::vector<std::string> left_out{};  ///< columns of which the log has no value
};

/// What a transaction says of who asks, beside its tenant.
struct SessionVariable {
  std::string name{};
  std::string setting{};        ///< `app.current_user_id`
  std::string sample{};         ///< SQL of whom the sample rows belong to; `{tenant}` as in a `Sample`
  std::string other{};          ///< the raw text of somebody else
  bool takes_any_text = false;  ///< each text is a value of its type
};

struct Extension {
  std::string name{};
  std::string minimum_version{};  ///< `0.8`; empty for any
};

struct Roles {
  std::string owner{};
  std::string app{};
  std::string provisioner{};  ///< creates and removes tenants; under row-level security like the application
  std::string search{};       ///< owns the search functions and sees the rows that they search; often none
  std::string triggers{};  ///< what declared triggers run as: the application's twin, its member; often none
  std::vector<std::string> others{};  ///< declared ones, bound as the application is

  /// Those that requests run as: bound by row-level security, and nothing more than they were granted.
  [[nodiscard]] std::vector<std::string> bound() const;
  /// Those that own functions alone, as which these run.
  [[nodiscard]] std::vector<std::string> function_owners() const;
  [[nodiscard]] std::vector<std::string> all_but_the_owner() const;
  [[nodiscard]] std::vector<std::string> all() const;
};

/// Functions that tell how far maintenance is and nothing of rows: whoever watches it may call them.
inline constexpr std::string_view kOfWatchers[] = {"maintained", "runway"};
inline bool is_of_watchers(std::string_view function) {
  return function == kOfWatchers[0] || function == kOfWatchers[1];
}

struct Schema {
  std::string name{};
  std::string
      fingerprint{};  ///< of the schema's meaning; kept in `tenon.schema_version (schema_name, fingerprint)`
  std::string sql_schema{};                  ///< the Postgres schema of the tables: `public`
  std::vector<std::string> other_schemas{};  ///< further ones, whose objects have names that tell them
  int postgres_version = 15;                 ///< the oldest major version that it must run on
  bool has_tenancy = false;
  bool has_maintenance = false;  ///< `tenon.maintain()` looks after partitions and retention
  Roles roles{};
  std::string tenant_setting{};            ///< `app.current_tenant_id`
  std::string actor_setting{};             ///< `app.actor`, where there are logs that tell of it
  bool tenant_is_signed = false;           ///< it counts only with a signature
  std::string tenant_type{};               ///< `uuid`
  std::vector<SessionVariable> session{};  ///< who asks
  std::string no_tenant{};  ///< raw text of what shared rows have in the tenant column, where there are any
  std::vector<std::string> sample_tenant_keys{};  ///< raw text of two tenants' keys, for samples; of a third
                                                  ///< where there is a tree
  std::string tree_column{};  ///< of the root: the key of the tenant above; empty where there is no tree
  std::vector<Extension> extensions{};
  std::vector<Enum> enums{};
  std::vector<Domain> domains{};
  std::vector<Composite> composites{};
  std::vector<Sequence> sequences{};
  std::vector<Table> tables{};  ///< in an order in which rows can be inserted
  std::vector<Function> functions{};
  std::vector<Register> registers{};
  std::vector<Search> searches{};
  std::vector<Lookup> lookups{};
  std::vector<Reading> readings{};
  std::vector<Query> queries{};
  std::vector<DeclaredFunction> declared_functions{};
  std::vector<View> views{};
  std::vector<View>
      searched_views{};  ///< in the schema `tenon`: what search functions read instead of a table
  std::vector<Audit> audits{};

  /// The Postgres schemas of all that it promises but what is the tool's own.
  [[nodiscard]] std::vector<std::string> spaces() const;
};

/// Where an object stands, and what it is called there.
struct Placed {
  std::string schema;
  std::string name;
};
/// Of `orders`, which stands in the schema's own Postgres schema, and of `sales.orders`.
Placed placed(const Schema& schema, const std::string& name);
/// `public.orders` of both.
std::string full_name(const Schema& schema, const std::string& name);

}  // namespace conformance
}  // namespace tenon
