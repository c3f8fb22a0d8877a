// Objects and arrays of JSON, with the places of what is wrong in them.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tenon/json.hpp"
#include "tenon/json_text.hpp"
#include "tenon/json_values.hpp"

namespace tenon {
namespace {

/// A name that a client made up, where it can do no harm in a log.
bool is_plain(std::string_view name) {
  constexpr std::size_t kLongest = 64;
  return !name.empty() && name.size() <= kLongest && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
  });
}

std::string message_of(const std::string& path, const std::string& reason) {
  return path.empty() ? "the JSON " + reason : "`" + path + "` " + reason;
}

}  // namespace

JsonError::JsonError(std::string path, const std::string& reason)
    : ParseError(message_of(path, reason)), path_(std::move(path)) {}

namespace detail {

std::string JsonPlace::path() const {
  if (within == nullptr) return "";
  const std::string outer = within->path();
  if (name.empty()) return outer + "[" + std::to_string(index) + "]";
  return outer.empty() ? std::string(name) : outer + "." + std::string(name);
}

void JsonPlace::refuse(const std::string& reason) const {
  throw JsonError(path(), reason);
}

std::vector<std::string_view> json_elements(std::string_view text, const JsonPlace& at) {
  try {
    return tenon::json_elements(text);
  } catch (const ParseError&) {
  }
  at.refuse("is no array");
}

MemberReader::MemberReader(std::string_view text, const JsonReading& how, const JsonPlace& at)
    : how_(how), at_(at) {
  try {
    for (auto& [name, value] : json_members(text)) members_.push_back({std::move(name), value});
    return;
  } catch (const ParseError&) {
  }
  at.refuse("is no object");
}

std::optional<std::string_view> MemberReader::take(const FieldInfo& field) {
  std::optional<std::string_view> out;
  for (Member& member : members_) {
    if (member.name != field.json) continue;
    if (out) place(field).refuse("stands there twice");
    member.taken = true;
    out = member.text;
  }
  if (out && field.personal && *out == "\"[personal]\"")
    place(field).refuse("holds the mark of personal data, and not the data");
  return out;
}

void MemberReader::finish() const {
  if (how_.ignore_unknown) return;
  for (const Member& member : members_) {
    if (member.taken) continue;
    if (is_plain(member.name)) JsonPlace{&at_, member.name, 0}.refuse("is no member that can stand here");
    at_.refuse("has a member that can't stand there");
  }
}

void MemberReader::finish(Json& other) const {
  std::vector<std::pair<std::string, std::string>> left;
  for (const Member& member : members_) {
    if (!member.taken) left.emplace_back(member.name, member.text);
  }
  other.text = json_object(left);
}

void MemberWriter::begin(std::string_view name) {
  if (std::exchange(more_, true)) out_ += ',';
  write_text(name, out_);
  out_ += ':';
}

void MemberWriter::others(const Json& other, std::span<const FieldInfo> named) {
  std::vector<std::pair<std::string, std::string_view>> members;
  try {
    members = json_members(other.text);
  } catch (const ParseError&) {
    throw EncodeError("the other members of a struct aren't a JSON object");
  }
  for (const auto& [name, value] : members) {
    const bool known = std::any_of(named.begin(), named.end(), [&, &called = name](const FieldInfo& field) {
      return field.json == called;
    });
    if (known) continue;
    begin(name);
    out_ += value;
  }
}

}  // namespace detail
}  // namespace tenon
