// A migration that is cut off anywhere in its expand can be given up: the database is then what it was
// before, catalog and rows. Giving up that is cut off in its turn goes on.
//
// TENON_PAIR names one of `pairs`.
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "cut_off.hpp"
#include "migration/state.hpp"
#include "pair.hpp"

namespace plan_tests {
namespace {

using namespace tenon;

/// With what an expand leaves half done: columns, triggers, constraints, indexes, tables and types beside the
/// old ones, values of enums, and others' names.
const std::set<std::string> kPairs = {"audit",
                                      "converted",
                                      "entity_renamed",
                                      "enum_renamed_with_value",
                                      "check_added",
                                      "domain_check",
                                      "entity_added",
                                      "enum_label_changed",
                                      "enum_value_added",
                                      "enum_value_removed",
                                      "field_added_backfill_of_row",
                                      "field_added_identity",
                                      "field_not_null",
                                      "field_renamed",
                                      "field_type_changed",
                                      "global_to_tenant",
                                      "index_changed",
                                      "key_changed",
                                      "moved_referred_to",
                                      "moved_with_all",
                                      "partitioned_index",
                                      "partitioned_made",
                                      "partitioned_relation",
                                      "partitioned_unique",
                                      "relation_added",
                                      "role_added",
                                      "search_added",
                                      "soft_delete",
                                      "tenant_backfill",
                                      "unique_added"};

std::vector<std::filesystem::path> chosen() {
  std::vector<std::filesystem::path> out;
  for (const auto& file : pair_files()) {
    if (std::getenv("TENON_PAIR") != nullptr || kPairs.contains(file.stem())) out.push_back(file);
  }
  return out;
}

class GivenUp : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(GivenUp, IsWhatItWasBefore) {
  const std::string text = text_of(GetParam());
  CutOff migration(text, rows_of(text));
  ASSERT_EQ(migration.wrong(), "");
  CutOff::begin();
  const model::Database before = CutOff::read();
  const std::string rows = CutOff::rows();
  for (int at = 1; !HasFailure(); ++at) {
    if (at > 1) CutOff::begin();
    int seen = 0;
    const auto cut = [&](const std::string& process) {
      if (++seen == at) CutOff::end(process);
    };
    if (migration.run(cut, false).empty()) break;
    const std::string when = "cut off at event " + std::to_string(at);
    // The first try is cut off too, at another place each time.
    int again = 0;
    const auto cut_again = [&](const std::string& process) {
      if (++again == 1 + at % 5) CutOff::end(process);
    };
    CutOff::once_more([&] { return migration.give_up(cut_again); });
    const std::string refused = CutOff::once_more([&] { return migration.give_up(nullptr); });
    if (migration.is_told() && !refused.empty()) {
      // It goes on.
      EXPECT_EQ(migration.run(nullptr, false), "") << when << refused;
      continue;
    }
    EXPECT_EQ(refused, "") << when;
    EXPECT_EQ(migration::told_differences(before, CutOff::read()), "") << when;
    EXPECT_EQ(CutOff::rows(), rows) << when;
  }
}

INSTANTIATE_TEST_SUITE_P(Plans, GivenUp, testing::ValuesIn(chosen()),
                         [](const auto& item) { return item.param.stem().string(); });

}  // namespace
}  // namespace plan_tests
