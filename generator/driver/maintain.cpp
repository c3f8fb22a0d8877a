// `tenon maintain`: what tenon.maintain() does, for a cron job that has no SQL.
#include <fmt/format.h>

#include "catalog/apply.hpp"
#include "driver/commands.hpp"
#include "driver/report.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::driver {
namespace {

int fail_sql(const pq::SqlError& error) {
  const bool absent = error.sqlstate == "42883" || error.sqlstate == "3F000";
  print_error(fmt::format("the database can't be maintained: {}", catalog::describe(error)),
              absent ? "it holds no schema with partitions or retention" : "");
  return absent ? kFinding : kEnvironment;
}

tl::expected<pq::Rows, pq::SqlError> run(pq::Session& session, const MaintainOptions& options) {
  if (options.now.empty())
    return session.query(options.dry_run ? "SELECT * FROM tenon.maintenance()"
                                         : "SELECT * FROM tenon.maintain()");
  const pq::Parameter parameters[] = {options.now, options.dry_run ? "t" : "f"};
  return session.query("SELECT * FROM tenon.maintain_at($1::timestamptz, $2::boolean)", parameters);
}

}  // namespace

int maintain(const MaintainOptions& options) {
  auto session = pq::Session::connect(options.database);
  if (!session) {
    print_error(fmt::format("can't connect: {}", session.error().message),
                "see that the server runs and that the address, the role and the database are right");
    return kEnvironment;
  }
  const auto done = run(*session, options);
  if (!done) return fail_sql(done.error());
  bool failed = false;
  for (std::size_t row = 0; row < done->size(); ++row) {
    const std::string action = done->text(row, 0);
    failed = failed || action == "failed";
    fmt::print("{}{} {}: {}\n", options.dry_run ? "would be " : "", action, done->text(row, 1),
               done->text(row, 2));
  }
  if (done->size() == 0) fmt::print("nothing is to be done\n");
  return failed ? kFinding : kSuccess;
}

}  // namespace tenon::driver
