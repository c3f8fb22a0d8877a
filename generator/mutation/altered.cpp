// What an ALTER of the server changes, and rows of registers.
#include <fmt/format.h>

#include <algorithm>

#include "ddl/clauses.hpp"
#include "ddl/ddl.hpp"
#include "mutation/breaks.hpp"
#include "mutation/mutation.hpp"

namespace tenon::mutation {
namespace {

using model::Column;
using model::Kind;
using model::Object;
using model::Table;

std::string id(const std::string& name) {
  return render::sql_identifier(name).str();
}

/// `ALTER TABLE notes ` and the like, with its blank.
std::string alter(const Object& object) {
  return fmt::format("ALTER {} ", ddl::altered(object).str());
}

/// The table that a part stands in.
std::string table_of(const Object& object) {
  return ddl::of_table(object.identity, "").str();
}

std::string alter_table(const Object& object) {
  return fmt::format("ALTER TABLE {} ", table_of(object));
}

std::string alter_column(const Object& object) {
  return fmt::format("{}ALTER COLUMN {} ", alter_table(object), id(object.identity.name));
}

/// NULL by itself is the same as none.
std::string some_default(const model::Sql& type) {
  return fmt::format("SET DEFAULT pg_catalog.current_setting('mutant.none', true)::{};", type.text);
}

std::string to_stranger(const Object& object) {
  return fmt::format("CREATE ROLE {0}; {1}OWNER TO {0};", kStranger, alter(object));
}

bool is_partitioned(const Object& object) {
  return object.as<Table>().partition_by.has_value();
}

template <typename T>
bool is_own(const Object& object) {
  return !object.as<T>().is_inherited;
}

const Break kAltered[] = {
    {Kind::kRole, "login",
     [](const Object& o) { return alter(o) + (o.as<model::Role>().login ? "NOLOGIN;" : "LOGIN;"); }},
    {Kind::kRole, "inherit",
     [](const Object& o) { return alter(o) + (o.as<model::Role>().inherit ? "NOINHERIT;" : "INHERIT;"); }},
    {Kind::kRole, "superuser", [](const Object& o) { return alter(o) + "SUPERUSER;"; }},
    {Kind::kRole, "creates_roles", [](const Object& o) { return alter(o) + "CREATEROLE;"; }},
    {Kind::kRole, "creates_databases", [](const Object& o) { return alter(o) + "CREATEDB;"; }},
    {Kind::kRole, "replicates", [](const Object& o) { return alter(o) + "REPLICATION;"; }},
    {Kind::kRole, "bypasses_row_security",
     [](const Object& o) {
       return alter(o) + (o.as<model::Role>().bypasses_row_security ? "NOBYPASSRLS;" : "BYPASSRLS;");
     }},
    {Kind::kRole, "connection_limit", [](const Object& o) { return alter(o) + "CONNECTION LIMIT 0;"; }},
    {Kind::kRole, "valid_until", [](const Object& o) { return alter(o) + "VALID UNTIL '2001-01-01';"; }},
    {Kind::kRole, "settings", [](const Object& o) { return alter(o) + "SET row_security TO off;"; }},
    {Kind::kRole, "settings",
     [](const Object& o) { return alter(o) + "SET session_replication_role TO replica;"; }},
    {Kind::kRole, "settings", [](const Object& o) { return alter(o) + "SET search_path TO public;"; }},
    {Kind::kMembership, "admin",
     [](const Object& o) {
       return fmt::format("GRANT {} TO {} WITH ADMIN OPTION;", id(o.identity.table), id(o.identity.name));
     }},
    {Kind::kMembership, "inherits", nullptr, "of 16 and newer alone"},
    {Kind::kMembership, "sets", nullptr, "of 16 and newer alone"},
    {Kind::kSchema, "owner", to_stranger},
    {Kind::kExtension, "version", nullptr, "no other one is at hand"},
    {Kind::kExtension, "schema",
     [](const Object& o) { return fmt::format("CREATE SCHEMA mutant; {}SET SCHEMA mutant;", alter(o)); }},
    {Kind::kEnum, "owner", to_stranger},
    {Kind::kEnum, "labels", [](const Object& o) { return alter(o) + "ADD VALUE 'mutant';"; }},
    {Kind::kEnum, "labels",
     [](const Object& o) {
       return fmt::format("{}RENAME VALUE {} TO 'mutant';", alter(o),
                          render::sql_literal(o.as<model::Enum>().labels.front()).str());
     }},
    {Kind::kComposite, "owner", to_stranger},
    {Kind::kComposite, "attributes", [](const Object& o) { return alter(o) + "ADD ATTRIBUTE mutant int;"; }},
    {Kind::kDomain, "owner", to_stranger},
    {Kind::kDomain, "type", nullptr, "no ALTER changes it"},
    {Kind::kDomain, "collation", nullptr, "no ALTER changes it"},
    {Kind::kDomain, "not_null",
     [](const Object& o) {
       return alter(o) + (o.as<model::Domain>().not_null ? "DROP NOT NULL;" : "SET NOT NULL;");
     }},
    {Kind::kDomain, "default_value",
     [](const Object& o) {
       const auto& domain = o.as<model::Domain>();
       return alter(o) + (domain.default_value ? "DROP DEFAULT;" : some_default(domain.type));
     }},
    {Kind::kDomain, "checks",
     [](const Object& o) { return alter(o) + "ADD CONSTRAINT mutant CHECK (VALUE IS NOT NULL);"; }},
    {Kind::kDomain, "checks",
     [](const Object& o) {
       const auto& checks = o.as<model::Domain>().checks;
       return checks.empty() ? "" : fmt::format("{}DROP CONSTRAINT {};", alter(o), id(checks.front().name));
     }},
    {Kind::kSequence, "owner", to_stranger},
    {Kind::kSequence, "type", nullptr, "its bounds change with it"},
    {Kind::kSequence, "start", [](const Object& o) { return alter(o) + "START 77;"; }},
    {Kind::kSequence, "increment", [](const Object& o) { return alter(o) + "INCREMENT 77;"; }},
    {Kind::kSequence, "minimum", [](const Object& o) { return alter(o) + "MINVALUE -77;"; }},
    {Kind::kSequence, "maximum", [](const Object& o) { return alter(o) + "MAXVALUE 77777;"; }},
    {Kind::kSequence, "cache", [](const Object& o) { return alter(o) + "CACHE 77;"; }},
    {Kind::kSequence, "cycles", [](const Object& o) { return alter(o) + "CYCLE;"; }},
    {Kind::kSequence, "unlogged", [](const Object& o) { return alter(o) + "SET UNLOGGED;"; }},
    {Kind::kSequence, "owned_by",
     [](const Object& o) { return o.as<model::Sequence>().owned_by ? alter(o) + "OWNED BY NONE;" : ""; }},
    {Kind::kFunction, "owner", to_stranger},
    {Kind::kTable, "owner", to_stranger},
    {Kind::kTable, "persistence",
     [](const Object& o) { return is_partitioned(o) ? "" : alter(o) + "SET UNLOGGED;"; }},
    {Kind::kTable, "partition_by", nullptr, "no ALTER changes it"},
    {Kind::kTable, "partition_of",
     [](const Object& o) {
       const auto& table = o.as<Table>();
       return table.partition_of ? fmt::format("ALTER TABLE {} DETACH PARTITION {};",
                                               ddl::qualified(*table.partition_of, "").str(),
                                               ddl::qualified(o.identity, "").str())
                                 : "";
     }},
    {Kind::kTable, "bound", nullptr, "as if it were gone, and another made"},
    {Kind::kTable, "inherits",
     [](const Object& o) {
       const auto& table = o.as<Table>();
       if (table.partition_of || is_partitioned(o)) return std::string();
       return fmt::format("CREATE TABLE mutant (); {}INHERIT mutant;", alter(o));
     }},
    {Kind::kTable, "access_method", nullptr, "the server has one"},
    {Kind::kTable, "tablespace", nullptr, "it is made outside of a transaction"},
    {Kind::kTable, "storage",
     [](const Object& o) { return is_partitioned(o) ? "" : alter(o) + "SET (autovacuum_enabled = false);"; }},
    {Kind::kTable, "replica_identity",
     [](const Object& o) { return alter(o) + "REPLICA IDENTITY NOTHING;"; }},
    {Kind::kTable, "replica_index", nullptr, "tells which index the identity is"},
    {Kind::kColumn, "type",
     [](const Object& o) {
       const auto& column = o.as<Column>();
       if (column.is_inherited || column.generated || column.identity != model::ColumnIdentity::kNone)
         return std::string();
       return fmt::format("{}TYPE text USING NULL;", alter_column(o));
     }},
    {Kind::kColumn, "collation",
     [](const Object& o) {
       const auto& column = o.as<Column>();
       if (column.is_inherited || column.generated || column.type.text != "text") return std::string();
       return fmt::format("{}TYPE text COLLATE \"POSIX\";", alter_column(o));
     }},
    {Kind::kColumn, "not_null",
     [](const Object& o) {
       return alter_column(o) + (o.as<Column>().not_null ? "DROP NOT NULL;" : "SET NOT NULL;");
     }},
    {Kind::kColumn, "default_value",
     [](const Object& o) {
       const auto& column = o.as<Column>();
       if (column.generated || column.identity != model::ColumnIdentity::kNone) return std::string();
       return alter_column(o) + (column.default_value ? "DROP DEFAULT;" : some_default(column.type));
     }},
    {Kind::kColumn, "generated",
     [](const Object& o) { return o.as<Column>().generated ? alter_column(o) + "DROP EXPRESSION;" : ""; }},
    {Kind::kColumn, "is_virtual", nullptr, "of 18 and newer alone"},
    {Kind::kColumn, "identity",
     [](const Object& o) {
       return o.as<Column>().identity == model::ColumnIdentity::kNone ? ""
                                                                      : alter_column(o) + "DROP IDENTITY;";
     }},
    {Kind::kColumn, "identity_options",
     [](const Object& o) {
       return o.as<Column>().identity == model::ColumnIdentity::kNone ? "" : alter_column(o) + "SET CYCLE;";
     }},
    {Kind::kColumn, "storage",
     [](const Object& o) {
       return o.as<Column>().type.text == "text" ? alter_column(o) + "SET STORAGE EXTERNAL;" : "";
     }},
    {Kind::kColumn, "compression",
     [](const Object& o) {
       return o.as<Column>().type.text == "text" ? alter_column(o) + "SET COMPRESSION pglz;" : "";
     }},
    {Kind::kColumn, "statistics_target",
     [](const Object& o) { return alter_column(o) + "SET STATISTICS 7;"; }},
    {Kind::kColumn, "options", [](const Object& o) { return alter_column(o) + "SET (n_distinct = 7);"; }},
    {Kind::kColumn, "is_inherited", nullptr, "follows from the parent"},
    {Kind::kConstraint, "tablespace", nullptr, "it is made outside of a transaction"},
    {Kind::kConstraint, "clustered",
     [](const Object& o) {
       const auto type = o.as<model::Constraint>().type;
       const bool has_index =
           type == model::ConstraintType::kPrimary || type == model::ConstraintType::kUnique;
       return has_index ? fmt::format("{}CLUSTER ON {};", alter_table(o), id(o.identity.name)) : "";
     }},
    {Kind::kIndex, "options",
     [](const Object& o) {
       return o.as<model::Index>().method == "btree" ? alter(o) + "SET (fillfactor = 55);" : "";
     }},
    {Kind::kIndex, "valid",
     [](const Object& o) {
       return fmt::format(
           "UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = {}::regclass;",
           render::sql_literal(ddl::qualified(o.identity, "").str()).str());
     }},
    {Kind::kIndex, "tablespace", nullptr, "it is made outside of a transaction"},
    {Kind::kIndex, "clustered",
     [](const Object& o) {
       return o.as<model::Index>().method == "btree"
                  ? fmt::format("{}CLUSTER ON {};", alter_table(o), id(o.identity.name))
                  : "";
     }},
    {Kind::kStatistics, "owner", to_stranger},
    {Kind::kStatistics, "target", [](const Object& o) { return alter(o) + "SET STATISTICS 7;"; }},
    {Kind::kView, "owner", to_stranger},
    {Kind::kView, "options",
     [](const Object& o) -> std::string {
       if (o.as<model::View>().materialized) return "";
       return alter(o) + "SET (security_barrier = false, check_option = local);";
     }},
    {Kind::kView, "options",
     [](const Object& o) -> std::string {
       if (o.as<model::View>().materialized) return "";
       for (const auto& [name, value] : o.as<model::View>().options) {
         if (name == "security_invoker") return alter(o) + "RESET (security_invoker);";
       }
       return alter(o) + "SET (security_invoker = true);";
     }},
    {Kind::kView, "access_method", nullptr, "the server has one"},
    {Kind::kView, "tablespace", nullptr, "it is made outside of a transaction"},
    {Kind::kRule, "definition", nullptr, "as if it were gone, and another made"},
    {Kind::kRule, "firing",
     [](const Object& o) { return fmt::format("{}DISABLE RULE {};", alter_table(o), id(o.identity.name)); }},
    {Kind::kTrigger, "firing",
     [](const Object& o) {
       return fmt::format("{}DISABLE TRIGGER {};", alter_table(o), id(o.identity.name));
     }},
    {Kind::kTrigger, "firing",
     [](const Object& o) {
       return fmt::format("{}ENABLE REPLICA TRIGGER {};", alter_table(o), id(o.identity.name));
     }},
    {Kind::kRowSecurity, "enabled",
     [](const Object& o) { return alter_table(o) + "DISABLE ROW LEVEL SECURITY;"; }},
    {Kind::kRowSecurity, "forced",
     [](const Object& o) { return alter_table(o) + "NO FORCE ROW LEVEL SECURITY;"; }},
    {Kind::kGrant, "object", nullptr, "names it"},
    {Kind::kGrant, "privileges",
     [](const Object& o) {
       const auto& grant = o.as<model::Grant>();
       if (grant.privileges.size() < 2) return std::string();
       return fmt::format("REVOKE {} ON {} FROM {};", grant.privileges.front().name,
                          ddl::granted_on(grant.object, "").str(), ddl::grantees({o.identity.name}).str());
     }},
    {Kind::kGrant, "privileges",
     [](const Object& o) {
       return fmt::format("GRANT ALL ON {} TO {};", ddl::granted_on(o.as<model::Grant>().object, "").str(),
                          ddl::grantees({o.identity.name}).str());
     }},
    {Kind::kGrant, "privileges",
     [](const Object& o) {
       const auto& grant = o.as<model::Grant>();
       if (grant.privileges.empty() || o.identity.name == "public") return std::string();
       return fmt::format("GRANT {} ON {} TO {} WITH GRANT OPTION;", grant.privileges.front().name,
                          ddl::granted_on(grant.object, "").str(), id(o.identity.name));
     }},
    {Kind::kDefaultPrivilege, "objects", nullptr, "names it"},
    {Kind::kDefaultPrivilege, "privileges", nullptr, "as if it were gone, or another given"},
    {Kind::kComment, "object", nullptr, "names it"},
    {Kind::kComment, "text",
     [](const Object& o) {
       return fmt::format("COMMENT ON {} IS 'mutant';",
                          ddl::commented(o.as<model::Comment>().object, "").str());
     }},
    {Kind::kPublication, "owner", nullptr, "the tool makes none"},
    {Kind::kRegisteredRow, "values",
     [](const Object& o) {
       // The first that is no key: a list of levels in JSON, or how long rows are kept.
       std::string out;
       for (const auto& [name, value] : o.as<model::RegisteredRow>().values) {
         if (name == "relation" || !out.empty()) continue;
         out =
             fmt::format("UPDATE {} SET {} = {} WHERE relation = {}::regclass;", table_of(o), id(name),
                         name == "levels" ? "'[]'" : "'mutant'", render::sql_literal(o.identity.name).str());
       }
       return out;
     }},
};

/// What a whole server or much else goes with, and what only its author knows: no mutant takes it away.
bool goes_with_others(const Object& object) {
  static constexpr Kind kKept[] = {Kind::kRole, Kind::kExtension, Kind::kOpaque};
  return std::find(std::begin(kKept), std::end(kKept), object.identity.kind) != std::end(kKept);
}

bool is_inherited(const Object& object) {
  return std::visit(
      [](const auto& definition) {
        if constexpr (requires { definition.is_inherited; }) return definition.is_inherited;
        return false;
      },
      object.definition);
}

}  // namespace

std::span<const Break> altered() {
  return kAltered;
}

std::string gone(const Object& object) {
  static constexpr Kind kNeeded[] = {Kind::kSchema,   Kind::kEnum,     Kind::kComposite, Kind::kDomain,
                                     Kind::kSequence, Kind::kFunction, Kind::kTable,     Kind::kView,
                                     Kind::kIndex,    Kind::kColumn,   Kind::kConstraint};
  if (goes_with_others(object) || is_inherited(object)) return "";
  std::string out = ddl::removal(object);
  const bool needed =
      std::find(std::begin(kNeeded), std::end(kNeeded), object.identity.kind) != std::end(kNeeded);
  if (needed && out.ends_with(';')) out.insert(out.size() - 1, " CASCADE");
  return out;
}

}  // namespace tenon::mutation
