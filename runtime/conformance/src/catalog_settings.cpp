// What the server, the database and roles set for every session to come, where isolation depends on it.
#include <fmt/format.h>

#include <algorithm>

#include "catalog.hpp"

namespace tenon::conformance {
namespace {

/// What is set, and for whom: `role \`service\``.
struct Given {
  std::string whose;
  std::string role;  ///< empty for the server's and the database's
  std::string name;  ///< in small letters
  std::string value;
};

/// For this database or for all; for every role, or for one of the schema's or its members. A superuser sees
/// to itself.
constexpr std::string_view kGiven = R"sql(
  SELECT coalesce('role ' || quote_ident(r.rolname), 'database ' || quote_ident(current_database())),
         coalesce(r.rolname, ''), lower(split_part(entry, '=', 1)), substr(entry, strpos(entry, '=') + 1)
  FROM pg_db_role_setting s CROSS JOIN unnest(s.setconfig) AS entry LEFT JOIN pg_roles r ON r.oid = s.setrole
  WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    AND (s.setrole = 0
         OR NOT r.rolsuper AND EXISTS (SELECT FROM pg_roles part WHERE part.rolname = ANY (string_to_array($1, ','))
                                                                   AND pg_has_role(r.oid, part.oid, 'MEMBER')))
  ORDER BY s.setrole, s.setdatabase, 3)sql";

/// As the server compares names of settings.
std::string in_small_letters(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return name;
}

std::vector<Given> given(Probe& probe) {
  std::vector<Given> out;
  const auto found = rows(probe, "reading the settings of databases and roles", kGiven,
                          {fmt::format("{}", fmt::join(probe.schema().roles.all(), ","))});
  for (std::size_t row = 0; row < found.size(); ++row)
    out.push_back({found.text(row, 0), found.text(row, 1), found.text(row, 2), found.text(row, 3)});
  return out;
}

bool is_off(const std::string& value) {
  static constexpr std::string_view kOff[] = {"off", "of", "false", "f", "no", "n", "0"};
  return std::find(std::begin(kOff), std::end(kOff), value) != std::end(kOff);
}

/// The first schema on the path, before the tables' own, in which one of the schema's roles may create; with
/// that role.
std::optional<std::string> open_schema(Probe& probe, const Given& path) {
  const auto found = rows(probe, "reading who may create on a search path", R"sql(
    WITH path AS (
      SELECT trim(both '"' from btrim(part)) AS name, place
      FROM unnest(string_to_array($1, ',')) WITH ORDINALITY AS parts (part, place)),
    looked_in AS (
      SELECT CASE WHEN path.name = '$user' THEN r.rolname ELSE path.name END AS name, place, r.rolname, r.oid AS role
      FROM path CROSS JOIN pg_roles r
      WHERE r.rolname = ANY (string_to_array($2, ','))
        AND place < coalesce((SELECT min(place) FROM path WHERE name = ANY (string_to_array($3, ','))), 1000))
    SELECT format('`%s`, where `%s` may create', looked_in.name, rolname)
    FROM looked_in LEFT JOIN pg_namespace n ON n.nspname = looked_in.name
    WHERE looked_in.name = 'pg_temp' OR has_schema_privilege(role, n.oid, 'CREATE')
    ORDER BY place, rolname LIMIT 1)sql",
                          {path.value, fmt::format("{}", fmt::join(probe.schema().roles.bound(), ",")),
                           spaces_of(probe.schema())});
  return found.size() == 0 ? std::nullopt : std::optional<std::string>(found.text(0, 0));
}

/// How the setting weakens what the schema promises: how bad that is, and in words.
using Harm = std::optional<std::pair<const char*, std::string>>;

