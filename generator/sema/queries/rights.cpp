// Whether the application may do what a query does.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/embedded/view_types.hpp"
#include "sema/queries/parts.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

struct Deed {
  sql::Use use;
  ir::Command command;
  std::string_view words;
};

constexpr Deed kDeeds[] = {
    {sql::Use::kRead, ir::Command::kSelect, "read"},
    {sql::Use::kInsert, ir::Command::kInsert, "insert into"},
    {sql::Use::kUpdate, ir::Command::kUpdate, "update"},
    {sql::Use::kDelete, ir::Command::kDelete, "delete from"},
    {sql::Use::kLock, ir::Command::kUpdate, "lock rows of"},
};

const ir::Grant* grant_of(const ir::Entity& entity, const std::string& role) {
  const auto found = std::find_if(entity.grants.begin(), entity.grants.end(),
                                  [&](const ir::Grant& grant) { return grant.role == role; });
  return found == entity.grants.end() ? nullptr : &*found;
}

bool may(const ir::Grant* grant, ir::Command command) {
  return grant != nullptr &&
         std::find(grant->privileges.begin(), grant->privileges.end(), command) != grant->privileges.end();
}

void report(const Reading& context, const ast::Query& syntax, const ir::Entity& entity,
            const sql::TableUse& use, const std::string& what) {
  auto& diagnostic = context.sink.report(Code::kQueryRight, what).at(sql_span(syntax.sql, use.offset));
  if (entity.tenancy == ir::Tenancy::kGlobal && use.use != sql::Use::kRead)
    diagnostic.help(fmt::format("`global entity {} … writable by app because \"…\"` lets requests write it",
                                entity.name));
  if (entity.tenancy == ir::Tenancy::kRoot) diagnostic.note("the provisioner makes and changes tenants");
  if (!entity.audit_of.empty()) diagnostic.note("the log is written by its triggers alone");
}

}  // namespace

void check_rights(const Reading& context, const ast::Query& syntax, const sql::Analysis& analysis) {
  if (!context.schema.tenancy || syntax.global) return;
  const std::string& app = context.schema.tenancy->app;
  for (const sql::TableUse& use : analysis.uses) {
    const ir::Entity* entity = entity_of_table(context, use.table);
    if (entity == nullptr) continue;
    const Deed& deed = *std::find_if(std::begin(kDeeds), std::end(kDeeds),
                                     [&](const Deed& row) { return row.use == use.use; });
    const ir::Grant* grant = grant_of(*entity, app);
    if (!may(grant, deed.command)) {
      report(context, syntax, *entity, use,
             fmt::format("query `{}`: the application may not {} `{}`", syntax.name.text, deed.words,
                         use.table));
      continue;
    }
    const bool inserts = use.use == sql::Use::kInsert;
    if (!inserts && use.use != sql::Use::kUpdate) continue;
    const auto& allowed = inserts ? grant->insert_columns : grant->update_columns;
    for (const std::string& column : use.columns) {
      if (allowed.empty() || contains(allowed, column)) continue;
      report(context, syntax, *entity, use,
             fmt::format("query `{}`: the application may not {} `{}` of `{}`", syntax.name.text,
                         inserts ? "give" : "change", column, use.table));
    }
  }
}

}  // namespace tenon::sema
