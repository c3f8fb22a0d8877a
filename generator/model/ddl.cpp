#include "model/ddl.hpp"

#include <fmt/format.h>

#include <map>

#include "model/ddl_parts.hpp"

namespace tenon::model {
namespace {

using Statements = std::vector<std::string>;

std::string owner(std::string_view kind, const std::string& name, const std::string& owner) {
  return owner.empty() ? "" : fmt::format("ALTER {} {} OWNER TO {};", kind, name, quoted(owner));
}

Statements with_owner(std::string made, std::string_view kind, const std::string& name,
                      const std::string& whose) {
  Statements out{std::move(made)};
  if (!whose.empty()) out.push_back(owner(kind, name, whose));
  return out;
}

/// By schema and table.
using Columns = std::map<std::pair<std::string, std::string>, std::vector<const Object*>>;

Columns columns_of(const Database& database) {
  Columns out;
  for (const Object& object : database.objects()) {
    if (object.identity.kind == Kind::kColumn)
      out[{object.identity.schema, object.identity.table}].push_back(&object);
  }
  return out;
}

/// Writes the statements of one object.
struct Writer {
  Columns& of_tables;
  const Identity& identity;

  Statements operator()(const Role& o) const {
    Statements out{fmt::format("CREATE ROLE {} {};", quoted(identity.name), role_options(o))};
    for (const auto& [name, value] : o.settings)
      out.push_back(fmt::format("ALTER ROLE {} SET {} TO {};", quoted(identity.name), name, literal(value)));
    return out;
  }
  Statements operator()(const Membership& o) const {
    return {fmt::format("GRANT {} TO {}{};", quoted(identity.table), quoted(identity.name),
                        o.admin ? " WITH ADMIN OPTION" : "")};
  }
  Statements operator()(const Schema& o) const {
    return with_owner(fmt::format("CREATE SCHEMA IF NOT EXISTS {};", quoted(identity.name)), "SCHEMA",
                      quoted(identity.name), o.owner);
  }
  Statements operator()(const Extension& o) const {
    return {fmt::format("CREATE EXTENSION IF NOT EXISTS {}{};", quoted(identity.name),
                        o.schema.empty() ? "" : " SCHEMA " + quoted(o.schema))};
  }
  Statements operator()(const Enum& o) const {
    return with_owner(fmt::format("CREATE TYPE {} AS ENUM ({});", qualified(identity), literals(o.labels)),
                      "TYPE", qualified(identity), o.owner);
  }
  Statements operator()(const Composite& o) const {
    std::vector<std::string> parts;
    for (const Attribute& each : o.attributes)
      parts.push_back(fmt::format("{} {}{}", quoted(each.name), each.type.text, collate(each.collation)));
    return with_owner(fmt::format("CREATE TYPE {} AS ({});", qualified(identity), fmt::join(parts, ", ")),
                      "TYPE", qualified(identity), o.owner);
  }
  Statements operator()(const Domain& o) const {
    std::string made =
        fmt::format("CREATE DOMAIN {} AS {}{}", qualified(identity), o.type.text, collate(o.collation));
    if (o.default_value) made += " DEFAULT " + o.default_value->text;
    if (o.not_null) made += " NOT NULL";
    for (const DomainCheck& check : o.checks)
      made += fmt::format(" CONSTRAINT {} CHECK ({})", quoted(check.name), check.expression.text);
    return with_owner(made + ";", "DOMAIN", qualified(identity), o.owner);
  }
  Statements operator()(const Sequence& o) const {
    return with_owner(sequence_sql(identity, o), "SEQUENCE", qualified(identity), o.owner);
  }
  Statements operator()(const Function& o) const {
    const std::string kind = o.routine == Routine::kProcedure ? "PROCEDURE" : "FUNCTION";
    const std::string name = fmt::format("{}({})", qualified(identity), identity.signature);
    Statements out = with_owner(function_sql(identity, o), kind, name, o.owner);
    // Rights are told one by one, and everybody has this one by itself.
    out.push_back(fmt::format("REVOKE ALL ON {} {} FROM PUBLIC;", kind, name));
    return out;
  }
  Statements operator()(const Table& o) const {
    return with_owner(table_sql(identity, o, of_tables[{identity.schema, identity.name}]), "TABLE",
                      qualified(identity), o.owner);
  }
  Statements operator()(const Column& /*column*/) const { return {}; }
  Statements operator()(const Constraint& o) const {
    if (o.is_inherited) return {};
    return {fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {};", of_table(identity), quoted(identity.name),
                        constraint_sql(o))};
  }
  Statements operator()(const Index& o) const {
    if (o.is_inherited) return {};
    return {index_sql(identity, o)};
  }
  Statements operator()(const Statistics& o) const {
    return with_owner(statistics_sql(identity, o), "STATISTICS",
                      fmt::format("{}.{}", quoted(identity.schema), quoted(identity.name)), o.owner);
  }
  Statements operator()(const View& o) const {
    const std::string_view kind = o.materialized ? "MATERIALIZED VIEW" : "VIEW";
    return with_owner(fmt::format("CREATE {} {} ({}){} AS {};", kind, qualified(identity),
                                  identifiers(o.columns), with(o.options), o.query.text),
                      kind, qualified(identity), o.owner);
  }
  Statements operator()(const Rule& o) const { return {o.definition.text}; }
  Statements operator()(const Trigger& o) const {
    Statements out{trigger_sql(identity, o)};
    if (o.firing != Firing::kOrigin)
      out.push_back(fmt::format("ALTER TABLE {} {} TRIGGER {};", of_table(identity), firing_sql(o.firing),
                                quoted(identity.name)));
    return out;
  }
  Statements operator()(const Policy& o) const {
    std::string out =
        fmt::format("CREATE POLICY {} ON {} AS {} FOR {} TO {}", quoted(identity.name), of_table(identity),
                    o.permissive ? "PERMISSIVE" : "RESTRICTIVE", o.command, grantees(o.roles));
    if (o.condition) out += fmt::format(" USING ({})", o.condition->text);
    if (o.check) out += fmt::format(" WITH CHECK ({})", o.check->text);
    return {out + ";"};
  }
  Statements operator()(const RowSecurity& o) const {
    Statements out;
    if (o.enabled)
      out.push_back(fmt::format("ALTER TABLE {} ENABLE ROW LEVEL SECURITY;", of_table(identity)));
    if (o.forced) out.push_back(fmt::format("ALTER TABLE {} FORCE ROW LEVEL SECURITY;", of_table(identity)));
    return out;
  }
  Statements operator()(const Grant& o) const {
    Statements out;
    for (const Privilege& each : o.privileges)
      out.push_back(fmt::format("GRANT {} ON {} TO {}{};", privilege_sql(each), granted_on(o.object),
                                grantees({identity.name}), each.grantable ? " WITH GRANT OPTION" : ""));
    return out;
  }
  Statements operator()(const DefaultPrivilege& o) const {
    Statements out;
    const std::string in = identity.schema.empty() ? "" : " IN SCHEMA " + quoted(identity.schema);
    for (const Privilege& each : o.privileges)
      out.push_back(fmt::format("ALTER DEFAULT PRIVILEGES FOR ROLE {}{} GRANT {} ON {} TO {}{};",
                                quoted(identity.table), in, each.name, o.objects, grantees({identity.name}),
                                each.grantable ? " WITH GRANT OPTION" : ""));
    return out;
  }
  Statements operator()(const Comment& o) const {
    return {fmt::format("COMMENT ON {} IS {};", commented(o.object), literal(o.text))};
  }
  Statements operator()(const Publication& o) const {
    return with_owner(publication_sql(identity, o), "PUBLICATION", quoted(identity.name), o.owner);
  }
  Statements operator()(const RegisteredRow& o) const {
    std::vector<std::string> columns;
    std::vector<std::string> values;
    for (const auto& [column, value] : o.values) {
      columns.push_back(quoted(column));
      values.push_back(literal(value));
    }
    return {fmt::format("INSERT INTO {} ({}) VALUES ({});", of_table(identity), fmt::join(columns, ", "),
                        fmt::join(values, ", "))};
  }
  Statements operator()(const Opaque& o) const { return {o.made.text}; }
};

}  // namespace

std::vector<std::string> creation(const Database& database) {
  Statements out;
  Columns columns = columns_of(database);
  for (const Object& object : database.objects()) {
    Statements made = std::visit(Writer{columns, object.identity}, object.definition);
    out.insert(out.end(), std::make_move_iterator(made.begin()), std::make_move_iterator(made.end()));
  }
  return out;
}

}  // namespace tenon::model
