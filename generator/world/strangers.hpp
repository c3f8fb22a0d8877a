// What is in the database and was promised by nobody: a closed world.
#pragma once

#include "world/access.hpp"
#include "world/judgement.hpp"
#include "world/scene.hpp"

namespace tenon::world {

/// What touches a promised object, or shows tenants' rows to somebody, is a finding; all else that is
/// unexplained is a note.
void judge_strangers(const Scene& scene, const Access& access, Judgement& out);
/// The same for what no kind of the model holds.
void judge_uncovered(const Scene& scene, Judgement& out);

}  // namespace tenon::world
