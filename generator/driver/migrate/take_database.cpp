#include "driver/migrate/take_database.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "catalog/apply.hpp"
#include "driver/connect.hpp"
#include "driver/migrate/concern.hpp"
#include "driver/migrate/taken.hpp"

namespace tenon::driver {
namespace {

constexpr const char* kName = "baseline";

int say_unread(const std::string& why) {
  print_error("what the database is can't be read: " + why, "connect as its owner, or as a superuser");
  return kEnvironment;
}

int say_refused(const std::vector<std::string>& refused) {
  print_error(fmt::format("the database holds what can't be made anew from what its catalog says:\n  {}",
                          join(refused, "\n  ")),
              "take it out of the Postgres schema that the schema is to own; or name it in the schema's "
              "`allow { … }`, where it is to stand beside and nothing else needs it");
  return kFinding;
}

int say_nothing_there(const Project& project) {
  print_error(fmt::format("the database holds nothing in the Postgres schema `{}`",
                          join(ir::spaces(*project.now.schema), "`, `")),
              "`tenon migrate new` writes the first version, and `tenon migrate up` makes it");
  return kFinding;
}

int say_history_there() {
  print_error("the database holds another schema of tenon already",
              "a schema of its own database each; SELECT name FROM tenon.schema_version tells which is here");
  return kFinding;
}

int say_not_the_same(const std::string& differences) {
  print_error(
      fmt::format("what is written down makes another database than the one that is there:\n{}", differences),
      "this is a defect of tenon where nobody changed the database meanwhile; what is named can be "
      "taken out of it, or be let beside by the schema's `allow { … }`");
  return kFinding;
}

/// Whether it holds tenon's tables, of whichever schema; nothing where that can't be told.
std::optional<bool> has_history(pq::Session& session) {
  const auto found = session.query("SELECT pg_catalog.to_regclass('tenon.schema_version') IS NOT NULL");
  if (!found) return std::nullopt;
  return found->text(0, 0) == "t";
}

/// Raw SQL makes things in Postgres schemas where no entity stands, too.
bool holds_anything(const Version& taken) {
  using model::Kind;
  static constexpr Kind kOfEachDatabase[] = {Kind::kSchema,     Kind::kExtension, Kind::kRole,
                                             Kind::kMembership, Kind::kGrant,     Kind::kComment};
  return std::ranges::any_of(taken.database.objects(), [](const model::Object& each) {
    return each.identity.schema != model::kBookkeeping &&
           std::ranges::find(kOfEachDatabase, each.identity.kind) == std::end(kOfEachDatabase);
  });
}

/// What the version makes, on a private server of the database's version; else in a scratch database beside
/// it.
tl::expected<catalog::Reading, catalog::ServerError> made_anew(const Version& taken, const std::string& url,
                                                               int major) {
  auto out = catalog::elaborate(major, wanted_of(taken));
  if (out) return out;
  auto beside = catalog::elaborate_at(url, wanted_of(taken));
  return beside ? std::move(beside) : std::move(out);
}

/// Whether it is seen that it makes what was found; else `code` says how to end.
bool is_seen(const Project& project, const Version& taken, const catalog::Reading& found,
             const MigrateOptions& options, int major, int& code) {
  const auto anew = made_anew(taken, options.database, major);
  if (!anew) {
    print_error(fmt::format("whether what is written down makes this database can't be seen here: {}",
                            anew.error().message),
                anew.error().help.empty()
                    ? "run this where a PostgreSQL of the database's version is at hand, with the extensions "
                      "that it has"
                    : anew.error().help);
    code = kEnvironment;
    return false;
  }
  const std::string differences =
      migration::told_differences(anew->database, found.database, concern_before_tenon(*project.now.schema));
  if (differences.empty()) return true;
  code = say_not_the_same(differences);
  return false;
}

/// The tables of the history, and the rows that tell of the first migration.
int write_history(Live& live) {
  const std::string sql = "BEGIN;\n" +
                          history_sql(*live.project.now.schema, live.standings.front().sealed.fingerprint) +
                          "COMMIT;\n";
  if (const auto done = live.session.script(sql); !done) {
    live.session.script("ROLLBACK");
    print_error(fmt::format("the history can't be written: {}", catalog::describe(done.error())),
                "connect as a role that may make a schema in the database: its owner, or a superuser");
    return kEnvironment;
  }
  if (!write_done(live, live.standings.front().sealed.number)) return kEnvironment;
  return keep_state(live);
}

int say_taken(const Live& live, const std::string& what) {
  fmt::print("{}: nothing of it was changed; `tenon` beside it holds its history\n", what);
  fmt::print("`tenon migrate new` writes what leads from there to what {} says\n", live.project.schema_file);
  return kSuccess;
}

/// The lock as it was written, and what it seals.
std::optional<Live> live_of(Project project, const std::string& url, pq::Session session) {
  auto lock = migration::read_lock(project.directory);
  if (!lock || !*lock) return std::nullopt;
  project.lock = std::move(*lock);
  auto chain = read_chain(project);
  if (!chain) return std::nullopt;
  Standing first{project.lock->migrations.front(), std::move(chain->front())};
  return Live{std::move(project), url, std::move(session), {std::move(first)}, ""};
}

}  // namespace

int take_database(const MigrateOptions& options, Project project) {
  auto session = connect(options.database);
  if (!session) return kEnvironment;
  if (const auto turn = migration::take_turn(*session); !turn) return print_run_error(turn.error());
  const auto fingerprint = catalog::installed_fingerprint(*session, project.now.schema->name);
  if (!fingerprint) return say_unread(catalog::describe(fingerprint.error()));
  if (*fingerprint) return say_none(project);
  if (has_history(*session).value_or(false)) return say_history_there();
  const auto found = catalog::read_whole_database(*session);
  if (!found) return say_unread(found.error());
  const Taken taken = taken_of(*found, *project.now.schema);
  if (!taken.refused.empty()) return say_refused(taken.refused);
  if (!holds_anything(taken.version)) return say_nothing_there(project);
  int code = kSuccess;
  if (!is_seen(project, taken.version, *found, options, session->server_version() / 10000, code)) return code;
  const migration::Texts texts = {
      {std::string(migration::kExpand), script_of(taken.version, project.now.schema->name)}};
  migration::Sealed sealed{1, kName, "", "", ""};
  sealed.is_taken = true;
  if (!write_migration(project, std::move(sealed), texts, taken.version)) return kEnvironment;
  const std::string file = (project.directory / migration::file_name(1, kName, migration::kExpand)).string();
  auto live = live_of(std::move(project), options.database, std::move(*session));
  if (!live) return kEnvironment;
  if (const int failed = write_history(*live); failed != kSuccess) return failed;
  return say_taken(*live, file + ": what the database holds");
}

int take_another_database(Live& live) {
  const auto there = has_history(live.session);
  if (there.value_or(false)) return say_history_there();
  const auto found = catalog::read_database(live.session);
  if (!found) return say_unread(found.error());
  const auto script = live.standings.front().texts.find(migration::kExpand);
  const auto anew = catalog::elaborate(live.session.server_version() / 10000,
                                       {"", {plan::read_script(script->second)->steps.front().sql}});
  if (!anew) {
    print_error("what migration 1 makes can't be told here: " + anew.error().message, anew.error().help);
    return kEnvironment;
  }
  const std::string differences = migration::told_differences(anew->database, found->database,
                                                              concern_before_tenon(*live.project.now.schema));
  if (!differences.empty()) {
    print_error(fmt::format("the database isn't what migration 1 began with:\n{}", differences),
                "make it so by hand; what is to stand beside, the schema's `allow { … }` lets it be; a "
                "database of its own gets migrations of its own, in another directory: `--dir`");
    return kFinding;
  }
  return write_history(live) == kSuccess ? say_taken(live, "the database is what migration 1 began with")
                                         : kEnvironment;
}

}  // namespace tenon::driver
