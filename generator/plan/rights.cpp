// Roles and rights, the rows of registers, and the author's own statements.
#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <set>

#include "base/text.hpp"
#include "plan/partitions.hpp"
#include "plan/planning.hpp"

namespace tenon::plan {
namespace {

/// `DO` that lets a statement fail for these conditions.
std::string unless(const std::string& statement, std::string_view conditions, std::string_view otherwise) {
  return fmt::format("DO $guarded$\nBEGIN\n  {}\nEXCEPTION WHEN {} THEN\n  {}\nEND\n$guarded$;", statement,
                     conditions, otherwise);
}

/// What the role is for, its comment says.
std::string purpose_of(const Planning& planning, const Identity& role) {
  const Object* found = planning.after.find(model::comment_on(role));
  return found == nullptr ? "" : found->as<model::Comment>().text;
}

/// Roles whose rights would add up with those of the new one, were it a member of them or they of it.
std::vector<std::string> strangers_to(const Planning& planning, const Identity& role) {
  std::vector<std::string> out;
  for (const Object& each : planning.after.objects()) {
    if (each.identity.kind != Kind::kRole || each.identity == role) continue;
    const bool belong =
        planning.after.find({Kind::kMembership, "", role.name, each.identity.name, ""}) != nullptr ||
        planning.after.find({Kind::kMembership, "", each.identity.name, role.name, ""}) != nullptr;
    if (!belong) out.push_back(render::sql_literal(each.identity.name).str());
  }
  return out;
}

/// The server may have a role of that name, of another database's schema or of anybody: it is taken where it
/// can do no more than the new one should.
std::string taken_or_made(const Planning& planning, const Object& role) {
  constexpr std::string_view kSql = R"sql(DO $role$
DECLARE
  part constant text := split_part(pg_catalog.shobj_description((SELECT oid FROM pg_catalog.pg_roles WHERE rolname = {name}), 'pg_authid'), ':', 1);
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {name}) THEN
    BEGIN
      CREATE ROLE {id} {traits};
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;  -- another session has made it at the same moment
    END;
  END IF;
  IF part <> {part} AND part = ANY (ARRAY[{parts}]::text[]) THEN
    RAISE EXCEPTION 'the role % has another part in another schema on this server: %', {name}, part
      USING HINT = 'name another; or COMMENT ON ROLE it, if that schema is gone';
  END IF;
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {name}
             AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication OR (rolcanlogin AND NOT {login}))) THEN
    RAISE EXCEPTION 'the role % is there already, and may do more than it should', {name}
      USING HINT = 'take SUPERUSER, BYPASSRLS, CREATEROLE and REPLICATION from it, and LOGIN where it isn''t to have it; or name another';
  END IF;
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ANY (ARRAY[{strangers}]::text[])
             AND (pg_catalog.pg_has_role({name}, oid, 'MEMBER') OR pg_catalog.pg_has_role(oid, {name}, 'MEMBER'))) THEN
    RAISE EXCEPTION 'the role % is a member of another role of the schema, or has one as its member', {name}
      USING HINT = 'REVOKE that membership: each of the roles is to have its own rights and no more';
  END IF;
END
$role$;)sql";
  const std::string name = render::sql_literal(role.identity.name).str();
  const auto part = [&](const Identity& of) {
    const std::string purpose = purpose_of(planning, of);
    return render::sql_literal(purpose.substr(0, purpose.find(':'))).str();
  };
  std::set<std::string> parts;
  for (const Object& each : planning.after.objects()) {
    if (each.identity.kind == Kind::kRole) parts.insert(part(each.identity));
  }
  return fmt::format(kSql, fmt::arg("name", name), fmt::arg("id", id(role.identity.name)),
                     fmt::arg("traits", ddl::role_traits(role.as<model::Role>()).str()),
                     fmt::arg("part", part(role.identity)),
                     fmt::arg("parts", join({parts.begin(), parts.end()}, ", ")),
                     fmt::arg("login", role.as<model::Role>().login),
                     fmt::arg("strangers", join(strangers_to(planning, role.identity), ", ")));
}

}  // namespace

void add_role(Planning& planning, const Object& role) {
  planning.add(Stage::kSpaces,
               {.what = deed("make", role.identity),
                .sql = planning.as_runner(taken_or_made(planning, role)),
                .why = "roles belong to the server, which may have one of that name already"});
  if (planning.settings.owner.empty()) return;
  planning.add(Stage::kSpaces,
               {deed("become a member of", role.identity),
                planning.as_runner(fmt::format("DO $member$\nBEGIN\n"
                                               "  IF NOT pg_catalog.pg_has_role(current_user, {0}, CASE WHEN "
                                               "current_setting('server_version_num')::int >= "
                                               "160000 THEN 'SET' ELSE 'MEMBER' END) THEN\n"
                                               "    EXECUTE pg_catalog.format('GRANT %I TO %I', {0}::text, "
                                               "current_user);\n  END IF;\nEND\n$member$;",
                                               render::sql_literal(role.identity.name).str()))});
}

void remove_role(Planning& planning, const Object& role) {
  const std::string drop = fmt::format("DROP ROLE {};", id(role.identity.name));
  planning.add(
      Stage::kRemove,
      {.what = deed("drop", role.identity),
       .sql = planning.as_runner(unless(
           drop, "dependent_objects_still_exist OR insufficient_privilege",
           fmt::format("RAISE NOTICE 'the role % is left: another database of the server needs it', {};",
                       render::sql_literal(role.identity.name).str()))),
       .hazards = {Hazard::kAuthorization, Hazard::kBreaksClients},
       .why = "roles belong to the server"});
}

