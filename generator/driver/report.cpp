#include "driver/report.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

namespace tenon::driver {
namespace {

diag::RenderOptions render_options(const Common& common) {
  const bool terminal = ::isatty(STDERR_FILENO) != 0;
  diag::RenderOptions out;
  if (common.format == "json") {
    out.format = diag::Format::kJson;
  } else if (common.format == "gcc" || (common.format == "auto" && !terminal)) {
    out.format = diag::Format::kGcc;
  }
  out.colour = common.colour == "always" ||
               (common.colour == "auto" && terminal && std::getenv("NO_COLOR") == nullptr);
  return out;
}

}  // namespace

Compilation compile_and_report(const std::string& path, const Common& common) {
  Compilation compilation = compile(path);
  const diag::RenderOptions options = render_options(common);
  const std::string text = diag::render(compilation.sink.sorted(), compilation.sources, options);
  // A machine gets its list even where it is empty.
  if (!compilation.sink.all().empty() || options.format == diag::Format::kJson) fmt::print(stderr, "{}", text);
  return compilation;
}

void print_error(std::string_view message, std::string_view help) {
  fmt::print(stderr, "error: {}\n", message);
  if (!help.empty()) fmt::print(stderr, "help: {}\n", help);
}

}  // namespace tenon::driver
