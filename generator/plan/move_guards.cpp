#include "plan/move_guards.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/move_scripts.hpp"
#include "plan/opened.hpp"
#include "plan/words.hpp"

namespace tenon::plan {
namespace {

std::string array_of(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const std::string& each : texts) out.push_back(render::sql_literal(each).str());
  return fmt::format("ARRAY[{}]::text[]", join(out, ", "));
}

/// Names of one kind of parts of the table.
std::vector<std::string> parts(const Planning& planning, const Identity& table, Kind kind) {
  std::vector<std::string> out;
  for (const Object& each : planning.before.objects()) {
    if (each.identity.kind == kind && each.identity.schema == table.schema &&
        each.identity.table == table.name)
      out.push_back(each.identity.name);
  }
  return out;
}

/// Views, and foreign keys of other tables, that are made again.
std::vector<std::string> known_readers(const Planning& planning, const Identity& table) {
  std::vector<std::string> out;
  for (const Object& each : planning.before.objects()) {
    const Identity& identity = each.identity;
    if (identity.kind == Kind::kView) out.push_back(identity.schema + "." + identity.name);
    const auto* key = std::get_if<model::Constraint>(&each.definition);
    if (key != nullptr && key->refers == table)
      out.push_back(fmt::format("{}.{}.{}", identity.schema, identity.table, identity.name));
  }
  return out;
}

std::vector<std::string> known_roles(const Planning& planning, const Identity& table) {
  std::vector<std::string> out;
  for (const Object& each : planning.before.objects()) {
    const auto* grant = std::get_if<model::Grant>(&each.definition);
    if (grant != nullptr && (grant->object == table || grant->object.table == table.name))
      out.push_back(each.identity.name);
  }
  return out;
}

std::string unread_by_others(const Planning& planning, const Identity& table,
                             const std::vector<std::string>& known) {
  constexpr std::string_view kSql = R"sql(DO $readers$
DECLARE
  readers text;
BEGIN
  SELECT string_agg(DISTINCT reader, ', ') INTO readers FROM (
    SELECT n.nspname || '.' || c.relname AS reader
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = {table}
      AND r.ev_class <> d.refobjid
    UNION ALL
    SELECT n.nspname || '.' || c.relname || '.' || o.conname
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE o.contype = 'f' AND o.confrelid = {table} AND o.conrelid <> {table} AND o.conparentid = 0
      AND o.conrelid NOT IN (SELECT relid FROM pg_catalog.pg_partition_tree({table}))
    UNION ALL
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_catalog.pg_depend d
    WHERE d.deptype IN ('n', 'a') AND (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
        SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_catalog.pg_type t WHERE t.typrelid = {table})
      OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = {table})
  ) AS found WHERE reader <> ALL ({known});
  IF readers IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s reads the table or refers to it: %', readers
      USING HINT = 'take it off, and make it again behind this migration: the table is another one then';
  END IF;
END
$readers$;
)sql";
  return fmt::format(kSql, fmt::arg("table", as_regclass(planning, table)),
                     fmt::arg("known", array_of(known)));
}

/// A partition's parts are its table's. Of what has no table, functions have names of their own.
std::string rested_on(const std::string& type, const std::vector<std::string>& known) {
  constexpr std::string_view kSql = R"sql(DO $users$
DECLARE
  users text;
BEGIN
  SELECT string_agg(DISTINCT pg_catalog.pg_describe_object(used.classid, used.objid, used.objsubid), ', ') INTO users
  FROM (
    SELECT d.classid, d.objid, d.objsubid, coalesce(
      CASE WHEN d.classid = 'pg_class'::regclass THEN coalesce(i.indrelid, d.objid) END,
      a.adrelid, nullif(o.conrelid, 0), p.polrelid, t.tgrelid, r.ev_class, s.stxrelid) AS relation
    FROM pg_catalog.pg_depend d
    LEFT JOIN pg_catalog.pg_index i ON d.classid = 'pg_class'::regclass AND i.indexrelid = d.objid
    LEFT JOIN pg_catalog.pg_attrdef a ON d.classid = 'pg_attrdef'::regclass AND a.oid = d.objid
    LEFT JOIN pg_catalog.pg_constraint o ON d.classid = 'pg_constraint'::regclass AND o.oid = d.objid
    LEFT JOIN pg_catalog.pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
    LEFT JOIN pg_catalog.pg_trigger t ON d.classid = 'pg_trigger'::regclass AND t.oid = d.objid
    LEFT JOIN pg_catalog.pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
    LEFT JOIN pg_catalog.pg_statistic_ext s ON d.classid = 'pg_statistic_ext'::regclass AND s.oid = d.objid
    WHERE d.refclassid = 'pg_type'::regclass AND d.deptype <> 'i' AND coalesce(o.contypid, 0) = 0 AND d.refobjid IN (
      SELECT unnest(ARRAY[y.oid, y.typarray]) FROM pg_catalog.pg_type y WHERE y.oid = {type}::regtype)
  ) AS used
  LEFT JOIN pg_catalog.pg_proc f ON used.classid = 'pg_proc'::regclass AND f.oid = used.objid
  LEFT JOIN pg_catalog.pg_class c ON c.oid = coalesce(pg_catalog.pg_partition_root(used.relation), used.relation)
  LEFT JOIN pg_catalog.pg_namespace n ON n.oid = coalesce(c.relnamespace, f.pronamespace)
  WHERE n.nspname IS DISTINCT FROM {leaving} AND coalesce(n.nspname || '.' || coalesce(c.relname, f.proname), '') <> ALL ({known});
  IF users IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s rests on a type that is to be another one: %', users
      USING HINT = 'take it off, and make it again behind this migration';
  END IF;
END
$users$;
)sql";
  return fmt::format(kSql, fmt::arg("type", render::sql_literal(type).str()),
                     fmt::arg("leaving", render::sql_literal(kLeaving).str()),
                     fmt::arg("known", array_of(known)));
}

