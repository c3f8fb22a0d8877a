#include "dialect/samples.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "types/types.hpp"

namespace tenon::dialect {
namespace {

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Times near now, where there are partitions for such alone, or where older rows would be removed.
std::string divided_sample(const ir::Entity& entity, const ir::Column& column) {
  const bool ranged = std::any_of(entity.partitioning.begin(), entity.partitioning.end(),
                                  [](const ir::Partitioning& level) { return level.ahead > 0; });
  if (!ranged && !entity.retention) return "";
  const ir::Partitioning* level = level_of(entity, column.name);
  if (level != nullptr && level->uuid7)
    return "overlay(md5('{column} {tenant} {n}') placing left(replace(tenon.uuid7_lowest(now())::text, "
           "'-', ''), 13) "
           "from 1)::uuid";
  if (column.type.name == "timestamptz")
    return "now() + {n} * interval '1 second' + {i} * interval '1 minute'";
  if (column.type.name == "timestamp")
    return "(now() AT TIME ZONE 'UTC') + {n} * interval '1 second' + {i} * interval '1 minute'";
  if (column.type.name == "date") return "(now() AT TIME ZONE 'UTC')::date + ({n} - 1)";
  return "";
}

std::string of_column_type(const ir::Entity& entity, const ir::Column& column, const ir::Type& type) {
  std::string out = divided_sample(entity, column);
  if (column.hashed) out = "sha256(convert_to('{column} {tenant} {n}', 'UTF8'))";
  if (out.empty()) out = types::find_column_type(type.name)->sample;
  const bool small = type.name == "int2" || type.name == "int4";
  // Another tenant's row is another row, even where its number is the same.
  if (small && in_key(entity, column.name))
    out = "{n} + ('x' || substr(md5('{tenant}'), 1, 3))::bit(12)::int4";
  out = replaced(std::move(out), "{column}", entity.table + "." + column.name);
  const auto place = static_cast<std::size_t>(&column - entity.columns.data());
  out = replaced(std::move(out), "{i}", std::to_string(place));
  // Of a length that the type leaves open, a hash's.
  constexpr int kHashLength = 32;
  return replaced(std::move(out), "{p}",
                  std::to_string(type.parameters.empty() ? kHashLength : type.parameters[0]));
}

/// Each of its plain values has one.
std::string composite_sample(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column,
                             const ir::Composite& item) {
  std::vector<std::string> out;
  for (const ir::Attribute& each : item.attributes) {
    const bool plain = each.type.kind == ir::Type::Kind::kColumn && each.type.dimensions == 0;
    out.push_back(plain ? of_column_type(entity, column, each.type) : "NULL");
  }
  return "ROW(" + join(out, ", ") +
         ")::" + qualified_type(schema, {ir::Type::Kind::kComposite, item.name, {}, 0}).str();
}

}  // namespace

ir::Type held_type(const ir::Schema& schema, const ir::Column& column) {
  const ir::Domain* domain =
      column.type.kind == ir::Type::Kind::kDomain ? schema.domain(column.type.name) : nullptr;
  return domain == nullptr ? ir::stored_type(column) : domain->type;
}

const ir::Partitioning* level_of(const ir::Entity& entity, const std::string& column) {
  for (const ir::Partitioning& level : entity.partitioning) {
    if (holds(level.columns, column)) return &level;
  }
  return nullptr;
}

std::vector<std::string> values_of_partitions(const ir::Schema& schema, const ir::Entity& entity,
                                              const std::string& column) {
  const ir::Partitioning* level = level_of(entity, column);
  if (level == nullptr) return {};
  const ir::Type& type = entity.column(column)->type;
  const auto place = std::find(level->columns.begin(), level->columns.end(), column) - level->columns.begin();
  std::vector<std::string> out;
  for (const ir::NamedPartition& each : level->named) {
    for (const ir::Value& value : each.values) out.push_back(dialect::value(schema, value, type).str());
    // Where it begins, it holds what is there in each column.
    const bool begins = std::all_of(each.from.begin(), each.from.end(), [](const ir::RangeEnd& end) {
      return end.kind == ir::RangeEnd::Kind::kValue;
    });
    if (!each.from.empty() && begins)
      out.push_back(dialect::value(schema, each.from.at(static_cast<std::size_t>(place)).value, type).str());
  }
  return out;
}

const ir::Relation* relation_of(const ir::Entity& entity, const std::string& column) {
  for (const ir::Relation& relation : entity.relations) {
    if (holds(relation.columns, column)) return &relation;
  }
  return nullptr;
}

bool in_key(const ir::Entity& entity, const std::string& column) {
  return holds(entity.primary_key.columns, column);
}

bool in_unique(const ir::Entity& entity, const std::string& column) {
  for (const ir::Index& index : entity.indexes) {
    if (index.unique && std::any_of(index.columns.begin(), index.columns.end(),
                                    [&](const ir::IndexColumn& c) { return c.column == column; })) {
      return true;
    }
  }
  return std::any_of(entity.uniques.begin(), entity.uniques.end(),
                     [&](const ir::Key& key) { return holds(key.columns, column); });
}

std::string made_up_sample(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column) {
  const std::vector<std::string> divided = values_of_partitions(schema, entity, column.name);
  if (!divided.empty()) return divided.front();
  const ir::Type type = held_type(schema, column);
  if (type.dimensions > 0 && type.kind != ir::Type::Kind::kStruct) return "'{}'";
  switch (type.kind) {
    case ir::Type::Kind::kEnum:
      return render::sql_literal(ir::label_of(schema.enumeration(type.name)->values.front())).str();
    case ir::Type::Kind::kStruct:
      return type.dimensions > 0 ? "'[]'::jsonb" : "'{}'::jsonb";
    case ir::Type::Kind::kRaw:
    case ir::Type::Kind::kDomain:
      return "NULL";
    case ir::Type::Kind::kComposite:
      return composite_sample(schema, entity, column, *schema.composite(type.name));
    case ir::Type::Kind::kColumn:
      break;
  }
  return of_column_type(entity, column, type);
}

std::string sample(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column) {
  if (column.example) return value(schema, *column.example, column.type).str();
  return made_up_sample(schema, entity, column);
}

}  // namespace tenon::dialect
