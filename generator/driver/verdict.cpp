#include "driver/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "driver/causes.hpp"

namespace tenon::driver {
namespace {

using conformance::Finding;
using conformance::Unjudged;
using Json = nlohmann::ordered_json;

std::string more_checks(std::size_t more) {
  return more == 0 ? "" : fmt::format(" and {} more checks", more);
}

std::size_t total(const conformance::Report& report) {
  return report.checks + report.unmade;
}

std::string sum(const Verified& verified, std::size_t causes) {
  const conformance::Report& report = verified.report;
  const std::size_t open = report.unjudged.size() + report.unmade;
  const std::string rest = open == 0 ? "" : fmt::format(", {} could not be judged", open);
  const std::string of =
      causes < report.findings.size() ? fmt::format(" of {} cause{}", causes, causes == 1 ? "" : "s") : "";
  return fmt::format("{} on {}: {} checks, {} findings{}{}\n", verified.schema, verified.place, total(report),
                     report.findings.size(), of, rest);
}

/// As `killed` and how many.
using Counts = std::vector<std::pair<const char*, std::size_t>>;

Counts counts(const Mutants& mutants) {
  return {{"killed", mutants.killed},     {"noted", mutants.noted},
          {"survived", mutants.survived}, {"equivalent", mutants.equivalent},
          {"refused", mutants.refused},   {"unreadable", mutants.unreadable}};
}

std::string sum_of_mutants(const Verified& verified) {
  const Mutants& mutants = *verified.mutants;
  std::string fates;
  for (const auto& [fate, count] : counts(mutants)) fates += fmt::format("{} {}, ", count, fate);
  fates.resize(fates.size() - 2);
  const double each = mutants.seconds * 1000 / static_cast<double>(std::max<std::size_t>(1, mutants.all()));
  return fmt::format("{} on {}: {} mutants: {}; {:.1f} s, {:.1f} ms each\n", verified.schema, verified.place,
                     mutants.all(), fates, mutants.seconds, each);
}

Json json_of(const Mutants& mutants) {
  Json out = {{"all", mutants.all()}};
  for (const auto& [fate, count] : counts(mutants)) out[fate] = count;
  out["seconds"] = mutants.seconds;
  return out;
}

constexpr std::size_t kTold = 6;     ///< objects of a cause that are named for people
constexpr std::size_t kMending = 3;  ///< and remedies

/// The first few, and how many more there are.
std::string first_of(std::vector<std::string> list, std::size_t most) {
  const std::size_t more = list.size() - std::min(list.size(), most);
  list.resize(list.size() - more);
  return join(list, ", ") + (more == 0 ? "" : fmt::format(" and {} more", more));
}

std::string told(const Cause<Finding>& cause) {
  const Finding& finding = *cause.first;
  const std::string severity = finding.severity.empty() ? "" : finding.severity + ": ";
  std::string out = fmt::format("{}: {}{} [{}{}]\n", finding.object, severity, finding.message, finding.check,
                                more_checks(cause.others.size()));
  const std::vector<std::string> objects = other_objects(cause);
  if (!objects.empty()) out += fmt::format("  also of: {}\n", first_of(objects, kTold));
  const std::vector<std::string> mending = remedies(cause);
  for (std::size_t i = 0; i < std::min(mending.size(), kMending); ++i)
    out += fmt::format("  help: {}\n", mending[i]);
  if (mending.size() > kMending)
    out += fmt::format("  help: and {} more, which `--format json` tells\n", mending.size() - kMending);
  return out;
}

std::string text(const Verified& verified) {
  const conformance::Report& report = verified.report;
  std::string out;
  const auto found = causes(report.findings);
  for (const Cause<Finding>& cause : found) out += told(cause);
  for (const conformance::Note& note : report.notes)
    out += fmt::format("note: {} {}{}\n", note.object, note.message,
                       note.name.empty() ? "" : fmt::format(" [{}]", note.name));
  for (const auto& [each, others] : causes(report.unjudged)) {
    out += fmt::format("{}: could not be judged: {} [{}{}]\n  help: {}\n", each->object, each->why,
                       each->check, more_checks(others.size()), each->remedy);
  }
  return out + (verified.mutants ? sum_of_mutants(verified) : sum(verified, found.size()));
}

Json json_of(const Finding& finding) {
  return {{"check", finding.check},
          {"object", finding.object},
          {"severity", finding.severity},
          {"message", finding.message},
          {"remedy", finding.remedy}};
}

/// The first of each cause is told of `alike` others, which are listed.
std::string json(const Verified& verified) {
  const conformance::Report& report = verified.report;
  Json findings = Json::array();
  for (const auto& [finding, others] : causes(report.findings)) {
    Json told = json_of(*finding);
    told["alike"] = others.size();
    told["others"] = Json::array();
    for (const Finding* each : others) told["others"].push_back(json_of(*each));
    findings.push_back(std::move(told));
  }
  Json unjudged = Json::array();
  for (const auto& [each, others] : causes(report.unjudged)) {
    unjudged.push_back({{"check", each->check},
                        {"object", each->object},
                        {"why", each->why},
                        {"remedy", each->remedy},
                        {"alike", others.size()}});
  }
  Json notes = Json::array();
  for (const conformance::Note& note : report.notes) {
    notes.push_back({{"object", note.object}, {"message", note.message}});
    if (!note.name.empty()) notes.back()["name"] = note.name;
  }
  Json out = {{"schema", verified.schema}, {"server", verified.place},
              {"checks", total(report)},   {"found", report.findings.size()},
              {"findings", findings},      {"notes", notes},
              {"unjudged", unjudged}};
  if (verified.mutants) out["mutants"] = json_of(*verified.mutants);
  return out.dump(2) + "\n";
}

/// What programs show below a message.
std::string mending(const Cause<Finding>& cause) {
  const std::string with =
      cause.others.empty() ? "" : fmt::format(" ({} more of this cause)", cause.others.size());
  const std::vector<std::string> all = remedies(cause);
  return with + (all.empty() ? "" : "\n") + join(all, "\n");
}

/// The place of a finding is the schema's file: what is wrong stands in a database.
Json result(const Verified& verified, std::string_view rule, std::string_view level,
            const std::string& object, const std::string& message) {
  return {{"ruleId", rule},
          {"level", level},
          {"message", {{"text", fmt::format("{}: {}", object, message)}}},
          {"locations", Json::array({{{"physicalLocation", {{"artifactLocation", {{"uri", verified.file}}}}},
                                      {"logicalLocations", Json::array({{{"name", object}}})}}})}};
}

std::string sarif(const Verified& verified) {
  std::set<std::string> checks;
  Json results = Json::array();
  for (const Cause<Finding>& cause : causes(verified.report.findings)) {
    const Finding& finding = *cause.first;
    checks.insert(finding.check);
    results.push_back(result(verified, finding.check, finding.severity == "drift" ? "warning" : "error",
                             finding.object, finding.message + mending(cause)));
  }
  for (const auto& [each, others] : causes(verified.report.unjudged)) {
    checks.insert(each->check);
    results.push_back(result(verified, each->check, "error", each->object,
                             fmt::format("could not be judged: {}\n{}", each->why, each->remedy)));
  }
  for (const conformance::Note& note : verified.report.notes)
    results.push_back(result(verified, "note", "note", note.object, note.message));
  if (!verified.report.notes.empty()) checks.insert("note");
  Json rules = Json::array();
  for (const std::string& check : checks) rules.push_back({{"id", check}});
  const Json driver = {{"name", "tenon verify"}, {"version", TENON_VERSION}, {"rules", rules}};
  Json run = {{"tool", {{"driver", driver}}}, {"results", results}};
  if (verified.mutants) run["properties"] = {{"mutants", json_of(*verified.mutants)}};
  const Json out = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({run})}};
  return out.dump(2) + "\n";
}

