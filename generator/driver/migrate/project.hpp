// A schema, the directory of its migrations, and what was sealed there: where every command of `tenon
// migrate` begins.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "driver/migrate/migrate.hpp"
#include "driver/migrate/restated.hpp"
#include "driver/migrate/versions.hpp"
#include "migration/directory.hpp"

namespace tenon::driver {

struct Project {
  std::string schema_file;
  std::filesystem::path directory;
  Version now;                          ///< what the schema says
  std::optional<migration::Lock> lock;  ///< none before the first migration
  std::optional<Version> last;          ///< to which the migrations lead
};

/// The directory that was named, or `migrations` beside the schema.
std::filesystem::path migrations_of(const std::string& schema_file, const std::string& named);

/// Compiles and reads; what is wrong is printed, and `code` says how to end.
std::optional<Project> open_project(const MigrateOptions& options, int& code);
/// The same, with a directory in which nothing is amiss.
std::optional<Project> open_sound_project(const MigrateOptions& options, int& code);

/// Of what isn't as it was sealed: the file, and what is wrong with it.
std::string complaint(const Project& project, const migration::Problem& problem);
/// One line for each.
void print_problems(const Project& project, const std::vector<migration::Problem>& problems);

/// The one that `--from` names, or the last migration's; what is wrong is printed, and `code` is set.
std::optional<Version> version_before(const MigrateOptions& options, const Project& project, int& code);

/// Both in the same words; what is wrong is printed, and `code` is set.
std::optional<Sides> sides_of(const Version& before, const Version& after, int& code);

/// That there are no migrations, and the code to end with.
int say_none(const Project& project);
/// The texts of all migrations; what can't be read is printed.
std::optional<std::vector<migration::Texts>> read_chain(const Project& project);

/// Seals a migration behind the others: its files and the lock, all or none.
bool write_migration(const Project& project, migration::Sealed sealed, const migration::Texts& texts,
                     const Version& version);

/// The script that makes the whole first version.
std::string creation_of(const Project& project, const Version& version);

/// The hazards that were not accepted; those that are no hazards are complained about, and `code` is set.
std::vector<plan::Hazard> not_allowed(const MigrateOptions& options, const plan::Plan& plan);

void print_refusals(const plan::Plan& plan);

}  // namespace tenon::driver
