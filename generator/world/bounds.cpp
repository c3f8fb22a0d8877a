#include "world/bounds.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

namespace tenon::world {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

/// The text between the quotes that come after `word`.
std::optional<std::string> quoted_after(const std::string& bound, const std::string& word) {
  const std::size_t at = bound.find(word + " ('");
  if (at == std::string::npos) return std::nullopt;
  const std::size_t begin = at + word.size() + 3;
  const std::size_t end = bound.find('\'', begin);
  return end == std::string::npos ? std::nullopt : std::optional(bound.substr(begin, end - begin));
}

std::optional<long> number(std::string_view text, int base = 10) {
  long out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

/// `2026-11-01 00:00:00+00` and `2026-11-01`: midnight in UTC alone.
std::optional<sys_days> day_of_text(const std::string& text) {
  if (text.size() < 10) return std::nullopt;
  const std::string rest = text.substr(10);
  if (!rest.empty() && rest != " 00:00:00+00" && rest != " 00:00:00") return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(5, 2));
  const auto day = number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return sys_days(year_month_day(std::chrono::year(static_cast<int>(*year)),
                                 std::chrono::month(static_cast<unsigned>(*month)),
                                 std::chrono::day(static_cast<unsigned>(*day))));
}

/// The first 48 bits are milliseconds.
std::optional<sys_days> day_of_uuid(std::string text) {
  std::erase(text, '-');
  const auto milliseconds = number(text.substr(0, 12), 16);
  constexpr long kDay = 24L * 60 * 60 * 1000;
  if (!milliseconds || *milliseconds % kDay != 0) return std::nullopt;
  return sys_days(days(*milliseconds / kDay));
}

struct Width {
  std::string_view every;
  bool (*begins)(sys_days);
  sys_days (*next)(sys_days);
};

sys_days months_later(sys_days day, int months) {
  return sys_days(year_month_day(day) + std::chrono::months(months));
}

constexpr Width kWidths[] = {
    {"day", [](sys_days) { return true; }, [](sys_days day) { return day + days(1); }},
    {"week", [](sys_days day) { return std::chrono::weekday(day) == std::chrono::Monday; },
     [](sys_days day) { return day + days(7); }},
    {"month", [](sys_days day) { return year_month_day(day).day() == std::chrono::day(1); },
     [](sys_days day) { return months_later(day, 1); }},
    {"year",
     [](sys_days day) {
       return year_month_day(day).day() == std::chrono::day(1) &&
              year_month_day(day).month() == std::chrono::January;
     },
     [](sys_days day) { return months_later(day, 12); }},
};

}  // namespace

bool is_one(std::string_view every, const std::string& bound, bool uuid7) {
  const auto* width = std::ranges::find(kWidths, every, &Width::every);
  const auto from = quoted_after(bound, "FROM");
  const auto to = quoted_after(bound, "TO");
  if (width == std::end(kWidths) || !from || !to) return false;
  const auto begin = uuid7 ? day_of_uuid(*from) : day_of_text(*from);
  const auto end = uuid7 ? day_of_uuid(*to) : day_of_text(*to);
  return begin && end && width->begins(*begin) && width->next(*begin) == *end;
}

}  // namespace tenon::world
