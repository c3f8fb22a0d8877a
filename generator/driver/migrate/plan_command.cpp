// `tenon migrate plan`: what would be done, and nothing else.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.hpp"
#include "driver/migrate/project.hpp"

namespace tenon::driver {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const plan::Step& step) {
  Json hazards = Json::array();
  for (const plan::Hazard hazard : step.hazards) hazards.push_back(plan::hazard_name(hazard));
  return {{"what", step.what},
          {"sql", step.sql},
          {"transaction", step.mode == plan::Mode::kTogether ? "shared"
                          : step.mode == plan::Mode::kAlone  ? "own"
                                                             : "none"},
          {"phase", step.phase == plan::Phase::kExpand ? "expand" : "contract"},
          {"lock", plan::lock_name(step.lock)},
          {"on", step.on},
          {"scans", step.scans},
          {"rewrites", step.rewrites},
          {"hazards", std::move(hazards)},
          {"why", step.why}};
}

/// The tables that the steps are on, as they are told.
std::set<std::string> tables_of(const plan::Plan& plan) {
  std::set<std::string> out;
  for (const plan::Step& step : plan.steps) {
    for (const std::string& table : parts_of(step.on, ", ")) out.insert(table.substr(table.find('.') + 1));
  }
  return out;
}

/// Queries of the version before that work with one of the tables: what runs beside the migration.
std::vector<std::string> queries_beside(const plan::Plan& plan, const Version& before) {
  std::vector<std::string> out;
  if (!before.schema) return out;
  const std::set<std::string> tables = tables_of(plan);
  for (const ir::Query& query : before.schema->queries) {
    const bool concerned = std::any_of(query.uses.begin(), query.uses.end(), [&](const ir::QueryUse& use) {
      const ir::Entity* entity = before.schema->entity(use.source);
      return entity != nullptr && tables.contains(entity->table);
    });
    if (concerned && !query.hidden) out.push_back(query.name);
  }
  return out;
}

void print_json(const plan::Plan& plan, const Version& before) {
  Json steps = Json::array();
  for (const plan::Step& step : plan.steps) steps.push_back(json_of(step));
  Json refused = Json::array();
  for (const plan::Refusal& each : plan.refused)
    refused.push_back({{"object", model::text(each.object)}, {"why", each.why}, {"help", each.way_out}});
  fmt::print("{}\n", Json{{"steps", std::move(steps)},
                          {"refused", std::move(refused)},
                          {"hints", plan.hints},
                          {"queries", queries_beside(plan, before)}}
                         .dump(2));
}

void print_text(const plan::Plan& plan, const Version& before, const Version& after) {
  for (const std::string& hint : plan.hints) fmt::print("-- {}\n", hint);
  if (const auto queries = queries_beside(plan, before); !queries.empty())
    fmt::print("-- queries of the version before that work with these tables: {}\n", join(queries, ", "));
  const std::string head = script_head(before, *after.schema);
  const std::string expand = plan::script_text(plan, plan::Phase::kExpand, {"What would be done.", head});
  const std::string contract =
      plan::script_text(plan, plan::Phase::kContract, {"And once no code of the version before runs:", head});
  fmt::print("{}{}{}", expand, expand.empty() || contract.empty() ? "" : "\n", contract);
  if (expand.empty() && contract.empty()) fmt::print("-- nothing changes in the database\n");
}

}  // namespace

int migrate_plan(const MigrateOptions& options) {
  int code = kSuccess;
  const auto project = open_project(options, code);
  if (!project) return code;
  const std::optional<Version> before = version_before(options, *project, code);
  if (!before) return code;
  const auto sides = sides_of(*before, project->now, code);
  if (!sides) return code;
  const plan::Plan plan = plan_between(*sides, options.at_once);
  if (options.form == "json") {
    print_json(plan, *before);
  } else {
    print_refusals(plan);
    print_text(plan, *before, project->now);
  }
  return plan.refused.empty() ? kSuccess : kFinding;
}

}  // namespace tenon::driver
