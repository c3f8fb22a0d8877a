#include <fmt/format.h>

#include "sql.hpp"

namespace tenon::conformance {
namespace {

std::vector<std::string> promised_roles(const Schema& schema) {
  std::vector<std::string> roles;
  for (const std::string& role : {schema.roles.owner, schema.roles.app, schema.roles.provisioner}) {
    if (!role.empty()) roles.push_back(role);
  }
  roles.insert(roles.end(), schema.roles.others.begin(), schema.roles.others.end());
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

tl::expected<std::optional<std::string>, pq::SqlError> current_tenant(pq::Session& session) {
  auto answer = session.query("SELECT tenon.current_tenant()::text");
  if (!answer) return tl::unexpected(std::move(answer.error()));
  const auto value = answer->at(0, 0);
  return value ? std::optional<std::string>(*value) : std::nullopt;
}

}  // namespace

Probe::Probe(pq::Session session, Schema schema)
    : session_(std::move(session)),
      schema_(std::move(schema)),
      tenant_when_unset_(current_tenant(session_)) {}

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
  for (const std::string& role : promised_roles(schema)) {
    if (auto possible = can_become(*session, role); !possible) return tl::unexpected(possible.error());
  }
  return Probe(std::move(*session), std::move(schema));
}

}  // namespace tenon::conformance
