#include "diag/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace tenon::diag {
namespace {

using Json = nlohmann::ordered_json;

/// The terminal's colours, or nothing.
struct Paint {
  bool on;
  [[nodiscard]] std::string operator()(std::string_view sequence, std::string_view text) const {
    return on ? fmt::format("\x1b[{}m{}\x1b[0m", sequence, text) : std::string(text);
  }
  [[nodiscard]] std::string severity(Severity s, std::string_view text) const {
    static constexpr std::array<std::string_view, 3> kColours = {"1;31", "1;33", "1;36"};
    return (*this)(kColours.at(static_cast<std::size_t>(s)), text);
  }
  [[nodiscard]] std::string frame(std::string_view text) const { return (*this)("1;34", text); }
  [[nodiscard]] std::string strong(std::string_view text) const { return (*this)("1", text); }
};

struct Mark {
  std::size_t column;  ///< 1-based, in code points
  std::size_t width;
  std::string text;
  bool primary;
};

/// A span's mark on its first line: it ends with that line.
Mark mark_of(const SourceFile& file, const Label& label, bool primary) {
  const LineColumn begin = file.locate(label.span.begin);
  const std::string_view line = file.line(begin.line);
  const std::size_t line_end = file.line_begin(begin.line) + line.size();
  const std::size_t end = std::clamp<std::size_t>(label.span.end, label.span.begin,
                                                  std::max<std::size_t>(line_end, label.span.begin));
  const std::size_t width = code_points(file.text().substr(label.span.begin, end - label.span.begin));
  return {begin.column, std::max<std::size_t>(1, width), label.text, primary};
}

/// Tabs become one blank so that columns and carets meet.
std::string shown(std::string_view line) {
  std::string out(line);
  std::replace(out.begin(), out.end(), '\t', ' ');
  return out;
}

/// The part of a line that is shown of it: all, unless nobody's screen would hold it.
struct Window {
  std::size_t first = 0;  ///< code points before it
  std::size_t width = 0;
};

Window window_of(std::string_view line, const std::vector<Mark>& marks) {
  constexpr std::size_t kWidest = 200;
  constexpr std::size_t kBefore = 40;
  const std::size_t width = code_points(line);
  if (width <= kWidest) return {0, width};
  std::size_t column = marks.front().column;
  for (const Mark& mark : marks) column = std::min(column, mark.column);
  return {column > kBefore ? column - kBefore : 0, kWidest};
}

std::string within(std::string_view line, const Window& window) {
  std::size_t seen = 0;
  std::string out;
  for (const char c : line) {
    const bool begins = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    if (begins) ++seen;
    if (seen > window.first + window.width) break;
    if (seen > window.first) out += c;
  }
  return out;
}

/// Where the mark stands in the window; it ends with it.
Mark within(Mark mark, const Window& window) {
  const std::size_t last = window.first + window.width + 1;
  mark.column = std::min(mark.column, last);
  mark.width = std::max<std::size_t>(1, std::min(mark.width, last - mark.column));
  mark.column = mark.column > window.first ? mark.column - window.first : 1;
  return mark;
}

class TextRenderer {
 public:
  TextRenderer(const SourceSet& sources, bool colour) : sources_(sources), paint_{colour} {}

  std::string operator()(const Diagnostic& diagnostic, Format format) {
    const Entry& row = entry(diagnostic.code);
    gutter_ = gutter_width(diagnostic);
    clickable_ = format == Format::kGcc;
    out_ = clickable_
               ? clickable_line(diagnostic)
               : paint_.severity(severity_of(diagnostic),
                                 fmt::format("{}[{}]", severity_name(severity_of(diagnostic)), row.id)) +
                     paint_.strong(fmt::format(": {}", diagnostic.message)) + "\n";
    if (diagnostic.primary) excerpts(diagnostic);
    for (const std::string& note : diagnostic.notes) trailer("note", note);
    for (const std::string& help : diagnostic.helps) trailer("help", help);
    return out_;
  }

 private:
  /// `file:line:column: error: …`, which editors and build systems make a link of.
  [[nodiscard]] std::string clickable_line(const Diagnostic& diagnostic) const {
    const Entry& row = entry(diagnostic.code);
    std::string place = "tenon";
    if (diagnostic.primary) {
      const SourceFile& file = sources_.of(diagnostic.primary->span);
      const LineColumn at = file.locate(diagnostic.primary->span.begin);
      place = fmt::format("{}:{}:{}", file.path(), at.line, at.column);
    }
    return fmt::format("{}: {}: {} [{}]\n", place, severity_name(severity_of(diagnostic)), diagnostic.message,
                       row.id);
  }

  [[nodiscard]] std::size_t line_of(const Label& label) const {
    return sources_.of(label.span).locate(label.span.begin).line;
  }

  [[nodiscard]] std::size_t gutter_width(const Diagnostic& diagnostic) const {
    std::size_t largest = diagnostic.primary ? line_of(*diagnostic.primary) : 1;
    for (const Label& label : diagnostic.secondary) largest = std::max(largest, line_of(label));
    return std::to_string(largest).size();
  }

