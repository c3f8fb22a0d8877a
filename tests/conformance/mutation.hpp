// A way to break a live database on purpose.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace live {

/// One thing broken in a database, how to mend it, and the tests that have to notice.
struct Mutation {
  std::string name;
  std::string break_sql;
  std::string mend_sql;
  std::string filter;                 ///< of the generated tests to run: `*messages__*`
  std::vector<std::string> noticing;  ///< `platform_catalog.messages__row_security`
};

inline void PrintTo(const Mutation& mutation, std::ostream* out) {
  *out << mutation.name;
}

}  // namespace live
