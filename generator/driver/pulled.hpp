// What a pulled schema makes, held against the database that it was pulled from.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "catalog/private_server.hpp"
#include "model/differences.hpp"
#include "raise/raise.hpp"
#include "render/output.hpp"

namespace tenon::driver {

struct Pulled {
  raise::Raised raised;
  std::string text;                       ///< laid out
  std::vector<render::OutputFile> files;  ///< the same in several files, where it is asked for; the first
                                          ///< brings the others together
  std::vector<std::string> differences;   ///< of what it makes; none where it makes the same
  std::string unseen;                     ///< why that isn't known; empty where it is
};

/// The database as a schema, told so readably as was seen to make the same. `url` is a server on which that
/// is tried, in a scratch database; where it is empty, nothing is tried. With tenancy, where one is found,
/// the text makes another database; that nothing is lost is seen without it.
tl::expected<Pulled, std::string> pulled(const model::Database& database, const raise::Options& options,
                                         const std::string& url);

/// What a schema file tells of a database: what is of the server is left out, and whose objects are that
/// belong to `owner`.
model::Database told(const model::Database& database, const std::string& owner);

}  // namespace tenon::driver
