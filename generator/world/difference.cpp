#include "world/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "world/judgement.hpp"
#include "world/weights.hpp"

namespace tenon::world {
namespace {

constexpr std::size_t kLongestValue = 90;  ///< bytes of a value that are repeated

/// How a field is called where its own name says too little.
struct Word {
  std::string_view field;
  std::string_view word;
};

constexpr Word kWords[] = {{"atomic", "body"},
                           {"definer", "running as its owner"},
                           {"not_null", "being NOT NULL"},
                           {"roles", "list of roles"},
                           {"values", "row"}};

std::string word(const std::string& field) {
  const auto* row = std::ranges::find(kWords, field, &Word::field);
  std::string out(row == std::end(kWords) ? field : row->word);
  std::ranges::replace(out, '_', ' ');
  return out;
}

/// No letter of UTF-8 is cut in two.
std::string cut(std::string text) {
  if (text.size() <= kLongestValue) return text;
  std::size_t end = kLongestValue;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

/// Text without JSON's quotes. What holds nothing beside `true` is false.
std::string plain(const std::string& json, const std::string& other) {
  if (json.empty()) return other == "true" ? "false" : "nothing";
  const auto value = nlohmann::json::parse(json, nullptr, false);
  return value.is_string() ? value.get<std::string>() : json;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (c == '\n') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

std::string trimmed(const std::string& line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  return begin == std::string::npos ? "" : line.substr(begin);
}

/// Where two texts begin to differ, of which one has several lines.
std::string first_difference(const std::string& wanted, const std::string& live) {
  const auto before = lines(wanted);
  const auto after = lines(live);
  std::size_t at = 0;
  while (at < before.size() && at < after.size() && before[at] == after[at]) ++at;
  const auto line = [&](const std::vector<std::string>& of) {
    return at < of.size() ? cut(trimmed(of[at])) : std::string("its end");
  };
  return fmt::format("is another from line {} on: `{}`, promised: `{}`", at + 1, line(after), line(before));
}

constexpr std::string_view kFromTheWorst[] = {kLeak, kWrite, kDenial, kDrift};

std::size_t rank(std::string_view severity) {
  return static_cast<std::size_t>(std::ranges::find(kFromTheWorst, severity) - std::begin(kFromTheWorst));
}

}  // namespace

std::string told(const model::FieldDifference& field) {
  const std::string wanted = plain(field.before, field.after);
  const std::string live = plain(field.after, field.before);
  const std::string name = word(field.field);
  if (wanted.find('\n') != std::string::npos || live.find('\n') != std::string::npos)
    return fmt::format("its {} {}", name, first_difference(wanted, live));
  return fmt::format("its {} is `{}`, promised: `{}`", name, cut(live), cut(wanted));
}

std::string told(model::Kind kind, const std::vector<model::FieldDifference>& fields) {
  std::string out;
  for (const model::FieldDifference& field : fields) {
    const Weight weight = of_field(kind, field.field);
    out += (out.empty() ? "" : "; ") + told(field);
    if (!weight.allows.empty()) out += fmt::format(": {}", weight.allows);
  }
  return out;
}

std::string_view severity(model::Kind kind, const std::vector<model::FieldDifference>& fields) {
  std::size_t out = std::size(kFromTheWorst) - 1;
  for (const model::FieldDifference& field : fields)
    out = std::min(out, rank(of_field(kind, field.field).severity));
  return kFromTheWorst[out];
}

}  // namespace tenon::world
