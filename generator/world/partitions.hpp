// Partitions, which come and go: each is held against one of its table's that was made a moment ago.
#pragma once

#include "world/judgement.hpp"
#include "world/scene.hpp"

namespace tenon::world {

void judge_partitions(const Scene& scene, Judgement& out);

}  // namespace tenon::world
