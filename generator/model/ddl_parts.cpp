#include "model/ddl_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "model/fields.hpp"
#include "render/sql_text.hpp"

namespace tenon::model {

std::string quoted(std::string_view name) {
  return render::sql_identifier(name).str();
}

std::string literal(std::string_view text) {
  return render::sql_literal(text).str();
}

std::string identifiers(const std::vector<std::string>& names) {
  return render::sql_identifiers(names).str();
}

std::string literals(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const std::string& each : texts) out.push_back(literal(each));
  return join(out, ", ");
}

std::string qualified(const Identity& identity) {
  return identity.schema.empty() ? quoted(identity.name)
                                 : quoted(identity.schema) + "." + quoted(identity.name);
}

std::string of_table(const Identity& identity) {
  return quoted(identity.schema) + "." + quoted(identity.table);
}

std::string grantees(const std::vector<std::string>& roles) {
  std::vector<std::string> out;
  for (const std::string& role : roles) out.push_back(role == "public" ? "PUBLIC" : quoted(role));
  return join(out, ", ");
}

std::string collate(const std::string& collation) {
  return collation.empty() ? "" : " COLLATE " + collation;
}

std::string with(const Options& options) {
  if (options.empty()) return "";
  std::vector<std::string> out;
  for (const auto& [name, value] : options) out.push_back(fmt::format("{} = {}", name, literal(value)));
  return fmt::format(" WITH ({})", join(out, ", "));
}

std::string role_options(const Role& role) {
  const std::pair<bool, std::string_view> options[] = {{role.login, "LOGIN"},
                                                       {role.inherit, "INHERIT"},
                                                       {role.superuser, "SUPERUSER"},
                                                       {role.creates_roles, "CREATEROLE"},
                                                       {role.creates_databases, "CREATEDB"},
                                                       {role.replicates, "REPLICATION"},
                                                       {role.bypasses_row_security, "BYPASSRLS"}};
  std::string out;
  for (const auto& [is, name] : options)
    out += fmt::format("{}{}{}", out.empty() ? "" : " ", is ? "" : "NO", name);
  if (role.connection_limit >= 0) out += fmt::format(" CONNECTION LIMIT {}", role.connection_limit);
  return out;
}

std::string sequence_sql(const Identity& identity, const Sequence& sequence) {
  return fmt::format(
      "CREATE {}SEQUENCE {} AS {} INCREMENT {} MINVALUE {} MAXVALUE {} START {} CACHE {}{}{};",
      sequence.unlogged ? "UNLOGGED " : "", qualified(identity), sequence.type, sequence.increment,
      sequence.minimum, sequence.maximum, sequence.start, sequence.cache, sequence.cycles ? " CYCLE" : "",
      sequence.owned_by ? fmt::format(" OWNED BY {}.{}.{}", quoted(identity.schema),
                                      quoted(sequence.owned_by->first), quoted(sequence.owned_by->second))
                        : "");
}

namespace {

/// A word that the body doesn't hold between dollars.
std::string dollars(const std::string& body) {
  std::string word = "$body$";
  for (int i = 1; body.find(word) != std::string::npos; ++i) word = fmt::format("$body{}$", i);
  return word;
}

constexpr std::string_view kVolatilities[] = {"VOLATILE", "STABLE", "IMMUTABLE"};
constexpr std::string_view kParallels[] = {"UNSAFE", "RESTRICTED", "SAFE"};
constexpr std::string_view kActions[] = {"NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"};
constexpr std::string_view kTimings[] = {"BEFORE", "AFTER", "INSTEAD OF"};

template <typename E, std::size_t N>
std::string_view word(const std::string_view (&words)[N], E value) {
  return words[static_cast<std::size_t>(value)];
}

bool is_list(const std::string& name) {
  return name == "search_path";
}

std::string column_sql(const Identity& identity, const Column& column) {
  std::string out =
      fmt::format("{} {}{}", quoted(identity.name), column.type.text, collate(column.collation));
  if (!column.storage.empty()) out += " STORAGE " + column.storage;
  if (!column.compression.empty()) out += " COMPRESSION " + column.compression;
  if (column.generated)
    out += fmt::format(" GENERATED ALWAYS AS ({}) {}", column.generated->text,
                       column.is_virtual ? "VIRTUAL" : "STORED");
  if (column.default_value) out += " DEFAULT " + column.default_value->text;
  if (column.identity != ColumnIdentity::kNone)
    out += fmt::format(" GENERATED {} AS IDENTITY",
                       column.identity == ColumnIdentity::kAlways ? "ALWAYS" : "BY DEFAULT");
  if (column.not_null) out += " NOT NULL";
  return out;
}

}  // namespace

