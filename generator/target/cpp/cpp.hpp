// A schema as C++: structs, enums, repositories over the runtime, and their SQL.
#pragma once

#include <string>
#include <vector>

#include "ir/ir.hpp"
#include "render/output.hpp"
#include "render/templates.hpp"

namespace tenon::target::cpp {

struct Origin {
  std::string banner;
  std::string version;  ///< of the tool
};

std::vector<std::string> output_names(const std::string& stem);
std::vector<render::OutputFile> generate(const ir::Schema& schema, const std::string& stem,
                                         const Origin& origin, render::Templates& templates);

/// The database in memory, for unit tests, and what services are written against that are tested with it.
std::vector<std::string> fake_output_names(const std::string& stem);
std::vector<render::OutputFile> generate_fakes(const ir::Schema& schema, const std::string& stem,
                                               const Origin& origin, render::Templates& templates);

}  // namespace tenon::target::cpp
