#include "driver/migrate/take_over.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "ddl/clauses.hpp"
#include "lower/lower.hpp"
#include "render/sql_text.hpp"
#include "target/postgres/postgres.hpp"

namespace tenon::driver {
namespace {

using model::Identity;
using model::Kind;
using model::Object;

/// Of each partition, where `{0}` is its table and `{1}` the owner, both as text: that it is the owner's, and
/// that nobody finds a row of it but through its table.
constexpr std::string_view kCloseParts = R"sql(DO $parts$
DECLARE
  part record;
  piece record;
BEGIN
  FOR part IN SELECT relid, level FROM pg_catalog.pg_partition_tree({0}) LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s OWNER TO %I', part.relid, {1}::text);
    CONTINUE WHEN part.level = 0;
    EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', part.relid);
    FOR piece IN SELECT polname FROM pg_catalog.pg_policy WHERE polrelid = part.relid LOOP
      EXECUTE pg_catalog.format('DROP POLICY %I ON %s', piece.polname, part.relid);
    END LOOP;
    FOR piece IN
      SELECT DISTINCT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END AS grantee
      FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) AS a
      WHERE c.oid = part.relid AND a.grantee <> c.relowner
    LOOP
      EXECUTE pg_catalog.format('REVOKE ALL ON %s FROM %s', part.relid, piece.grantee);
    END LOOP;
  END LOOP;
END
$parts$;
)sql";

/// A partitioned table's partitions have owners, policies and rights of their own.
std::string handed_over(const Object& object, const std::string& owner) {
  const auto* table = std::get_if<model::Table>(&object.definition);
  if (table == nullptr || !table->partition_by)
    return fmt::format("ALTER {} OWNER TO {};\n", ddl::altered(object).str(),
                       render::sql_identifier(owner).str());
  const std::string name = ddl::qualified(object.identity, "").str();
  return fmt::format(kCloseParts, render::sql_literal(name).str(), render::sql_literal(owner).str());
}

/// One that a column has goes with its table.
bool has_owner_of_its_own(const Object& object) {
  const auto* sequence = std::get_if<model::Sequence>(&object.definition);
  return !model::owner_of(object).empty() && (sequence == nullptr || !sequence->owned_by);
}

/// Which tells what the file is.
std::string without_banner(const std::string& text) {
  return text.substr(text.find("\n\n") + 2);
}

std::string schema_rights(const model::Database& after, const ddl::IsWanted& is_wanted) {
  render::Templates templates;
  std::string out;
  for (const ddl::Piece& piece : ddl::creation(after, {}, templates, is_wanted)) out += piece.sql;
  return out;
}

/// Of a partitioned table `{0}`, as text: what was made in single partitions by themselves, but for what is
/// called as `{1}`, an array, says.
constexpr std::string_view kDropOwn = R"sql(DO $own$
DECLARE
  own record;
BEGIN
  FOR own IN
    SELECT t.relid AS part, i.indexrelid::regclass AS name
    FROM pg_catalog.pg_partition_tree({0}) t JOIN pg_catalog.pg_index i ON i.indrelid = t.relid
    JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
    WHERE t.level > 0 AND x.relname <> ALL ({1}) AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = i.indexrelid)
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = i.indexrelid AND conrelid = t.relid)
  LOOP
    EXECUTE pg_catalog.format('DROP INDEX %s', own.name);
  END LOOP;
  FOR own IN
    SELECT t.relid AS part, c.conname AS name
    FROM pg_catalog.pg_partition_tree({0}) t JOIN pg_catalog.pg_constraint c ON c.conrelid = t.relid
    WHERE t.level > 0 AND c.conname <> ALL ({1}) AND c.coninhcount = 0 AND c.conparentid = 0 AND c.contype IN ('c', 'f', 'u', 'x')
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', own.part, own.name);
  END LOOP;
END
$own$;)sql";

