// Shared rows: those of no tenant, which every tenant reads beside its own and the provisioner writes. In the
// tenant column they have a key that no tenant can have, so that keys, unique constraints and indexes are led
// by it as always and hold no NULL; the foreign key to the root is over a column that is NULL for them.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "sema/isolation/isolation.hpp"
#include "sema/isolation/rights.hpp"
#include "sema/names/names.hpp"
#include "sql/expression.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

/// What a member is called that goes by whose a row is, and can't where it is nobody's.
std::string_view unfit(const ast::Member& member) {
  if (std::holds_alternative<ast::Audit>(member)) return "audit";
  if (std::holds_alternative<ast::Lookup>(member)) return "lookup";
  return std::holds_alternative<ast::Retain>(member) ? "retain" : "";
}

Span span_of(const ast::Member& member) {
  return std::visit([](const auto& each) { return each.span; }, member);
}

void check_members(const Reading& context, const Draft& draft) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kWhy = {
      {{"audit", "a log's rows belong to a tenant, and a change of a shared row to none"},
       {"lookup", "a lookup gives the tenant of a row, and a shared row has none"},
       {"retain", "maintenance goes from tenant to tenant, and would never come to the shared rows"}}};
  for (const ast::Member* member : draft.members) {
    const auto why =
        std::find_if(kWhy.begin(), kWhy.end(), [&](const auto& row) { return row.first == unfit(*member); });
    if (why == kWhy.end()) continue;
    context.sink
        .report(Code::kSharedEntity,
                fmt::format("`{}` has shared rows and `{}`", draft.entity.name, why->first))
        .at(span_of(*member), std::string(why->second))
        .also(*draft.syntax->shared, "shared because of this")
        .help("leave it out, or keep the tenants' rows in an entity of their own");
  }
}

const std::optional<Span>& shadows_of(const ast::Member& member) {
  static const std::optional<Span> kNone;
  if (const auto* key = std::get_if<ast::Key>(&member)) return key->shadows;
  if (const auto* unique = std::get_if<ast::Unique>(&member)) return unique->shadows;
  return kNone;
}

/// The columns of a key or a unique constraint, where they are fields and nothing else.
std::vector<std::string> plain_columns(const Draft& draft, const ast::Member& member) {
  if (std::holds_alternative<ast::Key>(member)) return draft.entity.key;
  const auto& unique = std::get<ast::Unique>(member);
  std::vector<std::string> out;
  for (const ast::Column& column : unique.columns) {
    const auto* name = std::get_if<ast::Name>(&column.what);
    const FieldDraft* field = name == nullptr ? nullptr : draft.field(name->text);
    if (field == nullptr || unique.where || unique.global) return {};
    for (const ir::Column& made : draft.entity.columns) {
      if (made.field == field->name()) out.push_back(made.name);
    }
    for (const ir::Relation& relation : draft.entity.relations) {
      if (relation.field == field->name())
        out.insert(out.end(), relation.columns.begin(), relation.columns.end());
    }
  }
  return out;
}

void resolve_shadows(const Reading& context, Draft& draft) {
  Span first;
  for (const ast::Member* member : draft.members) {
    const std::optional<Span>& shadows = shadows_of(*member);
    if (!shadows) continue;
    auto report = [&](const std::string& message) -> diag::Diagnostic& {
      return context.sink.report(Code::kMisplacedShared, message).at(*shadows);
    };
    if (!ir::is_shared(draft.entity)) {
      report(fmt::format("`{}` has no shared rows that its own could shadow", draft.entity.name))
          .help(fmt::format("write `shared entity {} because \"…\"`, or leave it out", draft.entity.name));
      continue;
    }
    if (!draft.entity.shadows.empty()) {
      report(fmt::format("rows of `{}` shadow shared ones by two constraints", draft.entity.name))
          .also(first, "the first one")
          .help("leave one out: a shared row is hidden by one own row");
      continue;
    }
    first = *shadows;
    draft.entity.shadows = plain_columns(draft, *member);
    if (draft.entity.shadows.empty() && !draft.incomplete) {
      report("what shadows a shared row is told by fields alone")
          .note("neither expressions, nor a part of the rows, nor what is unique over all tenants")
          .help("put `shadows shared` behind a `key (…)` or `unique (…)` over fields");
    }
  }
}

/// The key that shared rows have is nobody's.
void keep_from_root(const Reading& context, ir::Entity& root) {
  if (root.key.size() != 1) return;
  ir::Check check;
  check.name = identifier(root.table + "_is_a_tenant_check");
  check.expression =
      fmt::format("{} <> {}", sql::identifier(root.key[0]), ir::no_tenant(context.schema.tenancy->type));
  root.checks.push_back(std::move(check));
}

}  // namespace

void check_shared(const Reading& context, const Draft& draft) {
  const ast::Entity& syntax = *draft.syntax;
  if (syntax.incomplete) return;
  if (!context.schema.tenancy || &draft == context.drafts.root) {
    context.sink
        .report(Code::kMisplacedShared,
                context.schema.tenancy
                    ? fmt::format("the tenancy's root `{}` is declared shared", syntax.name.text)
                    : fmt::format("`{}` is shared, and there is no tenancy", syntax.name.text))
        .at(*syntax.shared)
        .help("remove `shared`");
    return;
  }
  if (!syntax.because || is_blank(syntax.because->text)) {
    context.sink
        .report(Code::kGlobalWithoutReason, fmt::format("shared entity `{}` has no reason", syntax.name.text))
        .at(syntax.name.span, "every tenant will read its shared rows")
        .help(fmt::format("say why: `shared entity {} because \"…\" {{`", syntax.name.text));
  }
  check_members(context, draft);
}

void derive_shared(const Making& context) {
  bool any = false;
  for (Draft& draft : context.making) {
    resolve_shadows(context, draft);
    any = any || ir::is_shared(draft.entity);
  }
  if (any && context.drafts.root != nullptr)
    keep_from_root(context, context.making.named(context.drafts.root->entity.name)->entity);
}

void derive_effective_views(const MakingViews& context) {
  for (const Draft& draft : context.drafts) {
    const ir::Entity& entity = draft.entity;
    if (entity.shadows.empty()) continue;
    ir::View view;
    view.name = "Effective" + entity.name;
    view.space = entity.space;
    view.sql_name = identifier(ir::effective_view_name(entity));
    view.doc = fmt::format("The rows of {}, with a tenant's own in the place of a shared one.", entity.table);
    std::vector<std::string> names;
    for (const ir::Column& column : entity.columns) {
      if (ir::is_hidden(column)) continue;
      view.columns.push_back(column);
      names.push_back("t." + sql::identifier(column.name));
    }
    std::vector<std::string> same;
    for (const std::string& column : entity.shadows)
      same.push_back(fmt::format("own.{0} = t.{0}", sql::identifier(column)));
    view.query = fmt::format(
        "SELECT {}\nFROM {} AS t\nWHERE NOT t.{} OR NOT EXISTS (\n  SELECT FROM {} AS own\n  WHERE own.{} = "
        "(SELECT tenon.current_tenant()) AND {})",
        join(names, ", "), named_table(entity), ir::kSharedColumn, named_table(entity),
        sql::identifier(entity.tenant_column), join(same, " AND "));
    view.reads = {entity.name};
    view.rule = ir::Rule::kShared;
    view.grants = readers_of(context, entity);
    context.views.push_back(std::move(view));
  }
}

}  // namespace tenon::sema
