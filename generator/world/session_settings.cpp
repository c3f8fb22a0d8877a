#include "world/session_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <string_view>

#include "render/sql_text.hpp"
#include "world/tuning.hpp"

namespace tenon::world {
namespace {

/// As the server compares names and words.
std::string small(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

template <std::size_t N>
bool is_word(const std::string_view (&words)[N], const std::string& value) {
  return std::ranges::find(words, small(value)) != std::end(words);
}

bool is_on(const std::string& value) {
  static constexpr std::string_view kOn[] = {"on", "true", "tru", "tr", "t", "yes", "ye", "y", "1"};
  return is_word(kOn, value);
}

bool is_off(const std::string& value) {
  static constexpr std::string_view kOff[] = {"off", "of", "false", "fals", "fal", "fa", "f", "no", "n", "0"};
  return is_word(kOff, value);
}

bool is_anything(const std::string& value) {
  return !value.empty();
}

bool is_not_origin(const std::string& value) {
  return small(value) != "origin";
}

bool is_role(const std::string& value) {
  return !value.empty() && small(value) != "none";
}

struct Unit {
  std::string_view name;
  double milliseconds;
};

constexpr Unit kTimeUnits[] = {{"", 1},        {"ms", 1},        {"us", 0.001},    {"s", 1000},
                               {"min", 60000}, {"h", 3'600'000}, {"d", 86'400'000}};

/// Less than a second, and not 0, which is for ever.
bool is_hurried(const std::string& value) {
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc()) return false;
  std::string unit(end, value.data() + value.size());
  std::erase(unit, ' ');
  const auto* row = std::ranges::find(kTimeUnits, unit, &Unit::name);
  const double milliseconds = row == std::end(kTimeUnits) ? 0 : number * row->milliseconds;
  return milliseconds > 0 && milliseconds < 1000;
}

struct Setting {
  std::string_view name;
  bool (*is_harmful)(const std::string& value);
  Weight weight;
};

/// All others are the administrator's.
constexpr Setting kSettings[] = {
    {"search_path", is_anything, {kLeak, "names may be found where somebody else can put his own"}},
    {"role", is_role, {kLeak, "it does what that role may, whoever logged in"}},
    {"session_authorization", is_role, {kLeak, "it does what that role may, whoever logged in"}},
    {"session_replication_role", is_not_origin, {kLeak, "triggers and foreign keys are passed by"}},
    {"row_security", is_off, {kDenial, "every statement that a policy narrows down is refused"}},
    {"default_transaction_read_only", is_on, {kDenial, "each statement that writes is refused"}},
    {"transaction_read_only", is_on, {kDenial, "each statement that writes is refused"}},
    {"statement_timeout", is_hurried, {kDenial, "statements are ended before they are done"}},
    {"transaction_timeout", is_hurried, {kDenial, "transactions are ended before they are done"}},
    {"lock_timeout", is_hurried, {kDenial, "statements that wait for another are refused"}},
    {"idle_in_transaction_session_timeout", is_hurried, {kDenial, "sessions end amid their transactions"}},
    {"idle_session_timeout", is_hurried, {kDenial, "sessions end before they are asked again"}},
    {"lo_compat_privileges", is_on, {kLeak, "whoever logs in reads and writes every large object"}},
    {"standard_conforming_strings", is_off, {kLeak, "what a program has put between quotes may end them"}},
    {"backslash_quote", is_on, {kLeak, "what a program has put between quotes may end them"}},
    {"session_preload_libraries", is_anything, {kLeak, "code is loaded that does what the server may"}},
    {"local_preload_libraries", is_anything, {kLeak, "code is loaded that nobody has promised"}},
    {"dynamic_library_path", is_anything, {kLeak, "code is loaded from where somebody else may put his own"}},
    {"transform_null_equals", is_on, {kWrite, "a comparison with NULL finds other rows"}},
    {"allow_system_table_mods", is_on, {kWrite, "the server's own tables are there to be changed"}},
    {"zero_damaged_pages", is_on, {kWrite, "rows of damaged pages are gone without a word"}},
};

/// What extensions go by that log, measure and plan.
constexpr std::string_view kOfTools[] = {
    "auto_explain.", "pg_stat_statements.", "pgaudit.", "pg_hint_plan.", "plpgsql.", "pg_trgm.", "ivfflat.",
    "hnsw."};

constexpr Weight kOfProgram = {kDrift, "functions and the program may go by it"};

using Json = nlohmann::json;

std::optional<std::string> value_in(const Json& list, const std::string& name) {
  if (!list.is_array()) return std::nullopt;
  for (const Json& each : list) {
    if (each.is_array() && each.size() == 2 && each[0] == name) return each[1].get<std::string>();
  }
  return std::nullopt;
}

}  // namespace

std::optional<Weight> of_setting(const std::string& name, const std::optional<std::string>& value) {
  const auto* row = std::ranges::find(kSettings, small(name), &Setting::name);
  if (row != std::end(kSettings))
    return !value || row->is_harmful(*value) ? std::optional(row->weight) : std::nullopt;
  const bool is_of_program =
      name.find('.') != std::string::npos &&
      std::ranges::none_of(kOfTools, [&](auto each) { return name.starts_with(each); });
  return is_of_program ? std::optional(kOfProgram) : std::nullopt;
}

std::optional<Weight> of_settings(const std::string& before, const std::string& after) {
  const Json then = Json::parse(after, nullptr, false);
  std::optional<Weight> out;
  for (const std::string& name : differing_options({"", before, after})) {
    const auto weight = of_setting(name, value_in(then, name));
    if (weight && (!out || is_worse(weight->severity, out->severity))) out = weight;
  }
  return out;
}

bool leads_to_ours(const std::string& path, const std::vector<std::string>& spaces) {
  std::string rest = path;
  std::erase_if(rest, [](char c) { return c == '"' || c == ' ' || c == '\''; });
  constexpr std::string_view kOwnName = "$user,";
  if (rest.starts_with(kOwnName)) rest.erase(0, kOwnName.size());
  return std::ranges::find(spaces, rest.substr(0, rest.find(','))) != spaces.end();
}

namespace {

/// `catalog.settings` judges these itself.
constexpr std::string_view kToldByCatalog[] = {"search_path", "session_replication_role", "row_security"};

std::string whose(const SessionSetting& setting) {
  if (setting.is_servers) return "the server";
  return setting.role.empty() ? "database " + setting.database : "role " + setting.role;
}

std::string reset_of(const SessionSetting& setting) {
  const std::string name = render::sql_identifier(setting.name).str();
  if (setting.is_servers) return fmt::format("ALTER SYSTEM RESET {}; SELECT pg_reload_conf();", name);
  const std::string database = render::sql_identifier(setting.database).str();
  const std::string in =
      setting.is_of_database && !setting.role.empty() ? fmt::format(" IN DATABASE {}", database) : "";
  if (!setting.role.empty())
    return fmt::format("ALTER ROLE {}{} RESET {};", render::sql_identifier(setting.role).str(), in, name);
  return setting.is_of_database ? fmt::format("ALTER DATABASE {} RESET {};", database, name)
                                : fmt::format("ALTER ROLE ALL RESET {};", name);
}

/// Whether it was judged with a role of the schema, or by a check of the catalog.
bool is_told_otherwise(const Scene& scene, const SessionSetting& setting) {
  const auto ours = scene.schema.roles.all();
  const bool is_ours = std::ranges::find(ours, setting.role) != ours.end();
  if (is_ours && !setting.is_of_database) return true;
  const bool is_told = is_word(kToldByCatalog, setting.name) ||
                       setting.name == small(scene.schema.tenant_setting) ||
                       setting.name == small(scene.schema.actor_setting);
  return is_told && scene.schema.has_tenancy && !setting.is_to_come;
}

/// A login goes on as the role that requests run as.
bool is_a_request(const Scene& scene, const SessionSetting& setting) {
  const auto bound = scene.schema.roles.bound();
  return setting.name == "role" && std::ranges::find(bound, setting.value) != bound.end();
}

}  // namespace

void judge_settings(const Scene& scene, Judgement& out) {
  for (const SessionSetting& setting : scene.facts.settings) {
    ++out.checks;
    if (is_told_otherwise(scene, setting) || is_a_request(scene, setting)) continue;
    if (!setting.role.empty() && !scene.people.is_of_requests(setting.role)) continue;
    const bool is_own_path =
        setting.name == "search_path" && leads_to_ours(setting.value, scene.schema.spaces());
    const auto weight = of_setting(setting.name, setting.value);
    if (!weight || is_own_path) continue;
    const std::string when = setting.is_to_come ? " as soon as the server reads its files again" : " here";
    out.find(kRoles, whose(setting),
             fmt::format("has `{}` set for its sessions{}: {}", setting.name, when, weight->allows),
             weight->severity, reset_of(setting));
  }
}

}  // namespace tenon::world
