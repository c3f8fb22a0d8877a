// A schema onto a live database: what the database must have, what it holds already, and the SQL in one
// transaction.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <utility>
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
tl::expected<std::vector<Missing>, pq::SqlError> missing_requirements(pq::Session& session,
                                                                      const ir::Schema& schema);

/// What a server lacks that has no room for the locks of one transaction that makes all of the schema;
/// nothing where there is room.
tl::expected<std::optional<Missing>, pq::SqlError> missing_lock_room(pq::Session& session,
                                                                     const ir::Schema& schema);

/// The version of the schema that the database holds: its fingerprint, or nothing.
tl::expected<std::optional<std::string>, pq::SqlError> installed_fingerprint(pq::Session& session,
                                                                             const std::string& schema_name);

/// A transaction that is rolled back unless it is committed. Only one runs at a time on a database: another
/// `begin` waits for its end.
class Transaction {
 public:
  static tl::expected<Transaction, pq::SqlError> begin(pq::Session& session);
  Transaction(Transaction&& other) noexcept : session_(std::exchange(other.session_, nullptr)) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  tl::expected<void, pq::SqlError> run(const std::string& script);
  tl::expected<void, pq::SqlError> commit();

 private:
  explicit Transaction(pq::Session& session) : session_(&session) {}
  pq::Session* session_;
};

/// Who holds an advisory lock of this database, as people are to find them; empty for nobody.
std::string advisory_lock_holders(pq::Session& session, long key);

/// The error as people read it, with what the server added to it. Nothing of a row's values is in it.
std::string describe(const pq::SqlError& error);

}  // namespace tenon::catalog
