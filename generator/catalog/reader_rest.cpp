// What belongs to an object without being one, and what no kind holds.
#include <fmt/format.h>

#include "catalog/reader_queries.hpp"

namespace tenon::catalog {
namespace {

/// A catalog of what no kind holds: the columns of its name, schema and oid.
struct Unheld {
  const char* what;
  const char* from;  ///< with the schema as `n` where it has one
  const char* name;
  const char* catalog;
  const char* where;
};

constexpr Unheld kUnheld[] = {
    {"aggregate", "pg_proc x JOIN pg_namespace n ON n.oid = x.pronamespace", "proname", "pg_proc",
     "x.prokind IN ('a', 'w')"},
    {"operator", "pg_operator x JOIN pg_namespace n ON n.oid = x.oprnamespace", "oprname", "pg_operator",
     "true"},
    {"operator class", "pg_opclass x JOIN pg_namespace n ON n.oid = x.opcnamespace", "opcname", "pg_opclass",
     "true"},
    {"operator family", "pg_opfamily x JOIN pg_namespace n ON n.oid = x.opfnamespace", "opfname",
     "pg_opfamily", "true"},
    {"text search configuration", "pg_ts_config x JOIN pg_namespace n ON n.oid = x.cfgnamespace", "cfgname",
     "pg_ts_config", "true"},
    {"text search dictionary", "pg_ts_dict x JOIN pg_namespace n ON n.oid = x.dictnamespace", "dictname",
     "pg_ts_dict", "true"},
    {"collation", "pg_collation x JOIN pg_namespace n ON n.oid = x.collnamespace", "collname", "pg_collation",
     "true"},
    {"conversion", "pg_conversion x JOIN pg_namespace n ON n.oid = x.connamespace", "conname",
     "pg_conversion", "true"},
    {"range type", "pg_type x JOIN pg_namespace n ON n.oid = x.typnamespace", "typname", "pg_type",
     "x.typtype = 'r'"},
    {"base type", "pg_type x JOIN pg_namespace n ON n.oid = x.typnamespace", "typname", "pg_type",
     "x.typtype = 'b' AND x.typelem = 0"},
    {"foreign table", "pg_class x JOIN pg_namespace n ON n.oid = x.relnamespace", "relname", "pg_class",
     "x.relkind = 'f'"},
    {"foreign server", "pg_foreign_server x, (VALUES ('')) AS n (nspname)", "srvname", "pg_foreign_server",
     "true"},
    {"user mapping",
     "(SELECT umid AS oid, coalesce(usename, 'public') || ' on ' || srvname AS name FROM pg_user_mappings) "
     "x, "
     "(VALUES ('')) AS n (nspname)",
     "name", "pg_user_mapping", "true"},
    {"foreign-data wrapper", "pg_foreign_data_wrapper x, (VALUES ('')) AS n (nspname)", "fdwname",
     "pg_foreign_data_wrapper", "true"},
    {"event trigger", "pg_event_trigger x, (VALUES ('')) AS n (nspname)", "evtname", "pg_event_trigger",
     "true"},
    {"language", "pg_language x, (VALUES ('')) AS n (nspname)", "lanname", "pg_language", "x.oid >= 16384"},
    {"cast", "pg_cast x, (VALUES ('')) AS n (nspname)",
     "castsource::regtype::text || ' to ' || x.casttarget::regtype::text", "pg_cast",
     "x.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_cast'::regclass AND "
     "i.objid = x.oid "
     "AND i.deptype = 'i')"},
    {"access method", "pg_am x, (VALUES ('')) AS n (nspname)", "amname", "pg_am", "x.oid >= 16384"},
    {"text search parser", "pg_ts_parser x JOIN pg_namespace n ON n.oid = x.prsnamespace", "prsname",
     "pg_ts_parser", "true"},
    {"text search template", "pg_ts_template x JOIN pg_namespace n ON n.oid = x.tmplnamespace", "tmplname",
     "pg_ts_template", "true"},
    {"transform", "pg_transform x, (VALUES ('')) AS n (nspname)", "trftype::regtype::text", "pg_transform",
     "true"},
    {"subscription",
     "(SELECT s.oid, s.subname FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid "
     "WHERE d.datname = current_database()) x, (VALUES ('')) AS n (nspname)",
     "subname", "pg_subscription", "true"},
    {"shell type", "pg_type x JOIN pg_namespace n ON n.oid = x.typnamespace", "typname", "pg_type",
     "x.typtype = 'p'"},
    {"typed table", "pg_class x JOIN pg_namespace n ON n.oid = x.relnamespace", "relname", "pg_class",
     "x.reloftype <> 0"},
    // What isn't an object by itself, as a part of one.
    {"setting of the database",
     "(SELECT 0::oid AS oid, 'for ' || coalesce(r.rolname, 'everybody') AS name FROM pg_db_role_setting s "
     "JOIN pg_database d ON d.oid = s.setdatabase LEFT JOIN pg_roles r ON r.oid = s.setrole "
     "WHERE d.datname = current_database()) x, (VALUES ('')) AS n (nspname)",
     "name", "pg_database", "true"},
    {"security label",
     "(SELECT 0::oid AS oid, pg_describe_object(l.classoid, l.objoid, l.objsubid) AS name FROM pg_seclabel "
     "l) "
     "x, (VALUES ('')) AS n (nspname)",
     "name", "pg_class", "true"},
    {"default in a view",
     "(SELECT c.oid, c.relnamespace, c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class "
     "c "
     "ON c.oid = a.attrelid WHERE c.relkind = 'v' AND a.atthasdef) x "
     "JOIN pg_namespace n ON n.oid = x.relnamespace",
     "name", "pg_class", "true"},
    {"setting in a materialised view",
     "(SELECT c.oid, c.relnamespace, c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class "
     "c "
     "ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid WHERE c.relkind = 'm' AND a.attnum > 0 "
     "AND NOT a.attisdropped AND (coalesce(a.attstattarget, -1) >= 0 OR a.attoptions IS NOT NULL OR "
     "a.attstorage <> t.typstorage OR a.attcompression <> '')) x JOIN pg_namespace n ON n.oid = "
     "x.relnamespace",
     "name", "pg_class", "true"},
    {"not-null constraint that is not valid or not inherited",
     "(SELECT c.oid, c.relnamespace, c.relname || '.' || k.conname AS name FROM pg_constraint k JOIN "
     "pg_class "
     "c ON c.oid = k.conrelid WHERE k.contype = 'n' AND (k.connoinherit OR NOT k.convalidated)) x "
     "JOIN pg_namespace n ON n.oid = x.relnamespace",
     "name", "pg_class", "true"},
    {"disabled trigger of a constraint",
     "(SELECT c.oid, c.relnamespace, c.relname || '.' || t.tgname AS name FROM pg_trigger t JOIN pg_class c "
     "ON c.oid = t.tgrelid WHERE t.tgisinternal AND t.tgenabled <> 'O') x "
     "JOIN pg_namespace n ON n.oid = x.relnamespace",
     "name", "pg_class", "true"},
    {"large object", "pg_largeobject_metadata x, (VALUES ('')) AS n (nspname)", "oid::text",
     "pg_largeobject_metadata", "true"},
};

/// Rights that were given to what the server or an extension brought.
std::string foreign_rights(const char* catalog, const char* list, const char* where) {
  return fmt::format(R"sql(
  SELECT 'right to what no user made', pg_describe_object('{0}'::regclass, x.oid, 0) FROM {0} x
  LEFT JOIN pg_init_privs i ON i.classoid = '{0}'::regclass AND i.objoid = x.oid AND i.objsubid = 0
  WHERE x.{1} IS DISTINCT FROM i.initprivs AND {2}
    AND (x.oid < 16384 OR EXISTS (SELECT FROM pg_depend e
          WHERE e.classid = '{0}'::regclass AND e.objid = x.oid AND e.deptype = 'e')))sql",
                     catalog, list, where);
}

}  // namespace

