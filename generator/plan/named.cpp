// The statements that give new names.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "plan/planning.hpp"
#include "plan/renames.hpp"

namespace tenon::plan {
namespace {

std::string reason_of(const Planning& planning, const Identity& renamed) {
  const Object* object = planning.after.find(renamed);
  const auto& reasons = planning.intent.undoubled;
  const auto found = object == nullptr ? reasons.end() : reasons.find(object->why.declaration);
  return found == reasons.end() ? "" : found->second;
}

bool is_moved(const Rename& rename) {
  return rename.from.schema != rename.to.schema;
}

std::string told(const Rename& rename) {
  const std::string from = model::text(rename.from);
  if (!is_moved(rename)) return fmt::format("rename {} to {}", from, rename.to.name);
  return fmt::format("move {} to {}.{}", from, rename.to.schema, rename.to.name);
}

void add_rename(Planning& planning, const Rename& rename, bool is_kept) {
  Step step{told(rename), rename_statement(rename, planning.settings.path)};
  if (is_seen(rename) && !is_kept) {
    step.hazards = {Hazard::kBreaksClients};
    step.why = reason_of(planning, rename.to);
  }
  const bool of_table = rename.from.kind == Kind::kTable || !rename.from.table.empty();
  if (of_table) {
    step.lock = rename.from.kind == Kind::kIndex ? Lock::kShareUpdateExclusive : Lock::kAccessExclusive;
    step.on = planning.table_name(rename.from);
  }
  planning.add(rename.to.kind == Kind::kFunction ? Stage::kMoveCode : Stage::kRename, std::move(step));
}

/// The sequence behind a numbered column is named after both.
void rename_sequence(Planning& planning, const Object& column) {
  const std::string table = planning.table_name(column.identity);
  planning.add(
      Stage::kRename,
      {deed("rename the sequence of", column.identity),
       fmt::format("DO $sequence$\nBEGIN\n  EXECUTE pg_catalog.format('ALTER SEQUENCE %s RENAME TO %I', "
                   "pg_catalog.pg_get_serial_sequence({}, {}), {});\nEND\n$sequence$;",
                   render::sql_literal(table).str(), render::sql_literal(column.identity.name).str(),
                   render::sql_literal(column.identity.table + "_" + column.identity.name + "_seq").str())});
}

void rename_sequences(Planning& planning, const std::vector<Rename>& renames) {
  for (const Object& object : planning.before.objects()) {
    const auto* column = std::get_if<model::Column>(&object.definition);
    if (column == nullptr || column->identity == model::ColumnIdentity::kNone) continue;
    const Identity table{Kind::kTable, object.identity.schema, "", object.identity.table, ""};
    const bool has_new_name = std::any_of(renames.begin(), renames.end(), [&](const Rename& rename) {
      if (rename.from.name == rename.to.name) return false;
      return rename.to == object.identity || rename.to == table;
    });
    if (has_new_name && planning.after.find(object.identity) != nullptr) rename_sequence(planning, object);
  }
}

/// Partitions stand beside their table.
void move_partitions(Planning& planning, const Rename& rename) {
  constexpr std::string_view kSql = R"sql(DO $partitions$
DECLARE
  part record;
BEGIN
  FOR part IN SELECT t.relid::regclass AS name FROM pg_catalog.pg_partition_tree({table}) t WHERE t.level > 0 LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s SET SCHEMA %I', part.name, {space});
  END LOOP;
END
$partitions$;)sql";
  planning.add(
      Stage::kRename,
      {deed("move the partitions of", rename.to),
       fmt::format(kSql, fmt::arg("table", render::sql_literal(planning.table_name(rename.to)).str()),
                   fmt::arg("space", render::sql_literal(rename.to.schema).str()))});
}

/// Extended statistics stay where they are when their table goes.
void move_statistics(Planning& planning, const Rename& rename) {
  if (rename.from.kind != Kind::kTable || !is_moved(rename)) return;
  for (const Object& each : planning.before.objects()) {
    if (each.identity.kind != Kind::kStatistics || each.identity.schema != rename.to.schema ||
        each.identity.table != rename.to.name)
      continue;
    Identity there = each.identity;
    there.schema = rename.from.schema;
    planning.add(Stage::kRename, {.what = fmt::format("move {} to {}", model::text(there), rename.to.schema),
                                  .sql = fmt::format("ALTER STATISTICS {} SET SCHEMA {};",
                                                     ddl::qualified(there, planning.settings.path).str(),
                                                     id(rename.to.schema))});
  }
}

/// Partitions, and what stands in them, are named after their table, and those that are yet to be made will
/// be.
void rename_partitions(Planning& planning, const Rename& rename) {
  if (rename.from.kind != Kind::kTable || !planning.is_partitioned(rename.to)) return;
  if (is_moved(rename)) move_partitions(planning, rename);
  if (rename.from.name == rename.to.name) return;
  constexpr std::string_view kSql = R"sql(DO $partitions$
DECLARE
  part record;
  old constant text := {old};
  new constant text := {new};
BEGIN
  FOR part IN
    SELECT c.oid::regclass AS name, c.relname FROM pg_catalog.pg_partition_tree({table}) t JOIN pg_catalog.pg_class c ON c.oid = t.relid
    WHERE t.level > 0 AND starts_with(c.relname, old)
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME TO %I', part.name, new || substr(part.relname, length(old) + 1));
  END LOOP;
  FOR part IN
    SELECT c.conrelid::regclass AS name, c.conname FROM pg_catalog.pg_partition_tree({table}) t JOIN pg_catalog.pg_constraint c ON c.conrelid = t.relid
    WHERE t.level > 0 AND c.contype IN ('p', 'u', 'f', 'x') AND starts_with(c.conname, old)
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', part.name, part.conname, new || substr(part.conname, length(old) + 1));
  END LOOP;
  FOR part IN
    SELECT c.oid::regclass AS name, c.relname FROM pg_catalog.pg_partition_tree({table}) t JOIN pg_catalog.pg_index i ON i.indrelid = t.relid
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE t.level > 0 AND starts_with(c.relname, old)
  LOOP
    EXECUTE pg_catalog.format('ALTER INDEX %s RENAME TO %I', part.name, new || substr(part.relname, length(old) + 1));
  END LOOP;
END
$partitions$;)sql";
  planning.add(Stage::kRename,
               {deed("rename the partitions of", rename.to),
                fmt::format(kSql, fmt::arg("old", render::sql_literal(rename.from.name + "_").str()),
                            fmt::arg("new", render::sql_literal(rename.to.name + "_").str()),
                            fmt::arg("table", render::sql_literal(planning.table_name(rename.to)).str()))});
}

