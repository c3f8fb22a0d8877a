// pgvector, which the distribution's PostgreSQL doesn't have; PGlite does, and is another server besides.
#include <libpq-fe.h>

#include "server.hpp"

namespace tenon::testing {
namespace {

SchemaInfo without_check() {
  return {.name = "vectors", .tenant_setting = "app.tenant"};
}

class Vectors : public ::testing::Test {
 protected:
  Pool pool_{server_url("TENON_TEST_PGLITE"),
             without_check(),
             {.size = 1, .wait = std::chrono::seconds(20), .check_schema = false, .allow_unsafe_role = true}};
};

TEST_F(Vectors, RoundTrip) {
  const Vector value{0.1F, -2.0F, 3e20F};
  const auto rows = pool_.in_transaction([&](Tx& tx) {
    execute(tx, "CREATE EXTENSION IF NOT EXISTS vector");
    return query<Vector, std::string, std::optional<Vector>>(
        tx, "SELECT $1::vector(3), ($1::vector(3))::text, NULL::vector", value);
  });
  EXPECT_EQ(std::get<0>(rows.at(0)), value);
  EXPECT_EQ(std::get<1>(rows.at(0)), "[0.1,-2,3e+20]");
}

TEST_F(Vectors, InColumnsAndArrays) {
  const std::vector<Vector> values{{1.0F, 2.0F}, {0.5F, 0.25F}};
  const auto rows = pool_.in_tenant(kAcme, [&](TenantTx& tx) {
    execute(tx, "CREATE EXTENSION IF NOT EXISTS vector");
    execute(tx, "CREATE TEMP TABLE v (embedding vector(2)) ON COMMIT DROP");
    execute(tx, "INSERT INTO v SELECT * FROM unnest($1::vector[])", values);
    execute(tx, "INSERT INTO v VALUES ($1)", std::optional<Vector>());
    return query<std::vector<Vector>>(
        tx, "SELECT array_agg(embedding ORDER BY embedding <-> $1) FROM v WHERE embedding IS NOT NULL",
        values[1]);
  });
  EXPECT_EQ(std::get<0>(rows.at(0)), (std::vector<Vector>{values[1], values[0]}));
}

TEST_F(Vectors, OfTheWrongSizeAreAnError) {
  EXPECT_THROW(pool_.in_transaction([&](Tx& tx) {
    execute(tx, "CREATE EXTENSION IF NOT EXISTS vector");
    execute(tx, "CREATE TEMP TABLE v (embedding vector(2)) ON COMMIT DROP");
    execute(tx, "INSERT INTO v VALUES ($1)", Vector{1.0F});
  }),
               DataError);
}

TEST(Intervals, ThatAreInfiniteAreAnError) {
  // They came with PostgreSQL 17.
  Pool pool(server_url("TENON_TEST_PGLITE"), without_check(),
            {.size = 1, .wait = std::chrono::seconds(20), .check_schema = false, .allow_unsafe_role = true});
  for (const std::string text : {"infinity", "-infinity"}) {
    EXPECT_THROW(pool.in_transaction([&](Tx& tx) {
      static_cast<void>(query<Interval>(tx, "SELECT '" + text + "'::interval"));
    }),
                 DecodeError);
  }
}

}  // namespace
}  // namespace tenon::testing
