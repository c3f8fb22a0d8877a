// What no kind of the model holds and the server can still tell whole: as statements that make it and take it
// away.
#include <fmt/format.h>

#include <regex>
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
  std::string_view made;       ///< in which `options_of(column)` is `OPTIONS (…)`, or NULL
  std::string_view undone;
  std::string_view where;
  std::string_view owner;         ///< the column; none where nobody owns such a thing
  std::string_view acl = "";      ///< the column; none where there are no rights on it
  std::string_view granted = "";  ///< what GRANT calls it, where that isn't what DROP does
  std::string_view options = "";  ///< the column; what has an option that may be a secret is left out
};

// What differs between versions of PostgreSQL is read through JSON, where a column that isn't there is NULL.
constexpr Told kTold[] = {
    {"collation", "pg_collation", "pg_collation x JOIN pg_namespace n ON n.oid = x.collnamespace",
     "x.collname", "''",
     R"sql(format('CREATE COLLATION %I.%I (%s);', n.nspname, x.collname, concat_ws(', ',
       'PROVIDER = ' || CASE x.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
       'LOCALE = ' || quote_literal(coalesce(to_jsonb(x)->>'colllocale', to_jsonb(x)->>'colliculocale')),
       'LC_COLLATE = ' || quote_literal(x.collcollate), 'LC_CTYPE = ' || quote_literal(x.collctype),
       'RULES = ' || quote_literal(to_jsonb(x)->>'collicurules'),
       CASE WHEN NOT x.collisdeterministic THEN 'DETERMINISTIC = false' END)))sql",
     "format('DROP COLLATION %I.%I;', n.nspname, x.collname)", "x.collprovider <> 'd'", "x.collowner"},
    {"text search dictionary", "pg_ts_dict",
     "pg_ts_dict x JOIN pg_namespace n ON n.oid = x.dictnamespace JOIN pg_ts_template t ON t.oid = "
     "x.dicttemplate "
     "JOIN pg_namespace tn ON tn.oid = t.tmplnamespace",
     "x.dictname", "''",
     R"sql(format('CREATE TEXT SEARCH DICTIONARY %I.%I (%s);', n.nspname, x.dictname,
       concat_ws(', ', format('TEMPLATE = %I.%I', tn.nspname, t.tmplname), x.dictinitoption)))sql",
     "format('DROP TEXT SEARCH DICTIONARY %I.%I;', n.nspname, x.dictname)", "true", "x.dictowner"},
    {"text search configuration", "pg_ts_config",
     "pg_ts_config x JOIN pg_namespace n ON n.oid = x.cfgnamespace JOIN pg_ts_parser p ON p.oid = "
     "x.cfgparser "
     "JOIN pg_namespace pn ON pn.oid = p.prsnamespace",
     "x.cfgname", "''",
     R"sql(format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I);', n.nspname, x.cfgname, pn.nspname, p.prsname) ||
       coalesce((SELECT string_agg(format(E'\nALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s;',
                                          n.nspname, x.cfgname, m.alias, m.dictionaries), '' ORDER BY m.alias)
         FROM (SELECT t.alias, string_agg(format('%I.%I', dn.nspname, d.dictname), ', ' ORDER BY c.mapseqno) AS dictionaries
               FROM pg_ts_config_map c JOIN ts_token_type(x.cfgparser) t ON t.tokid = c.maptokentype
               JOIN pg_ts_dict d ON d.oid = c.mapdict JOIN pg_namespace dn ON dn.oid = d.dictnamespace
               WHERE c.mapcfg = x.oid GROUP BY t.alias) m), ''))sql",
     "format('DROP TEXT SEARCH CONFIGURATION %I.%I;', n.nspname, x.cfgname)", "true", "x.cfgowner"},
    {"foreign-data wrapper", "pg_foreign_data_wrapper",
     "pg_foreign_data_wrapper x, (VALUES ('')) AS n (nspname)", "x.fdwname", "''",
     R"sql(format('CREATE FOREIGN DATA WRAPPER %I%s%s%s;', x.fdwname,
       coalesce(' HANDLER ' || nullif(x.fdwhandler::oid, 0)::regproc, ''),
       coalesce(' VALIDATOR ' || nullif(x.fdwvalidator::oid, 0)::regproc, ''),
       coalesce(' ' || options_of(x.fdwoptions), '')))sql",
     "format('DROP FOREIGN DATA WRAPPER %I;', x.fdwname)", "true", "x.fdwowner", "x.fdwacl", "",
     "x.fdwoptions"},
    {"foreign server", "pg_foreign_server",
     "pg_foreign_server x JOIN pg_foreign_data_wrapper w ON w.oid = x.srvfdw, (VALUES ('')) AS n (nspname)",
     "x.srvname", "''",
     R"sql(format('CREATE SERVER %I%s%s FOREIGN DATA WRAPPER %I%s;', x.srvname, coalesce(' TYPE ' || quote_literal(x.srvtype), ''),
       coalesce(' VERSION ' || quote_literal(x.srvversion), ''), w.fdwname,
       coalesce(' ' || options_of(x.srvoptions), '')))sql",
     "format('DROP SERVER %I;', x.srvname)", "true", "x.srvowner", "x.srvacl", "FOREIGN SERVER",
     "x.srvoptions"},
    {"foreign table", "pg_class",
     "pg_class x JOIN pg_namespace n ON n.oid = x.relnamespace JOIN pg_foreign_table f ON f.ftrelid = x.oid "
     "JOIN pg_foreign_server v ON v.oid = f.ftserver",
     "x.relname", "''",
     R"sql(format('CREATE FOREIGN TABLE %I.%I (%s) SERVER %I%s;', n.nspname, x.relname,
       (SELECT string_agg(concat_ws(' ', format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)),
          options_of(a.attfdwoptions),
          'COLLATE ' || (SELECT format('%I.%I', cn.nspname, c.collname) FROM pg_collation c
                         JOIN pg_namespace cn ON cn.oid = c.collnamespace JOIN pg_type t ON t.oid = a.atttypid
                         WHERE c.oid = a.attcollation AND c.oid <> t.typcollation),
          'DEFAULT ' || (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
                         WHERE d.adrelid = x.oid AND d.adnum = a.attnum),
          CASE WHEN a.attnotnull THEN 'NOT NULL' END), ', ' ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = x.oid AND a.attnum > 0 AND NOT a.attisdropped),
       v.srvname, coalesce(' ' || options_of(f.ftoptions), '')))sql",
     "format('DROP FOREIGN TABLE %I.%I;', n.nspname, x.relname)",
     // What holds more is left out, and named.
     "NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = x.oid) AND NOT EXISTS (SELECT FROM "
     "pg_constraint k "
     "WHERE k.conrelid = x.oid AND k.contype <> 'n') AND NOT EXISTS (SELECT FROM pg_trigger g WHERE "
     "g.tgrelid = x.oid) "
     "AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = x.oid AND (a.attgenerated <> '' OR "
     "a.attacl IS NOT NULL))",
     "x.relowner", "x.relacl", "TABLE", "f.ftoptions"},
    {"aggregate", "pg_proc",
     "pg_proc x JOIN pg_namespace n ON n.oid = x.pronamespace JOIN pg_aggregate a ON a.aggfnoid = x.oid",
     "x.proname", "pg_get_function_identity_arguments(x.oid)",
     R"sql(format('CREATE AGGREGATE %I.%I(%s) (%s);', n.nspname, x.proname,
       coalesce(nullif(pg_get_function_arguments(x.oid), ''), '*'), concat_ws(', ',
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
     "format('DROP AGGREGATE %I.%I(%s);', n.nspname, x.proname, "
     "coalesce(nullif(pg_get_function_identity_arguments(x.oid), ''), '*'))",
     "x.prokind = 'a' AND NOT a.aggmfinalextra AND a.aggmtransspace = 0 AND a.aggfinalmodify = CASE "
     "a.aggkind WHEN "
     "'n' THEN 'r' ELSE 'w' END AND (a.aggmtransfn = 0 OR a.aggmfinalmodify = 'r')",
     "x.proowner", "x.proacl", "FUNCTION"},
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
     "format('DROP TYPE %I.%I;', n.nspname, x.typname)", "x.typtype = 'r'", "x.typowner", "x.typacl"},
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
     "x.oprcode <> 0", "x.oprowner"},
    {"cast", "pg_cast", "pg_cast x, (VALUES ('')) AS n (nspname)",
     "x.castsource::regtype::text || ' to ' || x.casttarget::regtype::text", "''",
     R"sql(format('CREATE CAST (%s AS %s) %s%s;', format_type(x.castsource, NULL), format_type(x.casttarget, NULL),
       CASE x.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || x.castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT'
         ELSE 'WITHOUT FUNCTION' END,
       CASE x.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END))sql",
     "format('DROP CAST (%s AS %s);', format_type(x.castsource, NULL), format_type(x.casttarget, NULL))",
     "x.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_cast'::regclass AND "
     "i.objid = x.oid AND i.deptype = 'i')",
     ""},
    {"event trigger", "pg_event_trigger", "pg_event_trigger x, (VALUES ('')) AS n (nspname)", "x.evtname",
     "''",
     R"sql(format('CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %s();', x.evtname, x.evtevent,
       coalesce(' WHEN TAG IN (' || (SELECT string_agg(quote_literal(t), ', ') FROM unnest(x.evttags) t) || ')', ''),
       x.evtfoid::regproc))sql",
     "format('DROP EVENT TRIGGER %I;', x.evtname)", "x.evtenabled = 'O'", "x.evtowner"},
};

