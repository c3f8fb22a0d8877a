#include "world/questions.hpp"

#include "world/judgement.hpp"

namespace tenon::world {
namespace {

constexpr Question kQuestions[] = {
    {"cast", kWrite,
     "values of its type are taken for another one without a word, in statements of all roles", "", R"sql(
  SELECT format('cast %s to %s', c.castsource::regtype, c.casttarget::regtype),
         CASE c.castcontext WHEN 'i' THEN 'is made wherever it fits' ELSE 'is made at each assignment' END,
         format('DROP CAST (%s AS %s);', c.castsource::regtype, c.casttarget::regtype), ''
  FROM pg_cast c
  WHERE c.oid >= 16384 AND c.castcontext <> 'e'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'i'))
  ORDER BY 1)sql"},
    {"operator", kLeak,
     "statements of whoever looks names up there may take it for the server's, and its function sees what "
     "they see",
     "", R"sql(
  SELECT format('operator %s.%s', n.nspname, o.oprname),
         format('is written as one of the server''s, and runs %s', o.oprcode::regproc),
         format('DROP OPERATOR %I.%s (%s, %s);', n.nspname, o.oprname,
                CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END, format_type(o.oprright, NULL)), ''
  FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
  WHERE o.oid >= 16384 AND n.nspname = ANY (string_to_array($1, ','))
    AND EXISTS (SELECT FROM pg_operator s WHERE s.oprname = o.oprname AND s.oprnamespace = 'pg_catalog'::regnamespace)
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_operator'::regclass AND d.objid = o.oid AND d.deptype = 'e')
  ORDER BY 1, 3)sql"},
    {"foreign table", kLeak, "rows go to another server, or come from it, by no policy of this one", "",
     R"sql(
  SELECT format('foreign table %s.%s', n.nspname, c.relname),
         format('is there for %s, on the server %s', coalesce(g.rolname, 'everybody'), s.srvname),
         format('REVOKE ALL ON %I.%I FROM %s;', n.nspname, c.relname, coalesce(quote_ident(g.rolname), 'PUBLIC')),
         coalesce(g.rolname, 'public')
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_foreign_table f ON f.ftrelid = c.oid
  JOIN pg_foreign_server s ON s.oid = f.ftserver CROSS JOIN LATERAL aclexplode(c.relacl) AS a LEFT JOIN pg_roles g ON g.oid = a.grantee
  WHERE a.grantee <> c.relowner AND coalesce(NOT g.rolsuper, true) GROUP BY n.nspname, c.relname, s.srvname, g.rolname ORDER BY 1, 2)sql"},
    {"foreign server", kLeak, "whoever may use it writes rows to another server, by no policy of this one",
     "",
     R"sql(
  SELECT 'foreign server ' || s.srvname, format('is %s to use', coalesce(g.rolname, 'everybody''s')),
         format('REVOKE ALL ON FOREIGN SERVER %I FROM %s;', s.srvname, coalesce(quote_ident(g.rolname), 'PUBLIC')),
         coalesce(g.rolname, 'public')
  FROM pg_foreign_server s CROSS JOIN LATERAL aclexplode(s.srvacl) AS a LEFT JOIN pg_roles g ON g.oid = a.grantee
  WHERE a.grantee <> s.srvowner AND coalesce(NOT g.rolsuper, true)
  UNION
  SELECT 'foreign-data wrapper ' || s.fdwname, format('is %s to use', coalesce(g.rolname, 'everybody''s')),
         format('REVOKE ALL ON FOREIGN DATA WRAPPER %I FROM %s;', s.fdwname, coalesce(quote_ident(g.rolname), 'PUBLIC')),
         coalesce(g.rolname, 'public')
  FROM pg_foreign_data_wrapper s CROSS JOIN LATERAL aclexplode(s.fdwacl) AS a LEFT JOIN pg_roles g ON g.oid = a.grantee
  WHERE a.grantee <> s.fdwowner AND coalesce(NOT g.rolsuper, true)
  ORDER BY 1, 2)sql"},
    {"right to what no user made", kLeak, "it is the server's or an extension's to keep, and was given away",
     "",
     R"sql(
  SELECT format('function %s', p.oid::regprocedure), format('may be called by %s', coalesce(g.rolname, 'everybody')),
         format('REVOKE EXECUTE ON FUNCTION %s FROM %s;', p.oid::regprocedure, coalesce(quote_ident(g.rolname), 'PUBLIC')),
         coalesce(g.rolname, 'public')
  FROM pg_proc p LEFT JOIN pg_init_privs i ON i.classoid = 'pg_proc'::regclass AND i.objoid = p.oid AND i.objsubid = 0
  CROSS JOIN LATERAL aclexplode(p.proacl) AS a LEFT JOIN pg_roles g ON g.oid = a.grantee
  WHERE p.proacl IS DISTINCT FROM i.initprivs AND a.grantee <> p.proowner AND coalesce(NOT g.rolsuper, true)
    AND coalesce(g.rolname, '') NOT LIKE 'pg\_%'
    AND (p.oid < 16384 OR EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'))
    AND NOT EXISTS (SELECT FROM aclexplode(coalesce(i.initprivs, acldefault('f', p.proowner))) AS u WHERE u.grantee IN (0, a.grantee))
  UNION
  SELECT format('%s %s', CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END, c.oid::regclass),
         format(CASE WHEN c.relname LIKE 'pg\_statistic%' THEN 'shows values of all tenants'' rows to %s' ELSE 'may be read by %s' END,
                coalesce(g.rolname, 'everybody')),
         format('REVOKE ALL ON %s FROM %s;', c.oid::regclass, coalesce(quote_ident(g.rolname), 'PUBLIC')),
         coalesce(g.rolname, 'public')
  FROM pg_class c LEFT JOIN pg_init_privs i ON i.classoid = 'pg_class'::regclass AND i.objoid = c.oid AND i.objsubid = 0
  CROSS JOIN LATERAL aclexplode(c.relacl) AS a LEFT JOIN pg_roles g ON g.oid = a.grantee
  WHERE c.relacl IS DISTINCT FROM i.initprivs AND c.relnamespace = 'pg_catalog'::regnamespace AND a.grantee <> c.relowner
    AND coalesce(NOT g.rolsuper, true) AND coalesce(g.rolname, '') NOT LIKE 'pg\_%'
    AND NOT EXISTS (SELECT FROM aclexplode(i.initprivs) AS u WHERE u.grantee IN (0, a.grantee))
  ORDER BY 1, 2)sql"},
    {"object among the server's", kLeak,
     "where the server's own stands nobody looks for it, and every role finds it by its plain name", "",
     R"sql(
  SELECT format('function %s.%s', n.nspname, p.proname), format('is there for %s, as its owner %s made it',
                coalesce(g.rolname, 'everybody'), p.proowner::regrole),
         format('DROP FUNCTION %s;', p.oid::regprocedure), coalesce(g.rolname, 'public')
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a LEFT JOIN pg_roles g ON g.oid = a.grantee
  WHERE p.oid >= 16384 AND (n.nspname = 'information_schema' OR n.nspname LIKE 'pg\_%') AND n.nspname !~ '^pg_(toast|temp_|toast_temp_)'
    AND a.grantee <> p.proowner AND coalesce(NOT g.rolsuper, true)
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  UNION
  SELECT format('%s %s.%s', CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END, n.nspname, c.relname),
         format('is there for %s, as its owner %s made it', coalesce(g.rolname, 'everybody'), c.relowner::regrole),
         format('REVOKE ALL ON %I.%I FROM %s;', n.nspname, c.relname, coalesce(quote_ident(g.rolname), 'PUBLIC')),
         coalesce(g.rolname, 'public')
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(c.relacl) AS a
  LEFT JOIN pg_roles g ON g.oid = a.grantee
  WHERE c.oid >= 16384 AND (n.nspname = 'information_schema' OR n.nspname LIKE 'pg\_%') AND n.nspname !~ '^pg_(toast|temp_|toast_temp_)'
    AND a.grantee <> c.relowner AND coalesce(NOT g.rolsuper, true)
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY 1, 2)sql"},
    {"member of an extension", kLeak,
     "it counts as the extension's, and shows or holds what no policy guards", "", R"sql(
  WITH member AS (
    SELECT d.classid, d.objid, e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
    WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
  )
  SELECT format('view %s.%s', n.nspname, c.relname),
         format('belongs to the extension %s, and reads %s', m.extname, string_agg(DISTINCT t.relname, ', ')),
         format('ALTER EXTENSION %I DROP VIEW %I.%I;', m.extname, n.nspname, c.relname), ''
  FROM member m JOIN pg_class c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_rewrite r ON r.ev_class = c.oid
  JOIN pg_depend u ON u.classid = 'pg_rewrite'::regclass AND u.objid = r.oid AND u.refclassid = 'pg_class'::regclass
  JOIN pg_class t ON t.oid = u.refobjid AND t.oid <> c.oid AND t.relkind IN ('r', 'p', 'v', 'm')
  JOIN pg_namespace o ON o.oid = t.relnamespace AND o.nspname = ANY (string_to_array($1, ','))
  WHERE NOT EXISTS (SELECT FROM member w WHERE w.classid = 'pg_class'::regclass AND w.objid = t.oid)
  GROUP BY n.nspname, c.relname, m.extname
  UNION ALL
  SELECT format('function %s', p.oid::regprocedure),
         format('belongs to the extension %s, and runs with the rights of its owner %s', m.extname, p.proowner::regrole),
         format('ALTER FUNCTION %s SECURITY INVOKER;', p.oid::regprocedure), coalesce(min(g.rolname) FILTER (WHERE a.grantee <> 0), 'public')
  FROM member m JOIN pg_proc p ON m.classid = 'pg_proc'::regclass AND p.oid = m.objid
  CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a LEFT JOIN pg_roles g ON g.oid = a.grantee
  WHERE p.prosecdef AND a.grantee <> p.proowner AND coalesce(NOT g.rolsuper, true) GROUP BY p.oid, m.extname, p.proowner
  UNION ALL
  SELECT format('table %s.%s', n.nspname, c.relname),
         format('belongs to the extension %s, and is granted to %s', m.extname, g.rolname),
         format('REVOKE ALL ON %I.%I FROM %I;', n.nspname, c.relname, g.rolname), g.rolname
  FROM member m JOIN pg_class c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid AND c.relkind IN ('r', 'p', 'm', 'f')
  JOIN pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL aclexplode(c.relacl) AS a JOIN pg_roles g ON g.oid = a.grantee
  WHERE a.grantee <> c.relowner AND NOT g.rolsuper AND g.rolname NOT LIKE 'pg\_%' GROUP BY n.nspname, c.relname, m.extname, g.rolname
  ORDER BY 1, 2)sql"},
    {"aggregate", kLeak,
     "the server asks the aggregate's owner whether it may call that, and not who calls it", "",
     R"sql(
  SELECT format('aggregate %s', p.oid::regprocedure),
         format('is made of %s, which runs with the rights of its owner %s', f.oid::regprocedure, f.proowner::regrole),
         format('DROP AGGREGATE %s;', p.oid::regprocedure), coalesce(min(g.rolname) FILTER (WHERE x.grantee <> 0), 'public')
  FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid
  JOIN pg_proc f ON f.oid IN (a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn, a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn)
  CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS x LEFT JOIN pg_roles g ON g.oid = x.grantee
  WHERE p.oid >= 16384 AND f.prosecdef AND x.grantee <> p.proowner AND coalesce(NOT g.rolsuper, true)
  GROUP BY p.oid, f.oid, f.proowner ORDER BY 1, 2)sql"},
    {"untrusted language", kLeak, "functions in it do whatever the server's own account may", "", R"sql(
  SELECT 'language ' || l.lanname, format('is for %s to write functions in', coalesce(g.rolname, 'everybody')),
         format('REVOKE USAGE ON LANGUAGE %I FROM %s;', l.lanname, coalesce(quote_ident(g.rolname), 'PUBLIC')),
         coalesce(g.rolname, 'public')
  FROM pg_language l CROSS JOIN LATERAL aclexplode(l.lanacl) AS a LEFT JOIN pg_roles g ON g.oid = a.grantee
  WHERE l.oid >= 16384 AND NOT l.lanpltrusted AND a.grantee <> l.lanowner AND coalesce(NOT g.rolsuper, true) ORDER BY 1, 2)sql"},
    {"setting for the asking", kWrite,
     "whoever sets it switches triggers and foreign keys off, or logs in as he likes", "", R"sql(
  SELECT 'setting ' || p.parname, format('may be set by %s', coalesce(g.rolname, 'everybody')),
         format('REVOKE SET, ALTER SYSTEM ON PARAMETER %I FROM %s;', p.parname, coalesce(quote_ident(g.rolname), 'PUBLIC')),
         coalesce(g.rolname, 'public')
  FROM pg_parameter_acl p CROSS JOIN LATERAL aclexplode(p.paracl) AS a LEFT JOIN pg_roles g ON g.oid = a.grantee
  WHERE coalesce(NOT g.rolsuper, true)
    AND p.parname IN ('session_replication_role', 'session_preload_libraries', 'dynamic_library_path', 'allow_system_table_mods')
    AND (a.grantee = 0 OR EXISTS (  -- roles of other databases of the server come to nothing here
      SELECT FROM pg_shdepend d JOIN pg_database b ON b.oid = d.dbid JOIN pg_roles r ON r.oid = d.refobjid
      WHERE b.datname = current_database() AND d.refclassid = 'pg_authid'::regclass
        AND (pg_has_role(r.oid, a.grantee, 'MEMBER') OR pg_has_role(a.grantee, r.oid, 'MEMBER'))))
  ORDER BY 1, 2)sql"},
    {"text search", kDenial,
     "searches find other rows than they did, and what was indexed before no longer fits", "",
     R"sql(
  SELECT 'text search configuration ' || c.cfgname, 'takes words apart by other rules than the server brought', '', ''
  FROM pg_ts_config c
  WHERE c.oid < 16384
    AND (19 <> (SELECT count(*) FROM pg_ts_config_map m WHERE m.mapcfg = c.oid)
         OR EXISTS (SELECT FROM pg_ts_config_map m WHERE m.mapcfg = c.oid AND (m.mapseqno <> 1 OR m.mapdict >= 16384))
         -- Words are told by their stems in six of the kinds of token.
         OR (SELECT count(*) FROM pg_ts_config_map m JOIN pg_ts_dict d ON d.oid = m.mapdict
             WHERE m.mapcfg = c.oid AND d.dictname <> 'simple') <> CASE c.cfgname WHEN 'simple' THEN 0 ELSE 6 END)
  UNION ALL
  SELECT 'text search dictionary ' || d.dictname, 'has other options than the server brought', '', ''
  FROM pg_ts_dict d
  WHERE d.oid < 16384 AND d.dictname LIKE '%\_stem'
    AND d.dictinitoption !~ ('^language = ''' || left(d.dictname, -5) || '''(, stopwords = ''' || left(d.dictname, -5) || ''')?$')
  ORDER BY 1)sql"},
    {"disabled trigger of a constraint", kWrite, "what the constraint promises is no longer asked for", "",
     R"sql(
  SELECT format('table %s.%s', n.nspname, c.relname),
         format('has triggers of constraint %s that don''t fire', coalesce(k.conname, t.tgname)),
         format('ALTER TABLE %I.%I ENABLE TRIGGER ALL;', n.nspname, c.relname), ''
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_constraint k ON k.oid = t.tgconstraint
  WHERE t.tgisinternal AND t.tgenabled <> 'O' AND n.nspname = ANY (string_to_array($1, ','))
  GROUP BY n.nspname, c.relname, coalesce(k.conname, t.tgname) ORDER BY 1, 2)sql"},
    {"large object", kLeak, "no policy narrows down what is in it", "", R"sql(
  SELECT 'large object ' || l.oid, format('may be read or written by %s', coalesce(g.rolname, 'everybody')),
         format('REVOKE ALL ON LARGE OBJECT %s FROM %s;', l.oid, coalesce(quote_ident(g.rolname), 'PUBLIC')), coalesce(g.rolname, 'public')
  FROM pg_largeobject_metadata l CROSS JOIN LATERAL aclexplode(l.lomacl) AS a LEFT JOIN pg_roles g ON g.oid = a.grantee
  WHERE a.grantee <> l.lomowner AND coalesce(NOT g.rolsuper, true)
  GROUP BY l.oid, g.rolname ORDER BY l.oid, 2 LIMIT 100)sql"},
    {"path past ours", kLeak,
     "statements of its sessions take them for the schema's, which no policy of ours guards", "", R"sql(
  WITH paths AS (
    SELECT s.setrole, s.setdatabase, substr(c, length('search_path=') + 1) AS path
    FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) AS c
    WHERE c LIKE 'search\_path=%' AND s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
  ), steps AS (
    SELECT p.setrole, p.setdatabase, r.rolname, e.place, n.oid AS space,
           n.nspname = ANY (string_to_array($1, ',')) AS is_ours
    FROM paths p LEFT JOIN pg_roles r ON r.oid = p.setrole
    CROSS JOIN LATERAL string_to_table(p.path, ',') WITH ORDINALITY AS e (name, place)
    JOIN pg_namespace n ON n.nspname = CASE trim(e.name, ' "') WHEN '$user' THEN r.rolname ELSE trim(e.name, ' "') END
  )
  SELECT CASE WHEN s.setrole = 0 THEN 'database ' || current_database() ELSE 'role ' || s.rolname END,
         format('looks for names in %s first, which has a %s as well: its search_path is set so', s.space::regnamespace,
                string_agg(DISTINCT shadow.relname, ', ')),
         format('ALTER %s%s RESET search_path;',
                CASE WHEN s.setrole <> 0 THEN format('ROLE %I', s.rolname) WHEN s.setdatabase = 0 THEN 'ROLE ALL'
                     ELSE format('DATABASE %I', current_database()) END,
                CASE WHEN s.setrole <> 0 AND s.setdatabase <> 0 THEN format(' IN DATABASE %I', current_database()) ELSE '' END),
         coalesce(s.rolname, '')
  FROM steps s JOIN pg_class shadow ON shadow.relnamespace = s.space AND shadow.relkind IN ('r', 'p', 'v', 'm', 'f')
  JOIN pg_class ours ON ours.relname = shadow.relname AND ours.relkind IN ('r', 'p', 'v', 'm')
  JOIN pg_namespace o ON o.oid = ours.relnamespace AND o.nspname = ANY (string_to_array($1, ','))
  WHERE NOT s.is_ours
    AND NOT EXISTS (SELECT FROM steps b WHERE (b.setrole, b.setdatabase) = (s.setrole, s.setdatabase)
                      AND b.space = o.oid AND b.place < s.place)
  GROUP BY s.setrole, s.setdatabase, s.rolname, s.space ORDER BY 1, 2)sql"},
    {"right on the database", kLeak,
     "a schema that bears a role's name is where the role's sessions look names up first", "", R"sql(
  SELECT 'database ' || d.datname, format('lets %s make schemas', coalesce(g.rolname, 'everybody')),
         format('REVOKE CREATE ON DATABASE %I FROM %s;', d.datname, coalesce(quote_ident(g.rolname), 'PUBLIC')), coalesce(g.rolname, 'public')
  FROM pg_database d CROSS JOIN LATERAL aclexplode(d.datacl) AS a LEFT JOIN pg_roles g ON g.oid = a.grantee
  WHERE d.datname = current_database() AND a.privilege_type = 'CREATE' AND a.grantee <> d.datdba AND coalesce(NOT g.rolsuper, true)
  ORDER BY 2)sql"},
    {"view of another server", kLeak,
     "its rows are those that another login sees there, this server's own among them", "", R"sql(
  WITH RECURSIVE reads AS (
    SELECT r.ev_class AS view, d.refclassid, d.refobjid FROM pg_rewrite r
    JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refobjid <> r.ev_class
    WHERE r.ev_class >= 16384 AND d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass)
    UNION
    SELECT v.view, d.refclassid, d.refobjid FROM reads v JOIN pg_rewrite r ON v.refclassid = 'pg_class'::regclass AND r.ev_class = v.refobjid
    JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refobjid <> r.ev_class
    WHERE r.ev_class >= 16384 AND d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass)
  ), far AS (
    SELECT v.view, format('the foreign table %s', v.refobjid::regclass) AS what FROM reads v JOIN pg_foreign_table f ON f.ftrelid = v.refobjid
    WHERE v.refclassid = 'pg_class'::regclass
    UNION
    SELECT v.view, 'through dblink' FROM reads v JOIN pg_depend m ON m.classid = v.refclassid AND m.objid = v.refobjid AND m.deptype = 'e'
    JOIN pg_extension e ON e.oid = m.refobjid AND e.extname = 'dblink'
    WHERE v.refclassid = 'pg_proc'::regclass
  )
  SELECT format('view %s.%s', n.nspname, c.relname), format('reads %s, and is there for %s', f.what, coalesce(g.rolname, 'everybody')),
         format('REVOKE ALL ON %I.%I FROM %s;', n.nspname, c.relname, coalesce(quote_ident(g.rolname), 'PUBLIC')), coalesce(g.rolname, 'public')
  FROM far f JOIN pg_class c ON c.oid = f.view JOIN pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL aclexplode(c.relacl) AS a LEFT JOIN pg_roles g ON g.oid = a.grantee
  WHERE a.grantee <> c.relowner AND coalesce(NOT g.rolsuper, true) GROUP BY n.nspname, c.relname, f.what, g.rolname ORDER BY 1, 2)sql"},
    {"stopped maintenance", kDenial, "the partitions that it made then have run out, or are about to",
     "tenon.maintenance_clock",
     R"sql(
  SELECT 'tenon.maintenance_clock', format('has it that maintenance ended last %s, and %s reaches %s × %s ahead', date_trunc('day', c.ended_at)::date,
                p.relation::regclass, l.level ->> 'ahead', l.level ->> 'every'),
         'SELECT * FROM tenon.maintain();', ''
  FROM tenon.maintenance_clock c CROSS JOIN tenon.partitioned p CROSS JOIN LATERAL jsonb_array_elements(p.levels) AS l (level)
  WHERE l.level ->> 'method' = 'range'
    AND c.ended_at < now() - (l.level ->> 'ahead')::int * ('1 ' || (l.level ->> 'every'))::interval
  ORDER BY (l.level ->> 'ahead')::int * ('1 ' || (l.level ->> 'every'))::interval LIMIT 1)sql"},
    {"clock of maintenance", kWrite, "partitions are taken for past their time before they are",
     "tenon.maintenance_clock",
     R"sql(
  SELECT 'tenon.maintenance_clock', 'has seen a time that is yet to come',
         'UPDATE tenon.maintenance_clock SET seen_at = least(seen_at, now()), confirmed_at = least(confirmed_at, now()), '
         'ended_at = least(ended_at, now());', ''
  FROM tenon.maintenance_clock
  WHERE greatest(seen_at, confirmed_at, ended_at) > now() + interval '1 hour')sql"},
};

}  // namespace

std::span<const Question> questions() {
  return kQuestions;
}

}  // namespace tenon::world
