// `tenon migrate …`: what the command line gives each of its commands.
#pragma once

#include <string>
#include <vector>

#include "driver/commands.hpp"

namespace tenon::driver {

struct MigrateOptions {
  Common common;
  std::string before;     ///< the version that the plan begins with: a schema or a snapshot; empty for the directory's last
  std::string directory;  ///< of migrations; empty for `migrations` beside the schema
  std::string name;       ///< of the new one
  std::string database;
  std::vector<std::string> allowed;  ///< hazards
  std::string form = "text";         ///< text, json
  bool contract = false;             ///< with what only code of the new version bears
  bool unproved = false;
};

int migrate_plan(const MigrateOptions& options);

}  // namespace tenon::driver
