// A live database as a whole, against what a schema promises: nothing is missing, nothing is otherwise,
// nothing else is there that touches it, and nobody comes to tenants' rows but by the promised ways.
#pragma once

#include <string>

#include "catalog/reader.hpp"
#include "world/allowed.hpp"
#include "world/facts.hpp"
#include "world/judgement.hpp"

namespace tenon::world {

struct Promise {
  const conformance::Schema& schema;
  const model::Database& lowered;
  const catalog::Reading* wanted = nullptr;  ///< in the server's words; without it roles alone are judged
  std::vector<Allowance> allowed = {};
};

/// In a transaction of its own that writes nothing. What can't be read is unjudged.
Judgement judge(const std::string& url, const Promise& promise);

/// What was read of a database, at one moment.
struct Look {
  catalog::Reading live;
  Facts facts;
};

/// In the session's open transaction, with what it has changed, as a role that may do all.
tl::expected<Look, std::string> look_here(pq::Session& session, const Promise& promise);
Judgement judge(const Look& look, const Promise& promise);

/// Leaves out what another check tells of the same object, and gives that one's finding how bad it is and
/// what mends it.
void tell_once(const std::string& sql_schema, std::vector<conformance::Finding>& findings,
               std::vector<conformance::Finding>& others);
/// Takes out what other checks tell of objects that are allowed.
void let_pass_twins(const std::string& sql_schema, const Judgement& judgement,
                    std::vector<conformance::Finding>& others);

}  // namespace tenon::world
