// `tenon verify --rows`: what lies in the tables.
#pragma once

#include "driver/commands.hpp"
#include "driver/compilation.hpp"
#include "tenon/conformance/checks.hpp"

namespace tenon::driver {

/// Adds what is found among the rows of the database to a report. The session keeps settings of it.
void examine_rows(const VerifyOptions& options, pq::Session& session, const Compilation& compilation,
                  conformance::Report& report);

}  // namespace tenon::driver
