// Frozen session variables: what programs say of who asks.
#include <fmt/format.h>

#include <algorithm>

#include "diff/freeze_report.hpp"

namespace tenon::diff {
namespace {

using diag::Code;

std::string written(const ir::SessionVariable& variable) {
  return fmt::format("{}: {}{} from {}", variable.name, type_text(variable.type),
                     variable.optional ? "?" : "", variable.setting);
}

void check_variable(const ir::SessionVariable& old, const ir::SessionVariable* now, FreezeReport& report) {
  const std::string name = "session." + old.name;
  if (now == nullptr) {
    report
        .changed(Code::kFrozenGone, name, fmt::format("the frozen session variable `{}` is gone", old.name),
                 "without it")
        .help(fmt::format("put it back: `{}`", written(old)));
  } else if (!(old.type == now->type)) {
    report
        .changed(Code::kFrozenType, name, fmt::format("the frozen `{}` has another type", name),
                 fmt::format("now `{}`", type_text(now->type)),
                 fmt::format("frozen as `{}`", type_text(old.type)))
        .help(fmt::format("leave it as it was: `{}`", written(old)));
  } else if (old.optional != now->optional) {
    report
        .changed(Code::kFrozenNullability, name,
                 fmt::format("the frozen `{}` {} left out", name, now->optional ? "can be" : "can't be"),
                 now->optional ? "policies show what they hid without it"
                               : "programs that leave it out see nothing")
        .help(fmt::format("leave it as it was: `{}`", written(old)));
  } else if (old.setting != now->setting) {
    report
        .changed(Code::kFrozenProperty, name,
                 fmt::format("the frozen `{}` is read from another setting", name), "changed here")
        .help(fmt::format("leave it as it was: `{}`", written(old)));
  }
}

}  // namespace

void check_frozen_session(const Version& before, const Version& after, FreezeReport& report) {
  const auto is_asked = [&](const ir::SessionVariable& variable) {
    return std::any_of(
        before.schema.entities.begin(), before.schema.entities.end(), [&](const ir::Entity& entity) {
          return entity.frozen &&
                 std::any_of(entity.policies.begin(), entity.policies.end(), [&](const ir::Policy& policy) {
                   return std::any_of(
                       policy.session.begin(), policy.session.end(),
                       [&](const ir::SessionUse& use) { return use.variable == variable.name; });
                 });
        });
  };
  for (const ir::SessionVariable& variable : before.schema.session) {
    if (before.schema.frozen || is_asked(variable))
      check_variable(variable, after.schema.session_variable(variable.name), report);
  }
}

}  // namespace tenon::diff
