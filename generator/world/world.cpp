#include "world/world.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/apply.hpp"
#include "catalog/session.hpp"
#include "render/sql_text.hpp"
#include "world/access.hpp"
#include "world/definitions.hpp"
#include "world/given.hpp"
#include "world/partitions.hpp"
#include "world/role_attributes.hpp"
#include "world/roles.hpp"
#include "world/session_settings.hpp"
#include "world/strangers.hpp"

namespace tenon::world {
namespace {

/// What the database or the role sets may end a session in the middle of it.
constexpr const char* kUnhurried = "SET statement_timeout TO 0; SET idle_in_transaction_session_timeout TO 0";
constexpr const char* kUnhurriedFrom17 = "SET transaction_timeout TO 0";

constexpr const char* kBegin =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL lock_timeout TO '3s'";

/// The tables that maintenance goes by are the owner's to read.
std::string as_owner(pq::Session& session, const conformance::Schema& schema) {
  if (schema.roles.owner.empty()) return "";
  const auto found = session.query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
  if (found && found->size() == 1 && found->text(0, 0) == "t") return "";
  return "SET LOCAL ROLE " + session.quote_identifier(schema.roles.owner);
}

tl::expected<Look, std::string> look(pq::Session& session, const Promise& promise) {
  constexpr int kVersion17 = 170000;
  const std::string more = session.server_version() >= kVersion17 ? kUnhurriedFrom17 : "";
  for (const std::string& script :
       {std::string(kUnhurried), more, std::string(kBegin), as_owner(session, promise.schema)}) {
    if (const auto done = session.script(script); !done)
      return tl::unexpected(catalog::describe(done.error()));
  }
  auto out = look_here(session, promise);
  session.script("ROLLBACK");
  return out;
}

conformance::Unjudged unread(const Promise& promise, const std::string& why) {
  const bool is_held = why.find("55P03") != std::string::npos;
  return {std::string(kDefinitions), promise.schema.name, why,
          is_held ? "verify again when that transaction has ended"
                  : "let verify connect as a superuser, or as a role that may become the schema's owner",
          is_held};
}

void judge_each(const Promise& promise, const Look& looked, Judgement& out) {
  const People people(looked.facts.people, looked.facts.links, promise.schema.roles);
  judge_roles(promise.schema, promise.lowered, people, looked.facts.major, out);
  if (promise.wanted == nullptr) return;
  const Scene scene{promise.schema, promise.lowered, *promise.wanted, looked.live, looked.facts, people};
  judge_role_attributes(scene, out);
  judge_settings(scene, out);
  judge_definitions(scene, out);
  judge_partitions(scene, out);
  judge_strangers(scene, Access(looked.live.database, people), out);
  judge_uncovered(scene, out);
  judge_given(scene, out);
}

void judge_all(const Promise& promise, const Look& looked, Judgement& out) {
  judge_each(promise, looked, out);
  let_pass(promise.allowed, looked.live, out);
}

}  // namespace

Judgement judge(const std::string& url, const Promise& promise) {
  Judgement out;
  auto session = catalog::connect(url);
  if (!session) {
    out.unjudged.push_back(unread(promise, catalog::describe(session.error())));
    return out;
  }
  const auto looked = look(*session, promise);
  if (looked) {
    judge_all(promise, *looked, out);
  } else {
    out.unjudged.push_back(unread(promise, looked.error()));
  }
  return out;
}

tl::expected<Look, std::string> look_here(pq::Session& session, const Promise& promise) {
  auto live = catalog::read_within(session);
  if (!live) return tl::unexpected(live.error());
  auto facts = read_facts(session, spaces(promise.schema));
  if (!facts) return tl::unexpected(catalog::describe(facts.error()));
  auto holdings = read_holdings(session, promise.schema);
  if (!holdings) return tl::unexpected(catalog::describe(holdings.error()));
  facts->holdings = std::move(*holdings);
  if (promise.wanted != nullptr && promise.wanted->given) {
    auto given = catalog::read_given(session);
    if (!given) return tl::unexpected(catalog::describe(given.error()));
    facts->given = std::move(*given);
  }
  return Look{std::move(*live), std::move(*facts)};
}

Judgement judge(const Look& look, const Promise& promise) {
  Judgement out;
  judge_all(promise, look, out);
  return out;
}

}  // namespace tenon::world
