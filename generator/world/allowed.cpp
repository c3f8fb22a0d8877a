#include "world/allowed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "base/text.hpp"
#include "world/subject.hpp"
#include "world/world.hpp"

namespace tenon::world {
namespace {

using conformance::Finding;
using conformance::Note;
using model::Kind;
using model::Object;

/// The checks whose findings may be about what nobody promised; all others are about what was.
constexpr std::string_view kOfStrangers[] = {kStrangers, kRoles};

std::string_view past(std::string_view text, std::string_view prefix) {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

/// `by_hand of public.notes` as `public.notes.by_hand`
std::string as_path(std::string_view name) {
  constexpr std::string_view kOf = " of ";
  const std::size_t of = name.find(kOf);
  if (of == std::string_view::npos) return std::string(name);
  return fmt::format("{}.{}", name.substr(of + kOf.size()), name.substr(0, of));
}

/// An index has a name of its own in its schema: `public.by_hand`.
std::string without_table(const std::string& path) {
  const std::size_t first = path.find('.');
  const std::size_t last = path.rfind('.');
  return first == last ? path : path.substr(0, first) + path.substr(last);
}

/// One without its arguments stands for all functions of the name.
bool is_called(const std::string& path, const std::string& object) {
  return path == object || path.starts_with(object + "(");
}

/// `table public.notes to grafana`
bool is_right(const Allowance& allowance, std::string_view right) {
  const std::string to = " to " + allowance.to;
  if (!right.ends_with(to)) return false;
  const std::string_view object = right.substr(0, right.size() - to.size());
  return is_called(std::string(object.substr(object.find(' ') + 1)), allowance.object);
}

/// Whether a finding's words for an object are those of what is allowed.
bool is_about(const Allowance& allowance, std::string_view told) {
  told = past(told, "materialised ");
  if (allowance.kind == "grant")
    return told.starts_with("grant on ") && is_right(allowance, past(told, "grant on "));
  const std::string kind = allowance.kind + " ";
  if (!told.starts_with(kind)) return false;
  const std::string path = as_path(told.substr(kind.size()));
  if (!allowance.to.empty()) return path == allowance.object + " to " + allowance.to;
  return is_called(path, allowance.object) ||
         (allowance.kind == "index" && without_table(path) == allowance.object);
}

/// What is there because something else is: a column's own sequence, a part of a table.
const model::Identity* follows_from(const Object& object) {
  const auto* table = std::get_if<model::Table>(&object.definition);
  return table != nullptr && table->partition_of ? &*table->partition_of : nullptr;
}

bool is_owned_by(const Object& object, const Allowance& allowance) {
  const auto* sequence = std::get_if<model::Sequence>(&object.definition);
  if (sequence == nullptr || !sequence->owned_by || allowance.kind != "table") return false;
  return qualified(object.identity.schema, sequence->owned_by->first) == allowance.object ||
         sequence->owned_by->first == allowance.object;
}

class LettingPass {
 public:
  LettingPass(std::span<const Allowance> allowed, const catalog::Reading& live, Judgement& out)
      : allowed_(allowed), live_(live), out_(out) {}

  void let_pass() {
    for (const Allowance& each : allowed_) {
      Said there = objects_of(each);
      take_findings(each, there);
      take_unexplained(each, there);
      tell(each, there);
    }
  }

 private:
  /// What is said of each object.
  using Said = std::map<std::string, std::vector<std::string>>;

  [[nodiscard]] Said objects_of(const Allowance& allowance) const {
    Said out;
    for (const Object& object : live_.database.objects()) {
      if (is_about(allowance, told(object))) out[told(object)];
    }
    for (const catalog::Uncovered& each : live_.uncovered) {
      const std::string object = each.what + " " + each.name;
      if (is_about(allowance, object)) out[object];
    }
    return out;
  }

  void take_findings(const Allowance& allowance, Said& there) {
    const auto is_taken = [&](const Finding& finding) {
      return std::ranges::find(kOfStrangers, finding.check) != std::end(kOfStrangers) &&
             is_about(allowance, finding.object);
    };
    for (Finding& finding : out_.findings) {
      if (!is_taken(finding)) continue;
      there[finding.object].push_back(finding.message);
    }
    std::erase_if(out_.findings, is_taken);
  }

  void take_unexplained(const Allowance& allowance, Said& there) {
    std::set<std::string> following = followers_of(allowance);
    std::erase_if(out_.unexplained, [&](const Note& note) {
      if (is_about(allowance, note.object)) {
        there[note.object];
        return true;
      }
      return following.contains(note.object) || stands_in(allowance, note.object);
    });
  }

  [[nodiscard]] std::set<std::string> followers_of(const Allowance& allowance) const {
    std::set<std::string> out;
    for (const Object& object : live_.database.objects()) {
      const model::Identity* from = follows_from(object);
      const bool follows =
          (from != nullptr && is_about(allowance, model::text(*from))) || is_owned_by(object, allowance);
      if (follows) out.insert(told(object));
    }
    return out;
  }

  /// What touches nothing of the schema's is let pass with the schema of somebody else's that it stands in.
  static bool stands_in(const Allowance& allowance, std::string_view told) {
    if (allowance.kind != "schema") return false;
    const std::string path = as_path(past(told, "materialised "));
    return path.find(" " + allowance.object + ".") != std::string::npos ||
           path.starts_with(allowance.object + ".");
  }

  void tell(const Allowance& allowance, const Said& there) {
    for (const auto& [object, messages] : there) {
      out_.allowed.push_back(object);
      const std::string said = messages.empty() ? "" : ": " + join(messages, "; ");
      out_.note(object, fmt::format("is allowed, because \"{}\"{}", allowance.reason, said));
    }
    if (!there.empty()) return;
    const std::string to = allowance.to.empty() ? "" : " to " + allowance.to;
    out_.note(fmt::format("{} {}{}", allowance.kind, allowance.object, to),
              "is allowed, and the database has none: the line can go");
  }

  std::span<const Allowance> allowed_;
  const catalog::Reading& live_;
  Judgement& out_;
};

/// What checks of the catalog call by its name alone.
struct ByName {
  std::string_view kind;
  std::string_view check;
};

constexpr ByName kByName[] = {{"role", "catalog.bypassing_roles"},
                              {"function", "catalog.leakproof_functions"}};

/// A line of a register, which a check of the whole register shows as the server prints a row.
bool is_its_line(const Names& names, const Finding& other, const Subject& about) {
  if (about.kind != "registered row" || other.check != "catalog.maintenance" ||
      names.without_own(other.object) != about.table)
    return false;
  return std::ranges::any_of(std::array{about.name, names.without_own(about.name)}, [&](const auto& name) {
    return std::ranges::any_of(
        std::array{"(" + name + ",", "," + name + ",", "," + name + ")"},
        [&](const auto& told) { return other.message.find(told) != std::string::npos; });
  });
}

/// What a role owns that is to own functions alone is told by the role.
bool is_its_owner(const Names& names, const Finding& other, const Subject& about) {
  const std::string kind = about.kind == "function" ? "function" : about.kind == "view" ? "relation" : "";
  return !kind.empty() && other.check == "catalog.function_owners" &&
         other.message.starts_with(fmt::format("owns {} {},", kind, names.without_own(about.name)));
}

bool is_twin(const Names& names, const Finding& other, const Subject& about) {
  if (is_its_line(names, other, about) || is_its_owner(names, other, about)) return true;

  const bool is_by_name = std::ranges::any_of(kByName, [&](const ByName& each) {
    return each.kind == about.kind && each.check == other.check &&
           names.without_own(other.object) == names.without_own(about.name);
  });
  return is_by_name || tells_of(names, other, about);
}

}  // namespace

bool is_allowed(std::span<const Allowance> allowed, const Object& object) {
  const model::Identity& identity = object.identity;
  // Row security has its table's name.
  const std::string& table = identity.kind == Kind::kRowSecurity ? identity.name : identity.table;
  return std::ranges::any_of(allowed, [&](const Allowance& each) {
    const model::Identity* whole = follows_from(object);
    if (is_about(each, told(object)) || is_owned_by(object, each)) return true;
    if (whole != nullptr && is_about(each, model::text(*whole))) return true;
    return !table.empty() && std::ranges::any_of(std::array{Kind::kTable, Kind::kView}, [&](Kind kind) {
      return is_about(each, model::text(model::Identity{kind, identity.schema, "", table, ""}));
    });
  });
}

void let_pass(std::span<const Allowance> allowed, const catalog::Reading& live, Judgement& out) {
  LettingPass(allowed, live, out).let_pass();
}

void let_pass_twins(const std::string& sql_schema, const Judgement& judgement, std::vector<Finding>& others) {
  const Names names(sql_schema);
  for (const std::string& object : judgement.allowed) {
    const Subject about = subject(names, std::string(past(object, "materialised ")));
    std::erase_if(others, [&](const Finding& other) { return is_twin(names, other, about); });
  }
}

}  // namespace tenon::world
