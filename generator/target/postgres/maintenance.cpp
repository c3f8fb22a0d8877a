#include "target/postgres/maintenance.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "dialect/dialect.hpp"
#include "dialect/maintenance.hpp"

namespace tenon::target::postgres {

using render::View;

View partitions_view(const ir::Schema& schema, const ir::Entity& entity) {
  View view;
  view.put("remark", render::sql_comment("partition: " +
                                         join(dialect::partition_wordings(entity), ", and each of these ")));
  view.put("row", dialect::partitioned_row(schema, entity));
  return view;
}

View retention_view(const ir::Schema& schema, const ir::Entity& entity) {
  const ir::Retention& retention = *entity.retention;
  const bool deletes = retention.action == ir::RetentionAction::kDelete;
  View view;
  view.put("remark", render::sql_comment(fmt::format("retain: rows are {} {} after {}",
                                                     deletes ? "deleted" : "anonymised",
                                                     dialect::duration(retention.keep), retention.column)));
  view.put("row", dialect::retained_row(schema, entity));
  return view;
}

}  // namespace tenon::target::postgres
