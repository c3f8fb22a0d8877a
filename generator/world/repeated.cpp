// One thing that is wrong, found twice: by a check of the catalog, and by the look at the whole.
#include <algorithm>
#include <optional>

#include "world/world.hpp"

namespace tenon::world {
namespace {

using conformance::Finding;

/// What a finding of this folder is about, by its text: `policy hole of public.notes`.
struct Subject {
  std::string kind;
  std::string name;   ///< without its schema; empty for a table's row security
  std::string table;  ///< what it stands in, without its schema; empty for none
};

/// Checks of the catalog name what is in the schema's own schema without that; what is in another's bears its
/// own, and is no twin of a namesake.
class Names {
 public:
  explicit Names(std::string own) : own_(std::move(own)) {}
  [[nodiscard]] std::string without_own(const std::string& name) const {
    for (const std::string& schema : {own_, model::kBookkeeping}) {
      if (name.starts_with(schema + ".")) return name.substr(schema.size() + 1);
    }
    return name;
  }

 private:
  std::string own_;
};

/// Of two parts with a word between them; nothing where the word isn't there.
std::optional<std::pair<std::string, std::string>> parted(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word);
  if (at == std::string::npos) return std::nullopt;
  return std::pair(text.substr(0, at), text.substr(at + word.size()));
}

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

bool tells_of(const Names& names, const Finding& other, const Subject& subject) {
  if (!other.check.starts_with("catalog.")) return false;
  // A role is named in much that is no right of it.
  if (subject.kind == "grant" && other.check.find("grants") == std::string::npos) return false;
  if (subject.table.empty()) {
    const std::string named = subject.kind + " `" + names.without_own(subject.name) + "`";
    return is_whole(names, subject, other) || other.message.starts_with(named);
  }
  if (other.object != subject.table) return false;
  if (subject.name.empty()) return other.check == "catalog.row_security";
  return other.message.find("`" + subject.name + "`") != std::string::npos;
}

/// Of several fields only one may have been told.
bool is_of_one_field(const Finding& finding) {
  return finding.message.find("; its ") == std::string::npos;
}

}  // namespace

void tell_once(const std::string& sql_schema, std::vector<Finding>& findings, std::vector<Finding>& others) {
  const Names names(sql_schema);
  std::erase_if(findings, [&](const Finding& finding) {
    if (!is_of_one_field(finding)) return false;
    const Subject about = subject(names, finding.object);
    const auto twin =
        std::ranges::find_if(others, [&](const Finding& other) { return tells_of(names, other, about); });
    if (twin == others.end()) return false;
    if (twin->severity.empty()) twin->severity = finding.severity;
    if (twin->remedy.empty()) twin->remedy = finding.remedy;
    return true;
  });
}

}  // namespace tenon::world
