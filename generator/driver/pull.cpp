// `tenon pull`: the schema that makes a database which is there.
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

<<<<<<< HEAD
/// What tells more of whose a database is.
std::size_t weight(Kind kind) {
  if (kind == Kind::kTable) return 1'000'000;
  return kind == Kind::kSchema ? 1 : 1'000;
}

/// Whose most of the tables are, or else what there is. `public` is the server's.
std::string main_owner(const model::Database& database) {
  std::map<std::string, std::size_t> counts;
  for (const model::Object& object : database.objects()) {
    if (!raise::is_told(object) || object.identity.name == "public") continue;
    const std::string owner = model::owner_of(object);
    if (!owner.empty()) counts[owner] += weight(object.identity.kind);
  }
  const auto most = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? "" : most->first;
}

=======
>>>>>>> px
std::string database_name(pq::Session& session) {
  const auto name = session.query("SELECT pg_catalog.current_database()");
  return name ? name->text(0, 0) : "pulled";
}

std::string name_of(const PullOptions& options, pq::Session& session) {
  return schema_name(options.out.empty() ? database_name(session)
                                         : std::filesystem::path(options.out).stem().string());
}

bool is_tenons(const model::Database& database) {
  return database.find({Kind::kTable, model::kBookkeeping, "", "schema_version", ""}) != nullptr;
}

}  // namespace

int pull(const PullOptions& options) {
  auto session = connect(options.database);
  if (!session) return kEnvironment;
  const auto reading = catalog::read_whole_database(*session);
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
  const int major = session->server_version() / 10000;
  const raise::Options how{name_of(options, *session), "public", main_owner(reading->database), major};
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
  if (const int failed = write_or_print(options.out, out->text); failed != kSuccess) return failed;
  return pull_verdict(*out, *reading);
}

}  // namespace tenon::driver
