// What a new connection is asked before it serves anybody, and what its errors keep to themselves.
#include "server.hpp"

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

void expect_hidden(const std::string& url) {
  const std::string message = message_of<ConnectionFailed>([&] {
    Pool pool(url, kSchema);
    pool.in_transaction([](Tx&) {});
  });
  EXPECT_EQ(message.find("s3cret"), std::string::npos) << message;
  EXPECT_NE(message, "");
}

TEST(ConnectionString, KeepsThePassword) {
  expect_hidden("postgresql://user:s3cret@localhost:1/db");
  expect_hidden("postgresql://user:top@s3cret@localhost:1/db");
  expect_hidden("postgresql://user:top/s3cret@localhost:1/db");
  expect_hidden("postgresql://user:s3cret/top@localhost:1/db");
  expect_hidden("postgresql://user:s3cret/db");
  expect_hidden("postgresql://user:12/s3cret@localhost:1/db");
  expect_hidden("postgresql://user:s3cret%zz@localhost:1/db");
  expect_hidden("postgresql://s3cret:top:s3cret/x@localhost:1/db");
  expect_hidden("postgresql://user:top?s3cret@localhost:1/db");
  expect_hidden("postgresql://user:top#s3cret@localhost:1/db");
  expect_hidden("host=localhost port=1 password='s3cret");
  expect_hidden("host=localhost port=1 password=top s3cret");
  expect_hidden("host=s3cret port=1 password=s3cret");
  expect_hidden("s3cret");
}

}  // namespace
}  // namespace tenon::testing
