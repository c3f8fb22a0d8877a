// A schema onto a live database: what the database must have, what it holds already, and the SQL in one transaction.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "ir/ir.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::catalog {

/// Something that the server lacks, and how to get it.
struct Missing {
  std::string what;
  std::string help;
};

/// What the schema needs and the server lacks: asked before anything changes.
tl::expected<std::vector<Missing>, pq::SqlError> missing_requirements(pq::Session& session, const ir::Schema& schema);

/// The version of the schema that the database holds: its fingerprint, or nothing.
tl::expected<std::optional<std::string>, pq::SqlError> installed_fingerprint(pq::Session& session,
                                                                             const std::string& schema_name);

/// Runs scripts in one transaction: all of them, or none.
tl::expected<void, pq::SqlError> run_in_transaction(pq::Session& session, const std::vector<std::string>& scripts);

/// The error as people read it, with what the server added to it. Nothing of a row's values is in it.
std::string describe(const pq::SqlError& error);

}  // namespace tenon::catalog
