#include "desk.hpp"

#include <gtest/gtest.h>

#include "notes_fake.hpp"

namespace {

using namespace notes::db;

class DeskTest : public ::testing::Test {
 protected:
  DeskTest() {
    fake_.set_clock([] { return tenon::Timestamptz{std::chrono::days(20'000)}; });
    for (const tenon::Uuid& team : {red_, blue_}) {
      fake_.in_tenant(team, [&](FakeDb::TenantTx& tx) {
        FakeDb::Teams(tx).insert({.name = "team", .slug = to_string(team)});
      });
    }
  }

  tenon::Uuid red_ = tenon::Uuid::v4();
  tenon::Uuid blue_ = tenon::Uuid::v4();
  FakeDb::Pool fake_;
  Desk<FakeDb> desk_{fake_};
};

TEST_F(DeskTest, AnAuthorIsMadeOnce) {
  const Note first = desk_.write(red_, "ann@red.test", "first");
  const Note second = desk_.write(red_, "ann@red.test", "second");
  EXPECT_EQ(first.author_id, second.author_id);
  EXPECT_EQ(first.created_at, tenon::Timestamptz{std::chrono::days(20'000)});
}

TEST_F(DeskTest, StarsAreCounted) {
  const Note note = desk_.write(red_, "ann@red.test", "first");
  EXPECT_EQ(desk_.star(red_, note.id), 1);
  EXPECT_EQ(desk_.star(red_, note.id), 2);
}

TEST_F(DeskTest, ANoteOfAnotherTeamIsNone) {
  const Note note = desk_.write(red_, "ann@red.test", "first");
  EXPECT_EQ(desk_.star(blue_, note.id), std::nullopt);
}

TEST_F(DeskTest, ATitleThatIsTooLongIsRefused) {
  EXPECT_THROW(desk_.write(red_, "ann@red.test", std::string(201, 'x')), tenon::DataError);
  fake_.in_tenant(red_, [](FakeDb::TenantTx& tx) { EXPECT_EQ(FakeDb::Authors(tx).count(), 0); });
}

}  // namespace
