#include "target/postgres/postgres.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "base/text.hpp"
#include "dialect/dialect.hpp"
#include "dialect/tenant.hpp"
#include "target/postgres/steps.hpp"
#include "types/types.hpp"

namespace tenon::target::postgres {
namespace {

using render::sql_identifier;
using render::sql_literal;
using render::SqlText;
using render::View;

/// How many a server has room for whose settings nobody has touched.
constexpr std::size_t kDefaultLocks = 64 * 100;

struct RoleRow {
  std::string name;
  std::string_view login;
  std::string purpose;
};

/// The parts that tenancy gives to roles, as their comments tell them.
constexpr std::string_view kOwns = "owns every object; nobody logs in as it";
constexpr std::string_view kRequests = "what requests run as";
constexpr std::string_view kProvisions = "makes, changes and removes tenants, one at a time";
constexpr std::string_view kSearches = "owns the search functions; nobody logs in as it";
constexpr std::string_view kTriggers = "runs the declared triggers; nobody logs in as it";
constexpr std::string_view kDeclared = "declared in the schema";
constexpr std::array<std::string_view, 6> kParts = {kOwns,     kRequests, kProvisions,
                                                    kSearches, kTriggers, kDeclared};

/// Every role of the schema, those of tenancy first.
std::vector<RoleRow> role_rows(const ir::Schema& schema) {
  const ir::TenancySettings& tenancy = *schema.tenancy;
  std::vector<RoleRow> out = {
      {tenancy.owner, "NOLOGIN", std::string(kOwns)},
      {tenancy.app, "LOGIN", std::string(kRequests)},
      {tenancy.provisioner, "LOGIN", std::string(kProvisions)},
  };
  if (!tenancy.search.empty()) out.push_back({tenancy.search, "NOLOGIN", std::string(kSearches)});
  if (!tenancy.triggers.empty()) out.push_back({tenancy.triggers, "NOLOGIN", std::string(kTriggers)});
  for (const ir::Role& role : schema.roles)
    out.push_back({role.name, "NOLOGIN",
                   role.doc.empty() ? std::string(kDeclared) : fmt::format("{}: {}", kDeclared, role.doc)});
  return out;
}

void put_roles(View& view, const ir::Schema& schema) {
  const std::vector<RoleRow> rows = role_rows(schema);
  constexpr std::size_t kOfTenancy = 3;
  View::List list;
  std::vector<SqlText> literals;
  std::vector<SqlText> more;
  std::vector<std::string> more_names;
  for (const RoleRow& row : rows) {
    // The application's twin has what the application has, as its member.
    const bool twin = row.name == schema.tenancy->triggers;
    View item;
    item.put("name", sql_literal(row.name));
    item.put("login", SqlText::trusted(std::string(row.login)));
    item.put("inherit", SqlText::trusted(twin ? "INHERIT" : "NOINHERIT"));
    item.put("purpose", sql_literal(row.purpose));
    list.push_back(std::move(item));
    literals.push_back(sql_literal(row.name));
    if (literals.size() > kOfTenancy && !twin) {
      more.push_back(sql_literal(row.name));
      more_names.push_back(row.name);
    }
  }
  render::mark_last(list);
  view.put("roles", std::move(list));
  std::vector<SqlText> parts;
  for (const std::string_view part : kParts) parts.push_back(sql_literal(part));
  view.put("parts", render::sql_join(parts, ", "));
  view.put("role_literals", render::sql_join(literals, ", "));
  view.put("more_literals", render::sql_join(more, ", "));
  view.put("more_names", sql_literal(join(more_names, ", ")));
  view.put("has_more_roles", !more.empty());
  view.put("users", render::sql_identifiers(dialect::users_of(schema)));
  view.put("clients", render::sql_identifiers(dialect::clients_of(schema)));
}

View::List tenant_functions_view(const ir::Schema& schema) {
  View::List out;
  for (const dialect::TenantFunction& function : dialect::tenant_functions(schema)) {
    View item;
    item.put("name", sql_identifier(function.name)).put("remark", render::sql_comment(function.remark));
    item.put("types", function.types).put("heading", function.heading).put("traits", function.traits);
    item.put("body", function.body).put("for_users", function.for_users);
    item.put("path", dialect::pinned_path());
    out.push_back(std::move(item));
  }
  return out;
}

View file_view(const ir::Schema& schema, const Origin& origin) {
  View view;
  view.put("banner", render::sql_comment(fmt::format("Made by tenon {} from {}. Edit that, not this.",
                                                     origin.version, origin.source)));
  const std::string stem = std::filesystem::path(origin.source).stem().string();
  view.put("roles_file", SqlText::trusted(render::sql_comment(stem + ".roles.sql").str().substr(3)));
  view.put("schema_name", sql_identifier(schema.name));
  view.put("schema_literal", sql_literal(schema.name));
  view.put("sql_schema", sql_identifier(schema.sql_schema));
  view.put("sql_schema_literal", sql_literal(sql_identifier(schema.sql_schema).str()));
  view.put("tenancy", schema.tenancy.has_value());
  if (schema.tenancy) {
    const ir::TenancySettings& tenancy = *schema.tenancy;
    put_roles(view, schema);
    view.put("owner", sql_identifier(tenancy.owner));
    view.put("app", sql_identifier(tenancy.app));
    view.put("owner_literal", sql_literal(tenancy.owner));
    view.put("app_literal", sql_literal(tenancy.app));
    view.put("provisioner_literal", sql_literal(tenancy.provisioner));
    view.put_optional("triggers", tenancy.triggers.empty() ? SqlText() : sql_literal(tenancy.triggers));
    view.put("provisioner", sql_identifier(tenancy.provisioner));
    view.put("setting", sql_literal(tenancy.setting));
    view.put("tenant_type", dialect::type(schema, tenancy.type));
    view.put("signed", tenancy.is_signed);
    view.put_list("tenant_functions", tenant_functions_view(schema));
  }
  return view;
}

View::List extensions_view(const ir::Schema& schema) {
  View::List out;
  for (const std::string& name : schema.extensions) {
    const std::string minimum(types::minimum_version(name));
    View item;
    item.put("name", sql_literal(name));
    item.put_optional("minimum", minimum.empty() ? SqlText() : sql_literal(minimum));
    item.put("wanted", sql_literal(minimum.empty() ? name : fmt::format("{} {} or newer", name, minimum)));
    out.push_back(std::move(item));
  }
  return out;
}

SqlText row_values(const ir::Schema& schema, const ir::Entity& entity, const ir::SeedRow& row,
                   const SqlText& tenant) {
  std::vector<SqlText> values;
  if (entity.tenancy == ir::Tenancy::kTenant) values.push_back(tenant);
  for (const auto& [column, value] : row.values)
    values.push_back(dialect::value(schema, value, entity.column(column)->type));
  return render::sql_join(values, ", ");
}

SqlText row_columns(const ir::Entity& entity, const ir::SeedRow& row) {
  std::vector<std::string> names;
  if (entity.tenancy == ir::Tenancy::kTenant) names.push_back(entity.tenant_column);
  for (const auto& [column, value] : row.values) names.push_back(column);
  return render::sql_identifiers(names);
}

SqlText key_of_tenant(const ir::Schema& schema, const ir::Seed& seed, const std::string& label) {
  for (const ir::SeedRow& row : seed.rows) {
    const ir::Entity* entity = schema.entity(row.entity);
    if (row.label != label || entity->tenancy != ir::Tenancy::kRoot) continue;
    for (const auto& [column, value] : row.values) {
      // As text, whatever the key's type: what it is for is a session variable.
      if (column == entity->tenant_column) return sql_literal(value.text);
    }
  }
  return sql_literal("");
}

/// The condition that finds a row whose key isn't known: NULL is a value here.
SqlText row_condition(const ir::Schema& schema, const ir::Entity& entity, const ir::SeedRow& row,
                      const SqlText& tenant) {
  std::vector<SqlText> parts;
  if (entity.tenancy == ir::Tenancy::kTenant)
    parts.push_back(render::sql_format("{} = {}", sql_identifier(entity.tenant_column), tenant));
  for (const auto& [column, value] : row.values) {
    if (std::find(row.found_by.begin(), row.found_by.end(), column) == row.found_by.end()) continue;
    parts.push_back(render::sql_format("{} IS NOT DISTINCT FROM {}", sql_identifier(column),
                                       dialect::value(schema, value, entity.column(column)->type)));
  }
  return render::sql_join(parts, " AND ");
}

/// Who puts a row in: the application, under the policies, unless it may not.
std::string writer_of(const ir::Schema& schema, const ir::Entity& entity) {
  if (!schema.tenancy) return "";
  if (entity.tenancy == ir::Tenancy::kRoot) return schema.tenancy->provisioner;
  const bool app = std::any_of(entity.grants.begin(), entity.grants.end(), [&](const ir::Grant& grant) {
    const auto& rights = grant.privileges;
    return grant.role == schema.tenancy->app &&
           std::find(rights.begin(), rights.end(), ir::Command::kInsert) != rights.end();
  });
  return app ? schema.tenancy->app : schema.tenancy->owner;
}

/// `tenant` and `current`, a role, are what the rows before have left set.
View::List seed_rows(const ir::Schema& schema, const ir::Seed& seed, std::string& current,
                     const SqlText& cut) {
  View::List out;
  std::string tenant;
  for (const ir::SeedRow& row : seed.rows) {
    const ir::Entity* entity = schema.entity(row.entity);
    const SqlText key = key_of_tenant(schema, seed, row.tenant);
    View item;
    const std::string role = writer_of(schema, *entity);
    const bool sets_tenant = !row.tenant.empty() && row.tenant != tenant;
    const bool as_owner = sets_tenant && schema.tenancy->is_signed;
    if (as_owner) current = schema.tenancy->owner;
    item.put_optional("becomes", role == current ? SqlText() : sql_identifier(role));
    current = role;
    item.put("sets_tenant", sets_tenant && !as_owner);
    item.put("enters_tenant", as_owner);
    item.put("tenant", key);
    item.put("remark",
             render::sql_comment(row.label.starts_with('#') ? row.entity : row.label + ": " + row.entity));
    item.put("table", sql_identifier(entity->table));
    item.put("columns", row_columns(*entity, row));
    item.put("values", row_values(schema, *entity, row, key));
    item.put("by_key", row.found_by.empty());
    item.put("key", render::sql_identifiers(entity->primary_key.columns));
    item.put("found_by", row_condition(schema, *entity, row, key));
    item.put("cut", cut);
    out.push_back(std::move(item));
    if (!row.tenant.empty()) tenant = row.tenant;
  }
  return out;
}

/// Where a text is cut into pieces; no SQL holds it.
constexpr std::string_view kCut = "\x1d tenon: next piece \x1d";

std::vector<std::string> cut_up(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at != std::string_view::npos;) {
    const std::size_t end = text.find(kCut, at);
    out.emplace_back(text.substr(at, end - at));
    at = end == std::string_view::npos ? end : end + kCut.size();
  }
  return out;
}

/// Extensions are the database's, not the owner's.
bool is_before_the_role(const diff::Step& step) {
  return std::holds_alternative<diff::CreateExtension>(step.operation);
}

std::string create_text(const ir::Schema& schema, const Origin& origin, render::Templates& templates,
                        const diff::Plan& plan, bool transaction, std::string_view cut) {
  View view = file_view(schema, origin);
  view.put("transaction", transaction);
  view.put("oldest_version", SqlText::trusted(std::to_string(schema.postgres * 10000)));
  view.put("oldest_major", SqlText::trusted(std::to_string(schema.postgres)));
  view.put("fingerprint", sql_literal(ir::fingerprint(schema)));
  view.put("tool_version", sql_literal(origin.version));
  view.put_list("requirements", extensions_view(schema));
  const std::size_t relations = ir::relation_count(schema);
  view.put("many_relations", relations > kDefaultLocks);
  view.put("relations", SqlText::trusted(std::to_string(relations)));
  std::string extensions;
  std::vector<const diff::Step*> steps;
  for (const diff::Step& step : plan.steps) {
    if (is_before_the_role(step)) {
      extensions += step_sql(schema, step, templates);
    } else {
      steps.push_back(&step);
    }
  }
  view.put("extensions", SqlText::trusted(std::move(extensions)));
  const auto step_view = [&](std::size_t i) {
    return View().put("sql", SqlText::trusted(step_sql(schema, *steps[i], templates).insert(0, cut)));
  };
  constexpr std::string_view kPaths[] = {"postgres/create.sql"};
  return std::move(templates.render(kPaths, view, {"steps", steps.size(), step_view}).front());
}

std::string seed_text(const ir::Schema& schema, const Origin& origin, render::Templates& templates,
                      std::string_view cut) {
  View view = file_view(schema, origin);
  View::List seeds;
  std::string role;
  for (const ir::Seed& seed : schema.seeds) {
    View item;
    item.put("name", render::sql_comment("seed " + seed.name));
    item.put("rows", seed_rows(schema, seed, role, SqlText::trusted(std::string(cut))));
    seeds.push_back(std::move(item));
  }
  view.put_list("seeds", std::move(seeds));
  return templates.render("postgres/seed.sql", view);
}

}  // namespace

