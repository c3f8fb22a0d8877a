// What looks after partitions and retention, in Postgres's words: the rows that tell it of a table, and the
// functions that go by them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ir/ir.hpp"
#include "render/sql_text.hpp"
#include "render/view.hpp"

namespace tenon::dialect {

using render::SqlText;

/// `by range of sent_at, one a month, 3 ahead, kept for 90 days`, a text for each level.
std::vector<std::string> partition_wordings(const ir::Entity& entity);

/// A row's columns and what stands in them, by name; what is NULL is left out.
using RowValues = std::vector<std::pair<std::string, std::string>>;

/// The rows of tenon.partitioned and tenon.retained.
RowValues partitioned_values(const ir::Schema& schema, const ir::Entity& entity);
RowValues retained_values(const ir::Schema& schema, const ir::Entity& entity);

/// What the templates of tenon's own functions get.
render::View maintenance_view(const ir::Schema& schema);

}  // namespace tenon::dialect
