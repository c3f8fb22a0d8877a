// Which tables of strangers hold rows of tenants: by the keys that stand in them, whatever their columns are
// called.
#pragma once

#include <set>
#include <string>
#include <tl/expected.hpp>

#include "tenon/conformance/expectations.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::world {

struct Holdings {
  std::set<std::string> empty;    ///< `crm.deals`
  std::set<std::string> tenants;  ///< those in whose first rows a tenant's key stands
};

/// Of tables that others than their owners may read, as far as the session's role may. In its open
/// transaction.
tl::expected<Holdings, pq::SqlError> read_holdings(pq::Session& session, const conformance::Schema& schema);

}  // namespace tenon::world
