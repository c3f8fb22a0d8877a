// What a schema is lowered to is what applying it makes: the objects of a database that the tool has made are
// taken away and made again as they were lowered.
#include "lower/lower.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "databases.hpp"
#include "driver/compilation.hpp"

namespace model_tests {
namespace {

using namespace tenon;
using model::Identity;
using model::Kind;

/// Whether it is a partition, or stands in one: `tenon.maintain()` makes them.
bool is_of_partition(const model::Database& database, const Identity& identity) {
  const std::string& table = identity.table.empty() ? identity.name : identity.table;
  const model::Object* found = database.find({Kind::kTable, identity.schema, "", table, ""});
  return found != nullptr && found->as<model::Table>().partition_of.has_value();
}

/// The live database with the lowered objects in the place of its own, of the kinds that are lowered.
model::Database with_lowered(const model::Database& live, const model::Database& lowered,
                             const std::string& schema) {
  std::set<Kind> kinds;
  for (const model::Object& object : lowered.objects()) kinds.insert(object.identity.kind);
  model::Database out;
  for (const model::Object& object : live.objects()) {
    const bool own = object.identity.schema == schema && kinds.contains(object.identity.kind) &&
                     !is_of_partition(live, object.identity);
    const bool of_function =
        object.identity.kind == Kind::kGrant && object.as<model::Grant>().object.kind == Kind::kFunction;
    if (!own || of_function) out.add(object);
  }
  for (const model::Object& object : lowered.objects()) {
    model::Object made = object;
    if (made.identity.kind == Kind::kComment || made.identity.kind == Kind::kGrant) made.needs.clear();
    out.add(std::move(made));
  }
  return out;
}

TEST(Lowering, IsWhatApplyingMakes) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  for (const auto& path : schemas()) {
    SCOPED_TRACE(path.filename().string());
    const auto compilation = driver::compile(path.string());
    if (!compilation.schema->raw.empty()) continue;  // what it makes only its author knows
    ASSERT_TRUE(apply(cluster, "first", path));
    const catalog::Reading first = read(cluster, "first");
    const model::Database lowered = lower::lower(*compilation.schema);
    if (make(cluster, "second", with_lowered(first.database, lowered, compilation.schema->sql_schema))) {
      const catalog::Reading second = read(cluster, "second");
      EXPECT_EQ(text(model::differences(first.database, second.database)), "");
    }
    cluster.drop_database("first");
    cluster.drop_database("second");
  }
}

}  // namespace
}  // namespace model_tests
