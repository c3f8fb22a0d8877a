// `tenon migrate up` and `down`: migrations run on a database in use; `baseline`, which takes one for what it
// is.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "driver/database.hpp"
#include "driver/migrate/live.hpp"
#include "migration/state.hpp"

namespace tenon::driver {
namespace {

using migration::Event;

void tell(const Event& event) {
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
                 event.what.empty() ? "" : ". Open transactions: " + event.what);
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

/// Runs one part; the head of its script says as whom.
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
  const auto ran = migration::run(live.session, what, *script, {}, tell);
  return ran ? kSuccess : print_run_error(ran.error());
}

/// The owner keeps the history; whoever runs the command may become it.
bool become_owner(Live& live) {
  return live.session.script(script_head(*live.project.last->schema)).has_value();
}

int keep_state(Live& live) {
  live.session.script("RESET ROLE");
  if (!become_owner(live)) return kEnvironment;
  const auto kept = migration::keep_state(live.session, live.project.lock->schema);
  live.session.script("RESET ROLE");
  if (kept) return kSuccess;
  print_error("what the database is now can't be kept: " + kept.error());
  return kEnvironment;
}

/// Refuses a database that was changed by hand since.
int refuse_drift(Live& live) {
  const auto changed = migration::drift(live.session, live.project.lock->schema);
  if (!changed) {
    print_error("what the database was can't be read: " + changed.error());
    return kEnvironment;
  }
  if (changed->empty()) return kSuccess;
  print_error(
      fmt::format("the database was changed since its last migration, by hand or by another program:\n{}",
                  *changed),
      "take it back; or, where it is to stay, say it in the schema, and `tenon migrate baseline` takes the "
      "database for what it is");
  return kFinding;
}

const Standing* waiting_for_contract(const Live& live, int before) {
  for (const Standing& each : live.standings) {
    if (each.sealed.number < before && each.is_expanded() && !each.is_contracted()) return &each;
  }
  return nullptr;
}

int say_waiting(const Standing& standing) {
  print_error(
      fmt::format("migration {}, {}, waits for its contract", standing.sealed.number, standing.sealed.name),
      "once no code of the version before it runs: `tenon migrate up --contract`");
  return kFinding;
}

/// A database that holds nothing of the schema gets all of it at once.
int make_newest(Live& live, const MigrateOptions& options) {
  const Compilation compilation = compile(options.common.files.front(), {{"all", sema::Level::kOff}});
  const std::string wanted = live.project.lock->migrations.back().fingerprint;
  if (ir::fingerprint(*compilation.schema) != wanted) {
    print_error("the schema says other things than the last migration leads to",
                "make the migration first: `tenon migrate new`");
    return kFinding;
  }
  render::Templates templates;
  if (const Outcome failed = bring(live.session, compilation, templates, true)) return *failed;
  if (!become_owner(live) || !write_done(live, live.project.lock->migrations.back().number))
    return kEnvironment;
  return keep_state(live);
}

/// A database that `tenon apply` has made has no history; its version says where it is.
int take_for(Live& live, int number) {
  if (!become_owner(live) || !write_done(live, number)) return kEnvironment;
  live.session.script("RESET ROLE");
  return read_standings(live) ? kSuccess : kEnvironment;
}

std::optional<int> number_of(const Live& live, const std::string& fingerprint) {
  for (auto each = live.standings.rbegin(); each != live.standings.rend(); ++each) {
    if (each->sealed.fingerprint == fingerprint) return each->sealed.number;
  }
  return std::nullopt;
}

int say_unknown(const Live& live) {
  print_error(fmt::format("the database holds version {} of `{}`, to which none of the migrations leads",
                          live.fingerprint, live.project.lock->schema),
              "find the branch that it was made from");
  return kFinding;
}

bool is_half_done(const Standing& standing) {
  return (standing.expand && !standing.is_expanded()) ||
         (standing.contract && standing.contract->ended_at.empty());
}

int run_up(Live& live, const MigrateOptions& options) {
  const int last = options.number == 0 ? live.standings.back().sealed.number : options.number;
  const bool half = std::any_of(live.standings.begin(), live.standings.end(), is_half_done);
  if (!half) {
    if (const int drifted = refuse_drift(live); drifted != kSuccess) return drifted;
  }
  bool any = false;
  for (const Standing& each : live.standings) {
    if (each.sealed.number > last) break;
    if (!each.is_expanded()) {
      if (const Standing* waiting = waiting_for_contract(live, each.sealed.number))
        return say_waiting(*waiting);
      if (const int failed = run_part(live, each, migration::kExpand); failed != kSuccess) return failed;
      any = true;
    }
    if (options.contract && !each.is_contracted()) {
      if (const int failed = run_part(live, each, migration::kContract); failed != kSuccess) return failed;
      any = true;
    }
    if (!read_standings(live)) return kEnvironment;
  }
  if (any) {
    if (const int kept = keep_state(live); kept != kSuccess) return kept;
  }
  if (!any)
    fmt::print("{} is at migration {}: nothing is to be done\n", live.project.lock->schema, live.current());
  if (const Standing* waiting = waiting_for_contract(live, last + 1))
    fmt::print(
        "migration {}, {}, waits for its contract: `tenon migrate up --contract`, once no code of the "
        "version before runs\n",
        waiting->sealed.number, waiting->sealed.name);
  return kSuccess;
}

/// Connected, alone, and with a history where there can be one.
std::optional<Live> begin(const MigrateOptions& options, int& code) {
  auto live = open_live(options, code);
  if (!live) return std::nullopt;
  if (const auto turn = migration::take_turn(live->session); !turn) {
    code = print_run_error(turn.error());
    return std::nullopt;
  }
  return live;
}

}  // namespace

