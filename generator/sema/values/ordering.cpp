// How values stand to each other, as far as no server is needed to tell.
#include <compare>
#include <string>

#include "sema/values/times.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {
namespace {

/// Numbers that a long double holds exactly have one text; others may be told apart by the server alone.
std::partial_ordering numbers(const std::string& a, const std::string& b) {
  const long double one = std::stold(a);
  const long double other = std::stold(b);
  if (one == other) return a == b ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
  return one < other ? std::partial_ordering::less : std::partial_ordering::greater;
}

std::string in_small_letters(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

}  // namespace

std::partial_ordering compared(const ir::Type& type, const ir::Value& a, const ir::Value& b) {
  if (a == b) return std::partial_ordering::equivalent;
  if (a.kind != b.kind || type.kind != ir::Type::Kind::kColumn) return std::partial_ordering::unordered;
  if (a.kind == ir::Value::Kind::kNumber) return numbers(a.text, b.text);
  if (a.kind != ir::Value::Kind::kString) return std::partial_ordering::unordered;
  if (type.name == "uuid") return in_small_letters(a.text) <=> in_small_letters(b.text);
  const auto one = moment_of(type.name, a.text);
  const auto other = moment_of(type.name, b.text);
  if (one && other) return *one <=> *other;
  // Of texts the collation tells.
  return std::partial_ordering::unordered;
}

}  // namespace tenon::sema
