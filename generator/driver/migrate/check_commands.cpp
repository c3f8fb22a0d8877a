// `tenon migrate check`, `seal` and `status`: what stands in the directory, and how far a database has come.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "driver/migrate/live.hpp"
#include "driver/migrate/proof.hpp"
#include "driver/write.hpp"
#include "migration/state.hpp"

namespace tenon::driver {
namespace {

using Json = nlohmann::ordered_json;

/// What a database has done of a migration, in a few words.
std::string standing_text(const Standing& each) {
  if (!each.expand) return "not begun";
  if (!each.is_expanded())
    return fmt::format("at step {} of {}, since {}", each.expand->done, each.expand->of,
                       each.expand->began_at);
  if (each.contract && each.contract->ended_at.empty())
    return fmt::format("its contract at step {} of {}, since {}", each.contract->done, each.contract->of,
                       each.contract->began_at);
  if (!each.is_contracted()) return fmt::format("done {}; waits for its contract", each.expand->ended_at);
  return fmt::format("done {}, by {}", each.expand->ended_at, each.expand->run_by);
}

void print_status(const Live& live, const std::string& drifted) {
  for (const Standing& each : live.standings)
    fmt::print("{:>4}  {:<32} {}\n", each.sealed.number, each.sealed.name, standing_text(each));
  if (live.fingerprint.empty())
    fmt::print("the database holds nothing of `{}`: `tenon migrate up` makes the newest version\n",
               live.project.lock->schema);
  if (!drifted.empty()) fmt::print("the database was changed since by hand:\n{}", drifted);
}

void print_status_json(const Live& live, const std::string& drifted) {
  Json list = Json::array();
  for (const Standing& each : live.standings) {
    list.push_back({{"number", each.sealed.number},
                    {"name", each.sealed.name},
                    {"expanded", each.is_expanded()},
                    {"contracted", each.is_expanded() && each.is_contracted()},
                    {"done", each.expand ? each.expand->done : 0},
                    {"steps", each.expand ? each.expand->of : 0}});
  }
  fmt::print("{}\n", Json{{"schema", live.project.lock->schema},
                          {"fingerprint", live.fingerprint},
                          {"migrations", std::move(list)},
                          {"drift", drifted}}
                         .dump(2));
}

/// Whether the schema says what the last migration leads to.
bool is_ahead(const Project& project) {
  return !model::differences(project.last->database, project.now.database).empty() ||
         !(*project.last->schema == *project.now.schema);
}

/// Runs all of them, one after the other, on a private server.
int prove_all(const Project& project, const std::vector<migration::Texts>& chain) {
  const Proof proof = prove_chain(*project.last, chain);
  if (!proof.made) {
    print_error(fmt::format("the migrations can't be proved here: {}", proof.wrong));
    return kEnvironment;
  }
  if (!proof.wrong.empty()) {
    print_error(fmt::format("the migrations don't do what they should, on {}: {}", proof.server, proof.wrong),
                "mend the one that is named, or write it anew");
    return kFinding;
  }
  fmt::print("proved on {}: one after the other, they lead to what the schema makes\n", proof.server);
  return kSuccess;
}

}  // namespace

int migrate_seal(const MigrateOptions& options) {
  int code = kSuccess;
  auto project = open_project(options, code);
  if (!project) return code;
  if (!project->lock) return say_none(*project);
  const auto chain = read_chain(*project);
  if (!chain) return kFinding;
  if (code = prove_all(*project, *chain); code != kSuccess) return code;
  std::string parent;
  std::size_t changed = 0;
  for (std::size_t i = 0; i < chain->size(); ++i) {
    migration::Sealed& each = project->lock->migrations[i];
    each.parent = parent;
    const std::string hash = migration::hash_of(each, (*chain)[i]);
    if (hash != each.hash) ++changed;
    parent = each.hash = hash;
  }
  const auto written =
      write_outputs(project->directory.string(), {{"migrations.lock", migration::to_text(*project->lock)}});
  if (!written) {
    print_error(written.error(), "no file was written");
    return kEnvironment;
  }
  fmt::print("{} migrations are sealed anew\n", changed);
  return kSuccess;
}

int migrate_check(const MigrateOptions& options) {
  int code = kSuccess;
  const auto project = open_project(options, code);
  if (!project) return code;
  if (!project->lock) return say_none(*project);
  const auto problems = migration::problems_of(project->directory, *project->lock);
  print_problems(*project, problems);
  if (!problems.empty()) return kFinding;
  if (is_ahead(*project)) {
    const plan::Plan plan = plan_between(*project->last, project->now);
    if (!plan.steps.empty() || !plan.refused.empty()) {
      print_error(fmt::format("{} was changed, and no migration leads there: {} steps are missing",
                              project->schema_file, plan.steps.size()),
                  "`tenon migrate new NAME` writes it");
      return kFinding;
    }
  }
  if (options.prove) {
    const auto chain = read_chain(*project);
    if (!chain) return kFinding;
    if (code = prove_all(*project, *chain); code != kSuccess) return code;
  }
  fmt::print("{} migrations, sealed, and they lead to what {} says\n", project->lock->migrations.size(),
             project->schema_file);
  return kSuccess;
}

int migrate_status(const MigrateOptions& options) {
  int code = kSuccess;
  auto live = open_live(options, code);
  if (!live) return code;
  std::string drifted;
  if (live->current() > 0) {
    const auto changed = migration::drift(live->session, live->project.lock->schema);
    if (!changed) {
      print_error("what the database was can't be read: " + changed.error());
      return kEnvironment;
    }
    drifted = *changed;
  }
  if (options.form == "json") {
    print_status_json(*live, drifted);
  } else {
    print_status(*live, drifted);
  }
  return drifted.empty() ? kSuccess : kFinding;
}

}  // namespace tenon::driver