  void excerpts(const Diagnostic& diagnostic) {
    const SourceFile& file = sources_.of(diagnostic.primary->span);
    const LineColumn place = file.locate(diagnostic.primary->span.begin);
    if (!clickable_) location("-->", file, place);
    std::map<std::size_t, std::vector<Mark>> lines;
    lines[place.line].push_back(mark_of(file, *diagnostic.primary, true));
    for (const Label& label : diagnostic.secondary) {
      if (label.span.file == diagnostic.primary->span.file) {
        lines[line_of(label)].push_back(mark_of(file, label, false));
      }
    }
    excerpt(file, lines, severity_of(diagnostic));
    for (const Label& label : diagnostic.secondary) {
      if (label.span.file != diagnostic.primary->span.file) elsewhere(label, severity_of(diagnostic));
    }
  }

  void elsewhere(const Label& label, Severity severity) {
    const SourceFile& file = sources_.of(label.span);
    location(":::", file, file.locate(label.span.begin));
    excerpt(file, {{line_of(label), {mark_of(file, label, false)}}}, severity);
  }

  void location(std::string_view arrow, const SourceFile& file, LineColumn place) {
    out_ += fmt::format("{:{}}{} {}:{}:{}\n", "", gutter_, paint_.frame(arrow), file.path(), place.line,
                        place.column);
  }

  void bar(std::string_view line_number, std::string_view rest) {
    out_ += paint_.frame(fmt::format("{:>{}} |", line_number, gutter_));
    if (!rest.empty()) out_ += fmt::format(" {}", rest);
    out_ += "\n";
  }

  void excerpt(const SourceFile& file, const std::map<std::size_t, std::vector<Mark>>& lines,
               Severity severity) {
    bar("", "");
    std::size_t last = 0;
    for (const auto& [number, marks] : lines) {
      if (last != 0 && number > last + 1) out_ += paint_.frame("...") + "\n";
      const std::string_view line = file.line(number);
      const Window window = window_of(line, marks);
      bar(std::to_string(number), shown(within(line, window)));
      std::vector<Mark> ordered = marks;
      std::stable_sort(ordered.begin(), ordered.end(),
                       [](const Mark& a, const Mark& b) { return a.column > b.column; });
      for (const Mark& mark : ordered) underline(within(mark, window), severity);
      last = number;
    }
  }

  void underline(const Mark& mark, Severity severity) {
    std::string line = std::string(mark.width, mark.primary ? '^' : '-');
    if (!mark.text.empty()) line += " " + mark.text;
    line = mark.primary ? paint_.severity(severity, line) : paint_.frame(line);
    bar("", std::string(mark.column - 1, ' ') + line);
  }

  void trailer(std::string_view kind, std::string_view text) {
    out_ += fmt::format("{:{}} {} {}: {}\n", "", gutter_, paint_.frame("="), paint_.strong(kind), text);
  }

  const SourceSet& sources_;
  Paint paint_;
  std::size_t gutter_ = 1;
  bool clickable_ = false;  ///< the place stands in the first line already
  std::string out_;
};

Json json_of(const Label& label, const SourceSet& sources) {
  const SourceFile& file = sources.of(label.span);
  const LineColumn begin = file.locate(label.span.begin);
  const LineColumn end = file.locate(label.span.end);
  return {{"file", file.path()},  {"line", begin.line},       {"column", begin.column},
          {"end_line", end.line}, {"end_column", end.column}, {"text", label.text}};
}

Json json_of(const Diagnostic& d, const SourceSet& sources) {
  const Entry& row = entry(d.code);
  Json out = {{"code", row.id}, {"severity", severity_name(severity_of(d))}, {"message", d.message}};
  out["primary"] = d.primary ? json_of(*d.primary, sources) : Json(nullptr);
  out["secondary"] = Json::array();
  for (const Label& label : d.secondary) out["secondary"].push_back(json_of(label, sources));
  out["notes"] = d.notes;
  out["helps"] = d.helps;
  out["fixes"] = Json::array();
  for (const Fix& fix : d.fixes) {
    Json item = json_of({fix.span, ""}, sources);
    item["text"] = fix.text;
    out["fixes"].push_back(std::move(item));
  }
  return out;
}

}  // namespace

std::string render(const std::vector<Diagnostic>& diagnostics, const SourceSet& sources,
                   const RenderOptions& options) {
  std::string out;
  if (options.format == Format::kJson) {
    Json list = Json::array();
    for (const Diagnostic& d : diagnostics) list.push_back(json_of(d, sources));
    return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  if (options.format == Format::kSarif) return sarif({{diagnostics, &sources}});
  TextRenderer text(sources, options.colour);
  for (const Diagnostic& d : diagnostics) out += text(d, options.format) + "\n";
  return out;
}

}  // namespace tenon::diag
