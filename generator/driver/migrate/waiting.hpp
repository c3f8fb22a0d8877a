// A database whose last migration waits for its contract: what is there until then for code of the version
// before.
#pragma once

#include <optional>
#include <string>

#include "catalog/reader.hpp"
#include "driver/commands.hpp"

namespace tenon::driver {

struct Waiting {
  int number = 0;
  std::string name;
  catalog::Reading until_then;  ///< made on a private server by all migrations up to there
  model::Database in_the_end;   ///< the same with its contract
};

/// What a database's history says of now: one that waits, or a note that something is between two versions
/// and can't be told; neither where all is done.
struct Between {
  std::optional<Waiting> waiting;
  std::string note;
};

/// Of a database that `verify` looks at.
Between between_versions(const VerifyOptions& options, const std::string& url);

}  // namespace tenon::driver
