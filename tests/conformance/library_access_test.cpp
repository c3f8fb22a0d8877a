// Searches, soft deletion, views, logs and declared roles through the generated C++, on PostgreSQL with
// pgvector.
#include "library_access.hpp"

#include <fmt/format.h>

#include <cmath>
#include <random>
#include <set>
#include <tenon/pool.hpp>
#include <tenon/query.hpp>

#include "live_database.hpp"

namespace {

using namespace library::db;

class LibraryAccess : public ::testing::Test {
 protected:
  static tenon::Pool pool(const char* role) {
    return {live::url(tenon::catalog::ServerKind::kPglite), kSchema, {.role = role, .size = 1}};
  }

  static std::string slug_of(const tenon::Uuid& branch) { return "b-" + to_string(branch); }

  static tenon::Uuid make_branch() {
    const tenon::Uuid id = tenon::Uuid::v4();
    tenon::Pool provisioner = pool("library_provisioner");
    provisioner.in_tenant(
        id, [&](tenon::TenantTx& tx) { Branches{tx}.insert({.name = "B", .slug = slug_of(id)}); });
    return id;
  }

  static tenon::Vector vector(float x, float y = 1) { return {{x, y, 0, 0, 0, 0, 0, 1}}; }

  static Book add(tenon::TenantTx& tx, const std::string& title, const std::string& summary, float x) {
    return Books{tx}.insert({.title = title, .summary = summary, .embedding = vector(x)});
  }

  /// How often loans of the branch were counted, and how many were mourned.
  static std::pair<std::int32_t, std::int64_t> counted(const tenon::Uuid& branch) {
    return pool("library_app").in_tenant(branch, [](tenon::TenantTx& tx) {
      return std::pair(Tallies{tx}.find_by_what("loans").value().n, Farewells{tx}.count());
    });
  }

  /// A book that is lent twice, and the count of its branch's loans.
  static tenon::Uuid lend_twice(const tenon::Uuid& branch) {
    return pool("library_app").in_tenant(branch, [](tenon::TenantTx& tx) {
      Tallies{tx}.insert({.what = "loans"});
      const Book book = add(tx, "Lent", "", 1);
      for (const char* who : {"Ann", "Bob"}) Loans{tx}.insert({.book_id = book.id, .who = who});
      return book.id;
    });
  }

