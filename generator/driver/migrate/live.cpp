#include "driver/migrate/live.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "catalog/apply.hpp"
#include "driver/connect.hpp"
#include "migration/state.hpp"

namespace tenon::driver {
namespace {

bool is_done(const std::optional<migration::Entry>& entry) {
  return entry && entry->is_ended();
}

/// What the history says of another migration than the directory has; empty where it is the same.
std::string otherness(const Standing* standing, const migration::Entry& entry) {
  if (standing == nullptr)
    return fmt::format("migration {}, `{}`: the directory has none of that number", entry.part.number,
                       entry.part.name);
  if (standing->sealed.name != entry.part.name)
    return fmt::format("migration {}, `{}`: in the directory it is `{}`", entry.part.number, entry.part.name,
                       standing->sealed.name);
  const auto text = standing->texts.find(entry.part.part);
  if (text != standing->texts.end() && migration::is_of(entry, text->second)) return "";
  return fmt::format("migration {}, `{}`: its {} was another text when it was run", entry.part.number,
                     entry.part.name, entry.part.part);
}

/// Of what is in no transaction something may be done that isn't written down.
bool begins_outside(const std::string& text) {
  const auto script = plan::read_script(text);
  return script && !script->steps.empty() && !script->steps.front().transaction;
}

std::optional<migration::Entry>& place_of(Standing& standing, const std::string& part) {
  if (part == migration::kContract) return standing.contract;
  return part == migration::kUndo ? standing.undo : standing.expand;
}

}  // namespace

bool Standing::is_expanded() const {
  return is_done(expand);
}

bool Standing::is_contracted() const {
  return !texts.contains(migration::kContract) || is_done(contract);
}

bool Standing::is_half_done() const {
  return (expand && !expand->is_ended()) || (contract && !contract->is_ended());
}

bool Standing::is_given_up() const {
  return undo && expand && !expand->is_ended();
}

bool Standing::is_undoing() const {
  if (!undo) return false;
  if (is_given_up()) return true;
  const auto text = texts.find(migration::kUndo);
  return undo->done > 0 || undo->is_ended() || (text != texts.end() && begins_outside(text->second));
}

int Live::current() const {
  int out = 0;
  for (const Standing& each : standings) {
    if (each.expand) out = each.sealed.number;
  }
  return out;
}

bool Live::is_between() const {
  return std::any_of(standings.begin(), standings.end(),
                     [](const Standing& each) { return each.is_half_done() || each.is_undoing(); });
}

bool read_standings(Live& live) {
  auto entries = migration::history(live.session, live.project.lock->schema);
  if (!entries) {
    print_error(fmt::format("the database's history can't be read: {}", catalog::describe(entries.error())),
                "connect as a role that may become the schema's owner");
    return false;
  }
  live.others.clear();
  for (Standing& each : live.standings) each.expand = each.contract = each.undo = std::nullopt;
  for (migration::Entry& entry : *entries) {
    const auto found = std::find_if(live.standings.begin(), live.standings.end(), [&](const Standing& each) {
      return each.sealed.number == entry.part.number;
    });
    Standing* standing = found == live.standings.end() ? nullptr : &*found;
    if (standing != nullptr) place_of(*standing, entry.part.part) = entry;
    // How an expand is given up, no file says.
    if (standing != nullptr && entry.part.part == migration::kUndo && standing->is_given_up()) continue;
    if (std::string other = otherness(standing, entry); !other.empty())
      live.others.push_back(std::move(other));
  }
  return true;
}

namespace {

bool read_database(Live& live) {
  const auto fingerprint = catalog::installed_fingerprint(live.session, live.project.lock->schema);
  if (!fingerprint) {
    print_error(fmt::format("the database's version of the schema can't be read: {}",
                            catalog::describe(fingerprint.error())),
                "connect as a role that may become the schema's owner");
    return false;
  }
  live.fingerprint = fingerprint->value_or("");
  return read_standings(live);
}

std::optional<Project> open_locked_project(const MigrateOptions& options, int& code) {
  auto project = open_sound_project(options, code);
  if (!project || project->lock) return project;
  code = say_none(*project);
  return std::nullopt;
}

std::optional<Live> opened(Project project, const std::string& url, int& code) {
  code = kFinding;
  auto chain = read_chain(project);
  if (!chain) return std::nullopt;
  std::vector<Standing> standings;
  for (std::size_t i = 0; i < chain->size(); ++i)
    standings.push_back({project.lock->migrations[i], std::move((*chain)[i])});
  code = kEnvironment;
  auto session = connect(url);
  if (!session) return std::nullopt;
  Live out{std::move(project), url, std::move(*session), std::move(standings), ""};
  if (!read_database(out)) return std::nullopt;
  code = kSuccess;
  return out;
}

}  // namespace

std::optional<Live> open_live(const MigrateOptions& options, int& code) {
  auto project = open_locked_project(options, code);
  if (!project) return std::nullopt;
  return opened(std::move(*project), options.database, code);
}

std::optional<Live> open_alone(const MigrateOptions& options, int& code) {
  auto project = open_locked_project(options, code);
  return project ? open_alone(std::move(*project), options.database, code) : std::nullopt;
}

std::optional<Live> open_alone(Project project, const std::string& url, int& code) {
  auto live = opened(std::move(project), url, code);
  if (!live) return std::nullopt;
  if (const auto turn = migration::take_turn(live->session); !turn) {
    code = print_run_error(turn.error());
    return std::nullopt;
  }
  // What another run did until its turn ended.
  if (read_database(*live)) return live;
  code = kEnvironment;
  return std::nullopt;
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

int refuse_others(const Live& live) {
  if (live.others.empty()) return kSuccess;
  print_error(
      fmt::format("other migrations were run here than the directory has:\n  {}", join(live.others, "\n  ")),
      "take the directory that they were run from: a newer one goes on from here, and another branch's "
      "undoes "
      "them with `tenon migrate down`; where the database is what a migration leads to all the same, `tenon "
      "migrate baseline` sees that it is, and writes the history anew");
  return kFinding;
}

}  // namespace tenon::driver