std::string parts_query() {
  return R"sql(
  SELECT 'pg_attrdef'::regclass::oid, d.oid, 0, 'pg_class'::regclass::oid, d.adrelid, d.adnum FROM pg_attrdef d
  UNION ALL
  SELECT 'pg_rewrite'::regclass, r.oid, 0, 'pg_class'::regclass, r.ev_class, 0 FROM pg_rewrite r WHERE r.rulename = '_RETURN'
  UNION ALL
  SELECT 'pg_type'::regclass, t.oid, 0, 'pg_class'::regclass, t.typrelid, 0
  FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid WHERE c.relkind <> 'c'
  UNION ALL
  SELECT 'pg_class'::regclass, t.typrelid, 0, 'pg_type'::regclass, t.oid, 0
  FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid WHERE c.relkind = 'c'
  UNION ALL
  SELECT 'pg_type'::regclass, t.oid, 0, 'pg_type'::regclass, t.typelem, 0 FROM pg_type t WHERE t.typelem <> 0 AND t.typlen = -1
  UNION ALL
  SELECT 'pg_class'::regclass, k.conindid, 0, 'pg_constraint'::regclass, k.oid, 0
  FROM pg_constraint k WHERE k.contype IN ('p', 'u', 'x')
  UNION ALL
  SELECT e.classid, e.objid, 0, e.refclassid, e.refobjid, 0 FROM pg_depend e WHERE e.deptype = 'e')sql";
}

