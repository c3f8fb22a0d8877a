// The statements of a declared query: the author's text, held to the tenant.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dialect/dialect.hpp"

namespace tenon::dialect {

/// One of them. Its parameters are the tenant's key, where it runs in a tenant, those of the query, and of a
/// page what it begins behind, and how many rows.
struct QueryStatement {
  std::string order;                ///< in which of the declared ones its rows are
  bool after = false;               ///< a page behind another
  std::vector<std::string> absent;  ///< optional parameters that aren't given
  SqlText sql;
};

/// The text with these in the place of the tenant's key and of parameters.
SqlText query_text(const ir::Schema& schema, const ir::Query& query, const SqlText& tenant,
                   const std::map<std::string, SqlText>& parameters, const std::vector<std::string>& absent);
/// The same of what a view is made of: it names the columns of the tables that it reads.
SqlText stored_text(const ir::Schema& schema, const ir::Query& query, const SqlText& tenant);
/// In the order of `order`, `after`, and the combinations of what is absent, the first parameter the fastest.
std::vector<QueryStatement> query_statements(const ir::Schema& schema, const ir::Query& query);

}  // namespace tenon::dialect