std::vector<std::string> called(const std::vector<Identity>& tables) {
  std::vector<std::string> out;
  for (const Identity& each : tables) out.push_back(each.schema + "." + each.name);
  return out;
}

}  // namespace

namespace {

/// Functions and views that the author's statements make, which are undone before the type goes.
void append_made(const Planning& planning, const std::string& statements, std::vector<std::string>& known) {
  for (const std::string& name : made_in(statements))
    known.push_back(name.find('.') == std::string::npos ? planning.settings.path + "." + name : name);
}

}  // namespace

std::string rested_on_by_known(const Planning& planning, const std::vector<Identity>& tables,
                               const Identity& type) {
  static constexpr Kind kMadeAgain[] = {Kind::kView, Kind::kFunction};
  std::vector<std::string> known = called(tables);
  for (const Object& each : planning.before.objects()) {
    const Identity& identity = each.identity;
    const bool again =
        std::find(std::begin(kMadeAgain), std::end(kMadeAgain), identity.kind) != std::end(kMadeAgain);
    const auto* own = std::get_if<model::Opaque>(&each.definition);
    if (own != nullptr && planning.is_disturbed(identity)) append_made(planning, own->made.text, known);
    if (again || planning.is_moved(identity)) known.push_back(identity.schema + "." + identity.name);
    // A policy of another table that looks into a moved one is made again with that.
    const auto* policy = std::get_if<model::Policy>(&each.definition);
    const auto is_read = [&](const Identity& table) { return looks_into(*policy, table); };
    if (policy != nullptr && std::any_of(planning.moved().begin(), planning.moved().end(), is_read))
      known.push_back(identity.schema + "." + identity.table);
  }
  return rested_on(ddl::qualified(type, "").str(), known);
}

std::string rested_on_by(const std::vector<Identity>& tables, const Identity& type) {
  Identity old = type;
  old.schema = kLeaving;
  return rested_on(ddl::qualified(old, "").str(), called(tables));
}

std::string unread(const Planning& planning, const Identity& table) {
  return unread_by_others(planning, table, {});
}

std::string unread_but_by_known(const Planning& planning, const Identity& table) {
  return unread_by_others(planning, table, known_readers(planning, table));
}

std::string untouched_but_by_known(const Planning& planning, const Identity& table) {
  constexpr std::string_view kSql = R"sql(DO $others$
DECLARE
  others text;
BEGIN
  SELECT string_agg(DISTINCT other, ', ') INTO others FROM (
    SELECT 'index ' || c.relname AS other FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = {table} AND c.relname <> ALL ({indexes})
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = i.indexrelid AND o.conrelid = i.indrelid)
    UNION ALL
    SELECT 'trigger ' || tgname FROM pg_catalog.pg_trigger
    WHERE tgrelid = {table} AND NOT tgisinternal AND tgname <> ALL ({triggers})
    UNION ALL
    SELECT 'policy ' || polname FROM pg_catalog.pg_policy
    WHERE polrelid = {table} AND polname <> ALL ({policies}) AND polname <> 'tenon_fill'
    UNION ALL
    SELECT 'publication ' || p.pubname FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
    WHERE r.prrelid = {table}
    UNION ALL
    SELECT 'a right of ' || coalesce(r.rolname, 'everybody') FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
    LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
    WHERE c.oid = {table} AND a.grantee <> c.relowner AND coalesce(r.rolname, 'public') <> ALL ({roles})
    UNION ALL
    SELECT 'storage options' FROM pg_catalog.pg_class WHERE oid = {table} AND reloptions IS NOT NULL AND NOT {stored}
    UNION ALL
    SELECT 'a replica identity' FROM pg_catalog.pg_class WHERE oid = {table} AND relreplident <> 'd' AND NOT {identified}
  ) AS found;
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'what isn''t the schema''s is on the table, and would be gone with it: %', others
      USING HINT = 'say it in the schema; or take it off, and put it on the new table behind this migration';
  END IF;
END
$others$;
)sql";
  const auto& before = planning.before.find(table)->as<model::Table>();
  return fmt::format(kSql, fmt::arg("table", as_regclass(planning, table)),
                     fmt::arg("indexes", array_of(parts(planning, table, Kind::kIndex))),
                     fmt::arg("triggers", array_of(parts(planning, table, Kind::kTrigger))),
                     fmt::arg("policies", array_of(parts(planning, table, Kind::kPolicy))),
                     fmt::arg("roles", array_of(known_roles(planning, table))),
                     fmt::arg("stored", !before.storage.empty()),
                     fmt::arg("identified", before.replica_identity != model::ReplicaIdentity::kDefault));
}

}  // namespace tenon::plan
