#include "driver/migrate/project.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/migrate/taken.hpp"
#include "driver/wanted.hpp"
#include "driver/write.hpp"

namespace tenon::driver {
namespace {

namespace fs = std::filesystem;

std::optional<Version> read_last(const migration::Lock& lock) {
  auto version = version_in(lock.snapshot);
  if (version) return std::move(*version);
  print_error(
      fmt::format("migrations.lock: the snapshot in it is none that this tenon reads: {}", version.error()),
      "bring it back from the last commit, or use the tenon that wrote it");
  return std::nullopt;
}

}  // namespace

std::string complaint(const Project& project, const migration::Problem& problem) {
  return fmt::format("{}: {}", (project.directory / problem.file).string(), problem.what);
}

fs::path migrations_of(const std::string& schema_file, const std::string& named) {
  return named.empty() ? fs::path(schema_file).parent_path() / "migrations" : fs::path(named);
}

void print_problems(const Project& project, const std::vector<migration::Problem>& problems) {
  for (const migration::Problem& each : problems) print_error(complaint(project, each), each.help);
}

std::optional<Project> open_project(const MigrateOptions& options, int& code) {
  code = kFinding;
  // What a schema should think about is for whoever checks it.
  Common common = options.common;
  common.lints = {"all=off"};
  const std::vector<Compilation> compilations = compile_and_report(common);
  if (!compilations.front().schema) return std::nullopt;
  Project out{options.common.files.front(), migrations_of(options.common.files.front(), options.directory),
              version_of(compilations.front()), std::nullopt, std::nullopt};
  auto lock = migration::read_lock(out.directory);
  if (!lock) {
    print_problems(out, {lock.error()});
    return std::nullopt;
  }
  out.lock = std::move(*lock);
  if (out.lock) {
    out.last = read_last(*out.lock);
    if (!out.last) return std::nullopt;
    if (out.lock->schema != out.now.schema->name) {
      print_error(fmt::format("{} holds the migrations of the schema `{}`, and this one is `{}`",
                              out.directory.string(), out.lock->schema, out.now.schema->name),
                  "name the directory of this one with `--dir`");
      return std::nullopt;
    }
  }
  code = kSuccess;
  return out;
}

std::optional<Project> open_sound_project(const MigrateOptions& options, int& code) {
  auto project = open_project(options, code);
  if (!project || !project->lock) return project;
  const auto problems = migration::problems_of(project->directory, *project->lock);
  if (problems.empty()) return project;
  print_problems(*project, problems);
  code = kFinding;
  return std::nullopt;
}

std::optional<Version> version_before(const MigrateOptions& options, const Project& project, int& code) {
  code = kSuccess;
  std::optional<Version> before = options.before.empty() ? project.last : read_version(options.before);
  if (before) return before;
  code = kFinding;
  if (options.before.empty())
    print_error("there is no migration yet, and so no version before",
                "name one with `--from`, or make the first with `tenon migrate new`");
  return std::nullopt;
}

std::optional<Sides> sides_of(const Version& before, const Version& after, int& code) {
  auto out = restated(before, after);
  if (out) return std::move(*out);
  print_error("the database that was taken over and the schema can't be brought into the same words here: " +
                  out.error().message,
              out.error().help.empty() ? "run this where a PostgreSQL is at hand that has what both need"
                                       : out.error().help);
  code = kEnvironment;
  return std::nullopt;
}

int say_none(const Project& project) {
  print_error(fmt::format("{} holds no migrations", project.directory.string()),
              "make the first with `tenon migrate new`");
  return kFinding;
}

std::optional<std::vector<migration::Texts>> read_chain(const Project& project) {
  std::vector<migration::Texts> out;
  for (const migration::Sealed& each : project.lock->migrations) {
    auto texts = migration::read_texts(project.directory, each);
    if (!texts) {
      print_problems(project, {texts.error()});
      return std::nullopt;
    }
    out.push_back(std::move(*texts));
  }
  return out;
}

bool write_migration(const Project& project, migration::Sealed sealed, const migration::Texts& texts,
                     const Version& version) {
  migration::Lock lock = project.lock.value_or(migration::Lock{project.now.schema->name, {}, ""});
  sealed.parent = lock.migrations.empty() ? "" : lock.migrations.back().hash;
  sealed.fingerprint = fingerprint_of(version);
  sealed.hash = migration::hash_of(sealed, texts);
  std::vector<render::OutputFile> files;
  for (const auto& [part, text] : texts)
    files.push_back({migration::file_name(sealed.number, sealed.name, part), text});
  lock.migrations.push_back(std::move(sealed));
  lock.snapshot = text_of(version);
  files.push_back({"migrations.lock", migration::to_text(lock)});
  const auto written = write_outputs(project.directory.string(), files);
  if (!written) print_error(written.error(), "no file was written");
  return written.has_value();
}

std::string creation_of(const Project& project, const Version& version) {
  std::string out =
      "-- All of the first version. `tenon migrate up` makes the newest one at once of a database that has "
      "none of it.\n\n"
      "-- tenon: step 1, in a transaction\nBEGIN;\n";
  const catalog::Wanted sql = wanted(*version.schema, version.database, project.schema_file);
  out += sql.roles;
  for (const std::string& piece : sql.schema) out += piece;
  return out + "\nCOMMIT;\n";
}

std::vector<plan::Hazard> not_allowed(const MigrateOptions& options, const plan::Plan& plan) {
  std::vector<plan::Hazard> out;
  for (const plan::Hazard hazard : plan::hazards_of(plan)) {
    const bool allowed =
        std::any_of(options.allowed.begin(), options.allowed.end(),
                    [&](const std::string& name) { return name == plan::hazard_name(hazard); });
    if (!allowed) out.push_back(hazard);
  }
  return out;
}

void print_refusals(const plan::Plan& plan) {
  for (const plan::Refusal& each : plan.refused)
    print_error(fmt::format("{} can't be changed in a database that is in use: {}", model::text(each.object),
                            each.why),
                each.way_out);
}

}  // namespace tenon::driver
