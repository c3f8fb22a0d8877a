#include "driver/pull_verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>

#include "base/text.hpp"
#include "driver/baseline.hpp"
#include "driver/commands.hpp"
#include "driver/compilation.hpp"
#include "driver/report.hpp"
#include "driver/scratch_folder.hpp"
#include "driver/write.hpp"

namespace tenon::driver {

using model::Kind;

namespace {

std::string counted(const std::map<std::string, std::size_t>& kinds) {
  std::vector<std::string> out;
  for (const auto& [kind, count] : kinds) out.push_back(fmt::format("{} {}", count, kind));
  return join(out, ", ");
}

std::map<std::string, std::size_t> by_kind(const std::vector<model::Identity>& objects) {
  std::map<std::string, std::size_t> out;
  for (const model::Identity& each : objects) ++out[std::string(model::kind_name(each.kind))];
  return out;
}

void tell_of(const Pulled& pulled, const catalog::Reading& reading) {
  std::size_t all = 0;
  for (const model::Object& object : reading.database.objects()) all += raise::is_told(object) ? 1U : 0U;
  fmt::print(stderr, "{} objects, {} of them as raw SQL", all, pulled.raised.opaque.size());
  if (!pulled.raised.opaque.empty()) fmt::print(stderr, ": {}", counted(by_kind(pulled.raised.opaque)));
  fmt::print(stderr, "\n");
  for (const model::Identity& each : pulled.raised.left_out)
    fmt::print(stderr, "left out, since no backticks can hold it: {}\n", model::text(each));
  for (const catalog::Uncovered& each : reading.uncovered)
    fmt::print(stderr, "left out, since tenon has no kind for it: {} {}\n", each.what, each.name);
  for (const std::string& each : pulled.differences) fmt::print(stderr, "differs: {}", each);
}

/// What tells more of whose a database is. `public` is the server's.
std::size_t weight(model::Kind kind) {
  if (kind == model::Kind::kTable) return 1'000'000;
  return kind == model::Kind::kSchema ? 1 : 1'000;
}

/// The block that names it stands behind the schema's.
std::string with_baseline(const std::string& text, const std::string& baseline) {
  const std::size_t end = text.find("\n}\n") + 3;
  return fmt::format("{}\nlints {{\n  baseline \"{}\"\n}}\n{}", text.substr(0, end), baseline,
                     text.substr(end));
}

}  // namespace

std::string main_owner(const model::Database& database) {
  std::map<std::string, std::size_t> counts;
  for (const model::Object& object : database.objects()) {
    if (!raise::is_told(object) || object.identity.name == "public") continue;
    const std::string owner = model::owner_of(object);
    if (!owner.empty()) counts[owner] += weight(object.identity.kind);
  }
  const auto most = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? "" : most->first;
}

std::string schema_name(const std::string& from) {
  std::string out;
  for (const char c : snake_case(from)) out += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return out.empty() || std::isdigit(static_cast<unsigned char>(out[0])) != 0 ? "db_" + out : out;
}

namespace {

/// What lints find in the schema, seen where nobody looks, and beside it the file of what is let pass.
tl::expected<std::size_t, std::string> add_baseline(std::vector<render::OutputFile>& files) {
  const ScratchFolder folder;
  if (const auto written = write_outputs(folder.path(), files); !written)
    return tl::unexpected(written.error());
  const std::filesystem::path root(files.front().path);
  const sema::LintFindings found =
      compile((std::filesystem::path(folder.path()) / root).string()).lint_findings;
  if (found.empty()) return 0U;
  const std::string baseline = root.stem().string() + ".lints";
  files.front().text = with_baseline(files.front().text, baseline);
  files.push_back({baseline, baseline_text(found)});
  return found.size();
}

void tell_of_lints(std::size_t found, const std::string& baseline) {
  if (found == 0) return;
  fmt::print(stderr, "{} finding{} of lints stand in {}, and are let pass until they are mended\n", found,
             found == 1 ? "" : "s", baseline);
}

/// The schema in one file, or in those of a directory.
int write_all(const std::string& directory, std::vector<render::OutputFile> files) {
  const auto found = add_baseline(files);
  const auto written = found ? write_outputs(directory, files) : tl::unexpected(found.error());
  if (!written) {
    print_error(written.error());
    return kEnvironment;
  }
  tell_of_lints(*found, files.back().path);
  return kSuccess;
}

/// What a directory holds already; nothing where it is empty, or isn't there.
std::string held_by(const std::string& directory) {
  std::error_code error;
  const std::filesystem::directory_iterator first(directory, error);
  return error || first == std::filesystem::directory_iterator() ? "" : first->path().filename().string();
}

}  // namespace

bool may_be_filled(const std::string& directory) {
  const std::string held = held_by(directory);
  if (held.empty()) return true;
  print_error(fmt::format("`{}` holds something already, such as `{}`", directory, held),
              "name a directory that is new, or empty it");
  return false;
}

int write_pulled(const std::string& file, const Pulled& pulled) {
  if (file.empty()) return write_or_print(file, pulled.text);
  const std::filesystem::path path(file);
  return write_all(path.has_parent_path() ? path.parent_path().string() : ".",
                   {{path.filename().string(), pulled.text}});
}

int write_pulled_into(const std::string& directory, const Pulled& pulled) {
  if (!may_be_filled(directory)) return kUsage;
  const int written = write_all(directory, pulled.files);
  if (written == kSuccess)
    fmt::print(stderr, "{} files in {}, of which {} brings the others together\n", pulled.files.size(),
               directory, pulled.files.front().path);
  return written;
}

int pull_verdict(const Pulled& pulled, const catalog::Reading& reading) {
  tell_of(pulled, reading);
  if (!pulled.unseen.empty()) {
    print_error("whether the schema makes this database couldn't be seen: " + pulled.unseen,
                "give a server of the same version, with the same extensions, on which to try it: `--scratch "
                "postgresql://…`");
    return kUnjudged;
  }
  const bool whole =
      pulled.differences.empty() && pulled.raised.left_out.empty() && reading.uncovered.empty();
  if (whole)
    fmt::print(stderr, "a database made from it{} is the same\n",
               pulled.raised.tenancy ? ", without its tenancy," : "");
  return whole ? kSuccess : kFinding;
}

}  // namespace tenon::driver
