// Constraints, and the indexes that none of them made.
#include <fmt/format.h>

#include "catalog/reader_queries.hpp"

namespace tenon::catalog {
namespace {

std::string action(const std::string& column) {
  return fmt::format("CASE WHEN k.contype = 'f' THEN {} END", named(column, {{"a", "no action"},
                                                                             {"r", "restrict"},
                                                                             {"c", "cascade"},
                                                                             {"n", "set null"},
                                                                             {"d", "set default"}}));
}

std::string of_own_table() {
  return fmt::format("c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't' AND {} AND {}", kOwnSchema,
                     of_no_extension("pg_class", "c.oid"));
}

/// The columns of an index behind those that it is ordered by.
std::string included(const std::string& index) {
  return column_names(index + ".indrelid",
                      fmt::format("(({0}.indkey::smallint[])[{0}.indnkeyatts:])", index));
}

/// `(siglen = '32')`; nothing for none.
std::string operator_class_parameters() {
  return "coalesce((SELECT '(' || string_agg(format('%I = %L', split_part(p, '=', 1), substr(p, strpos(p, "
         "'=') + "
         "1)), ', ' ORDER BY p) || ')' FROM unnest(ia.attoptions) p), '')";
}

}  // namespace

std::vector<KindQuery> queries_of_constraints() {
  return {
      {model::Kind::kConstraint,
       fmt::format(R"sql(
  SELECT 'pg_constraint'::regclass::oid, k.oid, 0, n.nspname, c.relname, k.conname, '',
    jsonb_strip_nulls(jsonb_build_object(
    'type', {type}, 'columns', CASE WHEN k.contype <> 'c' THEN {columns} END,
    'include', CASE WHEN k.contype IN ('p', 'u') THEN {included} END,
    'nulls_not_distinct', k.contype = 'u' AND x.indnullsnotdistinct,
    'without_overlaps', coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false),
    'expression', CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END,
    'exclusion', CASE WHEN k.contype = 'x' THEN regexp_replace(regexp_replace(pg_get_constraintdef(k.oid),
                   '^EXCLUDE ', ''), '( DEFERRABLE| INITIALLY DEFERRED)+$', '') END,
    'refers', CASE WHEN k.contype = 'f' THEN {refers} END,
    'referenced', CASE WHEN k.contype = 'f' THEN {referenced} END,
    'on_delete', {on_delete}, 'on_update', {on_update},
    'set_columns', {set_columns}, 'match', CASE WHEN k.confmatchtype = 'f' THEN 'full' END,
    'deferrable', k.condeferrable, 'deferred', k.condeferred, 'validated', k.convalidated,
    'enforced', coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true),
    'no_inherit', k.contype = 'c' AND k.connoinherit,
    'options', CASE WHEN k.contype IN ('p', 'u', 'x') THEN {options} END,
    'tablespace', (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = xc.reltablespace),
    'clustered', coalesce(x.indisclustered, false),
    'is_inherited', k.conparentid <> 0 OR (k.coninhcount > 0 AND NOT k.conislocal)))
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_index x ON x.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
  LEFT JOIN pg_class xc ON xc.oid = x.indexrelid
  WHERE k.contype IN ('p', 'u', 'c', 'x', 'f') AND {own} ORDER BY n.nspname, c.relname, k.conname)sql",
                   fmt::arg("type", named("k.contype", {{"p", "primary key"},
                                                        {"u", "unique"},
                                                        {"c", "check"},
                                                        {"x", "exclusion"},
                                                        {"f", "foreign key"}})),
                   fmt::arg("columns", column_names("k.conrelid", "k.conkey")),
                   fmt::arg("included", included("x")), fmt::arg("refers", table_identity("k.confrelid")),
                   fmt::arg("referenced", column_names("k.confrelid", "k.confkey")),
                   fmt::arg("on_delete", action("k.confdeltype")),
                   fmt::arg("on_update", action("k.confupdtype")),
                   fmt::arg("set_columns", column_names("k.conrelid", "k.confdelsetcols")),
                   fmt::arg("options", options("xc.reloptions")), fmt::arg("own", of_own_table()))},
      {model::Kind::kIndex,
       fmt::format(R"sql(
  SELECT 'pg_class'::regclass::oid, i.oid, 0, n.nspname, c.relname, i.relname, '',
    jsonb_strip_nulls(jsonb_build_object(
    'method', m.amname, 'unique', x.indisunique, 'nulls_not_distinct', x.indnullsnotdistinct,
    'elements', (SELECT jsonb_agg(jsonb_build_object(
        'column', a.attname,
        'expression', CASE WHEN a.attname IS NULL THEN pg_get_indexdef(i.oid, e.place::int, false) END,
        'collation', {collation},
        'operator_class', CASE WHEN NOT oc.opcdefault OR ia.attoptions IS NOT NULL THEN
            quote_ident(ons.nspname) || '.' || quote_ident(oc.opcname) || {parameters} END,
        'statistics_target', coalesce(ia.attstattarget, -1),
        'descending', (x.indoption[e.place - 1] & 1) <> 0,
        'nulls_first', (x.indoption[e.place - 1] & 2) <> 0) ORDER BY e.place)
      FROM generate_series(1, x.indnkeyatts) AS e (place)
      LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[e.place - 1] AND a.attnum > 0
      JOIN pg_attribute ia ON ia.attrelid = i.oid AND ia.attnum = e.place
      JOIN pg_type it ON it.oid = ia.atttypid
      JOIN pg_opclass oc ON oc.oid = x.indclass[e.place - 1]
      JOIN pg_namespace ons ON ons.oid = oc.opcnamespace),
    'include', {included}, 'where', pg_get_expr(x.indpred, x.indrelid), 'options', {options},
    'tablespace', (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = i.reltablespace),
    'valid', x.indisvalid, 'clustered', x.indisclustered, 'is_inherited', i.relispartition))
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am m ON m.oid = i.relam
  WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')) AND {own}
  ORDER BY n.nspname, i.relname)sql",
                   fmt::arg("parameters", operator_class_parameters()),
                   fmt::arg("collation", collation("x.indcollation[e.place - 1]",
                                                   "coalesce(a.attcollation, it.typcollation)")),
                   fmt::arg("included", included("x")), fmt::arg("options", options("i.reloptions")),
                   fmt::arg("own", of_own_table()))},
  };
}

}  // namespace tenon::catalog
