// Whether the pairs that are kept of a tree of tenants are those that the root's rows tell.
#include <fmt/format.h>

#include "ddl/tree.hpp"
#include "rows/asking.hpp"

namespace tenon::rows {

std::vector<Question> of_tree(const model::Object& trigger) {
  const auto tree = ddl::tree_of(trigger);
  if (!tree) return {};
  const std::string told = ddl::pairs_of(*tree, table_of(trigger));
  const std::string kept = "SELECT ancestor, descendant, distance FROM tenon.tenant_tree";
  Question out = question(
      trigger,
      fmt::format("pairs of tenants that `tenon.tenant_tree` keeps and {0} doesn't tell, or the other way "
                  "round ({0}.{1})",
                  trigger.identity.table, tree->parent),
      fmt::format("((({0}) EXCEPT ({1})) UNION ALL (({1}) EXCEPT ({0}))) AS wrong", told, kept));
  // Whom policies bind would see no tenants, and take all pairs away.
  out.remedy = fmt::format(
      "DO $tree$\nBEGIN\n  PERFORM pg_catalog.set_config('row_security', 'off', true);\n{}END\n$tree$;",
      ddl::keep_pairs(*tree, table_of(trigger)));
  return {std::move(out)};
}

}  // namespace tenon::rows
