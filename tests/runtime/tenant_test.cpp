// Which rows a transaction sees, and what it leaves behind for the next one on the same connection.
#include "server.hpp"

namespace tenon::testing {
namespace {

constexpr Statement kInsert{"shop.items.insert",
                            "INSERT INTO items (tenant_id, id, name) VALUES ($1, $2, $3)"};
constexpr Statement kCount{"shop.items.count", "SELECT count(*) FROM items"};
constexpr Statement kOwn{"shop.items.own", "SELECT count(*) FROM items WHERE tenant_id = $1"};

std::int64_t count(Tx& tx) {
  return execute(tx, kCount)[0].get<std::int64_t>(0);
}

std::int32_t pid(Tx& tx) {
  return std::get<0>(query<std::int32_t>(tx, "SELECT pg_backend_pid()").at(0));
}

std::string setting(Tx& tx) {
  return std::get<0>(
      query<std::string>(tx, "SELECT coalesce(current_setting('app.current_tenant_id', true), '')").at(0));
}

class Tenants : public ServerTest {
 protected:
  Tenants() {
    for (const Uuid& tenant : {kAcme, kGlobex}) {
      pool_.in_tenant(tenant, [](TenantTx& tx) { execute(tx, kInsert, tx.tenant(), Uuid::v7(), "first"); });
    }
  }

  /// After anything at all, the connection's next transactions are as good as new.
  void expect_nothing_left() {
    pool_.in_transaction([](Tx& tx) {
      EXPECT_EQ(count(tx), 0);
      EXPECT_EQ(setting(tx), "");
    });
    pool_.in_tenant(kGlobex, [](TenantTx& tx) { EXPECT_EQ(count(tx), 1); });
    EXPECT_EQ(db_.admin("SELECT count(DISTINCT pid) FROM pg_stat_activity WHERE application_name = 'tenon' "
                        "AND datname = current_database()"),
              "1");
  }

