// What a migration makes of tenants that are there when they come to stand in a tree.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "grown.hpp"

namespace plan_tests {
namespace {

using namespace tenon;

std::string tree_schema(const std::string& before, const std::string& after) {
  return fmt::format(R"( schema grown {{ postgres 15 }}
-tenancy {{ root Tenant app grown_app owner grown_owner {} }}
+tenancy {{ root Tenant app grown_app owner grown_owner {} }}
 entity Tenant {{ id: uuid = uuid() @key  parent: Tenant?  above: Tenant? }}
-entity Note {{ id: uuid = uuid() @key }}
+entity Note inherited up {{ id: uuid = uuid() @key }}
)",
                     before, after);
}

std::string tenant(int i) {
  return fmt::format("'00000000-0000-7000-8000-00000000000{}'", i);
}

/// The first stands above the second, and so on; a row for each.
std::string in_a_row(int count) {
  std::string out;
  for (int i = 1; i <= count; ++i)
    out += fmt::format(
        "INSERT INTO tenants (id, parent_id) VALUES ({0}, {1}); INSERT INTO notes (tenant_id) VALUES ({0});",
        tenant(i), i == 1 ? "NULL" : tenant(i - 1));
  return out;
}

constexpr const char* kKeptPairs =
    "SELECT string_agg(right(ancestor::text, 1) || right(descendant::text, 1) || distance, ' ' "
    "ORDER BY ancestor, descendant) FROM tenon.tenant_tree";
constexpr const char* kFillPolicies = "SELECT count(*) FROM pg_policy WHERE polname = 'tenon_fill'";

/// How many notes the tenant reads, as the application.
std::string read_by(Grown& grown, int reader) {
  auto session = grown.connect();
  if (!session.script(fmt::format("SET app.current_tenant_id = {}; SET ROLE grown_app", tenant(reader))))
    return "refused";
  const auto rows = session.query("SELECT count(*) FROM notes");
  return rows ? rows->text(0, 0) : rows.error().message;
}

TEST(TreeRows, AreTakenUp) {
  Grown grown(tree_schema("", "tree parent depth 3"), in_a_row(4));
  ASSERT_EQ(grown.wrong(), "");
  EXPECT_EQ(read_by(grown, 2), "1");
  EXPECT_EQ(grown.run(migration::kExpand), "");
  EXPECT_EQ(grown.value(kKeptPairs), "121 132 143 231 242 341");
  EXPECT_EQ(read_by(grown, 2), "3");
  EXPECT_EQ(read_by(grown, 4), "1");
  EXPECT_EQ(grown.value(kFillPolicies), "0");
}

TEST(TreeRows, ThatStandInACircleAreRefused) {
  Grown grown(
      tree_schema("", "tree parent depth 3"),
      in_a_row(3) + fmt::format("UPDATE tenants SET parent_id = {} WHERE id = {};", tenant(3), tenant(1)));
  ASSERT_EQ(grown.wrong(), "");
  EXPECT_THAT(grown.run(migration::kExpand), testing::HasSubstr("stand in a circle"));
  EXPECT_EQ(grown.value(kFillPolicies), "0");
  EXPECT_EQ(read_by(grown, 2), "1");
}

TEST(TreeRows, ThatStandTooDeepAreRefused) {
  Grown grown(tree_schema("", "tree parent depth 2"), in_a_row(4));
  ASSERT_EQ(grown.wrong(), "");
  EXPECT_THAT(grown.run(migration::kExpand), testing::HasSubstr("more than 2 tenants stand above one"));
  EXPECT_EQ(grown.value("SELECT count(*) FROM pg_trigger WHERE tgname = 'keep_tree'"), "0");
}

TEST(TreeRows, AreTakenUpByAnotherRelation) {
  Grown grown(
      tree_schema("tree parent", "tree above"),
      in_a_row(3) + fmt::format("UPDATE tenants SET above_id = {} WHERE id = {};", tenant(1), tenant(3)));
  ASSERT_EQ(grown.wrong(), "");
  EXPECT_EQ(grown.value(kKeptPairs), "121 132 231");
  EXPECT_EQ(grown.run(migration::kExpand), "");
  EXPECT_EQ(grown.value(kKeptPairs), "131");
}

TEST(TreeRows, AreHeldAgainstALesserDepth) {
  Grown grown(tree_schema("tree parent", "tree parent depth 2"), in_a_row(4));
  ASSERT_EQ(grown.wrong(), "");
  EXPECT_THAT(grown.run(migration::kExpand), testing::HasSubstr("more than 2 tenants stand above one"));
  EXPECT_EQ(grown.value(kKeptPairs), "121 132 143 231 242 341");
}

TEST(TreeRows, AreNobodyElsesOnceTheTreeIsGone) {
  Grown grown(R"( schema grown { postgres 15 }
-tenancy { root Tenant app grown_app owner grown_owner tree parent }
+tenancy { root Tenant app grown_app owner grown_owner }
 entity Tenant { id: uuid = uuid() @key  parent: Tenant? }
-entity Note inherited up { id: uuid = uuid() @key }
+entity Note { id: uuid = uuid() @key }
)",
              in_a_row(3));
  ASSERT_EQ(grown.wrong(), "");
  EXPECT_EQ(read_by(grown, 1), "3");
  EXPECT_EQ(grown.run(migration::kExpand), "");
  EXPECT_EQ(read_by(grown, 1), "1");
  EXPECT_EQ(grown.run(migration::kContract), "");
  EXPECT_EQ(grown.value("SELECT to_regclass('tenon.tenant_tree') IS NULL"), "t");
}

}  // namespace
}  // namespace plan_tests