std::string function_sql(const Identity& identity, const Function& function) {
  const bool procedure = function.routine == Routine::kProcedure;
  std::string out = fmt::format("CREATE {} {}({})", procedure ? "PROCEDURE" : "FUNCTION", qualified(identity),
                                function.arguments.text);
  if (!procedure) out += " RETURNS " + function.returns.text;
  out += " LANGUAGE " + function.language;
  if (!procedure) {
    out += fmt::format(" {} PARALLEL {}", word(kVolatilities, function.volatility),
                       word(kParallels, function.parallel));
    if (function.strict) out += " STRICT";
    if (function.leakproof) out += " LEAKPROOF";
    if (!function.cost.empty()) out += " COST " + function.cost;
    if (!function.rows.empty() && function.rows != "0") out += " ROWS " + function.rows;
  }
  if (function.definer) out += " SECURITY DEFINER";
  for (const auto& [name, value] : function.settings)
    out += fmt::format(" SET {} TO {}", name, is_list(name) ? value : literal(value));
  if (function.atomic) return out + " " + function.atomic->text + ";";
  const std::string mark = dollars(function.body);
  return out + " AS " + mark + function.body + mark + ";";
}

std::string table_sql(const Identity& identity, const Table& table,
                      const std::vector<const Object*>& columns) {
  std::string out = table.persistence == Persistence::kUnlogged ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ";
  out += qualified(identity);
  if (table.partition_of) {
    out += fmt::format(" PARTITION OF {} {}", qualified(*table.partition_of), table.bound.text);
  } else {
    std::vector<std::string> lines;
    for (const Object* column : columns) {
      if (!column->as<Column>().is_inherited)
        lines.push_back(column_sql(column->identity, column->as<Column>()));
    }
    out += fmt::format(" ({})", join(lines, ", "));
  }
  if (!table.inherits.empty()) {
    std::vector<std::string> parents;
    for (const Identity& parent : table.inherits) parents.push_back(qualified(parent));
    out += fmt::format(" INHERITS ({})", join(parents, ", "));
  }
  if (table.partition_by) out += " PARTITION BY " + table.partition_by->text;
  if (!table.access_method.empty()) out += " USING " + quoted(table.access_method);
  out += with(table.storage);
  if (!table.tablespace.empty()) out += " TABLESPACE " + quoted(table.tablespace);
  return out + ";";
}

namespace {

std::string key_sql(std::string_view what, const Constraint& key) {
  std::string columns = identifiers(key.columns);
  if (key.without_overlaps) columns += " WITHOUT OVERLAPS";
  std::string out =
      fmt::format("{}{} ({})", what, key.nulls_not_distinct ? " NULLS NOT DISTINCT" : "", columns);
  if (!key.include.empty()) out += fmt::format(" INCLUDE ({})", identifiers(key.include));
  return out + with(key.options);
}

std::string reference_sql(const Constraint& key) {
  std::string out = fmt::format("FOREIGN KEY ({}) REFERENCES {} ({})", identifiers(key.columns),
                                qualified(*key.refers), identifiers(key.referenced));
  if (key.match == Match::kFull) out += " MATCH FULL";
  if (key.on_delete != Action::kNoAction) out += fmt::format(" ON DELETE {}", word(kActions, key.on_delete));
  if (!key.set_columns.empty()) out += fmt::format(" ({})", identifiers(key.set_columns));
  if (key.on_update != Action::kNoAction) out += fmt::format(" ON UPDATE {}", word(kActions, key.on_update));
  return out;
}

std::string constraint_body(const Constraint& constraint) {
  switch (constraint.type) {
    case ConstraintType::kPrimary:
      return key_sql("PRIMARY KEY", constraint);
    case ConstraintType::kUnique:
      return key_sql("UNIQUE", constraint);
    case ConstraintType::kCheck:
      return fmt::format("CHECK ({}){}", constraint.expression->text,
                         constraint.no_inherit ? " NO INHERIT" : "");
    case ConstraintType::kExclusion:
      return "EXCLUDE " + constraint.exclusion->text;
    case ConstraintType::kForeign:
      break;
  }
  return reference_sql(constraint);
}

}  // namespace

