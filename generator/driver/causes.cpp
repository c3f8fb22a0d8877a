#include "driver/causes.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/text.hpp"

namespace tenon::driver {
namespace {

using conformance::Finding;
using conformance::Unjudged;

/// One thing done to many objects: a role that got rights, another owner, row security off. Those are of one
/// cause whose messages name the same behind a mark.
struct Mark {
  std::string_view deed;
  std::string_view mark;
};

constexpr Mark kMarks[] = {
    {"rights of ", "grant to `"},
    {"rights of ", " is granted to "},
    {"rights of ", "table of the schema, and `"},
    {"owner ", "is owned by `"},
    {"owner ", "its owner is `"},
    {"row security", "row-level security is not "},
    {"row security", "no enabled and forced row-level security"},
    {"row security", "of its row security"},
};

/// What all policies rest on: a fault of these lets attacks through on each table.
constexpr std::string_view kUnderAll[] = {
    "catalog.role_attributes", "catalog.bypassing_roles", "catalog.role_memberships",
    "catalog.current_tenant",  "catalog.settings",        "catalog.current_tenant_fails_closed",
};

/// What a database of another version lacks, has or has otherwise for that reason alone. What else was found
/// of these is none of the versions' doing.
constexpr std::string_view kOfVersion = "catalog.fingerprint";
constexpr std::string_view kMakeup[] = {
    "catalog.columns",   "catalog.not_null",      "catalog.defaults",         "catalog.primary_key",
    "catalog.uniques",   "catalog.foreign_keys",  "catalog.constraints",      "catalog.foreign_key_indexes",
    "catalog.indexes",   "catalog.valid_indexes", "catalog.statistics",       "catalog.tenant_column",
    "catalog.enums",     "catalog.domains",       "catalog.partition_keys",   "catalog.views",
    "catalog.registers", "catalog.table",         "catalog.view_definitions", "catalog.types",
    "catalog.sequences"};
constexpr std::string_view kOfWhole[] = {"world.definitions", "world.strangers"};
/// No such column, table or function; a value that is missing.
constexpr std::string_view kLacking[] = {"ERROR 42703", "ERROR 42P01", "ERROR 42883", "ERROR 23502"};

/// Each of these says its own.
constexpr std::string_view kEachByItself[] = {"world.", "rows.", "prove."};

constexpr std::string_view kSeverities[] = {"leak", "write", "denial", "drift"};

bool is_attack(const Finding& finding) {
  return finding.check.starts_with("attack.");
}

bool is_of_a_sample_row(const Finding& finding) {
  return finding.message.starts_with("setting the stage");
}

/// A table's without its kind and schema, as attacks call it.
std::string_view name_of(std::string_view object) {
  return object.starts_with("table ") ? object.substr(object.find_last_of(" .") + 1) : object;
}

std::string deed_of(const Finding& finding) {
  const std::string& message = finding.message;
  if (finding.object.starts_with("grant on "))
    return "rights of " + finding.object.substr(finding.object.rfind(' ') + 1);
  for (const Mark& each : kMarks) {
    const std::size_t at = message.find(each.mark);
    if (at == std::string::npos) continue;
    const bool names = each.deed.ends_with(' ');
    const std::string_view rest = std::string_view(message).substr(at + each.mark.size());
    return std::string(each.deed) + std::string(names ? rest.substr(0, rest.find_first_of("`, ")) : "");
  }
  return "";
}

/// Partitions of one table, and the same of each.
std::string of_any_partition(const Finding& finding) {
  const std::size_t open = finding.message.find('`');
  const std::size_t close = finding.message.find('`', open + 1);
  return finding.object + finding.message.substr(0, open) + finding.message.substr(close + 1);
}

/// What the server said, or all of the message.
std::string words_of(const Finding& finding) {
  if (std::ranges::any_of(kEachByItself, [&](auto prefix) { return finding.check.starts_with(prefix); }))
    return finding.object + finding.message;
  if (finding.check == "catalog.partitions" && finding.message.starts_with("partition `"))
    return of_any_partition(finding);
  // Up to what was promised instead: that is another for each attack.
  const std::size_t said = finding.message.find("ERROR ");
  return said == std::string::npos ? finding.message
                                   : finding.message.substr(said, finding.message.find(", promised:") - said);
}

template <std::size_t N>
bool is_one(const std::string_view (&names)[N], std::string_view name) {
  return std::ranges::find(names, name) != std::end(names);
}

bool is_mild(const Finding& finding) {
  return finding.severity == "denial" || finding.severity == "drift";
}

/// Whether a difference of versions explains it.
bool is_of_makeup(const Finding& finding) {
  if (is_one(kMakeup, finding.check)) return finding.severity.empty() || is_mild(finding);
  return is_one(kOfWhole, finding.check) && is_mild(finding);
}

/// Names a finding's cause.
class Naming {
 public:
  explicit Naming(const std::vector<Finding>& findings) {
    for (const Finding& finding : findings) {
      if (is_of_a_sample_row(finding) && first_row_ == nullptr) first_row_ = &finding;
      if (is_attack(finding)) continue;
      if (finding.check == kOfVersion) version_ = &finding;
      if (finding.check == "catalog.table") absent_.insert(name_of(finding.object));
      known_.emplace(name_of(finding.object), &finding);
      if (under_all_ == nullptr && contains_check(finding.check)) under_all_ = &finding;
    }
  }

