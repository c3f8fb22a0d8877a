// `tenon migrate baseline` of a database that tenon didn't make.
#pragma once

#include "driver/migrate/live.hpp"

namespace tenon::driver {

/// Reads it, and writes it down as the first migration, here and there.
int take_database(const MigrateOptions& options, Project project);
/// Another database of a project that begins with one: it has to be what that was.
int take_another_database(Live& live);

}  // namespace tenon::driver
