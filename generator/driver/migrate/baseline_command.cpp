// `tenon migrate baseline`: a database is taken for the version that it says it holds, once it is seen to be
// that.
#include <fmt/format.h>

#include <algorithm>

#include "catalog/apply.hpp"
#include "catalog/elaborate.hpp"
#include "catalog/session.hpp"
#include "driver/migrate/bench.hpp"
#include "driver/migrate/concern.hpp"
#include "driver/migrate/take_database.hpp"
#include "driver/wanted.hpp"
#include "world/wanted.hpp"

namespace tenon::driver {
namespace {

/// What a migration leads to, in the words of a server.
struct Goals {
  std::optional<model::Database> expanded;  ///< none where it has no contract, or that can't be told
  model::Database contracted;
  std::string unknown = {};  ///< why that can't be told
};

tl::expected<model::Database, catalog::ServerError> read_at(const std::string& url) {
  auto session = catalog::connect(url);
  if (!session) return tl::unexpected(catalog::ServerError{catalog::describe(session.error()), ""});
  auto reading = catalog::read_database(*session);
  if (!reading) return tl::unexpected(catalog::ServerError{reading.error(), ""});
  return std::move(reading->database);
}

/// One part on a private server; what went wrong, or nothing.
std::string replay(const std::string& url, const std::string& schema, const Standing& each,
                   std::string_view part) {
  const auto text = each.texts.find(part);
  if (text == each.texts.end()) return "";
  auto session = catalog::connect(url);
  if (!session) return catalog::describe(session.error());
  const auto script = plan::read_script(text->second);
  if (!script) return script.error();
  const bool is_first = each.sealed.number == 1 && part == migration::kExpand;
  if (const auto turn = migration::take_turn(*session); !turn) return turn.error().message;
  if (std::string wrong = make_roles_of(text->second, *session); !wrong.empty()) return wrong;
  const migration::Part what{schema, each.sealed.number, each.sealed.name, std::string(part),
                             migration::hash_of(text->second)};
  const auto ran =
      is_first ? run_first(*session, each.texts) : migration::run(*session, what, *script, {}, nullptr);
  return ran ? "" : ran.error().message;
}

/// All migrations up to that one, run on a private server of the database's version.
tl::expected<Goals, catalog::ServerError> goals_by_chain(const Live& live, int number) {
  const auto server = catalog::private_server_of(live.session.server_version() / 10000);
  if (!server) return tl::unexpected(server.error());
  Goals out;
  for (const Standing& each : live.standings) {
    if (each.sealed.number > number) break;
    for (const std::string_view part : {migration::kExpand, migration::kContract}) {
      const bool is_last_contract = each.sealed.number == number && part == migration::kContract;
      if (is_last_contract && each.texts.contains(part)) {
        auto expanded = read_at(server->url());
        if (!expanded) return tl::unexpected(expanded.error());
        out.expanded = std::move(*expanded);
      }
      if (const std::string wrong = replay(server->url(), live.project.lock->schema, each, part);
          !wrong.empty())
        return tl::unexpected(catalog::ServerError{
            fmt::format("migration {} fails on a private server: {}", each.sealed.number, wrong), ""});
    }
  }
  auto contracted = read_at(server->url());
  if (!contracted) return tl::unexpected(contracted.error());
  out.contracted = std::move(*contracted);
  return out;
}

/// Where there is no private server, the database's own can say what the last version is, in a scratch
/// database.
tl::expected<Goals, catalog::ServerError> goals_of(const Live& live, int number) {
  auto out = goals_by_chain(live, number);
  const Version& last = *live.project.last;
  if (out || number != live.standings.back().sealed.number || !last.schema) return out;
  auto side = world::wanted_side(live.url, live.project.lock->schema,
                                 wanted(*last.schema, last.database, live.project.schema_file));
  if (!side.reading) return out;
  return Goals{std::nullopt, std::move(side.reading->database), out.error().message};
}

int say_no_goals(const catalog::ServerError& error, int number) {
  print_error(fmt::format("what migration {} leads to can't be told here: {}", number, error.message),
              error.help.empty()
                  ? "run this where a PostgreSQL of the database's version is at hand, with the "
                    "extensions that the schema needs"
                  : error.help);
  return kEnvironment;
}

int say_otherwise(int number, const std::string& differences, const std::string& unknown) {
  const std::string note =
      unknown.empty() ? ""
                      : fmt::format("whether only its contract wasn't run can't be told here: {}\n", unknown);
  print_error(
      fmt::format("the database isn't what migration {} leads to:\n{}{}", number, differences, note),
      "take back what was changed, or end by hand what isn't done; what is to stand beside what the schema "
      "makes, the schema's `allow { … }` lets it be");
  return kFinding;
}

std::optional<int> number_asked(const Live& live, const MigrateOptions& options) {
  if (options.number == 0) return number_of(live, live.fingerprint);
  for (const Standing& each : live.standings) {
    if (each.sealed.number == options.number && each.sealed.fingerprint == live.fingerprint)
      return options.number;
  }
  return std::nullopt;
}

int say_no_number(const Live& live, const MigrateOptions& options) {
  const auto found = number_of(live, live.fingerprint);
  if (options.number == 0 || !found) return say_unknown(live);
  print_error(fmt::format("the database holds the version of migration {}, and not that of {}", *found,
                          options.number),
              "leave `--to` out");
  return kFinding;
}

int take(Live& live, int number, bool contracted) {
  if (!write_done(live, number, contracted)) return kEnvironment;
  fmt::print("the database is what migration {} of {} leads to, and is taken for it\n", number,
             live.project.lock->schema);
  if (!contracted)
    fmt::print(
        "its contract wasn't run here: `tenon migrate up --contract`, once no code of the version before "
        "runs\n");
  return keep_state(live);
}

}  // namespace

int migrate_baseline(const MigrateOptions& options) {
  int code = kSuccess;
  auto project = open_sound_project(options, code);
  if (!project) return code;
  if (!project->lock) return take_database(options, std::move(*project));
  auto live = open_alone(std::move(*project), options.database, code);
  if (!live) return code;
  if (live->fingerprint.empty()) {
    if (live->standings.front().sealed.is_taken) return take_another_database(*live);
    print_error(
        "the database holds nothing that tenon made, and the migrations begin with nothing",
        "`tenon migrate up` makes all of the schema; what others made is taken over where no migrations "
        "are yet: name another directory with `--dir`");
    return kFinding;
  }
  const auto number = number_asked(*live, options);
  if (!number) return say_no_number(*live, options);
  const auto goals = goals_of(*live, *number);
  if (!goals) return say_no_goals(goals.error(), *number);
  const auto found = catalog::read_database(live->session);
  if (!found) {
    print_error("what the database is can't be read: " + found.error(),
                "connect as a role that may become the schema's owner");
    return kEnvironment;
  }
  const migration::Sift concern = concern_of(*live->project.now.schema, Side::kMadeElsewhere);
  const std::string missing = migration::told_differences(goals->contracted, found->database, concern);
  if (missing.empty()) return take(*live, *number, true);
  const std::string begun =
      goals->expanded ? migration::told_differences(*goals->expanded, found->database, concern) : missing;
  if (begun.empty()) return take(*live, *number, false);
  const auto lines = [](const std::string& text) { return std::ranges::count(text, '\n'); };
  return say_otherwise(*number, lines(begun) < lines(missing) ? begun : missing, goals->unknown);
}

}  // namespace tenon::driver
