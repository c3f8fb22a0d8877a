#include "target/cpp/carried.hpp"

namespace tenon::target::cpp {

ir::Schema carried(const ir::Schema& schema) {
  ir::Schema out = schema;
  for (ir::Entity& entity : out.entities) {
    for (ir::Column& column : entity.columns) {
      if (column.encrypted) column.type = ir::stored_type(column);
      if (column.type.kind != ir::Type::Kind::kDomain) continue;
      const ir::Domain& domain = *schema.domain(column.type.name);
      column.type = domain.type;
      if (!column.default_value) column.default_value = domain.default_value;
    }
  }
  return out;
}

}  // namespace tenon::target::cpp
