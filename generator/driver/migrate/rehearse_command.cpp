// `tenon migrate rehearse`: the migration that would be written, run beside programs at work on a server that
// nobody uses.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "catalog/apply.hpp"
#include "catalog/private_server.hpp"
#include "catalog/session.hpp"
#include "dialect/dialect.hpp"
#include "driver/migrate/bench.hpp"
#include "driver/migrate/project.hpp"
#include "migration/copied_rows.hpp"
#include "migration/rehearsal.hpp"
#include "render/sql_text.hpp"

namespace tenon::driver {
namespace {

using Json = nlohmann::ordered_json;
using migration::Rehearsal;
using migration::RehearsedStep;

/// As tenants have many rows each.
constexpr int kRowsOfATenant = 100;
/// Of the new version, to see which of its requests a database takes.
constexpr int kRowsToTry = 20;

struct Report {
  std::string server;
  std::string rows;
  std::size_t statements = 0;  ///< that programs of both versions go through
  std::string wrong;           ///< there was no rehearsal
  Rehearsal rehearsal;
};

double took(const RehearsedStep& step) {
  return std::chrono::duration<double, std::milli>(step.end - step.begin).count();
}

std::string time_text(double milliseconds) {
  return milliseconds < 1000 ? fmt::format("{:.0f} ms", milliseconds)
                             : fmt::format("{:.1f} s", milliseconds / 1000);
}

std::string size_text(long bytes) {
  constexpr double kKilo = 1024;
  const auto size = static_cast<double>(bytes);
  if (size < kKilo && size > -kKilo) return fmt::format("{} B", bytes);
  if (size < kKilo * kKilo && size > -kKilo * kKilo) return fmt::format("{:.0f} kB", size / kKilo);
  return fmt::format("{:.1f} MB", size / kKilo / kKilo);
}

std::string locks_text(const RehearsedStep& step) {
  std::vector<std::string> out;
  for (const migration::TableLock& each : step.locks)
    out.push_back(fmt::format("{} on {}", each.lock, each.table));
  return join(out, ", ");
}

void print_step(const RehearsedStep& step) {
  fmt::print("{:<10}{:>2}/{:<3} {:>8}  {:>8} {:>8}  {:>8} {:>8}  {}\n", step.part, step.number, step.of,
             time_text(took(step)), time_text(step.reader_waited), time_text(step.writer_waited),
             size_text(step.wal), size_text(step.disk), step.what);
  const auto also = [](const char* what, const std::string& text) {
    if (!text.empty()) fmt::print("{:66}{} {}\n", "", what, text);
  };
  also("locks", locks_text(step));
  also("blocked", join(step.blocked, ", "));
  also("written anew:", join(step.rewritten, ", "));
  if (step.announced_failed > 0)
    also("requests of the version before that failed, as announced:", std::to_string(step.announced_failed));
  if (step.failed > 0) also("requests that failed:", std::to_string(step.failed));
}

void print_text(const Report& report) {
  const Rehearsal& seen = report.rehearsal;
  fmt::print("rehearsed on {}, with {}\n\n", report.server, report.rows);
  fmt::print("{:<16} {:>8}  {:>17}  {:>8} {:>8}\n", "step", "took", "longest request:", "log", "disk");
  fmt::print("{:<16} {:>8}  {:>8} {:>8}\n", "", "", "reading", "writing");
  for (const RehearsedStep& step : seen.steps) print_step(step);
  fmt::print("\n{} requests beside it, of {} statements; {} failed, and {} more as announced\n",
             seen.requests, report.statements, seen.failed, seen.announced_failed);
  for (const std::string& error : seen.errors) fmt::print("    {}\n", error);
  fmt::print("{}\n",
             seen.findings.empty() ? "what the plan announces holds" : "what the plan doesn't announce:");
  for (const std::string& finding : seen.findings) fmt::print("    {}\n", finding);
}

Json json_of(const RehearsedStep& step) {
  Json locks = Json::array();
  for (const migration::TableLock& each : step.locks)
    locks.push_back({{"table", each.table}, {"lock", each.lock}});
  return {{"part", step.part},
          {"number", step.number},
          {"of", step.of},
          {"what", step.what},
          {"milliseconds", took(step)},
          {"longest_read_milliseconds", step.reader_waited},
          {"longest_write_milliseconds", step.writer_waited},
          {"locks", std::move(locks)},
          {"blocked", step.blocked},
          {"rewritten", step.rewritten},
          {"wal_bytes", step.wal},
          {"disk_bytes", step.disk},
          {"failed", step.failed},
          {"failed_as_announced", step.announced_failed}};
}

void print_json(const Report& report) {
  const Rehearsal& seen = report.rehearsal;
  Json steps = Json::array();
  for (const RehearsedStep& step : seen.steps) steps.push_back(json_of(step));
  fmt::print("{}\n", Json{{"server", report.server},
                          {"rows", report.rows},
                          {"steps", std::move(steps)},
                          {"statements", report.statements},
                          {"requests", seen.requests},
                          {"failed", seen.failed},
                          {"failed_as_announced", seen.announced_failed},
                          {"errors", seen.errors},
                          {"findings", seen.findings},
                          {"stopped", seen.wrong}}
                         .dump(2));
}

/// Those of the version's requests that a database of it takes, so that one that fails later has been broken.
std::vector<migration::Request> requests_at(const Bench& bench, const Version& version,
                                            const migration::Foreseen& foreseen,
                                            const migration::Extent& extent, std::string& wrong) {
  auto session = bench.connect();
  if (!session) {
    wrong = catalog::describe(session.error());
    return {};
  }
  session->script(fmt::format("SET search_path TO {}, public", dialect::search_path(*version.schema)));
  return migration::taken(*session, migration::requests_of(*session, *version.schema, foreseen), extent);
}

/// The rows of the database that was named, beside which those of programs are made up. What is wrong with
/// that, or nothing.
std::string copy_own_rows(const MigrateOptions& options, const Bench& bench, const Version& before,
                          std::string& told) {
  auto from = catalog::connect(options.database);
  if (!from) return catalog::describe(from.error());
  const auto version = catalog::installed_fingerprint(*from, before.schema->name);
  if (!version) return catalog::describe(version.error());
  if (version->value_or("") != ir::fingerprint(*before.schema))
    return "the database whose rows are to be copied holds another version than the migration begins with";
  auto into = bench.connect();
  if (!into) return catalog::describe(into.error());
  const auto copied = migration::copy_rows(*from, *into, *before.schema, options.sample);
  if (!copied) return copied.error();
  told = fmt::format("{}{} rows of the database, of {} {}, and ", copied->left_out ? "a sample of " : "",
                     copied->rows, copied->tables, copied->tables == 1 ? "table" : "tables");
  return "";
}

Report rehearsed_at(const std::string& url, const Version& before, const Version& after,
                    const plan::Plan& plan, const MigrateOptions& options) {
  const int rows = options.rows;
  Report out;
  const std::string suffix = std::to_string(::getpid());
  const std::string name = "tenon_rehearsed_" + suffix;
  const int tenants = std::max(1, std::min(rows, std::max(rows / kRowsOfATenant, 5)));
  migration::Play play{url, name, after.schema->name, after.schema->sql_schema, {rows, tenants}, {}, {}};
  {
    Bench made_new(url, "tenon_new_" + suffix);
    if (out.wrong = made_new.make(after); !out.wrong.empty()) return out;
    made_new.put_rows(after, {kRowsToTry, kRowsToTry, {}});
    play.after = requests_at(made_new, after, {}, {kRowsToTry, kRowsToTry}, out.wrong);
  }
  Bench bench(url, name);
  if (out.wrong = bench.make(before); !out.wrong.empty()) return out;
  const migration::SampleOptions made_up = rows_for(before, after, rows, tenants);
  if (!options.database.empty()) {
    if (out.wrong = copy_own_rows(options, bench, before, out.rows); !out.wrong.empty()) return out;
  }
  const migration::Sampled sampled = bench.put_rows(before, made_up);
  out.rows += migration::text(sampled);
  if (out.wrong = sampled.failed; !out.wrong.empty()) return out;
  if (auto session = bench.connect()) session->script("ANALYZE");
  play.before = requests_at(bench, before, made_up.foreseen, play.extent, out.wrong);
  if (!out.wrong.empty()) return out;
  out.statements = play.before.size() + play.after.size();
  const migration::Texts texts = texts_of(before, after, plan, "A rehearsal.");
  std::vector<migration::RehearsedPart> parts;
  const std::pair<std::string_view, plan::Phase> kParts[] = {{migration::kExpand, plan::Phase::kExpand},
                                                             {migration::kContract, plan::Phase::kContract}};
  for (const auto& [part, phase] : kParts) {
    const auto text = texts.find(part);
    if (text != texts.end()) parts.push_back({std::string(part), phase, text->second});
  }
  out.rehearsal = migration::rehearse(play, plan, parts);
  return out;
}

/// On the server that is named, or on a private one.
Report rehearsed(const MigrateOptions& options, const Version& before, const Version& after,
                 const plan::Plan& plan) {
  if (!options.server.empty()) {
    Report out = rehearsed_at(options.server, before, after, plan, options);
    out.server = "the server that was named";
    return out;
  }
  const auto server = catalog::PrivateServer::start({});
  if (!server) return {"", "", 0, server.error().message + "; " + server.error().help, {}};
  auto session = catalog::connect(server->url());
  if (!session) return {"", "", 0, catalog::describe(session.error()), {}};
  const auto missing = catalog::missing_requirements(*session, *after.schema);
  if (!missing) return {"", "", 0, catalog::describe(missing.error()), {}};
  if (!missing->empty()) return {"", "", 0, missing->front().what, {}};
  Report out = rehearsed_at(server->url(), before, after, plan, options);
  out.server = server->description();
  return out;
}

int say_no_rows() {
  print_error("what the database was before tenon says nothing of its rows, and so none can be made up",
              "run the migration on a copy of the database, with `tenon migrate up`");
  return kFinding;
}

}  // namespace

int migrate_rehearse(const MigrateOptions& options) {
  int code = kSuccess;
  const auto project = open_project(options, code);
  if (!project) return code;
  const std::optional<Version> before = version_before(options, *project, code);
  if (!before) return code;
  if (!before->schema) return say_no_rows();
  const plan::Plan plan = plan_between(*before, project->now, options.at_once);
  print_refusals(plan);
  if (!plan.refused.empty()) return kFinding;
  if (plan.steps.empty()) {
    fmt::print("nothing changes in the database\n");
    return kSuccess;
  }
  const Report report = rehearsed(options, *before, project->now, plan);
  if (!report.wrong.empty()) {
    print_error(fmt::format("the migration can't be rehearsed here: {}", report.wrong),
                "name a server on which nobody works, and of which you are a superuser, with `--server`");
    return kEnvironment;
  }
  if (options.form == "json") {
    print_json(report);
  } else {
    print_text(report);
  }
  if (!report.rehearsal.wrong.empty()) {
    print_error(fmt::format("the migration fails: {}", report.rehearsal.wrong));
    return kFinding;
  }
  return report.rehearsal.findings.empty() ? kSuccess : kFinding;
}

}  // namespace tenon::driver
