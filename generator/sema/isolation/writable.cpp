// Who writes a global entity's rows, and what of it would reach the rows of tenants.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/isolation/isolation.hpp"
#include "sema/isolation/rights.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

/// A relation of a tenant's entity, or of the root, to what goes with a global row.
struct Referrer {
  const ir::Entity* entity;
  const ir::ForeignKey* key;
};

/// The entity's name, and those of global entities whose rows go with its rows, at any distance.
std::vector<std::string> gone_with(const Reading& context, const ir::Entity& entity) {
  std::vector<std::string> names = {entity.name};
  for (std::size_t at = 0; at < names.size(); ++at) {
    for (const Draft& draft : context.drafts) {
      const ir::Entity& other = draft.entity;
      if (other.tenancy != ir::Tenancy::kGlobal || contains(names, other.name)) continue;
      const bool goes =
          std::any_of(other.foreign_keys.begin(), other.foreign_keys.end(), [&](const ir::ForeignKey& key) {
            return key.entity == names[at] && key.on_delete == ir::Action::kCascade;
          });
      if (goes) names.push_back(other.name);
    }
  }
  return names;
}

std::vector<Referrer> referrers(const Reading& context, const ir::Entity& entity) {
  const std::vector<std::string> gone = gone_with(context, entity);
  std::vector<Referrer> out;
  for (const Draft& draft : context.drafts) {
    if (draft.entity.tenancy == ir::Tenancy::kGlobal) continue;
    for (const ir::ForeignKey& key : draft.entity.foreign_keys) {
      if (contains(gone, key.entity)) out.push_back({&draft.entity, &key});
    }
  }
  return out;
}

Span place_of(const Reading& context, const Referrer& referrer) {
  return context.places.at(referrer.entity->name + "." + referrer.key->name);
}

bool sets_or_cascades(ir::Action action) {
  return action != ir::Action::kNoAction && action != ir::Action::kRestrict;
}

/// `@on_delete(cascade)`, where the relation lets what becomes of a row reach the rows that refer to it.
std::string reaching(const ir::ForeignKey& key) {
  static constexpr std::string_view kNames[] = {"no_action", "restrict", "cascade", "set_null",
                                                "set_default"};
  const auto name = [](ir::Action action) { return kNames[static_cast<std::size_t>(action)]; };
  if (sets_or_cascades(key.on_delete)) return fmt::format("@on_delete({})", name(key.on_delete));
  if (sets_or_cascades(key.on_update)) return fmt::format("@on_update({})", name(key.on_update));
  return "";
}

/// Who changes or removes rows of a global entity, and where it says so.
struct Writer {
  std::string name;
  Span span;
};

std::optional<Writer> writer_of(const Reading& context, const Draft& draft) {
  if (draft.syntax->writable) return Writer{"the application", draft.syntax->writable->span};
  for (const ir::Role& role : context.schema.roles) {
    for (const ir::Command command : {ir::Command::kUpdate, ir::Command::kDelete}) {
      if (const Span* place = place_of_right(context, role.name, draft.entity.name, command))
        return Writer{fmt::format("`{}`", role.name), *place};
    }
  }
  return std::nullopt;
}

/// What becomes of a row that somebody writes changes no tenant's rows.
void check_reach(const Reading& context, const Draft& draft) {
  const auto writer = writer_of(context, draft);
  if (!writer) return;
  for (const Referrer& each : referrers(context, draft.entity)) {
    const std::string action = reaching(*each.key);
    if (action.empty()) continue;
    auto& diagnostic =
        context.sink
            .report(Code::kGlobalReach,
                    fmt::format("what becomes of a row of `{}` would reach every tenant's `{}`",
                                draft.entity.name, each.entity->name))
            .at(place_of(context, each), fmt::format("by its `{}`", action))
            .also(writer->span, fmt::format("{} writes `{}`", writer->name, draft.entity.name));
    if (each.key->entity != draft.entity.name)
      diagnostic.note(fmt::format("rows of `{}` go with those of `{}`", each.key->entity, draft.entity.name));
    diagnostic.help(fmt::format(
        "{}, or let nobody but the owner write `{}`",
        sets_or_cascades(each.key->on_delete) ? "write `@on_delete(restrict)`" : "leave its `@on_update` out",
        draft.entity.name));
  }
}

