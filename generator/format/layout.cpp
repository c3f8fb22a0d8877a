#include "format/layout.hpp"

#include <algorithm>

#include "format/widths.hpp"

namespace tenon::format {
namespace {

using parse::Opens;
using parse::Starts;
using Kind = parse::Token::Kind;

bool opens(std::string_view text) {
  return text == "{" || text == "(" || text == "[";
}
bool closes(std::string_view text) {
  return text == "}" || text == ")" || text == "]";
}

}  // namespace

Layout::Layout(const std::vector<Token>& tokens) : tokens_(tokens), match_(tokens.size(), 0) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (opens(tokens[i].text)) open.push_back(i);
    if (!closes(tokens[i].text) || open.empty()) continue;
    match_[open.back()] = i;
    open.pop_back();
  }
}

std::size_t Layout::skipped(std::size_t at) const {
  return opens(tokens_[at].text) ? match_[at] : at;
}

/// The first token from `at` on that is neither a comment nor a comma.
std::size_t Layout::next_code(std::size_t at, std::size_t end) const {
  while (at < end && (tokens_[at].kind == Kind::kComment || tokens_[at].text == ",")) ++at;
  return at;
}

/// Whether what begins at `at` is another item, or nothing is left.
bool Layout::starts(std::size_t at, std::size_t end) const {
  const std::size_t next = next_code(at, end);
  return next == end || tokens_[next].starts != Starts::kNothing;
}

Items Layout::items(std::size_t begin, std::size_t end) const {
  Items out;
  std::vector<std::size_t> waiting;  // comments before the next item
  for (std::size_t i = begin; i < end; ++i) {
    const Token& token = tokens_[i];
    if (token.kind == Kind::kComment && starts(i, end)) {
      const bool behind = token.breaks == 0 && waiting.empty();
      if (behind && i == begin && begin > 0) {
        out.opening = i;
      } else if (behind && !out.list.empty() && !out.list.back().trailing) {
        out.list.back().trailing = i;
      } else {
        waiting.push_back(i);
      }
    } else if (token.starts != Starts::kNothing) {
      const int breaks = waiting.empty() ? token.breaks : tokens_[waiting.front()].breaks;
      const bool first = out.list.empty() && !out.opening;
      out.list.push_back({std::move(waiting), i, i + 1, std::nullopt, breaks > 1 && !first});
      waiting.clear();
      i = skipped(i);
      out.list.back().end = i + 1;
    } else if (token.text != "," || !starts(i, end)) {
      i = skipped(i);
      out.list.back().end = i + 1;
    }
  }
  out.closing = std::move(waiting);
  return out;
}

/// Whether a blank line stands before the item, or between it and its comments.
bool Layout::apart(const Item& item) const {
  if (item.blank) return true;
  for (std::size_t i = 1; i < item.leading.size(); ++i) {
    if (tokens_[item.leading[i]].breaks > 1) return true;
  }
  return !item.leading.empty() && tokens_[item.begin].breaks > 1;
}

std::vector<std::size_t> Layout::comment_columns(const std::vector<Item>& list,
                                                 const std::vector<std::string>& texts,
                                                 std::size_t indent) const {
  std::vector<std::size_t> out(list.size(), 0);
  for (std::size_t from = 0; from < list.size();) {
    std::size_t to = from + 1;
    const auto lone = [&](std::size_t i) { return texts[i].find('\n') != std::string::npos; };
    while (to < list.size() && !apart(list[to]) && !lone(from) && !lone(to)) ++to;
    // Where they stand already, if that is one column that leaves room for the text.
    std::size_t needed = 0;
    std::optional<std::size_t> common;
    bool differ = false;
    for (std::size_t i = from; i < to; ++i) {
      if (!list[i].trailing) continue;
      const std::size_t column = tokens_[*list[i].trailing].column;
      needed = std::max(needed, column_after(texts[i], indent) + 2);
      differ = differ || (common && *common != column);
      common = column;
    }
    const bool stay = common && !differ && *common >= needed && *common <= kWidth;
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(from), out.begin() + static_cast<std::ptrdiff_t>(to),
              stay ? *common : needed);
    from = to;
  }
  return out;
}

/// Items a line each, between the opening brace's line and the closing one's.
std::string Layout::block(const Items& items, std::size_t indent, std::string_view separator) const {
  const std::string margin(indent, ' ');
  std::string out;
  if (items.opening) out += "  " + text_of(*items.opening);
  if (indent > 0) out += "\n";
  std::vector<std::string> lines = texts(items.list, indent);
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) lines[i] += separator;
  const std::vector<std::size_t> columns = comment_columns(items.list, lines, indent);
  const auto tall = [&](std::size_t i) { return indent == 0 && lines[i].find('\n') != std::string::npos; };
  const auto comment = [&](std::size_t at, bool first) {
    if (!first && tokens_[at].breaks > 1) out += "\n";
    out += margin + text_of(at) + "\n";
  };
  for (std::size_t i = 0; i < items.list.size(); ++i) {
    const Item& item = items.list[i];
    if (item.blank || (i > 0 && (tall(i) || tall(i - 1)))) out += "\n";
    for (const std::size_t at : item.leading) comment(at, at == item.leading.front());
    if (!item.leading.empty() && tokens_[item.begin].breaks > 1) out += "\n";
    out += margin + lines[i];
    if (item.trailing) {
      const std::size_t end = column_after(lines[i], indent);
      out += std::string(columns[i] - end, ' ') + text_of(*item.trailing);
    }
    out += "\n";
  }
  for (const std::size_t at : items.closing) comment(at, items.list.empty() && at == items.closing.front());
  return out;
}

std::string Layout::file() const {
  return block(items(0, tokens_.size() - 1), 0, "");
}

}  // namespace tenon::format
