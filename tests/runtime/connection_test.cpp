// What a new connection is asked before it serves anybody, and what its errors keep to themselves.
#include "server.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::testing {
namespace {

class Connecting : public ServerTest {
 protected:
  template <class E>
  std::string refused(const SchemaInfo& schema, PoolOptions options) {
    Pool pool(db_.url(), schema, std::move(options));
    return message_of<E>([&] { pool.in_transaction([](Tx&) { ADD_FAILURE() << "the body ran"; }); });
  }
};

TEST_F(Connecting, RefusesASuperuser) {
  const std::string message = refused<UnsafeRole>(kSchema, {});
  EXPECT_NE(message.find("superuser"), std::string::npos) << message;
  EXPECT_NE(message.find("PoolOptions::role"), std::string::npos) << message;
}

TEST_F(Connecting, RefusesBypassRls) {
  const std::string message = refused<UnsafeRole>(kSchema, {.role = kBypass});
  EXPECT_NE(message.find("BYPASSRLS"), std::string::npos) << message;
  EXPECT_NE(message.find(kBypass), std::string::npos) << message;
}

TEST_F(Connecting, RefusesTheOwner) {
  const char* owner = "tenon_runtime_test_owner";
  const char* member = "tenon_runtime_test_member";
  db_.admin(
      "ALTER TABLE tenon.schema_version OWNER TO tenon_runtime_test_owner;"
      "GRANT USAGE ON SCHEMA tenon TO tenon_runtime_test_owner, tenon_runtime_test_member;"
      "GRANT SELECT ON tenon.schema_version TO tenon_runtime_test_member");
  for (const char* role : {owner, member}) {
    const std::string message = refused<UnsafeRole>(kSchema, {.role = role});
    EXPECT_NE(message.find("own"), std::string::npos) << message;
    EXPECT_NE(message.find(role), std::string::npos) << message;
    refused<UnsafeRole>(kSchema, {.role = role, .check_schema = false});
    Pool allowed(db_.url(), kSchema, {.role = role, .allow_unsafe_role = true});
    EXPECT_EQ(allowed.in_transaction([](Tx&) { return 1; }), 1);
  }
  Pool app(db_.url(), kSchema, {.role = kApp});
  EXPECT_EQ(app.in_transaction([](Tx&) { return 1; }), 1);
}

TEST_F(Connecting, AllowsAnUnsafeRoleOnRequest) {
  Pool pool(db_.url(), kSchema, {.allow_unsafe_role = true});
  EXPECT_EQ(pool.in_transaction([](Tx&) { return 1; }), 1);
}

TEST_F(Connecting, RefusesARoleThatIsNone) {
  const std::string message = refused<ConnectionFailed>(kSchema, {.role = "no_such_role"});
  EXPECT_NE(message.find("no_such_role"), std::string::npos) << message;
}

TEST_F(Connecting, QuotesTheRole) {
  refused<ConnectionFailed>(kSchema, {.role = "x', true); DROP TABLE items; --"});
  EXPECT_EQ(db_.admin("SELECT count(*) FROM items"), "0");
}

TEST_F(Connecting, RefusesAnotherSchema) {
  SchemaInfo other = kSchema;
  other.fingerprint = "fedcba9876543210";
  other.tool_version = "0.2.0";
  const std::string message = refused<SchemaMismatch>(other, {.role = kApp});
  for (const char* part : {"shop", "fedcba987654", "0.2.0", "0123456789ab", "0.1.0", "migrations"}) {
    EXPECT_NE(message.find(part), std::string::npos) << part << " in " << message;
  }
}

TEST_F(Connecting, RefusesADatabaseWithoutTheSchema) {
  SchemaInfo other = kSchema;
  other.name = "it's another";
  EXPECT_NE(refused<SchemaMismatch>(other, {.role = kApp}).find("doesn't list it"), std::string::npos);
  db_.admin("REVOKE SELECT ON tenon.schema_version FROM tenon_runtime_test_app");
  EXPECT_NE(refused<SchemaMismatch>(kSchema, {.role = kApp}).find("may not read"), std::string::npos);
  db_.admin("DROP SCHEMA tenon CASCADE");
  EXPECT_NE(refused<SchemaMismatch>(kSchema, {.role = kApp}).find("has no tenon.schema_version"),
            std::string::npos);
}

TEST_F(Connecting, SkipsTheSchemaOnRequest) {
  db_.admin("DROP SCHEMA tenon CASCADE");
  Pool pool(db_.url(), kSchema, {.role = kApp, .check_schema = false});
  EXPECT_EQ(pool.in_transaction([](Tx&) { return 1; }), 1);
  EXPECT_NE(refused<UnsafeRole>(kSchema, {.check_schema = false}), "");
}

// These need no server: nothing listens there.

const std::vector<std::string> kWithPasswords{
    "postgresql://user:s3cret@localhost:1/db",         "postgresql://user:top@s3cret@localhost:1/db",
    "postgresql://user:top@s3cret/w@localhost:1/db",   "postgresql://user:top/s3cret@localhost:1/db",
    "postgresql://user:s3cret/top@localhost:1/db",     "postgresql://user:s3cret/db",
    "postgresql://user:12/s3cret@localhost:1/db",      "postgresql://user:s3cret%zz@localhost:1/db",
    "postgresql://s3cret:top:s3cret/x@localhost:1/db", "postgresql://user:top?s3cret@localhost:1/db",
    "postgresql://user:top#s3cret@localhost:1/db",     "postgresql://user:s3cret@/db?host=s3cret&port=1",
    "host=localhost port=1 password='s3cret",          "host=localhost port=1 password=top s3cret",
    "host=localhost port=1 password=top s3cret=1",     "host=s3cret port=1 password=s3cret",
    "host=s3cret port=1 sslpassword=s3cret",           "s3cret",
};

TEST(ConnectionString, KeepsThePassword) {
  for (const std::string& url : kWithPasswords) {
    const std::string message = message_of<ConnectionFailed>([&] {
      Pool pool(url, kSchema);
      pool.in_transaction([](Tx&) {});
    });
    EXPECT_EQ(message.find("s3cret"), std::string::npos) << message;
    EXPECT_NE(message, "") << url;
  }
}

TEST(ConnectionString, KeepsThePasswordInTools) {
  for (const std::string& url : kWithPasswords) {
    const auto session = pq::Session::connect(url);
    ASSERT_FALSE(session.has_value()) << url;
    EXPECT_EQ(session.error().message.find("s3cret"), std::string::npos) << session.error().message;
    EXPECT_NE(session.error().message, "") << url;
    EXPECT_EQ(session.error().sqlstate, "");
  }
}

TEST(ConnectionString, IsUsedByTools) {
  auto session = pq::Session::connect(server_url("TENON_TEST_POSTGRES"));
  ASSERT_TRUE(session.has_value());
  EXPECT_EQ(session->query("SELECT 5")->text(0, 0), "5");
}

}  // namespace
}  // namespace tenon::testing
