// One thing that is wrong, found twice: by a check of the catalog, and by the look at the whole.
#include <algorithm>

#include "world/subject.hpp"
#include "world/world.hpp"

namespace tenon::world {
namespace {

using conformance::Finding;

/// Of several fields only one may have been told.
bool is_of_one_field(const Finding& finding) {
  return finding.message.find("; its ") == std::string::npos;
}

}  // namespace

void tell_once(const std::string& sql_schema, std::vector<Finding>& findings, std::vector<Finding>& others) {
  const Names names(sql_schema);
  std::erase_if(findings, [&](const Finding& finding) {
    if (!is_of_one_field(finding)) return false;
    const Subject about = subject(names, finding.object);
    const auto twin =
        std::ranges::find_if(others, [&](const Finding& other) { return tells_of(names, other, about); });
    if (twin == others.end()) return false;
    if (twin->severity.empty()) twin->severity = finding.severity;
    if (twin->remedy.empty()) twin->remedy = finding.remedy;
    return true;
  });
}

}  // namespace tenon::world
