// The server's errors, by type, and never with a value in them.
#include "server.hpp"

namespace tenon::testing {
namespace {

constexpr Statement kInsert{"shop.items.insert",
                            "INSERT INTO items (tenant_id, id, name) VALUES ($1, $2, $3)"};

class Errors : public ServerTest {
 protected:
  /// Runs `sql` for a tenant, expects `E`, and that the message shows nothing of the word `s3cret`.
  template <class E>
  E caught(const std::string& sql, const std::string& sqlstate) {
    try {
      pool_.in_tenant(kAcme, [&](TenantTx& tx) { execute(tx, sql); });
    } catch (const E& error) {
      EXPECT_EQ(error.sqlstate(), sqlstate);
      EXPECT_EQ(std::string(error.what()).find("s3cret"), std::string::npos) << error.what();
      EXPECT_NE(std::string(error.what()).find(sqlstate), std::string::npos) << error.what();
      return error;
    } catch (const std::exception& error) {
      ADD_FAILURE() << sql << ": another exception: " << error.what();
    }
    ADD_FAILURE() << sql << ": no such exception";
    return E("", {});
  }

  void insert(const Uuid& id, const std::string& name) {
    pool_.in_tenant(kAcme, [&](TenantTx& tx) { execute(tx, kInsert, tx.tenant(), id, name); });
  }

