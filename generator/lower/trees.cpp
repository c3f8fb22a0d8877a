// Which tenants stand above which: pairs that a trigger on the root keeps, and functions that tell them.
#include <string>
#include <utility>
#include <vector>

#include "dialect/dialect.hpp"
#include "dialect/tree.hpp"
#include "lower/parts.hpp"
#include "lower/written.hpp"

namespace tenon::lower {

using model::Identity;
using model::Kind;

namespace {

constexpr const char* kServerPath = "pg_catalog";

void add_part(Lowering& lowering, Identity identity, model::Definition definition, const std::string& remark,
              std::vector<Identity> needs = {}) {
  lowering.out.add(
      {std::move(identity), std::move(definition), std::move(needs), {"", remark, ""}, kServerPath});
}

void add_pair_key(Lowering& lowering, const std::string& name, model::ConstraintType type,
                  std::vector<std::string> columns) {
  model::Constraint key;
  key.type = type;
  key.columns = std::move(columns);
  add_part(lowering, bookkeeping(Kind::kConstraint, name, dialect::kTree), std::move(key), "");
}

void add_pair_column(Lowering& lowering, const std::string& name, const std::string& type) {
  model::Column column;
  column.type = {type};
  column.not_null = true;
  add_part(lowering, bookkeeping(Kind::kColumn, name, dialect::kTree), std::move(column), "");
}

}  // namespace

void add_tree(Lowering& lowering) {
  const ir::Schema& schema = lowering.schema;
  if (!ir::has_tree(schema)) return;
  model::Table table;
  table.owner = lowering.owner();
  const Identity pairs = bookkeeping(Kind::kTable, dialect::kTree);
  add_part(
      lowering, pairs, std::move(table),
      "tree: all pairs of tenants of which one stands above the other. A trigger of the root keeps them, "
      "and nobody but the owner reads or writes them: they tell who else there is.");
  const std::string type = dialect::qualified_type(schema, schema.tenancy->type).str();
  add_pair_column(lowering, "ancestor", type);
  add_pair_column(lowering, "descendant", type);
  add_pair_column(lowering, "distance", "integer");
  add_pair_key(lowering, "tenant_tree_pkey", model::ConstraintType::kPrimary, {"descendant", "ancestor"});
  add_pair_key(lowering, "tenant_tree_below_key", model::ConstraintType::kUnique, {"ancestor", "descendant"});
  for (Written& each : functions_in(dialect::tree_functions(schema))) {
    Identity identity = bookkeeping(Kind::kFunction, each.name);
    identity.signature = std::move(each.signature);
    each.function.owner = lowering.owner();
    add_part(lowering, identity, std::move(each.function), each.remark,
             {pairs, bookkeeping(Kind::kFunction, "current_tenant")});
    add_executors(lowering, identity, dialect::users_of(schema));
  }
}

void add_tree_owners(Lowering& lowering) {
  const ir::Schema& schema = lowering.schema;
  if (!ir::has_tree(schema)) return;
  const ir::Entity& root = *schema.entity(schema.tenancy->root);
  for (const char* column : {"ancestor", "descendant"}) {
    model::Constraint key;
    key.type = model::ConstraintType::kForeign;
    key.columns = {column};
    key.refers = lowering.table(root);
    key.referenced = {root.tenant_column};
    key.on_delete = model::Action::kCascade;
    const std::string name = std::string("tenant_tree_") + column + "_fkey";
    add_part(lowering, bookkeeping(Kind::kConstraint, name, dialect::kTree), std::move(key),
             "tree: a tenant's place goes with it",
             {lowering.part(root, Kind::kConstraint, root.primary_key.name)});
  }
}

}  // namespace tenon::lower
