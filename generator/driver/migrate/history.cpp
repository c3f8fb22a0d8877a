// What `up`, `down` and `baseline` do to a database and its history.
#include <fmt/format.h>

#include <algorithm>

#include "catalog/apply.hpp"
#include "driver/migrate/give_up.hpp"
#include "driver/migrate/live.hpp"
#include "migration/state.hpp"

namespace tenon::driver {
namespace {

constexpr const char* kKeeper =
    "SELECT pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(relowner)) FROM pg_catalog.pg_class WHERE oid "
    "= "
    "pg_catalog.to_regclass('tenon.migrations')";

bool say_unwritten(const std::string& why) {
  print_error(fmt::format("the history can't be written: {}", why),
              "connect as a role that may become the schema's owner: a superuser, or one that is granted it");
  return false;
}

struct Ending {
  migration::Fault fault;
  int code;
};
constexpr Ending kEndings[] = {{migration::Fault::kSurroundings, kEnvironment},
                               {migration::Fault::kPassing, kUnjudged},
                               {migration::Fault::kFinding, kFinding}};

void tell(const migration::Event& event) {
  using migration::Event;
  const std::string at = fmt::format("  {:>3}/{}", event.step, event.of);
  switch (event.kind) {
    case Event::Kind::kStep:
      fmt::print("{} {}\n", at, event.what);
      break;
    case Event::Kind::kLeaf:
      fmt::print("{}   in {}\n", at, event.what);
      break;
    case Event::Kind::kWaiting:
      fmt::print("{}   a lock isn't to be had; once more in a moment{}\n", at,
                 event.what.empty() ? "" : ": " + event.what);
      break;
    case Event::Kind::kGoesOn:
      fmt::print("{}   … {}\n", at, event.what);
      break;
    case Event::Kind::kDone:
      fmt::print("{}   {}\n", at, event.what);
      break;
    case Event::Kind::kFound:
      fmt::print("{} was done by a run that stopped there; it goes on\n", at);
      break;
  }
  std::fflush(stdout);
}

/// The parts that are taken for run.
bool is_taken(const Standing& standing, std::string_view part, int number, bool contracted) {
  if (standing.sealed.number > number || part == migration::kUndo) return false;
  return part == migration::kExpand || standing.sealed.number < number || contracted;
}

}  // namespace

bool become_keeper(Live& live) {
  if (const auto reset = live.session.script("RESET ROLE"); !reset)
    return say_unwritten(catalog::describe(reset.error()));
  const auto keeper = live.session.query(kKeeper);
  if (!keeper) return say_unwritten(catalog::describe(keeper.error()));
  if (keeper->size() == 0) {
    print_error(
        "the database has no history: tenon.migrations isn't there",
        "see with `tenon verify` what else is missing; a table of that name is made by the schema's SQL, "
        "`tenon generate`");
    return false;
  }
  const auto became = live.session.script("SET ROLE " + keeper->text(0, 0));
  return became || say_unwritten(catalog::describe(became.error()));
}

bool write_done(Live& live, int number, bool contracted) {
  if (!become_keeper(live)) return false;
  const std::string& schema = live.project.lock->schema;
  auto written = live.session.script("BEGIN");
  const pq::Parameter all[] = {schema};
  if (written) written = live.session.query("DELETE FROM tenon.migrations WHERE schema = $1", all);
  for (const Standing& each : live.standings) {
    for (const auto& [part, text] : each.texts) {
      if (!written || !is_taken(each, part, number, contracted)) continue;
      const pq::Parameter row[] = {schema, std::to_string(each.sealed.number), part, each.sealed.name,
                                   migration::hash_of(text)};
      written = live.session.query(
          "INSERT INTO tenon.migrations (schema, number, part, name, hash, steps, done, ended_at, run_by) "
          "VALUES ($1, $2::int, $3, $4, $5, 0, 0, pg_catalog.clock_timestamp(), session_user)",
          row);
    }
  }
  if (written) written = live.session.script("COMMIT");
  if (written) return true;
  live.session.script("ROLLBACK");
  return say_unwritten(catalog::describe(written.error()));
}

int keep_state(Live& live) {
  if (!become_keeper(live)) return kEnvironment;
  const auto kept = migration::keep_state(live.session, live.project.lock->schema);
  live.session.script("RESET ROLE");
  if (kept) return kSuccess;
  print_error("what the database is now can't be written down: " + kept.error(),
              "what was run stays; run it again");
  return kEnvironment;
}

int run_part(Live& live, const Standing& standing, std::string_view part) {
  const auto text = standing.texts.find(part);
  if (text == standing.texts.end()) return kSuccess;
  const auto script = plan::read_script(text->second);
  const std::string file = migration::file_name(standing.sealed.number, standing.sealed.name, part);
  if (!script) {
    print_error(fmt::format("{}: {}", file, script.error()), "bring the file back as it was sealed");
    return kFinding;
  }
  fmt::print("{}\n", file);
  const migration::Part what{live.project.lock->schema, standing.sealed.number, standing.sealed.name,
                             std::string(part), migration::hash_of(text->second)};
  const auto ran = migration::run(live.session, what, *script, {.url = live.url}, tell);
  return ran ? kSuccess : print_run_error(ran.error());
}

int run_way_out(Live& live, const Standing& standing) {
  const auto& list = live.project.lock->migrations;
  const auto here = std::find_if(list.begin(), list.end(), [&](const migration::Sealed& each) {
    return each.number == standing.sealed.number;
  });
  const HalfDone begun{standing.expand->part, standing.texts.find(migration::kExpand)->second,
                       *live.project.last->schema, std::prev(here)->fingerprint,
                       standing.texts.contains(migration::kUndo)};
  const auto gone = give_up(live.session, begun, {.url = live.url}, tell);
  if (!gone) return print_run_error(gone.error());
  const bool any = standing.expand->done > 0;
  fmt::print("{} migration {}, {}{}\n", any ? "what was done of" : "nothing of", standing.sealed.number,
             standing.sealed.name, any ? " is taken back" : ", was done: it is forgotten");
  return kSuccess;
}

tl::expected<void, migration::RunError> run_first(pq::Session& session, const migration::Texts& texts) {
  const auto text = texts.find(migration::kExpand);
  const auto script = plan::read_script(text == texts.end() ? "" : text->second);
  if (!script)
    return tl::unexpected(migration::RunError{script.error(), "bring the file back as it was sealed",
                                              migration::Fault::kFinding});
  for (const plan::ScriptStep& step : script->steps) {
    const auto done = session.script(step.transaction ? "BEGIN;\n" + step.sql + "\nCOMMIT;" : step.sql);
    if (done) continue;
    session.script("ROLLBACK");
    const auto advice = migration::advice_on(done.error(), session.is_lost());
    return tl::unexpected(migration::RunError{catalog::describe(done.error()), advice.help, advice.fault});
  }
  return {};
}

int print_run_error(const migration::RunError& error) {
  print_error(error.message, error.help);
  for (const Ending& each : kEndings) {
    if (each.fault == error.fault) return each.code;
  }
  return kEnvironment;
}

}  // namespace tenon::driver
