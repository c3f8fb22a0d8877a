// Policies and rights, comments, publications, and the rows that the functions of `tenon` go by.
#include <fmt/format.h>

#include "catalog/reader_queries.hpp"

namespace tenon::catalog {
namespace {

/// Objects with an access list: where they are in the catalog, their owner, their list, and their identity. A
/// type is everybody's to use by itself, which is told where it was taken away.
std::string granted_objects() {
  return fmt::format(R"sql(
    SELECT 'pg_class'::regclass::oid AS classid, c.oid, c.relowner AS owner, NULL::text AS on_column,
           coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)) AS acl,
           {table} AS identity
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND c.relpersistence <> 't' AND {own} AND {table_extension}
    UNION ALL
    SELECT 'pg_class'::regclass, c.oid, c.relowner, a.attname, a.attacl, {table}
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE a.attacl IS NOT NULL AND a.attnum > 0 AND NOT a.attisdropped AND {own} AND {table_extension}
    UNION ALL
    SELECT 'pg_proc'::regclass, p.oid, p.proowner, NULL, coalesce(p.proacl, acldefault('f', p.proowner)), {function}
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {own} AND {function_extension}
    UNION ALL
    SELECT 'pg_namespace'::regclass, n.oid, n.nspowner, NULL, n.nspacl,
           jsonb_build_object('kind', 'schema', 'name', n.nspname)
    FROM pg_namespace n WHERE n.nspacl IS NOT NULL AND {own} AND {schema_extension}
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid, t.typowner, NULL, t.typacl, jsonb_build_object('kind',
             CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' ELSE 'composite type' END,
             'schema', n.nspname, 'name', t.typname)
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typacl IS NOT NULL AND t.typtype IN ('e', 'd', 'c') AND {own} AND {type_extension})sql",
                     fmt::arg("table", table_identity("c.oid")),
                     fmt::arg("function", function_identity("p.oid")), fmt::arg("own", kOwnSchema),
                     fmt::arg("table_extension", of_no_extension("pg_class", "c.oid")),
                     fmt::arg("function_extension", of_no_extension("pg_proc", "p.oid")),
                     fmt::arg("schema_extension", of_no_extension("pg_namespace", "n.oid")),
                     fmt::arg("type_extension", of_no_extension("pg_type", "t.oid")));
}

/// A grant's own identity is its object's, with the object's kind before the signature, and the role.
std::string grants() {
  return fmt::format(R"sql(
  WITH objects AS MATERIALIZED ({}), rights AS (
    SELECT o.classid, o.oid, o.identity, o.owner, r.grantee, r.privilege_type, r.is_grantable,
           jsonb_agg(o.on_column ORDER BY o.on_column) FILTER (WHERE o.on_column IS NOT NULL) AS columns
    FROM objects o, LATERAL aclexplode(o.acl) r
    WHERE r.grantee <> o.owner AND NOT (o.classid = 'pg_type'::regclass AND r.grantee = 0 AND NOT r.is_grantable)
    GROUP BY 1, 2, 3, 4, 5, 6, 7, o.on_column IS NULL
    UNION ALL
    SELECT o.classid, o.oid, o.identity, o.owner, 0, NULL, false, NULL FROM objects o
    WHERE o.classid = 'pg_type'::regclass AND NOT EXISTS (SELECT FROM aclexplode(o.acl) r WHERE r.grantee = 0))
  SELECT 0, classid, oid, coalesce(identity ->> 'schema', ''), identity ->> 'name',
    coalesce((SELECT rolname FROM pg_roles WHERE pg_roles.oid = grantee), 'public'),
    (identity ->> 'kind') || coalesce('(' || (identity ->> 'signature') || ')', ''),
    jsonb_strip_nulls(jsonb_build_object('object', identity, 'privileges', jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'name', privilege_type, 'columns', columns, 'grantable', is_grantable))
      ORDER BY privilege_type, columns IS NOT NULL, is_grantable) FILTER (WHERE privilege_type IS NOT NULL)))
  FROM rights GROUP BY classid, oid, identity, grantee ORDER BY 4, 5, 7, 6)sql",
                     granted_objects());
}

