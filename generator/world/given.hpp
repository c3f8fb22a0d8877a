// Whether what no user made is still what the server and the promised extensions brought.
#pragma once

#include "world/judgement.hpp"
#include "world/scene.hpp"

namespace tenon::world {

/// Where the promise was made on a server of the same version; elsewhere nothing is compared.
void judge_given(const Scene& scene, Judgement& out);

}  // namespace tenon::world
