#include "driver/migrate/project.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/write.hpp"
#include "model/json.hpp"
#include "target/postgres/postgres.hpp"

namespace tenon::driver {
namespace {

namespace fs = std::filesystem;

fs::path directory_of(const MigrateOptions& options) {
  if (!options.directory.empty()) return options.directory;
  return fs::path(options.common.files.front()).parent_path() / "migrations";
}

std::optional<Version> read_last(const migration::Lock& lock) {
  auto schema = ir::read_json(lock.snapshot);
  auto database = model::read_snapshot(lock.snapshot);
  if (schema && database && *database) return Version{std::move(*schema), std::move(**database)};
  const std::string why = !schema     ? schema.error().path + ": " + schema.error().message
                          : !database ? database.error()
                                      : std::string("it tells nothing of the database");
  print_error(fmt::format("migrations.lock: the snapshot in it is none that this tenon reads: {}", why),
              "bring it back from the last commit, or use the tenon that wrote it");
  return std::nullopt;
}

std::string complaint(const Project& project, const migration::Problem& problem) {
  return fmt::format("{}: {}", (project.directory / problem.file).string(), problem.what);
}

}  // namespace

std::string snapshot_of(const Version& version) {
  std::string meaning = ir::to_json(*version.schema);
  meaning.resize(meaning.rfind("\n}"));
  return meaning + ",\n  \"database\": " + model::to_json(version.database) + "}\n";
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
  Project out{options.common.files.front(), directory_of(options), version_of(compilations.front()),
              std::nullopt, std::nullopt};
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

bool write_migration(const Project& project, migration::Sealed sealed, const migration::Texts& texts,
                     const Version& version) {
  migration::Lock lock = project.lock.value_or(migration::Lock{version.schema->name, {}, ""});
  sealed.parent = lock.migrations.empty() ? "" : lock.migrations.back().hash;
  sealed.fingerprint = ir::fingerprint(*version.schema);
  sealed.hash = migration::hash_of(sealed, texts);
  std::vector<render::OutputFile> files;
  for (const auto& [part, text] : texts)
    files.push_back({migration::file_name(sealed.number, sealed.name, part), text});
  lock.migrations.push_back(std::move(sealed));
  lock.snapshot = snapshot_of(version);
  files.push_back({"migrations.lock", migration::to_text(lock)});
  const auto written = write_outputs(project.directory.string(), files);
  if (!written) print_error(written.error(), "no file was written");
  return written.has_value();
}

std::string creation_of(const Project& project, const Version& version) {
  render::Templates templates;
  const target::postgres::Origin origin{fs::path(project.schema_file).filename().string(), TENON_VERSION};
  std::string out =
      "-- All of the first version. `tenon migrate up` makes the newest one at once of a database that has "
      "none of it.\n\n"
      "-- tenon: step 1, in a transaction\nBEGIN;\n";
  out += target::postgres::roles_sql(*version.schema, origin, templates);
  for (const auto& piece :
       target::postgres::create_pieces(*version.schema, version.database, origin, templates, false))
    out += piece.sql;
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
