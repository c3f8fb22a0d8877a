#include "functions_mutations.hpp"

namespace live {
namespace {

#define TENON_BROKEN_FUNCTION(name, from, to)              \
  "CREATE TABLE saved AS SELECT pg_get_functiondef('" name \
  "'::regproc) AS definition;"                             \
  "DO $$ BEGIN EXECUTE replace((SELECT definition FROM saved), '" from "', '" to "'); END $$"
constexpr const char* kMendedFunction =
    "DO $$ BEGIN EXECUTE (SELECT definition FROM saved); END $$; DROP TABLE saved";

const Mutation kFunctionsMutations[] = {
    {"a condition that is gone where no policy holds",
     TENON_BROKEN_FUNCTION("tenon.members", "WHERE tenant_id = (SELECT tenon.current_tenant())", ""),
     kMendedFunction,
     "*schema__functions*:*schema__declared_functions*",
     {"functions_catalog.schema__functions", "functions_attack.schema__declared_functions"}},
    {"a function that runs as a superuser",
     "ALTER FUNCTION owed(uuid) OWNER TO CURRENT_USER; ALTER FUNCTION owed(uuid) SECURITY DEFINER",
     "ALTER FUNCTION owed(uuid) SECURITY INVOKER; ALTER FUNCTION owed(uuid) OWNER TO functions_owner",
     "*schema__declared_functions*",
     {"functions_attack.schema__declared_functions"}},
    {"a condition that is gone, and policies that hold all the same",
     TENON_BROKEN_FUNCTION("open_total", "WHERE tenant_id = (SELECT tenon.current_tenant())", ""),
     kMendedFunction,
     "*schema__declared_functions*",
     {"functions_attack.schema__declared_functions"}},
    {"a function of one tenant that everybody calls",
     "GRANT EXECUTE ON FUNCTION tenon.members() TO PUBLIC",
     "REVOKE EXECUTE ON FUNCTION tenon.members() FROM PUBLIC",
     "*schema__functions*",
     {"functions_catalog.schema__functions"}},
};

#undef TENON_BROKEN_FUNCTION

}  // namespace

std::span<const Mutation> functions_mutations() {
  return kFunctionsMutations;
}

}  // namespace live
