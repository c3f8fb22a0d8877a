#include "catalog/given.hpp"

#include <string_view>

namespace tenon::catalog {
namespace {

constexpr std::string_view kVersions = "SELECT extname, extversion FROM pg_extension";

/// By names without the schema where an extension stands: that is anybody's choice.
constexpr std::string_view kObjects = R"sql(
  WITH member AS (
    SELECT d.classid, d.objid, e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
    WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
  )
  SELECT format('function %s.%s(%s)', coalesce(m.extname, n.nspname), p.proname,
                (SELECT string_agg(t.typname, ', ' ORDER BY a.place)
                 FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a (oid, place) JOIN pg_type t ON t.oid = a.oid)),
         coalesce(m.extname, ''),
         jsonb_build_object('body', md5(concat(p.prosrc, ' ', p.probin, CASE WHEN p.prosqlbody IS NOT NULL THEN pg_get_function_sqlbody(p.oid) END)),
                            'language', l.lanname, 'volatility', p.provolatile, 'leakproof', p.proleakproof, 'running as its owner', p.prosecdef,
                            'strictness', p.proisstrict, 'list of settings', to_jsonb(p.proconfig), 'owner', m.extname IS NOT NULL OR p.proowner = 10)
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
  LEFT JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid
  WHERE p.oid < 16384 OR m.extname IS NOT NULL
  UNION ALL
  SELECT format('operator %s.%s(%s, %s)', coalesce(m.extname, n.nspname), o.oprname, a.typname, b.typname), coalesce(m.extname, ''),
         jsonb_build_object('function', f.proname, 'commutator', c.oprname, 'negator', g.oprname, 'estimate', r.proname,
                            'estimate of joins', j.proname)
  FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace LEFT JOIN pg_type a ON a.oid = o.oprleft
  LEFT JOIN pg_type b ON b.oid = o.oprright LEFT JOIN pg_proc f ON f.oid = o.oprcode LEFT JOIN pg_operator c ON c.oid = o.oprcom
  LEFT JOIN pg_operator g ON g.oid = o.oprnegate LEFT JOIN pg_proc r ON r.oid = o.oprrest LEFT JOIN pg_proc j ON j.oid = o.oprjoin
  LEFT JOIN member m ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid
  WHERE o.oid < 16384 OR m.extname IS NOT NULL
  UNION ALL
  SELECT format('view %s.%s', coalesce(m.extname, n.nspname), c.relname), coalesce(m.extname, ''),
         jsonb_build_object('query', md5(pg_get_viewdef(c.oid)), 'list of options', to_jsonb(c.reloptions))
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN member m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid
  WHERE c.relkind = 'v' AND (c.oid < 16384 OR m.extname IS NOT NULL))sql";

}  // namespace

tl::expected<Given, pq::SqlError> read_given(pq::Session& session) {
  Given out;
  const auto versions = session.query(kVersions);
  if (!versions) return tl::unexpected(versions.error());
  for (std::size_t row = 0; row < versions->size(); ++row)
    out.versions[versions->text(row, 0)] = versions->text(row, 1);
  const auto objects = session.query(kObjects);
  if (!objects) return tl::unexpected(objects.error());
  for (std::size_t row = 0; row < objects->size(); ++row)
    out.objects[objects->text(row, 0)] = {objects->text(row, 1), objects->text(row, 2)};
  return out;
}

}  // namespace tenon::catalog
