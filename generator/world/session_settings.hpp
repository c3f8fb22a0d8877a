// What sessions begin with, and functions run with, by what it allows: a setting each.
#pragma once

#include <optional>
#include <string>

#include "world/judgement.hpp"
#include "world/scene.hpp"
#include "world/weights.hpp"

namespace tenon::world {

/// Nothing where it is the administrator's to decide. Without a value: one that was promised is gone.
std::optional<Weight> of_setting(const std::string& name, const std::optional<std::string>& value);
/// Of settings in which two lists differ, as JSON, the worst; nothing where all are the administrator's.
std::optional<Weight> of_settings(const std::string& before, const std::string& after);

/// Whether a path leads to the schema's own place before any other that all sessions have.
bool leads_to_ours(const std::string& path, const std::vector<std::string>& spaces);

/// What the server, the database and roles set for sessions to come, beside what the roles of the schema have
/// by themselves.
void judge_settings(const Scene& scene, Judgement& out);

}  // namespace tenon::world
