// `tenon migrate …`: what the command line gives each of its commands.
#pragma once

#include <string>
#include <vector>

#include "driver/commands.hpp"

namespace tenon::driver {

struct MigrateOptions {
  Common common;
  std::string before;     ///< the version that a plan begins with, a schema or a snapshot; empty for the last
                          ///< migration's
  std::string directory;  ///< of migrations; empty for `migrations` beside the schema
  std::string name;       ///< of the new one
  std::string database;
  std::vector<std::string> allowed;  ///< hazards
  std::string form = "text";         ///< text, json
  int number = 0;                    ///< up to, down to, or as which a database is taken; 0 for the last one
  std::string server;                ///< on which to rehearse; empty for a private one
  int rows = 10000;                  ///< of each table in a rehearsal
  int sample = 0;                    ///< of each table's own rows that are copied for it; 0: all
  bool contract = false;             ///< also what only code of the new version bears
  bool unproved = false;
  bool at_once = false;  ///< fields that have another name have it in one moment
  bool prove = false;    ///< that all migrations lead to what the schema makes
};

int migrate_new(const MigrateOptions& options);
int migrate_rebase(const MigrateOptions& options);
int migrate_plan(const MigrateOptions& options);
int migrate_rehearse(const MigrateOptions& options);
int migrate_check(const MigrateOptions& options);
int migrate_seal(const MigrateOptions& options);
int migrate_status(const MigrateOptions& options);
int migrate_up(const MigrateOptions& options);
/// What `apply` has put onto a database, as the history of migrations tells it, where they lead to that.
int write_applied(const MigrateOptions& options, const std::string& schema);
int migrate_down(const MigrateOptions& options);
int migrate_baseline(const MigrateOptions& options);

}  // namespace tenon::driver
