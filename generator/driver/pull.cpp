// `tenon pull`: the schema that makes a database which is there.
#include "driver/pull.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "catalog/elaborate.hpp"
#include "catalog/private_server.hpp"
#include "catalog/reader.hpp"
#include "driver/commands.hpp"
#include "driver/connect.hpp"
#include "driver/pull_verdict.hpp"
#include "driver/pulled.hpp"
#include "driver/report.hpp"
#include "driver/write.hpp"

namespace tenon::driver {
namespace {

using model::Kind;

std::string database_name(pq::Session& session) {
  const auto name = session.query("SELECT pg_catalog.current_database()");
  return name ? name->text(0, 0) : "pulled";
}

bool is_tenons(const model::Database& database) {
  return database.find({Kind::kTable, model::kBookkeeping, "", "schema_version", ""}) != nullptr;
}

}  // namespace

int pull_from(pq::Session& session, const std::string& name, const std::string& file,
              const std::string& scratch) {
  const auto reading = catalog::read_whole_database(session);
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
  const int major = session.server_version() / 10000;
  const raise::Options how{name, "public", main_owner(reading->database), major};
  std::string url = scratch;
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
  if (const int failed = write_or_print(file, out->text); failed != kSuccess) return failed;
  return pull_verdict(*out, *reading);
}

int pull(const PullOptions& options) {
  auto session = connect(options.database);
  if (!session) return kEnvironment;
  const std::string called =
      options.out.empty() ? database_name(*session) : std::filesystem::path(options.out).stem().string();
  return pull_from(*session, schema_name(called), options.out, options.scratch);
}

}  // namespace tenon::driver
