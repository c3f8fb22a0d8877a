// Who searches: a role that owns the functions and sees every row, through nothing but them.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/isolation/isolation.hpp"
#include "sema/search/search.hpp"
#include "sql/expression.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

/// Whether a declared function that it calls reads rows.
bool calls_for_rows(const Reading& context, const sql::Expression& expression) {
  return std::any_of(expression.functions.begin(), expression.functions.end(), [&](const sql::Named& call) {
    const ir::Function* function = context.schema.called(call.path);
    return function != nullptr && !function->reads.empty();
  });
}

/// The functions hold the application's SELECT policies, and run as another role without rights elsewhere.
void check_narrowing(const Reading& context, const Draft& draft) {
  for (const ast::Member* member : draft.members) {
    const auto* policy = std::get_if<ast::Policy>(member);
    if (policy == nullptr || !narrows(*policy, context.schema.tenancy->app, "select")) continue;
    const auto expression = sql::parse_expression(policy->predicate.text);
    if (!expression) continue;
    const bool others = expression->subquery || calls_for_rows(context, *expression);
    if (!others && !expression->role) continue;
    context.sink
        .report(Code::kSearchPolicy,
                fmt::format("policy `{}` asks for {}, and `{}` is searched", policy->name.text,
                            others ? "other rows" : "the current role", draft.entity.name))
        .at(policy->predicate.span)
        .note("a search runs as a role of its own, which sees the searched table and no other")
        .help("let the predicate be over the row's own columns, or leave the search out");
  }
}

}  // namespace

void derive_search_access(const Settling& context) {
  if (!context.schema.tenancy) return;
  bool needed = false;
  const std::set<std::string> kept = read_by_stored_views(context);
  for (Draft& draft : context.making) {
    ir::Entity& entity = draft.entity;
    const bool is_searched = ir::searched_by_role(entity) && ir::is_searched(entity);
    const bool is_read = ir::is_read_by_definer(context.schema, entity) || kept.contains(entity.name);
    if (!is_searched && !is_read && !ir::is_read_whole(context.schema, entity)) continue;
    needed = true;
    if (is_searched) check_narrowing(context, draft);
    const std::string& role = context.schema.tenancy->search;
    entity.grants.push_back({role, {ir::Command::kSelect}});
    // What everybody reads has no policies.
    if (entity.tenancy == ir::Tenancy::kGlobal && !entity.visible) continue;
    ir::Policy policy;
    policy.name = identifier(entity.table + "_search");
    policy.roles = {role};
    policy.every_row = true;
    entity.policies.push_back(std::move(policy));
  }
  if (!needed) context.tenancy->search.clear();
}

}  // namespace tenon::sema
