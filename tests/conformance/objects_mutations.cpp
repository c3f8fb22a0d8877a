#include "objects_mutations.hpp"

namespace live {
namespace {

const Mutation kObjectsMutations[] = {
    {"a sequence that the application sets",
     "GRANT UPDATE ON SEQUENCE ticket_no TO objects_app",
     "REVOKE UPDATE ON SEQUENCE ticket_no FROM objects_app",
     "*schema__sequences*",
     {"objects_catalog.schema__sequences"}},
    {"a sequence whose state everybody reads",
     "GRANT SELECT ON SEQUENCE ticket_no TO PUBLIC",
     "REVOKE SELECT ON SEQUENCE ticket_no FROM PUBLIC",
     "*schema__sequences*",
     {"objects_catalog.schema__sequences", "objects_attack.schema__sequences"}},
    {"a sequence whose numbers the application can't take",
     "REVOKE USAGE ON SEQUENCE ticket_no FROM objects_app",
     "GRANT USAGE ON SEQUENCE ticket_no TO objects_app",
     "*schema__sequences*",
     {"objects_catalog.schema__sequences", "objects_attack.schema__sequences"}},
    {"a sequence that belongs to the application",
     "ALTER SEQUENCE ticket_no OWNER TO objects_app",
     "ALTER SEQUENCE ticket_no OWNER TO objects_owner; GRANT USAGE ON SEQUENCE ticket_no TO objects_app",
     "*schema__sequences*",
     {"objects_catalog.schema__sequences", "objects_attack.schema__sequences"}},
    {"a sequence that begins anew",
     "ALTER SEQUENCE ticket_no CYCLE",
     "ALTER SEQUENCE ticket_no NO CYCLE",
     "*schema__sequences*",
     {"objects_catalog.schema__sequences"}},
    {"a type with a value more",
     "ALTER TYPE spot ADD ATTRIBUTE z float8",
     "ALTER TYPE spot DROP ATTRIBUTE z",
     "*schema__types*",
     {"objects_catalog.schema__types"}},
    {"a table without a key that has one",
     "ALTER TABLE visits ADD CONSTRAINT visits_pkey PRIMARY KEY (tenant_id, page)",
     "ALTER TABLE visits DROP CONSTRAINT visits_pkey",
     "*visits__primary_key*",
     {"objects_catalog.visits__primary_key"}},
    {"a session's function that says another standing",
     "CREATE OR REPLACE FUNCTION tenon.session_standing() RETURNS standing LANGUAGE sql STABLE PARALLEL SAFE "
     "RETURN 'admin'::standing",
     "CREATE OR REPLACE FUNCTION tenon.session_standing() RETURNS standing LANGUAGE sql STABLE PARALLEL SAFE "
     "RETURN nullif(current_setting('app.standing', true), '')::standing",
     "*schema__functions*:*asking_as*",
     {"objects_catalog.schema__functions", "objects_attack.tickets__asking_as_nobody"}},
};

}  // namespace

std::span<const Mutation> objects_mutations() {
  return kObjectsMutations;
}

}  // namespace live
