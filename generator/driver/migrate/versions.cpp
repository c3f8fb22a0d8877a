#include "driver/migrate/versions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/text.hpp"
#include "driver/migrate/taken.hpp"
#include "driver/read.hpp"
#include "driver/snapshot.hpp"
#include "lower/lower.hpp"
#include "model/json.hpp"
#include "render/sql_text.hpp"
#include "target/postgres/postgres.hpp"

namespace tenon::driver {
namespace {

constexpr std::size_t kMaxSnapshotMebibytes = 512;

std::optional<Version> read_snapshot(const std::string& path) {
  const auto text = read_file(path, kMaxSnapshotMebibytes);
  if (!text) {
    print_error(fmt::format("{}: {}", path, text.error()));
    return std::nullopt;
  }
  auto version = version_in(*text);
  if (version) return std::move(*version);
  print_error(fmt::format("{} is no snapshot that this tenon reads: {}", path, version.error()),
              "make it anew with `tenon snapshot`");
  return std::nullopt;
}

/// The owner runs all steps: one that is another has no right to what is there, and may not even be there.
void refuse_other_owner(const Version& before, const Version& after, plan::Plan& plan) {
  const auto owner = [](const Version& version) {
    return version.schema && version.schema->tenancy ? version.schema->tenancy->owner : std::string();
  };
  if (!before.schema || owner(before) == owner(after)) return;
  const auto whose = [&](const Version& version) {
    return owner(version).empty() ? std::string("whoever applies the schema") : owner(version);
  };
  plan.refused.push_back(
      {{model::Kind::kRole, "", "", owner(after).empty() ? owner(before) : owner(after), ""},
       fmt::format("{} would own what belongs to {}", whose(after), whose(before)),
       owner(before).empty()
           ? "make another database of this version, and move the rows there"
           : "keep the owner of before; or make another database, and move the rows there"});
}

/// What only code sees changes nothing in the database; but code asks it for the version that it was made
/// from.
void add_version_alone(const Version& before, const Version& after, const plan::Settings& settings,
                       plan::Plan& plan) {
  if (!plan.steps.empty() || !plan.refused.empty()) return;
  if (fingerprint_of(before) == fingerprint_of(after)) return;
  plan.steps.push_back({.what = "tell which version is here",
                        .sql = settings.ends_beside,
                        .why = "nothing else changes in the database; code of both versions works"});
}

/// JSON that is there keeps its shape, and code of either version reads its own: nothing of it is in the
/// database.
void tell_of_structs(const Version& before, const Version& after, plan::Plan& plan) {
  if (!before.schema || before.schema->structs == after.schema->structs) return;
  for (plan::Step& step : plan.steps) {
    if (step.phase != plan::Phase::kExpand ||
        step.sql.find("UPDATE tenon.schema_version") == std::string::npos)
      continue;
    step.hazards.push_back(plan::Hazard::kNewValues);
    step.why = "a struct has another shape: code of one version may not read what the other has written";
  }
}

/// Where statements of a migration look names up beside the schema's own Postgres schema.
std::vector<std::string> looked_in_by_both(const Version& before, const ir::Schema& after) {
  std::vector<std::string> out = target::postgres::further(after);
  if (!before.schema) return out;
  for (const std::string& each : target::postgres::further(*before.schema)) {
    if (!contains(out, each)) out.push_back(each);
  }
  return out;
}

plan::Plan planned(const Version& before, const Version& after, const model::Intent& intent) {
  const ir::Schema& schema = *after.schema;
  plan::Settings settings;
  ddl::Session session = target::postgres::session_of(schema);
  settings.owner = std::move(session.role);
  settings.outsiders = std::move(session.outsiders);
  // A server's words tell every name's schema.
  if (before.schema && !before.is_of_server) settings.path = std::move(session.path);
  if (before.schema) settings.further = looked_in_by_both(before, schema);
  settings.oldest = schema.postgres;
  const std::string fingerprint = ir::fingerprint(schema);
  settings.ends = version_told(schema.name, fingerprint, "");
  settings.ends_beside =
      version_told(schema.name, fingerprint, before.schema ? ir::fingerprint(*before.schema) : "");
  render::Templates templates;
  plan::Plan out = plan::plan(before.database, after.database, intent, settings, templates);
  refuse_other_owner(before, after, out);
  add_version_alone(before, after, settings, out);
  tell_of_structs(before, after, out);
  return out;
}

/// The same of the way back. What was filled in is left.
model::Intent turned(const model::Intent& intent) {
  model::Intent out;
  out.at_once = true;
  for (const auto& [now, was] : intent.was) {
    out.was[was] = now;
  }
  for (const auto& [now, was] : intent.renamed_labels) {
    const std::string type = now.substr(0, now.find('.'));
    const auto former = intent.was.find(type);
    out.renamed_labels[(former == intent.was.end() ? type : former->second) + "." + was] =
        now.substr(type.size() + 1);
  }
  return out;
}

/// Fields that the version before fills in the same way.
std::set<std::string> said_before(const Version& before, const model::Intent& intent) {
  std::set<std::string> out;
  if (!before.schema) return out;
  const std::map<std::string, model::Sql> said = lower::intent(*before.schema).backfills;
  for (const auto& [field, value] : intent.backfills) {
    const auto former = said.find(model::former(intent, field));
    if (former != said.end() && former->second == value) out.insert(field);
  }
  return out;
}

/// Whether a plan takes nothing away that can't be given back.
bool is_reversible(const plan::Plan& plan) {
  return std::none_of(plan.steps.begin(), plan.steps.end(),
                      [](const plan::Step& step) { return plan::has(step, plan::Hazard::kIrreversible); });
}

/// What tenon didn't make is a database, and nothing else; a schema tells its version first.
bool has_no_meaning(const std::string& snapshot) {
  constexpr std::string_view kDatabase = "\"database\"";
  const std::size_t first = snapshot.find('"');
  return first != std::string::npos && snapshot.compare(first, kDatabase.size(), kDatabase) == 0;
}

}  // namespace

Version version_of(const Compilation& compilation) {
  return {compilation.schema, compilation.lowered()};
}

tl::expected<Version, std::string> version_in(const std::string& snapshot) {
  auto database = model::read_snapshot(snapshot);
  if (!database) return tl::unexpected(database.error());
  if (!*database) return tl::unexpected(std::string("it tells nothing of the database"));
  if (has_no_meaning(snapshot)) return Version{std::nullopt, std::move(**database)};
  auto schema = ir::read_json(snapshot);
  if (!schema) return tl::unexpected(schema.error().path + ": " + schema.error().message);
  return Version{std::move(*schema), std::move(**database)};
}

std::optional<Version> read_version(const std::string& path) {
  if (std::filesystem::path(path).extension() == ".json") return read_snapshot(path);
  const Compilation compilation = compile(path, {{"all", sema::Level::kOff}});
  if (compilation.schema) return version_of(compilation);
  report({}, {&compilation});
  return std::nullopt;
}

plan::Plan plan_between(const Version& before, const Version& after, bool at_once) {
  model::Intent intent = lower::intent(*after.schema);
  intent.at_once = at_once;
  intent.said_before = said_before(before, intent);
  return planned(before, after, intent);
}

plan::Plan plan_between(const Version& before, const Version& after, const model::Intent& intent) {
  return planned(before, after, intent);
}

plan::Plan way_back(const Version& before, const Version& after) {
  return planned(after, before, turned(lower::intent(*after.schema)));
}

migration::Texts texts_of(const Version& before, const Version& after, const plan::Plan& plan,
                          const std::string& title) {
  migration::Texts out;
  const auto add = [&](std::string_view part, const std::string& text) {
    if (!text.empty()) out.emplace(part, text);
  };
  const std::string head = script_head(before, *after.schema);
  add(migration::kExpand, plan::script_text(plan, plan::Phase::kExpand, {title, head}));
  add(migration::kContract,
      plan::script_text(plan, plan::Phase::kContract,
                        {title + "\nTo be run once no code of the version before runs.", head}));
  if (!before.schema) return out;  // it would take the history away
  const plan::Plan back = way_back(before, after);
  if (!is_reversible(plan) || !back.refused.empty()) return out;
  plan::Plan undo = back;
  for (plan::Step& step : undo.steps) step.phase = plan::Phase::kExpand;
  add(migration::kUndo,
      plan::script_text(undo, plan::Phase::kExpand,
                        {title + "\nThe way back. What has been written to what is new is gone then.",
                         script_head(after, *before.schema)}));
  return out;
}

std::string version_told(const std::string& schema, const std::string& fingerprint,
                         const std::string& accepted) {
  return fmt::format(
      "UPDATE tenon.schema_version SET fingerprint = {}, accepts = '{{{}}}', tool_version = {} WHERE name = "
      "{};",
      render::sql_literal(fingerprint).str(), accepted, render::sql_literal(TENON_VERSION).str(),
      render::sql_literal(schema).str());
}

std::string script_head(const Version& before, const ir::Schema& schema) {
  std::string out;
  std::vector<std::string> path = {schema.sql_schema};
  for (std::string& each : looked_in_by_both(before, schema)) path.push_back(std::move(each));
  if (schema.tenancy && before.schema)
    out += fmt::format("SET ROLE {};\n", render::sql_identifier(schema.tenancy->owner).str());
  if (schema.tenancy && !before.schema)
    out +=
        "-- Whoever keeps the history: from the first step on, the schema's owner.\n"
        "SELECT pg_catalog.set_config('role', pg_catalog.pg_get_userbyid(relowner), false) FROM "
        "pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('tenon.migrations');\n";
  return out + fmt::format(
                   "SET search_path TO {};\nSET client_min_messages TO warning;\nSET check_function_bodies "
                   "TO off;\nSET "
                   "standard_conforming_strings TO on;\nSET row_security TO off;\nSET timezone TO 'UTC';\n",
                   render::sql_identifiers(path).str());
}

std::string text_of(const Version& version) {
  if (version.schema) return snapshot_text(*version.schema, version.database);
  return "{\n\"database\": " + model::to_json(version.database) + "}\n";
}

}  // namespace tenon::driver
