// `tenon migrate new`: the migration from what was sealed last to what the schema says now.
#include <fmt/format.h>

#include "base/text.hpp"
#include "driver/migrate/project.hpp"
#include "driver/migrate/proof.hpp"

namespace tenon::driver {
namespace {

std::string title_of(const Project& project, const std::string& name) {
  return fmt::format(
      "Migration {} of {}: {}. Made by tenon {}; `tenon migrate seal` seals what is changed in it.",
      project.lock ? project.lock->migrations.size() + 1 : 1, project.now.schema->name, name, TENON_VERSION);
}

int first(const Project& project, const std::string& name) {
  const migration::Texts texts = {{std::string(migration::kExpand), creation_of(project, project.now)}};
  if (!write_migration(project, {1, name, "", "", ""}, texts, project.now)) return kEnvironment;
  fmt::print("{}: the first version, of {} tables\n",
             (project.directory / migration::file_name(1, name, migration::kExpand)).string(),
             project.now.schema->entities.size());
  return kSuccess;
}

int refuse_hazards(const std::vector<plan::Hazard>& hazards, const plan::Plan& plan) {
  std::vector<std::string> names;
  for (const plan::Hazard hazard : hazards) {
    names.emplace_back(plan::hazard_name(hazard));
    print_error(fmt::format("{}: {}", plan::hazard_name(hazard), plan::hazard_text(hazard)));
    for (const plan::Step& step : plan.steps) {
      if (plan::has(step, hazard)) fmt::print(stderr, "    {}\n", step.what);
    }
  }
  fmt::print(
      stderr,
      "help: accept what is meant by its name: `--allow {}`; `tenon migrate plan` prints the whole of it\n",
      join(names, ","));
  return kFinding;
}

int wrong_name(const std::string& name) {
  print_error(fmt::format("`{}` is no name for a migration", name),
              "small letters, digits and `_`, a letter first: `add_body`");
  return kUsage;
}

/// Whether it may be written.
int prove_texts(const MigrateOptions& options, const Sides& sides, const migration::Texts& texts) {
  if (options.unproved) {
    fmt::print("not proved, as was asked for\n");
    return kSuccess;
  }
  const Proof proof = prove(sides.before, sides.after, texts);
  if (!proof.made) {
    print_error(fmt::format("the migration can't be proved here: {}", proof.wrong),
                "write it all the same with `--unproved`, and let `tenon migrate check --prove` prove it "
                "where there is one");
    return kEnvironment;
  }
  if (!proof.wrong.empty()) {
    print_error(
        fmt::format("the migration doesn't do what it should, on {}: {}", proof.server, proof.wrong),
        "where the change is sound, this is a defect of tenon; `--unproved` writes it to be mended by hand");
    return kFinding;
  }
  fmt::print(
      "proved on {}{}: the database that it changes is the one that the schema makes, and keeps its rows: "
      "{}\n",
      proof.server, texts.contains(migration::kUndo) ? ", and back" : "", proof.rows);
  return kSuccess;
}

/// What became of it: the code to end with, and whether there was anything to write.
struct Writing {
  int code = kSuccess;
  bool is_written = false;
};

/// Behind what was sealed last.
Writing write_next(const MigrateOptions& options, const Project& project, const std::string& name) {
  int code = kSuccess;
  const auto sides = sides_of(*project.last, project.now, code);
  if (!sides) return {code};
  const plan::Plan plan = plan_between(*sides, options.at_once);
  print_refusals(plan);
  if (!plan.refused.empty()) return {kFinding};
  const std::string title = title_of(project, name);
  const migration::Texts texts = texts_of(sides->before, sides->after, plan, title);
  if (texts.empty()) return {};
  for (const std::string& hint : plan.hints) fmt::print("{}\n", hint);
  if (const auto hazards = not_allowed(options, plan); !hazards.empty())
    return {refuse_hazards(hazards, plan)};
  if (const int proved = prove_texts(options, {*project.last, project.now, {}}, texts); proved != kSuccess)
    return {proved};
  const int number = static_cast<int>(project.lock->migrations.size()) + 1;
  if (!write_migration(project, {number, name, "", "", ""}, texts, project.now)) return {kEnvironment};
  for (const auto& [part, text] : texts)
    fmt::print("{}\n", (project.directory / migration::file_name(number, name, part)).string());
  if (!texts.contains(migration::kUndo))
    fmt::print("there is no way back: {}\n", project.last->schema
                                                 ? "it takes something away for good"
                                                 : "what was before tenon, tenon can't bring back");
  return {kSuccess, true};
}

int say_several(const std::vector<migration::Stray>& strays) {
  std::vector<std::string> names;
  for (const migration::Stray& each : strays) names.push_back(each.name);
  print_error(
      fmt::format("{} migrations are sealed by no line of the lock: {}", strays.size(), join(names, ", ")),
      "take the lock that has more of them, or remove what is no longer meant; one is put behind the others "
      "at a time");
  return kFinding;
}

/// It was written by hand, or what it does is in the others already: which, only its author knows.
int say_needless(const Project& project, const migration::Stray& stray) {
  print_error(
      fmt::format("{} says nothing that the sealed migrations don't lead to: there is nothing to write "
                  "anew of `{}`, and it is left as it is: {}",
                  project.schema_file, stray.name, join(stray.files, ", ")),
      "remove its files where the others do what it did; what no schema says, such as a change of rows, "
      "goes into the text of another migration, which `tenon migrate seal` seals");
  return kFinding;
}

}  // namespace

int migrate_new(const MigrateOptions& options) {
  if (!migration::is_name(options.name)) return wrong_name(options.name);
  int code = kSuccess;
  const auto project = open_sound_project(options, code);
  if (!project) return code;
  if (!project->last) return first(*project, options.name);
  const Writing done = write_next(options, *project, options.name);
  if (done.code == kSuccess && !done.is_written)
    fmt::print("nothing changes in the database: {} is what the last migration leads to\n",
               project->schema_file);
  return done.code;
}

int migrate_rebase(const MigrateOptions& options) {
  int code = kSuccess;
  const auto project = open_project(options, code);
  if (!project) return code;
  const std::vector<migration::Stray> strays = project->lock
                                                   ? migration::strays_in(project->directory, *project->lock)
                                                   : std::vector<migration::Stray>();
  if (strays.empty()) {
    fmt::print("nothing is to be put behind: every migration is sealed\n");
    return kSuccess;
  }
  if (strays.size() > 1) return say_several(strays);
  // What the schema says by now is what both branches wanted.
  const Writing done = write_next(options, *project, strays.front().name);
  if (done.code != kSuccess) return done.code;
  if (!done.is_written) return say_needless(*project, strays.front());
  // The new one may have taken their names.
  const auto lock = migration::read_lock(project->directory);
  for (const migration::Stray& each : migration::strays_in(project->directory, **lock)) {
    for (const std::string& file : each.files) std::filesystem::remove(project->directory / file);
  }
  fmt::print("it stands behind the others now, written anew; what was changed in it by hand is not in it\n");
  return kSuccess;
}

}  // namespace tenon::driver
