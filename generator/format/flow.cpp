// Tokens in a line: what stands between them, and what becomes of a group that doesn't fit.
#include <algorithm>

#include "base/text.hpp"
#include "format/layout.hpp"
#include "format/widths.hpp"
#include "types/types.hpp"

namespace tenon::format {
namespace {

using parse::Opens;
using Kind = parse::Token::Kind;

bool one_of(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool ends_group(std::string_view text) {
  return one_of(text, {"}", "]"});
}

}  // namespace

std::string Layout::text_of(std::size_t at) const {
  const Token& token = tokens_[at];
  const types::ColumnType* type = token.type_name ? types::find_column_type(token.text) : nullptr;
  std::string out(type == nullptr ? token.text : type->name);
  if (token.kind == Kind::kComment) out.erase(out.find_last_not_of(" \t") + 1);
  return out;
}

bool Layout::spaced(std::size_t before, std::size_t at) const {
  const Token& left = tokens_[before];
  const Token& right = tokens_[at];
  if (left.kind == Kind::kSql || left.kind == Kind::kComment) {
    return !one_of(right.text, {",", ")", "]", "?"}) && !right.tight;
  }
  if (right.tight || one_of(right.text, {",", ")", "]", ":", "?", ".", "::", "<", ">"})) return false;
  if (left.text == "{" && right.text == "}") return left.opens == Opens::kBlock || left.opens == Opens::kEnum;
  return !one_of(left.text, {"(", "[", ".", "::", "@", "<"});
}

bool Layout::holds_comment(std::size_t begin, std::size_t end) const {
  return std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(begin),
                     tokens_.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const Token& token) { return token.kind == Kind::kComment; });
}

/// All in one line without comments, with a comma between the members of a group and none after the last.
std::string Layout::flat(std::size_t begin, std::size_t end) const {
  std::string out;
  std::size_t last = begin;
  for (std::size_t i = begin; i < end; ++i) {
    const Token& token = tokens_[i];
    if (token.kind == Kind::kComment) continue;
    const std::size_t next = next_code(i, end);
    const bool separates = token.text == "," && next < end && !ends_group(tokens_[next].text) &&
                           tokens_[next].starts != parse::Starts::kAssignment;
    if (token.text == "," && !separates) continue;
    const bool member = token.starts == parse::Starts::kAssignment && i > begin;
    if (member && tokens_[last].opens == Opens::kNothing) out += ",";
    if (i > begin && spaced(last, i)) out += " ";
    out += text_of(i);
    last = i;
  }
  return out;
}

/// In one line; a line that is too long keeps the breaks that its author gave it.
std::string Layout::flow(std::size_t begin, std::size_t end, std::size_t column, std::size_t indent) const {
  const bool long_one = column + width(flat(begin, end)) > kWidth;
  std::string out;
  std::size_t last = begin;
  for (std::size_t i = begin; i < end; ++i) {
    const Token& token = tokens_[i];
    const bool after_comment = i > begin && tokens_[last].kind == Kind::kComment;
    if (after_comment || (long_one && i > begin && token.breaks > 0)) {
      out += "\n" + std::string(indent + 4, ' ');
    } else if (i > begin && (token.kind == Kind::kComment || spaced(last, i))) {
      out += " ";
    }
    last = i;
    if (token.opens == Opens::kGroup) {
      out += braces(i, column_after(out, column), indent);
      i = match_[i];
      last = i;
    } else {
      out += text_of(i);
    }
  }
  return out;
}

/// An object, a list, a seed's row: in one line where its author began it so and it fits.
std::string Layout::braces(std::size_t open, std::size_t column, std::size_t indent) const {
  const std::size_t close = match_[open];
  const std::string one_line = flat(open, close + 1);
  const bool broken = open + 1 < close && tokens_[open + 1].breaks > 0;
  const bool comments = holds_comment(open, close);
  if (!comments && (open + 1 == close || (!broken && column + width(one_line) <= kWidth))) return one_line;
  const std::string_view separator = tokens_[open].text == "[" ? "," : "";
  return text_of(open) + block(items(open + 1, close), indent + 2, separator) + std::string(indent, ' ') +
         text_of(close);
}

}  // namespace tenon::format
