// The targets: a row each.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "driver/compilation.hpp"
#include "render/output.hpp"
#include "render/templates.hpp"

namespace tenon::driver {

struct Target {
  std::string_view name;  ///< as `--emit` takes it
  std::vector<std::string> (*outputs)(const std::string& stem);
  std::vector<render::OutputFile> (*generate)(const Compilation& compilation, render::Templates& templates);
  bool asked_for = false;  ///< made where `--emit` names it, and not otherwise
};

std::span<const Target> targets();
const Target* find_target(std::string_view name);

}  // namespace tenon::driver
