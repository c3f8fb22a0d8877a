#include "world/subject.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "model/database.hpp"

namespace tenon::world {

using conformance::Finding;

std::string Names::without_own(const std::string& name) const {
  for (const std::string& schema : {own_, std::string(model::kBookkeeping)}) {
    if (name.starts_with(schema + ".")) return name.substr(schema.size() + 1);
  }
  return name;
}

namespace {

/// Of two parts with a word between them; nothing where the word isn't there.
std::optional<std::pair<std::string, std::string>> parted(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word);
  if (at == std::string::npos) return std::nullopt;
  return std::pair(text.substr(0, at), text.substr(at + word.size()));
}

}  // namespace

Subject subject(const Names& names, const std::string& object) {
  constexpr std::string_view kTwoWords[] = {"row security", "registered row", "default privilege"};
  if (object.starts_with("grant on ")) {
    const auto parts = parted(object, " to ");
    const std::string to = parts ? parts->first : object;
    return {"grant", parts ? parts->second : "", names.without_own(to.substr(to.rfind(' ') + 1))};
  }
  std::string kind = object.substr(0, object.find(' '));
  for (const std::string_view each : kTwoWords) {
    if (object.starts_with(each)) kind = each;
  }
  const std::string rest = object.substr(std::min(object.size(), kind.size() + 1));
  if (const auto parts = parted(" " + rest, " of ")) {
    const std::string name = parts->first.empty() ? "" : parts->first.substr(1);
    return {kind, name, names.without_own(parts->second)};
  }
  return {kind, rest, ""};
}

namespace {

/// The checks that tell of a kind as a whole, by the object's own name.
struct Whole {
  std::string_view kind;
  std::string_view check;
};

constexpr Whole kWholes[] = {
    {"function", "catalog.functions"},
    {"function", "catalog.current_tenant"},
    {"function", "catalog.definer_functions"},
    {"function", "catalog.pinned_functions"},
    {"view", "catalog.views"},
    {"view", "catalog.view_definitions"},
    {"table", "catalog.table"},
    {"table", "catalog.other_tables"},
};

bool is_whole(const Names& names, const Subject& subject, const Finding& other) {
  const bool is_check = std::ranges::any_of(
      kWholes, [&](const Whole& each) { return each.kind == subject.kind && each.check == other.check; });
  return is_check && (other.object == subject.name || other.object == names.without_own(subject.name));
}

}  // namespace

namespace {

/// Checks of the catalog write everybody in capitals.
bool is_role(const std::string& told, const std::string& role) {
  return told == role || (told == "PUBLIC" && role == "public");
}

}  // namespace

bool tells_of(const Names& names, const Finding& other, const Subject& subject) {
  if (!other.check.starts_with("catalog.")) return false;
  // A role is named in much that is no right of it.
  if (subject.kind == "grant" && other.check.find("grants") == std::string::npos) return false;
  if (subject.kind == "default privilege")
    return other.check == "catalog.default_privileges" && is_role(other.object, subject.name) &&
           other.message.find("`" + subject.table + "`") != std::string::npos;
  if (subject.table.empty()) {
    const std::string named = subject.kind + " `" + names.without_own(subject.name) + "`";
    return is_whole(names, subject, other) || other.message.starts_with(named);
  }
  if (other.object != subject.table) return false;
  if (subject.name.empty()) return other.check == "catalog.row_security";
  return other.message.find("`" + subject.name + "`") != std::string::npos;
}

}  // namespace tenon::world
