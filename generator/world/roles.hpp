// Roles as they log in: what each comes to by its memberships and attributes.
#pragma once

#include "world/judgement.hpp"
#include "world/scene.hpp"

namespace tenon::world {

/// Needs of a scene what was promised in the schema's own words, and the people alone.
void judge_roles(const conformance::Schema& schema, const model::Database& lowered, const People& people,
                 int major, Judgement& out);

}  // namespace tenon::world
