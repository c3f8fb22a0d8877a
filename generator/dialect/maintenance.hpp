// What looks after partitions and retention, in Postgres's words: the rows that tell it of a table, and the
// functions that go by them.
#pragma once

#include <string>
#include <vector>

#include "ir/ir.hpp"
#include "render/sql_text.hpp"
#include "render/view.hpp"

namespace tenon::dialect {

using render::SqlText;

/// `by range of sent_at, one a month, 3 ahead, kept for 90 days`, a text for each level.
std::vector<std::string> partition_wordings(const ir::Entity& entity);

/// The rows of tenon.partitioned and tenon.retained, in brackets.
SqlText partitioned_row(const ir::Schema& schema, const ir::Entity& entity);
SqlText retained_row(const ir::Schema& schema, const ir::Entity& entity);

/// What the templates of maintenance are laid out with.
render::View maintenance_view(const ir::Schema& schema);

/// Something in the schema `tenon` that those templates make, as they make it.
struct Made {
  std::string name;
  std::string definition;              ///< what follows the name
  std::vector<std::string> executors;  ///< of a function, besides the owner
};

/// The functions that the schema needs for its keys, partitions and retention.
std::vector<Made> maintenance_functions(const ir::Schema& schema);
/// The tables that they go by; none where nothing is maintained.
std::vector<Made> maintenance_tables(const ir::Schema& schema);

}  // namespace tenon::dialect
