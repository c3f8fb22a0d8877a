// What counts a tenant's rows, in Postgres's words.
#pragma once

#include <string>
#include <vector>

#include "dialect/dialect.hpp"
#include "ir/ir.hpp"
#include "render/sql_text.hpp"

namespace tenon::dialect {

/// The table in the schema `tenon` that holds the numbers to come.
inline constexpr const char* kCounters = "counters";

/// In how many places a count goes on at once: a writer takes the lowest number that nobody else is taking.
int slots(const ir::Numbering& numbering);
/// The columns whose change says anew where a row is counted: the number's, the tenant's, and what else it is
/// counted by. Whoever reads the trigger goes by their order.
std::vector<std::string> counted_columns(const ir::Entity& entity);
/// The body of the trigger function that numbers an entity's rows, in PL/pgSQL.
SqlText number_body(const ir::Schema& schema, const ir::Entity& entity);

}  // namespace tenon::dialect
