// The generated C++ on the distribution's PostgreSQL: what a violation is called, and what a touch trigger
// does.
#include "notes_access.hpp"

#include <tenon/error.hpp>
#include <tenon/pool.hpp>
#include <tenon/query.hpp>

#include "live_database.hpp"

namespace {

using namespace notes::db;

tenon::Pool pool(const char* role) {
  return {live::url(tenon::catalog::ServerKind::kPostgres), kSchema, {.role = role, .size = 2}};
}

tenon::Uuid make_team(const std::string& slug) {
  const tenon::Uuid id = tenon::Uuid::v4();
  tenon::Pool provisioner = pool("notes_provisioner");
  provisioner.in_tenant(id, [&](tenon::TenantTx& tx) { Teams{tx}.insert({.name = slug, .slug = slug}); });
  return id;
}

TEST(NotesAccess, TheSeedIsThere) {
  tenon::Pool provisioner = pool("notes_provisioner");
  const std::string slug = "red";
  EXPECT_THROW(make_team(slug), tenon::UniqueViolation) << "the seed's team has that slug";
}

TEST(NotesAccess, ViolationsNameTheConstraintAndNoValue) {
  const tenon::Uuid team = make_team("blue");
  tenon::Pool app = pool("notes_app");
  try {
    app.in_tenant(team, [](tenon::TenantTx& tx) {
      Authors{tx}.insert({.email = "confidential@blue.test"});
      Authors{tx}.insert({.email = "confidential@blue.test"});
    });
    FAIL() << "the second author was taken";
  } catch (const tenon::UniqueViolation& error) {
    EXPECT_EQ(error.constraint(), "authors_tenant_id_email_key");
    EXPECT_EQ(std::string(error.what()).find("confidential"), std::string::npos) << error.what();
  }
  app.in_tenant(
      team, [](tenon::TenantTx& tx) { EXPECT_EQ(Authors{tx}.count(), 0) << "all of it was rolled back"; });
}

TEST(NotesAccess, AnotherAuthorChangesNothing) {
  const tenon::Uuid team = make_team("violet");
  tenon::Pool app = pool("notes_app");
  const auto [ann, bob, note] = app.in_tenant(team, [](tenon::TenantTx& tx) {
    const tenon::Uuid first = Authors{tx}.insert({.email = "ann@violet.test"}).id;
    const tenon::Uuid second = Authors{tx}.insert({.email = "bob@violet.test"}).id;
    return std::tuple(first, second, Notes{tx}.insert({.author_id = first, .title = "A", .body = ""}).id);
  });
  const auto star = [&](const tenon::Session& session) {
    return app.in_tenant(
        team, session, [&](tenon::TenantTx& tx) { return Notes{tx}.update(note, {.stars = 5}).has_value(); });
  };
  EXPECT_FALSE(star(SessionValues{.author = bob}));
  EXPECT_FALSE(star(SessionValues{}));
  EXPECT_TRUE(star(SessionValues{.author = ann}));
}

TEST(NotesAccess, WhomASessionBeginsWithAsksNothing) {
  const tenon::Uuid team = make_team("pink");
  const std::string ann = to_string(tenon::Uuid::v4());
  const std::string url =
      live::url(tenon::catalog::ServerKind::kPostgres) + "&options=-c%20app.current_author_id%3D" + ann;
  tenon::Pool app(url, kSchema, {.role = "notes_app", .size = 1});
  const auto asking = [](tenon::Tx& tx) {
    return std::get<0>(
        tenon::query<std::string>(tx, "SELECT concat(tenon.session_author(), ' of ', session_user)").at(0));
  };
  EXPECT_TRUE(app.in_tenant(team, asking).starts_with(" of ")) << "what the connection was given";
  EXPECT_TRUE(app.in_transaction(asking).starts_with(" of "));
}

TEST(NotesAccess, TextThatIsTooLongIsRefusedAndNotCut) {
  const tenon::Uuid team = make_team("green");
  tenon::Pool app = pool("notes_app");
  const auto insert = [](tenon::TenantTx& tx) {
    Notes{tx}.insert({.title = std::string(201, 'x'), .body = ""});
  };
  EXPECT_THROW(app.in_tenant(team, insert), tenon::DataError);
}

TEST(NotesAccess, AnUpdateSetsItsTimeAndAnEmptyOneDoesNot) {
  const tenon::Uuid team = make_team("white");
  tenon::Pool app = pool("notes_app");
  const auto in_team = [&](auto body) { return app.in_tenant(team, body); };
  const Note made =
      in_team([](tenon::TenantTx& tx) { return Notes{tx}.insert({.title = "t", .body = "b"}); });
  const Note same = *in_team([&](tenon::TenantTx& tx) { return Notes{tx}.update(made.id, {.title = "t"}); });
  EXPECT_EQ(same.updated_at, made.updated_at);
  const Note changed = *in_team([&](tenon::TenantTx& tx) { return Notes{tx}.update(made.id, {.stars = 3}); });
  EXPECT_GT(changed.updated_at, made.updated_at);
  EXPECT_EQ(changed.created_at, made.created_at);
}

TEST(NotesAccess, AnAuthorThatGoesLeavesItsNotes) {
  const tenon::Uuid team = make_team("black");
  tenon::Pool app = pool("notes_app");
  app.in_tenant(team, [](tenon::TenantTx& tx) {
    const Author author = Authors{tx}.insert({.email = "x@black.test"});
    const Note note = Notes{tx}.insert({.author_id = author.id, .title = "t", .body = "b"});
    EXPECT_TRUE(Authors{tx}.remove(author.id));
    const auto left = Notes{tx}.find(note.id);
    ASSERT_TRUE(left.has_value());
    EXPECT_EQ(left->author_id, std::nullopt);
  });
}

TEST(NotesAccess, ATenantThatGoesTakesItsRowsAndNoOthers) {
  const tenon::Uuid gone = make_team("gone");
  const tenon::Uuid stays = make_team("stays");
  tenon::Pool app = pool("notes_app");
  for (const tenon::Uuid& team : {gone, stays}) {
    app.in_tenant(team, [](tenon::TenantTx& tx) { Notes{tx}.insert({.title = "t", .body = "b"}); });
  }
  tenon::Pool provisioner = pool("notes_provisioner");
  EXPECT_TRUE(provisioner.in_tenant(gone, [](tenon::TenantTx& tx) { return Teams{tx}.remove(); }));
  app.in_tenant(gone, [](tenon::TenantTx& tx) { EXPECT_EQ(Notes{tx}.count(), 0); });
  app.in_tenant(stays, [](tenon::TenantTx& tx) { EXPECT_EQ(Notes{tx}.count(), 1); });
}

}  // namespace