/// What a name says behind its table's.
std::string behind_table(const Identity& part, const std::string& name) {
  return name.starts_with(part.table + "_") ? name.substr(part.table.size()) : std::string();
}

/// The parts of a partitioned table's keys and indexes are named after their columns too, and those of its
/// foreign keys as these are.
void rename_in_partitions(Planning& planning, const Rename& rename) {
  const bool named = rename.from.kind == Kind::kConstraint || rename.from.kind == Kind::kIndex;
  const std::string old = behind_table(rename.from, rename.from.name);
  const std::string fresh = behind_table(rename.to, rename.to.name);
  if (!named || !planning.is_partitioned(rename.to) || old.empty() || fresh.empty()) return;
  constexpr std::string_view kSql = R"sql(DO $parts$
DECLARE
  part record;
  old constant text := {old};
  new constant text := {new};
BEGIN
  FOR part IN
    SELECT c.conrelid::regclass AS name, c.conname FROM pg_catalog.pg_partition_tree({table}) t JOIN pg_catalog.pg_constraint c ON c.conrelid = t.relid
    WHERE t.level > 0 AND c.contype IN ('p', 'u', 'f', 'x') AND right(c.conname, length(old)) = old
  LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', part.name, part.conname,
                              left(part.conname, length(part.conname) - length(old)) || new);
  END LOOP;
  FOR part IN
    SELECT c.oid::regclass AS name, c.relname FROM pg_catalog.pg_partition_tree({table}) t JOIN pg_catalog.pg_index i ON i.indrelid = t.relid
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE t.level > 0 AND right(c.relname, length(old)) = old
  LOOP
    EXECUTE pg_catalog.format('ALTER INDEX %s RENAME TO %I', part.name, left(part.relname, length(part.relname) - length(old)) || new);
  END LOOP;
