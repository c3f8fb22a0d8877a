// Constraints, indexes and statistics.
#include <algorithm>

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
         model::Why why, std::vector<model::Identity> needs = {}) {
  lowering.add(lowering.part(entity, Kind::kConstraint, name), std::move(constraint), std::move(needs),
               std::move(why));
}

model::Constraint key_of(const ir::Key& key, ConstraintType type) {
  model::Constraint made;
  made.type = type;
  made.columns = key.columns;
  made.include = key.include;
  made.nulls_not_distinct = key.nulls_not_distinct;
  set_deferral(made, key.deferral);
  return made;
}

/// Whether the primary key ends with a column of the partition key.
bool partition_key_joins(const ir::Entity& entity) {
  return std::any_of(
      entity.partitioning.begin(), entity.partitioning.end(), [&](const ir::Partitioning& level) {
        return std::find(level.columns.begin(), level.columns.end(), entity.primary_key.columns.back()) !=
               level.columns.end();
      });
}

/// Both reasons, where the key has another one.
model::Why also(model::Why first, ir::Rule rule) {
  const model::Why second = why(rule, first.declaration);
  if (first.rule.empty() && first.reason.empty()) return second;
  first.reason += "; " + model::text(second);
  return first;
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

/// Why the relation is checked, and why not before the end.
model::Why why_of(const ir::Entity& entity, const ir::ForeignKey& key) {
  model::Why out = why(key.rule, entity.name);
  if (!key.in_circle) return out;
  out.reason += std::string(out.reason.empty() ? "" : "; ") +
                "deferred: the relations go in a circle, so that of two new rows one has to be first";
  return out;
}

}  // namespace

model::IndexElement element(const ir::IndexColumn& column) {
  model::IndexElement out;
  out.column = column.column;
  if (!column.expression.empty()) out.expression = sql(dialect::authored_expression(column.expression));
  out.operator_class = column.operator_class;
  out.descending = column.descending;
  out.nulls_first = column.nulls_first.value_or(column.descending);
  return out;
}

void add_keys(Lowering& lowering, const ir::Entity& entity) {
  const ir::Key& key = entity.primary_key;
  if (ir::has_key(entity)) {
    model::Why primary = why(key.rule, key.global_reason, entity.name);
    if (partition_key_joins(entity)) primary = also(std::move(primary), ir::Rule::kPartition);
    add(lowering, entity, key.name, key_of(key, ConstraintType::kPrimary), std::move(primary));
  }
  for (const ir::Key& unique : entity.uniques)
    add(lowering, entity, unique.name, key_of(unique, ConstraintType::kUnique),
        why(unique.rule, unique.global_reason, entity.name));
}

void add_foreign_key(Lowering& lowering, const ir::Entity& entity, const ir::ForeignKey& key) {
  model::Constraint made;
  made.type = ConstraintType::kForeign;
  made.columns = key.columns;
  made.refers = lowering.table(*lowering.schema.entity(key.entity));
  made.referenced = key.referenced;
  made.on_delete = action(key.on_delete);
  made.on_update = action(key.on_update);
  made.set_columns = key.set_columns;
  set_deferral(made, key.deferral);
  add(lowering, entity, key.name, std::move(made), why_of(entity, key),
      {lowering.part(*lowering.schema.entity(key.entity), Kind::kConstraint, referenced_key(lowering, key))});
}

void add_checks(Lowering& lowering, const ir::Entity& entity) {
  for (const ir::Check& check : entity.checks) {
    model::Constraint made;
    made.expression = sql(dialect::check_expression(check));
    std::vector<model::Identity> needs = asked_in(lowering, made.expression->text);
    add(lowering, entity, check.name, std::move(made), why(ir::Rule::kDeclared, entity.name),
        std::move(needs));
  }
  for (const ir::Exclusion& exclusion : entity.exclusions) {
    model::Constraint made;
    made.type = ConstraintType::kExclusion;
    made.exclusion = sql(dialect::exclusion_definition(exclusion));
    set_deferral(made, exclusion.deferral);
    std::vector<model::Identity> needs = asked_in(lowering, made.exclusion->text);
    add(lowering, entity, exclusion.name, std::move(made),
        why(exclusion.rule, exclusion.global_reason, entity.name), std::move(needs));
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
    std::vector<model::Identity> needs = asked_in(lowering, index.where);
    for (const ir::IndexColumn& column : index.columns) {
      const std::vector<model::Identity> more = asked_in(lowering, column.expression);
      needs.insert(needs.end(), more.begin(), more.end());
    }
    lowering.add(lowering.part(entity, Kind::kIndex, index.name), std::move(made), std::move(needs),
                 why(index.rule, index.global_reason, entity.name));
  }
}

void add_statistics(Lowering& lowering, const ir::Entity& entity) {
  for (const ir::Statistics& statistics : entity.statistics) {
    model::Statistics made;
    made.owner = lowering.owner();
    made.kinds = statistics.kinds;
    made.columns = statistics.columns;
    lowering.add(lowering.part(entity, Kind::kStatistics, statistics.name), std::move(made), {},
                 why(ir::Rule::kDeclared, entity.name));
  }
}

}  // namespace tenon::lower
