// What a run that was cut off leaves of statements that are in no transaction, and partitions, which only the
// database knows: a part of `run.hpp`.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "tenon/pq/session.hpp"

namespace tenon::migration {

enum class Leftover {
  kNone,  ///< nothing of it was done, or it does no harm to do it again
  kHalf,  ///< an index that isn't valid
  kDone
};

/// Whether it is a statement that builds or drops an index CONCURRENTLY.
bool is_of_index(const std::string& sql);

/// Of CREATE INDEX CONCURRENTLY and DROP INDEX CONCURRENTLY, each with the index's name.
tl::expected<Leftover, pq::SqlError> leftover(pq::Session& session, const std::string& sql);
tl::expected<pq::Rows, pq::SqlError> drop_leftover(pq::Session& session, const std::string& sql);

/// The partitions that hold rows, as SQL names them.
tl::expected<std::vector<std::string>, pq::SqlError> leaves_of(pq::Session& session,
                                                               const std::string& table);
/// With the partition in the place of `{leaf}`.
std::string for_leaf(const std::string& sql, const std::string& leaf);
/// Whether the partition has the index already that the statement would build; one that was half built is
/// dropped.
tl::expected<bool, pq::SqlError> has_index(pq::Session& session, const std::string& leaf,
                                           const std::string& sql);

}  // namespace tenon::migration
