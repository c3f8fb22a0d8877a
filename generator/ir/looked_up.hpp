// What policies look up beside the row that they are for.
#pragma once

#include <string>
#include <vector>

#include "ir/ir.hpp"

namespace tenon::ir {

/// The entity whose table SQL calls so, with its Postgres schema or without; null for none.
const Entity* entity_called(const Schema& schema, const std::string& relation);
/// The other entities in which a policy of the entity's looks up who asks, each once.
std::vector<const Entity*> looked_up(const Schema& schema, const Entity& entity);
/// Whether a policy of the entity's may read other tables, which have to be there before it.
bool has_looking_policies(const Entity& entity);

}  // namespace tenon::ir
