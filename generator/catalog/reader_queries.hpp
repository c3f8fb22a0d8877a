// The queries of `reader.hpp`, and pieces of SQL that they share.
#pragma once

#include <string>
#include <vector>

#include "model/identity.hpp"

namespace tenon::catalog {

/// Gives, an object a row: `classid`, `objid`, `objsubid` as pg_depend knows it, then `schema`, `table`,
/// `name` and `signature` of its identity, and its definition as the JSON of the kind's fields.
struct KindQuery {
  model::Kind kind;
  std::string sql;
};

std::vector<KindQuery> queries_of_roles();
std::vector<KindQuery> queries_of_types();
std::vector<KindQuery> queries_of_tables();
std::vector<KindQuery> queries_of_constraints();
std::vector<KindQuery> queries_of_code();
std::vector<KindQuery> queries_of_rights();
/// What no kind holds, as statements: the name of each begins with what `uncovered_query` calls it.
std::vector<KindQuery> queries_of_opaque();

/// `classid`, `objid`, `objsubid` of what is part of an object, and the same three of that object: a default
/// is its column's, an array type its element's, and what an extension brought is the extension's.
std::string parts_query();
/// `classid`, `objid`, `objsubid` of what depends on something, and the same three of that. A sequence goes
/// with the column that owns it, and is there before.
std::string needs_query();
/// Comments of users: `classid`, `objid`, `objsubid`, the text, the column's name where it is one's, and what
/// it is about in the server's words; nothing for a role, which may be none of this database's.
std::string comments_query();
/// `what` and `name` of all that no kind holds.
std::string uncovered_query();

/// Whether the schema whose pg_namespace is `n` belongs to the database's users.
inline constexpr const char* kOwnSchema =
    R"sql(n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema')sql";

/// That the object is no extension's: `of_no_extension("pg_class", "c.oid")`.
std::string of_no_extension(const std::string& catalog, const std::string& oid);
/// The pairs of a list such as `reloptions`, by name.
std::string options(const std::string& list);
/// The JSON of a table's identity.
std::string table_identity(const std::string& oid);
/// The JSON of a function's identity.
std::string function_identity(const std::string& oid);
/// The types of a function's arguments: `text, integer`.
std::string argument_types(const std::string& types);
/// The names of columns by their numbers, in that order, as JSON.
std::string column_names(const std::string& table, const std::string& numbers);
/// A collation's name, where it is another than the type's own; else NULL.
std::string collation(const std::string& oid, const std::string& of_type);
/// `CASE value WHEN 'a' THEN 'b' … END`
std::string named(const std::string& value, const std::vector<std::pair<std::string, std::string>>& names);

}  // namespace tenon::catalog