int migrate_up(const MigrateOptions& options) {
  int code = kSuccess;
  auto live = begin(options, code);
  if (!live) return code;
  if (const Outcome lacking = report_missing(live->session, *live->project.last->schema)) return *lacking;
  if (live->fingerprint.empty()) return make_newest(*live, options);
  if (live->current() == 0) {
    const auto number = number_of(*live, live->fingerprint);
    if (!number) return say_unknown(*live);
    fmt::print("the database was made by `tenon apply`, in the version of migration {}\n", *number);
    if (code = take_for(*live, *number); code != kSuccess) return code;
  }
  return run_up(*live, options);
}

int migrate_down(const MigrateOptions& options) {
  int code = kSuccess;
  auto live = begin(options, code);
  if (!live) return code;
  const int to = options.number == 0 ? live->current() - 1 : options.number;
  if (live->current() == 0 || to < 1) {
    print_error("there is no migration to undo", "the first one is undone by dropping the database");
    return kFinding;
  }
  for (auto each = live->standings.rbegin(); each != live->standings.rend(); ++each) {
    if (!each->expand || each->sealed.number <= to) continue;
    if (!each->texts.contains(migration::kUndo)) {
      print_error(fmt::format("migration {}, {}, has no way back: it takes something away for good",
                              each->sealed.number, each->sealed.name),
                  "bring back a backup, or write a migration that goes on from here");
      return kFinding;
    }
    if (is_half_done(*each)) {
      print_error(fmt::format("migration {}, {}, is half done", each->sealed.number, each->sealed.name),
                  "end it first: `tenon migrate up`");
      return kFinding;
    }
    if (code = run_part(*live, *each, migration::kUndo); code != kSuccess) return code;
    const pq::Parameter key[] = {live->project.lock->schema, std::to_string(each->sealed.number)};
    if (!become_owner(*live) ||
        !live->session.query("DELETE FROM tenon.migrations WHERE schema = $1 AND number = $2::int", key))
      return kEnvironment;
  }
  if (!read_standings(*live)) return kEnvironment;
  return keep_state(*live);
}

int migrate_baseline(const MigrateOptions& options) {
  int code = kSuccess;
  auto live = begin(options, code);
  if (!live) return code;
  const auto number = number_of(*live, live->fingerprint);
  if (live->fingerprint.empty()) {
    print_error("the database holds nothing that tenon made", "`tenon migrate up` makes all of it");
    return kFinding;
  }
  if (!number) return say_unknown(*live);
  if (options.number != 0 && options.number != *number) {
    print_error(
        fmt::format("the database says that it is at migration {}, and not at {}", *number, options.number));
    return kFinding;
  }
  if (code = take_for(*live, *number); code != kSuccess) return code;
  fmt::print("the database is taken for migration {} of {}, as it is\n", *number, live->project.lock->schema);
  return keep_state(*live);
}

}  // namespace tenon::driver
