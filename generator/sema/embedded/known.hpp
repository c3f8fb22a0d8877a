// The schema as an analysis of SQL knows it, and what the analysis tells of columns in the schema's words.
#pragma once

#include <optional>
#include <string>

#include "sema/context/context.hpp"
#include "sql/analysis/analysis.hpp"

namespace tenon::sema {

/// The schema's tables, views and types.
sql::Known known_to_queries(const Reading& context);
sql::SqlType sql_type(const ir::Schema& schema, const ir::Type& type);

/// Where an entity or a view is told by its table's name. Null where there is none.
const ir::Entity* entity_of_table(const Reading& context, const std::string& table);
const ir::View* view_of_table(const Reading& context, const std::string& table);

/// What a query gives; nothing where its type isn't known.
std::optional<ir::Column> column_of_output(const Reading& context, const sql::OutputColumn& output);

}  // namespace tenon::sema
