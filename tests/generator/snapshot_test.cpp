// A snapshot is read as it was written, and anything else is refused with the place of what is wrong.
#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "generator.hpp"
#include "ir/ir.hpp"
#include "parse/parse.hpp"
#include "random.hpp"
#include "sema/compile.hpp"

namespace tenon::test {
namespace {

using Json = nlohmann::ordered_json;

ir::Schema schema(unsigned seed) {
  SourceSet sources;
  diag::Sink sink;
  const auto id = sources.add(SourceFile("made.schema", plain_layout(random_schema(seed, 4))));
  return sema::compile({parse::parse(sources, id, sink).value()}, sink).value();
}

/// What is written only where it is there: all of it.
ir::Schema everything() {
  ir::Schema out = schema(1);
  out.frozen = true;
  out.domains.push_back(
      {"Email", "email", "doc", {ir::Type::Kind::kColumn, "text", {}, 0}, std::nullopt, {}});
  out.sequences.push_back({"ticket_no", "ticket_no", "doc", "int4", "5", "2", "1", "9", "3", true, "sales"});
  out.composites.push_back({"Place",
                            "place",
                            "doc",
                            {{"city", "doc", {ir::Type::Kind::kComposite, "Spot", {}, 1}, true, "town"}},
                            "sales"});
  out.views.push_back({"V",
                       "v",
                       "",
                       "select 1",
                       {},
                       {"Tenant"},
                       "",
                       true,
                       ir::Inheritance::kUp,
                       {{"r", {ir::Command::kSelect}}}});
  out.roles.push_back({"auditor", "", "they audit", {"Table"}});
  if (!out.tenancy) out.tenancy.emplace();
  out.tenancy->tree = "above";
  out.tenancy->depth = 8;
  out.raw.push_back({"extras", "", true, "select 1", "select 2"});
  ir::Entity& entity = out.entities.front();
  entity.was = "Before";
  entity.columns.front().type.null_elements = true;
  entity.checks.emplace_back().holds_null = true;
  out.enums.emplace_back().unknown = "other";
  entity.partitioning.push_back({ir::Partitioning::Method::kRange,
                                 {"id"},
                                 ir::Unit::kMonth,
                                 3,
                                 ir::Duration{90, ir::Unit::kDay},
                                 0,
                                 {},
                                 true});
  entity.partitioning.push_back(
      {ir::Partitioning::Method::kList, {"name"}, ir::Unit::kDay, 0, {}, 4, {{"eu", {{}}}}});
  entity.retention = ir::Retention{{1, ir::Unit::kYear}, "at", ir::RetentionAction::kAnonymise, {"name"}};
  entity.text_search = ir::TextSearch{{{"name", "A"}}, "english", "document"};
  entity.vector_search = ir::VectorSearch{"embedding", "hnsw", "cosine"};
  entity.hybrid_search = ir::HybridSearch{60, 0.1, 1};
  entity.triggers.push_back({"t", true, {ir::Command::kInsert}, false, "true", "null;", false, "tables_t"});
  entity.soft_delete = ir::SoftDelete{"deleted_at", "live"};
  entity.audit = ir::Audit{"Log", ir::Treatment::kHashed, ir::Treatment::kKept};
  entity.audit_of = "Other";
  entity.storage = {{"fillfactor", "80"}};
  entity.statistics.push_back({"together", {"mcv"}, {"id", "name"}});
  entity.lookups.push_back({{"name"}, {"id"}, true});
  ir::Exclusion& exclusion = entity.exclusions.emplace_back();
  exclusion.elements.emplace_back().operation = "&&";
  exclusion.deferral = ir::Deferral::kInitiallyDeferred;
  entity.primary_key.include = {"name"};
  entity.shared_reason = "all begin with some";
  entity.shadows = {"name"};
  entity.inherited = ir::Inheritance::kUp;
  entity.checks.emplace_back().octets = 32;
  entity.policies.emplace_back().shared_rows = true;
  ir::Column& column = entity.columns.front();
  column.encrypted = true;
  column.hashed = true;
  column.generated = "1 + 1";
  column.identity = ir::Identity::kByDefault;
  column.numbering = ir::Numbering{{"name"}, true};
  column.collation = "C";
  column.was = "key";
  column.backfill = ir::Value{ir::Value::Kind::kArray, "", {{ir::Value::Kind::kNumber, "1", {}}}};
  ir::Query& query = out.queries.emplace_back();
  query.name = "all";
  query.cardinality = ir::Cardinality::kStream;
  query.parameters.push_back({"n",
                              "how many",
                              {ir::Type::Kind::kColumn, "int4", {}, 0},
                              true,
                              "Table",
                              ir::Value{ir::Value::Kind::kNumber, "1", {}}});
  query.filters.push_back({"Table", "id"});
  query.embeds.push_back({"rows", "Other", "all_embeds_rows", {"id"}, {"of_id"}, true, true});
  query.hidden = true;
  query.columns = entity.columns;
  query.uses.push_back({"Table", ir::Command::kUpdate, {"id"}});
  query.edits.push_back({ir::QueryEdit::Kind::kStar, 7, 1, "n", "t", {"t", "id"}});
  query.page.push_back({"id", true});
  query.orders.push_back({"newest", {{"id", false}}});
  ir::Function& function = out.functions.emplace_back();
  function.name = "net";
  function.doc = "what is left";
  function.parameters = query.parameters;
  function.type = {ir::Type::Kind::kColumn, "int4", {}, 0};
  function.nullable = true;
  function.procedural = true;
  function.expression = true;
  function.volatility = ir::Volatility::kImmutable;
  function.parallel = ir::Parallel::kSafe;
  function.strict = true;
  function.definer_reason = "so";
  function.text = "n";
  function.edits = query.edits;
  function.reads = {"Table"};
  function.calls = {"gross"};
  function.callers = {"auditor"};
  function.in_tenant = true;
  return out;
}

void expect_same(const ir::Schema& wanted) {
  const std::string text = ir::to_json(wanted);
  const auto read = ir::read_json(text);
  ASSERT_TRUE(read.has_value()) << read.error().path << ": " << read.error().message;
  EXPECT_TRUE(*read == wanted);
  EXPECT_EQ(ir::to_json(*read), text);
}

TEST(Snapshot, IsReadAsItWasWritten) {
  for (unsigned seed = 0; seed < 200; ++seed) expect_same(schema(seed));
  expect_same(everything());
  expect_same({});
}

std::string complaint(const std::string& text) {
  const auto read = ir::read_json(text);
  if (read) return "none";
  EXPECT_FALSE(read.error().help.empty());
  return read.error().path + ": " + read.error().message;
}

std::string changed(const std::function<void(Json&)>& change) {
  Json json = Json::parse(ir::to_json(everything()));
  change(json);
  return complaint(json.dump());
}

TEST(Snapshot, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(changed([](Json& j) { j["version"] = 99; }), "$.version: it is of version 99, and not of 1");
  EXPECT_EQ(changed([](Json& j) { j.erase("version"); }), "$: `version` is missing: this is no snapshot");
  EXPECT_EQ(changed([](Json& j) { j["surprise"] = 1; }), "$: `surprise` is no member of this");
  EXPECT_EQ(changed([](Json& j) { j["entities"][0].erase("table"); }), "$.entities[0]: `table` is missing");
  EXPECT_EQ(changed([](Json& j) { j["entities"][0]["colour"] = "red"; }),
            "$.entities[0]: `colour` is no member of this");
  EXPECT_EQ(changed([](Json& j) { j["entities"][0]["name"] = 1; }),
            "$.entities[0].name: an integer where a string belongs");
  EXPECT_EQ(changed([](Json& j) { j["entities"][0]["columns"][0]["nullable"] = nullptr; }),
            "$.entities[0].columns[0].nullable: null where a boolean belongs");
  EXPECT_EQ(changed([](Json& j) { j["entities"][0]["columns"] = "id"; }),
            "$.entities[0].columns: a string where a list belongs");
  EXPECT_EQ(changed([](Json& j) { j["entities"][0]["tenancy"] = "shared"; }),
            "$.entities[0].tenancy: `shared` is none of none, root, tenant, global");
  EXPECT_EQ(changed([](Json& j) { j["postgres"] = 99999999999; }), "$.postgres: 99999999999 is out of range");
  EXPECT_EQ(changed([](Json& j) { j["postgres"] = 15.5; }), "$.postgres: a number where an integer belongs");
  EXPECT_EQ(changed([](Json& j) { j["entities"][0]["storage"][0] = Json::array({"a"}); }),
            "$.entities[0].storage[0]: a list of 1 where one of 2 belongs");
}

TEST(Snapshot, RefusesHostileJson) {
  EXPECT_EQ(complaint(""), "$: it is no JSON at byte 1");
  EXPECT_EQ(complaint("null"), "$: null where an object belongs");
  EXPECT_EQ(complaint("[1]"), "$: a list where an object belongs");
  EXPECT_EQ(complaint("{\"version\": NaN}"), "$: it is no JSON at byte 13");
  EXPECT_EQ(complaint("{\"version\": 1e999}"), "$: it is no JSON at byte 17");
  EXPECT_EQ(complaint("{\"version\": 18446744073709551615}"), "$: a number is too large");
  EXPECT_EQ(complaint("{\"version\": 1, \"version\": 1}"), "$: `version` stands twice in an object");
  EXPECT_EQ(complaint("{\"version\": 1} {}"), "$: it is no JSON at byte 16");
  EXPECT_EQ(complaint("{\"a\": \"\xFF\"}"), "$: it is no JSON at byte 8");
  EXPECT_EQ(complaint(std::string(5'000'000, '[')), "$: it nests deeper than 200 levels");
  EXPECT_EQ(complaint(std::string(5'000'000, '{')), "$: it is no JSON at byte 2");
  std::string wide = "{";
  for (int i = 0; i < 300'000; ++i) wide += "\"" + std::to_string(i) + "\":0,";
  EXPECT_EQ(complaint(wide + "\"0\":0}"), "$: `0` stands twice in an object");
}

/// Damage to the text ends in an error or in a schema, never in anything else.
TEST(Snapshot, SurvivesDamage) {
  const std::string text = ir::to_json(everything());
  static constexpr std::array<const char*, 8> kOdd = {"[", "}", "\"", "null", "-1", "1e9", "{}", ","};
  std::size_t refused = 0;
  for (unsigned seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    std::string damaged = text;
    for (std::size_t n = random.between(1, 3); n > 0; --n) {
      const std::size_t at = random.below(damaged.size());
      if (random.one_in(2))
        damaged.replace(at, random.below(4), random.of(kOdd));
      else
        damaged[at] = static_cast<char>(random.below(256));
    }
    refused += complaint(damaged) == "none" ? 0U : 1U;
  }
  EXPECT_GT(refused, 2000U);
}

}  // namespace
}  // namespace tenon::test
