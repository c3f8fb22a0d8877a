// How statements name objects.
#include <algorithm>

#include "ddl/clauses.hpp"

namespace tenon::ddl {

using model::Identity;
using model::Kind;
using render::sql_format;
using render::sql_identifier;

namespace {

/// How GRANT, and how COMMENT, DROP and ALTER, name the objects of a kind. A table needs no word to GRANT.
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
    // A procedure is a routine too, and its identity doesn't tell it from a function.
    {Kind::kFunction, "ROUTINE", "FUNCTION"},
    {Kind::kTable, "", "TABLE"},
    {Kind::kView, "", "VIEW"},
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

SqlText in_schema(const std::string& schema, const std::string& name, const std::string& path) {
  if (schema.empty() || schema == path) return sql_identifier(name);
  return sql_format("{}.{}", sql_identifier(schema), sql_identifier(name));
}

SqlText worded(std::string_view word, const SqlText& name) {
  return word.empty() ? name : sql_format("{} {}", SqlText::trusted(std::string(word)), name);
}

}  // namespace

SqlText text(const model::Sql& sql) {
  return SqlText::trusted(sql.text);
}

SqlText qualified(const Identity& identity, const std::string& path) {
  return in_schema(identity.schema, identity.name, path);
}

SqlText of_table(const Identity& identity, const std::string& path) {
  return in_schema(identity.schema, identity.table, path);
}

SqlText with_signature(const Identity& identity, const std::string& path) {
  if (identity.kind != Kind::kFunction) return qualified(identity, path);
  return sql_format("{}({})", qualified(identity, path), SqlText::trusted(identity.signature));
}

SqlText granted_on(const Identity& object, const std::string& path) {
  return worded(naming(object.kind).granted, with_signature(object, path));
}

SqlText commented(const Identity& object, const std::string& path) {
  const std::string_view word = naming(object.kind).commented;
  if (object.kind == Kind::kColumn)
    return worded(word, sql_format("{}.{}", of_table(object, path), sql_identifier(object.name)));
  // An index and extended statistics have a schema of their own, and a table all the same.
  if (object.kind == Kind::kIndex || object.kind == Kind::kStatistics)
    return worded(word, qualified(object, path));
  if (!object.table.empty())
    return worded(word, sql_format("{} ON {}", sql_identifier(object.name), of_table(object, path)));
  return worded(word, with_signature(object, path));
}

SqlText altered(const model::Object& object) {
  const auto* function = std::get_if<model::Function>(&object.definition);
  if (function != nullptr && function->routine == model::Routine::kProcedure)
    return worded("PROCEDURE", with_signature(object.identity, object.path));
  const auto* view = std::get_if<model::View>(&object.definition);
  if (view != nullptr && view->materialized)
    return worded("MATERIALIZED VIEW", qualified(object.identity, object.path));
  return commented(object.identity, object.path);
}

SqlText grantees(const std::vector<std::string>& roles) {
  std::vector<SqlText> out;
  for (const std::string& role : roles)
    out.push_back(role == "public" ? SqlText::trusted("PUBLIC") : sql_identifier(role));
  return render::sql_join(out, ", ");
}

}  // namespace tenon::ddl
