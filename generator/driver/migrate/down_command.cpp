// `tenon migrate down`: the way back, one migration after the other.
#include <fmt/format.h>

#include "driver/migrate/live.hpp"

namespace tenon::driver {
namespace {

int say_half_done(const Standing& each) {
  print_error(
      fmt::format(
          "{} steps of {} of migration {}, {}'s contract, are done: what it takes away is gone for good",
          each.contract->done, each.contract->of, each.sealed.number, each.sealed.name),
      "mend what `up` says is in the way, and `tenon migrate up --contract` goes on; or change the steps "
      "that "
      "aren't done yet in its file, `tenon migrate seal` it, and go on with those");
  return kFinding;
}

int say_first_of_taken(const Standing& each) {
  print_error(fmt::format("migration {}, {}, is the first one of a database that tenon didn't make: there is "
                          "no way back from it",
                          each.sealed.number, each.sealed.name),
              "mend what `up` says is in the way, and `tenon migrate up` goes on; or bring back a backup");
  return kFinding;
}

int say_before_contract(const Standing& each) {
  print_error(fmt::format("migration {}, {}, waits for its contract, and the way back begins behind that",
                          each.sealed.number, each.sealed.name),
              "run it first, `tenon migrate up --contract`, once no code of the version before runs; or "
              "write a migration "
              "that goes on from here");
  return kFinding;
}

int say_no_way_back(const Standing& each) {
  print_error(fmt::format("migration {}, {}, has no way back: it takes something away for good",
                          each.sealed.number, each.sealed.name),
              "bring back a backup, or write a migration that goes on from here");
  return kFinding;
}

/// Of which only some of the expand is done.
bool is_begun(const Standing& each) {
  return each.expand && !each.expand->is_ended();
}

bool is_first_of_taken(const Live& live, const Standing& each) {
  const auto& list = live.project.lock->migrations;
  return each.sealed.number == 2 && list.front().is_taken;
}

/// Why one can't be undone, said before anything is.
int refuse_way_back(const Live& live, const Standing& each) {
  if (is_begun(each)) return is_first_of_taken(live, each) ? say_first_of_taken(each) : kSuccess;
  if (each.is_undoing()) return kSuccess;
  if (each.is_half_done()) return say_half_done(each);
  if (!each.texts.contains(migration::kUndo)) return say_no_way_back(each);
  return each.is_contracted() ? kSuccess : say_before_contract(each);
}

int undo(Live& live, const Standing& each) {
  const int failed = is_begun(each) ? run_way_out(live, each) : run_part(live, each, migration::kUndo);
  if (failed != kSuccess) return failed;
  if (!become_keeper(live)) return kEnvironment;
  const pq::Parameter key[] = {live.project.lock->schema, std::to_string(each.sealed.number)};
  if (live.session.query("DELETE FROM tenon.migrations WHERE schema = $1 AND number = $2::int", key))
    return kSuccess;
  print_error(fmt::format("migration {} is undone, and the history can't be told so", each.sealed.number),
              "run `tenon migrate down` again: it goes on here");
  return kEnvironment;
}

}  // namespace

int migrate_down(const MigrateOptions& options) {
  int code = kSuccess;
  auto live = open_alone(options, code);
  if (!live) return code;
  if (code = refuse_others(*live); code != kSuccess) return code;
  const int to = options.number == 0 ? live->current() - 1 : options.number;
  if (live->current() == 0 || to < 1) {
    print_error("there is no migration to undo", "the first one is undone by dropping the database");
    return kFinding;
  }
  const std::vector<Standing> standings(live->standings.rbegin(), live->standings.rend());
  const auto is_behind = [&](const Standing& each) { return each.expand && each.sealed.number > to; };
  for (const Standing& each : standings) {
    if (!is_behind(each)) continue;
    if (code = refuse_way_back(*live, each); code != kSuccess) return code;
  }
  bool any_undone = false;
  for (const Standing& each : standings) {
    if (!is_behind(each)) continue;
    // Behind one that was given up, the database is what is written down already.
    any_undone = any_undone || !is_begun(each);
    if (code = undo(*live, each); code != kSuccess) return code;
  }
  if (!read_standings(*live)) return kEnvironment;
  return any_undone ? keep_state(*live) : kSuccess;
}

}  // namespace tenon::driver
