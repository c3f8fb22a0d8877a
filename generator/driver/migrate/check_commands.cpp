// `tenon migrate check` and `seal`: what stands in the directory.
#include <fmt/format.h>

#include "driver/migrate/concern.hpp"
#include "driver/migrate/project.hpp"
#include "driver/migrate/proof.hpp"
#include "driver/write.hpp"

namespace tenon::driver {
namespace {

/// Runs all of them, one after the other, on a private server.
int prove_all(const Project& project, const std::vector<migration::Texts>& chain) {
  const migration::Sift sift = project.lock->migrations.front().is_taken
                                   ? concern_of(*project.now.schema, Side::kMadeElsewhere)
                                   : nullptr;
  const Proof proof = prove_chain(*project.last, chain, sift);
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
  const auto sides = sides_of(*project->last, project->now, code);
  if (!sides) return code;
  const plan::Plan plan = plan_between(*sides);
  if (!plan.steps.empty() || !plan.refused.empty()) {
    print_error(fmt::format("{} was changed, and no migration leads there: {} steps are missing",
                            project->schema_file, plan.steps.size()),
                "`tenon migrate new NAME` writes it");
    return kFinding;
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

}  // namespace tenon::driver
