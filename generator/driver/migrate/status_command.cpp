// `tenon migrate status`: how far a database has come, and whether it is what that left.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "driver/migrate/concern.hpp"
#include "driver/migrate/live.hpp"

namespace tenon::driver {
namespace {

using Json = nlohmann::ordered_json;

std::string at_step(const migration::Entry& entry) {
  return fmt::format("at step {} of {}, since {}", entry.done, entry.of, entry.began_at);
}

/// What a database has done of a migration, in a few words.
std::string standing_text(const Standing& each) {
  if (each.is_given_up())
    return "being given up, " + at_step(*each.undo) + ": `tenon migrate down` goes on with that";
  if (each.is_undoing()) return "being undone, " + at_step(*each.undo) + ": `tenon migrate down` goes on";
  if (!each.expand) return "not begun";
  if (!each.is_expanded())
    return at_step(*each.expand) + ": `tenon migrate up` goes on, `tenon migrate down` takes it back";
  if (each.contract && !each.contract->is_ended())
    return "its contract " + at_step(*each.contract) + ": `tenon migrate up --contract` goes on";
  if (!each.is_contracted()) return fmt::format("done {}; waits for its contract", each.expand->ended_at);
  return fmt::format("done {}, by {}", each.expand->ended_at, each.expand->run_by);
}

/// The migration whose version a database without a history holds.
std::optional<int> made_by_apply(const Live& live) {
  if (live.current() > 0 || live.fingerprint.empty()) return std::nullopt;
  return number_of(live, live.fingerprint);
}

void print_status(const Live& live, const migration::Drift& drift) {
  for (const Standing& each : live.standings)
    fmt::print("{:>4}  {:<32} {}\n", each.sealed.number, each.sealed.name, standing_text(each));
  if (live.fingerprint.empty())
    fmt::print("the database holds nothing of `{}`: `tenon migrate up` makes the newest version\n",
               live.project.lock->schema);
  if (const auto number = made_by_apply(live))
    fmt::print(
        "the database was made by `tenon apply`, in the version of migration {}: `tenon migrate up` takes it "
        "for "
        "that\n",
        *number);
  for (const std::string& other : live.others) fmt::print("another was run here: {}\n", other);
  if (!drift.unjudged.empty())
    fmt::print("whether the database was changed by hand can't be told: {}\n{}", drift.unjudged,
               live.is_between() ? "" : kLookingHelp);
  if (!drift.differences.empty())
    fmt::print("the database was changed since by hand:\n{}", drift.differences);
}

void print_status_json(const Live& live, const migration::Drift& drift) {
  Json list = Json::array();
  for (const Standing& each : live.standings) {
    list.push_back({{"number", each.sealed.number},
                    {"name", each.sealed.name},
                    {"expanded", each.is_expanded()},
                    {"contracted", each.is_expanded() && each.is_contracted()},
                    {"undoing", each.is_undoing()},
                    {"given_up", each.is_given_up()},
                    {"done", each.expand ? each.expand->done : 0},
                    {"steps", each.expand ? each.expand->of : 0}});
  }
  fmt::print("{}\n", Json{{"schema", live.project.lock->schema},
                          {"fingerprint", live.fingerprint},
                          {"migrations", std::move(list)},
                          {"others", live.others},
                          {"unjudged", drift.unjudged},
                          {"drift", drift.differences}}
                         .dump(2));
}

/// Between two steps a database is what no migration leads to.
tl::expected<migration::Drift, std::string> drift_of(Live& live) {
  if (live.is_between()) return migration::Drift{"a migration is half done", ""};
  if (live.current() == 0) return migration::Drift{};
  return migration::drift(live.session, live.project.lock->schema, concern_of(*live.project.now.schema));
}

/// Whether all of it was run, the contract of the last one aside: it may have to wait.
bool is_up_to_date(const Live& live) {
  if (made_by_apply(live) == live.standings.back().sealed.number) return true;
  const auto is_done = [](const Standing& each) { return each.is_expanded() && !each.is_undoing(); };
  return live.others.empty() && !live.is_between() &&
         std::all_of(live.standings.begin(), live.standings.end(), is_done);
}

}  // namespace

int migrate_status(const MigrateOptions& options) {
  int code = kSuccess;
  auto live = open_live(options, code);
  if (!live) return code;
  const auto drift = drift_of(*live);
  if (!drift) {
    print_error("what the database is can't be read: " + drift.error(),
                "connect as a role that may become the schema's owner");
    return kEnvironment;
  }
  if (options.form == "json") {
    print_status_json(*live, *drift);
  } else {
    print_status(*live, *drift);
  }
  if (!drift->differences.empty() || !is_up_to_date(*live)) return kFinding;
  return drift->unjudged.empty() ? kSuccess : kUnjudged;
}

}  // namespace tenon::driver
