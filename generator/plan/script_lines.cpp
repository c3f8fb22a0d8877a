#include "plan/script_lines.hpp"

#include <algorithm>

namespace tenon::plan {
namespace {

/// Whether it may stand in a name; bytes of other scripts too.
bool is_of_name(char c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_letter || c == '_' || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80U;
}

bool is_behind_name(std::string_view line, std::size_t at) {
  return at > 0 && (is_of_name(line[at - 1]) || line[at - 1] == '$');
}

/// `$body$`, where the text has it there; empty for a parameter or an operator.
std::string_view tag_at(std::string_view line, std::size_t at) {
  std::size_t end = at + 1;
  while (end < line.size() && is_of_name(line[end])) ++end;
  const bool is_tag = end < line.size() && line[end] == '$' && !is_behind_name(line, at) &&
                      (line[at + 1] < '0' || line[at + 1] > '9');
  return is_tag ? line.substr(at, end + 1 - at) : "";
}

/// `E'…'`
bool has_escapes(std::string_view line, std::size_t at) {
  return at > 0 && (line[at - 1] == 'E' || line[at - 1] == 'e') && !is_behind_name(line, at - 1);
}

}  // namespace

void ScriptLines::pass(std::string_view line) {
  ++line_;
  std::size_t at = 0;
  while (at < line.size()) {
    switch (within_) {
      case Within::kNothing:
        at = outside(line, at);
        break;
      case Within::kBody:
        at = in_body(line, at);
        break;
      case Within::kRemark:
        at = in_remark(line, at);
        break;
      default:
        at = in_quotes(line, at);
        break;
    }
  }
}

void ScriptLines::open(Within within) {
  within_ = within;
  opened_ = line_;
}

std::size_t ScriptLines::outside(std::string_view line, std::size_t at) {
  const std::string_view rest = line.substr(at);
  if (rest.starts_with("--")) return line.size();
  if (rest.starts_with("/*")) {
    open(Within::kRemark);
    return in_remark(line, at);
  }
  if (rest.front() == '$') {
    tag_ = tag_at(line, at);
    if (!tag_.empty()) open(Within::kBody);
    return at + std::max<std::size_t>(1, tag_.size());
  }
  if (rest.front() == '"') open(Within::kName);
  if (rest.front() == '\'') open(has_escapes(line, at) ? Within::kEscapes : Within::kString);
  return at + 1;
}

/// A quote that stands twice ends nothing.
std::size_t ScriptLines::in_quotes(std::string_view line, std::size_t at) {
  const char quote = within_ == Within::kName ? '"' : '\'';
  if (within_ == Within::kEscapes && line[at] == '\\') return at + 2;
  if (line[at] != quote) return at + 1;
  if (at + 1 < line.size() && line[at + 1] == quote) return at + 2;
  within_ = Within::kNothing;
  return at + 1;
}

std::size_t ScriptLines::in_body(std::string_view line, std::size_t at) {
  const std::size_t end = line.find(tag_, at);
  if (end == std::string_view::npos) return line.size();
  within_ = Within::kNothing;
  return end + tag_.size();
}

std::size_t ScriptLines::in_remark(std::string_view line, std::size_t at) {
  const std::string_view two = line.substr(at, 2);
  if (two == "/*") ++remarks_;
  if (two == "*/" && --remarks_ == 0) within_ = Within::kNothing;
  return at + (two == "/*" || two == "*/" ? 2 : 1);
}

}  // namespace tenon::plan
