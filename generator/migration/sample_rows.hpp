// Rows for a database that nobody uses, so that a migration has something to change: made for the tables'
// types, keys and checks.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ir/ir.hpp"
#include "migration/sample_values.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::migration {

struct SampleOptions {
  int rows = 0;     ///< of each table
  int tenants = 0;  ///< that own them in turn, and as many rows of the root; 0: as many as rows
  /// Tables and columns that each third row leaves NULL, for what is filled later.
  std::set<std::pair<std::string, std::string>> sparse = {};
  Foreseen foreseen = {};
};

struct SampledTable {
  std::string table;
  long rows = 0;
  std::string why;  ///< no more came in; without values; empty where all did
};

struct Sampled {
  int asked = 0;
  std::vector<SampledTable> tables;
  std::string failed;  ///< why there are no rows at all; empty where it went on
};

/// Puts them in as a superuser, in one transaction. Rows of the same number refer to one another, and are of
/// the same tenant.
Sampled put_sample_rows(pq::Session& session, const ir::Schema& schema, const SampleOptions& options);

/// `7 rows in each of 3 tables; notes stayed empty: its check notes_words_check takes none of them`.
std::string text(const Sampled& sampled);

}  // namespace tenon::migration
