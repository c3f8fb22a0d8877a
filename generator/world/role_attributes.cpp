#include "world/role_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "model/differences.hpp"
#include "render/sql_text.hpp"
#include "world/difference.hpp"
#include "world/weights.hpp"

namespace tenon::world {
namespace {

using model::Kind;
using model::Object;

/// What an administrator may decide of a role: it opens nothing.
constexpr std::string_view kFree[] = {"connection_limit", "valid_until"};

/// Settings of a session that change how long it takes, or what is logged of it.
constexpr std::string_view kHarmless[] = {
    "statement_timeout",    "lock_timeout",    "idle_in_transaction_session_timeout",
    "idle_session_timeout", "work_mem",        "maintenance_work_mem",
    "temp_buffers",         "temp_file_limit", "application_name"};

bool is_harmless(const std::string& setting) {
  return setting.starts_with("log_") || setting.starts_with("auto_explain.") ||
         std::ranges::find(kHarmless, setting) != std::end(kHarmless);
}

/// The names of those that one has and the other has not, or otherwise.
std::set<std::string> differing(const model::Options& wanted, const model::Options& live) {
  std::set<std::pair<std::string, std::string>> all(wanted.begin(), wanted.end());
  for (const auto& setting : live) {
    if (!all.insert(setting).second) all.erase(setting);
  }
  std::set<std::string> out;
  for (const auto& [name, value] : all) out.insert(name);
  return out;
}

std::set<std::string> differing_settings(const Object& wanted, const Object& live) {
  return differing(wanted.as<model::Role>().settings, live.as<model::Role>().settings);
}

/// Of a setting the name alone: its value may be a secret of the program's.
std::string told_of_role(const Object& wanted, const Object& live, const model::FieldDifference& field) {
  if (field.field != "settings") return told(field);
  return fmt::format("its settings are others than promised: `{}`",
                     fmt::join(differing_settings(wanted, live), "`, `"));
}

bool is_free(const Object& wanted, const Object& live, const std::string& field) {
  if (field == "settings") return std::ranges::all_of(differing_settings(wanted, live), is_harmless);
  return std::ranges::find(kFree, field) != std::end(kFree);
}

void judge_role(const Object& wanted, const Object& live, Judgement& out) {
  model::Database before;
  model::Database after;
  before.add({wanted.identity, wanted.definition});
  after.add({live.identity, live.definition});
  for (const model::Difference& difference : model::differences(before, after)) {
    std::vector<model::FieldDifference> judged;
    for (const model::FieldDifference& field : difference.fields) {
      if (is_free(wanted, live, field.field)) {
        out.leave(told(live), told_of_role(wanted, live, field) + ": the administrator's to decide");
      } else {
        judged.push_back(field);
      }
    }
    for (const model::FieldDifference& field : judged)
      out.find(
          kRoles, told(live),
          told_of_role(wanted, live, field) + ": " + std::string(of_field(Kind::kRole, field.field).allows),
          severity(Kind::kRole, {field}));
  }
}

void judge_membership(const Object& wanted, Judgement& out) {
  const std::string group = render::sql_identifier(wanted.identity.table).str();
  const std::string member = render::sql_identifier(wanted.identity.name).str();
  out.find(
      kRoles, "role " + wanted.identity.name,
      fmt::format("is no member of `{}`, which was promised: what it does with that one's rights is refused",
                  wanted.identity.table),
      kDenial, fmt::format("GRANT {} TO {};", group, member));
}

}  // namespace

void judge_role_attributes(const Scene& scene, Judgement& out) {
  for (const Object& wanted : scene.lowered.objects()) {
    const Object* live = scene.live.database.find(wanted.identity);
    if (wanted.identity.kind == Kind::kRole && live != nullptr) {
      ++out.checks;
      judge_role(wanted, *live, out);
    } else if (wanted.identity.kind == Kind::kMembership && live == nullptr) {
      judge_membership(wanted, out);
    }
  }
}

}  // namespace tenon::world
