// What the schema's author lets be in a database beside what the schema makes, each by its name and for a
// reason.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "world/judgement.hpp"
#include "world/scene.hpp"

namespace tenon::world {

struct Allowance {
  std::string kind;    ///< as findings call it: `foreign table`
  std::string object;  ///< `reporting.notes_by_day`; on a table `public.notes.by_hand`
  std::string to;      ///< of a right its role, of a cast the other type; else empty
  std::string reason;
};

/// Whether the object is one that is allowed, or stands on one.
bool is_allowed(std::span<const Allowance> allowed, const model::Object& object);

/// Makes notes of the findings that are about what is allowed, and of each allowance that nothing is there
/// for.
void let_pass(std::span<const Allowance> allowed, const catalog::Reading& live, Judgement& out);

}  // namespace tenon::world
