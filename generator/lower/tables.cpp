// Constraints and indexes.
#include "dialect/dialect.hpp"
#include "lower/parts.hpp"

namespace tenon::lower {

using model::ConstraintType;
using model::Kind;

namespace {

void set_deferral(model::Constraint& constraint, ir::Deferral deferral) {
  constraint.deferrable = deferral != ir::Deferral::kNone;
  constraint.deferred = deferral == ir::Deferral::kInitiallyDeferred;
}

void add(Lowering& lowering, const ir::Entity& entity, const std::string& name, model::Constraint constraint,
         ir::Rule rule, std::vector<model::Identity> needs = {}) {
  lowering.out.add({lowering.of(Kind::kConstraint, name, entity.table), std::move(constraint),
                    std::move(needs), why(rule, entity.name)});
}

void add_key(Lowering& lowering, const ir::Entity& entity, const ir::Key& key, ConstraintType type) {
  model::Constraint made;
  made.type = type;
  made.columns = key.columns;
  made.include = key.include;
  made.nulls_not_distinct = key.nulls_not_distinct;
  set_deferral(made, key.deferral);
  add(lowering, entity, key.name, std::move(made), key.rule);
}

/// The two list the same actions.
model::Action action(ir::Action action) {
  static constexpr model::Action kActions[] = {model::Action::kNoAction, model::Action::kRestrict,
                                               model::Action::kCascade, model::Action::kSetNull,
                                               model::Action::kSetDefault};
  return kActions[static_cast<std::size_t>(action)];
}

/// The key that it refers to has to be there first.
const std::string& referenced_key(const Lowering& lowering, const ir::ForeignKey& key) {
  const ir::Entity& target = *lowering.schema.entity(key.entity);
  for (const ir::Key& unique : target.uniques) {
    if (unique.columns == key.referenced) return unique.name;
  }
  return target.primary_key.name;
}

void add_foreign_key(Lowering& lowering, const ir::Entity& entity, const ir::ForeignKey& key) {
  model::Constraint made;
  made.type = ConstraintType::kForeign;
  made.columns = key.columns;
  made.refers = lowering.of(Kind::kTable, key.table);
  made.referenced = key.referenced;
  made.on_delete = action(key.on_delete);
  made.on_update = action(key.on_update);
  made.set_columns = key.set_columns;
  set_deferral(made, key.deferral);
  add(lowering, entity, key.name, std::move(made), key.rule,
      {lowering.of(Kind::kConstraint, referenced_key(lowering, key), key.table)});
}

model::IndexElement element(const ir::IndexColumn& column) {
  model::IndexElement out;
  out.column = column.column;
  if (!column.expression.empty()) out.expression = sql(dialect::authored_expression(column.expression));
  out.operator_class = column.operator_class;
  out.descending = column.descending;
  out.nulls_first = column.nulls_first.value_or(column.descending);
  return out;
}

}  // namespace

void add_constraints(Lowering& lowering, const ir::Entity& entity) {
  add_key(lowering, entity, entity.primary_key, ConstraintType::kPrimary);
  for (const ir::Key& key : entity.uniques) add_key(lowering, entity, key, ConstraintType::kUnique);
  for (const ir::ForeignKey& key : entity.foreign_keys) add_foreign_key(lowering, entity, key);
  for (const ir::Check& check : entity.checks) {
    model::Constraint made;
    made.expression = sql(dialect::check_expression(check));
    add(lowering, entity, check.name, std::move(made), ir::Rule::kDeclared);
  }
  for (const ir::Exclusion& exclusion : entity.exclusions) {
    model::Constraint made;
    made.type = ConstraintType::kExclusion;
    made.exclusion = sql(dialect::exclusion_definition(exclusion));
    set_deferral(made, exclusion.deferral);
    add(lowering, entity, exclusion.name, std::move(made), exclusion.rule);
  }
}

void add_indexes(Lowering& lowering, const ir::Entity& entity) {
  for (const ir::Index& index : entity.indexes) {
    model::Index made;
    made.method = index.method;
    made.unique = index.unique;
    made.nulls_not_distinct = index.nulls_not_distinct;
    for (const ir::IndexColumn& column : index.columns) made.elements.push_back(element(column));
    made.include = index.include;
    if (!index.where.empty()) made.where = sql(dialect::authored_expression(index.where));
    made.options = index.options;
    lowering.out.add({lowering.of(Kind::kIndex, index.name, entity.table),
                      std::move(made),
                      {},
                      why(index.rule, entity.name)});
  }
}

}  // namespace tenon::lower
