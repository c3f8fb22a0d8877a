#include "migration/tree_pairs.hpp"

#include "ddl/tree.hpp"
#include "dialect/dialect.hpp"

namespace tenon::migration {

std::string pairs_anew(const ir::Schema& schema) {
  if (!ir::has_tree(schema)) return "";
  const ir::Entity& root = *schema.entity(schema.tenancy->root);
  const ddl::Tree tree{{}, ir::tree_column(schema), root.tenant_column, schema.tenancy->depth};
  return "DO $tree$\nBEGIN\n" + ddl::keep_pairs(tree, dialect::qualified_table(schema, root).str()) +
         "END\n$tree$";
}

}  // namespace tenon::migration
