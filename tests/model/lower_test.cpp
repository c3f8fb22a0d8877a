// What a schema is lowered to is what applying it makes: the objects of a database that the tool has made are
// taken away and made again as they were lowered.
#include "lower/lower.hpp"

#include <gtest/gtest.h>

#include "databases.hpp"
#include "driver/compilation.hpp"
#include "lowered.hpp"

namespace model_tests {
namespace {

using namespace tenon;

TEST(Lowering, IsWhatApplyingMakes) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  for (const auto& path : schemas()) {
    SCOPED_TRACE(path.filename().string());
    const auto compilation = driver::compile(path.string());
    if (!compilation.schema->raw.empty()) continue;  // what it makes only its author knows
    ASSERT_TRUE(apply(cluster, "first", path));
    const catalog::Reading first = read(cluster, "first");
    const model::Database lowered = lower::lower(*compilation.schema);
    const auto spaces = ir::spaces(*compilation.schema);
    if (make(cluster, "second", with_lowered(first.database, lowered, spaces), spaces)) {
      const catalog::Reading second = read(cluster, "second");
      EXPECT_EQ(text(model::differences(first.database, second.database)), "");
    }
    cluster.drop_database("first");
    cluster.drop_database("second");
  }
}

}  // namespace
}  // namespace model_tests
