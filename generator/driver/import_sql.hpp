// `tenon import sql`: the schema that files of SQL make.
#pragma once

#include <string>
#include <vector>

namespace tenon::driver {

struct ImportSqlOptions {
  std::vector<std::string> files;  ///< in the order in which they are run
  std::string out;                 ///< the file; standard output where it is empty
  std::string out_dir = {};        ///< a directory for several files instead; empty for one
  int major = 0;                   ///< the version of PostgreSQL that runs them; 0 for any that is found
};

int import_sql(const ImportSqlOptions& options);

}  // namespace tenon::driver
