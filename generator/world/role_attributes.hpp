// What the schema's roles are by themselves, and which of them are members of one another.
#pragma once

#include "world/judgement.hpp"
#include "world/scene.hpp"

namespace tenon::world {

/// Against the schema's own words: a server that has the roles already can't be asked what they should be.
void judge_role_attributes(const Scene& scene, Judgement& out);

}  // namespace tenon::world
