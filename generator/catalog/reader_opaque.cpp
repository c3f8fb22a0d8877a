// What no kind of the model holds and the server can still tell whole: as statements that make it and take it
// away.
#include <fmt/format.h>

#include <string_view>

#include "catalog/reader_queries.hpp"

namespace tenon::catalog {
namespace {

struct Told {
  std::string_view what;  ///< as `uncovered_query` calls it
  std::string_view catalog;
  std::string_view from;
  std::string_view name;
  std::string_view signature;  ///< what tells two of a name apart
  std::string_view made;
  std::string_view undone;
  std::string_view where;
};

constexpr Told kTold[] = {
    {"aggregate", "pg_proc",
     "pg_proc x JOIN pg_namespace n ON n.oid = x.pronamespace JOIN pg_aggregate a ON a.aggfnoid = x.oid",
     "x.proname", "pg_get_function_identity_arguments(x.oid)",
     R"sql(format('CREATE AGGREGATE %I.%I(%s) (%s);', n.nspname, x.proname, pg_get_function_arguments(x.oid), concat_ws(', ',
       'SFUNC = ' || a.aggtransfn::text, 'STYPE = ' || format_type(a.aggtranstype, NULL),
       'SSPACE = ' || nullif(a.aggtransspace, 0), 'FINALFUNC = ' || nullif(a.aggfinalfn::oid, 0)::regproc,
       CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
       'COMBINEFUNC = ' || nullif(a.aggcombinefn::oid, 0)::regproc,
       'SERIALFUNC = ' || nullif(a.aggserialfn::oid, 0)::regproc,
       'DESERIALFUNC = ' || nullif(a.aggdeserialfn::oid, 0)::regproc,
       'INITCOND = ' || quote_literal(a.agginitval),
       'MSFUNC = ' || nullif(a.aggmtransfn::oid, 0)::regproc, 'MINVFUNC = ' || nullif(a.aggminvtransfn::oid, 0)::regproc,
       CASE WHEN a.aggmtranstype <> 0 THEN 'MSTYPE = ' || format_type(a.aggmtranstype, NULL) END,
       'MFINALFUNC = ' || nullif(a.aggmfinalfn::oid, 0)::regproc, 'MINITCOND = ' || quote_literal(a.aggminitval),
       'SORTOP = ' || (SELECT format('OPERATOR(%I.%s)', m.nspname, o.oprname) FROM pg_operator o
                       JOIN pg_namespace m ON m.oid = o.oprnamespace WHERE o.oid = a.aggsortop),
       CASE x.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END,
       CASE WHEN a.aggkind = 'h' THEN 'HYPOTHETICAL' END)))sql",
     "format('DROP AGGREGATE %I.%I(%s);', n.nspname, x.proname, pg_get_function_identity_arguments(x.oid))",
     "x.prokind = 'a'"},
    {"range type", "pg_type",
     "pg_type x JOIN pg_namespace n ON n.oid = x.typnamespace JOIN pg_range r ON r.rngtypid = x.oid",
     "x.typname", "''",
     R"sql(format('CREATE TYPE %I.%I AS RANGE (%s);', n.nspname, x.typname, concat_ws(', ',
       'SUBTYPE = ' || format_type(r.rngsubtype, NULL),
       'SUBTYPE_OPCLASS = ' || (SELECT format('%I.%I', m.nspname, o.opcname) FROM pg_opclass o
                                JOIN pg_namespace m ON m.oid = o.opcnamespace
                                WHERE o.oid = r.rngsubopc AND NOT o.opcdefault),
       'CANONICAL = ' || nullif(r.rngcanonical::oid, 0)::regproc, 'SUBTYPE_DIFF = ' || nullif(r.rngsubdiff::oid, 0)::regproc,
       'MULTIRANGE_TYPE_NAME = ' || (SELECT format('%I.%I', m.nspname, t.typname) FROM pg_type t
                                     JOIN pg_namespace m ON m.oid = t.typnamespace WHERE t.oid = r.rngmultitypid))))sql",
     "format('DROP TYPE %I.%I;', n.nspname, x.typname)", "x.typtype = 'r'"},
    {"operator", "pg_operator", "pg_operator x JOIN pg_namespace n ON n.oid = x.oprnamespace", "x.oprname",
     "format_type(nullif(x.oprleft, 0), NULL) || ', ' || format_type(x.oprright, NULL)",
     R"sql(format('CREATE OPERATOR %I.%s (%s);', n.nspname, x.oprname, concat_ws(', ',
       'FUNCTION = ' || x.oprcode::text,
       CASE WHEN x.oprleft <> 0 THEN 'LEFTARG = ' || format_type(x.oprleft, NULL) END,
       CASE WHEN x.oprright <> 0 THEN 'RIGHTARG = ' || format_type(x.oprright, NULL) END,
       'COMMUTATOR = ' || (SELECT format('OPERATOR(%I.%s)', m.nspname, o.oprname) FROM pg_operator o
                           JOIN pg_namespace m ON m.oid = o.oprnamespace WHERE o.oid = x.oprcom),
       'NEGATOR = ' || (SELECT format('OPERATOR(%I.%s)', m.nspname, o.oprname) FROM pg_operator o
                        JOIN pg_namespace m ON m.oid = o.oprnamespace WHERE o.oid = x.oprnegate),
       'RESTRICT = ' || nullif(x.oprrest::oid, 0)::regproc, 'JOIN = ' || nullif(x.oprjoin::oid, 0)::regproc,
       CASE WHEN x.oprcanhash THEN 'HASHES' END, CASE WHEN x.oprcanmerge THEN 'MERGES' END)))sql",
     "format('DROP OPERATOR %I.%s (%s, %s);', n.nspname, x.oprname, "
     "CASE WHEN x.oprleft = 0 THEN 'NONE' ELSE format_type(x.oprleft, NULL) END, format_type(x.oprright, "
     "NULL))",
     "x.oprcode <> 0"},
    {"cast", "pg_cast", "pg_cast x, (VALUES ('')) AS n (nspname)",
     "x.castsource::regtype::text || ' to ' || x.casttarget::regtype::text", "''",
     R"sql(format('CREATE CAST (%s AS %s) %s%s;', format_type(x.castsource, NULL), format_type(x.casttarget, NULL),
       CASE x.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || x.castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT'
         ELSE 'WITHOUT FUNCTION' END,
       CASE x.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END))sql",
     "format('DROP CAST (%s AS %s);', format_type(x.castsource, NULL), format_type(x.casttarget, NULL))",
     "x.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_cast'::regclass AND "
     "i.objid = x.oid AND i.deptype = 'i')"},
    {"event trigger", "pg_event_trigger", "pg_event_trigger x, (VALUES ('')) AS n (nspname)", "x.evtname",
     "''",
     R"sql(format('CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %s();', x.evtname, x.evtevent,
       coalesce(' WHEN TAG IN (' || (SELECT string_agg(quote_literal(t), ', ') FROM unnest(x.evttags) t) || ')', ''),
       x.evtfoid::regproc))sql",
     "format('DROP EVENT TRIGGER %I;', x.evtname)", "x.evtenabled = 'O'"},
};

}  // namespace

std::vector<KindQuery> queries_of_opaque() {
  std::vector<KindQuery> out;
  for (const Told& each : kTold) {
    out.push_back(
        {model::Kind::kOpaque,
         fmt::format("SELECT '{0}'::regclass::oid, x.oid, 0, n.nspname, '', '{1} ' || {2}, {3}, "
                     "jsonb_build_object('made', {4}, 'undone', {5}) FROM {6} "
                     "WHERE x.oid >= 16384 AND ({7}) AND {8} AND {9} ORDER BY x.oid",
                     each.catalog, each.what, each.name, each.signature, each.made, each.undone, each.from,
                     each.where, each.from.find("VALUES") == std::string_view::npos ? kOwnSchema : "true",
                     of_no_extension(std::string(each.catalog).c_str(), "x.oid"))});
  }
  return out;
}

}  // namespace tenon::catalog
