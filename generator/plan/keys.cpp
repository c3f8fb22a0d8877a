#include "plan/keys.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tenon::plan {
namespace {

using model::Constraint;

std::string_view kind_of(const Constraint& key) {
  return key.type == model::ConstraintType::kPrimary ? "PRIMARY KEY" : "UNIQUE";
}

std::string when_of(const Constraint& key) {
  return key.deferrable ? " " + ddl::deferral(key).str() : std::string();
}

/// Each partition's index becomes its key, and the table's own key takes those over without building any. A
/// partition that was made meanwhile has none: its rows are few.
std::string taken_over(const Planning& planning, const Object& object) {
  const auto& key = object.as<Constraint>();
  const Identity& identity = object.identity;
  constexpr std::string_view kSql = R"sql(DO $partitions$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT t.relid, c.relname, min(x.indexrelid)::regclass AS index
    FROM pg_catalog.pg_partition_tree({table}) t JOIN pg_catalog.pg_class c ON c.oid = t.relid
    JOIN pg_catalog.pg_index x ON x.indrelid = t.relid
    WHERE t.isleaf AND t.level > 0 AND x.indisunique AND x.indisvalid AND x.indpred IS NULL AND x.indexprs IS NULL
      AND ARRAY(SELECT a.attname::text FROM unnest(x.indkey[0:x.indnkeyatts - 1]) WITH ORDINALITY k (at, n)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = t.relid AND a.attnum = k.at ORDER BY k.n) = {columns}
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conindid = x.indexrelid)
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = x.indexrelid)
    GROUP BY t.relid, c.relname
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I {kind} USING INDEX %I{when}', part.relid,
                              left(part.relname || {behind}, 63), (SELECT relname FROM pg_catalog.pg_class WHERE oid = part.index));
  END LOOP;
END
$partitions$;
{alter}ADD CONSTRAINT {id} {clause};)sql";
  std::string columns;
  for (const std::string& each : key.columns)
    columns += (columns.empty() ? "" : ", ") + render::sql_literal(each).str();
  const std::string behind = identity.name.starts_with(identity.table + "_")
                                 ? identity.name.substr(identity.table.size())
                                 : "_" + identity.name;
  return fmt::format(
      kSql, fmt::arg("table", render::sql_literal(planning.table_name(identity)).str() + "::regclass"),
      fmt::arg("columns", fmt::format("ARRAY[{}]", columns)), fmt::arg("kind", kind_of(key)),
      fmt::arg("when", when_of(key)), fmt::arg("behind", render::sql_literal(behind).str()),
      fmt::arg("alter", planning.alter_table(identity)), fmt::arg("id", id(identity.name)),
      fmt::arg("clause", ddl::constraint_clause(key, planning.settings.path).str()));
}

/// Whether it is what would be built for the key.
bool is_made_for(const Object& object, const Object& key) {
  const auto& index = object.as<model::Index>();
  const auto& definition = key.as<Constraint>();
  std::vector<model::IndexElement> elements;
  for (const std::string& column : definition.columns) elements.emplace_back().column = column;
  return are_of_one_table(object.identity, key.identity) && index.unique && index.valid && !index.where &&
         index.method == "btree" && index.elements == elements && index.include == definition.include &&
         index.nulls_not_distinct == definition.nulls_not_distinct && index.options == definition.options;
}

bool is_key(const Object& object) {
  const auto* key = std::get_if<Constraint>(&object.definition);
  return key != nullptr && !key->without_overlaps &&
         (key->type == model::ConstraintType::kPrimary || key->type == model::ConstraintType::kUnique);
}

}  // namespace

const Object* index_for_key(const Planning& planning, const Object& key) {
  if (planning.is_partitioned(key.identity)) return nullptr;
  for (const Object& each : planning.before.objects()) {
    if (each.identity.kind == Kind::kIndex && planning.after.find(each.identity) == nullptr &&
        is_made_for(each, key))
      return &each;
  }
  return nullptr;
}

bool becomes_key(const Planning& planning, const Object& index) {
  const auto& objects = planning.after.objects();
  return std::any_of(objects.begin(), objects.end(), [&](const Object& each) {
    return is_key(each) && planning.before.find(each.identity) == nullptr &&
           index_for_key(planning, each) == &index;
  });
}

void build_key(Planning& planning, const Object& key, const std::string& name) {
  const std::string table = planning.table_name(key.identity);
  const bool partitioned = planning.is_partitioned(key.identity);
  planning.add(Stage::kBuild,
               {.what = deed(partitioned ? "build in each partition the index of" : "build the index of",
                             key.identity),
                .sql = fmt::format("CREATE UNIQUE INDEX CONCURRENTLY {}ON {} USING btree {};",
                                   partitioned ? "" : id(name) + " ", partitioned ? "{leaf}" : table,
                                   ddl::key_definition(key.as<Constraint>()).str()),
                .mode = Mode::kOutside,
                .lock = Lock::kShareUpdateExclusive,
                .on = table,
                .scans = true,
                .hazards = with_old_code(planning, key, {Hazard::kIndexBuild}),
                .each_leaf_of = partitioned ? table : ""});
}

void take_index(Planning& planning, const Object& object, const std::string& name) {
  const auto& key = object.as<Constraint>();
  const Identity& identity = object.identity;
  const bool partitioned = planning.is_partitioned(identity);
  planning.add(
      Stage::kAlter,
      {.what = deed("add", identity),
       .sql = partitioned
                  ? taken_over(planning, object)
                  : fmt::format("{}ADD CONSTRAINT {} {} USING INDEX {}{};", planning.alter_table(identity),
                                id(identity.name), kind_of(key), id(name), when_of(key)),
       .lock = Lock::kAccessExclusive,
       .on = planning.table_name(identity),
       .why =
           partitioned ? "the partitions have theirs by now, which it takes over without building any" : ""});
}

}  // namespace tenon::plan
