// `tenon migrate down`: the way back, one migration after the other.
#include <fmt/format.h>

#include "driver/migrate/live.hpp"

namespace tenon::driver {
namespace {

/// Forgets one of which nothing was done: `code` says how to end where that can't be.
bool forget_begun(Live& live, const Standing& each, int& code) {
  const std::string& text = each.texts.find(migration::kExpand)->second;
  const auto script = plan::read_script(text);
  if (!script) return false;
  const migration::Part part{live.project.lock->schema, each.sealed.number, each.sealed.name,
                             std::string(migration::kExpand), migration::hash_of(text)};
  const auto forgotten = migration::forget(live.session, part, *script);
  if (!forgotten) code = print_run_error(forgotten.error());
  return forgotten.value_or(false);
}

int say_half_done(const Standing& each) {
  const migration::Entry& part = each.expand->is_ended() ? *each.contract : *each.expand;
  const bool is_expand = part.part.part == migration::kExpand;
  print_error(
      fmt::format("{} steps of {} of migration {}, {}, are done: the way back begins behind all of them",
                  part.done, part.of, each.sealed.number,
                  is_expand ? each.sealed.name : each.sealed.name + "'s contract"),
      fmt::format(
          "mend what `up` says is in the way, and `tenon migrate up{}` goes on; or change the steps that "
          "aren't done yet in its file, `tenon migrate seal` it, and go on with those",
          is_expand ? "" : " --contract"));
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

bool is_begun_alone(const Standing& each) {
  return each.expand && !each.expand->is_ended() && each.expand->done == 0 && !each.is_undoing();
}

/// Why one can't be undone, said before anything is.
int refuse_way_back(const Standing& each) {
  if (each.is_undoing() || is_begun_alone(each)) return kSuccess;
  if (each.is_half_done()) return say_half_done(each);
  if (!each.texts.contains(migration::kUndo)) return say_no_way_back(each);
  return each.is_contracted() ? kSuccess : say_before_contract(each);
}

int undo(Live& live, const Standing& each) {
  if (is_begun_alone(each)) {
    int code = kSuccess;
    if (forget_begun(live, each, code)) {
      fmt::print("nothing of migration {}, {}, was done: it is forgotten\n", each.sealed.number,
                 each.sealed.name);
      return kSuccess;
    }
    return code == kSuccess ? say_half_done(each) : code;
  }
  if (const int failed = run_part(live, each, migration::kUndo); failed != kSuccess) return failed;
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
    if (code = refuse_way_back(each); code != kSuccess) return code;
  }
  for (const Standing& each : standings) {
    if (!is_behind(each)) continue;
    if (code = undo(*live, each); code != kSuccess) return code;
  }
  return read_standings(*live) ? keep_state(*live) : kEnvironment;
}

}  // namespace tenon::driver
