// What a service does with the generated code: two tenants, a widget, sessions and messages, a page of
// sessions, and what they cost by day and service. One tenant sees nothing of the other.
//
// platform_service postgresql://…      the database, with schema/platform.schema applied; as a role that may
// take on
//                                      platform_app and platform_provisioner
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <string>
#include <tenon/pool.hpp>
#include <tenon/query.hpp>

#include "platform_access.hpp"
#include "platform_codec.hpp"

namespace {

using namespace platform::db;
using namespace std::chrono_literals;

template <class... Args>
void say(const char* format, const Args&... args) {
  std::printf(format, args...);
  std::printf("\n");
}

/// Tenants are made by the provisioner: no policy lets the application make one.
tenon::Uuid create_tenant(const std::string& url, const std::string& name) {
  tenon::Pool provisioner{url, kSchema, {.role = "platform_provisioner", .size = 1}};
  const tenon::Uuid id = tenon::Uuid::v4();
  provisioner.in_tenant(id, [&](tenon::TenantTx& tx) {
    Tenants{tx}.insert({.name = name,
                        .api_key = tenon::Secret<std::string>{"pk_" + to_string(tenon::Uuid::v4())},
                        .plan = Plan::business});
  });
  return id;
}

/// A widget, and through it some sessions with a few messages and their costs.
tenon::Uuid talk(tenon::Pool& pool, const tenon::Uuid& tenant) {
  return pool.in_tenant(tenant, [](tenon::TenantTx& tx) {
    const Widget widget = Widgets{tx}.insert({
        .name = "Main website",
        .domain_whitelist = {"https://example.test"},
        .settings = WidgetSettings{.theme = Theme::dark, .position = WidgetPosition::bottom_right},
    });
    for (int day = 0; day < 5; ++day) {
      const auto then =
          std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()) - 24h * day;
      const Session session = Sessions{tx}.insert({
          .widget_id = widget.id,
          .metadata = SessionMetadata{.user_agent = "curl/8", .country = "CH"},
          .created_at = then,
      });
      Messages{tx}.insert(
          {.session_id = session.id, .role = MessageRole::user, .content = "Hello?", .timestamp = then});
      Messages{tx}.insert({.session_id = session.id,
                           .role = MessageRole::assistant,
                           .content = "Hi!",
                           .timestamp = then + 1s});
      CostEvents{tx}.insert({.session_id = session.id,
                             .service = CostService::llm,
                             .tokens_used = 40 + day,
                             .cost_usd = tenon::Numeric::parse("0.001250"),
                             .timestamp = then});
      CostEvents{tx}.insert({.session_id = session.id,
                             .service = CostService::embedding,
                             .tokens_used = 12,
                             .cost_usd = tenon::Numeric::parse("0.000012"),
                             .timestamp = then});
      Sessions{tx}.update(session.id, {.cost_usd = tenon::Numeric::parse("0.0013"), .ended_at = then + 1min});
    }
    return widget.id;
  });
}

void read_pages(tenon::Pool& pool, const tenon::Uuid& tenant, const tenon::Uuid& widget) {
  pool.in_tenant(tenant, [&](tenon::TenantTx& tx) {
    auto sessions = Sessions{tx};
    auto page = sessions.page_by_widget_created_at(widget, {.limit = 3});
    say("  first page: %zu sessions, newest of %s", page.items.size(),
        tenon::to_string(page.items.front().created_at).c_str());
    page = sessions.page_by_widget_created_at(widget, {.limit = 3, .after = page.next});
    say("  second page: %zu sessions, and no third: %s", page.items.size(),
        page.next ? "there is one!" : "right");
  });
}

void sum_costs(tenon::Pool& pool, const tenon::Uuid& tenant) {
  pool.in_tenant(tenant, [](tenon::TenantTx& tx) {
    const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    auto rows = costs(tx, "day", now - 24h * 30, now);
    rows.resize(std::min<std::size_t>(rows.size(), 4));
    for (const Costs& row : rows) {
      say("  %.10s  %-10s $%s  %lld tokens", tenon::to_string(row.period).c_str(),
          std::string(to_string(row.service)).c_str(), to_string(row.cost).c_str(),
          static_cast<long long>(row.tokens.value_or(0)));
    }
  });
}

/// Every way in that the second tenant has; each must come back empty.
bool sees_nothing(tenon::Pool& pool, const tenon::Uuid& other, const tenon::Uuid& widget) {
  return pool.in_tenant(other, [&](tenon::TenantTx& tx) {
    const auto everything = tenon::query<std::int64_t>(tx, "SELECT count(*) FROM public.sessions");
    const std::int64_t unscoped = std::get<0>(everything.at(0));
    say("  sessions: %lld, of every tenant's: %lld, its widget by key: %s, renaming it: %s",
        static_cast<long long>(Sessions{tx}.count()), static_cast<long long>(unscoped),
        Widgets{tx}.find(widget) ? "found!" : "not found",
        Widgets{tx}.update(widget, {.name = "mine now"}) ? "done!" : "no such row");
    return Sessions{tx}.count() == 0 && unscoped == 0 && !Widgets{tx}.find(widget);
  });
}

int serve(const std::string& url) {
  const tenon::Uuid acme = create_tenant(url, "Acme");
  const tenon::Uuid globex = create_tenant(url, "Globex");
  say("two tenants: Acme and Globex");
  tenon::Pool pool{url, kSchema, {.role = "platform_app"}};
  const tenon::Uuid widget = talk(pool, acme);
  say("Acme has a widget, five sessions through it, two messages in each");
  say("Acme reads its sessions, newest first, a page at a time:");
  read_pages(pool, acme, widget);
  say("what they cost Acme by day and service:");
  sum_costs(pool, acme);
  say("Globex looks for Acme's rows:");
  const bool safe = sees_nothing(pool, globex, widget);
  say(safe ? "Globex sees nothing of Acme" : "GLOBEX SEES ROWS OF ACME");
  return safe ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: platform_service postgresql://…\n");
    return 2;
  }
  try {
    return serve(argv[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "platform_service: %s\n", error.what());
    return 1;
  }
}