/// An option that may be a secret stands in no file: what has one is named, and left out.
std::string without_secrets(const Told& told) {
  if (told.options.empty()) return "true";
  return fmt::format(
      "NOT EXISTS (SELECT FROM pg_options_to_table({}) WHERE option_name ~* 'pass|secret|token|key|cred')",
      told.options);
}

std::string with_options(std::string_view made) {
  static const std::regex kOptions(R"(options_of\(([a-z.]+)\))");
  return std::regex_replace(
      std::string(made), kOptions,
      "'OPTIONS (' || (SELECT string_agg(format('%I %L', option_name, option_value), ', ') "
      "FROM pg_options_to_table($1)) || ')'");
}

/// The statement on what DROP names: `COMMENT ON COLLATION public.german IS …`, with text in front and
/// behind.
std::string on_it(const Told& told, std::string_view before, std::string_view behind) {
  return fmt::format("regexp_replace({}, '^DROP (.*);$', '{}\\1{}')", told.undone, before, behind);
}

std::string commented(const Told& told) {
  return fmt::format("coalesce(E'\n' || {} || quote_literal(obj_description(x.oid, '{}')) || ';', '')",
                     on_it(told, "COMMENT ON ", " IS "), told.catalog);
}

/// Nothing where it is owned like most tables: that is whose what is made is.
std::string owned(const Told& told) {
  if (told.owner.empty()) return "''";
  return fmt::format(
      R"sql(coalesce((SELECT E'\n' || {} || quote_ident(o.rolname) || ';' FROM pg_roles o WHERE o.oid = {} AND o.oid <>
         (SELECT c.relowner FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384
          GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1)), ''))sql",
      on_it(told, "ALTER ", " OWNER TO "), told.owner);
}

