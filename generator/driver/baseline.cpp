#include "driver/baseline.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "driver/report.hpp"
#include "driver/write.hpp"

namespace tenon::driver {
namespace {

bool has_one_baseline(const Compilation& compilation) {
  if (compilation.baselines.size() == 1) return true;
  print_error(compilation.baselines.empty()
                  ? fmt::format("`{}` names no baseline", compilation.path)
                  : fmt::format("`{}` and what it imports name several baselines", compilation.path),
              fmt::format("write `lints {{ baseline \"{}.lints\" }}`{}", compilation.stem(),
                          compilation.baselines.empty() ? "" : " in one file alone"));
  return false;
}

}  // namespace

std::string baseline_text(const sema::LintFindings& findings) {
  std::string out =
      "# What lints found when `tenon check --write-baseline` wrote this: let pass until it is mended.\n";
  for (const std::string& line : findings) out += line + "\n";
  return out;
}

int write_baselines(const Common& common) {
  Common quiet = common;
  quiet.shows_lints = false;
  for (const Compilation& compilation : compile_and_report(quiet)) {
    if (!compilation.schema) return kFinding;
    if (!has_one_baseline(compilation)) return kUsage;
    const std::string& path = compilation.baselines.front();
    if (const int failed = write_or_print(path, baseline_text(compilation.lint_findings)); failed != kSuccess)
      return failed;
    fmt::print(stderr, "{}: {} finding{} of lints written down\n", path, compilation.lint_findings.size(),
               compilation.lint_findings.size() == 1 ? "" : "s");
  }
  return kSuccess;
}

}  // namespace tenon::driver
