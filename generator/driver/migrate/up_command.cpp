// `tenon migrate up`: migrations run on a database in use.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "driver/database.hpp"
#include "driver/migrate/concern.hpp"
#include "driver/migrate/live.hpp"

namespace tenon::driver {
namespace {

/// Refuses a database that was changed by hand since.
int refuse_drift(Live& live) {
  const auto drift =
      migration::drift(live.session, live.project.lock->schema, concern_of(*live.project.now.schema));
  if (!drift) {
    print_error("what the database is can't be read: " + drift.error(),
                "connect as a role that may become the schema's owner");
    return kEnvironment;
  }
  if (!drift->unjudged.empty())
    fmt::print("whether the database was changed by hand can't be told: {}\n{}", drift->unjudged,
               kLookingHelp);
  if (drift->differences.empty()) return kSuccess;
  print_error(
      fmt::format("the database was changed since its last migration, by hand or by another program:\n{}",
                  drift->differences),
      "take it back; where it is meant, say it in the schema besides, and the next migration makes it; where "
      "it "
      "is to stand beside what the schema makes, the schema's `allow { … }` lets it be");
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

int refuse_undoing(const Live& live) {
  for (const Standing& each : live.standings) {
    if (!each.is_undoing()) continue;
    print_error(fmt::format("migration {}, {}, is being undone, at step {} of {}", each.sealed.number,
                            each.sealed.name, each.undo->done, each.undo->of),
                "end that first: `tenon migrate down`");
    return kFinding;
  }
  return kSuccess;
}

int refuse_number(const Live& live, int number) {
  const int last = live.standings.back().sealed.number;
  if (number <= last) return kSuccess;
  print_error(fmt::format("there is no migration {}", number), fmt::format("the last one is {}", last));
  return kFinding;
}

/// A database that holds nothing of the schema gets all of it at once.
int make_newest(Live& live, const MigrateOptions& options) {
  const Compilation compilation =
      compile(options.common.files.front(), {{"all", sema::Level::kOff}}, options.common.import_dirs);
  const migration::Sealed& last = live.project.lock->migrations.back();
  if (ir::fingerprint(*compilation.schema) != last.fingerprint) {
    print_error("the schema says other things than the last migration leads to",
                fmt::format("make the migration first: `tenon migrate new`; or run what there is: `--to {}`",
                            last.number));
    return kFinding;
  }
  render::Templates templates;
  if (const Outcome failed = bring(live.session, compilation, templates, true)) return *failed;
  return write_done(live, last.number) ? keep_state(live) : kEnvironment;
}

/// A database that `tenon apply` has made has no history; its version says where it is.
int take_for(Live& live, int number) {
  if (!write_done(live, number)) return kEnvironment;
  live.session.script("RESET ROLE");
  return read_standings(live) ? kSuccess : kEnvironment;
}

struct Ran {
  int code = kSuccess;
  bool any = false;
};

/// What is left of each up to that number, in their order. A contract that was waited for is one version's
/// end: what comes behind it has code that it takes the place of, and waits for that in its turn.
Ran run_each(Live& live, int last, bool contract) {
  bool any = false;
  const Standing* waited_for = contract ? waiting_for_contract(live, last + 1) : nullptr;
  const int contracted = waited_for != nullptr ? waited_for->sealed.number : last;
  for (const Standing& each : live.standings) {
    if (each.sealed.number > last) break;
    if (!each.is_expanded()) {
      if (const Standing* waiting = waiting_for_contract(live, each.sealed.number))
        return {say_waiting(*waiting), any};
      // What it was before is what a migration that is given up half way goes back to.
      if (!each.expand) {
        if (const int kept = keep_state(live); kept != kSuccess) return {kept, any};
      }
      if (const int failed = run_part(live, each, migration::kExpand); failed != kSuccess)
        return {failed, any};
      any = true;
    }
    if (contract && each.sealed.number <= contracted && !each.is_contracted()) {
      if (const int failed = run_part(live, each, migration::kContract); failed != kSuccess)
        return {failed, any};
      any = true;
    }
    if (!read_standings(live)) return {kEnvironment, any};
  }
  return {kSuccess, any};
}

void say_nothing_to_do(const Live& live, int wanted) {
  const std::string& schema = live.project.lock->schema;
  const int current = live.current();
  if (current > wanted) {
    fmt::print("{} is at migration {}, which is past {}: `tenon migrate down` goes back\n", schema, current,
               wanted);
  } else {
    fmt::print("{} is at migration {}: nothing is to be done\n", schema, current);
  }
}

/// What the schema's file says and no migration leads to stays undone.
void say_unmigrated(const Live& live, int wanted) {
  const migration::Sealed& last = live.standings.back().sealed;
  if (wanted != last.number || ir::fingerprint(*live.project.now.schema) == last.fingerprint) return;
  fmt::print(
      "{} says other things than migration {} leads to, and the database stays as that has it: `tenon "
      "migrate "
      "new` makes the next one\n",
      live.project.schema_file, last.number);
}

int run_up(Live& live, const MigrateOptions& options) {
  const int last = options.number == 0 ? live.standings.back().sealed.number : options.number;
  if (!live.is_between()) {
    if (const int drifted = refuse_drift(live); drifted != kSuccess) return drifted;
  }
  const Ran ran = run_each(live, last, options.contract);
  // Where a later one failed at its begin, what the ones before left is written down all the same.
  if (ran.any && !live.is_between()) {
    if (const int kept = keep_state(live); kept != kSuccess) return kept;
  }
  if (ran.code != kSuccess) return ran.code;
  if (!ran.any) say_nothing_to_do(live, last);
  say_unmigrated(live, last);
  if (const Standing* waiting = waiting_for_contract(live, last + 1))
    fmt::print(
        "migration {}, {}, waits for its contract: `tenon migrate up --contract`, once no code of the "
        "version before runs\n",
        waiting->sealed.number, waiting->sealed.name);
  return kSuccess;
}

/// A database that holds nothing becomes what it was at that migration by all of them: no code runs on it
/// that would need what their contracts take away.
int grow(Live& live, const MigrateOptions& options) {
  const Standing& first = live.standings.front();
  fmt::print("{}\n", migration::file_name(first.sealed.number, first.sealed.name, migration::kExpand));
  if (const auto made = run_first(live.session, first.texts); !made) return print_run_error(made.error());
  if (const int taken = take_for(live, first.sealed.number); taken != kSuccess) return taken;
  const Ran ran = run_each(live, options.number, true);
  if (ran.code != kSuccess) return ran.code;
  return keep_state(live);
}

int make(Live& live, const MigrateOptions& options) {
  const bool is_newest = options.number == 0 || (options.number == live.standings.back().sealed.number &&
                                                 ir::fingerprint(*live.project.now.schema) ==
                                                     live.standings.back().sealed.fingerprint);
  return is_newest ? make_newest(live, options) : grow(live, options);
}

/// Whether the migrations in the directory are this schema's.
bool are_of(const std::filesystem::path& directory, const std::string& schema) {
  const auto lock = migration::read_lock(directory);
  return lock && *lock && (*lock)->schema == schema;
}

}  // namespace

int write_applied(const MigrateOptions& options, const std::string& schema) {
  if (!are_of(migrations_of(options.common.files.front(), options.directory), schema)) return kSuccess;
  int code = kSuccess;
  auto live = open_alone(options, code);
  if (!live) return code;
  if (live->current() != 0) return kSuccess;
  const auto number = number_of(*live, live->fingerprint);
  if (!number) {
    fmt::print(
        "no migration leads to this version, so that no history is written: `tenon migrate new` makes one\n");
    return kSuccess;
  }
  if (!write_done(*live, *number)) return kEnvironment;
  fmt::print("its history says that it is at migration {}\n", *number);
  return keep_state(*live);
}

int migrate_up(const MigrateOptions& options) {
  int code = kSuccess;
  auto live = open_alone(options, code);
  if (!live) return code;
  // What only later versions need isn't asked for.
  const bool to_last = options.number == 0 || options.number == live->standings.back().sealed.number;
  if (live->project.last->schema && to_last) {
    if (const Outcome lacking = report_missing(live->session, *live->project.last->schema)) return *lacking;
  }
  if (code = refuse_number(*live, options.number); code != kSuccess) return code;
  if (code = refuse_others(*live); code != kSuccess) return code;
  if (code = refuse_undoing(*live); code != kSuccess) return code;
  if (live->fingerprint.empty()) return make(*live, options);
  if (live->current() == 0) {
    const auto number = number_of(*live, live->fingerprint);
    if (!number) return say_unknown(*live);
    fmt::print("the database was made by `tenon apply`, in the version of migration {}\n", *number);
    if (code = take_for(*live, *number); code != kSuccess) return code;
  }
  return run_up(*live, options);
}

}  // namespace tenon::driver
