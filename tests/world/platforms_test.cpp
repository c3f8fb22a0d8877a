// A schema on databases as hosting platforms hand them out: what is a platform's own is no finding, and what
// it opens is one.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "garden.hpp"

namespace world_tests {
namespace {

using ::testing::IsSupersetOf;
using ::testing::UnorderedElementsAreArray;

struct Platform {
  const char* file;
  std::vector<std::string> found;  ///< as it is handed out
  const char* opened;              ///< as its manual has users go on
  std::vector<std::string> found_then;
  const char* roles;
};

const std::vector<Platform>& platforms() {
  static const std::vector<Platform> kAll = {
      {"supabase",
       {},
       "GRANT ALL ON public.notes TO anon, authenticated, service_role; GRANT garden_app TO authenticator; "
       "ALTER PUBLICATION supabase_realtime ADD TABLE public.tags; CREATE TABLE public.profiles (tenant_id "
       "uuid, "
       "id uuid REFERENCES auth.users, bio text); "
       "CREATE FUNCTION public.on_sign_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN "
       "INSERT INTO "
       "public.authors (name) VALUES (new.email); RETURN new; END'",
       {"grant on table public.notes to anon", "grant on table public.notes to authenticated",
        "grant on table public.notes to service_role", "publication supabase_realtime",
        "table public.profiles", "function public.on_sign_up()"},
       "anon, authenticated, service_role, authenticator, supabase_admin, supabase_auth_admin, "
       "supabase_storage_admin, supabase_replication_admin, supabase_read_only_user, dashboard_user, "
       "pgbouncer"},
      {"hasura",
       {"table pg_statistic", "table pg_statistic_ext_data"},
       "GRANT ALL ON public.notes TO hasurauser; CREATE FUNCTION hdb_catalog.notify_notes() RETURNS trigger "
       "LANGUAGE "
       "plpgsql AS $$ BEGIN PERFORM hdb_catalog.insert_event_log('public', 'notes', 'new', tg_op, "
       "row_to_json(new)); RETURN NULL; END $$; CREATE TRIGGER notify_hasura_notes AFTER INSERT ON "
       "public.notes FOR "
       "EACH ROW EXECUTE FUNCTION hdb_catalog.notify_notes()",
       {"grant on table public.notes to hasurauser", "trigger notify_hasura_notes of public.notes"},
       "hasurauser"},
  };
  return kAll;
}

const dumps::Cluster& host() {
  return dumps::postgres(0, dumps::Place::kHere);
}

std::string contents(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

std::vector<std::string> objects(const tenon::world::Judgement& judgement) {
  std::vector<std::string> out;
  for (const auto& each : judgement.findings) out.push_back(each.object);
  return out;
}

TEST(Platforms, AreQuietButForWhatTheyOpen) {
  const Garden garden(host(), std::string(TENON_SOURCE) + "/tests/world/garden.schema");
  ASSERT_TRUE(garden.is_there());
  for (const Platform& each : platforms()) {
    SCOPED_TRACE(each.file);
    host().make_database("hosted");
    host().run("hosted", contents(fmt::format("{}/tests/world/platforms/{}.sql", TENON_SOURCE, each.file)));
    ASSERT_TRUE(garden.apply_to("hosted"));
    const auto handed_out = garden.judge("hosted");
    EXPECT_THAT(objects(handed_out), UnorderedElementsAreArray(each.found)) << text(handed_out);
    EXPECT_LT(handed_out.unexplained.size(), 50U) << "notes that nobody reads";
    host().run("hosted", each.opened);
    const auto opened = garden.judge("hosted");
    EXPECT_THAT(objects(opened), IsSupersetOf(each.found_then)) << text(opened);
    host().drop_database("hosted");
    host().run("postgres", fmt::format("DROP ROLE {}", each.roles));
  }
}

}  // namespace
}  // namespace world_tests
