#include <fmt/format.h>

#include "sql.hpp"

namespace tenon::conformance {
namespace {

/// Those that checks act as.
std::vector<std::string> promised_roles(const Schema& schema) {
  std::vector<std::string> roles = schema.roles.bound();
  if (!schema.roles.owner.empty()) roles.insert(roles.begin(), schema.roles.owner);
  return roles;
}

tl::expected<void, std::string> can_become(pq::Session& session, const std::string& role) {
  const std::vector<pq::Parameter> parameters{role};
  const auto found = session.query(
      "SELECT session_user, pg_has_role(session_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = $1",
      parameters);
  if (!found) return tl::unexpected("asking for the roles failed: " + describe(found.error()));
  if (found->size() == 0) {
    return tl::unexpected(
        fmt::format("the database's server has no role `{}`: apply the schema to the database first", role));
  }
  if (is_true(*found, 0, 1)) return {};
  const std::string user = found->text(0, 0);
  return tl::unexpected(fmt::format(
      "`{}` may not become `{}`: connect as a superuser, or as a role that was granted it (GRANT {} "
      "TO {}), and not as the application's role",
      user, role, session.quote_identifier(role), session.quote_identifier(user)));
}

/// What decides over rows and triggers, as it stands in the server's configuration; and the tenant, where the
/// session has one from its beginning: nobody tells whose a setting of an application's is.
constexpr std::string_view kSettingsAtStart = R"sql(
  SELECT name, lower(setting) FROM pg_catalog.pg_settings
  WHERE name IN ('row_security', 'session_replication_role') AND source IN ('configuration file', 'command line')
  UNION ALL
  SELECT $1, pg_catalog.current_setting($1, true) WHERE pg_catalog.current_setting($1, true) <> '')sql";

std::map<std::string, std::string> settings_of(pq::Session& session, const Schema& schema) {
  const std::vector<pq::Parameter> parameters{schema.tenant_setting.empty() ? "tenon.none"
                                                                            : schema.tenant_setting};
  const auto found = session.query(kSettingsAtStart, parameters);
  std::map<std::string, std::string> settings;
  for (std::size_t row = 0; found && row < found->size(); ++row)
    settings.emplace(found->text(row, 0), found->text(row, 1));
  return settings;
}

tl::expected<std::optional<std::string>, pq::SqlError> current_tenant(pq::Session& session) {
  auto answer = session.query("SELECT tenon.current_tenant()::text");
  if (!answer) return tl::unexpected(std::move(answer.error()));
  const auto value = answer->at(0, 0);
  return value ? std::optional<std::string>(*value) : std::nullopt;
}

std::string in_tenant(std::string expression, const std::string& tenant) {
  static constexpr std::string_view kTenant = "{tenant}";
  for (std::size_t at = expression.find(kTenant); at != std::string::npos; at = expression.find(kTenant))
    expression.replace(at, kTenant.size(), tenant);
  return expression;
}

/// What can't be computed stays unset, which shows in each attack.
std::vector<std::pair<std::string, std::string>> session_of(pq::Session& session, const Schema& schema,
                                                            const std::string& tenant) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const SessionVariable& variable : schema.session) {
    const auto value = session.query("SELECT (" + in_tenant(variable.sample, tenant) + ")::text");
    out.emplace_back(variable.setting, value ? value->text(0, 0) : "");
  }
  return out;
}

}  // namespace

Probe::Probe(pq::Session session, Schema schema)
    : session_(std::move(session)),
      schema_(std::move(schema)),
      settings_at_start_(settings_of(session_, schema_)) {
  if (!settings_at_start_.contains(schema_.tenant_setting)) {
    tenant_when_unset_ = current_tenant(session_);
  } else {
    session_.script(fmt::format("SET SESSION {}", setting(*this, schema_.tenant_setting, "")));
  }
  for (const std::string& tenant : schema_.sample_tenant_keys)
    sessions_.emplace(tenant, session_of(session_, schema_, tenant));
  // Who may not set it is judged without foreign keys and triggers, as everybody is.
  session_.script("SET SESSION session_replication_role = origin");
}

const std::vector<std::pair<std::string, std::string>>& Probe::session_in(const std::string& tenant) const {
  static const std::vector<std::pair<std::string, std::string>> kNobody;
  if (sessions_.empty()) return kNobody;
  const auto found = sessions_.find(tenant);
  return found == sessions_.end() ? sessions_.at(schema_.sample_tenant_keys[0]) : found->second;
}

tl::expected<Probe, std::string> Probe::open(const std::string& url, Schema schema) {
  auto session = pq::Session::connect(url);
  if (!session) {
    return tl::unexpected(fmt::format(
        "can't connect to the database: {}. Check the URL, and that the server runs and lets this user in",
        session.error().message));
  }
  const int oldest = schema.postgres_version * 10000;
  if (session->server_version() < oldest) {
    return tl::unexpected(
        fmt::format("the server is PostgreSQL {}, and the schema needs {} or newer: upgrade it",
                    session->server_version() / 10000, schema.postgres_version));
  }
  const auto replica = session->query("SELECT pg_catalog.pg_is_in_recovery()");
  if (replica && is_true(*replica, 0, 0)) {
    return tl::unexpected(std::string(
        "the server is a replica, which takes no writes, and the checks write rows that they roll back: "
        "verify its primary server"));
  }
  for (const std::string& role : promised_roles(schema)) {
    if (auto possible = can_become(*session, role); !possible) return tl::unexpected(possible.error());
  }
  return Probe(std::move(*session), std::move(schema));
}

}  // namespace tenon::conformance