  [[nodiscard]] std::string operator()(const Finding& finding) const {
    if (version_ != nullptr && follows_from_version(finding)) return of_itself(*version_);
    if (is_attack(finding)) {
      const auto known = known_.find(name_of(finding.object));
      if (known != known_.end()) return of_itself(*known->second);
      if (under_all_ != nullptr) return of_itself(*under_all_);
    }
    // A row that refers to one which couldn't be put in fails by that one's fault.
    const bool follows = is_of_a_sample_row(finding) && first_row_ != nullptr &&
                         finding.message.find("ERROR 23503") != std::string::npos;
    return of_itself(follows ? *first_row_ : finding);
  }

 private:
  [[nodiscard]] bool follows_from_version(const Finding& finding) const {
    if (absent_.contains(name_of(finding.object)) || is_of_makeup(finding)) return true;
    return is_attack(finding) && std::ranges::any_of(kLacking, [&](std::string_view error) {
             return finding.message.find(error) != std::string::npos;
           });
  }

  static std::string of_itself(const Finding& finding) {
    if (is_attack(finding)) return words_of(finding);
    std::string deed = deed_of(finding);
    return deed.empty() ? words_of(finding) : deed;
  }

  static bool contains_check(std::string_view check) { return is_one(kUnderAll, check); }

  std::map<std::string_view, const Finding*> known_;  ///< the first of each object, no attack
  std::set<std::string_view> absent_;                 ///< tables that aren't there
  const Finding* version_ = nullptr;
  const Finding* first_row_ = nullptr;
  const Finding* under_all_ = nullptr;
};

template <typename Item>
std::vector<Cause<Item>> grouped(const std::vector<Item>& list,
                                 const std::function<std::string(const Item&)>& cause) {
  std::vector<Cause<Item>> out;
  std::map<std::string, std::size_t> places;
  for (const Item& item : list) {
    const auto [place, is_new] = places.emplace(cause(item), out.size());
    if (is_new) {
      out.push_back({&item, {}});
    } else {
      out[place->second].others.push_back(&item);
    }
  }
  return out;
}

/// What the database is before what gets through, and the worst before the rest.
std::tuple<bool, bool, std::ptrdiff_t> rank(const Finding& finding) {
  return {is_attack(finding), finding.check != kOfVersion,
          std::ranges::find(kSeverities, finding.severity) - std::begin(kSeverities)};
}

void let_the_best_tell(Cause<Finding>& cause) {
  const auto best = std::ranges::min_element(
      cause.others, [](const Finding* a, const Finding* b) { return rank(*a) < rank(*b); });
  if (best == cause.others.end() || rank(**best) >= rank(*cause.first)) return;
  const Finding* teller = *best;
  cause.others.erase(best);
  cause.others.insert(cause.others.begin(), std::exchange(cause.first, teller));
}

void add_once(std::vector<std::string>& list, const std::string& item) {
  if (!item.empty() && !contains(list, item)) list.push_back(item);
}

}  // namespace

std::vector<Cause<Finding>> causes(const std::vector<Finding>& findings) {
  std::vector<Cause<Finding>> out = grouped<Finding>(findings, Naming(findings));
  std::ranges::for_each(out, let_the_best_tell);
  std::ranges::stable_partition(out, [](const Cause<Finding>& cause) { return !is_attack(*cause.first); });
  return out;
}

std::vector<Cause<Unjudged>> causes(const std::vector<Unjudged>& unjudged) {
  return grouped<Unjudged>(unjudged, [](const Unjudged& each) { return each.why; });
}

std::vector<std::string> other_objects(const Cause<Finding>& cause) {
  std::vector<std::string> out;
  for (const Finding* each : cause.others) {
    if (name_of(each->object) != name_of(cause.first->object))
      add_once(out, std::string(name_of(each->object)));
  }
  return out;
}

std::vector<std::string> remedies(const Cause<Finding>& cause) {
  std::vector<std::string> out;
  add_once(out, cause.first->remedy);
  for (const Finding* each : cause.others) add_once(out, each->remedy);
  return out;
}

}  // namespace tenon::driver
