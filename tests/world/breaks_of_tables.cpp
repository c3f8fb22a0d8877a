#include "breaks.hpp"

namespace world_tests {

std::vector<Break> breaks_of_tables() {
  return {
      // Partitions.
      {"a trigger on a leaf", R"sql(
       DO $$ BEGIN EXECUTE format('CREATE TRIGGER sly BEFORE INSERT ON public.%I FOR EACH ROW EXECUTE FUNCTION tenon.touch_updated_at()',
         'messages_' || to_char(now(), 'YYYY_MM')); END $$)sql",
       "table public.messages_", "has a trigger sly that no other partition"},
      {"a check on a leaf", "ALTER TABLE public.blobs_p1 ADD CONSTRAINT never CHECK (id IS NULL) NOT VALID",
       "table public.blobs_p1", "has a constraint never"},
      {"a right to a leaf's column", "GRANT SELECT (id) ON public.blobs_p2 TO garden_app",
       "table public.blobs_p2", "has a grant garden_app"},
      {"a leaf that is open", "ALTER TABLE public.blobs_p0 NO FORCE ROW LEVEL SECURITY",
       "table public.blobs_p0", "its forced is `false`"},
      {"a policy on a leaf", "CREATE POLICY hole ON public.blobs_p0 USING (true)", "table public.blobs_p0",
       "has a policy hole"},
      {"an index of a leaf that isn't valid", R"sql(
       UPDATE pg_index SET indisvalid = false
       WHERE indrelid = (SELECT min(inhrelid::regclass::text)::regclass FROM pg_inherits WHERE inhparent = 'public.messages'::regclass)
         AND NOT indisunique)sql",
       "table public.messages_", "its valid is `false`"},
      {"an unlogged leaf", R"sql(
       DO $$ BEGIN EXECUTE format('ALTER TABLE public.%I SET UNLOGGED', 'messages_' || to_char(now(), 'YYYY_MM')); END $$)sql",
       "table public.messages_", "its persistence is `unlogged`"},
      {"a hash partition gone", "DROP TABLE public.blobs_p3", "table public.blobs_p3",
       "is missing, a partition FOR VALUES WITH"},
      {"a list partition gone", "DROP TABLE public.visits_rest", "table public.visits_rest",
       "is missing, a partition"},
      {"a partition for the rest", "CREATE TABLE public.messages_rest PARTITION OF public.messages DEFAULT",
       "table public.messages_rest", "takes the rows that no other partition does"},
      {"a list partition more",
       "CREATE TABLE public.visits_asia PARTITION OF public.visits FOR VALUES IN ('jp') PARTITION BY RANGE "
       "(at)",
       "table public.visits_asia", "which the schema doesn't have"},
      {"a partition of a year among months", R"sql(
       CREATE TABLE public.messages_2031 PARTITION OF public.messages FOR VALUES FROM ('2031-01-01 00:00+00') TO ('2032-01-01 00:00+00'))sql",
       "table public.messages_2031", "which the schema doesn't have"},
      // What maintenance goes by.
      {"the registry's values",
       "UPDATE tenon.partitioned SET levels = jsonb_set(levels, '{0,retain}', '\"1 day\"') WHERE relation = "
       "'public.messages'::regclass",
       "registered row public.messages", "its row is"},
      {"the registry emptied", "DELETE FROM tenon.partitioned", "registered row public.events", "is missing"},
      {"the registry without one table",
       "DELETE FROM tenon.partitioned WHERE relation = 'public.visits'::regclass",
       "registered row public.visits", "is missing"},
      {"another time to keep", "UPDATE tenon.retained SET keep = '1 hour'", "registered row public.sessions",
       "its row is"},
      {"nothing kept any more", "DELETE FROM tenon.retained", "registered row public.sessions", "is missing"},
      {"retention of the tenants", R"sql(
       INSERT INTO tenon.retained (relation, column_name, keep) VALUES ('public.teams', 'slug', '1 day'))sql",
       "registered row public.teams", "maintenance drops or deletes what nobody told it to"},
      {"a clock ahead", "UPDATE tenon.maintenance_clock SET seen_at = now() + interval '1 year'",
       "tenon.maintenance_clock", "a time that is yet to come"},
      {"a guard of the registry gone", "ALTER TABLE tenon.partitioned DROP CONSTRAINT partitioned_pkey",
       "constraint partitioned_pkey", "is missing"},
      // The rest.
      {"numbers that come again", "ALTER TABLE public.authors ALTER COLUMN number SET MAXVALUE 10 SET CYCLE",
       "column number of public.authors", "its identity options are"},
      {"rows that a crash takes", "ALTER TABLE tenon.retained SET UNLOGGED", "table tenon.retained",
       "its persistence is `unlogged`"},
      {"other storage", "ALTER TABLE public.notes RESET (fillfactor)", "table public.notes",
       "its storage is `nothing`"},
      {"a column stored elsewhere", "ALTER TABLE public.notes ALTER COLUMN title SET STORAGE external",
       "column title of public.notes", "its storage is `external`"},
      {"no old rows told", "ALTER TABLE public.tags REPLICA IDENTITY NOTHING", "table public.tags",
       "its replica identity is `nothing`"},
      {"an index more", "CREATE INDEX handy ON public.notes (state)", "index handy",
       "is none of the schema's"},
      {"a unique index more", "CREATE UNIQUE INDEX global ON public.tags (id)", "index global",
       "is none of the schema's"},
      {"a rule", "CREATE RULE quiet AS ON DELETE TO public.tags DO INSTEAD NOTHING",
       "rule quiet of public.tags", "statements do something else"},
      {"a trigger more", R"sql(
       CREATE TRIGGER spy AFTER UPDATE ON public.notes FOR EACH ROW EXECUTE FUNCTION tenon.touch_updated_at())sql",
       "trigger spy of public.notes", "is none of the schema's"},
      {"a trigger that sleeps", "ALTER TABLE public.notes DISABLE TRIGGER touch_updated_at",
       "trigger touch_updated_at of public.notes", "its firing is `disabled`"},
      {"foreign keys that sleep", "ALTER TABLE public.tags DISABLE TRIGGER ALL", "table public.tags",
       "that don't fire"},
      {"a policy more", "CREATE POLICY hole ON public.notes FOR SELECT TO garden_app USING (true)",
       "policy hole of public.notes", "may be shown by it"},
      {"a policy for more", "ALTER POLICY notes_select ON public.notes TO garden_app, PUBLIC",
       "policy notes_select of public.notes", "its list of roles is"},
      {"a view of its owner", "ALTER VIEW public.lately RESET (security_invoker)", "view public.lately",
       "its options are"},
      {"a domain weakened", "ALTER DOMAIN public.mail DROP CONSTRAINT mail_check", "domain public.mail",
       "its checks are"},
      {"a column more", "ALTER TABLE public.notes ADD COLUMN extra int", "column extra of public.notes",
       "is none of the schema's"},
      {"a column that may be empty", "ALTER TABLE public.notes ALTER COLUMN title DROP NOT NULL",
       "column title of public.notes", "its being NOT NULL is"},
  };
}

}  // namespace world_tests
