#include <iterator>

#include "ddl/clauses.hpp"
#include "ddl/ddl.hpp"

namespace tenon::ddl {

using model::Kind;
using model::Object;
using render::authored_sql;
using render::sql_format;
using render::sql_identifier;
using render::sql_literal;

namespace {

SqlText in_schema(const model::Identity& identity) {
  return identity.schema.empty() ? SqlText() : sql_format(" IN SCHEMA {}", sql_identifier(identity.schema));
}

/// How an object goes that `DROP KIND NAME` doesn't take away.
struct Removal {
  Kind kind;
  SqlText (*sql)(const Object&);
};

const Removal kRemovals[] = {
    {Kind::kMembership,
     [](const Object& o) {
       return sql_format("REVOKE {} FROM {};", sql_identifier(o.identity.table),
                         sql_identifier(o.identity.name));
     }},
    {Kind::kColumn,
     [](const Object& o) {
       return sql_format("ALTER TABLE {} DROP COLUMN {};", of_table(o.identity, o.path),
                         sql_identifier(o.identity.name));
     }},
    {Kind::kConstraint,
     [](const Object& o) {
       return sql_format("ALTER TABLE {} DROP CONSTRAINT {};", of_table(o.identity, o.path),
                         sql_identifier(o.identity.name));
     }},
    {Kind::kRowSecurity,
     [](const Object& o) {
       return sql_format("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;",
                         of_table(o.identity, o.path));
     }},
    {Kind::kGrant,
     [](const Object& o) {
       return sql_format("REVOKE ALL ON {} FROM {};", granted_on(o.as<model::Grant>().object, o.path),
                         grantees({o.identity.name}));
     }},
    {Kind::kDefaultPrivilege,
     [](const Object& o) {
       return sql_format("ALTER DEFAULT PRIVILEGES FOR ROLE {}{} REVOKE ALL ON {} FROM {};",
                         sql_identifier(o.identity.table), in_schema(o.identity),
                         authored_sql(o.as<model::DefaultPrivilege>().objects), grantees({o.identity.name}));
     }},
    {Kind::kComment,
     [](const Object& o) {
       const model::Identity& about = o.as<model::Comment>().object;
       return sql_format("COMMENT ON {} IS NULL;", about.kind == Kind::kFunction ? granted_on(about, o.path)
                                                                                 : commented(about, o.path));
     }},
    {Kind::kRegisteredRow,
     [](const Object& o) {
       return sql_format("DELETE FROM {} WHERE relation = {}::regclass;", of_table(o.identity, o.path),
                         sql_literal(o.identity.name));
     }},
    {Kind::kOpaque,
     [](const Object& o) {
       const model::Sql& undone = o.as<model::Opaque>().undone;
       const bool ends = undone.text.empty() || undone.text.ends_with(';');
       return ends ? text(undone) : sql_format("{};", text(undone));
     }},
};

}  // namespace

std::string removal(const Object& object) {
  for (const Removal& removal : kRemovals) {
    if (removal.kind == object.identity.kind) return removal.sql(object).str();
  }
  return sql_format("DROP {};", altered(object)).str();
}

}  // namespace tenon::ddl
