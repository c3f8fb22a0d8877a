// Values of made-up rows, by the type that a column has: for whoever puts rows in as an application would.
#pragma once

#include <string>

#include "dialect/dialect.hpp"

namespace tenon::dialect {

/// SQL of a value, in which `{n}` stands for the row's number and `{tenant}` for its tenant's key, within
/// strings too. `NULL` where nothing is known of the type. Nothing is asked of relations, nor whether the
/// column is the tenant's.
std::string sample(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column);
/// The same without the column's example: another value in each row.
std::string made_up_sample(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column);

/// What the column holds, a domain's own type in the place of the domain.
ir::Type held_type(const ir::Schema& schema, const ir::Column& column);
/// The level of partitions that the column divides; null where it divides none.
const ir::Partitioning* level_of(const ir::Entity& entity, const std::string& column);
/// Of a column that divides rows into partitions that are named, values that these take; one after the other
/// the same partition's as those of the level's other columns.
std::vector<std::string> values_of_partitions(const ir::Schema& schema, const ir::Entity& entity,
                                              const std::string& column);
/// The relation that the column is part of; null where it is part of none.
const ir::Relation* relation_of(const ir::Entity& entity, const std::string& column);
bool in_key(const ir::Entity& entity, const std::string& column);
bool in_unique(const ir::Entity& entity, const std::string& column);

}  // namespace tenon::dialect
