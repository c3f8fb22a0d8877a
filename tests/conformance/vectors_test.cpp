// Vectors of half the precision and ivfflat indexes, applied, verified and searched; and a pgvector that is
// too old.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "catalog/private_server.hpp"
#include "tenon/pq/session.hpp"

namespace {

namespace fs = std::filesystem;
using tenon::catalog::PrivateServer;
using tenon::catalog::ServerKind;
using tenon::pq::Session;
using ::testing::HasSubstr;

constexpr const char* kLarge = "00000000-0000-0000-0000-00000000000a";
constexpr const char* kSmall = "00000000-0000-0000-0000-00000000000b";

struct Said {
  int exit = -1;
  std::string text;
};

class Vectors : public ::testing::Test {
 protected:
  void SetUp() override {
    auto started = PrivateServer::start({ServerKind::kPglite, "", TENON_SERVERS});
    ASSERT_TRUE(started.has_value()) << started.error().message;
    server_.emplace(std::move(*started));
    declare("hnsw cosine");
  }
  void TearDown() override { fs::remove(schema_); }

  /// A schema whose items are searched by an index.
  void declare(const std::string& index) const {
    std::ofstream(schema_) << fmt::format(
        "schema shelf {{ extensions vector }}\n"
        "tenancy {{ root Shop app shelf_app owner shelf_owner }}\n"
        "entity Shop {{ id: uuid = uuid() @key name: text }}\n"
        "entity Item {{ id: uuid = uuid() @key embedding: halfvec(3) thin: sparsevec(5)? search vector "
        "(embedding) {} "
        "index hnsw (thin sparsevec_l2_ops) }}\n",
        index);
  }

  Said tool(const std::string& command) const {
    const fs::path out = schema_.string() + ".out";
    const int status = std::system(fmt::format("{} {} {} --db '{}' > {} 2>&1", TENON_TOOL, command,
                                               schema_.string(), server_->url(), out.string())
                                       .c_str());
    std::ifstream file(out);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    fs::remove(out);
    return {WEXITSTATUS(status), text};
  }

  /// The first value of the last statement.
  std::string sql(const std::string& statements) const {
    auto session = Session::connect(server_->url());
    if (!session) return session.error().message;
    const auto rows = session->script(statements);
    if (!rows) return rows.error().message;
    return rows->size() == 0 ? "" : rows->text(0, 0);
  }

  /// Of a search as the application's role in a tenant, how many keys it gives and how many of them are the
  /// tenant's.
  std::string found(const char* tenant) const {
    return sql(
        fmt::format("BEGIN; SET LOCAL ROLE shelf_app; SELECT set_config('app.current_tenant_id', '{}', true);"
                    "SELECT count(*) || ' ' || count(i.id) FROM tenon.items_search_vector('[1,2,3]', 10) hit "
                    "LEFT JOIN items i USING (id)",
                    tenant));
  }

  std::optional<PrivateServer> server_;
  fs::path schema_ = fs::temp_directory_path() / fmt::format("tenon-shelf-{}.schema", ::getpid());
};

class HalfVectors : public Vectors, public ::testing::WithParamInterface<std::string> {};

TEST_P(HalfVectors, AreAppliedVerifiedAndFound) {
  declare(GetParam());
  const Said applied = tool("apply");
  ASSERT_EQ(applied.exit, 0) << applied.text;
  const Said verified = tool("verify");
  EXPECT_EQ(verified.exit, 0) << verified.text;
  // One tenant is searched through the index; the other has a thousandth of the rows.
  sql(fmt::format(
      "INSERT INTO shops (id, name) VALUES ('{0}', 'large'), ('{1}', 'small');"
      "INSERT INTO items (tenant_id, embedding) SELECT '{0}', format('[%s,%s,%s]', random(), random(), "
      "random())::halfvec FROM generate_series(1, 12000);"
      "INSERT INTO items (tenant_id, embedding) SELECT '{1}', format('[%s,9,9]', n)::halfvec FROM "
      "generate_series(1, 12) n; ANALYZE items",
      kLarge, kSmall));
  EXPECT_EQ(sql("SELECT count(*) FROM items"), "12012");
  EXPECT_EQ(found(kLarge), "10 10");
  EXPECT_EQ(found(kSmall), "10 10");
  EXPECT_EQ(found(""), "0 0");
}

TEST_F(Vectors, OfAServerThatIsTooOldChangeNothing) {
  // As if an older pgvector were installed: its version is what the catalog says.
  sql("CREATE EXTENSION vector; UPDATE pg_extension SET extversion = '0.7.4' WHERE extname = 'vector'");
  const Said refused = tool("apply");
  EXPECT_EQ(refused.exit, 3);
  EXPECT_THAT(refused.text, HasSubstr("extension `vector` 0.8 is needed, and this server has 0.7.4"));
  EXPECT_THAT(refused.text, HasSubstr("nothing was changed"));
  EXPECT_EQ(sql("SELECT count(*) FROM pg_namespace WHERE nspname = 'tenon'"), "0");
  EXPECT_EQ(sql("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'shelf%'"), "0");
  EXPECT_EQ(sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "0");
}

INSTANTIATE_TEST_SUITE_P(Indexes, HalfVectors,
                         ::testing::Values("ivfflat l2 (lists = 10)", "ivfflat cosine (lists = 10)",
                                           "hnsw l1"),
                         [](const auto& one) {
                           const std::string method = one.param.substr(0, one.param.find(" ("));
                           return std::string(method).replace(method.find(' '), 1, "_");
                         });

}  // namespace