std::string constraint_sql(const Constraint& constraint) {
  std::string out = constraint_body(constraint);
  if (constraint.deferrable) out += constraint.deferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
  if (!constraint.enforced) return out + " NOT ENFORCED";
  if (!constraint.validated) out += " NOT VALID";
  return out;
}

std::string index_sql(const Identity& identity, const Index& index) {
  std::vector<std::string> elements;
  for (const IndexElement& each : index.elements) {
    std::string element =
        each.column.empty() ? fmt::format("({})", each.expression->text) : quoted(each.column);
    element += collate(each.collation);
    if (!each.operator_class.empty()) element += " " + each.operator_class;
    if (each.descending) element += " DESC";
    if (each.nulls_first != each.descending) element += each.nulls_first ? " NULLS FIRST" : " NULLS LAST";
    elements.push_back(std::move(element));
  }
  std::string out =
      fmt::format("CREATE {}INDEX {} ON {} USING {} ({})", index.unique ? "UNIQUE " : "",
                  quoted(identity.name), of_table(identity), index.method, join(elements, ", "));
  if (!index.include.empty()) out += fmt::format(" INCLUDE ({})", identifiers(index.include));
  if (index.nulls_not_distinct) out += " NULLS NOT DISTINCT";
  out += with(index.options);
  if (!index.tablespace.empty()) out += " TABLESPACE " + quoted(index.tablespace);
  if (index.where) out += fmt::format(" WHERE {}", index.where->text);
  return out + ";";
}

std::string statistics_sql(const Identity& identity, const Statistics& statistics) {
  std::vector<std::string> parts;
  for (const std::string& column : statistics.columns) parts.push_back(quoted(column));
  for (const Sql& expression : statistics.expressions) parts.push_back("(" + expression.text + ")");
  const std::string kinds =
      statistics.kinds.empty() ? "" : fmt::format(" ({})", join(statistics.kinds, ", "));
  return fmt::format("CREATE STATISTICS {}.{}{} ON {} FROM {};", quoted(identity.schema),
                     quoted(identity.name), kinds, join(parts, ", "), of_table(identity));
}

std::string trigger_sql(const Identity& identity, const Trigger& trigger) {
  std::vector<std::string> events = trigger.events;
  for (std::string& event : events) {
    if (event == "UPDATE" && !trigger.columns.empty()) event += " OF " + identifiers(trigger.columns);
  }
  std::string out = fmt::format("CREATE {}TRIGGER {} {} {} ON {}", trigger.is_constraint ? "CONSTRAINT " : "",
                                quoted(identity.name), word(kTimings, trigger.timing), join(events, " OR "),
                                of_table(identity));
  if (trigger.deferrable) out += trigger.deferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
  if (!trigger.old_table.empty() || !trigger.new_table.empty()) out += " REFERENCING";
  if (!trigger.old_table.empty()) out += " OLD TABLE AS " + quoted(trigger.old_table);
  if (!trigger.new_table.empty()) out += " NEW TABLE AS " + quoted(trigger.new_table);
  out += trigger.row ? " FOR EACH ROW" : " FOR EACH STATEMENT";
  if (trigger.when) out += fmt::format(" WHEN ({})", trigger.when->text);
  return out +
         fmt::format(" EXECUTE FUNCTION {}({});", qualified(trigger.function), literals(trigger.arguments));
}

