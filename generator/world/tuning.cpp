#include "world/tuning.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "world/session_settings.hpp"

namespace tenon::world {

using model::Kind;

namespace {

/// A field that may hold anything, or the one value that an administrator may give it.
struct Tuned {
  Kind kind;
  std::string_view field;
  std::string_view value = "";  ///< as JSON
  std::string_view but = "";    ///< the one that it must not have
};

constexpr Tuned kTuned[] = {
    // Their minimum is promised, which `catalog.extensions` judges; and some come from who runs the server.
    {Kind::kExtension, "version"},
    {Kind::kExtension, "schema"},
    // What was ordered once by hand.
    {Kind::kIndex, "clustered"},
    {Kind::kConstraint, "clustered"},
    // Where there is room.
    {Kind::kTable, "tablespace"},
    {Kind::kIndex, "tablespace"},
    {Kind::kConstraint, "tablespace"},
    {Kind::kView, "tablespace"},
    // For the planner alone.
    {Kind::kColumn, "statistics_target"},
    {Kind::kStatistics, "target"},
    // Who replicates is told old rows in whole: more to write, and nothing that a publication doesn't tell.
    {Kind::kTable, "replica_identity", "\"full\""},
    {Kind::kRole, "connection_limit", "", "0"},
    {Kind::kRole, "valid_until"},
};

/// Options of a kind, by the beginning of their names.
struct TunedOption {
  Kind kind;
  std::string_view field;
  std::string_view prefix;
};

constexpr TunedOption kTunedOptions[] = {
    {Kind::kTable, "storage", "autovacuum_"},
    {Kind::kTable, "storage", "toast.autovacuum_"},
    {Kind::kTable, "storage", "toast.vacuum_"},
    {Kind::kTable, "storage", "log_autovacuum_"},
    {Kind::kTable, "storage", "toast.log_autovacuum_"},
    {Kind::kTable, "storage", "parallel_workers"},
    {Kind::kTable, "storage", "vacuum_"},
    {Kind::kColumn, "options", "n_distinct"},
    // Where none was promised, whoever makes one of a view asks for more.
    {Kind::kView, "options", "security_barrier"},
    {Kind::kIndex, "options", "deduplicate_items"},
    {Kind::kIndex, "options", "fastupdate"},
    {Kind::kIndex, "options", "gin_pending_list_limit"},
};

using Json = nlohmann::json;

Json list(const std::string& json) {
  Json out = Json::parse(json, nullptr, false);
  return out.is_array() ? out : Json::array();
}

void add_missing(const Json& from, const Json& other, std::set<std::string>& out) {
  for (const Json& option : from) {
    const bool is_there = std::ranges::find(other, option) != other.end();
    if (!is_there && option.is_array() && !option.empty() && option[0].is_string())
      out.insert(option[0].get<std::string>());
  }
}

/// Without what was promised of it, a view shows its readers' conditions other rows.
bool takes_barrier(Kind kind, const model::FieldDifference& field, std::string_view name) {
  if (kind != Kind::kView || name != "security_barrier") return false;
  return std::ranges::any_of(list(field.before), [&](const Json& option) {
    return option.is_array() && !option.empty() && option[0] == name;
  });
}

bool is_tuned_option(Kind kind, std::string_view field, std::string_view name) {
  return std::ranges::any_of(kTunedOptions, [&](const TunedOption& each) {
    return each.kind == kind && each.field == field && name.starts_with(each.prefix);
  });
}

}  // namespace

std::set<std::string> differing_options(const model::FieldDifference& field) {
  std::set<std::string> out;
  const Json before = list(field.before);
  const Json after = list(field.after);
  add_missing(before, after, out);
  add_missing(after, before, out);
  return out;
}

bool is_tuning(Kind kind, const model::FieldDifference& field) {
  const auto* row = std::ranges::find_if(
      kTuned, [&](const Tuned& each) { return each.kind == kind && each.field == field.field; });
  // A zero is left out of the JSON.
  const std::string after = field.after.empty() ? "0" : field.after;
  if (row != std::end(kTuned))
    return (row->value.empty() || row->value == after) && (row->but.empty() || row->but != after);
  if (kind == Kind::kRole && field.field == "settings") return !of_settings(field.before, field.after);
  const std::set<std::string> options = differing_options(field);
  return !options.empty() && std::ranges::all_of(options, [&](const std::string& name) {
    return is_tuned_option(kind, field.field, name) && !takes_barrier(kind, field, name);
  });
}

}  // namespace tenon::world
