#include "sample_database.hpp"

namespace tenon::conformance::sample {
namespace {

const char* const kOwn = "tenant_id = (select tenon.current_tenant())";
const char* const kOwnRoot = "id = (select tenon.current_tenant())";

Policy policy(const std::string& name, const std::string& command, const std::string& role,
              const std::string& expressions) {
  return {name, "FOR " + command + " TO \"" + role + "\" " + expressions};
}

std::string using_and_check(const std::string& own) {
  return "USING (" + own + ") WITH CHECK (" + own + ")";
}

std::string usings(const std::string& own) {
  return "USING (" + own + ")";
}

std::string checks(const std::string& own) {
  return "WITH CHECK (" + own + ")";
}

std::vector<Policy> policies_of(const Roles& roles) {
  return {policy("app_reads", "SELECT", roles.app, usings(kOwn)),
          policy("app_inserts", "INSERT", roles.app, checks(kOwn)),
          policy("app_updates", "UPDATE", roles.app, using_and_check(kOwn)),
          policy("app_deletes", "DELETE", roles.app, usings(kOwn))};
}

ForeignKey to_the_root(const std::string& table) {
  return {table + "_tenant_fk", {"tenant_id"}, "tenants", {"id"}, "CASCADE", "NO ACTION", {}, ""};
}

Column column(std::string name, const std::string& type, bool not_null, const std::string& default_sql = "") {
  return {std::move(name),
          type + (not_null ? " NOT NULL" : "") + (default_sql.empty() ? "" : " DEFAULT " + default_sql)};
}

Table tenant_table(const Roles& roles, const std::string& name) {
  Table table;
  table.name = name;
  table.tenancy = Tenancy::kTenant;
  table.tenant_column = "tenant_id";
  table.columns = {column("tenant_id", "uuid", true)};
  table.foreign_keys = {to_the_root(name)};
  table.policies = policies_of(roles);
  table.grants = {{roles.app, {"SELECT", "INSERT", "UPDATE", "DELETE"}}};
  table.sample = {{"tenant_id", "'{tenant}'"}};
  return table;
}

Table tenants(const Roles& roles) {
  Table table;
  table.name = "tenants";
  table.tenancy = Tenancy::kRoot;
  table.tenant_column = "id";
  table.columns = {column("id", "uuid", true), column("slug", "text", true)};
  table.primary_key = {"tenants_pkey", {"id"}, ""};
  table.uniques = {{"tenants_slug_key", {"slug"}, ""}};
  table.policies = {policy("app_reads", "SELECT", roles.app, usings(kOwnRoot)),
                    policy("provisioner_reads", "SELECT", roles.provisioner, usings(kOwnRoot)),
                    policy("provisioner_creates", "INSERT", roles.provisioner, checks(kOwnRoot)),
                    policy("provisioner_changes", "UPDATE", roles.provisioner, using_and_check(kOwnRoot)),
                    policy("provisioner_removes", "DELETE", roles.provisioner, usings(kOwnRoot))};
  table.grants = {{roles.app, {"SELECT"}}, {roles.provisioner, {"SELECT", "INSERT", "UPDATE", "DELETE"}}};
  table.sample = {{"id", "'{tenant}'"}, {"slug", "'slug-{tenant}'"}};
  return table;
}

Table countries(const Roles& roles) {
  Table table;
  table.name = "countries";
  table.tenancy = Tenancy::kGlobal;
  table.columns = {column("code", "varchar(2)", true), column("name", "text", true)};
  table.primary_key = {"countries_pkey", {"code"}, ""};
  table.grants = {{roles.app, {"SELECT"}, {"name"}}};
  table.sample = {{"code", "'X{n}'"}, {"name", "'Sample'"}};
  return table;
}

Table users(const Roles& roles) {
  Table table = tenant_table(roles, "users");
  table.columns.push_back(column("id", "uuid", true, "gen_random_uuid()"));
  table.columns.push_back(column("email", "text", true));
  table.columns.push_back(column("role", "user_role", true, "'reader'"));
  table.columns.push_back(column("country_code", "varchar(2)", false));
  table.columns.push_back(column("created_at", "timestamptz", true, "now()"));
  table.columns.push_back(column("updated_at", "timestamptz", true, "now()"));
  table.primary_key = {"users_pkey", {"tenant_id", "id"}, ""};
  table.uniques = {{"users_email_key", {"tenant_id", "email"}, ""}};
  table.foreign_keys.push_back(
      {"users_country_fk", {"country_code"}, "countries", {"code"}, "NO ACTION", "NO ACTION", {}, ""});
  table.checks = {{"email_has_at", "CHECK (position('@' in email) > 0)"}};
  table.statistics = {{"users_place", {"ndistinct", "mcv"}, {"country_code", "role"}}};
  table.indexes = {{"users_country_idx", "USING btree (tenant_id, country_code)"}};
  table.triggers = {
      {"users_touch", "FOR EACH ROW EXECUTE FUNCTION tenon.touch('updated_at')", "BEFORE UPDATE"}};
  table.sample.push_back({"id", "md5('users.id:{tenant}:{n}')::uuid"});
  table.sample.push_back({"email", "'u{n}@{tenant}.test'"});
  table.sample.push_back({"country_code", "'X1'"});
  return table;
}

Table profiles(const Roles& roles) {
  Table table = tenant_table(roles, "profiles");
  table.columns.push_back(column("user_id", "uuid", true));
  table.columns.push_back(column("about", "text", false));
  table.primary_key = {"profiles_pkey", {"tenant_id", "user_id"}, ""};
  table.foreign_keys.push_back({"profiles_user_fk",
                                {"tenant_id", "user_id"},
                                "users",
                                {"tenant_id", "id"},
                                "CASCADE",
                                "NO ACTION",
                                {},
                                ""});
  table.sample.push_back({"user_id", "md5('users.id:{tenant}:1')::uuid"});
  return table;
}

Table posts(const Roles& roles) {
  Table table = tenant_table(roles, "posts");
  table.columns.push_back({"id", "bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY", Written::kByNumber});
  table.columns.push_back(column("author_id", "uuid", false));
  table.columns.push_back(column("reply_to_id", "bigint", false));
  table.columns.push_back(column("title", "varchar(200)", true));
  table.columns.push_back(
      {"words", "int4 GENERATED ALWAYS AS (length(title)) STORED", Written::kByExpression});
  table.columns.push_back(column("state", "text", true, "'draft'"));
  table.columns.push_back(column("cost", "numeric(10,4)", true, "0"));
  table.columns.push_back(column("created_at", "timestamptz", true, "now()"));
  table.primary_key = {"posts_pkey", {"tenant_id", "id"}, ""};
  table.uniques = {{"posts_title_key", {"tenant_id", "title"}, ""}};
  table.foreign_keys.push_back({"posts_author_fk",
                                {"tenant_id", "author_id"},
                                "users",
                                {"tenant_id", "id"},
                                "SET NULL",
                                "NO ACTION",
                                {"author_id"},
                                ""});
  table.foreign_keys.push_back({"posts_reply_fk",
                                {"tenant_id", "reply_to_id"},
                                "posts",
                                {"tenant_id", "id"},
                                "SET NULL",
                                "NO ACTION",
                                {"reply_to_id"},
                                ""});
  table.checks = {{"state_known", "CHECK (state in ('draft', 'published'))"},
                  {"title_given", "CHECK (title <> '')"}};
  table.indexes = {{"posts_author_idx", "USING btree (tenant_id, author_id)"},
                   {"posts_reply_idx", "USING btree (tenant_id, reply_to_id) where reply_to_id is not null"},
                   {"posts_created_idx", "USING btree (tenant_id, created_at desc)"}};
  table.sample.push_back({"id", "hashtext('posts.id:{tenant}:{n}')"});
  table.sample.push_back({"author_id", "md5('users.id:{tenant}:1')::uuid"});
  table.sample.push_back({"title", "'Post {n} of {tenant}'"});
  return table;
}

Table events(const Roles& roles) {
  Table table = tenant_table(roles, "events");
  table.columns.push_back(column("id", "uuid", true));
  table.columns.push_back(column("at", "timestamptz", true));
  table.primary_key = {"events_pkey", {"tenant_id", "id", "at"}, ""};
  table.partitioning = {{"RANGE", {"at"}}};
  table.sample.push_back({"id", "md5('events.id:{tenant}:{n}')::uuid"});
  table.sample.push_back({"at", "'2030-06-01 00:00+00'"});
  return table;
}

Function made(const Schema& schema, std::string name, std::string definition, bool callable) {
  Function out;
  out.name = std::move(name);
  out.definition = std::move(definition);
  out.owner = schema.roles.owner;
  if (callable) out.executors = {schema.roles.app};
  return out;
}

/// As sample_database.cpp makes it.
void add_maintenance(Schema& schema) {
  const std::string pinned = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT 0 $$";
  schema.functions = {
      made(schema, "maintain", "() RETURNS int LANGUAGE sql " + pinned, true),
      made(schema, "maintain_at",
           "(moment timestamptz, rehearsal boolean, register boolean) RETURNS int LANGUAGE sql " + pinned,
           false),
      made(schema, "drop_detached",
           "(oid) RETURNS boolean LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$ SELECT false $$",
           false),
      made(schema, "uuid7", "() RETURNS uuid LANGUAGE sql RETURN gen_random_uuid()", false)};
  schema.registers = {
      {"partitioned",
       "(relation regclass PRIMARY KEY, levels jsonb NOT NULL)",
       {"VALUES ('public.events', '[{}]')"},
       true},
      {"leaving", "(relation oid PRIMARY KEY, name text NOT NULL, detail text NOT NULL)", {}, false},
      {"maintenance_lock", "()", {}, true}};
}

}  // namespace

Schema expectations(const std::string& prefix) {
  Schema schema;
  schema.name = "blog";
  schema.fingerprint = "f1";
  schema.sql_schema = "public";
  schema.postgres_version = 15;
  schema.has_tenancy = true;
  schema.has_maintenance = true;
  schema.roles = roles_of(prefix);
  schema.tenant_setting = "app.tenant";
  schema.tenant_type = "uuid";
  schema.sample_tenant_keys = {"00000000-0000-4000-8000-00000000000a",
                               "00000000-0000-4000-8000-00000000000b"};
  schema.extensions = {{"plpgsql", "1.0"}};
  schema.enums = {{"user_role", {"reader", "writer"}}};
  schema.domains = {{"mark", "int4 DEFAULT 1 CONSTRAINT mark_check CHECK (VALUE > 0)"}};
  schema.tables = {tenants(schema.roles),  countries(schema.roles), users(schema.roles),
                   profiles(schema.roles), posts(schema.roles),     events(schema.roles)};
  add_maintenance(schema);
  return schema;
}

}  // namespace tenon::conformance::sample
