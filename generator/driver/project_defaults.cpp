#include "driver/project_defaults.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "base/text.hpp"
#include "driver/explain.hpp"
#include "driver/project_file.hpp"
#include "driver/report.hpp"

namespace tenon::driver {
namespace {

/// What the command line doesn't say. What is missing after all is complained about.
class Filling {
 public:
  explicit Filling(CommandLine& line) : line_(line) {}

  bool fill(const ProjectFile* project) {
    project_ = project;
    one(line_.check, line_.check_options.common, true);
    one(line_.generate, line_.generate_options.common, true);
    one(line_.format, line_.format_options.common, true);
    for (auto& [command, common] : singles()) one(command, *common, false);
    fill_explain();
    if (line_.generate->parsed()) {
      take(line_.generate_options.out, &ProjectFile::out);
      take(line_.generate_options.templates, &ProjectFile::templates);
      if (good_ && line_.generate_options.out.empty())
        complain("generate needs a directory for its outputs",
                 "name one with `--out`, or as `out` in tenon.toml");
    }
    take(line_.verify_options.pglite, &ProjectFile::pglite);
    take(line_.verify_options.migrations, &ProjectFile::migrations);
    take(line_.migrate_options.directory, &ProjectFile::migrations);
    take(line_.apply_options.migrations, &ProjectFile::migrations);
    return good_;
  }

 private:
  std::vector<std::pair<const CLI::App*, Common*>> singles() {
    std::vector<std::pair<const CLI::App*, Common*>> out = {{line_.snapshot, &line_.snapshot_options.common},
                                                            {line_.apply, &line_.apply_options.common},
                                                            {line_.verify, &line_.verify_options.common}};
    if (line_.migrate_new_->parsed()) take_name();
    out.emplace_back(line_.migrate, &line_.migrate_options.common);
    return out;
  }

  /// `migrate new NAME`: the one word is the name.
  void take_name() {
    MigrateOptions& options = line_.migrate_options;
    const bool alone = options.name.empty() && options.common.files.size() == 1;
    if (alone && !options.common.files.front().ends_with(".schema")) {
      options.name = std::move(options.common.files.front());
      options.common.files.clear();
    }
    if (options.name.empty())
      complain("the migration has no name",
               "name it behind the schema file: `tenon migrate new FILE add_body`");
  }

  void one(const CLI::App* command, Common& common, bool many) {
    if (!command->parsed() || !common.files.empty()) return;
    if (command == line_.format && line_.format_options.from_stdin) return;
    if (project_ == nullptr || project_->schema.empty()) {
      complain("no schema file is named",
               project_ == nullptr
                   ? "name one; or write a tenon.toml with `schema = \"shop.schema\"`, here or above"
                   : fmt::format("name one, as `schema` in {} or behind the command", project_->path));
      return;
    }
    if (!many && project_->schema.size() > 1) {
      complain(fmt::format("{} names {} schemas, and this command takes one", project_->path,
                           project_->schema.size()),
               "name it behind the command: " + join(project_->schema, " or "));
      return;
    }
    common.files = project_->schema;
  }

  /// An entity alone is one of the project's.
  void fill_explain() {
    ExplainOptions& options = line_.explain_options;
    const bool alone =
        line_.explain->parsed() && options.entity.empty() && !is_explained_alone(options.subject);
    if (!alone || project_ == nullptr || project_->schema.size() != 1) return;
    options.entity = options.subject;
    options.subject = project_->schema.front();
  }

  void take(std::string& value, std::string ProjectFile::*of) const {
    if (value.empty() && project_ != nullptr) value = project_->*of;
  }

  void complain(std::string_view what, std::string_view help) {
    if (good_) print_error(what, help);
    good_ = false;
  }

  CommandLine& line_;
  const ProjectFile* project_ = nullptr;
  bool good_ = true;
};

}  // namespace

bool fill_from_project(CommandLine& line) {
  const auto project = find_project_file(std::filesystem::current_path());
  if (!project) {
    print_error(project.error().what, project.error().help);
    return false;
  }
  return Filling(line).fill(*project ? &**project : nullptr);
}

}  // namespace tenon::driver
