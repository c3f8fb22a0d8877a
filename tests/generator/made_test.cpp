// What `verify` holds a database to is cut out of the text that templates make: each piece is one statement,
// whole.
#include <gtest/gtest.h>

#include "dialect/maintenance.hpp"
#include "driver/compilation.hpp"
#include "sql/expression.hpp"

namespace tenon::test {
namespace {

const ir::Schema& platform() {
  static const auto compiled = driver::compile(std::string(TENON_SOURCE) + "/schema/platform.schema");
  return *compiled.schema;
}

void expect_one_statement(const std::string& sql) {
  const auto parsed = sql::parse_raw(sql);
  ASSERT_TRUE(parsed.has_value()) << parsed.error().message << "\n" << sql;
  EXPECT_EQ(parsed->count, 1U) << sql;
}

TEST(Made, EachFunctionEndsWhereItsStatementDoes) {
  const auto made = dialect::maintenance_functions(platform());
  ASSERT_GT(made.size(), 15U);
  for (const dialect::Made& function : made) {
    expect_one_statement("CREATE FUNCTION tenon." + function.name + function.definition);
    // The grammar lets a body be missing.
    const bool is_read_at_once = function.definition.find("RETURN ") != std::string::npos;
    EXPECT_TRUE(function.definition.back() == '$' || is_read_at_once) << function.name << function.definition;
  }
}

TEST(Made, EachTableEndsWhereItsStatementDoes) {
  const auto made = dialect::maintenance_tables(platform());
  ASSERT_GT(made.size(), 3U);
  for (const dialect::Made& table : made)
    expect_one_statement("CREATE TABLE tenon." + table.name + table.definition);
}

}  // namespace
}  // namespace tenon::test
