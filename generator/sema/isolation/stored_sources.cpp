// What materialised views read: the search role, in whose name they are asked, needs the right to it.
#include <set>

#include "sema/isolation/isolation.hpp"
#include "sema/names/names.hpp"
#include "sql/placed.hpp"
#include "sql/query.hpp"

namespace tenon::sema {
namespace {

const ir::Entity* entity_named(const Reading& context, const sql::TableReference& table) {
  const auto drafted = [&](const std::string& name) -> const ir::Entity* {
    for (const Draft& draft : context.drafts) {
      if (ir::handle(draft.entity) == name) return &draft.entity;
    }
    return nullptr;
  };
  const std::vector<std::string> meant =
      sql::meant(spaces_of(context), table.schema, table.table,
                 [&](const std::string& name) { return drafted(name) != nullptr; });
  return meant.size() == 1 ? drafted(meant.front()) : nullptr;
}

/// With what tells whose its rows are.
void add(const Reading& context, const ir::Entity& entity, std::set<std::string>& out) {
  out.insert(entity.name);
  if (entity.visible) out.insert(entity.visible->entity);
  if (entity.tenancy != ir::Tenancy::kGlobal || entity.visible) out.insert(context.schema.tenancy->root);
}

}  // namespace

std::set<std::string> read_by_stored_views(const Reading& context) {
  std::set<std::string> out;
  for (const ast::View* view : context.declared.views) {
    if (!view->stored) continue;
    const auto query = sql::parse_query(view->query.text);
    // What is wrong with it is told with the view.
    if (!query) continue;
    for (const sql::TableReference& table : query->tables) {
      if (const ir::Entity* entity = entity_named(context, table)) add(context, *entity, out);
    }
  }
  return out;
}

}  // namespace tenon::sema
