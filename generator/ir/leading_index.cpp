#include <algorithm>

#include "ir/ir.hpp"
#include "types/types.hpp"

namespace tenon::ir {
namespace {

/// In any order.
bool leads(const std::vector<std::string>& columns, const std::vector<std::string>& wanted) {
  return columns.size() >= wanted.size() &&
         std::is_permutation(wanted.begin(), wanted.end(), columns.begin(),
                             columns.begin() + static_cast<std::ptrdiff_t>(wanted.size()));
}

std::vector<std::string> column_names(const Index& index) {
  std::vector<std::string> out;
  for (const IndexColumn& column : index.columns) out.push_back(column.column);
  return out;
}

bool serves(const Index& index, const std::vector<std::string>& wanted) {
  return types::find_index_method(index.method)->tenant_led && index.where.empty() &&
         leads(column_names(index), wanted);
}

}  // namespace

bool has_leading_index(const Entity& entity, const std::vector<std::string>& wanted) {
  return leads(entity.primary_key.columns, wanted) ||
         std::any_of(entity.uniques.begin(), entity.uniques.end(),
                     [&](const Key& key) { return leads(key.columns, wanted); }) ||
         std::any_of(entity.indexes.begin(), entity.indexes.end(),
                     [&](const Index& index) { return serves(index, wanted); });
}

std::vector<std::string> indexed_columns(const Entity& entity, const ForeignKey& key) {
  std::vector<std::string> out = key.columns;
  // T1 and T3 hold the tenant already, as a column of its own where shared rows are.
  if (key.rule == Rule::kT1 || key.rule == Rule::kT3) return out;
  const std::string& tenant = entity.tenant_column;
  if (!tenant.empty() && std::find(out.begin(), out.end(), tenant) == out.end())
    out.insert(out.begin(), tenant);
  return out;
}

}  // namespace tenon::ir