std::string_view firing_sql(Firing firing) {
  static constexpr std::string_view kWords[] = {"ENABLE", "DISABLE", "ENABLE REPLICA", "ENABLE ALWAYS"};
  return word(kWords, firing);
}

std::string publication_sql(const Identity& identity, const Publication& publication) {
  std::string out = "CREATE PUBLICATION " + quoted(identity.name);
  std::vector<std::string> what;
  for (const PublishedTable& each : publication.tables) {
    std::string table = "TABLE " + qualified(each.table);
    if (!each.columns.empty()) table += fmt::format(" ({})", identifiers(each.columns));
    if (each.where) table += fmt::format(" WHERE ({})", each.where->text);
    what.push_back(std::move(table));
  }
  for (const std::string& schema : publication.schemas) what.push_back("TABLES IN SCHEMA " + quoted(schema));
  if (publication.all_tables) {
    out += " FOR ALL TABLES";
  } else if (!what.empty()) {
    out += " FOR " + join(what, ", ");
  }
  return out + fmt::format(" WITH (publish = {}, publish_via_partition_root = {});",
                           literal(join(publication.operations, ", ")), publication.via_root);
}

std::string privilege_sql(const Privilege& privilege) {
  if (privilege.columns.empty()) return privilege.name;
  return fmt::format("{} ({})", privilege.name, identifiers(privilege.columns));
}

namespace {

/// How GRANT, COMMENT and DROP name the objects of a kind.
struct Naming {
  Kind kind;
  std::string_view granted;
  std::string_view commented;
};

constexpr Naming kNamings[] = {
    {Kind::kRole, "", "ROLE"},
    {Kind::kSchema, "SCHEMA", "SCHEMA"},
    {Kind::kExtension, "", "EXTENSION"},
    {Kind::kEnum, "TYPE", "TYPE"},
    {Kind::kComposite, "TYPE", "TYPE"},
    {Kind::kDomain, "DOMAIN", "DOMAIN"},
    {Kind::kSequence, "SEQUENCE", "SEQUENCE"},
    {Kind::kFunction, "FUNCTION", "FUNCTION"},
    {Kind::kTable, "TABLE", "TABLE"},
    {Kind::kView, "TABLE", "VIEW"},
    {Kind::kIndex, "", "INDEX"},
    {Kind::kStatistics, "", "STATISTICS"},
    {Kind::kPublication, "", "PUBLICATION"},
    {Kind::kConstraint, "", "CONSTRAINT"},
    {Kind::kTrigger, "", "TRIGGER"},
    {Kind::kPolicy, "", "POLICY"},
    {Kind::kRule, "", "RULE"},
    {Kind::kColumn, "", "COLUMN"},
};

const Naming& naming(Kind kind) {
  return *std::find_if(std::begin(kNamings), std::end(kNamings),
                       [&](const Naming& each) { return each.kind == kind; });
}

std::string with_signature(const Identity& identity) {
  return identity.kind == Kind::kFunction ? fmt::format("{}({})", qualified(identity), identity.signature)
                                          : qualified(identity);
}

}  // namespace

std::string granted_on(const Identity& object) {
  return fmt::format("{} {}", naming(object.kind).granted, with_signature(object));
}

std::string commented(const Identity& object) {
  const std::string_view word = naming(object.kind).commented;
  if (object.kind == Kind::kColumn)
    return fmt::format("{} {}.{}", word, of_table(object), quoted(object.name));
  // An index and extended statistics have a schema of their own, and a table all the same.
  if (object.kind == Kind::kIndex || object.kind == Kind::kStatistics)
    return fmt::format("{} {}", word, qualified(object));
  if (!object.table.empty()) return fmt::format("{} {} ON {}", word, quoted(object.name), of_table(object));
  return fmt::format("{} {}", word, with_signature(object));
}

}  // namespace tenon::model
