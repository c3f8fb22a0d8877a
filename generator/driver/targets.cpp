#include "driver/targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "target/conformance/conformance.hpp"
#include "target/cpp/cpp.hpp"
#include "target/postgres/postgres.hpp"

namespace tenon::driver {
namespace {

/// The source's name alone: a path would make the output another on another machine.
std::string source_name(const Compilation& compilation) {
  return std::filesystem::path(compilation.path).filename().string();
}

std::string banner(const Compilation& compilation) {
  return fmt::format("Made by tenon {} from {}. Edit that, not this.", TENON_VERSION,
                     source_name(compilation));
}

std::vector<render::OutputFile> sql(const Compilation& compilation, render::Templates& templates) {
  return target::postgres::generate(*compilation.schema, compilation.lowered(), compilation.stem(),
                                    {source_name(compilation), TENON_VERSION}, templates);
}

std::vector<render::OutputFile> cpp(const Compilation& compilation, render::Templates& templates) {
  return target::cpp::generate(*compilation.schema, compilation.stem(), {banner(compilation), TENON_VERSION},
                               templates);
}

std::vector<render::OutputFile> fakes(const Compilation& compilation, render::Templates& templates) {
  return target::cpp::generate_fakes(*compilation.schema, compilation.stem(),
                                     {banner(compilation), TENON_VERSION}, templates);
}

std::vector<render::OutputFile> tests(const Compilation& compilation, render::Templates& templates) {
  return target::conformance::generate(*compilation.schema, compilation.lowered(), compilation.stem(),
                                       banner(compilation), templates);
}

const Target kTargets[] = {
    {"sql", target::postgres::output_names, sql},
    {"cpp", target::cpp::output_names, cpp},
    {"tests", target::conformance::output_names, tests},
    {"fakes", target::cpp::fake_output_names, fakes, true},
};

}  // namespace

std::span<const Target> targets() {
  return kTargets;
}

const Target* find_target(std::string_view name) {
  const auto* found =
      std::find_if(std::begin(kTargets), std::end(kTargets), [&](const Target& t) { return t.name == name; });
  return found == std::end(kTargets) ? nullptr : found;
}

}  // namespace tenon::driver