END
$parts$;)sql";
  if (old == fresh) return;
  planning.add(Stage::kRename,
               {deed("rename in each partition", rename.to),
                fmt::format(kSql, fmt::arg("old", render::sql_literal(old).str()),
                            fmt::arg("new", render::sql_literal(fresh).str()),
                            fmt::arg("table", render::sql_literal(planning.table_name(rename.to)).str()))});
}

}  // namespace

namespace {

/// The table of which a NOT NULL was named after what has another name now; nothing where none was.
std::optional<Identity> with_named_not_null(const Planning& planning, const Rename& rename) {
  if (rename.to.kind == Kind::kTable) return rename.to;
  const Object* column = planning.after.find(rename.to);
  if (rename.to.kind != Kind::kColumn || column == nullptr || !column->as<model::Column>().not_null)
    return std::nullopt;
  return Identity{Kind::kTable, rename.to.schema, "", rename.to.table, ""};
}

/// From 18 on, NOT NULL is a constraint with a name; an older server has none to rename.
void name_not_null(Planning& planning, const Identity& table) {
  constexpr std::string_view kSql = R"sql(DO $names$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT o.conname, c.relname || '_' || a.attname || '_not_null' AS wanted
    FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.conkey[1]
    WHERE o.contype = 'n' AND c.oid = {0}::regclass
  LOOP
    CONTINUE WHEN length(part.wanted) > 63 OR EXISTS (
      SELECT FROM pg_catalog.pg_constraint WHERE conrelid = {0}::regclass AND conname = part.wanted);
    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', {0}::regclass, part.conname, part.wanted);
  END LOOP;
END
$names$;)sql";
  const std::string name = planning.table_name(table);
  planning.add(Stage::kRename, {.what = deed("name after its columns each NOT NULL of", table),
                                .sql = fmt::format(kSql, render::sql_literal(name).str()),
                                .lock = Lock::kAccessExclusive,
                                .on = name});
}

void name_all_not_null(Planning& planning, const std::vector<Rename>& renames) {
  std::set<Identity> tables;
  for (const Rename& rename : renames) {
    if (const auto table = with_named_not_null(planning, rename)) tables.insert(*table);
  }
  for (const Identity& table : tables) name_not_null(planning, table);
}

/// Whether the view reads what has another name, or a table of which a column has.
bool reads(const Object& view, const Rename& rename) {
  if (rename.to.kind == Kind::kColumn)
    return needs_table(view, {Kind::kTable, rename.to.schema, "", rename.to.table, ""});
  return (rename.to.kind == Kind::kTable && needs_table(view, rename.to)) ||
         std::find(view.needs.begin(), view.needs.end(), rename.to) != view.needs.end();
}

/// The server keeps the names that a subquery or an alias gave, whatever becomes of what it was named after.
/// A materialised view reads another one, which keeps its columns.
void say_views_anew(Planning& planning, const std::vector<Rename>& renames) {
  for (const Object& object : planning.after.objects()) {
    const auto* view = std::get_if<model::View>(&object.definition);
    if (view == nullptr || view->materialized) continue;
    const bool is_meant = std::any_of(renames.begin(), renames.end(),
                                      [&](const Rename& rename) { return reads(object, rename); });
    if (is_meant)
      planning.add(Stage::kRename, {.what = deed("say by the new names", object.identity),
                                    .sql = planning.replaced(object),
                                    .why = "the server keeps the names that stand within it"});
  }
}

}  // namespace

bool is_seen(const Rename& rename) {
  static constexpr Kind kSeen[] = {Kind::kTable, Kind::kColumn, Kind::kView,
                                   Kind::kEnum,  Kind::kDomain, Kind::kFunction};
  return std::find(std::begin(kSeen), std::end(kSeen), rename.from.kind) != std::end(kSeen);
}

void rename_all(Planning& planning, const std::vector<Rename>& renames, bool old_names_are_kept) {
  for (const Rename& rename : renames) {
    add_rename(planning, rename, old_names_are_kept);
    move_statistics(planning, rename);
    rename_partitions(planning, rename);
    rename_in_partitions(planning, rename);
  }
  rename_sequences(planning, renames);
  name_all_not_null(planning, renames);
  say_views_anew(planning, renames);
}

}  // namespace tenon::plan
