// `tenon format`: the layout of schema files.
#include "format/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "driver/commands.hpp"
#include "driver/read.hpp"
#include "driver/report.hpp"
#include "driver/write.hpp"

namespace tenon::driver {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    const bool windows = line.ends_with('\r');
    if (windows) line.pop_back();
    out.push_back(windows ? line + "^M" : line);
  }
  return out;
}

/// The first lines that would change.
std::string short_difference(const std::string& before, const std::string& after) {
  constexpr std::size_t kMost = 5;
  const std::vector<std::string> old_lines = lines_of(before);
  const std::vector<std::string> new_lines = lines_of(after);
  const std::size_t shorter = std::min(old_lines.size(), new_lines.size());
  std::size_t first = 0;
  while (first < shorter && old_lines[first] == new_lines[first]) ++first;
  std::size_t last = 0;
  while (last < shorter - first && old_lines.end()[-1 - static_cast<std::ptrdiff_t>(last)] ==
                                       new_lines.end()[-1 - static_cast<std::ptrdiff_t>(last)]) {
    ++last;
  }
  std::string out = fmt::format("@@ line {} @@\n", first + 1);
  const auto some = [&](const std::vector<std::string>& lines, char sign) {
    const std::size_t count = lines.size() - last - first;
    for (std::size_t i = 0; i < std::min(count, kMost); ++i) out += sign + lines[first + i] + "\n";
    if (count > kMost) out += fmt::format("{} … {} more lines\n", sign, count - kMost);
  };
  some(old_lines, '-');
  some(new_lines, '+');
  return out;
}

/// A link stays one: what it leads to is written.
std::string replace(const std::string& path, const std::string& text) {
  std::error_code error;
  const fs::path target = fs::canonical(path, error);
  if (error) return error.message();
  const auto written = write_outputs(target.parent_path().string(), {{target.filename().string(), text}});
  return written ? "" : written.error();
}

struct Layout {
  Compilation compilation;
  std::string before;
  std::optional<std::string> after;
};

Layout lay_out(const std::string& path, tl::expected<std::string, std::string> text) {
  Layout out;
  out.compilation.path = path;
  if (!text) {
    out.compilation.sink.report(diag::Code::kUnreadableFile,
                                fmt::format("`{}` can't be read: {}", out.compilation.path, text.error()));
    return out;
  }
  out.before = *text;
  const auto id = out.compilation.sources.add(SourceFile(out.compilation.path, plain_text(std::move(*text))));
  out.after = format::formatted(out.compilation.sources, id, out.compilation.sink);
  return out;
}

}  // namespace

int format(const FormatOptions& options) {
  const std::vector<std::string>& files = options.common.files;
  if (files.empty() != options.from_stdin) {
    print_error(files.empty() ? "no file is named" : "`--stdin` takes no files",
                "name files, or give `--stdin` a schema on standard input");
    return kUsage;
  }
  int code = kSuccess;
  std::vector<Layout> outcomes;
  if (options.from_stdin) outcomes.push_back(lay_out("<stdin>", read_standard_input()));
  for (const std::string& path : files) outcomes.push_back(lay_out(path, read_file(path)));
  std::vector<const Compilation*> compilations;
  for (const Layout& outcome : outcomes) compilations.push_back(&outcome.compilation);
  report(options.common, compilations);
  for (const Layout& outcome : outcomes) {
    if (!outcome.after) {
      code = std::max<int>(code, kFinding);
    } else if (options.check && outcome.before != *outcome.after) {
      code = std::max<int>(code, kFinding);
      fmt::print("{} would change\n{}", outcome.compilation.path,
                 short_difference(outcome.before, *outcome.after));
    } else if (options.from_stdin && !options.check) {
      fmt::print("{}", *outcome.after);
    } else if (!options.check && outcome.before != *outcome.after) {
      const std::string wrong = replace(outcome.compilation.path, *outcome.after);
      if (wrong.empty()) continue;
      print_error(wrong);
      code = kEnvironment;
    }
  }
  return code;
}

}  // namespace tenon::driver