/// Partitioned tables of which a partition has an index or a constraint for itself, and what these are
/// called.
std::map<Identity, std::set<std::string>> own_of_parts(const model::Database& read) {
  std::map<Identity, std::set<std::string>> out;
  for (const Object& object : read.objects()) {
    const Object* part = read.find({Kind::kTable, object.identity.schema, "", object.identity.table, ""});
    const auto* table = part == nullptr ? nullptr : &part->as<model::Table>();
    const auto* index = std::get_if<model::Index>(&object.definition);
    const auto* constraint = std::get_if<model::Constraint>(&object.definition);
    const bool is_own =
        (index != nullptr && !index->is_inherited) || (constraint != nullptr && !constraint->is_inherited);
    if (table != nullptr && table->partition_of && is_own)
      out[*table->partition_of].insert(object.identity.name);
  }
  return out;
}

std::string names_in(const std::set<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& each : names) out.push_back(render::sql_literal(each).str());
  return "ARRAY[" + join(out, ", ") + "]::text[]";
}

/// What a table is called in the new version: by what declares both.
Identity named_after(const Identity& table, const plan::Intent& intent, const model::Database& before,
                     const model::Database& after) {
  const Object* was = before.find(table);
  for (const Object& each : after.objects()) {
    if (was == nullptr || each.identity.kind != Kind::kTable || each.why.declaration.empty()) continue;
    const auto former = intent.was.find(each.why.declaration);
    const std::string& name = former == intent.was.end() ? each.why.declaration : former->second;
    if (name == was->why.declaration) return each.identity;
  }
  return table;
}

}  // namespace

bool comes_first(const Object& object) {
  const auto* grant = std::get_if<model::Grant>(&object.definition);
  return model::is_of_server(object) || (grant != nullptr && grant->object.kind == Kind::kSchema);
}

plan::Step take_over(const Sides& sides) {
  const Version& after = sides.after;
  const std::string& owner = after.schema->tenancy->owner;
  render::Templates templates;
  std::string sql = "SET LOCAL ROLE NONE;\n";
  sql += without_banner(target::postgres::roles_sql(*after.schema, {"", ""}, templates));
  sql += "REVOKE ALL ON SCHEMA tenon FROM PUBLIC;\n";
  sql += schema_rights(after.database, [](const Object& each) {
    return each.identity.kind == Kind::kGrant && comes_first(each);
  });
  for (const Object& object : sides.before.database.objects()) {
    if (has_owner_of_its_own(object)) sql += handed_over(object, owner);
  }
  sql += fmt::format("SET ROLE {};", render::sql_identifier(owner).str());
  return {.what = fmt::format("make the schema's roles, and give {} what is there", owner),
          .sql = std::move(sql),
          .mode = plan::Mode::kAlone,
          .lock = plan::Lock::kAccessExclusive,
          .on = "every table",
          .hazards = {plan::Hazard::kBreaksClients, plan::Hazard::kAuthorization},
          .why =
              "only its owner changes a table; who owned it before has no rights but those that "
              "were given"};
}

std::vector<plan::Step> leftovers(const model::Database& read, const model::Database& wanted,
                                  const Sides& sides) {
  const model::Intent intent = lower::intent(*sides.after.schema);
  std::vector<plan::Step> out;
  const auto said = own_of_parts(wanted);
  for (const auto& [was, own] : own_of_parts(read)) {
    const Identity table = named_after(was, intent, sides.before.database, sides.after.database);
    const auto stays = said.find(table);
    const std::set<std::string> kept = stays == said.end() ? std::set<std::string>() : stays->second;
    const bool all_stay = std::includes(kept.begin(), kept.end(), own.begin(), own.end());
    if (all_stay || sides.after.database.find(table) == nullptr) continue;
    const std::string name = ddl::qualified(table, "").str();
    out.push_back({.what = fmt::format("drop what single partitions of {} have for themselves", name),
                   .sql = fmt::format(kDropOwn, render::sql_literal(name).str(), names_in(kept)),
                   .mode = plan::Mode::kAlone,
                   .lock = plan::Lock::kAccessExclusive,
                   .on = name,
                   .phase = plan::Phase::kContract});
  }
  return out;
}

}  // namespace tenon::driver
