// Shared rows by the generated C++: read beside the own ones, and never written by a tenant.
#include "desk_access.hpp"

#include <tenon/error.hpp>
#include <tenon/pool.hpp>
#include <tenon/query.hpp>

#include "live_database.hpp"

namespace {

using namespace desk;
using tenon::execute;
using tenon::query;
using tenon::TenantTx;

tenon::Pool desk_pool(const char* role) {
  return {live::url(tenon::catalog::ServerKind::kPostgres), kSchema, {.role = role, .size = 2}};
}

tenon::Uuid make_firm() {
  static int count = 0;
  const tenon::Uuid id = tenon::Uuid::v4();
  desk_pool("desk_provisioner").in_tenant(id, [](TenantTx& tx) {
    Firms{tx}.insert({.name = "Firm " + std::to_string(++count)});
  });
  return id;
}

template <typename Deed>
auto in(const tenon::Uuid& firm, Deed deed) {
  return desk_pool("desk_app").in_tenant(firm, std::move(deed));
}

TEST(DeskAccess, ATenantReadsItsOwnRowsAndTheSharedOnes) {
  const tenon::Uuid firm = make_firm();
  in(firm, [](TenantTx& tx) {
    Templates templates{tx};
    EXPECT_EQ(templates.count(), 2);
    const auto bill = templates.find_by_name("bill");
    ASSERT_TRUE(bill.has_value());
    EXPECT_TRUE(bill->shared);
    const Template own = templates.insert({.name = "thanks"});
    EXPECT_FALSE(own.shared);
    EXPECT_EQ(templates.count(), 3);
    EXPECT_EQ(templates.find(own.id), own);
    EXPECT_EQ(templates.find(bill->id), bill);
  });
  in(make_firm(), [](TenantTx& tx) { EXPECT_EQ(Templates{tx}.count(), 2); });
}

TEST(DeskAccess, AnOwnRowComesBeforeTheSharedOneThatItShadows) {
  in(make_firm(), [](TenantTx& tx) {
    Templates templates{tx};
    const Template shared = *templates.find_by_name("bill");
    const Template own = templates.insert({.name = "bill", .body = "Now"});
    EXPECT_EQ(templates.find_by_name("bill"), own);
    std::vector<std::string> effective;
    for (const EffectiveTemplate& each : EffectiveTemplateView{tx}.all())
      effective.push_back(each.name + (each.shared ? " shared" : " own"));
    std::sort(effective.begin(), effective.end());
    EXPECT_EQ(effective, (std::vector<std::string>{"bill own", "offer shared"}));
    // The same key too.
    const Template same = templates.insert({.id = shared.id, .name = "another"});
    EXPECT_EQ(templates.find(shared.id), same);
  });
}

TEST(DeskAccess, NoSharedRowIsChangedOrRemoved) {
  in(make_firm(), [](TenantTx& tx) {
    Templates templates{tx};
    const Template shared = *templates.find_by_name("offer");
    EXPECT_EQ(templates.update(shared.id, {.name = "mine"}), std::nullopt);
    EXPECT_FALSE(templates.soft_remove(shared.id));
    EXPECT_FALSE(templates.remove(shared.id));
    EXPECT_EQ(templates.find(shared.id), shared);
    EXPECT_EQ(rename(tx, "offer", "mine"), 0);
    EXPECT_EQ(take(tx, "offer"), std::nullopt);
  });
  const auto forged = [](TenantTx& tx) {
    execute(tx, "INSERT INTO templates (tenant_id, name) VALUES ($1, 'mine')", tenon::Uuid{});
  };
  EXPECT_THROW(in(make_firm(), forged), tenon::InsufficientPrivilege);
  EXPECT_THROW(in(tenon::Uuid{}, forged), tenon::InsufficientPrivilege);
  in(tenon::Uuid{}, [](TenantTx& tx) { EXPECT_EQ(Templates{tx}.count(), 0); });
}

TEST(DeskAccess, PagesAndSearchesGoThroughBoth) {
  in(make_firm(), [](TenantTx& tx) {
    Templates templates{tx};
    for (int i = 0; i < 3; ++i) templates.insert({.name = "own " + std::to_string(i), .body = "we offer"});
    std::vector<std::string> names;
    tenon::PageRequest<TemplateByMadeAtCursor> request{.limit = 2};
    for (;;) {
      const auto page = templates.page_by_made_at(request);
      for (const Template& each : page.items) names.push_back(each.name);
      if (!page.next) break;
      request.after = page.next;
    }
    std::sort(names.begin(), names.end());
    EXPECT_EQ(names, (std::vector<std::string>{"bill", "offer", "own 0", "own 1", "own 2"}));
    EXPECT_EQ(templates.search_text("offer", {.limit = 10}).size(), 4U);
    EXPECT_EQ(templates_named(tx, "offer").size(), 1U);
    EXPECT_EQ(NamesView{tx}.count(), 5);
  });
}

TEST(DeskAccess, ARelationIsToAnOwnRowOrToASharedOne) {
  const tenon::Uuid theirs = make_firm();
  const tenon::Uuid of_theirs =
      in(theirs, [](TenantTx& tx) { return Templates{tx}.insert({.name = "theirs"}).id; });
  const tenon::Uuid ours = make_firm();
  in(ours, [](TenantTx& tx) {
    Templates templates{tx};
    const Template shared = *templates.find_by_name("offer");
    const Template own = templates.insert({.name = "ours"});
    Letters letters{tx};
    const Letter letter = letters.insert({.template_id = shared.id, .template_shared = true, .text = "Dear"});
    EXPECT_TRUE(letter.template_shared);
    EXPECT_TRUE(letters.update(letter.id, {.template_id = own.id, .template_shared = false}).has_value());
    EXPECT_EQ(UsedView{tx}.all().at(0).name, "ours");
  });
  for (const bool shared : {false, true}) {
    const auto refer = [&](TenantTx& tx) {
      Letters{tx}.insert({.template_id = of_theirs, .template_shared = shared, .text = "Dear"});
    };
    EXPECT_THROW(in(ours, refer), tenon::ForeignKeyViolation);
  }
}

TEST(DeskAccess, TheProvisionerWritesSharedRowsAlone) {
  const tenon::Uuid firm = make_firm();
  in(firm, [](TenantTx& tx) { Templates{tx}.insert({.name = "own"}); });
  desk_pool("desk_provisioner").in_transaction([](tenon::Tx& tx) {
    execute(tx, "INSERT INTO templates (tenant_id, name) VALUES ($1, 'new')", tenon::Uuid{});
    EXPECT_EQ(query<std::string>(tx, "UPDATE templates SET body = 'b' RETURNING name").size(), 3U);
    EXPECT_EQ(query<std::string>(tx, "DELETE FROM templates WHERE name = 'new' RETURNING name").size(), 1U);
  });
}

}  // namespace
