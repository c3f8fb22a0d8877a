// The rows of a database, put into another one of the same version that nobody uses.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "ir/ir.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::migration {

struct CopiedRows {
  long rows = 0;
  int tables = 0;         ///< that had any
  bool left_out = false;  ///< whether some stayed where they are
};

/// The rows of the schema's tables as one moment sees them, with the partitions that they need. With a
/// `sample`, of each table that has more about so many by chance, and those to which they refer. Nothing of
/// the first is changed; whoever asks has to see all of its rows, and to be a superuser of the second. What
/// is wrong is told without values.
tl::expected<CopiedRows, std::string> copy_rows(pq::Session& from, pq::Session& into,
                                                const ir::Schema& schema, int sample = 0);

}  // namespace tenon::migration
