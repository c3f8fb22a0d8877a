// `tenon migrate plan`: what would be done, and nothing else.
#include <fmt/format.h>

#include "base/text.hpp"
#include "driver/migrate/migrate.hpp"
#include "driver/migrate/versions.hpp"

namespace tenon::driver {

int migrate_plan(const MigrateOptions& options) {
  const std::vector<Compilation> compilations = compile_and_report(options.common);
  if (!compilations.front().schema) return kFinding;
  const auto before = read_version(options.before);
  if (!before) return kFinding;
  const Version after = version_of(compilations.front());
  const plan::Plan plan = plan_between(*before, after);
  for (const plan::Refusal& each : plan.refused)
    print_error(fmt::format("{} can't be changed in place: {}", model::text(each.object), each.why), each.way_out);
  for (const std::string& hint : plan.hints) fmt::print("-- {}\n", hint);
  const plan::Title title{"The plan from the version before.", script_head(*after.schema)};
  const std::string expand = plan::script_text(plan, plan::Phase::kExpand, title);
  const std::string contract = plan::script_text(
      plan, plan::Phase::kContract, {"Once no code of the version before runs.", script_head(*after.schema)});
  fmt::print("{}{}{}", expand, expand.empty() || contract.empty() ? "" : "\n", contract);
  if (expand.empty() && contract.empty()) fmt::print("-- nothing changes in the database\n");
  return plan.refused.empty() ? kSuccess : kFinding;
}

}  // namespace tenon::driver
