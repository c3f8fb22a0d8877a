#include "driver/report.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace tenon::driver {
namespace {

diag::RenderOptions render_options(const Common& common) {
  const bool terminal = ::isatty(STDERR_FILENO) != 0;
  diag::RenderOptions out;
  if (common.format == "json") {
    out.format = diag::Format::kJson;
  } else if (common.format == "sarif") {
    out.format = diag::Format::kSarif;
  } else if (common.format == "gcc" || (common.format == "auto" && !terminal)) {
    out.format = diag::Format::kGcc;
  }
  out.colour = common.colour == "always" ||
               (common.colour == "auto" && terminal && std::getenv("NO_COLOR") == nullptr);
  return out;
}

/// What the command line says of lints; it was checked there.
sema::LintLevels lint_levels(const Common& common) {
  sema::LintLevels out;
  for (const std::string& setting : common.lints) {
    const std::size_t equals = setting.find('=');
    out[setting.substr(0, equals)] = sema::levels().find(setting.substr(equals + 1))->second;
  }
  return out;
}

bool is_lint(const diag::Diagnostic& diagnostic) {
  return diag::severity_of(diagnostic) != diag::Severity::kError &&
         diag::entry(diagnostic.code).id.starts_with('L');
}

/// Takes the lints out, and says how many there are.
void count_lints(const Compilation& compilation, std::vector<diag::Diagnostic>& list) {
  const std::size_t lints = std::erase_if(list, is_lint);
  if (lints == 0) return;
  fmt::print(stderr, "{}: {} finding{} of lints, which `tenon check {}` prints\n", compilation.path, lints,
             lints == 1 ? "" : "s", compilation.path);
}

/// What a person reads: no more than anyone would, and how many there are beyond.
void print_text(const Compilation& compilation, const diag::RenderOptions& options, bool lints) {
  constexpr std::size_t kMost = 200;
  std::vector<diag::Diagnostic> list = compilation.sink.sorted();
  if (!lints) count_lints(compilation, list);
  const std::size_t all = list.size();
  if (all > kMost) list.erase(list.begin() + kMost, list.end());
  fmt::print(stderr, "{}", diag::render(list, compilation.sources, options));
  if (all > kMost) fmt::print(stderr, "{}: {} more findings\n", compilation.path, all - kMost);
}

}  // namespace

void report(const Common& common, const std::vector<const Compilation*>& compilations) {
  const diag::RenderOptions options = render_options(common);
  std::FILE* machine = common.is_product ? stdout : stderr;
  if (options.format == diag::Format::kSarif) {
    std::vector<diag::Rendered> all;
    for (const Compilation* compilation : compilations)
      all.push_back({compilation->sink.sorted(), &compilation->sources});
    fmt::print(machine, "{}", diag::sarif(all));
    return;
  }
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Compilation* compilation : compilations) {
    if (options.format == diag::Format::kJson) {
      const std::string text = diag::render(compilation->sink.sorted(), compilation->sources, options);
      for (auto& item : nlohmann::ordered_json::parse(text)) list.push_back(std::move(item));
    } else {
      print_text(*compilation, options, common.shows_lints);
    }
  }
  // A machine gets its list even where it is empty.
  if (options.format == diag::Format::kJson) fmt::print(machine, "{}\n", list.dump(2));
}

std::vector<Compilation> compile_and_report(const Common& common, const std::string& before) {
  std::vector<Compilation> out;
  for (const std::string& path : common.files)
    out.push_back(before.empty() ? compile(path, lint_levels(common), common.import_dirs)
                                 : compile_against(path, before, lint_levels(common), common.import_dirs));
  std::vector<const Compilation*> compiled;
  for (const Compilation& compilation : out) compiled.push_back(&compilation);
  report(common, compiled);
  return out;
}

void print_error(std::string_view message, std::string_view help) {
  fmt::print(stderr, "error: {}\n", message);
  if (!help.empty()) fmt::print(stderr, "help: {}\n", help);
}

}  // namespace tenon::driver
