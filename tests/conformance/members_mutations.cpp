#include "members_mutations.hpp"

namespace live {
namespace {

// As the tool makes it.
constexpr const char* kSeen =
    "EXISTS (SELECT FROM (SELECT tenant_id, person_id, deleted_at FROM public.memberships) "
    "AS tenon_member (tenon_tenant, tenon_key_1, tenon_mark) "
    "WHERE tenon_tenant = (SELECT tenon.current_tenant()) AND tenon_key_1 = id AND tenon_mark IS NULL)";
std::string altered_policy(const std::string& command, const std::string& condition) {
  return "ALTER POLICY people_" + command + " ON people USING (" + condition + ")";
}

const std::vector<Mutation>& of_members() {
  static const std::vector<Mutation> kOfMembers = {
      {"people whom everybody sees",
       altered_policy("select", "true"),
       altered_policy("select", kSeen),
       "*people__*",
       {"members_catalog.people__policies", "members_attack.people__rows_of_other_members",
        "members_attack.people__members_that_left"}},
      {"people whom members of any organisation show",
       altered_policy("select",
                      "EXISTS (SELECT FROM memberships m WHERE m.person_id = id AND m.deleted_at IS NULL)"),
       altered_policy("select", kSeen),
       "*people__policies*",
       {"members_catalog.people__policies"}},
      {"people whose member left and who stay to be seen",
       altered_policy("select",
                      "EXISTS (SELECT FROM (SELECT tenant_id, person_id FROM public.memberships) "
                      "AS tenon_member (tenon_tenant, tenon_key_1) "
                      "WHERE tenon_tenant = (SELECT tenon.current_tenant()) AND tenon_key_1 = id)"),
       altered_policy("select", kSeen),
       "*people__policies*:*people__members*",
       {"members_catalog.people__policies", "members_attack.people__members_that_left"}},
      {"people added by nobody",
       "ALTER POLICY people_insert ON people WITH CHECK (true)",
       "ALTER POLICY people_insert ON people WITH CHECK ((SELECT tenon.current_tenant()) IS NOT NULL)",
       "*people__policies*:*people__rows_of*",
       {"members_catalog.people__policies", "members_attack.people__rows_of_other_members"}},
      {"people without row-level security",
       "ALTER TABLE people DISABLE ROW LEVEL SECURITY",
       "ALTER TABLE people ENABLE ROW LEVEL SECURITY",
       "*people__*:*schema__queries*",
       {"members_catalog.people__row_security", "members_attack.people__rows_of_other_members",
        "members_attack.people__members_that_left"}},
      {"people whose owner no policy binds",
       "ALTER TABLE people NO FORCE ROW LEVEL SECURITY",
       "ALTER TABLE people FORCE ROW LEVEL SECURITY",
       "*people__row_security*",
       {"members_catalog.people__row_security"}},
      {"people who may be removed",
       "GRANT DELETE ON people TO members_app",
       "REVOKE DELETE ON people FROM members_app",
       "*people__*grants*:*people__writing_global*",
       {"members_catalog.people__grants", "members_attack.people__writing_global_rows"}},
      {"badges that one more policy shows",
       "CREATE POLICY more ON badges FOR SELECT TO members_app USING (true)",
       "DROP POLICY more ON badges",
       "*badges__*",
       {"members_catalog.badges__policies", "members_attack.badges__rows_of_other_members",
        "members_attack.badges__members_that_left"}},
      {"all memberships for the application",
       "GRANT EXECUTE ON FUNCTION tenon.memberships_read_all(uuid, uuid, uuid, integer) TO members_app",
       "REVOKE EXECUTE ON FUNCTION tenon.memberships_read_all(uuid, uuid, uuid, integer) FROM members_app",
       "*schema__functions*",
       {"members_catalog.schema__functions"}},
      {"all memberships by a line of the same transaction",
       "CREATE TABLE saved AS SELECT pg_get_functiondef('tenon.reading_of'::regproc) AS definition;"
       "DO $$ BEGIN EXECUTE replace((SELECT definition FROM saved), "
       "'r.made_in IS DISTINCT FROM pg_current_xact_id_if_assigned()', 'true'); END $$",
       "DO $$ BEGIN EXECUTE (SELECT definition FROM saved); END $$; DROP TABLE saved",
       "*schema__functions*:*schema__reading_all*",
       {"members_catalog.schema__functions", "members_attack.schema__reading_all"}},
      {"all memberships without a line",
       "CREATE TABLE saved AS SELECT pg_get_functiondef('tenon.reading_of'::regproc) AS definition;"
       "DO $$ BEGIN EXECUTE replace((SELECT definition FROM saved), 'NOT FOUND', 'false'); END $$",
       "DO $$ BEGIN EXECUTE (SELECT definition FROM saved); END $$; DROP TABLE saved",
       "*schema__functions*:*schema__reading_all*",
       {"members_catalog.schema__functions", "members_attack.schema__reading_all"}},
      {"a reason of blanks",
       "CREATE TABLE saved AS SELECT pg_get_functiondef('tenon.open_reading'::regproc) AS definition;"
       "DO $$ BEGIN EXECUTE replace((SELECT definition FROM saved), 'OR coalesce($3', 'AND coalesce($3'); "
       "END $$",
       "DO $$ BEGIN EXECUTE (SELECT definition FROM saved); END $$; DROP TABLE saved",
       "*schema__functions*:*schema__reading_all*",
       {"members_catalog.schema__functions", "members_attack.schema__reading_all"}},
      {"a log that support writes",
       "GRANT INSERT, DELETE ON tenon.readings TO support",
       "REVOKE INSERT, DELETE ON tenon.readings FROM support",
       "*schema__bookkeeping*:*schema__reading_all*",
       {"members_catalog.schema__bookkeeping", "members_attack.schema__reading_all"}},
      {"a log that support reads",
       "GRANT SELECT ON tenon.readings TO support",
       "REVOKE SELECT ON tenon.readings FROM support",
       "*schema__reading_all*",
       {"members_attack.schema__reading_all"}},
      {"support on the table itself",
       "GRANT SELECT ON memberships TO support",
       "REVOKE SELECT ON memberships FROM support",
       "*memberships__grants*",
       {"members_catalog.memberships__grants"}},
  };
  return kOfMembers;
}

}  // namespace

std::span<const Mutation> members_mutations() {
  return of_members();
}

}  // namespace live
