// What of a database no user made: the server's own functions, operators and views, and those of extensions.
#pragma once

#include <map>
#include <string>
#include <tl/expected.hpp>

#include "tenon/pq/session.hpp"

namespace tenon::catalog {

struct Given {
  struct Object {
    std::string extension;  ///< empty for the server's own
    std::string makeup;     ///< its parts as JSON; of texts the digest
  };
  std::map<std::string, std::string> versions;  ///< of extensions
  std::map<std::string, Object> objects;        ///< `function pg_catalog.lower(text)`
};

/// In the session's open transaction, with the reader's settings.
tl::expected<Given, pq::SqlError> read_given(pq::Session& session);

}  // namespace tenon::catalog
