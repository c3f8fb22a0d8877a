// Roles, and what they may do with schemas; extensions, and statements of the author's.
#include "dialect/dialect.hpp"
#include "lower/lower.hpp"
#include "lower/parts.hpp"

namespace tenon::lower {

using model::Identity;
using model::Kind;

namespace {

Identity role(const std::string& name) {
  return {Kind::kRole, "", "", name, ""};
}

void add_role(Lowering& lowering, const std::string& name, bool login, bool inherit,
              const std::string& purpose, const std::string& declaration = "") {
  model::Role made;
  made.login = login;
  made.inherit = inherit;
  lowering.add(role(name), std::move(made), {}, {"", purpose, declaration});
  add_comment(lowering, role(name), purpose);
}

void add_schema_grant(Lowering& lowering, const std::string& schema, const std::string& to,
                      std::vector<std::string> rights) {
  const Identity object{Kind::kSchema, "", "", schema, ""};
  model::Grant grant{object, {}};
  for (std::string& right : rights) grant.privileges.push_back({std::move(right), {}, false});
  lowering.add(model::right_on(object, to), std::move(grant), {}, {});
}

}  // namespace

void add_roles(Lowering& lowering) {
  if (!lowering.schema.tenancy) return;
  const ir::TenancySettings& tenancy = *lowering.schema.tenancy;
  add_role(lowering, tenancy.owner, false, false, std::string(kOwns));
  add_role(lowering, tenancy.app, true, false, std::string(kRequests));
  add_role(lowering, tenancy.provisioner, true, false, std::string(kProvisions));
  if (!tenancy.search.empty()) add_role(lowering, tenancy.search, false, false, std::string(kSearches));
  // The application's twin has what the application has, as its member.
  if (!tenancy.triggers.empty()) add_role(lowering, tenancy.triggers, false, true, std::string(kTriggers));
  for (const ir::Role& each : lowering.schema.roles)
    add_role(lowering, each.name, false, false,
             std::string(kDeclared) + (each.doc.empty() ? "" : ": " + each.doc), each.name);
  if (tenancy.triggers.empty()) return;
  model::Membership twin;
  twin.sets = false;
  lowering.add({Kind::kMembership, "", tenancy.app, tenancy.triggers, ""}, twin,
               {role(tenancy.app), role(tenancy.triggers)}, {});
}

void add_schemas(Lowering& lowering) {
  const ir::Schema& schema = lowering.schema;
  lowering.add({Kind::kSchema, "", "", model::kBookkeeping, ""}, model::Schema{lowering.owner()}, {}, {});
  std::vector<std::string> further = ir::spaces(schema);
  further.erase(further.begin());
  for (const std::string& each : further)
    lowering.add({Kind::kSchema, "", "", each, ""}, model::Schema{lowering.owner()}, {}, {});
  if (!schema.tenancy) return;
  add_schema_grant(lowering, schema.sql_schema, schema.tenancy->owner, {"CREATE", "USAGE"});
  for (const std::string& user : dialect::users_of(schema)) {
    add_schema_grant(lowering, schema.sql_schema, user, {"USAGE"});
    add_schema_grant(lowering, model::kBookkeeping, user, {"USAGE"});
    for (const std::string& each : further) add_schema_grant(lowering, each, user, {"USAGE"});
  }
}

void add_extensions(Lowering& lowering) {
  for (const std::string& name : lowering.schema.extensions) {
    const std::string space = ir::space_of_extension(lowering.schema, name);
    std::vector<model::Identity> needs;
    if (!space.empty()) needs.push_back({Kind::kSchema, "", "", space, ""});
    lowering.add({Kind::kExtension, "", "", name, ""}, model::Extension{"", space}, std::move(needs), {});
  }
}

void add_raw(Lowering& lowering, bool after) {
  for (const ir::RawSql& item : lowering.schema.raw) {
    if (item.after != after) continue;
    constexpr std::string_view kBlank = " \n\t\r;";
    std::string text = item.statements.substr(item.statements.find_first_not_of(" \n\t\r"));
    text.erase(text.find_last_not_of(kBlank) + 1);
    // A comment must not swallow the end of the last statement.
    model::Opaque made{{dialect::authored_expression(text).str() + ";"}, {item.undo}};
    lowering.add({Kind::kOpaque, "", "", item.name, ""}, std::move(made), {},
                 {"", item.name + (item.doc.empty() ? "" : ": " + item.doc), item.name});
  }
}

}  // namespace tenon::lower
