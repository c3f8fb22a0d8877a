// `soft_delete`: the column that marks a row, and a view of the rows that are live. Not the SELECT policy: it
// would refuse the very update that marks a row, since the row would then not be seen any more.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/isolation/isolation.hpp"
#include "sema/isolation/rights.hpp"
#include "sema/names/names.hpp"
#include "sql/expression.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

constexpr std::string_view kColumn = "deleted_at";

const ast::SoftDelete* soft_delete_of(const Reading& context, const Draft& draft) {
  const ast::SoftDelete* out = nullptr;
  for (const ast::Member* member : draft.members) {
    const auto* found = std::get_if<ast::SoftDelete>(member);
    if (found == nullptr) continue;
    if (out != nullptr) {
      context.sink.report(Code::kSoftDelete, fmt::format("`{}` has `soft_delete` twice", draft.entity.name))
          .at(found->span)
          .also(out->span, "the first one");
      return nullptr;
    }
    out = found;
  }
  return out;
}

/// The column, unless a field is there that can't be it.
bool ensure_column(const Reading& context, Draft& draft, const ast::SoftDelete& syntax) {
  ir::Entity& entity = draft.entity;
  const ir::Column* there = entity.column(kColumn);
  if (there == nullptr) {
    ir::Column column;
    column.name = column.field = kColumn;
    column.doc = "When the row was deleted; NULL while it is live.";
    column.type.name = "timestamptz";
    column.nullable = true;
    column.rule = ir::Rule::kSoftDelete;
    entity.columns.push_back(std::move(column));
    return true;
  }
  const FieldDraft* field = draft.field(there->field);
  if (there->type.name.empty()) return false;
  const bool fits = there->type.name == "timestamptz" && there->type.dimensions == 0 && there->nullable &&
                    !there->default_value;
  if (fits || field == nullptr) return fits;
  context.sink
      .report(Code::kSoftDelete,
              fmt::format("`{}` can't tell whether a row of `{}` is deleted", field->name(), entity.name))
      .at(field->syntax->span, "a `timestamptz?` without a default is needed")
      .also(syntax.span, "it would be set by this")
      .help("leave the field out: it is derived");
  return false;
}

}  // namespace

void derive_soft_delete(const Making& context) {
  for (Draft& draft : context.making) {
    const ast::SoftDelete* syntax = soft_delete_of(context, draft);
    if (syntax == nullptr) continue;
    ir::Entity& entity = draft.entity;
    if (entity.tenancy == ir::Tenancy::kRoot) {
      context.sink
          .report(Code::kSoftDelete,
                  fmt::format("`{}` is the tenancy's root and has `soft_delete`", entity.name))
          .at(syntax->span)
          .note("the application can't change a tenant, and so can't mark it")
          .help("keep the state of a tenant in a field, such as an enum");
      continue;
    }
    if (!ensure_column(context, draft, *syntax)) continue;
    entity.soft_delete = ir::SoftDelete{std::string(kColumn), identifier("live_" + entity.table)};
  }
}

std::vector<ir::Grant> readers_of(const Reading& context, const ir::Entity& entity) {
  const auto is_client = [&](const std::string& role) {
    return !context.schema.tenancy ||
           (role != context.schema.tenancy->search && role != context.schema.tenancy->provisioner);
  };
  std::vector<ir::Grant> out;
  for (const ir::Grant& grant : entity.grants) {
    const auto& rights = grant.privileges;
    if (std::find(rights.begin(), rights.end(), ir::Command::kSelect) != rights.end() &&
        is_client(grant.role))
      out.push_back({grant.role, {ir::Command::kSelect}});
  }
  return out;
}

void derive_live_views(const MakingViews& context) {
  for (const Draft& draft : context.drafts) {
    const ir::Entity& entity = draft.entity;
    if (!entity.soft_delete) continue;
    ir::View view;
    view.name = "Live" + entity.name;
    view.space = entity.space;
    view.sql_name = entity.soft_delete->view;
    view.doc = fmt::format("The rows of {} that are not deleted.", entity.table);
    std::vector<std::string> names;
    for (const ir::Column& column : entity.columns) {
      if (column.rule == ir::Rule::kSearch) continue;
      view.columns.push_back(column);
      names.push_back(sql::identifier(column.name));
    }
    view.query = fmt::format("SELECT {}\nFROM {}\nWHERE {} IS NULL", join(names, ", "), named_table(entity),
                             sql::identifier(entity.soft_delete->column));
    view.reads = {entity.name};
    view.tenant_column = entity.tenant_column;
    view.shared = ir::is_shared(entity);
    view.inherited = entity.inherited;
    view.rule = ir::Rule::kSoftDelete;
    view.grants = readers_of(context, entity);
    context.views.push_back(std::move(view));
  }
}

}  // namespace tenon::sema