Harm harm(Probe& probe, const Given& setting) {
  const Schema& schema = probe.schema();
  if (setting.name == "row_security" && is_off(setting.value))
    return Harm({"denial", "every statement that a policy narrows down is refused"});
  if (setting.name == "session_replication_role" && setting.value != "origin")
    return Harm({"leak", "foreign keys are not checked, and triggers do not fire"});
  const auto is = [&](const std::string& name) {
    return setting.name == in_small_letters(name) && !setting.value.empty();
  };
  if (is(schema.tenant_setting))
    return Harm({"leak", "who names no tenant is in that one, promised: in none"});
  if (is(schema.actor_setting))
    return Harm({"write", "the logs have it as the actor of changes whose transaction names none"});
  for (const SessionVariable& variable : schema.session) {
    if (is(variable.setting))
      return Harm(
          {"leak", fmt::format("who doesn't say session.{} is that one, promised: nobody", variable.name)});
  }
  if (setting.name != "search_path") return std::nullopt;
  const auto open = open_schema(probe, setting);
  if (!open) return std::nullopt;
  return Harm({"leak", fmt::format("names are looked for in {}, before `{}`", *open, schema.sql_schema)});
}

/// `app.actor` to `x`. The tenant's value is a key, and that of who acts or asks may be a person's.
std::string told(const Schema& schema, const Given& setting) {
  std::vector<std::string> secrets = {schema.tenant_setting, schema.actor_setting};
  for (const SessionVariable& variable : schema.session) secrets.push_back(variable.setting);
  for (const std::string& secret : secrets) {
    if (setting.name == in_small_letters(secret)) return fmt::format("`{}`", setting.name);
  }
  return fmt::format("`{}` to `{}`", setting.name, setting.value);
}

}  // namespace

Findings settings_weaken_nothing(Probe& probe) {
  if (!probe.schema().has_tenancy) return {};
  Findings findings;
  std::vector<Given> settings = given(probe);
  const std::string session_user = rows(probe, "asking who is connected", "SELECT session_user").text(0, 0);
  for (const auto& [name, value] : probe.settings_at_start()) {
    // What the database sets reaches the session as well, and is told with its own name.
    const bool known = std::any_of(settings.begin(), settings.end(), [&](const Given& each) {
      return each.name == in_small_letters(name) && (each.role.empty() || each.role == session_user);
    });
    if (!known) settings.push_back({"the server or this connection", "", in_small_letters(name), value});
  }
  for (const Given& setting : settings) {
    if (const auto what = harm(probe, setting)) {
      findings.push_back(
          finding(setting.whose, fmt::format("sets {}: {}", told(probe.schema(), setting), what->second)));
      findings.back().severity = what->first;
    }
  }
  return findings;
}

Findings roles_may_name_their_tenant(Probe& probe) {
  const Schema& schema = probe.schema();
  if (!schema.has_tenancy) return {};
  std::vector<std::string> roles = schema.roles.bound();
  // `tenon.maintain()` tells the owner's policies with it what is past its time.
  if (schema.has_maintenance) roles.push_back(schema.roles.owner);
  const auto found = rows(probe, "reading who may execute set_config", R"sql(
    SELECT rolname FROM pg_roles WHERE rolname = ANY (string_to_array($1, ','))
      AND NOT has_function_privilege(oid, 'pg_catalog.set_config(text, text, boolean)', 'EXECUTE')
    ORDER BY 1)sql",
                          {fmt::format("{}", fmt::join(roles, ","))});
  Findings findings;
  for (std::size_t row = 0; row < found.size(); ++row) {
    findings.push_back(
        finding(found.text(row, 0),
                fmt::format("may not execute pg_catalog.set_config, with which {}: GRANT EXECUTE ON FUNCTION "
                            "pg_catalog.set_config(text, text, boolean) TO {}",
                            found.text(row, 0) == schema.roles.owner
                                ? "`tenon.maintain()` names what is past its time"
                                : "a transaction names its tenant",
                            quoted(probe, found.text(row, 0)))));
  }
  return findings;
}

}  // namespace tenon::conformance
