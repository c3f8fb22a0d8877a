// What one deed breaks is told as one cause by the tool itself: the first of it, how many more, and what
// mends them.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "commands.hpp"
#include "garden.hpp"

namespace world_tests {
namespace {

using ::testing::HasSubstr;

const dumps::Cluster& garden_server() {
  return dumps::postgres(0, dumps::Place::kHere);
}

std::string garden_file() {
  return std::string(TENON_SOURCE) + "/tests/world/garden.schema";
}

/// Of one kind each, to all of the schema's tables.
struct Deed {
  const char* name;
  const char* sql;
  std::size_t causes;
  std::size_t findings;  ///< at least
  const char* told;      ///< of the first
};

constexpr const char* kDisabled =
    "DO $$ DECLARE t regclass; BEGIN FOR t IN SELECT oid FROM pg_class WHERE relrowsecurity LOOP "
    "EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', t); END LOOP; END $$";
constexpr const char* kNotForced =
    "DO $$ DECLARE t regclass; BEGIN FOR t IN SELECT oid FROM pg_class WHERE relforcerowsecurity LOOP "
    "EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', t); END LOOP; END $$";

constexpr Deed kDeeds[] = {
    {"all rights to the application", "GRANT ALL ON ALL TABLES IN SCHEMA public TO garden_app", 1, 200,
     "`garden_app` has privileges on it"},
    {"another owner", "REASSIGN OWNED BY garden_owner TO postgres", 2, 100, "is owned by `postgres`"},
    {"row security off", kDisabled, 1, 400, "row-level security is not enabled"},
    {"row security not forced", kNotForced, 1, 100, "row-level security is not forced"},
    {"the application as its tables' owner", "GRANT garden_owner TO garden_app", 2, 10, "garden_app"},
};

nlohmann::json verified(const std::string& database, const std::string& file = garden_file()) {
  const std::string text =
      dumps::shell(fmt::format("{} verify {} --format json --db '{}' 2> /dev/null || true", TENON_TOOL, file,
                               garden_server().url(database)))
          .text;
  return nlohmann::json::parse(text, nullptr, false);
}

/// What people get, a line a cause.
std::string causes_in(const nlohmann::json& json) {
  std::string out;
  for (const auto& cause : json["findings"])
    out += fmt::format("{}: {} ({} more)\n", cause["object"].get<std::string>(),
                       cause["message"].get<std::string>(), cause["alike"].get<int>());
  return out;
}

/// Each remedy that is told of, in one go.
std::string all_remedies(const nlohmann::json& json) {
  std::string out;
  const auto add = [&](const nlohmann::json& finding) { out += finding["remedy"].get<std::string>() + "\n"; };
  for (const auto& cause : json["findings"]) {
    add(cause);
    for (const auto& other : cause["others"]) add(other);
  }
  return out;
}

/// A file with an entity and a field more than the database has.
std::string newer_file(const dumps::Directory& directory) {
  std::ostringstream text;
  text << std::ifstream(garden_file()).rdbuf();
  std::string schema = text.str();
  const std::string at = "entity Tag {\n";
  schema.replace(schema.find(at), at.size(),
                 "entity Leaf {\n  id: uuid = uuid() @key\n  note: Note @on_delete(cascade)\n}\n\n" + at +
                     "  colour: text = \"red\"\n");
  const std::string path = directory.path("newer.schema");
  std::ofstream(path) << schema;
  return path;
}

TEST(Causes, AnotherVersionIsOne) {
  const Garden garden(garden_server(), garden_file());
  ASSERT_TRUE(garden.is_there() && garden.apply("deeds"));
  const dumps::Directory directory;
  const nlohmann::json json = verified("deeds", newer_file(directory));
  ASSERT_EQ(json["findings"].size(), 1U) << causes_in(json);
  EXPECT_THAT(json["findings"][0]["message"].get<std::string>(),
              HasSubstr("the database is of another version of the schema"));
  EXPECT_THAT(json["findings"][0]["remedy"].get<std::string>(), HasSubstr("tenon migrate up"));
  EXPECT_GE(json["found"], 40);
  // What no version explains is told by itself.
  garden_server().run("deeds", "ALTER TABLE public.notes DISABLE ROW LEVEL SECURITY");
  EXPECT_GT(verified("deeds", newer_file(directory))["findings"].size(), 1U);
  garden_server().drop_database("deeds");
}

TEST(Causes, OneDeedIsOne) {
  const Garden garden(garden_server(), garden_file());
  ASSERT_TRUE(garden.is_there() && garden.apply("deeds"));
  for (const Deed& deed : kDeeds) {
    SCOPED_TRACE(deed.name);
    garden_server().run("postgres", "CREATE DATABASE done TEMPLATE deeds");
    garden_server().run("done", deed.sql);
    const nlohmann::json json = verified("done");
    ASSERT_TRUE(json.is_object());
    EXPECT_EQ(json["findings"].size(), deed.causes) << causes_in(json);
    EXPECT_GE(json["found"], deed.findings);
    EXPECT_THAT(
        json["findings"][0]["object"].get<std::string>() + json["findings"][0]["message"].get<std::string>(),
        HasSubstr(deed.told));
    garden_server().run("done", all_remedies(json));
    EXPECT_EQ(causes_in(verified("done")), "");
    garden_server().drop_database("done");
  }
  garden_server().drop_database("deeds");
}

}  // namespace
}  // namespace world_tests
