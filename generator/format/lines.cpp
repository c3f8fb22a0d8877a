// Items as lines, those that stand together in columns.
#include <algorithm>

#include "format/layout.hpp"
#include "format/widths.hpp"

namespace tenon::format {
namespace {

using parse::Opens;
using parse::Starts;

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

}  // namespace

/// Where a field's attributes begin, if they follow the type at once.
std::size_t Layout::attributes_at(const Item& item) const {
  for (std::size_t i = item.begin; i < item.end; i = skipped(i) + 1) {
    if (tokens_[i].text == "=") return kNone;
    if (tokens_[i].text == "@") return holds_comment(item.begin, item.end) ? kNone : i;
  }
  return kNone;
}

Layout::Line Layout::field_line(const Item& item) const {
  return {{std::string(tokens_[item.begin].text) + ":"}, item.begin + 2, true};
}

/// An enum in one line has its name in one column and its values in another; any other stands by itself.
Layout::Line Layout::enum_line(const Item& item, std::size_t indent) const {
  std::size_t open = item.begin;
  while (tokens_[open].opens != Opens::kEnum) open = skipped(open) + 1;
  const bool fits = indent + width(flat(item.begin, item.end)) <= kWidth;
  if (holds_comment(item.begin, item.end) || !fits) return {{}, item.begin, false};
  return {{flat(item.begin, item.begin + 2), flat(item.begin + 2, open)}, open, true};
}

Layout::Line Layout::line(const Item& item, std::size_t indent) const {
  const Token& first = tokens_[item.begin];
  const bool plain = item.end - item.begin > 1;
  if (first.starts == Starts::kField && tokens_[item.begin + 1].text == ":") return field_line(item);
  if (first.starts == Starts::kEnum) return enum_line(item, indent);
  const bool pair = first.starts == Starts::kSetting ||
                    (first.starts == Starts::kAssignment && tokens_[item.begin + 1].text == "=");
  if (pair && plain) return {{std::string(first.text)}, item.begin + 1, true};
  return {{}, item.begin, false};
}

/// Neighbours that end in the same attributes have them in one column: what they share is seen at once.
void Layout::align_equal_attributes(const std::vector<Item>& list, std::vector<Line>& lines) const {
  const auto ending = [&](std::size_t i) {
    const bool field = tokens_[list[i].begin].starts == Starts::kField && lines[i].table;
    const std::size_t at = field ? attributes_at(list[i]) : kNone;
    return at == kNone ? std::string() : flat(at, list[i].end);
  };
  for (std::size_t from = 0; from < list.size();) {
    const std::string shared = ending(from);
    std::size_t to = from + 1;
    while (to < list.size() && !shared.empty() && !apart(list[to]) && ending(to) == shared) ++to;
    std::size_t widest = 0;
    const auto type = [&](std::size_t i) { return flat(lines[i].rest, attributes_at(list[i])); };
    for (std::size_t i = from; i < to && to - from > 1; ++i) widest = std::max(widest, width(type(i)));
    for (std::size_t i = from; i < to && to - from > 1; ++i) {
      lines[i].heads.push_back(padded(type(i), widest));
      lines[i].rest = attributes_at(list[i]);
    }
    from = to;
  }
}

/// The text of each item, its first line without the margin.
std::vector<std::string> Layout::texts(const std::vector<Item>& list, std::size_t indent) const {
  std::vector<Line> lines;
  for (const Item& item : list) lines.push_back(line(item, indent));
  for (std::size_t from = 0; from < list.size();) {
    const Starts kind = tokens_[list[from].begin].starts;
    std::size_t to = from + 1;
    while (to < list.size() && lines[from].table && lines[to].table && !apart(list[to]) &&
           tokens_[list[to].begin].starts == kind) {
      ++to;
    }
    for (std::size_t head = 0; head < lines[from].heads.size(); ++head) {
      std::size_t widest = 0;
      for (std::size_t i = from; i < to; ++i) widest = std::max(widest, width(lines[i].heads[head]));
      for (std::size_t i = from; i < to; ++i) lines[i].heads[head] = padded(lines[i].heads[head], widest);
    }
    from = to;
  }
  align_equal_attributes(list, lines);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < list.size(); ++i) {
    std::string text;
    for (const std::string& head : lines[i].heads) text += head.empty() ? "" : head + " ";
    out.push_back(text + body(lines[i].rest, list[i].end, indent + width(text), indent));
  }
  return out;
}

/// What may end in a declaration's block.
std::string Layout::body(std::size_t begin, std::size_t end, std::size_t column, std::size_t indent) const {
  std::size_t open = begin;
  while (open < end && tokens_[open].opens != Opens::kBlock && tokens_[open].opens != Opens::kEnum) {
    open = skipped(open) + 1;
  }
  if (open >= end) return flow(begin, end, column, indent);
  const std::size_t close = match_[open];
  const bool empty = open + 1 == close;
  const bool enum_in_table = open == begin;
  if (enum_in_table) return flat(begin, end);
  if (empty) return flow(begin, end, column, indent);
  return flow(begin, open + 1, column, indent) + block(items(open + 1, close), indent + 2, "") +
         std::string(indent, ' ') + "}";
}

}  // namespace tenon::format
