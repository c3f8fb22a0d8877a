// What has another name than before, and the database before with the new names in it: what stands in both
// can then be found by its identity.
#pragma once

#include <optional>
#include <vector>

#include "plan/plan.hpp"

namespace tenon::plan {

struct Rename {
  model::Identity from;  ///< in its table as that is called when its turn comes
  model::Identity to;
};

struct Renamed {
  std::vector<Rename> renames;  ///< tables before what stands in them
  model::Database before;       ///< the one before, under the new names
  /// The same change as it is seen before anything but values of enums has its new name: what is to be done
  /// first.
  model::Database old_before;
  model::Database old_after;
  Intent old_intent;
};

/// What was what, the author says, or the declarations that objects are there for; what has only another name
/// is found by being the same else.
/// Nothing where everything is called as before.
std::optional<Renamed> renamed(const model::Database& before, const model::Database& after,
                               const Intent& intent);

/// `ALTER … RENAME …;`, without the schema in the names that `path` has.
/// Columns that are to get the name of another one which goes at the same time: what both held would be taken
/// for one. With the name as which it was there before.
std::vector<Rename> onto_names_that_go(const model::Database& before, const model::Database& after,
                                       const Intent& intent);

std::string rename_statement(const Rename& rename, const std::string& path);

}  // namespace tenon::plan
