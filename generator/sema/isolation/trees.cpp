// Trees of tenants: `tree parent` of a tenancy, and `inherited up` or `inherited down` of its entities.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "sema/isolation/isolation.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

diag::Diagnostic& report_tree(const Reading& context, std::string message) {
  return context.sink.report(Code::kTree, std::move(message)).at(context.settings.tree_span);
}

/// What keeps the relation from telling who stands above whom; empty for nothing.
std::string unfit_relation(const ir::ForeignKey& key, bool nullable) {
  if (!nullable) return "the first tenant would have to stand above itself: end its type in `?`";
  if (key.deferral != ir::Deferral::kNone || key.in_circle)
    return "a tenant's place is settled by each statement, and a deferred relation is looked at later";
  if (key.on_update != ir::Action::kNoAction && key.on_update != ir::Action::kRestrict)
    return "the key of a tenant that stands in a tree doesn't change: leave `@on_update` out";
  return "";
}

void check_relation(const Reading& context, const ir::Entity& root) {
  const std::string& name = context.schema.tenancy->tree;
  std::vector<std::string> fields;
  for (const ir::Relation& relation : root.relations) {
    if (relation.entity != root.name) continue;
    fields.push_back(relation.field);
    if (relation.field != name) continue;
    const auto key =
        std::find_if(root.foreign_keys.begin(), root.foreign_keys.end(),
                     [&](const ir::ForeignKey& each) { return each.columns == relation.columns; });
    const std::string why = key == root.foreign_keys.end() ? "" : unfit_relation(*key, relation.nullable);
    if (!why.empty())
      report_tree(context, fmt::format("`{}.{}` can't hold a tree of tenants", root.name, name)).note(why);
    return;
  }
  auto& diagnostic =
      report_tree(context, fmt::format("`{}.{}` is no relation of the root to itself", root.name, name));
  if (fields.empty())
    diagnostic.help(fmt::format("give `{}` the tenant above it: `{}: {}?`", root.name, name, root.name));
  else
    diagnostic.help(fmt::format("write one of those that it has: {}", join(fields, ", ")));
}

/// What an inherited entity can't have, and why.
void check_inherited_members(const Reading& context, const Draft& draft) {
  for (const ast::Member* member : draft.members) {
    const auto* search = std::get_if<ast::Search>(member);
    if (search == nullptr) continue;
    context.sink
        .report(Code::kInheritedEntity, fmt::format("`{}` is inherited and has a search", draft.entity.name))
        .at(search->span, "a search gives keys, and in a tree they don't tell whose row is meant")
        .help("ask by a query, or search an entity that isn't inherited");
  }
  if (draft.syntax->shared)
    context.sink
        .report(Code::kInheritedEntity, fmt::format("`{}` is inherited and shared", draft.entity.name))
        .at(*draft.syntax->shared, "what all tenants read needs no tree")
        .help("leave one out, or keep the shared rows in an entity of their own");
}

/// Where no `inherited` can stand, and why.
std::string misplaced(const Reading& context, const Draft& draft) {
  if (!context.schema.tenancy) return "there is no tenancy";
  if (draft.entity.tenancy == ir::Tenancy::kGlobal) return "what is global is no tenant's";
  return context.schema.tenancy->tree.empty() ? "the tenants stand in no tree" : "";
}

void resolve_inherited(const Reading& context, Draft& draft) {
  const ast::Inherited& syntax = *draft.syntax->inherited;
  const auto report = [&](Span span) -> diag::Diagnostic& {
    return context.sink
        .report(Code::kMisplacedInherited,
                fmt::format("`{}` is inherited {}", draft.entity.name, syntax.direction.text))
        .at(span);
  };
  const bool up = syntax.direction.text == "up";
  if (!up && syntax.direction.text != "down") {
    report(syntax.direction.span)
        .help("write `inherited up`, for the tenants above, or `inherited down`, for those below");
  } else if (const std::string why = misplaced(context, draft); !why.empty()) {
    report(syntax.span)
        .note(why)
        .help("leave it out, or let the tenants stand in a tree: `tenancy { … tree parent }`");
  } else {
    draft.entity.inherited = up ? ir::Inheritance::kUp : ir::Inheritance::kDown;
    check_inherited_members(context, draft);
  }
}

}  // namespace

void resolve_tree(const Making& context) {
  const bool has_tree = context.schema.tenancy && !context.schema.tenancy->tree.empty();
  if (has_tree && context.drafts.root != nullptr && !context.drafts.root->incomplete)
    check_relation(context, context.drafts.root->entity);
  for (Draft& draft : context.making) {
    if (draft.syntax->inherited && !draft.syntax->incomplete) resolve_inherited(context, draft);
  }
}

}  // namespace tenon::sema