std::string policies() {
  return fmt::format(
      R"sql(
  SELECT 'pg_policy'::regclass::oid, p.oid, 0, n.nspname, c.relname, p.polname, '', jsonb_strip_nulls(jsonb_build_object(
    'permissive', p.polpermissive, 'command', {},
    'roles', (SELECT jsonb_agg(coalesce(a.rolname, 'public') ORDER BY coalesce(a.rolname, 'public'))
              FROM unnest(p.polroles) AS r (oid) LEFT JOIN pg_roles a ON a.oid = r.oid),
    'condition', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid)))
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE {} AND {} ORDER BY n.nspname, c.relname, p.polname)sql",
      named("p.polcmd", {{"r", "SELECT"}, {"a", "INSERT"}, {"w", "UPDATE"}, {"d", "DELETE"}, {"*", "ALL"}}),
      kOwnSchema, of_no_extension("pg_class", "c.oid"));
}

std::string row_securities() {
  return fmt::format(R"sql(
  SELECT 0, c.oid, 0, n.nspname, c.relname, '', '',
    jsonb_build_object('enabled', c.relrowsecurity, 'forced', c.relforcerowsecurity)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND (c.relrowsecurity OR c.relforcerowsecurity) AND {} AND {}
  ORDER BY n.nspname, c.relname)sql",
                     kOwnSchema, of_no_extension("pg_class", "c.oid"));
}

/// Everybody may call functions and use types, unless that was taken away for all schemas.
std::string default_privileges() {
  return fmt::format(
      R"sql(
  WITH rights AS (
    SELECT d.oid, d.defaclrole, coalesce(n.nspname, '') AS schema, {0} AS objects, r.grantee, r.privilege_type, r.is_grantable
    FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace, LATERAL aclexplode(d.defaclacl) r
    WHERE r.grantee <> d.defaclrole AND NOT (d.defaclnamespace = 0 AND d.defaclobjtype IN ('f', 'T') AND r.grantee = 0
                                            AND NOT r.is_grantable)
    UNION ALL
    SELECT d.oid, d.defaclrole, '', {0}, 0, NULL, false FROM pg_default_acl d
    WHERE d.defaclnamespace = 0 AND d.defaclobjtype IN ('f', 'T')
      AND NOT EXISTS (SELECT FROM aclexplode(d.defaclacl) r WHERE r.grantee = 0))
  SELECT 'pg_default_acl'::regclass::oid, oid, 0, schema, pg_get_userbyid(defaclrole),
    coalesce((SELECT rolname FROM pg_roles WHERE pg_roles.oid = grantee), 'public'), objects,
    jsonb_strip_nulls(jsonb_build_object('objects', objects, 'privileges', jsonb_agg(jsonb_build_object(
      'name', privilege_type, 'grantable', is_grantable) ORDER BY privilege_type, is_grantable)
      FILTER (WHERE privilege_type IS NOT NULL)))
  FROM rights GROUP BY oid, defaclrole, schema, objects, grantee ORDER BY 4, 5, 7, 6)sql",
      named("d.defaclobjtype",
            {{"r", "TABLES"}, {"S", "SEQUENCES"}, {"f", "FUNCTIONS"}, {"T", "TYPES"}, {"n", "SCHEMAS"}}));
}

std::string publications() {
  return fmt::format(R"sql(
  SELECT 'pg_publication'::regclass::oid, p.oid, 0, '', '', p.pubname, '', jsonb_strip_nulls(jsonb_build_object(
    'owner', pg_get_userbyid(p.pubowner), 'all_tables', p.puballtables, 'via_root', p.pubviaroot,
    'generated_columns', coalesce(to_jsonb(p) ->> 'pubgencols' = 's', false),
    'operations', to_jsonb(array_remove(ARRAY[CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
                    CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END], NULL)),
    'tables', (SELECT jsonb_agg(jsonb_build_object('table', {table}, 'columns', {columns},
                 'where', pg_get_expr(r.prqual, r.prrelid)) ORDER BY r.prrelid::regclass::text)
               FROM pg_publication_rel r WHERE r.prpubid = p.oid),
    'schemas', (SELECT jsonb_agg(n.nspname ORDER BY n.nspname) FROM pg_publication_namespace s
                JOIN pg_namespace n ON n.oid = s.pnnspid WHERE s.pnpubid = p.oid)))
  FROM pg_publication p ORDER BY p.pubname)sql",
                     fmt::arg("table", table_identity("r.prrelid")),
                     fmt::arg("columns", column_names("r.prrelid", "r.prattrs::smallint[]")));
}

}  // namespace

std::vector<KindQuery> queries_of_rights() {
  return {{model::Kind::kPolicy, policies()},
          {model::Kind::kRowSecurity, row_securities()},
          {model::Kind::kGrant, grants()},
          {model::Kind::kDefaultPrivilege, default_privileges()},
          {model::Kind::kPublication, publications()}};
}

}  // namespace tenon::catalog
