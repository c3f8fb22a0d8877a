// What `pull`, and whoever imports what others wrote, decides and says alike.
#pragma once

#include <string>

#include "catalog/reader.hpp"
#include "driver/pulled.hpp"

namespace tenon::driver {

/// Whose most of the tables are, or else what there is.
std::string main_owner(const model::Database& database);
/// The name of a schema after a database or a file: what the language has no letters for is `_`.
std::string schema_name(const std::string& from);
/// Writes the schema into the file, or to standard output where none is named; and beside a file what lints
/// find in it, as its baseline. The exit code.
int write_pulled(const std::string& file, const Pulled& pulled);
/// The same in several files of a directory that is new, or empty.
int write_pulled_into(const std::string& directory, const Pulled& pulled);
/// Whether the directory is; it is complained about where it isn't.
bool may_be_filled(const std::string& directory);
/// Tells on standard error how the database is told, and what differs; the exit code.
int pull_verdict(const Pulled& pulled, const catalog::Reading& reading);

}  // namespace tenon::driver
