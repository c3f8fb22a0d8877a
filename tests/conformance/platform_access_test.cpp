// The generated C++ against the whole platform: typed JSON, secrets, vectors, pages. One connection at a
// time: PGlite serves one session.
#include "platform_access.hpp"

#include <chrono>
#include <tenon/pool.hpp>
#include <tenon/query.hpp>

#include "live_database.hpp"
#include "platform_codec.hpp"

namespace {

using namespace platform::db;
using namespace std::chrono_literals;

constexpr auto kThen = tenon::Timestamptz(std::chrono::microseconds(1'767'225'600'123'456));

class PlatformAccess : public ::testing::Test {
 protected:
  static tenon::Pool pool(const char* role) {
    return {live::url(tenon::catalog::ServerKind::kPglite), kSchema, {.role = role, .size = 1}};
  }

  static tenon::Uuid make_tenant() {
    const tenon::Uuid id = tenon::Uuid::v4();
    tenon::Pool provisioner = pool("platform_provisioner");
    provisioner.in_tenant(id, [&](tenon::TenantTx& tx) {
      Tenants{tx}.insert({.name = "T",
                          .api_key = tenon::Secret<std::string>{to_string(tenon::Uuid::v4())},
                          .settings = TenantSettings{.features = std::vector<std::string>{"chat"}}});
    });
    return id;
  }
};

TEST_F(PlatformAccess, ATenantReadsItselfAndDoesNotChangeItself) {
  const tenon::Uuid tenant = make_tenant();
  tenon::Pool app = pool("platform_app");
  app.in_tenant(tenant, [&](tenon::TenantTx& tx) {
    const auto found = Tenants{tx}.find();
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->id, tenant);
    EXPECT_EQ(found->plan, Plan::starter);
    EXPECT_EQ(found->settings->features, std::vector<std::string>{"chat"});
    EXPECT_EQ(found->settings->max_monthly_spend, std::nullopt);
  });
  EXPECT_THROW(app.in_tenant(tenant, [](tenon::TenantTx& tx) { Tenants{tx}.update({.name = "mine"}); }),
               tenon::InsufficientPrivilege);
}

TEST_F(PlatformAccess, ThePatchKeepsNullsAndSets) {
  const tenon::Uuid tenant = make_tenant();
  tenon::Pool app = pool("platform_app");
  app.in_tenant(tenant, [&](tenon::TenantTx& tx) {
    auto users = Users{tx};
    const User user = users.insert({.email = "a@b.test",
                                    .password_hash = tenon::Secret<std::string>{"h"},
                                    .role = UserRole::admin,
                                    .name = "Ann"});
    const auto renamed = users.update(user.id, {.name = "Bea"});
    ASSERT_TRUE(renamed.has_value());
    EXPECT_EQ(renamed->name, "Bea");
    EXPECT_EQ(renamed->email, "a@b.test");
    EXPECT_EQ(renamed->role, UserRole::admin);
    EXPECT_EQ(renamed->password_hash.reveal(), "h");
    EXPECT_EQ(users.update(user.id, {.name = tenon::null})->name, std::nullopt);
    EXPECT_EQ(users.find_by_email("a@b.test")->id, user.id);
    EXPECT_TRUE(users.remove(user.id));
    EXPECT_FALSE(users.remove(user.id));
    EXPECT_FALSE(users.find(user.id).has_value());
  });
}

TEST_F(PlatformAccess, DefaultsAreTheDatabases) {
  const tenon::Uuid tenant = make_tenant();
  tenon::Pool app = pool("platform_app");
  app.in_tenant(tenant, [&](tenon::TenantTx& tx) {
    const AiPersonality made =
        AiPersonalities{tx}.insert({.name = "A", .system_prompt = "p", .top_p = tenon::null});
    EXPECT_EQ(to_string(made.temperature), "0.70");
    EXPECT_EQ(made.max_tokens, 2000);
    EXPECT_EQ(made.top_p, std::nullopt) << "an explicit NULL is no default";
    EXPECT_TRUE(made.is_active);
  });
}

TEST_F(PlatformAccess, JsonIsTypedAndAnOpenStructKeepsWhatItDoesNotName) {
  const tenon::Uuid tenant = make_tenant();
  tenon::Pool app = pool("platform_app");
  app.in_tenant(tenant, [&](tenon::TenantTx& tx) {
    const Session session = Sessions{tx}.insert(
        {.metadata = SessionMetadata{.ip = "192.0.2.1",
                                     .other = tenon::Json{R"({"serial":12345678901234567890123})"}}});
    const auto found = Sessions{tx}.find(session.id);
    EXPECT_EQ(found->metadata->ip, "192.0.2.1");
    EXPECT_EQ(found->metadata->user_agent, std::nullopt);
    EXPECT_EQ(found->metadata->other.text, R"({"serial":12345678901234567890123})") << "to the last digit";
    const Message message = Messages{tx}.insert(
        {.session_id = session.id,
         .role = MessageRole::user,
         .content = "x",
         .attachments = std::vector<Attachment>{{.type = AttachmentType::image, .url = "u", .size = 3}},
         .timestamp = kThen});
    EXPECT_EQ(message.attachments->at(0).type, AttachmentType::image);
    EXPECT_EQ(message.timestamp, kThen);
    tenon::execute(tx, R"(UPDATE public.sessions SET metadata = '{"ip": 7}')");
    try {
      (void)Sessions{tx}.find(session.id);
      FAIL() << "JSON of another shape was read";
    } catch (const tenon::DecodeError& error) {
      EXPECT_EQ(error.column(), "metadata");
    }
  });
}

TEST_F(PlatformAccess, VectorsComeBackAsTheyWere) {
  const tenon::Uuid tenant = make_tenant();
  tenon::Pool app = pool("platform_app");
  app.in_tenant(tenant, [&](tenon::TenantTx& tx) {
    std::vector<float> values(1024, 0.25F);
    values[1023] = -1.5F;
    const KnowledgeDocument document = KnowledgeDocuments{tx}.insert({.title = "t", .content = "c"});
    EXPECT_EQ(document.embedding, std::nullopt);
    const KnowledgeChunk chunk = KnowledgeChunks{tx}.insert(
        {.document_id = document.id, .content = "c", .embedding = tenon::Vector{values}, .position = 0});
    EXPECT_EQ(chunk.embedding.values, values);
    EXPECT_TRUE(KnowledgeChunks{tx}.find_by_document_id_position(document.id, 0).has_value());
  });
}

TEST_F(PlatformAccess, PagesCoverEveryRowOnceAndInOrder) {
  const tenon::Uuid tenant = make_tenant();
  tenon::Pool app = pool("platform_app");
  app.in_tenant(tenant, [&](tenon::TenantTx& tx) {
    const Session session = Sessions{tx}.insert({});
    for (int i = 0; i < 7; ++i) {
      // Pairs of one moment: the key breaks the tie.
      Messages{tx}.insert({.session_id = session.id,
                           .role = MessageRole::user,
                           .content = "m",
                           .timestamp = kThen + 1s * (i / 2)});
    }
    std::vector<Message> all;
    std::optional<MessageBySessionTimestampCursor> after;
    int pages = 0;
    do {
      const auto page = Messages{tx}.page_by_session_timestamp(session.id, {.limit = 2, .after = after});
      all.insert(all.end(), page.items.begin(), page.items.end());
      after = page.next;
      ++pages;
    } while (after);
    EXPECT_EQ(pages, 4);
    ASSERT_EQ(all.size(), 7U);
    for (std::size_t i = 1; i < all.size(); ++i) {
      EXPECT_LT(std::pair(all[i - 1].timestamp, all[i - 1].id), std::pair(all[i].timestamp, all[i].id));
    }
    EXPECT_THROW((void)Messages{tx}.page_by_timestamp({.limit = 0}), tenon::EncodeError);
  });
}

TEST_F(PlatformAccess, AnotherTenantSeesNothing) {
  const tenon::Uuid acme = make_tenant();
  const tenon::Uuid globex = make_tenant();
  tenon::Pool app = pool("platform_app");
  const tenon::Uuid widget = app.in_tenant(
      acme, [](tenon::TenantTx& tx) { return Widgets{tx}.insert({.name = "w", .domain_whitelist = {}}).id; });
  app.in_tenant(globex, [&](tenon::TenantTx& tx) {
    EXPECT_EQ(Widgets{tx}.count(), 0);
    EXPECT_FALSE(Widgets{tx}.find(widget).has_value());
    EXPECT_FALSE(Widgets{tx}.update(widget, {.name = "mine"}).has_value());
    EXPECT_FALSE(Widgets{tx}.remove(widget));
    EXPECT_EQ(std::get<0>(tenon::query<std::int64_t>(tx, "SELECT count(*) FROM public.widgets").at(0)), 0);
  });
  const auto refer = [&](tenon::TenantTx& tx) { Sessions{tx}.insert({.widget_id = widget}); };
  EXPECT_THROW(app.in_tenant(globex, refer), tenon::ForeignKeyViolation);
}

TEST_F(PlatformAccess, GlobalRowsTakeAnyTransaction) {
  tenon::Pool app = pool("platform_app");
  app.in_transaction([](tenon::Tx& tx) {
    auto tokens = VerificationTokens{tx};
    tokens.insert({.identifier = "a@b.test", .token = tenon::Secret<std::string>{"t-1"}, .expires = kThen});
    EXPECT_EQ(tokens.find("a@b.test", "t-1")->expires, kThen);
    EXPECT_EQ(tokens.find_by_token("t-1")->identifier, "a@b.test");
    EXPECT_TRUE(tokens.remove("a@b.test", "t-1"));
  });
}

}  // namespace
