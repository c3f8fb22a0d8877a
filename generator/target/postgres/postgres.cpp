#include "target/postgres/postgres.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/text.hpp"
#include "ddl/ddl.hpp"
#include "dialect/dialect.hpp"
#include "lower/lower.hpp"
#include "types/types.hpp"

namespace tenon::target::postgres {
namespace {

using render::sql_identifier;
using render::sql_literal;
using render::SqlText;
using render::View;

/// How many a server has room for whose settings nobody has touched.
constexpr std::size_t kDefaultLocks = 64 * 100;

constexpr std::array<std::string_view, 6> kParts = {lower::kOwns,     lower::kRequests, lower::kProvisions,
                                                    lower::kSearches, lower::kTriggers, lower::kDeclared};

bool is_of(const model::Object& object, model::Kind kind) {
  const auto* grant = std::get_if<model::Grant>(&object.definition);
  const auto* comment = std::get_if<model::Comment>(&object.definition);
  return object.identity.kind == kind || (grant != nullptr && grant->object.kind == kind) ||
         (comment != nullptr && comment->object.kind == kind);
}

/// Extensions are the database's, not the owner's.
bool is_extension(const model::Object& object) {
  return object.identity.kind == model::Kind::kExtension;
}

/// Roles have a file of their own; schemas stand in the head of the other, behind what looks whether they may
/// be.
bool is_made_by_owner(const model::Object& object) {
  return !is_extension(object) && !is_of(object, model::Kind::kRole) &&
         !is_of(object, model::Kind::kMembership) && !is_of(object, model::Kind::kSchema);
}

void put_roles(View& view, const ir::Schema& schema) {
  constexpr std::size_t kOfTenancy = 3;
  const model::Database lowered = lower::roles(schema);
  View::List list;
  std::vector<SqlText> literals;
  std::vector<SqlText> more;
  std::vector<std::string> more_names;
  for (const model::Object& object : lowered.objects()) {
    if (object.identity.kind != model::Kind::kRole) continue;
    const auto& role = object.as<model::Role>();
    const std::string& name = object.identity.name;
    View item;
    item.put("name", sql_literal(name));
    item.put("login", SqlText::trusted(role.login ? "LOGIN" : "NOLOGIN"));
    item.put("inherit", SqlText::trusted(role.inherit ? "INHERIT" : "NOINHERIT"));
    item.put("purpose", sql_literal(object.why.reason));
    list.push_back(std::move(item));
    literals.push_back(sql_literal(name));
    // The application's twin has what the application has, as its member.
    if (literals.size() > kOfTenancy && name != schema.tenancy->triggers) {
      more.push_back(sql_literal(name));
      more_names.push_back(name);
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
}

/// A Postgres schema an item.
View::List spaces_view(const std::vector<std::string>& spaces) {
  View::List out;
  for (const std::string& each : spaces) {
    View item;
    item.put("space", sql_identifier(each));
    item.put("space_literal", sql_literal(sql_identifier(each).str()));
    item.put("space_name", sql_literal(each));
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
  view.put("search_path", SqlText::trusted(dialect::search_path(schema)));
  view.put("spaces", spaces_view(ir::spaces(schema)));
  view.put("further", spaces_view(further(schema)));
  view.put("tenancy", schema.tenancy.has_value());
  if (schema.tenancy) {
    const ir::TenancySettings& tenancy = *schema.tenancy;
    view.put("users", render::sql_identifiers(dialect::users_of(schema)));
    view.put("owner", sql_identifier(tenancy.owner));
    view.put("app", sql_identifier(tenancy.app));
    view.put("owner_literal", sql_literal(tenancy.owner));
    view.put("app_literal", sql_literal(tenancy.app));
    view.put("provisioner_literal", sql_literal(tenancy.provisioner));
    view.put_optional("triggers", tenancy.triggers.empty() ? SqlText() : sql_literal(tenancy.triggers));
    view.put("provisioner", sql_identifier(tenancy.provisioner));
    view.put("setting", sql_literal(tenancy.setting));
    view.put("signed", tenancy.is_signed);
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

/// The Postgres schemas that are there before them.
View::List extension_spaces_view(const ir::Schema& schema) {
  std::vector<std::string> spaces;
  for (const auto& [extension, space] : schema.extension_spaces) {
    if (!contains(spaces, space)) spaces.push_back(space);
  }
  return spaces_view(spaces);
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

/// What the tenant column of a row holds.
SqlText tenant_of(const ir::Schema& schema, const ir::Seed& seed, const ir::Entity& entity,
                  const ir::SeedRow& row) {
  const bool shared = ir::is_shared(entity) && row.tenant.empty();
  return shared ? dialect::no_tenant(schema) : key_of_tenant(schema, seed, row.tenant);
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
std::string writer_of(const ir::Schema& schema, const ir::Entity& entity, const ir::SeedRow& row) {
  if (!schema.tenancy) return "";
  if (entity.tenancy == ir::Tenancy::kRoot || (ir::is_shared(entity) && row.tenant.empty()))
    return schema.tenancy->provisioner;
  const bool app = std::any_of(entity.grants.begin(), entity.grants.end(), [&](const ir::Grant& grant) {
    const auto& rights = grant.privileges;
    return grant.role == schema.tenancy->app &&
           std::find(rights.begin(), rights.end(), ir::Command::kInsert) != rights.end();
  });
  // What no member row refers to yet the application couldn't look for.
  return app && !entity.visible ? schema.tenancy->app : schema.tenancy->owner;
}

/// `tenant` and `current`, a role, are what the rows before have left set.
View::List seed_rows(const ir::Schema& schema, const ir::Seed& seed, std::string& current,
                     const SqlText& cut) {
  View::List out;
  std::string tenant;
  for (const ir::SeedRow& row : seed.rows) {
    const ir::Entity* entity = schema.entity(row.entity);
    const SqlText key = tenant_of(schema, seed, *entity, row);
    View item;
    const std::string role = writer_of(schema, *entity, row);
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
    item.put("table", dialect::named_table(*entity));
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

/// What is done once all is there: whatever the author does last may need it.
std::string first_deeds(const ir::Schema& schema, render::Templates& templates) {
  View view;
  view.put("signed", schema.tenancy && schema.tenancy->is_signed);
  view.put("partitioned", std::any_of(schema.entities.begin(), schema.entities.end(),
                                      [](const ir::Entity& entity) { return !entity.partitioning.empty(); }));
  view.put("stored", ir::has_stored(schema));
  return templates.render("postgres/first_deeds.sql", view);
}

/// Statements of the author's that come last.
bool comes_last(const ir::Schema& schema, const ddl::Piece& piece) {
  const model::Identity& identity = piece.made.front()->identity;
  return identity.kind == model::Kind::kOpaque &&
         std::any_of(schema.raw.begin(), schema.raw.end(),
                     [&](const ir::RawSql& item) { return item.after && item.name == identity.name; });
}

std::string what(const ddl::Piece& piece) {
  return "create " + model::text(piece.made.front()->identity);
}

/// `Note.title` is of `Note`.
std::string declared(const ddl::Piece& piece) {
  const std::string& whole = piece.made.front()->why.declaration;
  return whole.substr(0, whole.find('.'));
}

}  // namespace

std::vector<std::string> further(const ir::Schema& schema) {
  std::vector<std::string> out = ir::spaces(schema);
  out.erase(out.begin());
  return out;
}

ddl::Session session_of(const ir::Schema& schema) {
  if (!schema.tenancy) return {"", schema.sql_schema, {}, further(schema)};
  return {schema.tenancy->owner, schema.sql_schema, dialect::users_of(schema), further(schema)};
}

namespace {

void add_made(const ir::Schema& schema, const model::Database& objects, render::Templates& templates,
              std::vector<Piece>& out) {
  std::vector<ddl::Piece> made = ddl::creation(objects, session_of(schema), templates, is_made_by_owner);
  constexpr std::size_t kBeside = 2;  // the first deeds, and the end
  out.reserve(out.size() + made.size() + kBeside);
  bool last = false;
  for (ddl::Piece& piece : made) {
    if (!last && comes_last(schema, piece)) {
      last = true;
      out.push_back({first_deeds(schema, templates), "", ""});
    }
    out.push_back({std::move(piece.sql), what(piece), declared(piece)});
  }
  if (!last) out.push_back({first_deeds(schema, templates), "", ""});
}

}  // namespace

std::vector<Piece> create_pieces(const ir::Schema& schema, const model::Database& lowered,
                                 const Origin& origin, render::Templates& templates, bool transaction) {
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
  for (const ddl::Piece& piece : ddl::creation(lowered, {"", schema.sql_schema, {}}, templates, is_extension))
    extensions += piece.sql;
  view.put("extensions", SqlText::trusted(std::move(extensions)));
  view.put_list("extension_spaces", extension_spaces_view(schema));
  std::vector<Piece> out = {{templates.render("postgres/create.sql", view), "", ""}};
  add_made(schema, lowered, templates, out);
  out.push_back({templates.render("postgres/created.sql", view), "", ""});
  return out;
}

std::string create_sql(const ir::Schema& schema, const model::Database& lowered, const Origin& origin,
                       render::Templates& templates) {
  std::string out;
  for (const Piece& piece : create_pieces(schema, lowered, origin, templates, true)) out += piece.sql;
  return out;
}

namespace {

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
  View view = file_view(schema, origin);
  if (schema.tenancy) put_roles(view, schema);
  return templates.render("postgres/roles.sql", view);
}

std::string seed_sql(const ir::Schema& schema, const Origin& origin, render::Templates& templates) {
  return seed_text(schema, origin, templates, "");
}

std::vector<Piece> seed_pieces(const ir::Schema& schema, const Origin& origin, render::Templates& templates) {
  std::vector<std::string> texts = cut_up(seed_text(schema, origin, templates, kCut));
  std::vector<Piece> out;
  for (const ir::Seed& seed : schema.seeds) {
    for (const ir::SeedRow& row : seed.rows)
      out.push_back({std::move(texts.at(out.size())), ir::handle(*schema.entity(row.entity)), row.entity});
  }
  out.push_back({std::move(texts.back()), "", ""});
  return out;
}

std::string plan_text(const ir::Schema& schema, const model::Database& lowered,
                      render::Templates& templates) {
  return ddl::to_text(ddl::creation(lowered, session_of(schema), templates, is_extension)) +
         ddl::to_text(ddl::creation(lowered, session_of(schema), templates, is_made_by_owner));
}

std::vector<std::string> output_names(const std::string& stem) {
  return {stem + ".roles.sql", stem + ".sql", stem + ".seed.sql"};
}

std::vector<render::OutputFile> generate(const ir::Schema& schema, const model::Database& lowered,
                                         const std::string& stem, const Origin& origin,
                                         render::Templates& templates) {
  const std::vector<std::string> names = output_names(stem);
  return {{names[0], roles_sql(schema, origin, templates)},
          {names[1], create_sql(schema, lowered, origin, templates)},
          {names[2], seed_sql(schema, origin, templates)}};
}

}  // namespace tenon::target::postgres
