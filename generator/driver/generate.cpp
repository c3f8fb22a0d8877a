// `tenon check` and `tenon generate`: nothing here needs a server.
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <iterator>
#include <optional>
#include <system_error>

#include "base/text.hpp"
#include "driver/baseline.hpp"
#include "driver/commands.hpp"
#include "driver/parallel.hpp"
#include "driver/report.hpp"
#include "driver/targets.hpp"
#include "driver/write.hpp"
#include "model/json.hpp"
#include "render/embedded.hpp"
#include "target/postgres/postgres.hpp"

namespace tenon::driver {
namespace {

std::vector<const Target*> chosen_targets(const std::vector<std::string>& names) {
  std::vector<const Target*> out;
  for (const Target& target : targets()) {
    bool chosen = names.empty() && !target.asked_for;
    for (const std::string& name : names) chosen = chosen || name == target.name;
    if (chosen) out.push_back(&target);
  }
  return out;
}

std::string output_path(const GenerateOptions& options, const std::string& name) {
  return (std::filesystem::path(options.out) / name).string();
}

int list_outputs(const GenerateOptions& options) {
  for (const std::string& file : options.common.files) {
    const std::string stem = std::filesystem::path(file).stem().string();
    for (const Target* target : chosen_targets(options.emit)) {
      for (const std::string& name : target->outputs(stem)) fmt::print("{}\n", output_path(options, name));
    }
  }
  return kSuccess;
}

/// A path as make reads it.
std::string make_path(const std::string& path) {
  std::string out;
  for (const char c : path) {
    if (c == ' ' || c == '#') out += '\\';
    if (c == '$') out += '$';
    out += c;
  }
  return out;
}

std::string depfile_text(const GenerateOptions& options, const std::vector<render::OutputFile>& outputs,
                         const std::vector<std::string>& inputs) {
  std::string out;
  if (!options.stamp.empty()) {
    out += make_path(options.stamp) + " ";
  } else {
    for (const render::OutputFile& file : outputs) out += make_path(output_path(options, file.path)) + " ";
  }
  out += ":";
  for (const std::string& input : inputs) out += " \\\n  " + make_path(input);
  return out + "\n";
}

/// A file of its own, where one is wanted.
bool note(const std::string& path, std::string text) {
  if (path.empty()) return true;
  const std::filesystem::path file(path);
  const auto noted = write_outputs(file.has_parent_path() ? file.parent_path().string() : ".",
                                   {{file.filename().string(), std::move(text)}});
  if (!noted) print_error(noted.error());
  return noted.has_value();
}

/// Newer than all that was read, though nothing has changed in it.
bool stamp(const std::string& path) {
  if (!note(path, "")) return false;
  if (path.empty()) return true;
  std::error_code error;
  std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now(), error);
  if (error) print_error(fmt::format("can't touch `{}`: {}", path, error.message()));
  return !error;
}

/// What can be said of C++ for one schema only, said of several.
bool is_ambiguous(const GenerateOptions& options) {
  if (options.cpp_namespace.empty() || options.common.files.size() < 2) return false;
  print_error("`--namespace` takes one schema", "generate each by itself, into a namespace of its own");
  return true;
}

/// Two schema files of one name would write one another's outputs.
bool names_collide(const std::vector<std::string>& files) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (std::size_t j = i + 1; j < files.size(); ++j) {
      if (std::filesystem::path(files[i]).stem() != std::filesystem::path(files[j]).stem()) continue;
      print_error(fmt::format("`{}` and `{}` would write the same outputs", files[i], files[j]),
                  "give them different names, or different output directories");
      return true;
    }
  }
  return false;
}

/// Each target of each schema by itself: they share nothing but the schema, which they only read.
std::vector<render::OutputFile> make_outputs(const std::vector<Compilation>& compilations,
                                             const GenerateOptions& options) {
  const std::vector<const Target*> chosen = chosen_targets(options.emit);
  auto made =
      in_parallel<std::vector<render::OutputFile>>(compilations.size() * chosen.size(), [&](std::size_t i) {
        render::Templates templates(options.templates);
        return chosen[i % chosen.size()]->generate(compilations[i / chosen.size()], templates);
      });
  std::vector<render::OutputFile> out;
  for (auto& files : made) std::move(files.begin(), files.end(), std::back_inserter(out));
  return out;
}

/// The functions of the schema `tenon` are objects of the model, to which `verify` holds a database: they are
/// read out of the tool's own templates.
bool can_be_replaced(std::string_view path) {
  if (path.starts_with("postgres/function/")) return false;
  const auto embedded = render::embedded_templates();
  return std::any_of(embedded.begin(), embedded.end(), [&](const auto& known) { return known.path == path; });
}

/// A file that replaces nothing would be taken for one that does.
std::optional<std::string> replaces_nothing(const std::string& directory) {
  namespace fs = std::filesystem;
  std::error_code error;
  for (fs::recursive_directory_iterator at(directory, error), end; !error && at != end; at.increment(error)) {
    const std::string path = fs::relative(at->path(), directory, error).generic_string();
    if (path.ends_with(".mustache") && !can_be_replaced(path)) return path;
  }
  return std::nullopt;
}

}  // namespace

int check(const CheckOptions& options) {
  if (!options.against.empty() && options.common.files.size() > 1) {
    print_error("`--against` takes one schema", "check each with the version of its own that was before it");
    return kUsage;
  }
  if (options.write_baseline) return write_baselines(options.common);
  bool clean = true;
  Common common = options.common;
  common.is_product = options.dump.empty();
  for (const Compilation& compilation : compile_and_report(common, options.against)) {
    clean = clean && compilation.schema.has_value();
    if (!compilation.schema) continue;
    if (options.dump == "ir") fmt::print("{}", ir::to_json(*compilation.schema));
    if (options.dump == "model") fmt::print("{}", model::to_json(compilation.lowered()));
    if (options.dump == "plan") {
      render::Templates templates;
      fmt::print("{}", target::postgres::plan_text(*compilation.schema, compilation.lowered(), templates));
    }
  }
  return clean ? kSuccess : kFinding;
}

int generate(const GenerateOptions& options) {
  if (names_collide(options.common.files) || is_ambiguous(options)) return kUsage;
  if (options.list_outputs) return list_outputs(options);
  if (!options.templates.empty()) {
    if (const auto path = replaces_nothing(options.templates)) {
      print_error(fmt::format("`{}` of `--templates {}` replaces no template", *path, options.templates),
                  "take it away: what can be replaced are the files of templates/ but for postgres/function");
      return kUsage;
    }
  }
  std::vector<std::string> inputs;
  // The process ends behind this, and what compiled schemas hold with it: as a whole, not piece by piece.
  static auto& kept = *new std::deque<std::vector<Compilation>>;
  std::vector<Compilation>& compilations = kept.emplace_back(compile_and_report(options.common));
  for (Compilation& compilation : compilations) {
    if (!compilation.schema) return kFinding;
    if (!options.cpp_namespace.empty()) compilation.schema->cpp_namespace = options.cpp_namespace;
    inputs.insert(inputs.end(), compilation.inputs.begin(), compilation.inputs.end());
  }
  const std::vector<render::OutputFile> outputs = make_outputs(compilations, options);
  const auto written = write_outputs(options.out, outputs);
  if (!written) {
    print_error(written.error());
    return kEnvironment;
  }
  const bool noted = note(options.depfile, depfile_text(options, outputs, inputs)) && stamp(options.stamp);
  return noted ? kSuccess : kEnvironment;
}

}  // namespace tenon::driver
