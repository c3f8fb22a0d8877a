// Numbers within limits, and durations.
#include <fmt/format.h>

#include <charconv>

#include "base/text.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

constexpr int kLongestKept = 10000;

}  // namespace

std::optional<ir::Unit> resolve_unit(const Reading& context, const ast::Name& name) {
  static const std::map<std::string, ir::Unit, std::less<>> kUnits = {
      {"day", ir::Unit::kDay},    {"days", ir::Unit::kDay},    {"week", ir::Unit::kWeek},
      {"weeks", ir::Unit::kWeek}, {"month", ir::Unit::kMonth}, {"months", ir::Unit::kMonth},
      {"year", ir::Unit::kYear},  {"years", ir::Unit::kYear}};
  const auto found = kUnits.find(name.text);
  if (found != kUnits.end()) return found->second;
  std::vector<std::string> names;
  for (const auto& [known, unit] : kUnits) names.push_back(known);
  auto& diagnostic =
      context.sink.report(Code::kUnknownUnit, fmt::format("`{}` is no unit of time", name.text))
          .at(name.span);
  suggest(diagnostic, name.text, names);
  diagnostic.note("the units are day, week, month and year");
  return std::nullopt;
}

std::optional<int> resolve_number(const Reading& context, const std::string& text, Span span,
                                  std::string_view what, int least, int most) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number >= least && number <= most)
    return number;
  context.sink.report(Code::kNumberOutOfLimits, fmt::format("`{}` can't be {}", what, text))
      .at(span, fmt::format("a whole number from {} to {} is expected", least, most));
  return std::nullopt;
}

std::optional<ir::Duration> resolve_duration(const Reading& context, const ast::Duration& duration) {
  const auto number = resolve_number(context, duration.number, duration.span, "retain", 1, kLongestKept);
  const auto unit = resolve_unit(context, duration.unit);
  if (!number || !unit) return std::nullopt;
  return ir::Duration{*number, *unit};
}

}  // namespace tenon::sema
