// Roles and rights, the rows of registers, and the author's own statements.
#include <fmt/format.h>

#include <algorithm>

#include "plan/planning.hpp"

namespace tenon::plan {
namespace {

/// `DO` that lets a statement fail for these conditions.
std::string unless(const std::string& statement, std::string_view conditions, std::string_view otherwise) {
  return fmt::format("DO $guarded$\nBEGIN\n  {}\nEXCEPTION WHEN {} THEN\n  {}\nEND\n$guarded$;", statement,
                     conditions, otherwise);
}

}  // namespace

void add_role(Planning& planning, const Object& role) {
  const std::string made = fmt::format("CREATE ROLE {} {};", id(role.identity.name),
                                       ddl::role_traits(role.as<model::Role>()).str());
  planning.add(Stage::kAdd, {.what = deed("make", role.identity),
                             .sql = planning.as_runner(unless(
                                 made, "duplicate_object", "NULL;  -- another database's schema has it too")),
                             .why = "roles belong to the server"});
  if (planning.settings.owner.empty()) return;
  planning.add(Stage::kAdd,
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

void alter_registered_row(Planning& planning, const Difference& difference) {
  planning.add(Stage::kMake, {deed("change", difference.identity()),
                              ddl::removal(*difference.after) + "\n" + planning.made(*difference.after)});
}

void alter_opaque(Planning& planning, const Difference& difference) {
  const auto& from = difference.before->as<model::Opaque>();
  if (from.undone.text.empty()) {
    planning.refuse(difference.identity(),
                    "its statements are others now, and nothing tells how to undo those of before",
                    "give it another name, or say in the version before what undoes it");
    return;
  }
  planning.add(Stage::kTakeOff, {.what = deed("undo", difference.identity()),
                                 .sql = ddl::removal(*difference.before),
                                 .hazards = {Hazard::kBreaksClients}});
  planning.add(Stage::kMake, {deed("make", difference.identity()), planning.made(*difference.after)});
}

}  // namespace tenon::plan
