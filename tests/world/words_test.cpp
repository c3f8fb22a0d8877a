// Which words of SQL text name relations.
#include "world/words.hpp"

#include <gmock/gmock.h>

namespace world_tests {
namespace {

using tenon::world::is_in_place_of_relation;
using tenon::world::words_of;
using ::testing::ElementsAre;

TEST(Words, AreFoldedAsPostgresDoes) {
  EXPECT_THAT(words_of("SELECT Notes, \"My \"\"Table\" -- of notes\n/* a /* b */ c */ x", false),
              ElementsAre("select", "notes", ",", "My \"Table", "x"));
}

TEST(Words, StandInStringsToo) {
  EXPECT_THAT(words_of("execute 'drop table Notes'", true),
              ElementsAre("execute", "drop", "table", "notes", "'"));
  EXPECT_THAT(words_of("raise 'it''s notes'", false), ElementsAre("raise"));
}

std::vector<std::string> relations(std::string_view sql) {
  const std::vector<std::string> words = words_of(sql, true);
  std::vector<std::string> out;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (is_in_place_of_relation(words, at)) out.push_back(words[at]);
  }
  return out;
}

TEST(Words, NameRelationsWhereAStatementHasThem) {
  EXPECT_THAT(relations("SELECT notes FROM deals d, tags WHERE notes = 1"), ElementsAre("deals", "tags"));
  EXPECT_THAT(relations("UPDATE notes SET tags = 1"), ElementsAre("notes"));
  EXPECT_THAT(relations("raise notice 'no notes, tags'"), ElementsAre());
  EXPECT_THAT(relations("DECLARE r notes%ROWTYPE"), ElementsAre("notes"));
}

}  // namespace
}  // namespace world_tests
