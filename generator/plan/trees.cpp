#include "plan/trees.hpp"

#include "ddl/tree.hpp"
#include "plan/numbering.hpp"

namespace tenon::plan {
namespace {

void fill_tree(Planning& planning, const Object& trigger) {
  const auto tree = ddl::tree_of(trigger);
  if (!tree || !planning.stays(tree->table.schema, tree->table.name)) return;
  const std::string table = planning.table_name(trigger.identity);
  planning.add(Stage::kMake,
               {.what = deed("take up the tree of the tenants that are there by", trigger.identity),
                .sql = seeing_all(planning, tree->table, ddl::keep_pairs(*tree, table)),
                .lock = Lock::kAccessExclusive,
                .on = table,
                .scans = true,
                .hazards = {Hazard::kFullScan}});
}

}  // namespace

void take_up_rows(Planning& planning, const Object& trigger) {
  count_on(planning, trigger);
  fill_tree(planning, trigger);
}

}  // namespace tenon::plan
