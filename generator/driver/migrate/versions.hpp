// Two versions of a schema, and the plan from one to the other.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "driver/compilation.hpp"
#include "driver/report.hpp"
#include "migration/directory.hpp"
#include "plan/script.hpp"

namespace tenon::driver {

/// A version: its meaning and what it makes of a database; both empty before the first. What a database was
/// before tenon has no meaning (`taken.hpp`).
struct Version {
  std::optional<ir::Schema> schema;
  model::Database database;
  bool is_of_server = false;  ///< in whose words each name says its Postgres schema
};

/// Of a schema without errors.
Version version_of(const Compilation& compilation);
/// Of a snapshot's text; or why it is none.
tl::expected<Version, std::string> version_in(const std::string& snapshot);
/// Of a snapshot, or of a schema that is read and judged without its lints; what is wrong is printed.
std::optional<Version> read_version(const std::string& path);

/// `at_once`: whether fields that have another name have it in one moment.
plan::Plan plan_between(const Version& before, const Version& after, bool at_once = false);
/// By what else than the schema says of the version before.
plan::Plan plan_between(const Version& before, const Version& after, const model::Intent& intent);
/// From the one after to the one before, by what the one after says of it.
plan::Plan way_back(const Version& before, const Version& after);
/// The texts of a migration: what its plan does, and the way back where nothing is lost on either.
migration::Texts texts_of(const Version& before, const Version& after, const plan::Plan& plan,
                          const std::string& title);
/// The statement that tells which version is here, and which other one's code works on; empty for none.
std::string version_told(const std::string& schema, const std::string& fingerprint,
                         const std::string& accepted);
/// As whom a plan's statements run, and where they look for names.
std::string script_head(const Version& before, const ir::Schema& after);
/// As a lock holds it, and `version_in` reads it.
std::string text_of(const Version& version);

}  // namespace tenon::driver
