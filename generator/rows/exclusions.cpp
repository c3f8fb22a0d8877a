// Rows that an exclusion keeps apart. Its index may be broken, or be left invalid: the rows themselves are
// compared.
#include <fmt/format.h>

#include <optional>
#include <utility>

#include "rows/asking.hpp"

namespace tenon::rows {
namespace {

/// `USING gist (title WITH =, days WITH &&) WHERE (…)`
struct Exclusion {
  std::vector<std::pair<std::string, std::string>> elements;  ///< an expression, and the operator
  std::string where;
};

/// Where the bracket at `open` closes, past those within and past what is quoted.
std::size_t closing(const std::string& text, std::size_t open) {
  int depth = 0;
  char quote = '\0';
  for (std::size_t at = open; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && --depth == 0) {
      return at;
    }
  }
  return std::string::npos;
}

/// What stands between the commas outside brackets.
std::vector<std::string> listed(const std::string& text) {
  std::vector<std::string> out(1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '(' && closing(text, at) != std::string::npos) {
      const std::size_t end = closing(text, at);
      out.back() += text.substr(at, end - at + 1);
      at = end;
    } else if (text[at] == ',') {
      out.emplace_back();
    } else {
      out.back() += text[at];
    }
  }
  return out;
}

constexpr std::string_view kWith = " WITH ";

std::optional<Exclusion> parsed(const std::string& text) {
  const std::size_t open = text.find('(');
  const std::size_t end = open == std::string::npos ? open : closing(text, open);
  if (end == std::string::npos) return std::nullopt;
  Exclusion out;
  for (const std::string& element : listed(text.substr(open + 1, end - open - 1))) {
    const std::size_t with = element.rfind(kWith);
    if (with == std::string::npos) return std::nullopt;
    out.elements.emplace_back(element.substr(0, with), element.substr(with + kWith.size()));
  }
  out.where = text.substr(end + 1);
  return out;
}

std::string named(const std::string& form, std::size_t number) {
  return fmt::format("{}{}", form, number);
}

}  // namespace

std::optional<Question> overlapping(const model::Object& object, const model::Constraint& constraint) {
  const auto exclusion = parsed(constraint.exclusion->text);
  if (!exclusion) return std::nullopt;
  std::vector<std::string> keys;
  std::vector<std::string> conflicts;
  for (std::size_t i = 0; i < exclusion->elements.size(); ++i) {
    keys.push_back(fmt::format("{} AS {}", exclusion->elements[i].first, named("key", i)));
    conflicts.push_back(fmt::format("one.{0} {1} other.{0}", named("key", i), exclusion->elements[i].second));
  }
  const std::string rows = fmt::format("(SELECT tableoid AS part, ctid AS place, {} FROM {}{})",
                                       fmt::join(keys, ", "), table_of(object), exclusion->where);
  Question out = question(
      object, fmt::format("pairs of rows of which one excludes the other ({})", object.identity.name),
      fmt::format("{0} AS one JOIN {0} AS other ON (one.part, one.place) < (other.part, other.place) AND {1}",
                  rows, fmt::join(conflicts, " AND ")));
  out.past_indexes = true;
  return out;
}

}  // namespace tenon::rows
