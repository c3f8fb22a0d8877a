// `tenon snapshot`: the meaning of a schema in a file, to hold later versions against.
#include <fmt/format.h>

#include <filesystem>

#include "driver/commands.hpp"
#include "driver/report.hpp"
#include "driver/write.hpp"

namespace tenon::driver {

int snapshot(const SnapshotOptions& options) {
  const std::vector<Compilation> compilations = compile_and_report(options.common);
  const std::optional<ir::Schema>& schema = compilations.front().schema;
  if (!schema) return kFinding;
  const std::string text = ir::to_json(*schema);
  if (options.out.empty()) {
    fmt::print("{}", text);
    return kSuccess;
  }
  const std::filesystem::path path(options.out);
  const std::string directory = path.has_parent_path() ? path.parent_path().string() : ".";
  const auto written = write_outputs(directory, {{path.filename().string(), text}});
  if (written) return kSuccess;
  print_error(written.error());
  return kEnvironment;
}

}  // namespace tenon::driver