void add_membership(Planning& planning, const Object& membership) {
  const auto& how = membership.as<model::Membership>();
  const std::string group = render::sql_literal(membership.identity.table).str();
  const std::string member = render::sql_literal(membership.identity.name).str();
  planning.add(
      Stage::kAdd,
      {.what = deed("make", membership.identity),
       .sql = planning.as_runner(fmt::format(
           "DO $member$\nBEGIN\n  EXECUTE pg_catalog.format('GRANT %I TO %I%s', {}::text, {}::text,\n"
           "    CASE WHEN current_setting('server_version_num')::int >= 160000 THEN ' WITH INHERIT {}, SET "
           "{}' ELSE '' END);\n"
           "END\n$member$;",
           group, member, how.inherits ? "TRUE" : "FALSE", how.sets ? "TRUE" : "FALSE")),
       .hazards = {Hazard::kAuthorization}});
}

void alter_role(Planning& planning, const Difference& difference) {
  const Identity& role = difference.identity();
  if (differs(difference, {"settings"}))
    planning.refuse(role, "it has other settings, and those are the server's administrator's",
                    "ALTER ROLE … SET by hand");
  const auto& to = difference.after->as<model::Role>();
  planning.add(
      Stage::kAdd,
      {.what = deed("change", role),
       .sql = planning.as_runner(fmt::format("ALTER ROLE {} {};", id(role.name), ddl::role_traits(to).str())),
       .hazards = {Hazard::kAuthorization}});
}

void alter_grant(Planning& planning, const Difference& difference) {
  const auto& from = difference.before->as<model::Grant>().privileges;
  const auto& to = difference.after->as<model::Grant>().privileges;
  const bool only_more = std::includes(to.begin(), to.end(), from.begin(), from.end());
  const std::string taken = only_more ? "" : ddl::removal(*difference.before) + "\n";
  const std::string sql = taken + planning.made(*difference.after);
  planning.add(Stage::kMake,
               {.what = deed("change", difference.identity()),
                .sql = is_the_servers(*difference.after) ? planning.as_runner(sql) : sql,
                .hazards = only_more ? std::vector<Hazard>{Hazard::kAuthorization}
                                     : std::vector<Hazard>{Hazard::kAuthorization, Hazard::kBreaksClients}});
}

namespace {

/// What the row says of how long rows are kept; empty where they are kept for ever.
std::string kept_for(const Object& row) {
  static constexpr std::string_view kLevels = "\"retain\":";
  std::string out;
  for (const auto& [column, value] : row.as<model::RegisteredRow>().values) {
    if (row.identity.table == "retained" && column != "relation") out += column + "=" + value + ";";
    const std::size_t at = row.identity.table == "partitioned" ? value.find(kLevels) : std::string::npos;
    if (at != std::string::npos) out += value.substr(at, value.find_first_of(",}", at) - at);
  }
  return out;
}

}  // namespace

bool deletes_rows(const Object* before, const Object& after) {
  if (after.identity.kind != Kind::kRegisteredRow) return false;
  const std::string kept = kept_for(after);
  return !kept.empty() && (before == nullptr || kept_for(*before) != kept);
}

void alter_registered_row(Planning& planning, const Difference& difference) {
  if (parts_otherwise(difference)) {
    refuse_other_parts(planning, difference.identity());
    return;
  }
  Step step{deed("change", difference.identity()),
            ddl::removal(*difference.after) + "\n" + planning.made(*difference.after)};
  if (deletes_rows(difference.before, *difference.after)) step.hazards = {Hazard::kDataLoss};
  planning.add(Stage::kMake, std::move(step));
  if (difference.identity().table == "partitioned") drop_parts(planning, difference);
}

/// Statements that nobody but their author knows: what they say they drop may hold rows.
std::vector<Hazard> hazards_of_undoing(const Object& opaque) {
  static const std::regex kTakesRows(
      R"(\b(drop\s+(foreign\s+)?(table|schema|sequence|column|materialized\s+view)|delete|truncate|cascade)\b)",
      std::regex::icase);
  if (!std::regex_search(opaque.as<model::Opaque>().undone.text, kTakesRows)) return {Hazard::kBreaksClients};
  return {Hazard::kDataLoss, Hazard::kBreaksClients, Hazard::kIrreversible};
}

/// All that it brings goes along.
void alter_extension(Planning& planning, const Difference& difference) {
  const auto space_of = [&](const Object& object) {
    const std::string& space = object.as<model::Extension>().schema;
    return space.empty() ? planning.settings.path : space;
  };
  const std::string space = space_of(*difference.after);
  if (space == space_of(*difference.before)) return;
  planning.add(Stage::kAlter,
               {.what = deed("move", difference.identity()),
                .sql = planning.as_runner(fmt::format("ALTER EXTENSION {} SET SCHEMA {};",
                                                      id(difference.identity().name), id(space))),
                .hazards = {Hazard::kBreaksClients}});
}

void alter_opaque(Planning& planning, const Difference& difference) {
  const auto& from = difference.before->as<model::Opaque>();
  if (from.undone.text.empty()) {
    planning.refuse(difference.identity(),
                    "its statements are others now, and nothing tells how to undo those of before",
                    "give it another name, or say in the version before what undoes it");
    return;
  }
  Step undo{deed("undo", difference.identity()), ddl::removal(*difference.before)};
  undo.hazards = hazards_of_undoing(*difference.before);
  planning.add(Stage::kTakeOff, std::move(undo));
  planning.add(Stage::kMake, {deed("make", difference.identity()), planning.made(*difference.after)});
}

}  // namespace tenon::plan
