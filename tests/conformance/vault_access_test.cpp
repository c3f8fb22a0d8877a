// A signed schema by the generated C++: who has the key has the tenant, and SQL hasn't.
#include "vault_access.hpp"

#include <tenon/error.hpp>
#include <tenon/pool.hpp>
#include <tenon/query.hpp>

#include "live_database.hpp"
#include "pooler.hpp"
#include "tenon/pq/session.hpp"

namespace {

using namespace vault;
using tenon::execute;
using tenon::query;
using tenon::TenantTx;

const std::string& vault_server() {
  return live::url(tenon::catalog::ServerKind::kPostgres);
}

std::string admin(const std::string& sql) {
  auto session = tenon::pq::Session::connect(vault_server());
  if (!session) throw std::runtime_error(session.error().message);
  const auto rows = session->script(sql);
  if (!rows) throw std::runtime_error(rows.error().message);
  return rows->size() == 0 ? "" : rows->text(0, 0);
}

tenon::SigningKey new_key(int number) {
  return {number,
          admin("SET ROLE vault_owner; SELECT tenon.add_signing_key(" + std::to_string(number) + ")")};
}

/// The key of most tests.
const tenon::SigningKey& key() {
  static const tenon::SigningKey made = new_key(1);
  return made;
}

tenon::Pool pool(const char* role, const std::optional<tenon::SigningKey>& with = key()) {
  return {vault_server(), kSchema, {.role = role, .size = 2, .signing_key = with}};
}

tenon::Uuid make_firm() {
  static int count = 0;
  const tenon::Uuid id = tenon::Uuid::v4();
  pool("vault_provisioner").in_tenant(id, [](TenantTx& tx) {
    Firms{tx}.insert({.name = "Firm " + std::to_string(++count)});
  });
  pool("vault_app").in_tenant(id, [](TenantTx& tx) {
    Cases{tx}.insert({.title = "Case", .about = "leaks"});
  });
  return id;
}

std::int64_t seen(tenon::Tx& tx) {
  return std::get<0>(query<std::int64_t>(tx, "SELECT count(*) FROM cases").at(0));
}

std::string setting(tenon::Tx& tx) {
  return std::get<0>(query<std::string>(tx, "SELECT current_setting('app.current_tenant_id', true)").at(0));
}

void set(tenon::Tx& tx, const std::string& value) {
  execute(tx, "SELECT set_config('app.current_tenant_id', $1, true)", value);
}

TEST(VaultAccess, ATenantHasItsRows) {
  const tenon::Uuid ours = make_firm();
  const tenon::Uuid theirs = make_firm();
  tenon::Pool app = pool("vault_app");
  app.in_tenant(ours, [&](TenantTx& tx) {
    EXPECT_EQ(Cases{tx}.count(), 1);
    EXPECT_EQ(query<std::string>(tx, "SELECT id::text FROM tenon.cases_search_text('leaks', 5)").size(), 1U);
    EXPECT_EQ(std::get<0>(query<std::int64_t>(tx, "SELECT count(*) FROM cases_audit").at(0)), 1);
  });
  const auto insert_theirs = [&](TenantTx& tx) {
    execute(tx, "INSERT INTO cases (tenant_id, title, about) VALUES ($1, 'x', 'y')", theirs);
  };
  EXPECT_THROW(app.in_tenant(ours, insert_theirs), tenon::InsufficientPrivilege);
  pool("vault_provisioner").in_tenant(theirs, [&](TenantTx& tx) {
    EXPECT_EQ(query<std::string>(tx, "DELETE FROM firms RETURNING id::text").size(), 1U);
  });
  EXPECT_EQ(app.in_tenant(theirs, seen), 0);
  EXPECT_EQ(app.in_tenant(ours, seen), 1);
  EXPECT_EQ(app.in_transaction(seen), 0);
}

TEST(VaultAccess, WhoAsksGoesAlongWithTheSignature) {
  const tenon::Uuid firm = make_firm();
  tenon::Pool app = pool("vault_app");
  const auto asking = [](tenon::Tx& tx) {
    return query<std::optional<std::string>>(tx, "SELECT tenon.session_clerk()").at(0);
  };
  app.in_tenant(firm, SessionValues{.clerk = "ann"}, [&](TenantTx& tx) {
    EXPECT_EQ(std::get<0>(asking(tx)), "ann");
    execute(tx, "SAVEPOINT s");
    execute(tx, "ROLLBACK TO SAVEPOINT s");
    EXPECT_EQ(std::get<0>(asking(tx)), "ann");
    EXPECT_EQ(seen(tx), 1);
    Cases{tx}.insert({.title = "Logged", .about = ""});
    EXPECT_EQ(query<std::string>(tx, "SELECT actor FROM cases_audit WHERE actor IS NOT NULL"),
              (std::vector<std::tuple<std::string>>{{"ann"}}));
  });
  EXPECT_EQ(std::get<0>(app.in_tenant(firm, asking)), std::nullopt);
}

TEST(VaultAccess, SqlChoosesNoTenant) {
  const tenon::Uuid ours = make_firm();
  const tenon::Uuid theirs = make_firm();
  tenon::Pool app = pool("vault_app");
  app.in_tenant(ours, [&](TenantTx& tx) {
    const std::string own = setting(tx);
    set(tx, to_string(theirs));
    EXPECT_EQ(seen(tx), 0) << "unsigned";
    set(tx, own.substr(0, own.size() - 36) + to_string(theirs));
    EXPECT_EQ(seen(tx), 0) << "another tenant's signature";
    set(tx, own);
    EXPECT_EQ(seen(tx), 1);
  });
  const auto enter_theirs = [&](TenantTx& tx) {
    execute(tx, "SELECT tenon.enter_tenant($1)", to_string(theirs));
  };
  EXPECT_THROW(app.in_tenant(ours, enter_theirs), tenon::InsufficientPrivilege);
}

TEST(VaultAccess, AValueCountsOnItsOwnConnectionAlone) {
  const tenon::Uuid ours = make_firm();
  const tenon::Uuid theirs = make_firm();
  tenon::Pool app = pool("vault_app");
  app.in_tenant(theirs, [&](TenantTx& other) {
    const std::string value = setting(other);
    app.in_tenant(ours, [&](TenantTx& tx) {
      set(tx, value);
      EXPECT_EQ(seen(tx), 0);
    });
    set(other, value);
    EXPECT_EQ(seen(other), 1);
  });
}

/// Another session of the same role reads in pg_stat_activity what text this one sends, and could wait for
/// its backend.
TEST(VaultAccess, NobodyIsShownTheValue) {
  const tenon::Uuid ours = make_firm();
  tenon::testing::Pooler pooler(vault_server(), 1, tenon::testing::Pooler::Key::of_the_first);
  tenon::Pool app(pooler.url(), kSchema, {.role = "vault_app", .size = 1, .signing_key = key()});
  app.in_tenant(ours, [](TenantTx& tx) {
    execute(tx, "SAVEPOINT s");
    execute(tx, "ROLLBACK TO SAVEPOINT s");
    EXPECT_EQ(seen(tx), 1);
  });
  const std::string sent = pooler.statements();
  EXPECT_NE(sent.find("set_config($1, $2, true)"), std::string::npos);
  EXPECT_EQ(sent.find(to_string(ours)), std::string::npos);
}

TEST(VaultAccess, WithoutAKeyThereIsNoTenant) {
  const tenon::Uuid ours = make_firm();
  tenon::Pool app = pool("vault_app", std::nullopt);
  EXPECT_THROW(app.in_tenant(ours, seen), tenon::Error);
  EXPECT_EQ(app.in_transaction(seen), 0);
  tenon::SchemaInfo plain = kSchema;
  plain.tenant_is_signed = false;
  EXPECT_THROW(tenon::Pool(vault_server(), plain, {.role = "vault_app", .signing_key = key()}), tenon::Error);
  tenon::Pool unaware(vault_server(), plain, {.role = "vault_app"});
  EXPECT_EQ(unaware.in_tenant(ours, seen), 0) << "a program that doesn't sign sees nothing";
}

TEST(VaultAccess, AWrongKeyIsTold) {
  const tenon::Uuid ours = make_firm();
  const std::string digits(64, 'a');
  tenon::Pool app = pool("vault_app", tenon::SigningKey(1, digits));
  try {
    app.in_tenant(ours, seen);
    FAIL() << "it was taken";
  } catch (const tenon::TenantRefused& error) {
    EXPECT_EQ(
        std::string(error.what()),
        "the server doesn't take the tenant signed with key 1: the database has another key of this number, "
        "or none, or the signature is of another schema than its own");
  }
  app.sign_with(key());
  EXPECT_EQ(app.in_tenant(ours, seen), 1);
}

/// Only a pool that doesn't look at the schema comes so far.
TEST(VaultAccess, AnotherSchemasNameIsTold) {
  const tenon::Uuid ours = make_firm();
  tenon::SchemaInfo other = kSchema;
  other.name = "another";
  tenon::Pool app(vault_server(), other, {.role = "vault_app", .check_schema = false, .signing_key = key()});
  try {
    app.in_tenant(ours, seen);
    FAIL() << "it was taken";
  } catch (const tenon::TenantRefused& error) {
    EXPECT_NE(std::string(error.what()).find("another schema"), std::string::npos) << error.what();
  }
}

TEST(VaultAccess, ATenantThatIsNoTextIsRefusedBeforeItIsSent) {
  tenon::Pool app = pool("vault_app");
  EXPECT_THROW(app.in_tenant(tenon::TenantKey("\xff"), seen), tenon::EncodeError);
}

TEST(VaultAccess, KeysAreChangedUnderWay) {
  const tenon::Uuid ours = make_firm();
  const tenon::SigningKey old_key = new_key(7);
  const tenon::SigningKey next = new_key(8);
  tenon::Pool app = pool("vault_app", old_key);
  EXPECT_EQ(app.in_tenant(ours, seen), 1);
  EXPECT_EQ(pool("vault_app", next).in_tenant(ours, seen), 1) << "both count";
  admin("SET ROLE vault_owner; SELECT tenon.retire_signing_key(7)");
  EXPECT_THROW(app.in_tenant(ours, seen), tenon::TenantRefused);
  app.sign_with(next);
  EXPECT_EQ(app.in_tenant(ours, seen), 1);
}

TEST(VaultAccess, AKeyIsHexadecimalDigits) {
  for (const std::string& text : {std::string(), std::string("aa"), std::string("\\x"), std::string(64, 'z')})
    EXPECT_THROW(tenon::SigningKey(1, text), tenon::ParseError);
  EXPECT_THROW(tenon::SigningKey(1, std::string(66, 'a')), tenon::ParseError);
  EXPECT_THROW(tenon::SigningKey(0, std::string(64, 'a')), tenon::ParseError);
  EXPECT_EQ(tenon::SigningKey(3, std::string(64, 'A')).number(), 3);
}

TEST(VaultAccess, ATenantStaysWhereATransactionGoesOn) {
  const tenon::Uuid ours = make_firm();
  pool("vault_app").in_tenant(ours, [](TenantTx& tx) {
    execute(tx, "SAVEPOINT s");
    set(tx, "");
    EXPECT_EQ(seen(tx), 0);
    execute(tx, "ROLLBACK TO SAVEPOINT s");
    EXPECT_EQ(seen(tx), 1);
    execute(tx, "ROLLBACK AND CHAIN");
    EXPECT_EQ(seen(tx), 1);
  });
}

/// The client can't know whose process a transaction gets, so that it signs again where it guessed wrong.
TEST(VaultAccess, APoolersProcessIsSignedFor) {
  const tenon::Uuid ours = make_firm();
  for (const auto told :
       {tenon::testing::Pooler::Key::of_its_own, tenon::testing::Pooler::Key::of_the_first}) {
    tenon::testing::Pooler pooler(vault_server(), 2, told);
    tenon::Pool app(pooler.url(), kSchema, {.role = "vault_app", .size = 1, .signing_key = key()});
    for (const std::size_t process : {0U, 1U, 1U, 0U}) {
      pooler.use(process);
      EXPECT_EQ(app.in_tenant(ours, [](TenantTx& tx) { return Cases{tx}.count(); }), 1);
    }
  }
}

TEST(VaultAccess, TheOwnerEntersATenantWithoutAKey) {
  const tenon::Uuid ours = make_firm();
  const std::string enter =
      "BEGIN; SET LOCAL ROLE vault_owner; SELECT tenon.enter_tenant('" + to_string(ours) + "'); ";
  EXPECT_EQ(admin(enter + "SET LOCAL ROLE vault_app; SELECT count(*) FROM cases"), "1");
  admin("SET ROLE vault_owner; SELECT tenon.retire_signing_key(0)");
  EXPECT_EQ(admin(enter + "SET LOCAL ROLE vault_app; SELECT count(*) FROM cases"), "1") << "it was made anew";
}

TEST(VaultAccess, AKeyIsOneOfItsOwn) {
  EXPECT_EQ(admin("SET ROLE vault_owner; SELECT tenon.add_signing_key(20, sha256('x'))"),
            admin("SELECT sha256('x')"));
  for (const std::string arguments : {"20", "-1", "NULL", "1000000000", "21, 'short'"}) {
    EXPECT_THROW(admin("SET ROLE vault_owner; SELECT tenon.add_signing_key(" + arguments + ")"),
                 std::runtime_error)
        << arguments;
  }
  EXPECT_THROW(admin("SET ROLE vault_owner; SELECT tenon.retire_signing_key(21)"), std::runtime_error);
  tenon::Pool app(vault_server(), kSchema,
                  {.role = "vault_app", .signing_key = tenon::SigningKey(20, admin("SELECT sha256('x')"))});
  EXPECT_EQ(app.in_tenant(make_firm(), seen), 1);
}

}  // namespace
