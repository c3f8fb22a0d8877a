#include "server.hpp"

#include <libpq-fe.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace tenon::testing {
namespace {

constexpr const char* kSetUp = R"sql(
  CREATE TYPE plan AS ENUM ('free', 'pro "x"', 'team, big');
  CREATE TABLE items (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL CHECK (name <> 'forbidden'),
    amount int,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT items_name_key UNIQUE (tenant_id, name)
  );
  CREATE TABLE parts (
    tenant_id uuid NOT NULL, item_id uuid NOT NULL,
    CONSTRAINT parts_item_fk FOREIGN KEY (tenant_id, item_id) REFERENCES items
  );
  CREATE TABLE plans (id int PRIMARY KEY, plan plan, span int4range, EXCLUDE USING gist (span WITH &&));
  CREATE TABLE hidden (id int);
  ALTER TABLE items ENABLE ROW LEVEL SECURITY;
  ALTER TABLE items FORCE ROW LEVEL SECURITY;
  CREATE POLICY own ON items USING (tenant_id = nullif(current_setting('app.current_tenant_id', true), '')::uuid);
  CREATE SCHEMA tenon;
  CREATE TABLE tenon.schema_version (name text PRIMARY KEY, fingerprint text, accepts text[] NOT NULL DEFAULT '{}', tool_version text, applied_at timestamptz);
  INSERT INTO tenon.schema_version VALUES ('shop', '0123456789abcdef0123456789abcdef', '{}', '0.1.0', now());
  GRANT USAGE ON SCHEMA tenon TO tenon_runtime_test_app, tenon_runtime_test_bypass;
  GRANT SELECT ON tenon.schema_version TO tenon_runtime_test_app, tenon_runtime_test_bypass;
  GRANT SELECT, INSERT, UPDATE, DELETE ON items, parts, plans TO tenon_runtime_test_app;
)sql";

/// Roles belong to the server and tests run at the same time: whoever is first makes them.
constexpr const char* kRoles = R"sql(
  DO $$ BEGIN
    PERFORM pg_advisory_xact_lock(7366);
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tenon_runtime_test_app') THEN
      CREATE ROLE tenon_runtime_test_app LOGIN;
      CREATE ROLE tenon_runtime_test_bypass LOGIN BYPASSRLS;
      CREATE ROLE tenon_runtime_test_owner;
      CREATE ROLE tenon_runtime_test_member NOINHERIT IN ROLE tenon_runtime_test_owner;
    END IF;
  END $$;
)sql";

std::string with_database(const std::string& url, const std::string& database) {
  PQconninfoOption* options = PQconninfoParse(url.c_str(), nullptr);
  if (options == nullptr) throw std::runtime_error("the test server's URL can't be parsed");
  std::string out = "dbname='" + database + "'";
  for (const PQconninfoOption* o = options; o->keyword != nullptr; ++o) {
    if (o->val == nullptr || std::string_view(o->keyword) == "dbname") continue;
    out.append(" ").append(o->keyword).append("='").append(o->val).append("'");
  }
  PQconninfoFree(options);
  return out;
}

std::string unique_name() {
  static int count = 0;
  std::string out = "tenon_runtime_test_";
  return out.append(std::to_string(getpid())).append("_").append(std::to_string(++count));
}

}  // namespace

std::string server_url(const char* variable) {
  const char* url = std::getenv(variable);
  if (url == nullptr) {
    throw std::runtime_error(std::string(variable) +
                             " isn't set: run the tests with a scratch server, whose "
                             "superuser's URL it holds");
  }
  return url;
}

std::string admin(const std::string& url, const std::string& sql) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.c_str()), PQfinish);
  if (PQstatus(connection.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(connection.get()));
  PQsetNoticeProcessor(
      connection.get(), [](void*, const char*) {}, nullptr);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()), PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    throw std::runtime_error(PQerrorMessage(connection.get()));
  }
  return PQntuples(result.get()) == 0 ? "" : PQgetvalue(result.get(), 0, 0);
}

ScratchDatabase::ScratchDatabase()
    : server_(server_url("TENON_TEST_POSTGRES")), name_(unique_name()), url_(with_database(server_, name_)) {
  testing::admin(server_, kRoles);
  testing::admin(server_, "CREATE DATABASE " + name_ + " TEMPLATE template0 ENCODING 'UTF8'");
  testing::admin(url_, kSetUp);
}

ScratchDatabase::~ScratchDatabase() {
  try {
    testing::admin(server_, "DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
  } catch (const std::exception& error) {
    ADD_FAILURE() << error.what();
  }
}

}  // namespace tenon::testing
