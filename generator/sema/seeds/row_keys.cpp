#include "sema/seeds/row_keys.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "types/types.hpp"

namespace tenon::sema {
namespace {

using Kind = ir::Value::Kind;

/// A UUID made of a text; version 8, which leaves its bits to the maker.
std::string fixed_uuid(const std::string& text) {
  std::string hex = stable_hash(text) + stable_hash(text + "#");
  hex[12] = '8';
  hex[16] = 'a';
  return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4),
                     hex.substr(16, 4), hex.substr(20, 12));
}

const ir::Value* value_of(const ir::SeedRow& row, const std::string& column) {
  const auto found =
      std::find_if(row.values.begin(), row.values.end(), [&](const auto& v) { return v.first == column; });
  return found == row.values.end() ? nullptr : &found->second;
}

bool is_comparable(const ir::Schema& schema, const ir::Type& type) {
  const ir::Composite* composite =
      type.kind == ir::Type::Kind::kComposite ? schema.composite(type.name) : nullptr;
  if (composite != nullptr)
    return std::all_of(composite->attributes.begin(), composite->attributes.end(),
                       [&](const ir::Attribute& each) { return is_comparable(schema, each.type); });
  return type.kind != ir::Type::Kind::kColumn || types::has_equality(*types::find_column_type(type.name));
}

std::string to_text(const ir::Value& value) {
  std::string out = fmt::format("{}:{}:{}", static_cast<int>(value.kind), value.text.size(), value.text);
  for (const ir::Value& item : value.items) out += "," + to_text(item);
  return out;
}

}  // namespace

ir::Value fixed_key(const std::string& seed, const std::string& tenant, const ir::Entity& entity,
                    const std::string& identity) {
  return {Kind::kString, fixed_uuid(fmt::format("{}/{}/{}/{}", seed, tenant, entity.name, identity)), {}};
}

std::string identity(const ir::SeedRow& row) {
  if (!row.label.starts_with('#')) return row.label;
  std::string values;
  for (const auto& [column, value] : row.values) values += fmt::format("{}={};", column, to_text(value));
  return "#" + stable_hash(values);
}

bool in_range_key(const ir::Entity& entity, const std::string& column) {
  return std::any_of(entity.partitioning.begin(), entity.partitioning.end(), [&](const auto& level) {
    return level.method == ir::Partitioning::Method::kRange && level.named.empty() &&
           level.columns.front() == column;
  });
}

bool key_is_made_by_server(const ir::Entity& entity, const ir::SeedRow& row) {
  return !ir::has_key(entity) ||
         std::any_of(entity.key.begin(), entity.key.end(), [&](const std::string& name) {
           const ir::Column* column = entity.column(name);
           const bool made =
               in_range_key(entity, name) || (column != nullptr && column->identity != ir::Identity::kNone);
           return made && value_of(row, name) == nullptr;
         });
}

void find_by_values(const ir::Schema& schema, const ir::Entity& entity, ir::SeedRow& row) {
  for (const std::string& name : entity.key) {
    if (value_of(row, name) != nullptr) row.found_by.push_back(name);
  }
  if (!row.found_by.empty()) return;
  for (const auto& [name, value] : row.values) {
    const bool fixed = value.kind != Kind::kSql && value.kind != Kind::kFunction;
    if (fixed && is_comparable(schema, entity.column(name)->type)) row.found_by.push_back(name);
  }
}

}  // namespace tenon::sema
