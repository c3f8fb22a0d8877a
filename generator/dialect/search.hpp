// The functions that search an entity, in Postgres's words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ir/ir.hpp"
#include "render/sql_text.hpp"

namespace tenon::dialect {

struct SearchFunction {
  std::string name;           ///< in the schema `tenon`: `notes_search_text`
  std::string what;           ///< `text`, `vector`, `hybrid`, `lookup`
  render::SqlText arguments;  ///< `query text, k integer`
  render::SqlText types;      ///< `text, integer`
  render::SqlText returns;    ///< `id uuid, score double precision`
  bool definer = false;
  std::string language;                                       ///< `plpgsql`
  std::vector<std::pair<std::string, std::string>> settings;  ///< of the call: `search_path`, …
  render::SqlText body;
};

/// Of the searches that the entity has, in the order text, vector, hybrid. Each gives the keys of the rows
/// that it finds and their score, the best first.
std::vector<SearchFunction> search_functions(const ir::Schema& schema, const ir::Entity& entity);

/// Of the entity's lookups, as they are declared. Each gives the tenant's key of the rows that have the
/// values, and what else is declared.
std::vector<SearchFunction> lookup_functions(const ir::Schema& schema, const ir::Entity& entity);

/// The rows that the application's policies let it see, of every tenant: the search role's, in the schema
/// `tenon`.
struct SearchedView {
  std::string name;
  render::SqlText query;
};
/// None where the policies hold nothing but the tenant's condition: the table is searched itself.
std::optional<SearchedView> searched_view(const ir::Schema& schema, const ir::Entity& entity);

}  // namespace tenon::dialect
