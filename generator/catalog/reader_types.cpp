// Schemas, extensions and types.
#include <fmt/format.h>

#include "catalog/reader_queries.hpp"

namespace tenon::catalog {

std::vector<KindQuery> queries_of_types() {
  return {
      {model::Kind::kSchema, fmt::format(R"sql(
  SELECT 'pg_namespace'::regclass::oid, n.oid, 0, '', '', n.nspname, '',
    jsonb_build_object('owner', pg_get_userbyid(n.nspowner))
  FROM pg_namespace n WHERE {} AND {} ORDER BY n.nspname)sql",
                                         kOwnSchema, of_no_extension("pg_namespace", "n.oid"))},
      // PL/pgSQL is in every database, and nobody's wish.
      {model::Kind::kExtension, R"sql(
  SELECT 'pg_extension'::regclass::oid, e.oid, 0, '', '', e.extname, '',
    jsonb_build_object('version', e.extversion, 'schema', n.nspname)
  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
  WHERE e.extname <> 'plpgsql' ORDER BY e.extname)sql"},
      {model::Kind::kEnum, fmt::format(R"sql(
  SELECT 'pg_type'::regclass::oid, t.oid, 0, n.nspname, '', t.typname, '', jsonb_build_object(
    'owner', pg_get_userbyid(t.typowner),
    'labels', (SELECT jsonb_agg(l.enumlabel ORDER BY l.enumsortorder) FROM pg_enum l WHERE l.enumtypid = t.oid))
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE t.typtype = 'e' AND {} AND {} ORDER BY n.nspname, t.typname)sql",
                                       kOwnSchema, of_no_extension("pg_type", "t.oid"))},
      {model::Kind::kComposite, fmt::format(R"sql(
  SELECT 'pg_type'::regclass::oid, t.oid, 0, n.nspname, '', t.typname, '', jsonb_strip_nulls(jsonb_build_object(
    'owner', pg_get_userbyid(t.typowner),
    'attributes', (SELECT jsonb_agg(jsonb_build_object('name', a.attname,
                     'type', format_type(a.atttypid, a.atttypmod), 'collation', {}) ORDER BY a.attnum)
                   FROM pg_attribute a JOIN pg_type b ON b.oid = a.atttypid
                   WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)))
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_class c ON c.oid = t.typrelid
  WHERE t.typtype = 'c' AND c.relkind = 'c' AND {} AND {} ORDER BY n.nspname, t.typname)sql",
                                            collation("a.attcollation", "b.typcollation"), kOwnSchema,
                                            of_no_extension("pg_type", "t.oid"))},
      {model::Kind::kDomain, fmt::format(R"sql(
  SELECT 'pg_type'::regclass::oid, t.oid, 0, n.nspname, '', t.typname, '', jsonb_strip_nulls(jsonb_build_object(
    'owner', pg_get_userbyid(t.typowner), 'type', format_type(t.typbasetype, t.typtypmod), 'collation', {},
    'not_null', t.typnotnull, 'default_value', pg_get_expr(t.typdefaultbin, 0),
    'checks', (SELECT jsonb_agg(jsonb_build_object('name', k.conname, 'expression', pg_get_expr(k.conbin, 0),
                 'validated', k.convalidated) ORDER BY k.conname)
               FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c')))
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_type b ON b.oid = t.typbasetype
  WHERE t.typtype = 'd' AND {} AND {} ORDER BY n.nspname, t.typname)sql",
                                         collation("t.typcollation", "b.typcollation"), kOwnSchema,
                                         of_no_extension("pg_type", "t.oid"))},
      // The sequence of an identity column is the column's.
      {model::Kind::kSequence, fmt::format(R"sql(
  SELECT 'pg_class'::regclass::oid, c.oid, 0, n.nspname, '', c.relname, '', jsonb_strip_nulls(jsonb_build_object(
    'owner', pg_get_userbyid(c.relowner), 'type', format_type(s.seqtypid, NULL), 'start', s.seqstart::text,
    'increment', s.seqincrement::text, 'minimum', s.seqmin::text, 'maximum', s.seqmax::text,
    'cache', s.seqcache::text, 'cycles', s.seqcycle, 'unlogged', c.relpersistence = 'u',
    'owned_by', (SELECT jsonb_build_array(o.relname, a.attname) FROM pg_depend d
                 JOIN pg_class o ON o.oid = d.refobjid
                 JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                 WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'a'
                   AND d.refclassid = 'pg_class'::regclass)))
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_sequence s ON s.seqrelid = c.oid
  WHERE c.relpersistence <> 't' AND {} AND {}
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                    AND d.deptype = 'i')
  ORDER BY n.nspname, c.relname)sql",
                                           kOwnSchema, of_no_extension("pg_class", "c.oid"))},
  };
}

}  // namespace tenon::catalog
