// The rows of a database, put into another one of the same version that nobody uses.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "ir/ir.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::migration {

struct CopiedRows {
  long rows = 0;
  int tables = 0;  ///< that had any
};

/// All rows of the schema's tables as one moment sees them, with the partitions that they need. Nothing of
/// the first is changed; whoever asks has to see all of its rows, and to be a superuser of the second. What
/// is wrong is told without values.
tl::expected<CopiedRows, std::string> copy_rows(pq::Session& from, pq::Session& into,
                                                const ir::Schema& schema);

}  // namespace tenon::migration
