// Whether what the schema promises is there, and is what it was made to be.
#pragma once

#include "world/judgement.hpp"
#include "world/scene.hpp"

namespace tenon::world {

/// Each promised object against its live one, field by field. What comes and goes with time, partitions, is
/// judged by `judge_partitions`; roles and memberships, which belong to the server, by `judge_roles`.
void judge_definitions(const Scene& scene, Judgement& out);

}  // namespace tenon::world
