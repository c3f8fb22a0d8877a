#include "world/role_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "model/differences.hpp"
#include "render/sql_text.hpp"
#include "world/difference.hpp"
#include "world/session_settings.hpp"
#include "world/tuning.hpp"
#include "world/weights.hpp"

namespace tenon::world {
namespace {

using model::Kind;
using model::Object;

std::optional<std::string> value_of(const model::Role& role, const std::string& name) {
  const auto found = std::ranges::find(role.settings, name, [](const auto& each) { return each.first; });
  return found == role.settings.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Weight> of_role(const Scene& scene, const std::string& name,
                              const std::optional<std::string>& value) {
  if (name == scene.schema.tenant_setting) return Weight{kLeak, "who names no tenant is in that one"};
  if (name == "search_path" && value && leads_to_ours(*value, scene.schema.spaces())) return std::nullopt;
  return of_setting(name, value);
}

/// Each by itself. Its value may be a secret of the program's.
void judge_role_settings(const Scene& scene, const model::FieldDifference& field, const Object& live,
                         Judgement& out) {
  for (const std::string& name : differing_options(field)) {
    const auto weight = of_role(scene, name, value_of(live.as<model::Role>(), name));
    const std::string what = fmt::format("its setting `{}` is another than promised: ", name);
    if (weight) {
      out.find(kRoles, told(live), what + std::string(weight->allows), weight->severity);
    } else {
      out.leave(told(live), what + "the administrator's to decide");
    }
  }
}

void judge_role(const Scene& scene, const Object& wanted, const Object& live, Judgement& out) {
  model::Database before;
  model::Database after;
  before.add({wanted.identity, wanted.definition});
  after.add({live.identity, live.definition});
  for (const model::Difference& difference : model::differences(before, after)) {
    for (const model::FieldDifference& field : difference.fields) {
      const std::string what = told(Kind::kRole, field);
      if (field.field == "settings") {
        judge_role_settings(scene, field, live, out);
      } else if (is_tuning(Kind::kRole, field)) {
        out.leave(told(live), what + ": the administrator's to decide");
      } else {
        out.find(kRoles, told(live), fmt::format("{}: {}", what, of_field(Kind::kRole, field.field).allows),
                 severity(Kind::kRole, {field}));
      }
    }
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

/// What the role is to a schema. What follows is of the schema that made it: it may serve another's in that
/// part.
std::string_view part(const Object& comment) {
  const std::string_view text = comment.as<model::Comment>().text;
  return text.substr(0, text.find(':'));
}

void judge_comment(const Object& wanted, const Object* live, Judgement& out) {
  if (live == nullptr) {
    out.leave(told(wanted), "is missing");
  } else if (part(*live) != part(wanted)) {
    out.leave(told(wanted), fmt::format("doesn't begin as promised: `{}`", part(wanted)));
  }
}

}  // namespace

void judge_role_attributes(const Scene& scene, Judgement& out) {
  for (const Object& wanted : scene.lowered.objects()) {
    const Object* live = scene.live.database.find(wanted.identity);
    if (wanted.identity.kind == Kind::kRole && live != nullptr) {
      ++out.checks;
      judge_role(scene, wanted, *live, out);
    } else if (wanted.identity.kind == Kind::kMembership && live == nullptr) {
      judge_membership(wanted, out);
    } else if (wanted.identity.kind == Kind::kComment && is_of_server(wanted)) {
      judge_comment(wanted, live, out);
    }
  }
}

}  // namespace tenon::world
