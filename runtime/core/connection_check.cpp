// What is asked of the server once, before a connection serves anybody.
#include <string>
#include <string_view>

#include "connection.hpp"
#include "tenon/error.hpp"
#include "tenon/version.hpp"

namespace tenon::detail {
namespace {

struct Answer {
  std::string role;
  bool superuser = false;
  bool bypasses = false;
  bool owns = false;
  bool has_schema = false;
  std::string fingerprint;
  std::string tool_version;
};

std::string text_at(const PGresult* result, int column) {
  return {PQgetvalue(result, 0, column), static_cast<std::size_t>(PQgetlength(result, 0, column))};
}

bool is_true(const PGresult* result, int column) {
  return text_at(result, column) == "t";
}

std::string question(const Connection& connection, const ConnectionConfig& config) {
  // Whoever owns the schema's objects owns this table: what made the one made the other.
  const std::string sql =
      "SELECT r.rolname, r.rolsuper, r.rolbypassrls, EXISTS (SELECT FROM pg_catalog.pg_class c "
      "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'tenon' "
      "AND c.relname = 'schema_version' AND pg_catalog.pg_has_role(current_user, c.relowner, 'MEMBER')), ";
  if (!config.options.check_schema)
    return sql + "NULL, NULL FROM pg_catalog.pg_roles r WHERE r.rolname = current_user";
  // Between a migration and its contract, code of the version before works on.
  const std::string own = connection.quoted(config.schema.fingerprint);
  return sql + "CASE WHEN " + own + " = ANY (v.accepts) THEN " + own +
         " ELSE v.fingerprint END, v.tool_version FROM pg_catalog.pg_roles r "
         "LEFT JOIN tenon.schema_version v ON v.name = " +
         connection.quoted(config.schema.name) + " WHERE r.rolname = current_user";
}

Answer answer_of(const PGresult* result) {
  Answer answer;
  if (PQntuples(result) != 1 || PQnfields(result) != 6) return answer;
  answer.role = text_at(result, 0);
  answer.superuser = is_true(result, 1);
  answer.bypasses = is_true(result, 2);
  answer.owns = is_true(result, 3);
  answer.has_schema = PQgetisnull(result, 0, 4) == 0;
  answer.fingerprint = text_at(result, 4);
  answer.tool_version = text_at(result, 5);
  return answer;
}

std::string short_form(std::string_view fingerprint) {
  return fingerprint.empty() ? "none" : std::string(fingerprint.substr(0, 12));
}

std::string code_side(const SchemaInfo& schema) {
  const std::string_view tool =
      schema.tool_version.empty() ? TENON_RUNTIME_VERSION_STRING : schema.tool_version;
  return "the code was generated for " + short_form(schema.fingerprint) + " (tenon " + std::string(tool) +
         ")";
}

std::string subject(const SchemaInfo& schema) {
  return "schema `" + std::string(schema.name) + "`: ";
}

[[noreturn]] void refuse_role(const Answer& answer) {
  const char* trait = answer.superuser ? "a superuser" : "BYPASSRLS";
  throw UnsafeRole("the role `" + answer.role + "` is " + trait +
                   ", so row-level security wouldn't keep tenants apart: name the application's role in "
                   "PoolOptions::role, or log in as one that is neither superuser nor BYPASSRLS");
}

[[noreturn]] void refuse_owner(const Answer& answer) {
  throw UnsafeRole(
      "the role `" + answer.role +
      "` owns the schema's objects or is a member of their owner, so it could switch row-level security "
      "off: name the application's role in PoolOptions::role, or log in as that");
}

[[noreturn]] void refuse_unreadable(const SchemaInfo& schema, const std::string& sqlstate) {
  const std::string why =
      sqlstate == "42501"
          ? "the role may not read tenon.schema_version: grant it SELECT on the table and USAGE on its schema"
          : "the database has no tenon.schema_version: apply the schema's SQL to it";
  throw SchemaMismatch(subject(schema) + code_side(schema) + ", and " + why);
}

void check_role(const Answer& answer, const PoolOptions& options) {
  if (answer.role.empty()) throw UnsafeRole("the server doesn't tell the role's attributes");
  if (options.allow_unsafe_role) return;
  if (answer.superuser || answer.bypasses) refuse_role(answer);
  if (answer.owns) refuse_owner(answer);
}

void check_schema(const Answer& answer, const SchemaInfo& schema) {
  if (!answer.has_schema) {
    throw SchemaMismatch(
        subject(schema) + code_side(schema) +
        ", and the database's tenon.schema_version doesn't list it: apply the schema's SQL to it");
  }
  if (answer.fingerprint == schema.fingerprint) return;
  throw SchemaMismatch(
      subject(schema) + code_side(schema) + ", the database has " + short_form(answer.fingerprint) +
      " (tenon " + answer.tool_version +
      "): apply the pending migrations to the database, or generate the code again and rebuild");
}

/// Takes the role on, as every transaction does.
void begin(Connection& connection, const PoolOptions& options) {
  try {
    connection.begin({});
    connection.ensure_open();
  } catch (const ConnectionLost&) {
    throw;
  } catch (const ServerError& error) {
    if (options.role.empty()) throw;
    throw ConnectionFailed("the role `" + options.role + "` of PoolOptions::role can't be taken on (" +
                           error.sqlstate() + "): it doesn't exist, or the login isn't a member of it");
  }
}

Answer ask(Connection& connection, const ConnectionConfig& config) {
  try {
    return answer_of(connection.script(question(connection, config), "checking the schema").get());
  } catch (const ServerError& error) {
    const std::string& state = error.sqlstate();
    // An undefined table, schema or column; or no right to read it.
    if (state == "42P01" || state == "3F000" || state == "42703" || state == "42501") {
      refuse_unreadable(config.schema, state);
    }
    throw;
  }
}

}  // namespace

void check_new_connection(Connection& connection, const ConnectionConfig& config) {
  begin(connection, config.options);
  const Answer answer = ask(connection, config);
  connection.rollback();
  check_role(answer, config.options);
  if (config.options.check_schema) check_schema(answer, config.schema);
}

}  // namespace tenon::detail
