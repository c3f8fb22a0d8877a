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
      {"a database whose sessions are the owner's", "ALTER DATABASE broken SET role TO garden_owner",
       "database broken", "has `role` set for its sessions here", kLeak},
      {"statements that end at once", "ALTER ROLE garden_app SET statement_timeout TO '900ms'",
       "role garden_app", "its setting `statement_timeout` is another than promised: statements are ended",
       kDenial, "ALTER ROLE garden_app RESET ALL"},
      {"a login whose statements end at once", R"sql(
       CREATE ROLE stray LOGIN; GRANT garden_app TO stray; ALTER ROLE stray SET statement_timeout TO '1')sql",
       "role stray", "has `statement_timeout` set for its sessions here", kDenial, "DROP ROLE stray"},
      {"strings that end elsewhere", "ALTER ROLE garden_app SET standard_conforming_strings TO off",
       "role garden_app", "may end them", kLeak, "ALTER ROLE garden_app RESET ALL"},
      {"a setting that the program goes by", "ALTER ROLE garden_app SET shop.mode TO 'x'", "role garden_app",
       "its setting `shop.mode`", kDrift, "ALTER ROLE garden_app RESET ALL"},
      {"a setting of the server that is to come", "ALTER SYSTEM SET session_replication_role TO replica",
       "the server", "as soon as the server reads its files again", kLeak, "ALTER SYSTEM RESET ALL"},
      {"a path of the server that is to come", "ALTER SYSTEM SET search_path TO shadow, public", "the server",
       "`search_path` set for its sessions as soon as", kLeak, "ALTER SYSTEM RESET ALL"},
      {"a function that refuses every statement", "ALTER FUNCTION tenon.maintain() SET row_security TO off",
       "function tenon.maintain()", "its settings are", kDenial},
      {"a function with more memory", "ALTER FUNCTION tenon.current_tenant() SET work_mem TO '64MB'",
       "function tenon.current_tenant()", "its settings are `work_mem = 64MB`, promised: `none`", kDrift},
  };
}

}  // namespace world_tests
