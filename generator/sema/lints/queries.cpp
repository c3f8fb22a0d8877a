// Lints of declared queries.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/lints/findings.hpp"

namespace tenon::sema {
namespace {

using Names = std::vector<std::string>;

/// Whether the first that isn't the tenant's is among them.
bool leads(const ir::Entity& entity, const Names& columns, const Names& wanted) {
  const auto first = std::find_if(columns.begin(), columns.end(),
                                  [&](const std::string& name) { return name != entity.tenant_column; });
  return first != columns.end() && contains(wanted, *first);
}

bool serves(const ir::Entity& entity, const ir::Index& index, const Names& wanted) {
  for (const ir::IndexColumn& column : index.columns) {
    if (column.column != entity.tenant_column || column.column.empty())
      return contains(wanted, column.column);
  }
  return false;
}

bool is_served(const ir::Entity& entity, const Names& wanted) {
  const auto by_key = [&](const ir::Key& key) { return leads(entity, key.columns, wanted); };
  const auto by_index = [&](const ir::Index& index) { return serves(entity, index, wanted); };
  return by_key(entity.primary_key) || std::any_of(entity.uniques.begin(), entity.uniques.end(), by_key) ||
         std::any_of(entity.indexes.begin(), entity.indexes.end(), by_index);
}

Names filters_of(const ir::Query& query, const std::string& entity) {
  Names out;
  for (const ir::QueryFilter& filter : query.filters) {
    if (filter.entity == entity) out.push_back(filter.column);
  }
  return out;
}

const ast::Query* syntax_of(const Reading& context, const std::string& name) {
  const auto& all = context.declared.queries;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const ast::Query* query) { return query->name.text == name; });
  return found == all.end() ? nullptr : *found;
}

}  // namespace

void query_without_index(const Linting& context, Findings& out) {
  for (const ir::Query& query : context.schema.queries) {
    const ast::Query* syntax = syntax_of(context, query.name);
    if (syntax == nullptr) continue;
    for (const ir::Entity& entity : context.schema.entities) {
      const Names wanted = filters_of(query, entity.name);
      if (wanted.empty() || contains(wanted, entity.tenant_column) || is_served(entity, wanted)) continue;
      out.at(syntax->name.span, query.name,
             fmt::format("query `{}` chooses rows of `{}` by `{}`, which no index leads", query.name,
                         entity.name, join(wanted, "` and `")))
          .note(entity.tenant_column.empty() ? "it reads all of them" : "it reads all of a tenant's")
          .help(fmt::format("add `index ({})` to `{}`", join(wanted, ", "), entity.name));
    }
  }
}

}  // namespace tenon::sema
