#include "breaks.hpp"

namespace world_tests {

std::vector<Break> breaks_of_settings() {
  return {
      {"triggers off from the first statement on",
       "ALTER ROLE garden_app SET session_replication_role TO replica", "role garden_app",
       "session_replication_role", kLeak, "ALTER ROLE garden_app RESET ALL"},
      {"a tenant from the first statement on",
       "ALTER ROLE garden_app SET app.current_tenant_id TO '00000000-0000-0000-0000-000000000001'",
       "role garden_app", "app.current_tenant_id", kLeak, "ALTER ROLE garden_app RESET ALL"},
      {"a login that looks elsewhere first", R"sql(
       CREATE ROLE stray LOGIN; GRANT garden_app TO stray; CREATE SCHEMA shadow; GRANT USAGE ON SCHEMA shadow TO stray;
       CREATE TABLE shadow.notes (LIKE public.notes); ALTER ROLE stray SET search_path TO shadow, public)sql",
       "role stray", "looks for names in shadow first, which has a notes as well", kLeak, "DROP ROLE stray"},
      {"a database that looks elsewhere first",
       "CREATE SCHEMA shadow; CREATE TABLE shadow.tags (id int); ALTER DATABASE broken SET search_path TO "
       "shadow, public",
       "database broken", "looks for names in shadow first, which has a tags as well", kLeak},
      {"a path without ours", R"sql(
       CREATE ROLE stray LOGIN; GRANT analyst TO stray; CREATE SCHEMA shadow; CREATE VIEW shadow.teams AS SELECT 1 AS id;
       ALTER ROLE stray IN DATABASE broken SET search_path TO "$user", shadow)sql",
       "role stray", "looks for names in shadow first, which has a teams as well", kLeak, "DROP ROLE stray"},
      {"a database that is only read",
       "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only TO on', "
       "current_database()); END $$",
       "database broken", "default_transaction_read_only", kDenial},
      {"a database whose large objects are everybody's",
       "ALTER DATABASE broken SET lo_compat_privileges TO on", "database broken", "lo_compat_privileges",
       kLeak},
      {"a login that loads code here", R"sql(
       CREATE ROLE stray LOGIN; GRANT garden_app TO stray;
       ALTER ROLE stray IN DATABASE broken SET session_preload_libraries TO 'auto_explain')sql",
       "role stray", "session_preload_libraries", kLeak, "DROP ROLE stray"},
      {"an application that nobody logs in as", "ALTER ROLE garden_app CONNECTION LIMIT 0", "role garden_app",
       "nobody logs in as it any more", kDenial, "ALTER ROLE garden_app CONNECTION LIMIT -1"},
      {"a login that reads others' statements", R"sql(
       CREATE ROLE stray LOGIN; GRANT garden_app, pg_monitor TO stray)sql",
       "role stray", "reads every session's statements", kLeak, "DROP ROLE stray"},
      {"a login that ends sessions", R"sql(
       CREATE ROLE stray LOGIN; GRANT garden_app, pg_signal_backend TO stray)sql",
       "role stray", "ends the sessions of others", kDenial, "DROP ROLE stray"},
  };
}

}  // namespace world_tests
