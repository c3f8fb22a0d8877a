// What a schema promises of a database: as data, for the tool's own `verify`, and as a GoogleTest source.
#pragma once

#include <string>
#include <vector>

#include "ir/ir.hpp"
#include "model/database.hpp"
#include "render/output.hpp"
#include "render/templates.hpp"
#include "tenon/conformance/expectations.hpp"

namespace tenon::target::conformance {

/// `lowered` is what the schema makes of a database.
tenon::conformance::Schema expectations(const ir::Schema& schema, const model::Database& lowered);

std::vector<std::string> output_names(const std::string& stem);
std::vector<render::OutputFile> generate(const ir::Schema& schema, const model::Database& lowered,
                                         const std::string& stem, const std::string& banner,
                                         render::Templates& templates);

}  // namespace tenon::target::conformance
