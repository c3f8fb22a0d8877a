#include "garden.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>

#include "catalog/elaborate.hpp"
#include "commands.hpp"
#include "driver/wanted.hpp"
#include "target/conformance/conformance.hpp"
#include "world/world.hpp"

namespace world_tests {

using namespace tenon;

Garden::Garden(const dumps::Cluster& cluster, const std::filesystem::path& schema)
    : cluster_(cluster), compilation_(driver::compile(schema.string())) {
  EXPECT_TRUE(compilation_.schema) << schema;
  if (!compilation_.schema) return;
  promised_ = target::conformance::expectations(*compilation_.schema, compilation_.lowered());
  auto wanted = catalog::elaborate_at(cluster.url("postgres"), driver::wanted(compilation_));
  EXPECT_TRUE(wanted) << schema << ": " << wanted.error().message;
  if (wanted) wanted_ = std::move(*wanted);
}

bool Garden::apply(const std::string& database) const {
  cluster_.make_database(database);
  return apply_to(database);
}

bool Garden::apply_to(const std::string& database) const {
  const std::string seed = compilation_.schema->seeds.empty() ? "" : "--seed";
  return dumps::succeeds(
      fmt::format("{} apply {} {} --db '{}'", TENON_TOOL, compilation_.path, seed, cluster_.url(database)));
}

world::Judgement Garden::judge(const std::string& database, const std::string& allow) const {
  return world::judge(cluster_.url(database),
                      {promised_, compilation_.lowered(), &*wanted_,
                       allow.empty() ? std::vector<world::Allowance>{} : read(allow)});
}

std::vector<world::Allowance> Garden::read(const std::string& block) const {
  const dumps::Directory directory;
  const std::string path = directory.path("allowed.schema");
  std::ofstream(path) << std::ifstream(compilation_.path).rdbuf() << block;
  const auto compilation = driver::compile(path);
  EXPECT_TRUE(compilation.schema) << block;
  if (!compilation.schema) return {};
  EXPECT_EQ(ir::fingerprint(*compilation.schema), ir::fingerprint(*compilation_.schema));
  std::vector<world::Allowance> out;
  for (const ir::Allowance& each : compilation.schema->allowed)
    out.push_back({each.kind, each.object, each.to, each.reason});
  return out;
}

std::string text(const world::Judgement& judgement) {
  std::string out;
  for (const conformance::Finding& each : judgement.findings)
    out += fmt::format("{} [{}] {}: {}\n  {}\n", each.object, each.check, each.severity, each.message,
                       each.remedy);
  for (const conformance::Unjudged& each : judgement.unjudged)
    out += fmt::format("{}: unjudged: {}\n", each.object, each.why);
  return out;
}

}  // namespace world_tests
