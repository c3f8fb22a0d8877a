#include "world/building.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "ddl/clauses.hpp"

namespace tenon::world {

using model::Constraint;
using model::ConstraintType;
using model::Identity;
using model::Index;
using model::Kind;
using model::Object;

namespace {

constexpr std::string_view kBeside = "CONCURRENTLY ";

Identity table_of(const Object& object) {
  return {Kind::kTable, object.identity.schema, "", object.identity.table, ""};
}

std::string table_name(const Object& object) {
  return ddl::of_table(object.identity, "").str();
}

std::string name_of(const Object& object) {
  return ddl::qualified(object.identity, "").str();
}

std::string id(const std::string& name) {
  return render::sql_identifier(name).str();
}

bool is_partitioned(const Identity& table, const model::Database& live) {
  const Object* found = live.find(table);
  return found != nullptr && found->as<model::Table>().partition_by.has_value();
}

/// The tables at the bottom, which hold the rows.
void collect_leaves(const Identity& table, const model::Database& live, std::vector<std::string>& out) {
  for (const Object& object : live.objects()) {
    const auto* part = std::get_if<model::Table>(&object.definition);
    if (part == nullptr || part->partition_of != table) continue;
    if (part->partition_by) {
      collect_leaves(object.identity, live, out);
    } else {
      out.push_back(name_of(object));
    }
  }
}

std::string built_in_leaves(const Object& index, const model::Database& live) {
  std::vector<std::string> leaves;
  collect_leaves(table_of(index), live, leaves);
  std::string out;
  for (const std::string& leaf : leaves)
    out += ddl::index_creation(index.as<Index>(), kBeside, "", leaf) + " ";
  return out;
}

/// What follows from its columns or rows is looked at when others may write again.
std::string validated_later(const Object& object) {
  return fmt::format(
      "ALTER TABLE {0} ADD CONSTRAINT {1} {2} NOT VALID; ALTER TABLE {0} VALIDATE CONSTRAINT {1};",
      table_name(object), id(object.identity.name),
      ddl::constraint_clause(object.as<Constraint>(), "").str());
}

std::string by_its_index(const Object& object) {
  const auto& key = object.as<Constraint>();
  const std::string deferral = ddl::deferral(key).str();
  const std::string name = id(object.identity.name);
  return fmt::format(
      "CREATE UNIQUE INDEX CONCURRENTLY {0} ON {1} USING btree {2}; ALTER TABLE {1} ADD CONSTRAINT {0} {3} "
      "USING "
      "INDEX {0}{4};",
      name, table_name(object), ddl::key_definition(key).str(),
      key.type == ConstraintType::kPrimary ? "PRIMARY KEY" : "UNIQUE",
      deferral.empty() ? "" : " " + deferral);
}

}  // namespace

std::string built(const Object& index, const model::Database& live) {
  const std::string whole = table_name(index);
  if (!is_partitioned(table_of(index), live))
    return ddl::index_creation(index.as<Index>(), kBeside, index.identity.name, whole);
  return built_in_leaves(index, live) +
         ddl::index_creation(index.as<Index>(), "", index.identity.name, whole);
}

std::string rebuilt(const Object& index, const model::Database& live) {
  const std::string& name = index.identity.name;
  const std::string whole = table_name(index);
  if (is_partitioned(table_of(index), live))
    return fmt::format("{}BEGIN; DROP INDEX {}; {} COMMIT;", built_in_leaves(index, live), name_of(index),
                       ddl::index_creation(index.as<Index>(), "", name, whole));
  Identity made = index.identity;
  made.name = identifier(name + "_new");
  return fmt::format("{} DROP INDEX CONCURRENTLY {}; ALTER INDEX {} RENAME TO {};",
                     ddl::index_creation(index.as<Index>(), kBeside, made.name, whole), name_of(index),
                     ddl::qualified(made, "").str(), id(name));
}

std::string unbuilt(const Object& index, const model::Database& live) {
  return fmt::format("DROP INDEX {}{};", is_partitioned(table_of(index), live) ? "" : kBeside,
                     name_of(index));
}

std::string added(const Object& constraint, const model::Database& live) {
  if (is_partitioned(table_of(constraint), live)) return "";
  switch (constraint.as<Constraint>().type) {
    case ConstraintType::kPrimary:
    case ConstraintType::kUnique:
      return by_its_index(constraint);
    case ConstraintType::kForeign:
    case ConstraintType::kCheck:
      return validated_later(constraint);
    case ConstraintType::kExclusion:
      break;
  }
  return "";
}

}  // namespace tenon::world
