// Tables, their columns, and extended statistics.
#include <fmt/format.h>

#include "catalog/reader_queries.hpp"

namespace tenon::catalog {

namespace {

/// What an identity column's sequence has been told, of what CREATE SEQUENCE chooses by itself: by name.
std::string identity_options() {
  return R"sql((
    SELECT jsonb_agg(jsonb_build_array(o.name, o.value::text) ORDER BY o.name)
    FROM pg_depend sd JOIN pg_sequence s ON s.seqrelid = sd.objid
    CROSS JOIN LATERAL (SELECT CASE s.seqtypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647
                               ELSE 9223372036854775807 END AS most) AS t
    CROSS JOIN LATERAL (VALUES
      ('CACHE', s.seqcache, 1),
      ('CYCLE', s.seqcycle::int, 0),
      ('INCREMENT', s.seqincrement, 1),
      ('MAXVALUE', s.seqmax, CASE WHEN s.seqincrement > 0 THEN t.most ELSE -1 END),
      ('MINVALUE', s.seqmin, CASE WHEN s.seqincrement > 0 THEN 1 ELSE -t.most - 1 END),
      ('START', s.seqstart, CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END)) AS o (name, value, chosen)
    WHERE sd.classid = 'pg_class'::regclass AND sd.refclassid = 'pg_class'::regclass AND sd.refobjid = a.attrelid
      AND sd.refobjsubid = a.attnum AND sd.deptype = 'i' AND o.value <> o.chosen))sql";
}

}  // namespace

std::vector<KindQuery> queries_of_tables() {
  const std::string own = fmt::format("c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND {} AND {}",
                                      kOwnSchema, of_no_extension("pg_class", "c.oid"));
  return {
      {model::Kind::kTable,
       fmt::format(
           R"sql(
  SELECT 'pg_class'::regclass::oid, c.oid, 0, n.nspname, '', c.relname, '', jsonb_strip_nulls(jsonb_build_object(
    'owner', pg_get_userbyid(c.relowner), 'persistence', {persistence},
    'partition_by', pg_get_partkeydef(c.oid),
    'partition_of', CASE WHEN c.relispartition THEN {parent} END,
    'bound', CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
    'inherits', CASE WHEN NOT c.relispartition THEN (SELECT jsonb_agg({inherited} ORDER BY i.inhseqno)
                  FROM pg_inherits i WHERE i.inhrelid = c.oid) END,
    'access_method', (SELECT m.amname FROM pg_am m WHERE m.oid = c.relam AND m.amname <> 'heap'),
    'tablespace', (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
    'storage', {storage},
    'replica_identity', {replica},
    'replica_index', (SELECT x.relname FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                      WHERE i.indrelid = c.oid AND i.indisreplident)))
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE {own} ORDER BY n.nspname, c.relname)sql",
           fmt::arg("persistence", named("c.relpersistence", {{"p", "permanent"}, {"u", "unlogged"}})),
           fmt::arg("parent",
                    table_identity("(SELECT i.inhparent FROM pg_inherits i WHERE i.inhrelid = c.oid)")),
           fmt::arg("inherited", table_identity("i.inhparent")),
           fmt::arg("storage", options("c.reloptions || (SELECT array_agg('toast.' || p) FROM pg_class w, "
                                       "unnest(w.reloptions) p WHERE w.oid = c.reltoastrelid)")),
           fmt::arg("replica", named("c.relreplident",
                                     {{"d", "default"}, {"n", "nothing"}, {"f", "full"}, {"i", "index"}})),
           fmt::arg("own", own))},
      // From 17 on a partition's identity is its parent's, where it was attached late enough; rows don't come
      // by it.
      {model::Kind::kColumn,
       fmt::format(
           R"sql(
  SELECT 'pg_class'::regclass::oid, c.oid, a.attnum, n.nspname, c.relname, a.attname, '',
    jsonb_strip_nulls(jsonb_build_object(
    'type', format_type(a.atttypid, a.atttypmod), 'collation', {collation}, 'not_null', a.attnotnull,
    'default_value', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
    'generated', CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END,
    'is_virtual', a.attgenerated = 'v', 'identity', CASE WHEN c.relispartition THEN 'none' ELSE {identity} END,
    'identity_options', CASE WHEN a.attidentity <> '' AND NOT c.relispartition THEN {identity_options} END,
    'storage', CASE WHEN a.attstorage <> t.typstorage THEN {storage} END,
    'compression', {compression}, 'statistics_target', coalesce(a.attstattarget, -1),
    'options', {options}, 'is_inherited', a.attinhcount > 0 AND NOT a.attislocal))
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attnum > 0 AND NOT a.attisdropped AND {own} ORDER BY n.nspname, c.relname, a.attnum)sql",
           fmt::arg("collation", collation("a.attcollation", "t.typcollation")),
           fmt::arg("identity", named("a.attidentity", {{"a", "always"}, {"d", "by default"}, {"", "none"}})),
           fmt::arg("identity_options", identity_options()),
           fmt::arg("storage", named("a.attstorage",
                                     {{"p", "plain"}, {"e", "external"}, {"x", "extended"}, {"m", "main"}})),
           fmt::arg("compression", named("a.attcompression", {{"p", "pglz"}, {"l", "lz4"}})),
           fmt::arg("options", options("a.attoptions")), fmt::arg("own", own))},
      {model::Kind::kStatistics,
       fmt::format(R"sql(
  SELECT 'pg_statistic_ext'::regclass::oid, s.oid, 0, n.nspname, c.relname, s.stxname, '',
    jsonb_strip_nulls(jsonb_build_object(
    'owner', pg_get_userbyid(s.stxowner),
    'kinds', (SELECT jsonb_agg({kind} ORDER BY {kind}) FROM unnest(s.stxkind) AS k WHERE k <> 'e'),
    'columns', {columns},
    'expressions', to_jsonb(pg_get_statisticsobjdef_expressions(s.oid)),
    'target', coalesce(s.stxstattarget, -1)))
  FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid JOIN pg_namespace n ON n.oid = s.stxnamespace
  WHERE {schema} AND {extension} ORDER BY n.nspname, s.stxname)sql",
                   fmt::arg("kind", named("k", {{"d", "ndistinct"}, {"f", "dependencies"}, {"m", "mcv"}})),
                   fmt::arg("columns", column_names("s.stxrelid", "s.stxkeys::smallint[]")),
                   fmt::arg("schema", kOwnSchema),
                   fmt::arg("extension", of_no_extension("pg_statistic_ext", "s.oid")))},
  };
}

}  // namespace tenon::catalog
