// What a migration finds in rows under forced policies: they bind the owner, which runs it, and hide nothing
// from it all the same.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "grown.hpp"

namespace plan_tests {
namespace {

using namespace tenon;

constexpr const char* kHead = R"( schema grown { postgres 15 }
 tenancy { root Tenant app grown_app owner grown_owner }
 entity Tenant { id: uuid = uuid() @key }
)";

std::string uuid(int i) {
  return fmt::format("'00000000-0000-7000-8000-00000000000{}'", i);
}

std::string tenants() {
  return fmt::format("INSERT INTO tenants (id) VALUES ({}), ({});", uuid(1), uuid(2));
}

constexpr const char* kLeftPolicies = "SELECT count(*) FROM pg_policy WHERE polname = 'tenon_fill'";

const std::string kRelation = std::string(kHead) + R"( entity Person { id: uuid = uuid() @key }
 entity Note {
   id: uuid = uuid() @key
-  author_id: uuid?
+  author: Person? @was(author_id)
 }
)";

TEST(Rows, OfAnotherTenantBreakANewForeignKey) {
  Grown grown(kRelation,
              tenants() + fmt::format("INSERT INTO persons (tenant_id, id) VALUES ({0}, {2}); "
                                      "INSERT INTO notes (tenant_id, author_id) VALUES ({1}, {2});",
                                      uuid(1), uuid(2), uuid(3)));
  ASSERT_EQ(grown.wrong(), "");
  EXPECT_THAT(grown.run(migration::kExpand), testing::HasSubstr("violates foreign key constraint"));
  EXPECT_EQ(grown.value(kLeftPolicies), "0");
  EXPECT_EQ(
      grown.value("SELECT count(*) FROM pg_constraint WHERE conname = 'notes_author_fkey' AND convalidated"),
      "0");
}

TEST(Rows, ThatReferToTheirOwnTenantsKeepIt) {
  Grown grown(kRelation,
              tenants() + fmt::format("INSERT INTO persons (tenant_id, id) VALUES ({0}, {1}); "
                                      "INSERT INTO notes (tenant_id, author_id) VALUES ({0}, {1});",
                                      uuid(1), uuid(3)));
  ASSERT_EQ(grown.wrong(), "");
  EXPECT_EQ(grown.run(migration::kExpand), "");
  EXPECT_EQ(grown.value(kLeftPolicies), "0");
}

const std::string kPartitioned = std::string(kHead) + R"( entity Person { id: uuid = uuid() @key }
 entity Event {
   id: uuid = uuid()
   at: timestamptz = now()
   key (at, id)
   partition by range (at) every month
-  who_id: uuid?
+  who: Person? @was(who_id)
 }
)";

TEST(Rows, OfPartitionsBreakANewForeignKey) {
  Grown grown(kPartitioned,
              tenants() + fmt::format("INSERT INTO persons (tenant_id, id) VALUES ({0}, {2}); "
                                      "INSERT INTO events (tenant_id, who_id) VALUES ({1}, {2});",
                                      uuid(1), uuid(2), uuid(3)));
  ASSERT_EQ(grown.wrong(), "");
  EXPECT_THAT(grown.run(migration::kExpand), testing::HasSubstr("violates foreign key constraint"));
  EXPECT_EQ(grown.value(kLeftPolicies), "0");
  EXPECT_EQ(
      grown.value("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conrelid = 'events'::regclass "
                  "AND conname LIKE '%who%'"),
      "0");
}

TEST(Rows, OfPartitionsAreTakenOver) {
  Grown grown(kPartitioned,
              tenants() + fmt::format("INSERT INTO persons (tenant_id, id) VALUES ({0}, {1}); "
                                      "INSERT INTO events (tenant_id, who_id) VALUES ({0}, {1});",
                                      uuid(1), uuid(3)));
  ASSERT_EQ(grown.wrong(), "");
  EXPECT_EQ(grown.run(migration::kExpand), "");
  EXPECT_EQ(grown.value(
                "SELECT count(*) FILTER (WHERE NOT convalidated) || '/' || count(*) FILTER (WHERE conrelid = "
                "'events'::regclass) FROM pg_constraint WHERE contype = 'f' AND conname LIKE '%who%'"),
            "0/1");
  EXPECT_EQ(grown.value(kLeftPolicies), "0");
}

/// Old code goes on to write rows without the value while the others are filled.
TEST(Rows, WrittenMeanwhileAreFilledToo) {
  Grown grown(std::string(kHead) + R"( entity Note {
   id: uuid = uuid() @key
   title: text
+  slug: text @backfill(`lower(title)`)
 }
)",
              tenants() + fmt::format("INSERT INTO notes (tenant_id, title) SELECT {}, 'N' || i FROM "
                                      "generate_series(1, 30000) AS i;",
                                      uuid(1)));
  ASSERT_EQ(grown.wrong(), "");
  std::atomic<bool> ended = false;
  int written = 0;
  std::thread writer([&] {
    auto session = grown.connect();
    while (!ended) {
      if (session.script(fmt::format("INSERT INTO notes (id, tenant_id, title) VALUES "
                                     "(('00000000' || substr(gen_random_uuid()::text, 9))::uuid, {}, 'Late')",
                                     uuid(1))))
        ++written;
    }
  });
  EXPECT_EQ(grown.run(migration::kExpand), "");
  ended = true;
  writer.join();
  EXPECT_GT(written, 0);
  EXPECT_EQ(grown.value("SELECT count(*) FROM notes WHERE slug IS DISTINCT FROM lower(title)"), "0");
}

/// A row of which no value can be made stops the fill, and leaves nothing open.
TEST(Rows, ThatCannotBeFilledLeaveTheTableClosed) {
  Grown grown(std::string(kHead) + R"( entity Note {
   id: uuid = uuid() @key
   parts: int4
+  share: int4 @backfill(`100 / parts`)
 }
)",
              tenants() + fmt::format("INSERT INTO notes (tenant_id, parts) VALUES ({}, 0);", uuid(1)));
  ASSERT_EQ(grown.wrong(), "");
  EXPECT_THAT(grown.run(migration::kExpand), testing::HasSubstr("division by zero"));
  EXPECT_EQ(grown.value(kLeftPolicies), "0");
}

const std::string kRole = std::string(kHead) + R"(+role grown_reader { select Note }
 entity Note { id: uuid = uuid() @key }
)";

/// A role of that name that the server has may be anybody's.
TEST(Roles, ThatMayDoMoreAreNotTaken) {
  for (const std::string traits : {"LOGIN", "BYPASSRLS", "SUPERUSER", "CREATEROLE", "IN ROLE grown_owner"}) {
    Grown grown(kRole, "");
    ASSERT_EQ(grown.wrong(), "");
    ASSERT_TRUE(
        grown.connect().script("DROP ROLE IF EXISTS grown_reader; CREATE ROLE grown_reader " + traits));
    EXPECT_THAT(grown.run(migration::kExpand), testing::HasSubstr("the role grown_reader is ")) << traits;
    EXPECT_TRUE(grown.connect().script("DROP ROLE grown_reader"));
  }
}

TEST(Roles, ThatMayDoNoMoreAreTaken) {
  Grown grown(kRole, "");
  ASSERT_EQ(grown.wrong(), "");
  ASSERT_TRUE(grown.connect().script("DROP ROLE IF EXISTS grown_reader; CREATE ROLE grown_reader"));
  EXPECT_EQ(grown.run(migration::kExpand), "");
  ASSERT_TRUE(grown.connect().script("DROP OWNED BY grown_reader; DROP ROLE grown_reader"));
}

}  // namespace
}  // namespace plan_tests
