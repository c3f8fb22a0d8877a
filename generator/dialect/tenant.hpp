// The functions that tell and set the current tenant, in Postgres's words.
#pragma once

#include <string>
#include <vector>

#include "dialect/dialect.hpp"
#include "ir/ir.hpp"
#include "render/sql_text.hpp"

namespace tenon::dialect {

struct TenantFunction {
  std::string name;         ///< in the schema `tenon`
  std::string remark;       ///< what it is for
  render::SqlText heading;  ///< its arguments and what it returns
  render::SqlText traits;   ///< `LANGUAGE plpgsql STABLE`
  bool for_users = false;   ///< whether any role but the owner may call it
  render::SqlText body;
};

/// Those that are made beside `tenon.current_tenant()`, and that one too where the schema is signed: there it
/// is no expression that a statement takes in, but looks at a signature.
std::vector<TenantFunction> tenant_functions(const ir::Schema& schema);

}  // namespace tenon::dialect
