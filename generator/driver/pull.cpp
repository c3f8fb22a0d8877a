// `tenon pull`: the schema that makes a database which is there.
#include "driver/pull.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "catalog/elaborate.hpp"
#include "catalog/private_server.hpp"
#include "catalog/reader.hpp"
#include "driver/connect.hpp"
#include "driver/only.hpp"
#include "driver/pull_verdict.hpp"
#include "driver/pulled.hpp"
#include "driver/report.hpp"

namespace tenon::driver {
namespace {

using model::Kind;

std::string database_name(pq::Session& session) {
  const auto name = session.query("SELECT pg_catalog.current_database()");
  return name ? name->text(0, 0) : "pulled";
}

/// By how a table stands, the names of those that do.
std::vector<std::string> tables_that_are(const raise::Tenancy& tenancy, raise::Hold hold) {
  std::vector<std::string> out;
  for (const auto& [table, standing] : tenancy.tables) {
    if (standing.hold == hold) out.push_back(table.name);
  }
  return out;
}

int tell_of_no_tenants(const std::string& root) {
  print_error(root.empty() ? "no table is named by others as tenants would be"
                           : fmt::format("no table refers to a table `{}` by its key", root),
              "`--root TABLE` says which table's rows are the tenants");
  return kFinding;
}

void tell_standing(const model::Identity& table, const raise::Standing& standing) {
  fmt::print(stderr, "  {}: {}{}{}\n", table.name, standing.why, standing.way.empty() ? "" : "; ",
             standing.way);
}

/// What was found of tenants, and the way to go.
void tell_of_tenancy(const raise::Tenancy& tenancy) {
  const auto held = tables_that_are(tenancy, raise::Hold::kHeld);
  const auto open = tables_that_are(tenancy, raise::Hold::kUnguarded);
  fmt::print(stderr, "the tenants are the rows of {}, which {} names\n", tenancy.root.name, tenancy.column);
  if (!held.empty()) fmt::print(stderr, "held to their tenant by the next migration: {}\n", join(held, ", "));
  if (!open.empty()) fmt::print(stderr, "as they were, until somebody takes @unguarded away:\n");
  for (const auto& [table, standing] : tenancy.tables) {
    if (standing.hold == raise::Hold::kUnguarded) tell_standing(table, standing);
  }
  if (!tenancy.raw.empty())
    fmt::print(stderr, "no entity tells these, and nothing holds their rows to a tenant:\n");
  for (const auto& [table, standing] : tenancy.raw) tell_standing(table, standing);
  for (const model::Identity& each : tenancy.replaced)
    fmt::print(stderr, "tenancy's own stands in its place: {}\n", model::text(each));
}

/// What a file or a directory is called, without ending; nothing of `.` and the like.
std::string stem_of(const std::string& path) {
  const std::filesystem::path whole = std::filesystem::path(path).lexically_normal();
  const std::string stem = (whole.has_filename() ? whole : whole.parent_path()).stem().string();
  return stem.find_first_not_of('.') == std::string::npos ? "" : stem;
}

bool is_tenons(const model::Database& database) {
  return database.find({Kind::kTable, model::kBookkeeping, "", "schema_version", ""}) != nullptr;
}

}  // namespace

int pull_from(pq::Session& session, const std::string& name, const PullOptions& options) {
  auto reading = catalog::read_whole_database(session);
  if (!reading) {
    print_error("what the database is can't be read: " + reading.error(),
                "connect as its owner, or as a superuser");
    return kEnvironment;
  }
  if (is_tenons(reading->database)) {
    print_error("the database holds a schema of tenon already",
                "its schema file is what it was made of; `tenon drift` tells what was changed since");
    return kFinding;
  }
  std::optional<std::vector<std::string>> lost(std::in_place);
  if (!options.only.empty()) lost = keep_only(options.only, *reading);
  if (!lost) return kUsage;
  const int major = session.server_version() / 10000;
  const raise::Options how{.name = name,
                           .owner = main_owner(reading->database),
                           .postgres = major,
                           .tenancy = options.tenancy,
                           .root = options.root,
                           .divides = !options.out_dir.empty()};
  std::string url = options.scratch;
  std::optional<catalog::PrivateServer> server;
  std::string unseen;
  if (url.empty()) {
    auto started = catalog::private_server_of(major);
    if (started) {
      server = std::move(*started);
      url = server->url();
    } else {
      unseen = started.error().message;
    }
  }
  auto out = pulled(reading->database, how, url);
  if (!out) {
    print_error("the database can't be told as a schema: " + out.error(),
                "this is a defect of tenon; `--only` leaves a Postgres schema out");
    return kFinding;
  }
  if (!unseen.empty()) out->unseen = unseen;
  if (options.tenancy && !out->raised.tenancy) return tell_of_no_tenants(options.root);
  const int written =
      options.out_dir.empty() ? write_pulled(options.out, *out) : write_pulled_into(options.out_dir, *out);
  if (written != kSuccess) return written;
  if (out->raised.tenancy) tell_of_tenancy(*out->raised.tenancy);
  for (const std::string& each : *lost) fmt::print(stderr, "left out, since it needs {}\n", each);
  const int judged = pull_verdict(*out, *reading);
  return judged == kSuccess && !lost->empty() ? kFinding : judged;
}

int pull(const PullOptions& options) {
  if (!options.out_dir.empty() && !may_be_filled(options.out_dir)) return kUsage;
  auto session = connect(options.database);
  if (!session) return kEnvironment;
  const std::string& out = options.out_dir.empty() ? options.out : options.out_dir;
  const std::string called = stem_of(out);
  return pull_from(*session, schema_name(called.empty() ? database_name(*session) : called), options);
}

}  // namespace tenon::driver
