// Rows that the constraints of a model would refuse today: a restore with triggers off, a check that was
// never validated and rows of strangers leave them, and the server looks at none again.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/database.hpp"
#include "tenon/conformance/checks.hpp"

namespace tenon::rows {

/// One statement for one constraint. It gives a number: how many rows it would refuse, up to `kMost`.
struct Question {
  model::Identity constraint;  ///< or unique index
  std::string table;           ///< `notes`
  std::string message;         ///< `rows that refer to no row of authors (notes_author_fkey)`
  std::string sql;
  std::string path;           ///< the schema in which its names are looked for
  bool past_indexes = false;  ///< the table itself is to be read
  std::string remedy;         ///< what shows the rows, for whoever mends them, or SQL that does
  std::string severity = "write";
};

inline constexpr int kMost = 1000;

/// Of foreign keys, which tell of other tenants' parents too, of checks, uniqueness and exclusions, by
/// constraints and by indexes of some of the rows; of what columns promise: that there is a value, one that
/// its domain takes, that its expression gives, and numbers that are still to come. Partitioned tables are
/// asked as one.
std::vector<Question> questions(const model::Database& promised);

struct Bounds {
  std::chrono::milliseconds statement{60'000};
};

using Progress = std::function<void(std::size_t done, std::size_t total, const Question& next)>;

/// Asks in a transaction that writes nothing. The session's role must see all rows: what it doesn't see, or
/// what takes longer than the bound, is unjudged. No value of a row is told.
conformance::Report examine(pq::Session& session, const model::Database& promised, const Bounds& bounds,
                            const Progress& progress = {});

}  // namespace tenon::rows