std::string roles_sql(const ir::Schema& schema, const Origin& origin, render::Templates& templates) {
  return templates.render("postgres/roles.sql", file_view(schema, origin));
}

std::string create_sql(const ir::Schema& schema, const Origin& origin, render::Templates& templates,
                       bool transaction) {
  return create_text(schema, origin, templates, diff::create(schema), transaction, "");
}

std::vector<Piece> create_pieces(const ir::Schema& schema, const Origin& origin,
                                 render::Templates& templates) {
  const diff::Plan plan = diff::create(schema);
  std::vector<std::string> texts = cut_up(create_text(schema, origin, templates, plan, false, kCut));
  std::vector<Piece> out = {{std::move(texts.front()), "", ""}};
  for (const diff::Step& step : plan.steps) {
    if (is_before_the_role(step)) continue;
    out.push_back({std::move(texts.at(out.size())), diff::describe(step), diff::declared_by(step)});
  }
  return out;
}

std::string seed_sql(const ir::Schema& schema, const Origin& origin, render::Templates& templates) {
  return seed_text(schema, origin, templates, "");
}

std::vector<Piece> seed_pieces(const ir::Schema& schema, const Origin& origin, render::Templates& templates) {
  std::vector<std::string> texts = cut_up(seed_text(schema, origin, templates, kCut));
  std::vector<Piece> out;
  for (const ir::Seed& seed : schema.seeds) {
    for (const ir::SeedRow& row : seed.rows)
      out.push_back({std::move(texts.at(out.size())), schema.entity(row.entity)->table, row.entity});
  }
  out.push_back({std::move(texts.back()), "", ""});
  return out;
}

std::vector<std::string> output_names(const std::string& stem) {
  return {stem + ".roles.sql", stem + ".sql", stem + ".seed.sql"};
}

std::vector<render::OutputFile> generate(const ir::Schema& schema, const std::string& stem,
                                         const Origin& origin, render::Templates& templates) {
  const std::vector<std::string> names = output_names(stem);
  return {{names[0], roles_sql(schema, origin, templates)},
          {names[1], create_sql(schema, origin, templates, true)},
          {names[2], seed_sql(schema, origin, templates)}};
}

}  // namespace tenon::target::postgres
