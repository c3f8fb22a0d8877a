// What the schema `tenon` holds: tables that its functions go by, and the functions that no entity brings.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "dialect/dialect.hpp"
#include "dialect/maintenance.hpp"
#include "dialect/numbers.hpp"
#include "dialect/read_all.hpp"
#include "dialect/tenant.hpp"
#include "lower/parts.hpp"
#include "lower/written.hpp"
#include "render/templates.hpp"

namespace tenon::lower {

using model::Identity;
using model::Kind;

namespace {

/// Names in what is tenon's own are the server's, or say where they are.
constexpr const char* kServer = "pg_catalog";

struct ColumnRow {
  const char* name;
  const char* type;
  bool not_null = true;
  const char* remark = "";
  const char* value = "";  ///< the default
};

struct TableRow {
  const char* name;
  const char* remark;
  std::vector<ColumnRow> columns;
  const char* key = "";
  const char* check = "";  ///< of the column `key`
};

const TableRow kSigningKeys = {"signing_keys",
                               "P17: the keys by which signatures are made and judged, as HMAC's two pads. "
                               "Whoever reads them chooses the "
                               "tenant.\n0 is the database's own, for tenon.enter_tenant(); until there is "
                               "another, no program has a tenant.",
                               {{"id", "integer"},
                                {"inner_pad", "bytea"},
                                {"outer_pad", "bytea"},
                                {"added_at", "timestamptz", true, "", "now()"}},
                               "id"};

const TableRow kSchemaVersion = {"schema_version",
                                 "Which schemas the database holds, and in which version: clients compare it "
                                 "with what they were built from.",
                                 {{"name", "text"},
                                  {"fingerprint", "text"},
                                  {"accepts", "text[]", true, "whose code works on all the same", "'{}'"},
                                  {"tool_version", "text"},
                                  {"applied_at", "timestamptz", true, "", "now()"}},
                                 "name"};

const TableRow kMigrations = {"migrations",
                              "Which migrations were run here, how far each has come, and what the last one "
                              "left: what differs from that was changed by hand.",
                              {{"schema", "text"},
                               {"number", "integer"},
                               {"part", "text", true, "expand, contract or undo"},
                               {"name", "text"},
                               {"hash", "text", true, "of its text"},
                               {"steps", "integer"},
                               {"done", "integer", true, "steps that were done", "0"},
                               {"began_at", "timestamptz", true, "", "now()"},
                               {"ended_at", "timestamptz", false, "NULL while it isn't done"},
                               {"run_by", "text"},
                               {"state", "text", false, "what the server's catalog said behind it, as JSON"}},
                              "schema, number, part"};

const TableRow kReadings = {
    "readings",
    "read all: who read rows of all tenants, and why. Functions write it and look into it, and nobody else.",
    {{"id", "uuid", true, "", "gen_random_uuid()"},
     {"at", "timestamptz", true, "", "clock_timestamp()"},
     {"made_in", "xid8", true, "the transaction, in which nothing is read by it yet", "pg_current_xact_id()"},
     {"login", "text"},
     {"role_name", "text", true, "that the login had taken on"},
     {"actor", "text", true, "who asked, as the program says"},
     {"reason", "text"},
     {"entity", "text"},
     {"tenant", "text", false, "whose rows alone were to be read; NULL for all"}},
    "id"};

const TableRow kRefreshed = {
    "refreshed",
    "refreshed: materialised views, and what makes their rows anew.",
    {{"relation", "regclass"},
     {"refresh", "text", true, "the call"},
     {"minutes", "integer", false, "after which tenon.maintain() calls it; NULL where it doesn't"}},
    "relation"};

const TableRow kRefreshes = {"refreshes",
                             "When the rows of each were made last.",
                             {{"relation", "text"}, {"refreshed_at", "timestamptz"}},
                             "relation"};

const std::vector<TableRow>& maintenance_tables() {
  static const std::vector<TableRow> kTables = {
      {"partitioned",
       "partition: the tables of which tenon.maintain() makes and drops partitions.",
       {{"relation", "regclass"},
        {"levels", "jsonb", true, "by what its rows are divided, from the outside in"}},
       "relation"},
      {"retained",
       "retain: the tables of which tenon.maintain() deletes or anonymises rows.",
       {{"relation", "regclass"},
        {"column_name", "text", true, "of the time that is counted from"},
        {"keep", "interval"},
        {"clears", "text", false, "what anonymises a row, as SET takes it; NULL where rows are deleted"},
        {"unless", "text", false, "and which rows it has been done to"},
        {"tenant", "text", false, "the column that tells whose a row is; NULL where they are nobody's"}},
       "relation"},
      {"maintenance_clock",
       "A clock can be wrong for a while: what is past its time is dropped by the second run that sees it "
       "so, an "
       "hour later or more.",
       {{"one", "boolean", true, "", "true"},
        {"seen_at", "timestamptz"},
        {"confirmed_at", "timestamptz"},
        {"ended_at", "timestamptz", false, "of the last run that came to its end"}},
       "one",
       "one"},
      {"maintenance_lock",
       "Who has this table locked is the run that is at work: an advisory lock could be anyone's. Nothing "
       "stands "
       "in it.",
       {}},
      {"maintenance_skipped",
       "Since when runs have been skipped, and for which one's sake. The end of a run empties it.",
       {{"since", "timestamptz"}, {"run", "text", false}}},
      {"leaving",
       "Partitions past their time, on their way out: `tenon maintain` detaches each without holding up "
       "anyone, "
       "and drops it then. If it\nis killed in between, the next run goes on. A table that was renamed "
       "meanwhile is "
       "somebody's to keep.",
       {{"relation", "oid"}, {"name", "text"}, {"detail", "text"}},
       "relation"}};
  return kTables;
}

void add(Lowering& lowering, Identity identity, model::Definition definition, const std::string& remark,
         std::vector<Identity> needs = {}) {
  lowering.out.add({std::move(identity), std::move(definition), std::move(needs), {"", remark, ""}, kServer});
}

void add_table(Lowering& lowering, const TableRow& row) {
  model::Table table;
  table.owner = lowering.owner();
  add(lowering, bookkeeping(Kind::kTable, row.name), std::move(table), row.remark);
  for (const ColumnRow& each : row.columns) {
    model::Column column;
    column.type = {each.type};
    column.not_null = each.not_null;
    if (*each.value != '\0') column.default_value = model::Sql{each.value};
    add(lowering, bookkeeping(Kind::kColumn, each.name, row.name), std::move(column), each.remark);
  }
  if (*row.key != '\0') {
    model::Constraint key;
    key.type = model::ConstraintType::kPrimary;
    key.columns = parts_of(row.key, ", ");
    add(lowering, bookkeeping(Kind::kConstraint, std::string(row.name) + "_pkey", row.name), std::move(key),
        "");
  }
  if (*row.check != '\0') {
    model::Constraint check;
    check.expression = model::Sql{row.check};
    const std::string name = std::string(row.name) + "_" + row.key + "_check";
    add(lowering, bookkeeping(Kind::kConstraint, name, row.name), std::move(check), "");
  }
}

Identity add_function(Lowering& lowering, Written written, std::vector<Identity> needs = {}) {
  Identity identity = bookkeeping(Kind::kFunction, written.name);
  identity.signature = std::move(written.signature);
  written.function.owner = lowering.owner();
  add(lowering, identity, std::move(written.function), written.remark, std::move(needs));
  return identity;
}

/// Where partitions stand that are on their way out.
void add_leaving_now(Lowering& lowering) {
  model::View view;
  view.owner = lowering.owner();
  view.columns = {"relation", "name", "detail", "parent", "pending"};
  view.query = {
      "SELECT l.relation, l.name, l.detail, i.inhparent, coalesce(i.inhdetachpending, false)\n"
      "FROM tenon.leaving l JOIN pg_catalog.pg_class c ON c.oid = l.relation AND c.relname = l.name\n"
      "LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = l.relation"};
  view.options = {{"security_invoker", "true"}};
  add(lowering, bookkeeping(Kind::kView, "leaving_now"), std::move(view),
      "Where they stand: of which table they are a partition still, or whose detaching was begun, or of "
      "none.",
      {bookkeeping(Kind::kTable, "leaving")});
}

/// What the application calls, and what everyone does who writes rows.
std::vector<std::string> executors(const Lowering& lowering, const std::string& function) {
  static const std::set<std::string> kApplications = {"maintain", "maintained", "maintenance", "runway"};
  static const std::set<std::string> kClients = {"uuid7", "uuid7_lowest", "uuid7_time"};
  if (!lowering.schema.tenancy) return {};
  if (kApplications.contains(function)) return {lowering.schema.tenancy->app};
  return kClients.contains(function) ? dialect::clients_of(lowering.schema) : std::vector<std::string>{};
}

void add_functions(Lowering& lowering, render::Templates& templates, std::string_view path) {
  const std::string text = templates.render(path, dialect::maintenance_view(lowering.schema));
  for (Written& written : functions_in(text)) {
    const std::vector<std::string> callers = executors(lowering, written.name);
    add_executors(lowering, add_function(lowering, std::move(written)), callers);
  }
}

/// The tenant, unless it is the key that shared rows have in its place.
std::string unless_shared(const ir::Schema& schema, const std::string& tenant) {
  return ir::is_shared(schema) ? "nullif(" + tenant + ", " + ir::no_tenant(schema.tenancy->type) + ")"
                               : tenant;
}

/// The one that is an expression, which a statement takes in.
std::string current_tenant(const ir::Schema& schema) {
  const std::string type = dialect::qualified_type(schema, schema.tenancy->type).str();
  return "-- P7: set the tenant within a transaction, never for a session, which behind a pooler is somebody "
         "else's "
         "next.\n"
         "-- P5: the tenant that the session works for. Unset and empty both give NULL, which no row "
         "matches: it "
         "fails closed.\n"
         "CREATE FUNCTION tenon.current_tenant() RETURNS " +
         type + "\n  LANGUAGE sql STABLE PARALLEL SAFE\n  RETURN " +
         unless_shared(schema, "nullif(current_setting(" +
                                   render::sql_literal(schema.tenancy->setting).str() +
                                   ", true), '')::" + type) +
         ";\n";
}

/// Whose rows a tenant reads where there are shared ones: none without a tenant.
std::string readable_tenants(const ir::Schema& schema) {
  const std::string type = dialect::qualified_type(schema, schema.tenancy->type).str();
  return "-- shared: the tenant, and in no tenant's place what shared rows have there; NULL without a "
         "tenant, "
         "so that it fails closed.\n"
         "CREATE FUNCTION tenon.readable_tenants() RETURNS " +
         type + "[]\n  LANGUAGE sql STABLE PARALLEL " + (schema.tenancy->is_signed ? "RESTRICTED" : "SAFE") +
         "\n  RETURN CASE WHEN tenon.current_tenant() IS NOT NULL THEN ARRAY[tenon.current_tenant(), " +
         ir::no_tenant(schema.tenancy->type) + "] END;\n";
}

/// What a transaction says of who asks, as a statement takes it in.
std::string session_function(const ir::Schema& schema, const ir::SessionVariable& variable) {
  const std::string type = dialect::qualified_type(schema, variable.type).str();
  const std::string doc = variable.doc.empty() ? "" : ": " + variable.doc.substr(0, variable.doc.find('\n'));
  return "-- session." + variable.name + doc + "\nCREATE FUNCTION tenon." +
         ir::session_function_name(variable.name) + "() RETURNS " + type +
         "\n  LANGUAGE sql STABLE PARALLEL SAFE\n  RETURN nullif(current_setting(" +
         render::sql_literal(variable.setting).str() + ", true), '')::" + type + ";\n";
}

/// The log of those who read rows of all tenants. The functions that give rows belong to the search role.
void add_readings(Lowering& lowering) {
  std::vector<std::string> readers;
  for (const ir::Role& role : lowering.schema.roles) {
    if (!role.reads_all.empty()) readers.push_back(role.name);
  }
  if (readers.empty()) return;
  add_table(lowering, kReadings);
  for (Written& each : functions_in(dialect::reading_functions())) {
    const bool opens = each.name == "open_reading";
    add_executors(lowering, add_function(lowering, std::move(each)),
                  opens ? readers : std::vector<std::string>{lowering.schema.tenancy->search});
  }
}

std::string text_of(const dialect::TenantFunction& function) {
  return "-- " + function.remark + "\nCREATE FUNCTION tenon." + function.name + function.heading.str() +
         "\n  " + function.traits.str() + " SET search_path = " + dialect::pinned_path().str() +
         "\nAS $body$" + function.body.str() + "$body$;\n";
}

void add_tenant_functions(Lowering& lowering) {
  const ir::Schema& schema = lowering.schema;
  const std::vector<std::string> users = dialect::users_of(schema);
  if (!schema.tenancy->is_signed) {
    for (Written& each : functions_in(current_tenant(schema)))
      add_executors(lowering, add_function(lowering, std::move(each)), users);
  }
  for (const dialect::TenantFunction& function : dialect::tenant_functions(schema)) {
    for (Written& each : functions_in(text_of(function)))
      add_executors(lowering, add_function(lowering, std::move(each)),
                    function.for_users ? users : std::vector<std::string>{});
  }
  if (!ir::is_shared(schema)) return;
  for (Written& each : functions_in(readable_tenants(schema)))
    add_executors(lowering, add_function(lowering, std::move(each)), users);
}

}  // namespace

void add_executors(Lowering& lowering, const Identity& function, const std::vector<std::string>& roles,
                   const std::string& declaration) {
  const std::vector<std::string> everybody = {"public"};
  const std::string path = lowering.out.find(function)->path;
  for (const std::string& role : lowering.schema.tenancy ? roles : everybody) {
    lowering.out.add({model::right_on(function, role),
                      model::Grant{function, {{"EXECUTE", {}, false}}},
                      {},
                      {"", "", declaration},
                      path});
  }
}

void add_session_functions(Lowering& lowering, bool of_enums) {
  const ir::Schema& schema = lowering.schema;
  const std::vector<std::string> users =
      schema.tenancy ? dialect::users_of(schema) : std::vector<std::string>();
  for (const ir::SessionVariable& variable : schema.session) {
    if ((variable.type.kind == ir::Type::Kind::kEnum) != of_enums) continue;
    for (Written& each : functions_in(session_function(schema, variable)))
      add_executors(lowering, add_function(lowering, std::move(each), needs_of(lowering, variable.type)),
                    users);
  }
}

void add_foundations(Lowering& lowering) {
  const ir::Schema& schema = lowering.schema;
  if (schema.tenancy) {
    if (schema.tenancy->is_signed) add_table(lowering, kSigningKeys);
    add_tenant_functions(lowering);
  }
  add_session_functions(lowering, false);
  add_table(lowering, kSchemaVersion);
  add_table(lowering, kMigrations);
  if (!schema.tenancy) return;
  add_readings(lowering);
  std::vector<ir::Grant> grants;
  for (const std::string& client : dialect::clients_of(schema)) {
    ir::Grant grant;
    grant.role = client;
    grant.privileges = {ir::Command::kSelect};
    grants.push_back(std::move(grant));
  }
  add_grants(lowering, bookkeeping(Kind::kTable, kSchemaVersion.name), grants, ir::Rule::kDeclared, "");
}

/// What a trigger of each update calls; tables with columns of one name share it.
void add_touch_function(Lowering& lowering, const std::string& name, const render::SqlText& body) {
  model::Function function;
  function.owner = lowering.owner();
  function.returns = {"trigger"};
  function.language = "plpgsql";
  function.settings = {{"search_path", std::string(dialect::kPinnedPath)}};
  function.body = body.str();
  add(lowering, bookkeeping(Kind::kFunction, identifier(name)), std::move(function), "");
}

void add_touch_functions(Lowering& lowering) {
  std::set<std::string> seen;
  for (const ir::Entity& entity : lowering.schema.entities) {
    for (const std::string& column : entity.touched) {
      if (seen.insert(ir::touch_name(column)).second)
        add_touch_function(lowering, ir::touch_name(column), dialect::touch_body(column));
    }
    const std::string& version = entity.version;
    if (!version.empty() && seen.insert(ir::version_name(version)).second)
      add_touch_function(lowering, ir::version_name(version), dialect::version_body(version));
  }
}

void add_counters(Lowering& lowering) {
  if (!ir::is_numbered(lowering.schema)) return;
  const std::string tenant = dialect::qualified_type(lowering.schema, lowering.schema.tenancy->type).str();
  add_table(lowering,
            {dialect::kCounters,
             "number: the numbers to come, by table, tenant and what else rows are counted by. Nobody but "
             "the owner reads or writes them: they tell how many rows a tenant has.",
             {{"relation", "regclass"},
              {"tenant", tenant.c_str()},
              {"scope", "text", true, "the values that they are counted by, as JSON"},
              {"slot", "integer", true, "of those that are taken side by side"},
              {"next", "bigint"}},
             "relation, tenant, scope, slot"});
}

void add_counters_owner(Lowering& lowering) {
  if (!ir::is_numbered(lowering.schema)) return;
  const ir::Entity& root = *lowering.schema.entity(lowering.schema.tenancy->root);
  model::Constraint key;
  key.type = model::ConstraintType::kForeign;
  key.columns = {"tenant"};
  key.refers = lowering.table(root);
  key.referenced = {root.tenant_column};
  key.on_delete = model::Action::kCascade;
  add(lowering, bookkeeping(Kind::kConstraint, "counters_tenant_fkey", dialect::kCounters), std::move(key),
      "number: a tenant's counts go with it",
      {lowering.part(root, Kind::kConstraint, root.primary_key.name)});
}

void add_maintenance(Lowering& lowering) {
  render::Templates templates;
  if (ir::makes_uuid7(lowering.schema)) add_functions(lowering, templates, "postgres/function/uuid7.sql");
  if (!ir::is_maintained(lowering.schema)) return;
  for (const TableRow& table : maintenance_tables()) add_table(lowering, table);
  if (ir::has_stored(lowering.schema)) {
    add_table(lowering, kRefreshed);
    add_table(lowering, kRefreshes);
  }
  add_leaving_now(lowering);
  for (const std::string_view path :
       {"postgres/function/partitions.sql", "postgres/function/runs.sql", "postgres/function/calls.sql"})
    add_functions(lowering, templates, path);
}

void add_audits(Lowering& lowering) {
  const auto audited = [](const ir::Entity& entity) { return entity.audit.has_value(); };
  if (std::none_of(lowering.schema.entities.begin(), lowering.schema.entities.end(), audited)) return;
  render::Templates templates;
  add_functions(lowering, templates, "postgres/function/changes.sql");
  for (const ir::Entity& entity : lowering.schema.entities) {
    if (entity.audit) add_audit(lowering, entity);
  }
}

}  // namespace tenon::lower
