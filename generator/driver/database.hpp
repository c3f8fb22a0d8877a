// A schema onto a live database, for the commands that do it.
#pragma once

#include <optional>
#include <string_view>

#include "catalog/reader.hpp"
#include "driver/commands.hpp"
#include "driver/compilation.hpp"
#include "render/templates.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::driver {

/// A step's outcome: it went well, or this is the exit code.
using Outcome = std::optional<int>;

int fail(ExitCode code, std::string_view message, std::string_view help = "");
int fail_sql(std::string_view what, const pq::SqlError& error);
/// Says what the server lacks, or nothing where it lacks nothing.
Outcome report_missing(pq::Session& session, const ir::Schema& schema);
/// Brings the schema onto the database, unless it is there, and says so. `made` is given what it came to,
/// where it is asked for and the schema wasn't there.
Outcome bring(pq::Session& session, const Compilation& compilation, render::Templates& templates, bool say,
              std::optional<catalog::Reading>* made = nullptr);

}  // namespace tenon::driver
