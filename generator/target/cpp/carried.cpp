#include "target/cpp/carried.hpp"

#include <algorithm>

namespace tenon::target::cpp {
namespace {

bool is_carried_otherwise(const ir::Column& column) {
  return column.type.kind == ir::Type::Kind::kDomain;
}

bool is_carried_otherwise(const ir::Schema& schema) {
  return std::ranges::any_of(schema.entities, [](const ir::Entity& entity) {
    return std::ranges::any_of(entity.columns,
                               [](const ir::Column& column) { return is_carried_otherwise(column); });
  });
}

}  // namespace

std::optional<ir::Schema> carried(const ir::Schema& schema) {
  if (!is_carried_otherwise(schema)) return std::nullopt;
  ir::Schema out = schema;
  for (ir::Entity& entity : out.entities) {
    for (ir::Column& column : entity.columns) {
      if (!is_carried_otherwise(column)) continue;
      const ir::Domain& domain = *schema.domain(column.type.name);
      column.type = domain.type;
      if (!column.default_value) column.default_value = domain.default_value;
    }
  }
  for (ir::View& view : out.views) {
    for (ir::Column& column : view.columns) {
      if (is_carried_otherwise(column)) column.type = schema.domain(column.type.name)->type;
    }
  }
  return out;
}

}  // namespace tenon::target::cpp
