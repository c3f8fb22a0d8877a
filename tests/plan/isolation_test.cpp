// Between two steps of each pair's plan a program sees the rows of its own tenant, and nobody else's.
#include <gtest/gtest.h>

#include "grown.hpp"
#include "migration/sample_rows.hpp"
#include "pair.hpp"

namespace plan_tests {
namespace {

using namespace tenon;

/// What the application's role may read, of what has a tenant.
constexpr const char* kTables = R"sql(
  SELECT c.oid::regclass::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
  WHERE c.relnamespace NOT IN ('tenon'::regnamespace, 'pg_catalog'::regnamespace, 'information_schema'::regnamespace) AND NOT a.attisdropped AND has_table_privilege($1, c.oid, 'SELECT') ORDER BY 1)sql";

class Program {
 public:
  Program(Grown& grown, std::string role) : session_(grown.connect()), role_(std::move(role)) {
    const auto tenants = session_.query("SELECT quote_literal(id) FROM tenants ORDER BY id LIMIT 2");
    if (!tenants || tenants->size() < 2) return;
    tenant_ = tenants->text(0, 0);
    other_ = tenants->text(1, 0);
    guard_all();
  }

  /// From here on, all that has a tenant now is to be his alone. What was everybody's is so until its
  /// migration has come to its end.
  void guard_all() {
    const pq::Parameter role[] = {role_};
    const auto tables = session_.query(kTables, role);
    for (std::size_t i = 0; tables && i < tables->size(); ++i) guarded_.insert(tables->text(i, 0));
  }

  /// What is wrong now; `seen_` counts the rows of its own tenant that it sees.
  std::string leaks() {
    const pq::Parameter role[] = {role_};
    const auto tables = session_.query(kTables, role);
    if (!tables) return tables.error().message;
    std::string out;
    for (std::size_t i = 0; i < tables->size(); ++i) {
      if (guarded_.contains(tables->text(i, 0))) out += leaks_of(tables->text(i, 0));
    }
    return out;
  }

  [[nodiscard]] long seen() const { return seen_; }

  /// What a version inherits along the tree of tenants, others read by right.
  void reads_along_the_tree(const ir::Schema& schema) {
    for (const ir::Entity& entity : schema.entities) {
      if (entity.inherited == ir::Inheritance::kNone) continue;
      inherited_.insert(entity.table);
      if (entity.soft_delete) inherited_.insert(entity.soft_delete->view);
    }
  }

 private:
  std::string leaks_of(const std::string& table) {
    std::string out;
    const long own = as("SELECT count(*) FROM " + table + " WHERE tenant_id = " + tenant_, true);
    if (own > 0) seen_ += own;
    const auto none = [&](const char* what, long rows) {
      if (rows > 0) out += table + ": " + what + " " + std::to_string(rows) + " rows\n";
    };
    if (!inherited_.contains(table))
      none("another tenant's program reads",
           as("SELECT count(*) FROM " + table + " WHERE tenant_id <> " + tenant_, true));
    none("without a tenant it reads", as("SELECT count(*) FROM " + table, false));
    none("it gives away", as("WITH given AS (UPDATE " + table + " SET tenant_id = " + other_ +
                                 " RETURNING 1) SELECT count(*) FROM given",
                             true));
    none("it takes away", as("WITH gone AS (DELETE FROM " + table + " WHERE tenant_id <> " + tenant_ +
                                 " RETURNING 1) SELECT count(*) FROM gone",
                             true));
    return out;
  }

  /// The count of a query as the program, undone; -1 where it isn't let.
  long as(const std::string& query, bool with_tenant) {
    const std::string enter = with_tenant ? "SELECT tenon.enter_tenant(" + tenant_ + ");" : "";
    const auto rows = session_.script("BEGIN;" + enter + "SET LOCAL ROLE " + role_ + ";" + query);
    const long out = rows && rows->size() > 0 ? std::stol(rows->text(0, 0)) : -1;
    session_.script("ROLLBACK");
    return out;
  }

  pq::Session session_;
  std::string role_;
  std::string tenant_ = "'00000000-0000-7000-8000-000000000001'";
  std::string other_ = "'00000000-0000-7000-8000-000000000002'";
  std::set<std::string> guarded_;
  std::set<std::string> inherited_;
  long seen_ = 0;
};

class Steps : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Steps, LeakNothing) {
  const std::string text = text_of(GetParam());
  const Pair pair = pair_of(text);
  if (pair.plan.starts_with("refused: ")) return;
  std::string wrong;
  const auto before = compiled(pair.before, wrong);
  ASSERT_TRUE(before) << wrong;
  const int rows = rows_of(text);
  Grown grown(text, "");
  ASSERT_EQ(grown.wrong(), "");
  if (rows > 0) {
    auto session = grown.connect();
    migration::put_sample_rows(session, *before->schema, {rows, rows});
  }
  Program program(grown, before->schema->tenancy->app);
  program.reads_along_the_tree(*before->schema);
  const auto after = compiled(pair.after, wrong);
  ASSERT_TRUE(after) << wrong;
  program.reads_along_the_tree(*after->schema);
  EXPECT_EQ(program.leaks(), "") << "before";
  for (const std::string_view part : {migration::kExpand, migration::kContract, migration::kUndo}) {
    if (!grown.texts().contains(part)) continue;
    const std::string failed = grown.run(part, [&](const migration::Event& event) {
      if (event.kind != migration::Event::Kind::kDone) return;
      EXPECT_EQ(program.leaks(), "") << "behind step " << event.step << " of " << part;
    });
    EXPECT_EQ(failed, "");
    program.guard_all();
    EXPECT_EQ(program.leaks(), "") << "behind " << part;
  }
  const bool has_any =
      before->database.find({model::Kind::kColumn, "public", "notes", "tenant_id", ""}) != nullptr;
  EXPECT_TRUE(program.seen() > 0 || rows == 0 || !has_any) << "no row was there that could have been seen";
}

INSTANTIATE_TEST_SUITE_P(Isolation, Steps, testing::ValuesIn(pair_files()),
                         [](const auto& item) { return item.param.stem().string(); });

}  // namespace
}  // namespace plan_tests
