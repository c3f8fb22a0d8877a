#include "world/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "model/json.hpp"
#include "world/judgement.hpp"
#include "world/session_settings.hpp"
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

std::string in_words(const nlohmann::ordered_json& value);

bool is_pair(const nlohmann::ordered_json& value) {
  return value.is_array() && value.size() == 2 && value[0].is_string() && value[1].is_string();
}

std::string in_words_of_list(const nlohmann::ordered_json& list) {
  std::string out;
  for (const auto& each : list) {
    const std::string word =
        is_pair(each) ? fmt::format("{} = {}", in_words(each[0]), in_words(each[1])) : in_words(each);
    out += (out.empty() ? "" : ", ") + word;
  }
  return out;
}

/// What a JSON value says, without its brackets and quotes: `SELECT, UPDATE (title)`.
std::string in_words(const nlohmann::ordered_json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  if (value.is_array()) return in_words_of_list(value);
  if (!value.is_object()) return value.dump();
  std::string out;
  for (const auto& [name, member] : value.items()) {
    if (member.is_boolean() && !member.get<bool>()) continue;
    const std::string word = member.is_boolean() ? name
                             : member.is_array() ? "(" + in_words_of_list(member) + ")"
                                                 : in_words(member);
    out += (out.empty() ? "" : " ") + word;
  }
  return out;
}

/// A list without what the other has too, where it is too long to be told whole.
nlohmann::ordered_json without_common(const nlohmann::ordered_json& list,
                                      const nlohmann::ordered_json& other) {
  if (!list.is_array() || !other.is_array() || list.dump().size() + other.dump().size() < 2 * kLongestValue)
    return list;
  auto out = nlohmann::ordered_json::array();
  for (const auto& each : list) {
    if (std::ranges::find(other, each) == other.end()) out.push_back(each);
  }
  return out;
}

/// What it means that a field is empty, where somebody else says then.
struct Empty {
  std::optional<model::Kind> kind;  ///< none for any
  std::string_view field;
  std::string_view word;
};

constexpr Empty kEmpty[] = {{model::Kind::kColumn, "storage", "the type's own"},
                            {model::Kind::kColumn, "compression", "the server's own"},
                            {std::nullopt, "collation", "the type's own"},
                            {std::nullopt, "access_method", "the server's own"},
                            {std::nullopt, "tablespace", "the database's own"}};

std::string empty(model::Kind kind, const std::string& field) {
  const auto* row = std::ranges::find_if(
      kEmpty, [&](const Empty& each) { return each.field == field && (!each.kind || *each.kind == kind); });
  return std::string(row == std::end(kEmpty) ? "none" : row->word);
}

/// `mine` is what is told, of a field that may have been left out because it holds nothing.
std::string plain(model::Kind kind, const std::string& field, const std::string& mine,
                  const std::string& other) {
  const auto value =
      nlohmann::ordered_json::parse(mine.empty() ? model::left_out(kind, field) : mine, nullptr, false);
  const std::string out =
      in_words(without_common(value, nlohmann::ordered_json::parse(other, nullptr, false)));
  return out.empty() ? empty(kind, field) : out;
}

/// `its options are`, `its owner is`
std::string_view verb(const std::string& name) {
  static constexpr std::string_view kMany[] = {"checks",  "identity options", "labels",
                                               "options", "privileges",       "settings"};
  return std::ranges::find(kMany, name) == std::end(kMany) ? "is" : "are";
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

/// The line from which on two texts differ.
std::size_t first_line(const std::string& wanted, const std::string& live) {
  const auto before = lines(wanted);
  const auto after = lines(live);
  std::size_t at = 0;
  while (at < before.size() && at < after.size() && before[at] == after[at]) ++at;
  return at + 1;
}

/// What stands there of a text of several lines.
std::string first_difference(const std::string& wanted, const std::string& live) {
  const std::size_t number = first_line(wanted, live);
  const auto line = [&](const std::vector<std::string>& of) {
    return number <= of.size() ? cut(trimmed(of[number - 1])) : std::string("its end");
  };
  return fmt::format("is another from line {} on: `{}`, promised: `{}`", number, line(lines(live)),
                     line(lines(wanted)));
}

/// A function's text may hold what is nobody's to read in a log.
bool is_text_of_function(const model::FieldDifference& field) {
  return field.field == "body" || field.field == "atomic";
}

}  // namespace

Weight of_difference(model::Kind kind, const model::FieldDifference& field) {
  if (field.field != "settings") return of_field(kind, field.field);
  return of_settings(field.before, field.after).value_or(Weight{kDrift, ""});
}

std::string told(model::Kind kind, const model::FieldDifference& field) {
  const std::string wanted = plain(kind, field.field, field.before, field.after);
  const std::string live = plain(kind, field.field, field.after, field.before);
  const std::string name = word(field.field);
  if (is_text_of_function(field))
    return fmt::format("its {} is another from line {} on", name, first_line(wanted, live));
  if (wanted.find('\n') != std::string::npos || live.find('\n') != std::string::npos)
    return fmt::format("its {} {}", name, first_difference(wanted, live));
  return fmt::format("its {} {} `{}`, promised: `{}`", name, verb(name), cut(live), cut(wanted));
}

std::string told(model::Kind kind, const std::vector<model::FieldDifference>& fields) {
  std::string out;
  for (const model::FieldDifference& field : fields) {
    const Weight weight = of_difference(kind, field);
    out += (out.empty() ? "" : "; ") + told(kind, field);
    if (!weight.allows.empty()) out += fmt::format(": {}", weight.allows);
  }
  return out;
}

std::string_view severity(model::Kind kind, const std::vector<model::FieldDifference>& fields) {
  std::string_view out = kDrift;
  for (const model::FieldDifference& field : fields) {
    const std::string_view other = of_difference(kind, field).severity;
    if (is_worse(other, out)) out = other;
  }
  return out;
}

}  // namespace tenon::world
