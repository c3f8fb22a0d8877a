// `tenon migrate check` and `seal`: what stands in the directory.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "driver/migrate/concern.hpp"
#include "driver/migrate/project.hpp"
#include "driver/migrate/proof.hpp"
#include "driver/write.hpp"

namespace tenon::driver {
namespace {

using Json = nlohmann::ordered_json;

struct Complaint {
  std::string what;
  std::string help;
};

/// What isn't as it should be, and how the command ends of it.
struct Checked {
  std::vector<Complaint> complaints;
  std::size_t missing = 0;  ///< steps between the last migration and the schema
  std::string proved_on;    ///< the server; empty where it wasn't asked for, or not all was proved
  int code = kSuccess;

  void complain(int ends_with, std::string what, std::string help = "") {
    complaints.push_back({std::move(what), std::move(help)});
    code = ends_with;
  }
};

/// Runs all of them, one after the other, on a private server.
void prove_all(const Project& project, const std::vector<migration::Texts>& chain, Checked& checked) {
  const migration::Sift sift = project.lock->migrations.front().is_taken
                                   ? concern_of(*project.now.schema, Side::kMadeElsewhere)
                                   : nullptr;
  const Proof proof = prove_chain(*project.last, chain, sift);
  if (!proof.made)
    return checked.complain(kEnvironment, "the migrations can't be proved here: " + proof.wrong);
  if (!proof.wrong.empty())
    return checked.complain(
        kFinding,
        fmt::format("the migrations don't do what they should, on {}: {}", proof.server, proof.wrong),
        "mend the one that is named, or write it anew");
  checked.proved_on = proof.server;
}

/// Nothing where texts can't be read or versions not be compared: that is printed, and `code` is set.
std::optional<Checked> checked(const Project& project, bool prove, int& code) {
  Checked out;
  for (const migration::Problem& each : migration::problems_of(project.directory, *project.lock))
    out.complain(kFinding, complaint(project, each), each.help);
  if (out.code != kSuccess) return out;
  const auto sides = sides_of(*project.last, project.now, code);
  if (!sides) return std::nullopt;
  const plan::Plan plan = plan_between(*sides);
  out.missing = plan.steps.size();
  if (out.missing != 0 || !plan.refused.empty()) {
    out.complain(kFinding,
                 fmt::format("{} was changed, and no migration leads there: {} steps are missing",
                             project.schema_file, out.missing),
                 "`tenon migrate new NAME` writes it");
    return out;
  }
  if (!prove) return out;
  const auto chain = read_chain(project);
  code = kFinding;
  if (!chain) return std::nullopt;
  prove_all(project, *chain, out);
  return out;
}

void print_complaints(const Checked& checked) {
  for (const Complaint& each : checked.complaints) print_error(each.what, each.help);
}

void print_proof(const Checked& checked) {
  if (!checked.proved_on.empty())
    fmt::print("proved on {}: one after the other, they lead to what the schema makes\n", checked.proved_on);
}

void print_json(const Project& project, const Checked& checked) {
  Json problems = Json::array();
  for (const Complaint& each : checked.complaints)
    problems.push_back({{"what", each.what}, {"help", each.help}});
  fmt::print("{}\n", Json{{"schema", project.lock->schema},
                          {"migrations", project.lock->migrations.size()},
                          {"missing", checked.missing},
                          {"proved_on", checked.proved_on},
                          {"problems", std::move(problems)}}
                         .dump(2));
}

}  // namespace

int migrate_seal(const MigrateOptions& options) {
  int code = kSuccess;
  auto project = open_project(options, code);
  if (!project) return code;
  if (!project->lock) return say_none(*project);
  const auto chain = read_chain(*project);
  if (!chain) return kFinding;
  Checked proof;
  prove_all(*project, *chain, proof);
  print_complaints(proof);
  print_proof(proof);
  if (proof.code != kSuccess) return proof.code;
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
  const auto out = checked(*project, options.prove, code);
  if (!out) return code;
  if (options.form == "json") {
    print_json(*project, *out);
    return out->code;
  }
  print_complaints(*out);
  print_proof(*out);
  if (out->code != kSuccess) return out->code;
  fmt::print("{} migrations, sealed, and they lead to what {} says\n", project->lock->migrations.size(),
             project->schema_file);
  return kSuccess;
}

}  // namespace tenon::driver
