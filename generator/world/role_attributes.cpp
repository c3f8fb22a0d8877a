#include "world/role_attributes.hpp"

#include <fmt/format.h>

#include "model/differences.hpp"
#include "render/sql_text.hpp"
#include "world/difference.hpp"
#include "world/tuning.hpp"
#include "world/weights.hpp"

namespace tenon::world {
namespace {

using model::Kind;
using model::Object;

/// Of a setting the name alone: its value may be a secret of the program's.
std::string told_of_role(const model::FieldDifference& field) {
  if (field.field != "settings") return told(field);
  return fmt::format("its settings are others than promised: `{}`",
                     fmt::join(differing_options(field), "`, `"));
}

void judge_role(const Object& wanted, const Object& live, Judgement& out) {
  model::Database before;
  model::Database after;
  before.add({wanted.identity, wanted.definition});
  after.add({live.identity, live.definition});
  for (const model::Difference& difference : model::differences(before, after)) {
    std::vector<model::FieldDifference> judged;
    for (const model::FieldDifference& field : difference.fields) {
      if (is_tuning(Kind::kRole, field)) {
        out.leave(told(live), told_of_role(field) + ": the administrator's to decide");
      } else {
        judged.push_back(field);
      }
    }
    for (const model::FieldDifference& field : judged)
      out.find(kRoles, told(live),
               told_of_role(field) + ": " + std::string(of_field(Kind::kRole, field.field).allows),
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
      judge_role(wanted, *live, out);
    } else if (wanted.identity.kind == Kind::kMembership && live == nullptr) {
      judge_membership(wanted, out);
    } else if (wanted.identity.kind == Kind::kComment && is_of_server(wanted)) {
      judge_comment(wanted, live, out);
    }
  }
}

}  // namespace tenon::world