std::string needs_query() {
  return R"sql(
  SELECT DISTINCT classid, objid, objsubid, refclassid, refobjid, refobjsubid FROM pg_depend
  WHERE deptype IN ('n', 'a', 'i', 'P', 'S') AND objid >= 16384
    AND NOT (deptype = 'a' AND classid = 'pg_class'::regclass AND refclassid = classid
             AND EXISTS (SELECT FROM pg_sequence WHERE seqrelid = objid)))sql";
}

std::string comments_query() {
  return R"sql(
  SELECT d.classoid, d.objoid, d.objsubid, d.description, a.attname, pg_describe_object(d.classoid, d.objoid, d.objsubid)
  FROM pg_description d
  LEFT JOIN pg_attribute a ON d.classoid = 'pg_class'::regclass AND a.attrelid = d.objoid AND a.attnum = d.objsubid
                              AND d.objsubid > 0
  WHERE (d.objoid >= 16384 OR (d.classoid = 'pg_namespace'::regclass AND d.objoid = to_regnamespace('public')))
    AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e')
    AND NOT EXISTS (SELECT FROM pg_namespace n WHERE d.classoid = 'pg_namespace'::regclass AND n.oid = d.objoid
                    AND n.nspname LIKE 'pg\_%')
  UNION ALL
  SELECT s.classoid, s.objoid, 0, s.description, NULL,
    CASE WHEN s.classoid <> 'pg_authid'::regclass THEN pg_describe_object(s.classoid, s.objoid, 0) END
  FROM pg_shdescription s
  WHERE (s.classoid = 'pg_authid'::regclass AND s.objoid >= 16384)
     OR (s.classoid = 'pg_database'::regclass AND s.objoid >= 16384
         AND s.objoid = (SELECT oid FROM pg_database WHERE datname = current_database()))
  ORDER BY 1, 2, 3)sql";
}

std::string uncovered_query() {
  std::string out;
  for (const Unheld& each : kUnheld) {
    out += fmt::format(
        // What the server brought has smaller numbers; 0 is no object's by itself.
        "{}SELECT '{}', concat_ws('.', nullif(n.nspname, ''), x.{}) FROM {} "
        "WHERE x.oid NOT BETWEEN 1 AND 16383 AND {} AND ({}) AND {}",
        out.empty() ? "" : "\nUNION ALL ", each.what, each.name, each.from, kOwnSchema, each.where,
        of_no_extension(each.catalog, "x.oid"));
  }
  // What initdb gives on the views of information_schema it writes down nowhere.
  out += "\nUNION ALL " +
         foreign_rights("pg_class", "relacl", "x.relnamespace <> 'information_schema'::regnamespace");
  for (const auto& [catalog, list] :
       {std::pair{"pg_proc", "proacl"}, {"pg_type", "typacl"}, {"pg_language", "lanacl"}})
    out += "\nUNION ALL " + foreign_rights(catalog, list, "true");
  return out + "\nORDER BY 1, 2";
}

}  // namespace tenon::catalog