/// Its rights, from none on.
std::string granted(const Told& told) {
  if (told.acl.empty()) return "''";
  const std::string named = told.granted.empty()
                                ? on_it(told, "", "")
                                : fmt::format(
                                      "replace(regexp_replace({}, '^DROP (FOREIGN TABLE|SERVER|AGGREGATE) "
                                      "(.*);$', '{} \\2'), '(*)', '()')",
                                      told.undone, told.granted);
  return fmt::format(
      // GRANT knows no `*`, which is what DROP wants of an aggregate without arguments.
      R"sql(CASE WHEN {2} IS NULL THEN '' ELSE E'\nREVOKE ALL ON ' || {0} || ' FROM PUBLIC;' || coalesce((
           SELECT string_agg(format(E'\nGRANT %s ON %s TO %s%s;', a.privilege_type, {0},
             CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END,
             CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), '' ORDER BY a.grantee, a.privilege_type)
           FROM aclexplode({2}) a WHERE a.grantee <> {1}), '') END)sql",
      named, told.owner, told.acl);
}

}  // namespace

std::vector<KindQuery> queries_of_opaque() {
  std::vector<KindQuery> out;
  for (const Told& each : kTold) {
    out.push_back(
        {model::Kind::kOpaque,
         fmt::format("SELECT '{0}'::regclass::oid, x.oid, 0, n.nspname, '', '{1} ' || {2}, {3}, "
                     "jsonb_build_object('made', {4} || {10} || {11} || {12}, 'undone', {5}) FROM {6} "
                     "WHERE x.oid >= 16384 AND ({7}) AND {8} AND {9} AND {13} ORDER BY x.oid",
                     each.catalog, each.what, each.name, each.signature, with_options(each.made), each.undone,
                     each.from, each.where,
                     each.from.find("VALUES") == std::string_view::npos ? kOwnSchema : "true",
                     of_no_extension(std::string(each.catalog).c_str(), "x.oid"), commented(each),
                     owned(each), granted(each), without_secrets(each))});
  }
  return out;
}

}  // namespace tenon::catalog
