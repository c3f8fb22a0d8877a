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
    {"large object", "pg_largeobject_metadata x, (VALUES ('')) AS n (nspname)", "oid::text",
     "pg_largeobject_metadata", "true"},
};

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
  FROM pg_constraint k WHERE k.contype IN ('p', 'u', 'x'))sql";
}

std::string uncovered_query() {
  std::string out;
  for (const Unheld& each : kUnheld) {
    out += fmt::format(
        "{}SELECT '{}', concat_ws('.', nullif(n.nspname, ''), x.{}) FROM {} WHERE {} AND ({}) AND {}",
        out.empty() ? "" : "\nUNION ALL ", each.what, each.name, each.from, kOwnSchema, each.where,
        of_no_extension(each.catalog, "x.oid"));
  }
  return out + "\nORDER BY 1, 2";
}

}  // namespace tenon::catalog
