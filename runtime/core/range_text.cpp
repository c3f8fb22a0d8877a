// Ranges in text, as PostgreSQL has them.
#include <charconv>

#include "range_types.hpp"
#include "tenon/error.hpp"
#include "tenon/parse.hpp"

namespace tenon {
namespace {

template <class T>
using TextLimit = std::optional<Bound<T>>;

[[noreturn]] void no_range() {
  throw ParseError("the text isn't a range");
}

template <class T>
T value_of(std::string_view text) {
  if constexpr (std::integral<T>) {
    T out{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc() || end != text.data() + text.size()) no_range();
    return out;
  } else {
    return parse<T>(text);
  }
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

template <class T>
TextLimit<T> limit_of(std::string_view text, bool inclusive, bool positive) {
  text = trimmed(text);
  if (text.empty()) return std::nullopt;
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  if (text == (positive ? "infinity" : "-infinity") && detail::kHasInfinity<T>)
    return Bound<T>{T{}, inclusive, true};
  return Bound<T>{value_of<T>(text), inclusive, false};
}

template <class T>
std::string text_of(const TextLimit<T>& limit, bool positive) {
  using std::to_string;
  using tenon::to_string;
  if (!limit) return "";
  if (limit->infinite) return positive ? "infinity" : "-infinity";
  return to_string(limit->value);
}

}  // namespace

template <class T>
Range<T> Range<T>::parse(std::string_view text) {
  text = trimmed(text);
  if (text == "empty") return {};
  const std::size_t comma = text.find(',');
  if (text.size() < 3 || comma == std::string_view::npos ||
      text.find(',', comma + 1) != std::string_view::npos) {
    no_range();
  }
  const char begin = text.front();
  const char end = text.back();
  if ((begin != '[' && begin != '(') || (end != ']' && end != ')')) no_range();
  try {
    return {limit_of<T>(text.substr(1, comma - 1), begin == '[', false),
            limit_of<T>(text.substr(comma + 1, text.size() - comma - 2), end == ']', true)};
  } catch (const EncodeError&) {
    no_range();
  }
}

template <class T>
Multirange<T> Multirange<T>::parse(std::string_view text) {
  text = trimmed(text);
  if (text.size() < 2 || text.front() != '{' || text.back() != '}') no_range();
  std::string_view rest = trimmed(text.substr(1, text.size() - 2));
  std::vector<Range<T>> ranges;
  while (!rest.empty()) {
    const std::size_t end = rest.starts_with("empty") ? 4 : rest.find_first_of(")]");
    if (end == std::string_view::npos) no_range();
    ranges.push_back(Range<T>::parse(rest.substr(0, end + 1)));
    rest = trimmed(rest.substr(end + 1));
    if (rest.empty()) break;
    if (rest.front() != ',') no_range();
    rest = trimmed(rest.substr(1));
    if (rest.empty()) no_range();
  }
  return ranges;
}

template <class T>
std::string to_string(const Range<T>& value) {
  if (value.empty()) return "empty";
  const bool from = value.lower() && value.lower()->inclusive;
  const bool to = value.upper() && value.upper()->inclusive;
  return (from ? "[" : "(") + text_of(value.lower(), false) + "," + text_of(value.upper(), true) +
         (to ? "]" : ")");
}

template <class T>
std::string to_string(const Multirange<T>& value) {
  std::string out = "{";
  for (const Range<T>& range : value) {
    if (out.size() > 1) out += ',';
    out += to_string(range);
  }
  return out + '}';
}

#define TENON_DEFINE(T)                                               \
  template Range<T> Range<T>::parse(std::string_view text);           \
  template Multirange<T> Multirange<T>::parse(std::string_view text); \
  template std::string to_string(const Range<T>& value);              \
  template std::string to_string(const Multirange<T>& value);
TENON_EACH_RANGE(TENON_DEFINE)
#undef TENON_DEFINE

}  // namespace tenon
