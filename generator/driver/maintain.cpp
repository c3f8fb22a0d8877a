// `tenon maintain`: what tenon.maintain() does, and for whoever may become the owner without holding anyone
// up.
#include <fmt/format.h>

#include "catalog/apply.hpp"
#include "catalog/maintenance.hpp"
#include "driver/commands.hpp"
#include "driver/connect.hpp"
#include "driver/report.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::driver {
namespace {

int fail_sql(const pq::SqlError& error) {
  const bool absent = error.sqlstate == "42883" || error.sqlstate == "3F000";
  print_error(
      fmt::format("the database can't be maintained: {}", catalog::describe(error)),
      absent ? "it holds no schema with partitions or retention, or one that another version of tenon made"
             : "");
  return absent ? kFinding : kEnvironment;
}

}  // namespace

int maintain(const MaintainOptions& options) {
  auto session = connect(options.database);
  if (!session) return kEnvironment;
  const auto done = catalog::maintain(*session, {options.now, options.dry_run});
  if (!done) return fail_sql(done.error());
  bool failed = false;
  for (const catalog::MaintenanceDeed& deed : *done) {
    failed = failed || deed.action == "failed";
    fmt::print("{}{} {}: {}\n", options.dry_run ? "would be " : "", deed.action, deed.object, deed.detail);
  }
  if (done->empty()) fmt::print("nothing is to be done\n");
  return failed ? kFinding : kSuccess;
}

}  // namespace tenon::driver
