// `tenon maintain`: what tenon.maintain() does, and for whoever may become the owner without holding anyone
// up.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <optional>

#include "catalog/apply.hpp"
#include "catalog/maintenance.hpp"
#include "driver/commands.hpp"
#include "driver/connect.hpp"
#include "driver/report.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::driver {
namespace {

int fail_maintaining(const pq::SqlError& error) {
  const bool absent = error.sqlstate == "42883" || error.sqlstate == "3F000";
  print_error(
      fmt::format("the database can't be maintained: {}", catalog::describe(error)),
      absent ? "it holds no schema with partitions or retention, or one that another version of tenon made"
             : "");
  return absent ? kFinding : kEnvironment;
}

/// None where the database can't be reached a second time: the complaint is made.
std::optional<catalog::MaintenanceRun> run(pq::Session& session, const MaintainOptions& options) {
  const catalog::MaintenanceWish wish = {options.now, options.dry_run};
  if (options.dry_run) return catalog::maintain(session, wish);
  const auto owner = catalog::become_owner(session);
  if (!owner) return catalog::MaintenanceRun{{}, owner.error()};
  if (!*owner) return catalog::maintain(session, wish);
  auto keeper = connect(options.database);
  if (!keeper) return std::nullopt;
  if (const auto too = catalog::become_owner(*keeper); !too) return catalog::MaintenanceRun{{}, too.error()};
  return catalog::maintain_as_owner(session, *keeper, wish);
}

/// What a deed of some kinds makes of the whole run.
ExitCode verdict(const std::string& action) {
  if (action == "failed") return kFinding;
  return action == "stuck" ? kStuck : kSuccess;
}

}  // namespace

int maintain(const MaintainOptions& options) {
  auto session = options.dry_run ? connect(options.database) : connect_to_write(options.database);
  if (!session) return kEnvironment;
  const auto done = run(*session, options);
  if (!done) return kEnvironment;
  ExitCode code = kSuccess;
  for (const catalog::MaintenanceDeed& deed : done->deeds) {
    code = std::max(code, verdict(deed.action));
    fmt::print("{}{} {}: {}\n", options.dry_run ? "would be " : "", deed.action, deed.object, deed.detail);
  }
  // What was done stands, and is told however the run ended.
  std::fflush(stdout);
  if (done->error) return fail_maintaining(*done->error);
  if (done->deeds.empty()) fmt::print("nothing is to be done\n");
  return code;
}

}  // namespace tenon::driver
