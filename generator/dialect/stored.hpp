// Materialised views in Postgres's words.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ir/ir.hpp"
#include "render/sql_text.hpp"

namespace tenon::dialect {

/// The author's query, asked for one tenant after the other.
render::SqlText stored_query(const ir::Schema& schema, const ir::View& view);
/// All that it gave.
render::SqlText stored_rows(const ir::View& view);
/// Of that, what the current tenant's is.
render::SqlText seen_rows(const ir::View& view);
/// What asks anew, in PL/pgSQL.
render::SqlText refresh_body(const ir::View& view);
/// The line of `tenon.refreshed`, by column.
std::vector<std::pair<std::string, std::string>> refreshed_values(const ir::View& view);
/// `tenon.order_totals_stored`
std::string qualified_stored(const ir::View& view);

}  // namespace tenon::dialect