struct Escape {
  char c;
  std::string_view escaped;
};

constexpr Escape kEscapes[] = {
    {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\n', "&#10;"}};

std::string xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto* escape = std::ranges::find(kEscapes, c, &Escape::c);
    if (escape != std::end(kEscapes)) {
      out += escape->escaped;
    } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') {  // XML 1.0 has no others
      out += c;
    }
  }
  return out;
}

/// A case for what was found and what could not be judged, and one for all the rest; the notes are what the
/// suite printed.
std::string junit(const Verified& verified) {
  const conformance::Report& report = verified.report;
  const auto failures = causes(report.findings);
  const auto errors = causes(report.unjudged);
  std::string cases;
  for (const Cause<Finding>& cause : failures) {
    cases += fmt::format(
        "    <testcase classname=\"{}\" name=\"{}\"><failure type=\"{}\" "
        "message=\"{}\">{}</failure></testcase>\n",
        xml(cause.first->check), xml(cause.first->object), xml(cause.first->severity),
        xml(cause.first->message), xml(join(remedies(cause), "\n")));
  }
  for (const auto& [each, others] : errors) {
    cases += fmt::format(
        "    <testcase classname=\"{}\" name=\"{}\"><error message=\"{}\">{}</error></testcase>\n",
        xml(each->check), xml(each->object), xml(each->why), xml(each->remedy));
  }
  cases += fmt::format("    <testcase classname=\"verify\" name=\"{} checks of {}\"/>\n", total(report),
                       xml(verified.schema));
  std::string properties;
  if (verified.mutants) {
    for (const auto& [fate, count] : counts(*verified.mutants))
      properties += fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", fate, count);
    properties = fmt::format("    <properties>\n{}    </properties>\n", properties);
  }
  std::string notes;
  for (const conformance::Note& note : report.notes)
    notes += fmt::format("note: {} {}&#10;", xml(note.object), xml(note.message));
  if (!notes.empty()) cases += fmt::format("    <system-out>{}</system-out>\n", notes);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"tenon verify {}\" "
      "tests=\"{}\" "
      "failures=\"{}\" errors=\"{}\"{}>\n{}{}  </testsuite>\n</testsuites>\n",
      xml(verified.schema), failures.size() + errors.size() + 1, failures.size(), errors.size(),
      verified.mutants ? fmt::format(" time=\"{:.3f}\"", verified.mutants->seconds) : "", properties, cases);
}

struct Form {
  std::string_view name;
  std::string (*write)(const Verified&);
};

constexpr Form kForms[] = {{"json", json}, {"sarif", sarif}, {"junit", junit}};

}  // namespace

std::string written(const Verified& verified, std::string_view format) {
  const auto* form = std::ranges::find(kForms, format, &Form::name);
  return form == std::end(kForms) ? text(verified) : form->write(verified);
}

}  // namespace tenon::driver
