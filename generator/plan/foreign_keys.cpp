#include "plan/foreign_keys.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plan/opened.hpp"

namespace tenon::plan {
namespace {

using model::Constraint;

/// The variable that holds a partition.
constexpr std::string_view kPart = "part";

/// The tables that the proof of a foreign key reads, of those that hide rows: the server looks at them with
/// the owner's eyes, and takes what it doesn't see for kept. `own` is the one that refers.
std::vector<std::string> hidden(const Planning& planning, const Object& key, const std::string& own) {
  const Identity& refers = *key.as<Constraint>().refers;
  std::vector<std::string> out;
  // A partition hides its rows whether or not its table does.
  const bool is_part = own == kPart && !planning.settings.owner.empty();
  if (is_part || hides_rows(planning, key.identity)) out.push_back(own);
  const std::string other = as_regclass(planning, refers);
  if (hides_rows(planning, refers) && other != own) out.push_back(other);
  return out;
}

Step proof(const Planning& planning, const Object& key, std::string sql, bool opens) {
  return {.what = deed("see that all rows keep", key.identity),
          .sql = std::move(sql),
          .mode = opens ? Mode::kOutside : Mode::kAlone,
          .lock = opens ? Lock::kAccessExclusive : Lock::kShareUpdateExclusive,
          .on = tables_of(planning, key),
          .scans = true,
          .hazards = {Hazard::kFullScan},
          .why = opens
                     ? "the owner is bound by the policies too, and would find kept what it doesn't see: the "
                       "lock is held for a moment, to let it see all rows meanwhile"
                     : ""};
}

}  // namespace

std::string tables_of(const Planning& planning, const Object& constraint) {
  const auto& refers = constraint.as<Constraint>().refers;
  const std::string table = planning.table_name(constraint.identity);
  const std::string other = refers ? ddl::qualified(*refers, planning.settings.path).str() : table;
  return other == table ? table : table + ", " + other;
}

std::string of_no_row(const std::string& statements) {
  return fmt::format("SET LOCAL row_security TO on;\n{}SET LOCAL row_security TO off;", statements);
}

void prove_foreign_key(Planning& planning, const Object& key, const std::string& name, Stage stage) {
  const std::string validate =
      fmt::format("{}VALIDATE CONSTRAINT {};", planning.alter_table(key.identity), id(name));
  const Doors doors = plan::doors(planning, hidden(planning, key, as_regclass(planning, key.identity)));
  if (doors.open.empty()) {
    planning.add(stage, proof(planning, key, validate, false));
    return;
  }
  planning.add(stage, proof(planning, key,
                            fmt::format("DO $proof$\nDECLARE\n{}BEGIN\n{}END\n$proof$;", kFailureVariables,
                                        with_open(doors, validate)),
                            true));
}

void hold_partitions(Planning& planning, const Object& key) {
  Constraint unproved = key.as<Constraint>();
  unproved.validated = false;
  constexpr std::string_view kSql = R"sql(DO $partitions$
DECLARE
  part regclass;
BEGIN
  FOR part IN SELECT relid FROM pg_catalog.pg_partition_tree({table}) WHERE isleaf AND level > 0 ORDER BY relid::text LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I %s', part, {name}, {clause});
  END LOOP;
END
$partitions$;)sql";
  const std::string clause = ddl::constraint_clause(unproved, planning.settings.path).str();
  planning.add(Stage::kMake,
               {.what = deed("hold new rows of each partition to", key.identity),
                .sql = fmt::format(kSql, fmt::arg("table", as_regclass(planning, key.identity)),
                                   fmt::arg("name", render::sql_literal(key.identity.name).str()),
                                   fmt::arg("clause", render::sql_literal(clause).str())),
                .lock = Lock::kShareRowExclusive,
                .on = tables_of(planning, key)});
}