  Pool pool_ = pool({.role = kApp, .size = 1});
};

TEST_F(Tenants, SeeTheirOwnRows) {
  EXPECT_EQ(db_.admin("SELECT count(*) FROM items"), "2");
  EXPECT_EQ(pool_.in_tenant(kAcme, [](TenantTx& tx) { return count(tx); }), 1);
  EXPECT_EQ(pool_.in_tenant(Uuid::v4(), [](TenantTx& tx) { return count(tx); }), 0);
  EXPECT_EQ(pool_.in_tenant(to_string(kAcme), [](TenantTx& tx) { return count(tx); }), 1);
  expect_nothing_left();
}

TEST_F(Tenants, AreParameters) {
  pool_.in_tenant(kAcme, [](TenantTx& tx) {
    EXPECT_EQ(execute(tx, kOwn, tx.tenant())[0].get<std::int64_t>(0), 1);
    EXPECT_EQ(execute(tx, "SELECT 1 FROM items WHERE tenant_id = $1", tx.tenant()).size(), 1u);
  });
}

TEST_F(Tenants, CannotWriteForAnother) {
  EXPECT_THROW(
      pool_.in_tenant(kAcme, [](TenantTx& tx) { execute(tx, kInsert, TenantKey(kGlobex), Uuid::v7(), "x"); }),
      InsufficientPrivilege);
  expect_nothing_left();
}

TEST_F(Tenants, LeaveNothingAfterCommit) {
  pool_.in_tenant(kAcme, [](TenantTx& tx) { EXPECT_EQ(setting(tx), to_string(kAcme)); });
  expect_nothing_left();
}

TEST_F(Tenants, LeaveNothingAfterAnException) {
  const std::int32_t before = pool_.in_transaction(pid);
  EXPECT_THROW(pool_.in_tenant(kAcme,
                               [](TenantTx& tx) {
                                 execute(tx, kInsert, tx.tenant(), Uuid::v7(), "second");
                                 throw std::logic_error("the application's");
                               }),
               std::logic_error);
  EXPECT_EQ(pool_.in_transaction(pid), before) << "a sound connection was thrown away";
  expect_nothing_left();
  EXPECT_EQ(db_.admin("SELECT count(*) FROM items"), "2");
}

TEST_F(Tenants, LeaveNothingAfterAnError) {
  EXPECT_THROW(pool_.in_tenant(kAcme, [](TenantTx& tx) { execute(tx, "SELECT 1 / 0"); }), DataError);
  expect_nothing_left();
}

TEST_F(Tenants, ASettingOfTheSessionDoesNotCount) {
  pool_.in_transaction([](Tx& tx) {
    execute(tx, "SELECT set_config('app.current_tenant_id', $1, false)", to_string(kAcme));
    execute(tx, "SET SESSION app.current_tenant_id = '00000000-0000-0000-0000-00000000000a'");
  });
  expect_nothing_left();
}

TEST_F(Tenants, TheRoleHoldsInEachTransaction) {
  const auto role = [](Tx& tx) {
    return std::get<0>(query<std::string>(tx, "SELECT current_user::text").at(0));
  };
  EXPECT_EQ(pool_.in_transaction(role), kApp);
  EXPECT_EQ(pool_.in_tenant(kAcme, role), kApp);
}

TEST_F(Tenants, AKeyIsNeverSql) {
  for (const std::string key :
       {"'; DROP TABLE items; --", "\\'; DROP TABLE items; --", "$1", "a'', true); --"}) {
    EXPECT_EQ(pool_.in_tenant(key, [](TenantTx& tx) { return setting(tx); }), key);
    EXPECT_THROW(pool_.in_tenant(key, [](TenantTx& tx) { return count(tx); }), DataError);
  }
  EXPECT_THROW(pool_.in_tenant("\xff\xfe", [](TenantTx&) {}), Error);
  EXPECT_EQ(db_.admin("SELECT count(*) FROM items"), "2");
  expect_nothing_left();
}

TEST_F(Tenants, NeedASchemaThatHasSome) {
  SchemaInfo global = kSchema;
  global.tenant_setting = "";
  Pool pool(db_.url(), global, {.role = kApp});
  EXPECT_THROW(pool.in_tenant(kAcme, [](TenantTx&) {}), Error);
  EXPECT_EQ(pool.in_transaction([](Tx&) { return 5; }), 5);
}

TEST_F(Tenants, CannotEndTheTransactionThemselves) {
  EXPECT_THROW(pool_.in_tenant(kAcme, [](TenantTx& tx) { execute(tx, "COMMIT"); }), TransactionAborted);
  EXPECT_THROW(pool_.in_tenant(kAcme,
                               [](TenantTx& tx) {
                                 try {
                                   execute(tx, "ROLLBACK");
                                 } catch (const Error&) {
                                   execute(tx, kCount);
                                 }
                               }),
               TransactionAborted);
  expect_nothing_left();
}

TEST_F(Tenants, ChainedTransactionsHaveATenantOrNone) {
  EXPECT_THROW(pool_.in_tenant(kAcme, [](TenantTx& tx) { execute(tx, "COMMIT AND CHAIN"); }),
               TransactionAborted);
  pool_.in_tenant(kAcme, [](TenantTx& tx) {
    execute(tx, "ROLLBACK AND CHAIN");
    EXPECT_EQ(setting(tx), to_string(kAcme));
    EXPECT_EQ(std::get<0>(query<std::string>(tx, "SELECT current_user::text").at(0)), kApp);
    EXPECT_EQ(count(tx), 1);
  });
  expect_nothing_left();
}

TEST_F(Tenants, KeepTheirPlaceAcrossSavepoints) {
  pool_.in_tenant(kAcme, [](TenantTx& tx) {
    execute(tx, "SAVEPOINT before");
    EXPECT_THROW(execute(tx, kInsert, tx.tenant(), Uuid::v7(), "first"), UniqueViolation);
    execute(tx, "ROLLBACK TO SAVEPOINT before");
    EXPECT_EQ(count(tx), 1);
    execute(tx, kInsert, tx.tenant(), Uuid::v7(), "second");
  });
  EXPECT_EQ(db_.admin("SELECT count(*) FROM items"), "3");
  expect_nothing_left();
}

}  // namespace
}  // namespace tenon::testing