  static std::vector<std::string> titles(const std::vector<tenon::Hit<Book>>& hits) {
    std::vector<std::string> out;
    for (const auto& hit : hits) out.push_back(hit.row.title);
    return out;
  }
};

using Titles = std::vector<std::string>;
using Counted = std::pair<std::int32_t, std::int64_t>;

TEST_F(LibraryAccess, TextIsFoundByWordsAndWeighed) {
  const tenon::Uuid branch = make_branch();
  tenon::Pool app = pool("library_app");
  app.in_tenant(branch, [](tenon::TenantTx& tx) {
    add(tx, "Fishing", "About whales", 1);
    add(tx, "Whales", "About the sea", 2);
    add(tx, "Bread", "About baking", 3);
    EXPECT_EQ(titles(Books{tx}.search_text("whale")), (Titles{"Whales", "Fishing"}));
    EXPECT_EQ(titles(Books{tx}.search_text("baking -whales")), (Titles{"Bread"}));
    EXPECT_EQ(titles(Books{tx}.search_text("whale", {.limit = 1})).size(), 1U);
    EXPECT_TRUE(Books{tx}.search_text("").empty());
    EXPECT_THROW(static_cast<void>(Books{tx}.search_text("x", {.limit = 0})), tenon::EncodeError);
  });
}

TEST_F(LibraryAccess, VectorsAreFoundNearestFirstAndBothTogether) {
  const tenon::Uuid branch = make_branch();
  tenon::Pool app = pool("library_app");
  app.in_tenant(branch, [](tenon::TenantTx& tx) {
    add(tx, "Near", "sea", 1.1F);
    add(tx, "Far", "sea", -9);
    add(tx, "Middle", "land", 3);
    const auto hits = Books{tx}.search_vector(vector(1), {.limit = 3});
    EXPECT_EQ(titles(hits), (Titles{"Near", "Middle", "Far"}));
    EXPECT_GT(hits[0].score, hits[1].score);
    // Both sides find Far, one finds Middle.
    EXPECT_EQ(titles(Books{tx}.search_hybrid("sea", vector(1), {.limit = 2})), (Titles{"Near", "Far"}));
  });
}

TEST_F(LibraryAccess, ASearchSeesNeitherOtherTenantsNorHiddenNorDeletedBooks) {
  const tenon::Uuid theirs = make_branch();
  const tenon::Uuid ours = make_branch();
  tenon::Pool app = pool("library_app");
  app.in_tenant(theirs, [](tenon::TenantTx& tx) { add(tx, "Their secret", "quay", 1); });
  app.in_tenant(ours, [](tenon::TenantTx& tx) {
    const Book deleted = add(tx, "Deleted", "quay", 1);
    EXPECT_TRUE(Books{tx}.soft_remove(deleted.id));
    tenon::execute(tx, "UPDATE books SET hidden = true WHERE false");
    tenon::execute(tx,
                   "INSERT INTO books (tenant_id, title, summary, hidden, embedding) "
                   "SELECT tenon.current_tenant(), 'Hidden', 'quay', true, '[1,1,0,0,0,0,0,1]'");
    add(tx, "Ours", "quay", 5);
    EXPECT_EQ(titles(Books{tx}.search_text("quay")), Titles{"Ours"});
    EXPECT_EQ(titles(Books{tx}.search_vector(vector(1))), Titles{"Ours"});
    EXPECT_EQ(titles(Books{tx}.search_hybrid("quay", vector(1))), Titles{"Ours"});
  });
}

TEST_F(LibraryAccess, ATenantWithOneRowInAThousandFindsWhatAFullScanFinds) {
  const tenon::Uuid large = make_branch();
  const tenon::Uuid small = make_branch();
  tenon::Pool app = pool("library_app");
  constexpr const char* kFill =
      "INSERT INTO books (tenant_id, title, summary, embedding) "
      "SELECT tenon.current_tenant(), 'Book ' || i, 'filler', "
      "array[random(),random(),random(),random(),random(),random(),random(),random()]::vector "
      "FROM generate_series(1, $1) i";
  app.in_tenant(large, [&](tenon::TenantTx& tx) { tenon::execute(tx, kFill, std::int32_t{15000}); });
  app.in_tenant(small, [&](tenon::TenantTx& tx) { tenon::execute(tx, kFill, std::int32_t{15}); });
  for (const tenon::Uuid& branch : {small, large}) {
    app.in_tenant(branch, [&](tenon::TenantTx& tx) {
      std::mt19937 random(7);
      std::uniform_real_distribution<float> coordinate(0, 1);
      std::size_t right = 0;
      constexpr int kSearches = 20;
      constexpr int kWanted = 10;
      for (int n = 0; n < kSearches; ++n) {
        std::vector<float> values(8);
        for (float& value : values) value = coordinate(random);
        const tenon::Vector query{values};
        std::set<tenon::Uuid> exact;
        const auto scanned = tenon::execute(
            tx, "SELECT id FROM books ORDER BY (embedding <=> $1::vector) + 0, id LIMIT 10", query);
        for (const tenon::Row row : scanned) exact.insert(row.get<tenon::Uuid>(0));
        const auto hits = Books{tx}.search_vector(query, {.limit = kWanted});
        ASSERT_EQ(hits.size(), static_cast<std::size_t>(kWanted));
        for (const auto& hit : hits) right += exact.contains(hit.row.id) ? 1 : 0;
      }
      EXPECT_GE(static_cast<double>(right) / (kSearches * kWanted), 0.95)
          << (branch == small ? "small" : "large");
    });
  }
}

TEST_F(LibraryAccess, ASoftlyDeletedRowIsThereAndNotLive) {
  const tenon::Uuid branch = make_branch();
  tenon::Pool app = pool("library_app");
  app.in_tenant(branch, [](tenon::TenantTx& tx) {
    Books books{tx};
    const Book kept = add(tx, "Kept", "", 1);
    const Book gone = add(tx, "Gone", "", 1);
    EXPECT_TRUE(books.soft_remove(gone.id));
    EXPECT_FALSE(books.soft_remove(gone.id)) << "it is deleted already";
    EXPECT_TRUE(books.find(gone.id)->deleted_at.has_value());
    EXPECT_EQ(books.find_live(gone.id), std::nullopt);
    EXPECT_EQ(books.count(), 2);
    EXPECT_EQ(books.count_live(), 1);
    EXPECT_EQ(books.page_by_added().items.size(), 2U);
    const auto page = books.live_page_by_added({.limit = 1});
    EXPECT_EQ(page.items.at(0).id, kept.id);
    EXPECT_FALSE(page.next.has_value());
    EXPECT_TRUE(books.restore(gone.id));
    EXPECT_EQ(books.count_live(), 2);
    EXPECT_TRUE(books.remove(gone.id));
    EXPECT_EQ(books.count(), 1);
  });
}

TEST_F(LibraryAccess, AViewIsOfTheTenantAndOfTheTypesOfItsTables) {
  const tenon::Uuid theirs = make_branch();
  const tenon::Uuid ours = make_branch();
  tenon::Pool app = pool("library_app");
  app.in_tenant(theirs, [](tenon::TenantTx& tx) { add(tx, "Theirs", "", 1); });
  app.in_tenant(ours, [](tenon::TenantTx& tx) {
    const Book book = add(tx, "Ours", "", 1);
    Loans{tx}.insert({.book_id = book.id, .who = "Ann"});
    const std::vector<Popular> popular = PopularView{tx}.all();
    ASSERT_EQ(popular.size(), 1U);
    EXPECT_EQ(popular[0],
              (Popular{.id = book.id, .title = "Ours", .summary = "", .loans = 1, .last_reader = "Ann"}));
    EXPECT_EQ(TotalView{tx}.all(), (std::vector<Total>{{.books = 1, .loans = 1}}));
  });
}

TEST_F(LibraryAccess, ASecondReaderReachesNothingOfTheFirst) {
  const tenon::Uuid branch = make_branch();
  const tenon::Uuid ann = tenon::Uuid::v4();
  const tenon::Uuid bob = tenon::Uuid::v4();
  tenon::Pool app = pool("library_app");
  const Review written = app.in_tenant(branch, SessionValues{.reader = ann}, [&](tenon::TenantTx& tx) {
    const Review review = Reviews{tx}.insert({.text = "fine"});
    EXPECT_EQ(review.reader_id, ann) << "by default";
    EXPECT_EQ(MineView{tx}.all(), (std::vector<Mine>{{.id = review.id, .text = "fine", .me = ann}}));
    return review;
  });
  app.in_tenant(branch, SessionValues{.reader = bob}, [&](tenon::TenantTx& tx) {
    Reviews reviews{tx};
    EXPECT_EQ(reviews.find(written.id), std::nullopt) << "not published";
    EXPECT_EQ(reviews.update(written.id, {.text = "mine"}), std::nullopt);
    EXPECT_FALSE(reviews.remove(written.id));
    EXPECT_TRUE(MineView{tx}.all().empty());
  });
  const auto in_anns_name = [&](tenon::TenantTx& tx) {
    Reviews{tx}.insert({.reader_id = ann, .text = "forged"});
  };
  EXPECT_THROW(app.in_tenant(branch, SessionValues{.reader = bob}, in_anns_name),
               tenon::InsufficientPrivilege);
  app.in_tenant(branch, SessionValues{.reader = ann}, [&](tenon::TenantTx& tx) {
    EXPECT_TRUE(Reviews{tx}.update(written.id, {.published = true}).has_value());
  });
  app.in_tenant(branch, SessionValues{.reader = bob}, [&](tenon::TenantTx& tx) {
    EXPECT_TRUE(Reviews{tx}.find(written.id).has_value()) << "published";
    EXPECT_EQ(Reviews{tx}.update(written.id, {.text = "mine"}), std::nullopt);
  });
  EXPECT_EQ(app.in_tenant(branch, [](tenon::TenantTx& tx) { return Reviews{tx}.count(); }), 0)
      << "nobody asks";
  const auto in_nobodys_name = [](tenon::TenantTx& tx) { Reviews{tx}.insert({.text = "nobody's"}); };
  EXPECT_THROW(app.in_tenant(branch, in_nobodys_name), tenon::ServerError);
}

TEST_F(LibraryAccess, WhoAsksIsGoneWithTheTransaction) {
  const tenon::Uuid branch = make_branch();
  const SessionValues ann{.reader = tenon::Uuid::v4(), .grown = true};
  tenon::Pool app = pool("library_app");
  const auto asking = [](tenon::Tx& tx) {
    return std::get<0>(
        tenon::query<std::string>(tx, "SELECT concat(tenon.session_reader(), ' ', tenon.session_grown())")
            .at(0));
  };
  EXPECT_EQ(app.in_tenant(branch, ann, asking), to_string(ann.reader) + " t");
  EXPECT_EQ(app.in_tenant(branch, asking), " ");
  EXPECT_EQ(app.in_transaction(ann, asking), to_string(ann.reader) + " t");
  EXPECT_EQ(app.in_transaction(asking), " ");
  app.in_transaction([](tenon::Tx& tx) { tenon::execute(tx, "SET app.grown TO true"); });
  EXPECT_EQ(app.in_tenant(branch, asking), " ") << "what SQL left in the session";
  app.in_tenant(branch, ann, [&](tenon::TenantTx& tx) {
    tenon::execute(tx, "SAVEPOINT s");
    tenon::execute(tx, "SELECT set_config('app.grown', '', true)");
    tenon::execute(tx, "ROLLBACK TO SAVEPOINT s");
    EXPECT_EQ(asking(tx), to_string(ann.reader) + " t") << "said again behind a savepoint";
  });
  tenon::Session foreign;
  foreign.set("app.stranger", std::string("x"));
  EXPECT_THROW(app.in_tenant(branch, foreign, asking), tenon::Error);
  EXPECT_THROW(foreign.set("app.stranger", std::string()), tenon::EncodeError);
}

TEST_F(LibraryAccess, TheReaderIsTheActorOfTheLog) {
  const tenon::Uuid branch = make_branch();
  const tenon::Uuid ann = tenon::Uuid::v4();
  pool("library_app").in_tenant(branch, SessionValues{.reader = ann}, [&](tenon::TenantTx& tx) {
    tenon::execute(tx, "SELECT set_config('app.actor', 'somebody', true)");
    add(tx, "Logged", "", 1);
  });
  pool("auditor").in_tenant(branch, [&](tenon::TenantTx& tx) {
    EXPECT_EQ(std::get<0>(tenon::query<std::string>(tx, "SELECT actor FROM books_audit").at(0)),
              to_string(ann));
  });
}

TEST_F(LibraryAccess, EveryChangeIsLoggedWithoutSecrets) {
  const tenon::Uuid branch = make_branch();
  const tenon::Uuid id = pool("library_app").in_tenant(branch, [](tenon::TenantTx& tx) {
    tenon::execute(tx, "SELECT set_config('app.actor', 'ann', true)");
    const Book book = Books{tx}.insert({.title = "A",
                                        .donor = "Bob of London",
                                        .lock_code = tenon::Secret<std::string>{"swordfish"},
                                        .embedding = vector(1)});
    Books{tx}.update(book.id, {.title = "B"});
    Books{tx}.update(book.id, {.title = "B"});
    EXPECT_EQ(BookAudits{tx}.count(), 2);
    Books{tx}.remove(book.id);
    return book.id;
  });
  pool("auditor").in_tenant(branch, [id](tenon::TenantTx& tx) {
    const auto log = tenon::execute(
        tx,
        "SELECT action, changed::text, actor, book_id FROM books_audit ORDER BY action = 'delete', action");
    ASSERT_EQ(log.size(), 3U) << "an update that changes nothing is none";
    EXPECT_EQ(log[0].get<std::string>(0), "insert");
    EXPECT_EQ(log[1].get<std::string>(1), R"({"title": {"new": "B", "old": "A"}})");
    EXPECT_EQ(log[2].get<std::string>(0), "delete");
    for (const tenon::Row row : log) {
      EXPECT_EQ(row.get<std::string>(1).find("swordfish"), std::string::npos);
      EXPECT_EQ(row.get<std::string>(1).find("London"), std::string::npos);
      EXPECT_EQ(row.get<std::string>(2), "ann");
      EXPECT_EQ(row.get<tenon::Uuid>(3), id);
    }
    EXPECT_NE(log[0].get<std::string>(1).find("\"donor\""), std::string::npos) << "the hash is there";
  });
  const auto forge = [](tenon::TenantTx& tx) { tenon::execute(tx, "DELETE FROM books_audit"); };
  EXPECT_THROW(pool("library_app").in_tenant(branch, forge), tenon::InsufficientPrivilege);
}

TEST_F(LibraryAccess, TheLogShowsWhatTheRowsPoliciesShow) {
  const tenon::Uuid branch = make_branch();
  pool("library_app").in_tenant(branch, [](tenon::TenantTx& tx) {
    const Book shown = add(tx, "Shown", "", 1);
    tenon::execute(tx,
                   "INSERT INTO books (tenant_id, title, hidden, embedding) "
                   "SELECT tenon.current_tenant(), 'Hidden', true, '[1,1,0,0,0,0,0,1]'");
    EXPECT_EQ(BookAudits{tx}.count(), 1) << "a hidden row's log is hidden";
    Books{tx}.remove(shown.id);
    EXPECT_EQ(BookAudits{tx}.count(), 0)
        << "of a row that is gone nothing tells whether `shown` would show it";
  });
  pool("auditor").in_tenant(branch, [](tenon::TenantTx& tx) { EXPECT_EQ(BookAudits{tx}.count(), 3); });
}

TEST_F(LibraryAccess, TriggersInACascadeAreBoundByTheTenant) {
  const tenon::Uuid ours = make_branch();
  const tenon::Uuid theirs = make_branch();
  const tenon::Uuid book = lend_twice(ours);
  lend_twice(theirs);
  pool("library_app").in_tenant(ours, [&](tenon::TenantTx& tx) { Books{tx}.remove(book); });
  EXPECT_EQ(counted(ours), Counted(0, 2));
  EXPECT_EQ(counted(theirs), Counted(2, 0));
}

TEST_F(LibraryAccess, ATenantGoesWithTriggersThatAddRowsAndLeavesTheOthers) {
  const tenon::Uuid ours = make_branch();
  const tenon::Uuid theirs = make_branch();
  lend_twice(ours);
  lend_twice(theirs);
  const auto remove = [](tenon::TenantTx& tx) { return Branches{tx}.remove(); };
  EXPECT_TRUE(pool("library_provisioner").in_tenant(ours, remove));
  EXPECT_EQ(counted(theirs), Counted(2, 0));
}

TEST_F(LibraryAccess, ATenantThatGoesTakesItsLog) {
  const tenon::Uuid branch = make_branch();
  pool("library_app").in_tenant(branch, [](tenon::TenantTx& tx) { add(tx, "A", "", 1); });
  const auto remove = [](tenon::TenantTx& tx) { return Branches{tx}.remove(); };
  EXPECT_TRUE(pool("library_provisioner").in_tenant(branch, remove));
  pool("library_app").in_tenant(branch, [](tenon::TenantTx& tx) {
    EXPECT_EQ(Books{tx}.count(), 0);
    EXPECT_EQ(BookAudits{tx}.count(), 0);
  });
}

TEST_F(LibraryAccess, ANarrowedRoleSeesLessAndTheOthersNoMore) {
  const tenon::Uuid branch = make_branch();
  pool("library_app").in_tenant(branch, [](tenon::TenantTx& tx) {
    add(tx, "Treasure", "", 1);
    add(tx, "Common", "", 1);
    tenon::execute(tx,
                   "INSERT INTO books (tenant_id, title, hidden, embedding) "
                   "SELECT tenon.current_tenant(), 'Hidden', true, '[1,1,0,0,0,0,0,1]'");
    EXPECT_EQ(Books{tx}.count(), 2) << "`shown` narrows the application";
  });
  tenon::Pool clerk = pool("clerk");
  clerk.in_tenant(branch, [](tenon::TenantTx& tx) {
    const auto seen = tenon::execute(tx, "SELECT title FROM books");
    ASSERT_EQ(seen.size(), 1U) << "`cheap` narrows the clerk as well";
    EXPECT_EQ(seen[0].get<std::string>(0), "Common");
  });
  const auto write = [](tenon::TenantTx& tx) { tenon::execute(tx, "UPDATE books SET title = 'x'"); };
  EXPECT_THROW(clerk.in_tenant(branch, write), tenon::InsufficientPrivilege);
  const auto search = [](tenon::TenantTx& tx) { static_cast<void>(Books{tx}.search_text("Treasure")); };
  EXPECT_THROW(clerk.in_tenant(branch, search), tenon::InsufficientPrivilege);
}

/// By somebody who has no tenant yet, and by another one.
TEST_F(LibraryAccess, ALookupFindsTheTenantAndNothingElse) {
  const tenon::Uuid one = make_branch();
  const tenon::Uuid other = make_branch();
  const std::string slip = "slip " + to_string(one);
  for (const tenon::Uuid& branch : {one, other}) {
    pool("library_app").in_tenant(branch, [&](tenon::TenantTx& tx) {
      const Book book = add(tx, "Lent", "", 1);
      Loans{tx}.insert({.book_id = book.id, .who = "Ann of " + to_string(branch), .slip = slip});
      Loans{tx}.insert({.book_id = book.id, .who = "Bob"});
    });
  }
  const auto look = [&](tenon::Tx& tx) {
    EXPECT_EQ(Branches::tenant_by_slug(tx, slug_of(one)), one);
    EXPECT_EQ(Branches::tenant_by_slug(tx, "b-%"), std::nullopt);
    EXPECT_EQ(Branches::tenant_by_slug(tx, ""), std::nullopt);
    EXPECT_TRUE(Loans::tenants_by_slip(tx, "slip %").empty());
    std::set<std::string> found;
    for (const LoanBySlip& loan : Loans::tenants_by_slip(tx, slip)) {
      EXPECT_EQ(loan.who, "Ann of " + to_string(loan.tenant_id));
      found.insert(to_string(loan.tenant_id));
    }
    EXPECT_EQ(found, (std::set<std::string>{to_string(one), to_string(other)}));
  };
  pool("library_app").in_transaction(look);
  pool("library_app").in_tenant(other, [&](tenon::TenantTx& tx) {
    look(tx);
    EXPECT_EQ(Loans{tx}.count(), 2);
  });
}

}  // namespace