void add_by_partition(Planning& planning, const Object& key, const std::string& name, Stage stage) {
  Constraint unproved = key.as<Constraint>();
  unproved.validated = false;
  constexpr std::string_view kSql = R"sql(DO $partitions$
DECLARE
  part regclass;
{variables}BEGIN
  FOR part IN
    SELECT relid FROM pg_catalog.pg_partition_tree({table}) WHERE isleaf AND level > 0 ORDER BY relid::text
  LOOP
    CONTINUE WHEN EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = part AND conname = {name} AND convalidated);
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = part AND conname = {name}) THEN
      EXECUTE pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I %s', part, {name}, {clause});
    END IF;
    COMMIT;
{proof}  END LOOP;
  LOCK TABLE {on} IN SHARE ROW EXCLUSIVE MODE;
  IF EXISTS (
    SELECT FROM pg_catalog.pg_partition_tree({table}) WHERE isleaf AND level > 0
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = relid AND conname = {name} AND convalidated)
  ) THEN
    RAISE EXCEPTION 'a partition was made meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
  {alter}ADD CONSTRAINT {id} {whole};
END
$partitions$;)sql";
  const std::string validate =
      fmt::format("EXECUTE pg_catalog.format('ALTER TABLE %s VALIDATE CONSTRAINT %I', part, {});",
                  render::sql_literal(name).str());
  const std::string clause = ddl::constraint_clause(unproved, planning.settings.path).str();
  const Doors doors = plan::doors(planning, hidden(planning, key, std::string(kPart)));
  planning.add(
      stage,
      {.what = deed("add in each partition, and take over,", key.identity),
       .sql = fmt::format(
           kSql, fmt::arg("variables", kFailureVariables),
           fmt::arg("table", as_regclass(planning, key.identity)),
           fmt::arg("name", render::sql_literal(name).str()),
           fmt::arg("clause", render::sql_literal(clause).str()),
           fmt::arg("proof", with_open(doors, validate)), fmt::arg("on", planning.table_name(key.identity)),
           fmt::arg("alter", planning.alter_table(key.identity)), fmt::arg("id", id(name)),
           fmt::arg("whole", ddl::constraint_clause(key.as<Constraint>(), planning.settings.path).str())),
       .mode = Mode::kOutside,
       .lock = doors.open.empty() ? Lock::kShareRowExclusive : Lock::kAccessExclusive,
       .on = tables_of(planning, key),
       .scans = true,
       .hazards = with_old_code(planning, key, {Hazard::kFullScan}),
       .why = "the table takes over what its partitions have without a look at the rows; each is looked at "
              "by itself, "
              "and closed to others for a moment alone"});
}

namespace {

/// Whether the key to which it refers is there before all changes, and stays.
bool has_key(const Planning& planning, const model::Constraint& key) {
  return std::any_of(
      planning.before.objects().begin(), planning.before.objects().end(), [&](const Object& each) {
        const auto* other = std::get_if<model::Constraint>(&each.definition);
        const Object* after = other == nullptr ? nullptr : planning.after.find(each.identity);
        return after != nullptr && after->definition == each.definition &&
               each.identity.schema == key.refers->schema && each.identity.table == key.refers->name &&
               other->type != model::ConstraintType::kForeign &&
               std::is_permutation(key.referenced.begin(), key.referenced.end(), other->columns.begin(),
                                   other->columns.end());
      });
}

}  // namespace

void add_first_foreign_key(Planning& planning, const Object& object) {
  const auto& key = object.as<model::Constraint>();
  const auto is_new = [&](const Identity& table) { return planning.before.find(table) == nullptr; };
  const bool at_once = is_new(*key.refers) || (has_key(planning, key) && !planning.is_moved(*key.refers));
  planning.add(at_once ? Stage::kAdd : Stage::kMake,
               {.what = deed("make", object.identity),
                .sql = of_no_row(planning.made(object)),
                .lock = Lock::kShareRowExclusive,
                .on = at_once ? ddl::qualified(*key.refers, planning.settings.path).str()
                              : tables_of(planning, object),
                .scans = !at_once});
}

}  // namespace tenon::plan