/// Where the entity says `retain`, and means that rows are deleted.
const ast::Retain* deleting_retention(const Draft& draft) {
  for (const ast::Member* member : draft.members) {
    const auto* retain = std::get_if<ast::Retain>(member);
    if (retain != nullptr && !retain->anonymise) return retain;
  }
  return nullptr;
}

/// Whoever writes the time that retention counts from chooses what it deletes.
void check_retention(const Reading& context, const Draft& draft) {
  const ast::Retain* retain = deleting_retention(draft);
  const auto writer = writer_of(context, draft);
  if (retain == nullptr || !writer) return;
  const std::vector<Referrer> found = referrers(context, draft.entity);
  if (found.empty()) return;
  context.sink
      .report(Code::kGlobalDelete,
              fmt::format("{} would have rows of `{}` deleted, which tenants' rows refer to", writer->name,
                          draft.entity.name))
      .at(retain->span, "whether it is refused tells what tenants have")
      .also(writer->span, "who writes its rows chooses their time")
      .also(place_of(context, found.front()), fmt::format("`{}` refers to it", found.front().entity->name))
      .help("write `retain … by … anonymise`, or let nobody but the owner write it");
}

void check_right_to_delete(const Reading& context, const Draft& draft, const std::string& role) {
  const Span* place = place_of_right(context, role, draft.entity.name, ir::Command::kDelete);
  if (place == nullptr) return;
  const std::vector<Referrer> found = referrers(context, draft.entity);
  if (found.empty()) return;
  context.sink
      .report(Code::kGlobalDelete,
              fmt::format("role `{}` would delete from `{}`, which tenants' rows refer to", role,
                          draft.entity.name))
      .at(*place, "whether it is refused tells what tenants have")
      .also(place_of(context, found.front()), fmt::format("`{}` refers to it", found.front().entity->name))
      .help("leave it out: the owner removes such rows, or a column of theirs says that they are out of use");
}

void check_right_to_update(const Reading& context, const Draft& draft, const std::string& role) {
  const Span* place = place_of_right(context, role, draft.entity.name, ir::Command::kUpdate);
  if (place == nullptr || !updatable_columns(draft.entity).empty()) return;
  context.sink.report(Code::kUnfitRight, fmt::format("role `{}` would update `{}`", role, draft.entity.name))
      .at(*place, "its rows are all key, which nobody changes")
      .help("leave it out");
}

}  // namespace

std::vector<std::string> updatable_columns(const ir::Entity& entity) {
  std::vector<std::string> out;
  for (const ir::Column& column : entity.columns) {
    if (ir::is_given(column) && !contains(entity.primary_key.columns, column.name))
      out.push_back(column.name);
  }
  return out;
}

bool app_may(const Reading& context, const ir::Entity& entity, ir::Command command) {
  if (entity.tenancy != ir::Tenancy::kGlobal || command == ir::Command::kSelect) return true;
  if (!entity.unguarded_reason.empty()) return true;
  if (entity.writable_reason.empty()) return false;
  if (command == ir::Command::kUpdate) return !updatable_columns(entity).empty();
  return command == ir::Command::kInsert || referrers(context, entity).empty();
}

void check_global_writes(const Reading& context) {
  for (const Draft& draft : context.drafts) {
    if (draft.entity.tenancy != ir::Tenancy::kGlobal || !draft.entity.unguarded_reason.empty()) continue;
    check_reach(context, draft);
    check_retention(context, draft);
    for (const ir::Role& role : context.schema.roles) {
      check_right_to_delete(context, draft, role.name);
      check_right_to_update(context, draft, role.name);
    }
  }
}

}  // namespace tenon::sema
