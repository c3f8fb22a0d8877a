// Functions, views, rules and triggers.
#include <fmt/format.h>

#include "catalog/reader_queries.hpp"

namespace tenon::catalog {

namespace {

std::string firing(const std::string& column) {
  return named(column, {{"O", "origin"}, {"D", "disabled"}, {"R", "replica"}, {"A", "always"}});
}

/// Each ends with a byte of zero: they are told apart byte by byte, since a text can hold none.
std::string trigger_arguments() {
  return "(SELECT jsonb_agg(convert_from(decode(a.value, 'hex'), getdatabaseencoding()) ORDER BY a.place) "
         "FROM "
         "regexp_split_to_table(regexp_replace(encode(t.tgargs, 'hex'), '(..)', '\\1 ', 'g'), '00 ') "
         "WITH ORDINALITY AS a (value, place) WHERE a.place <= t.tgnargs)";
}

}  // namespace

std::vector<KindQuery> queries_of_code() {
  return {
      {model::Kind::kFunction,
       fmt::format(R"sql(
  SELECT 'pg_proc'::regclass::oid, p.oid, 0, n.nspname, '', p.proname, {signature}, jsonb_strip_nulls(jsonb_build_object(
    'owner', pg_get_userbyid(p.proowner), 'routine', {routine}, 'arguments', pg_get_function_arguments(p.oid),
    'returns', coalesce(pg_get_function_result(p.oid), ''), 'language', l.lanname, 'volatility', {volatility},
    'parallel', {parallel}, 'strict', p.proisstrict, 'leakproof', p.proleakproof, 'definer', p.prosecdef,
    'cost', p.procost::text, 'rows', p.prorows::text, 'settings', {settings},
    'support', CASE WHEN p.prosupport <> 0 THEN p.prosupport::text END,
    'transforms', (SELECT jsonb_agg(format_type(y, NULL)) FROM unnest(p.protrftypes) y),
    'library', p.probin::text, 'body', CASE WHEN p.prosqlbody IS NULL THEN p.prosrc ELSE '' END, 'atomic', pg_get_function_sqlbody(p.oid)))
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
  WHERE p.prokind IN ('f', 'p') AND {own} AND {extension} ORDER BY n.nspname, p.proname, 7)sql",
                   fmt::arg("signature", argument_types("p.proargtypes::oid[]")),
                   fmt::arg("routine", named("p.prokind", {{"f", "function"}, {"p", "procedure"}})),
                   fmt::arg("volatility",
                            named("p.provolatile", {{"v", "volatile"}, {"s", "stable"}, {"i", "immutable"}})),
                   fmt::arg("parallel",
                            named("p.proparallel", {{"u", "unsafe"}, {"r", "restricted"}, {"s", "safe"}})),
                   fmt::arg("settings", options("p.proconfig")), fmt::arg("own", kOwnSchema),
                   fmt::arg("extension", of_no_extension("pg_proc", "p.oid")))},
      {model::Kind::kView,
       fmt::format(R"sql(
  SELECT 'pg_class'::regclass::oid, c.oid, 0, n.nspname, '', c.relname, '', jsonb_strip_nulls(jsonb_build_object(
    'owner', pg_get_userbyid(c.relowner), 'materialized', c.relkind = 'm',
    'columns', (SELECT jsonb_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
    'query', rtrim(pg_get_viewdef(c.oid), ';'), 'options', {options},
    'access_method', (SELECT m.amname FROM pg_am m WHERE m.oid = c.relam AND m.amname <> 'heap'),
    'tablespace', (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace)))
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('v', 'm') AND c.relpersistence <> 't' AND {own} AND {extension} ORDER BY n.nspname, c.relname)sql",
                   fmt::arg("options", options("c.reloptions")), fmt::arg("own", kOwnSchema),
                   fmt::arg("extension", of_no_extension("pg_class", "c.oid")))},
      // What makes a view one is a rule too, and told with the view.
      {model::Kind::kRule,
       fmt::format(R"sql(
  SELECT 'pg_rewrite'::regclass::oid, r.oid, 0, n.nspname, c.relname, r.rulename, '',
    jsonb_build_object('definition', pg_get_ruledef(r.oid), 'firing', {})
  FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE r.rulename <> '_RETURN' AND {} AND {} ORDER BY n.nspname, c.relname, r.rulename)sql",
                   firing("r.ev_enabled"), kOwnSchema, of_no_extension("pg_class", "c.oid"))},
      // The server prints no condition of a trigger by itself, since it is about two rows.
      {model::Kind::kTrigger,
       fmt::format(
           R"sql(
  SELECT 'pg_trigger'::regclass::oid, t.oid, 0, n.nspname, c.relname, t.tgname, '', jsonb_strip_nulls(jsonb_build_object(
    'timing', CASE WHEN t.tgtype & 64 <> 0 THEN 'instead of' WHEN t.tgtype & 2 <> 0 THEN 'before' ELSE 'after' END,
    'events', (SELECT jsonb_agg(e.name ORDER BY e.place)
               FROM (VALUES (1, 4, 'INSERT'), (2, 16, 'UPDATE'), (3, 8, 'DELETE'), (4, 32, 'TRUNCATE')) AS e (place, bit, name)
               WHERE t.tgtype & e.bit <> 0),
    'columns', {columns}, 'row', t.tgtype & 1 <> 0,
    'when', CASE WHEN t.tgqual IS NOT NULL THEN
              substring(pg_get_triggerdef(t.oid) from ' WHEN \((.*)\) EXECUTE FUNCTION ') END,
    'function', {function}, 'other', CASE WHEN t.tgconstrrelid <> 0 THEN {other} END,
    'arguments', CASE WHEN t.tgnargs > 0 THEN {arguments} END,
    'old_table', t.tgoldtable, 'new_table', t.tgnewtable, 'is_constraint', t.tgconstraint <> 0,
    'deferrable', t.tgdeferrable, 'deferred', t.tginitdeferred, 'firing', {firing}))
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND {own} AND {extension} ORDER BY n.nspname, c.relname, t.tgname)sql",
           fmt::arg("columns", column_names("t.tgrelid", "t.tgattr::smallint[]")),
           fmt::arg("function", function_identity("t.tgfoid")),
           fmt::arg("other", table_identity("t.tgconstrrelid")), fmt::arg("arguments", trigger_arguments()),
           fmt::arg("firing", firing("t.tgenabled")), fmt::arg("own", kOwnSchema),
           fmt::arg("extension", of_no_extension("pg_class", "c.oid")))},
  };
}

}  // namespace tenon::catalog
