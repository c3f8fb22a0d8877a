// Every way to break the sample database is caught, by the checks that are there for it.
#include "mutations.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>

#include "sample_database.hpp"

namespace tenon::conformance {
namespace {

using sample::Mutation;

class Mutations : public ::testing::TestWithParam<Mutation> {};

bool is_of_the_catalog(const std::string& id) {
  return id.starts_with("catalog.");
}

TEST_P(Mutations, is_caught) {
  const auto database = sample::Database::create();
  ASSERT_TRUE(database) << database.error();
  const auto mutated = database->run(std::string(GetParam().sql));
  ASSERT_TRUE(mutated) << mutated.error();
  auto probe = database->probe();
  ASSERT_TRUE(probe) << probe.error();
  const Report report = run_all(*probe);

  std::map<std::string, std::string> caught;
  for (const Finding& finding : report.findings) {
    caught[finding.check] += fmt::format("\n    {}: {}", finding.object, finding.message);
  }
  const std::set<std::string> wanted(GetParam().caught_by.begin(), GetParam().caught_by.end());
  for (const std::string& id : wanted) EXPECT_TRUE(caught.contains(id)) << id << " caught nothing";
  for (const auto& [id, messages] : caught) {
    if (!is_of_the_catalog(id)) continue;
    EXPECT_TRUE(wanted.contains(id)) << id << " found more:" << messages;
  }
  for (const auto& [id, messages] : caught) std::cout << "  " << id << messages << "\n";
}

INSTANTIATE_TEST_SUITE_P(Sample, Mutations,
                         ::testing::ValuesIn(sample::mutations().begin(), sample::mutations().end()),
                         [](const auto& mutation) { return std::string(mutation.param.name); });

/// What a schema without searches, views, logs and a session has nothing of:
/// `tests/conformance/library_mutations_test.cpp` breaks these.
const std::set<std::string> kBrokenElsewhere = {"catalog.functions",
                                                "catalog.function_owners",
                                                "catalog.view_definitions",
                                                "attack.searching",
                                                "attack.lookups",
                                                "attack.queries",
                                                "attack.declared_functions",
                                                "attack.sequences",
                                                "catalog.sequences",
                                                "catalog.types",
                                                "catalog.queries",
                                                "attack.settings_of_the_caller",
                                                "attack.views",
                                                "attack.asking_as_another",
                                                "attack.asking_as_nobody",
                                                "attack.logs",
                                                "attack.triggers_and_cascades",
                                                "attack.choosing_a_tenant",
                                                "attack.numbers",
                                                "attack.reading_shared_rows",
                                                "attack.writing_shared_rows",
                                                "attack.making_rows_shared",
                                                "attack.being_no_tenant",
                                                "attack.provisioning_shared_rows",
                                                "attack.referring_to_shared_rows",
                                                "attack.rows_of_other_members",
                                                "attack.members_that_left",
                                                "attack.reading_all",
                                                "attack.reading_along_the_tree",
                                                "attack.writing_along_the_tree",
                                                "attack.changing_the_tree",
                                                "catalog.signing_keys"};

TEST(MutationsTable, names_every_check_of_the_engine) {
  std::set<std::string> named = kBrokenElsewhere;
  for (const Mutation& mutation : sample::mutations())
    named.insert(mutation.caught_by.begin(), mutation.caught_by.end());
  std::set<std::string> ids;
  for (const SchemaCheck& check : schema_checks()) ids.insert(std::string(check.id));
  for (const TableCheck& check : table_checks()) ids.insert(std::string(check.id));
  for (const std::string& id : named) EXPECT_TRUE(ids.contains(id)) << "no check is called " << id;
  for (const std::string& id : ids) EXPECT_TRUE(named.contains(id)) << "no mutation is there for " << id;
}

}  // namespace
}  // namespace tenon::conformance
