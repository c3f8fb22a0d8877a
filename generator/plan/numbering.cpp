#include "plan/numbering.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ddl/numbering.hpp"
#include "plan/batches.hpp"
#include "plan/opened.hpp"

namespace tenon::plan {
namespace {

bool counts_rows_of(const model::Database& database, const Identity& table) {
  const auto& objects = database.objects();
  return std::any_of(objects.begin(), objects.end(), [&](const Object& each) {
    const auto found = ddl::numbering_of(each);
    return found && found->table == table;
  });
}

const Object* trigger_of(const Planning& planning, const Identity& column) {
  for (const Object& each : planning.after.objects()) {
    const auto found = ddl::numbering_of(each);
    if (found && are_of_one_table(each.identity, column) && found->column == column.name) return &each;
  }
  return nullptr;
}

bool is_new(const Planning& planning, const Identity& column) {
  return planning.before.find(column) == nullptr && planning.stays(column.schema, column.table);
}

}  // namespace

std::string seeing_all(const Planning& planning, const Identity& table, const std::string& statements) {
  const std::string name = as_regclass(planning, table);
  const bool hides = hides_rows(planning, table);
  return fmt::format(
      "DO $numbers$\n#variable_conflict use_column\nBEGIN\n{}{}\n{}END\n$numbers$;",
      hides ? opened(planning, name) : "", statements,
      hides ? closed(name) + "  PERFORM pg_catalog.set_config('row_security', 'off', false);\n" : "");
}

bool is_counted(const Planning& planning, const Object& column) {
  return is_new(planning, column.identity) && trigger_of(planning, column.identity) != nullptr;
}

void add_counted(Planning& planning, const Object& column) {
  const Identity& identity = column.identity;
  const Object& trigger = *trigger_of(planning, identity);
  const ddl::Numbering numbering = *ddl::numbering_of(trigger);
  if (planning.is_moved(numbering.table)) {
    planning.refuse(identity, "its table is made anew beside the old one, where rows come without a number",
                    "let the number come with a version of its own");
    return;
  }
  const std::string table = planning.table_name(identity);
  model::Column first = column.as<model::Column>();
  first.not_null = false;
  const std::string alter = planning.alter_table(identity);
  const std::vector<std::string> key = key_of(planning, identity);
  planning.add(
      Stage::kAddComputed,
      {.what = deed("add, and number the rows by,", identity),
       .sql = fmt::format(
           "{0}ADD COLUMN {1} {2};\n{3}\n{0}ALTER COLUMN {1} SET NOT NULL;\n{4}", alter, id(identity.name),
           ddl::column_type(first).str(),
           seeing_all(planning, numbering.table,
                      ddl::number_rows(numbering, table, key) + "\n" + ddl::recount(numbering, table)),
           planning.made(trigger)),
       .mode = Mode::kAlone,
       .lock = Lock::kAccessExclusive,
       .on = table,
       .scans = true,
       .hazards = {Hazard::kFullScan, Hazard::kLongLock},
       .why = "each row is updated, in the order of their key; what is written from then on is counted on "
              "from there"});
}

bool is_made_with_its_column(const Planning& planning, const Object& trigger) {
  const auto found = ddl::numbering_of(trigger);
  return found &&
         is_new(planning, {Kind::kColumn, found->table.schema, found->table.name, found->column, ""});
}

void count_on(Planning& planning, const Object& trigger) {
  const auto numbering = ddl::numbering_of(trigger);
  if (!numbering || !planning.stays(numbering->table.schema, numbering->table.name)) return;
  const std::string table = planning.table_name(trigger.identity);
  planning.add(Stage::kMake, {.what = deed("count on from the rows that are there by", trigger.identity),
                              .sql = seeing_all(planning, numbering->table, ddl::recount(*numbering, table)),
                              .lock = Lock::kAccessExclusive,
                              .on = table,
                              .scans = true,
                              .hazards = {Hazard::kFullScan}});
}

void keep_counts(Planning& planning, const Identity& table, const std::string& old) {
  if (!counts_rows_of(planning.before, table) || !counts_rows_of(planning.after, table)) return;
  planning.add(Stage::kMake,
               {.what = deed("keep the counts of", table),
                .sql = fmt::format("UPDATE tenon.counters SET relation = {} WHERE relation = {}::regclass;",
                                   as_regclass(planning, table), render::sql_literal(old).str())});
}

}  // namespace tenon::plan