  Pool pool_ = pool({.role = kApp, .size = 1});
};

std::string insert_sql(const std::string& id, const std::string& name) {
  return "INSERT INTO items (tenant_id, id, name) VALUES ('" + to_string(kAcme) + "', " + id + ", " + name +
         ")";
}

TEST_F(Errors, UniqueViolation) {
  insert(Uuid::v7(), "s3cret");
  const auto error = caught<UniqueViolation>(insert_sql("gen_random_uuid()", "'s3cret'"), "23505");
  EXPECT_EQ(error.constraint(), "items_name_key");
  EXPECT_EQ(error.table(), "items");
  EXPECT_EQ(error.schema(), "public");
  EXPECT_FALSE(error.retryable());
  EXPECT_STREQ(error.what(), "a unique constraint is violated: `items_name_key` of `public.items` (23505)");
}

TEST_F(Errors, NameTheStatement) {
  insert(Uuid::v7(), "s3cret");
  const std::string message = message_of<UniqueViolation>([&] { insert(Uuid::v7(), "s3cret"); });
  EXPECT_EQ(message.find("shop.items.insert: "), 0u) << message;
  EXPECT_EQ(message.find("s3cret"), std::string::npos) << message;
}

TEST_F(Errors, OtherConstraints) {
  EXPECT_EQ(caught<CheckViolation>(insert_sql("gen_random_uuid()", "'forbidden'"), "23514").constraint(),
            "items_name_check");
  const auto missing = caught<NotNullViolation>(insert_sql("gen_random_uuid()", "NULL"), "23502");
  EXPECT_EQ(missing.column(), "name");
  EXPECT_EQ(missing.table(), "items");
  EXPECT_EQ(caught<ForeignKeyViolation>(
                "INSERT INTO parts VALUES ('" + to_string(kAcme) + "', gen_random_uuid())", "23503")
                .constraint(),
            "parts_item_fk");
  caught<ExclusionViolation>("INSERT INTO plans VALUES (1, 'free', '[1,5)'), (2, 'free', '[2,3)')", "23P01");
  caught<IntegrityViolation>(insert_sql("gen_random_uuid()", "NULL"), "23502");
}

TEST_F(Errors, Privileges) {
  caught<InsufficientPrivilege>("SELECT * FROM hidden", "42501");
  caught<InsufficientPrivilege>(
      "INSERT INTO items VALUES ('" + to_string(kGlobex) + "', gen_random_uuid(), 's3cret')", "42501");
}

TEST_F(Errors, ValuesThatTheServerQuotes) {
  caught<DataError>("SELECT 's3cret'::uuid", "22P02");
  caught<DataError>("SELECT 's3cret'::int", "22P02");
  caught<DataError>("SELECT 's3cret'::plan", "22P02");
  caught<DataError>("SELECT to_date('s3cret', 'YYYY')", "22007");
  caught<DataError>("SELECT 99999999999::int", "22003");
  caught<DataError>("SELECT set_config('work_mem', 's3cret', true)", "22023");
  caught<DataError>(R"(SELECT '{"s3cret'::jsonb)", "22P02");
}

TEST_F(Errors, WhatFunctionsRaise) {
  for (const std::string state : {"P0001", "42501", "40001", "23505", "57014"}) {
    caught<ServerError>("DO $$ BEGIN RAISE EXCEPTION 's3cret' USING ERRCODE = '" + state + "'; END $$",
                        state);
  }
}

TEST_F(Errors, InvalidSql) {
  const auto error = caught<ServerError>("SELECT no_such_column FROM items", "42703");
  EXPECT_NE(std::string(error.what()).find("no_such_column"), std::string::npos);
}

TEST_F(Errors, Timeouts) {
  EXPECT_THROW(pool_.in_transaction([](Tx& tx) {
    execute(tx, "SET LOCAL statement_timeout = '20ms'");
    EXPECT_THROW(execute(tx, "SELECT pg_sleep(5)"), QueryCanceled);
    execute(tx, "SELECT 1");  // the transaction has failed
  }),
               ServerError);
}

TEST_F(Errors, SerializationFailuresAreRetryable) {
  insert(Uuid::parse("00000000-0000-0000-0000-000000000001"), "a");
  try {
    pool_.in_tenant(kAcme,
                    [&](TenantTx& tx) {
                      execute(tx, "SELECT * FROM items");
                      db_.admin("UPDATE items SET amount = 1");
                      execute(tx, "UPDATE items SET amount = 2");
                    },
                    {.isolation = Isolation::repeatable_read});
    FAIL();
  } catch (const SerializationFailure& error) {
    EXPECT_TRUE(error.retryable());
  }
}

TEST_F(Errors, ReadOnlyTransactionsDoNotWrite) {
  EXPECT_THROW(
      pool_.in_tenant(kAcme, [&](TenantTx& tx) { execute(tx, kInsert, tx.tenant(), Uuid::v7(), "x"); },
                      {.isolation = Isolation::serializable, .read_only = true}),
      ServerError);
}

TEST_F(Errors, DeferredConstraintsFailTheCommit) {
  db_.admin("ALTER TABLE parts ALTER CONSTRAINT parts_item_fk DEFERRABLE INITIALLY DEFERRED");
  bool reached = false;
  EXPECT_THROW(pool_.in_tenant(kAcme,
                               [&](TenantTx& tx) {
                                 execute(tx, "INSERT INTO parts VALUES ($1, gen_random_uuid())", tx.tenant());
                                 reached = true;
                               }),
               ForeignKeyViolation);
  EXPECT_TRUE(reached);
  EXPECT_EQ(pool_.in_transaction([](Tx&) { return 1; }), 1);
}

TEST_F(Errors, ASwallowedOneIsNotCommitted) {
  EXPECT_THROW(pool_.in_tenant(kAcme,
                               [&](TenantTx& tx) {
                                 execute(tx, kInsert, tx.tenant(), Uuid::v7(), "x");
                                 EXPECT_THROW(execute(tx, "SELECT 1 / 0"), DataError);
                               }),
               TransactionAborted);
  EXPECT_EQ(db_.admin("SELECT count(*) FROM items"), "0");
}

TEST_F(Errors, CopyIsRefused) {
  EXPECT_THROW(pool_.in_transaction([](Tx& tx) { execute(tx, "COPY plans TO STDOUT"); }), Error);
  EXPECT_THROW(pool_.in_transaction([](Tx& tx) { execute(tx, "COPY plans FROM STDIN"); }), Error);
  EXPECT_EQ(pool_.in_transaction([](Tx&) { return 1; }), 1);
}

/// Each row's cells are looked up together, in a place of their own where there are many.
TEST_F(Errors, OfARowBehindOthersNameItsColumn) {
  for (const std::size_t columns : {3U, 40U}) {
    std::string sql = "SELECT n, nullif(n, 2) AS named, ''::text";
    for (std::size_t i = 3; i < columns; ++i) sql += ", n + " + std::to_string(i);
    sql += " FROM generate_series(1, 3) n ORDER BY n";
    pool_.in_transaction([&](Tx& tx) {
      const Result result = execute(tx, sql);
      std::int32_t sum = 0;
      std::size_t nulls = 0;
      for (const Row& row : detail::EachRow(result)) {
        sum += row.get<std::int32_t>(0) + row.get<std::int32_t>(columns > 3 ? columns - 1 : 0);
        nulls += row.is_null(1) ? 1 : 0;
        EXPECT_EQ(row.get<std::optional<std::string>>(2), "");
        EXPECT_THROW(static_cast<void>(row.get<std::int64_t>(0)), DecodeError);
        EXPECT_THROW(static_cast<void>(row.get<std::int32_t>(columns)), DecodeError);
      }
      EXPECT_EQ(sum, columns > 3 ? 12 + 3 * 39 : 12);
      EXPECT_EQ(nulls, 1U);
      const std::string message = message_of<DecodeError>([&] {
        for (const Row& row : detail::EachRow(result)) static_cast<void>(row.get<std::int32_t>(1));
      });
      EXPECT_NE(message.find("named"), std::string::npos) << message;
    });
  }
}

TEST_F(Errors, DecodingKeepsTheTransactionUsable) {
  const auto value = pool_.in_transaction([](Tx& tx) {
    EXPECT_THROW(static_cast<void>(query<std::int32_t>(tx, "SELECT 's3cret'::text AS name")), DecodeError);
    EXPECT_THROW(execute(tx, "SELECT $1::date", Date{}), EncodeError);
    return std::get<0>(query<std::int32_t>(tx, "SELECT 5").at(0));
  });
  EXPECT_EQ(value, 5);
}

TEST_F(Errors, OneNameForTwoStatements) {
  constexpr Statement other{"shop.items.insert", "SELECT $1::uuid, $2::uuid, $3::text"};
  insert(Uuid::v7(), "a");
  const std::string same_types = message_of<Error>(
      [&] { pool_.in_transaction([&](Tx& tx) { execute(tx, other, TenantKey(kAcme), Uuid::v7(), "x"); }); });
  EXPECT_NE(same_types.find("under this name"), std::string::npos) << same_types;
  const std::string other_types = message_of<Error>([&] {
    pool_.in_transaction(
        [&](Tx& tx) { execute(tx, kInsert, TenantKey(kAcme), Uuid::v7(), std::int64_t{5}); });
  });
  EXPECT_NE(other_types.find("under this name"), std::string::npos) << other_types;
}

}  // namespace
}  // namespace tenon::testing
