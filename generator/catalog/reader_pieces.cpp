#include <fmt/format.h>

#include "catalog/reader_queries.hpp"

namespace tenon::catalog {

std::string of_no_extension(const std::string& catalog, const std::string& oid) {
  return fmt::format(
      "NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '{}'::regclass AND e.objid = {} "
      "AND e.deptype = 'e')",
      catalog, oid);
}

std::string options(const std::string& list) {
  return fmt::format(
      "(SELECT jsonb_agg(jsonb_build_array(split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)) "
      "ORDER BY o) FROM unnest({}) o)",
      list);
}

std::string table_identity(const std::string& oid) {
  return fmt::format(
      "(SELECT jsonb_build_object('kind', CASE WHEN ic.relkind IN ('v', 'm') THEN 'view' "
      "WHEN ic.relkind = 'S' THEN 'sequence' ELSE 'table' END, 'schema', ins.nspname, 'name', "
      "ic.relname) FROM pg_class ic JOIN pg_namespace ins ON ins.oid = ic.relnamespace "
      "WHERE ic.oid = {})",
      oid);
}

std::string argument_types(const std::string& types) {
  return fmt::format(
      "coalesce((SELECT string_agg(format_type(at.oid, NULL), ', ' ORDER BY at.place) "
      "FROM unnest({}) WITH ORDINALITY AS at (oid, place)), '')",
      types);
}

std::string function_identity(const std::string& oid) {
  return fmt::format(
      "(SELECT jsonb_strip_nulls(jsonb_build_object('kind', 'function', 'schema', fns.nspname, "
      "'name', fp.proname, 'signature', nullif({}, ''))) FROM pg_proc fp "
      "JOIN pg_namespace fns ON fns.oid = fp.pronamespace WHERE fp.oid = {})",
      argument_types("fp.proargtypes::oid[]"), oid);
}

std::string column_names(const std::string& table, const std::string& numbers) {
  return fmt::format(
      "(SELECT jsonb_agg(ca.attname ORDER BY cn.place) FROM unnest({}) WITH ORDINALITY AS cn (number, "
      "place) JOIN pg_attribute ca ON ca.attrelid = {} AND ca.attnum = cn.number)",
      numbers, table);
}

std::string collation(const std::string& oid, const std::string& of_type) {
  return fmt::format(
      "(SELECT quote_ident(cns.nspname) || '.' || quote_ident(co.collname) FROM pg_collation co "
      "JOIN pg_namespace cns ON cns.oid = co.collnamespace WHERE co.oid = {0} AND {0} <> {1})",
      oid, of_type);
}

std::string named(const std::string& value, const std::vector<std::pair<std::string, std::string>>& names) {
  std::string out = "CASE " + value;
  for (const auto& [key, name] : names) out += fmt::format(" WHEN '{}' THEN '{}'", key, name);
  return out + " END";
}

}  // namespace tenon::catalog
