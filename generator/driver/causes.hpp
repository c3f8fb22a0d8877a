// What was found, by its causes: one `GRANT ALL` breaks a promise of each table, and lets a hundred attacks
// through. It knows no format.
#pragma once

#include <string>
#include <vector>

#include "tenon/conformance/checks.hpp"

namespace tenon::driver {

/// What one cause has broken.
template <typename Item>
struct Cause {
  const Item* first;                ///< what tells it best
  std::vector<const Item*> others;  ///< in the order in which they were found
};

/// What a database is comes first, and what that lets through behind it; else as they were found. An attack
/// follows from what is known of its table, or of the roles and functions that all policies rest on.
std::vector<Cause<conformance::Finding>> causes(const std::vector<conformance::Finding>& findings);
std::vector<Cause<conformance::Unjudged>> causes(const std::vector<conformance::Unjudged>& unjudged);

/// The other objects that it is about, each once.
std::vector<std::string> other_objects(const Cause<conformance::Finding>& cause);
/// All that mends it, each once.
std::vector<std::string> remedies(const Cause<conformance::Finding>& cause);

}  // namespace tenon::driver
