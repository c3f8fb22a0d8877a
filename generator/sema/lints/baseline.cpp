#include "sema/lints/baseline.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace tenon::sema {
namespace {

std::string findings(std::size_t count) {
  return fmt::format("{} finding{}", count, count == 1 ? "" : "s");
}

std::size_t sum(const auto& counts) {
  std::size_t out = 0;
  for (const auto& [name, count] : counts) out += count;
  return out;
}

diag::Diagnostic told_at(const ast::LintBaseline& syntax, std::string message) {
  diag::Diagnostic out{diag::Code::kLintBaseline, std::move(message), std::nullopt, {}, {}, {}};
  out.at(syntax.span);
  return out;
}

}  // namespace

Baseline::Baseline(const Reading& context) {
  for (const ast::LintsBlock* block : context.declared.lints) {
    for (const ast::LintBaseline& baseline : block->baselines) {
      File file{&baseline, {}};
      for (const std::string& line : baseline.lines.value_or(std::vector<std::string>{}))
        ++file.waiting[line];
      files_.push_back(std::move(file));
    }
  }
}

bool Baseline::holds(const Lint& lint, const std::string& subject) {
  const std::string line = fmt::format("{} {}", lint.name, subject);
  found_.push_back(line);
  for (File& file : files_) {
    const auto waiting = file.waiting.find(line);
    if (waiting == file.waiting.end()) continue;
    if (--waiting->second == 0) file.waiting.erase(waiting);
    ++file.passed[lint.name];
    return true;
  }
  return false;
}

std::vector<diag::Diagnostic> Baseline::told() const {
  static constexpr const char* kAnew = "`tenon check --write-baseline` writes it";
  std::vector<diag::Diagnostic> out;
  for (const File& file : files_) {
    const std::string& path = file.syntax->path;
    if (!file.syntax->lines) {
      out.push_back(told_at(*file.syntax, fmt::format("`{}` isn't there, and lets nothing pass", path)));
      out.back().help(kAnew);
      continue;
    }
    if (file.passed.empty() && file.waiting.empty()) continue;
    out.push_back(
        told_at(*file.syntax, fmt::format("{} {} let pass, since `{}` has them", findings(sum(file.passed)),
                                          sum(file.passed) == 1 ? "is" : "are", path)));
    std::vector<std::string> lints;
    for (const auto& [name, count] : file.passed) lints.push_back(fmt::format("{} {}", count, name));
    if (!lints.empty()) out.back().note(join(lints, ", "));
    if (file.waiting.empty()) continue;
    out.back().note(fmt::format("{} that it has {} no more: `{}`{}", findings(sum(file.waiting)),
                                sum(file.waiting) == 1 ? "is" : "are", file.waiting.begin()->first,
                                file.waiting.size() == 1 ? "" : " and others"));
    out.back().help(fmt::format("{} anew", kAnew));
  }
  return out;
}

LintFindings Baseline::found() const {
  LintFindings out = found_;
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace tenon::sema
