#include "world/roles.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "render/sql_text.hpp"

namespace tenon::world {
namespace {

using model::Kind;

/// The server's own roles that let more through than was granted.
struct ServersRole {
  const char* name;
  std::string_view severity;
  const char* allows;
};

constexpr ServersRole kServersRoles[] = {
    {"pg_read_all_data", kLeak, "reads what has no row-level security, the keys of signatures among it"},
    {"pg_write_all_data", kWrite, "writes what has no row-level security, what maintenance goes by among it"},
    {"pg_read_server_files", kLeak, "reads the server's files, the tables' among them"},
    {"pg_write_server_files", kWrite, "writes the server's files"},
    {"pg_execute_server_program", kLeak, "does on the server's machine what the server may"},
    {"pg_create_subscription", kLeak, "has another server's rows written here"},
    {"pg_read_all_stats", kLeak, "reads every session's statements, with the values that stand in them"},
    {"pg_signal_backend", kDenial, "ends the sessions of others"},
    {"pg_maintain", kDenial, "locks and rebuilds every table"},
};

class RolesJudging {
 public:
  RolesJudging(const conformance::Schema& schema, const model::Database& lowered, const People& people,
               int major, Judgement& out)
      : schema_(schema),
        lowered_(lowered),
        people_(people),
        major_(major),
        out_(out),
        bound_(schema.roles.bound()),
        all_(schema.roles.all()) {}

  void judge() {
    for (const Link& link : people_.links()) judge(link);
    for (const auto& [name, person] : people_.all()) {
      if (person.connects && !is_ours(name) && !person.superuser) judge_login(person);
    }
    for (const std::string& each : bound_) judge_logins_of(each);
    note_superusers();
  }

 private:
  [[nodiscard]] bool is_ours(const std::string& role) const {
    return std::ranges::find(all_, role) != all_.end();
  }
  [[nodiscard]] bool is_promised(const Link& link) const {
    return lowered_.find({Kind::kMembership, "", link.group, link.member, ""}) != nullptr;
  }
  /// Of a member through others, the last step: taking the group from the first would take nothing.
  [[nodiscard]] std::string revoked(const std::string& group, std::string member) const {
    const std::vector<std::string> steps = parts_of(people_.way(member, {group}), " → ");
    if (steps.size() > 2) member = steps[steps.size() - 2];
    return fmt::format("REVOKE {} FROM {};", render::sql_identifier(group).str(),
                       render::sql_identifier(member).str());
  }

  void find(const std::string& role, const std::string& message, std::string_view severity,
            const std::string& remedy) {
    out_.find(kRoles, "role " + role, message, severity, remedy);
  }

  void judge(const Link& link) {
    ++out_.checks;
    if (is_ours(link.member) && !is_promised(link)) {
      find(
          link.member,
          fmt::format("is a member of `{}`, promised: no such membership: it has the rights of both, and the "
                      "policies of either show it rows",
                      link.group),
          kLeak, revoked(link.group, link.member));
    } else if (is_ours(link.group) && link.admin && is_bound_login(link.member)) {
      find(
          link.member,
          fmt::format("may make others members of `{}`, by ADMIN OPTION, promised: nobody but administrators",
                      link.group),
          kLeak,
          fmt::format("REVOKE ADMIN OPTION FOR {} FROM {};", render::sql_identifier(link.group).str(),
                      render::sql_identifier(link.member).str()));
    }
  }

  /// Neither a superuser nor somebody who may become the owner.
  [[nodiscard]] bool is_bound_login(const std::string& role) const {
    const auto found = people_.all().find(role);
    return found != people_.all().end() && !found->second.superuser && !people_.is_administrator(role);
  }

  /// The roles of requests that it may become.
  [[nodiscard]] std::vector<std::string> requests_of(const Person& person) const {
    std::vector<std::string> out;
    for (const std::string& each : bound_) {
      if (people_.within(person.name).contains(each)) out.push_back(each);
    }
    return out;
  }

  void judge_login(const Person& person) {
    ++out_.checks;
    const std::vector<std::string> requests = requests_of(person);
    for (const std::string& each : schema_.roles.function_owners()) judge_member_of(person, each);
    if (people_.is_administrator(person.name)) {
      judge_administrator(person, requests);
      return;
    }
    if (requests.size() > 1) judge_two_parts(person, requests);
    judge_attributes(person, requests);
    judge_owner_of_database(person, requests);
    judge_servers_roles(person, requests);
  }

  /// The search role's policies show it all rows; the twin for triggers is promised to nobody.
  void judge_member_of(const Person& person, const std::string& group) {
    if (!people_.within(person.name).contains(group) || people_.is_administrator(person.name)) return;
    const bool sees_all = group == schema_.roles.search;
    find(person.name,
         fmt::format(
             "may become `{}`, promised: nobody: {}: {}", group,
             sees_all ? "its policies show it the rows of every tenant" : "it is there for triggers alone",
             people_.way(person.name, {group})),
         sees_all ? kLeak : kDrift, revoked(group, person.name));
  }

  void judge_administrator(const Person& person, const std::vector<std::string>& requests) {
    const bool asks_too = std::ranges::any_of(people_.links(), [&](const Link& link) {
      return link.member == person.name && std::ranges::find(requests, link.group) != requests.end() &&
             (link.inherits || link.sets);
    });
    if (!asks_too || person.runs_database()) {
      out_.note("role " + person.name, fmt::format("may become `{}`, which owns all: {}", schema_.roles.owner,
                                                   people_.way(person.name, {schema_.roles.owner})));
      return;
    }
    find(person.name,
         fmt::format(
             "makes requests as `{}` and may become `{}`, which owns all: a request may take row-level "
             "security away: {}",
             join(requests, "`, `"), schema_.roles.owner, people_.way(person.name, {schema_.roles.owner})),
         kLeak, revoked(schema_.roles.owner, person.name));
  }

  void judge_two_parts(const Person& person, const std::vector<std::string>& requests) {
    find(person.name,
         fmt::format(
             "may be `{}`, promised: one of them at most: it has the rights of all, and the policies of "
             "each show it rows",
             join(requests, "` and `")),
         kLeak, revoked(requests.back(), person.name));
  }

  void judge_attributes(const Person& person, const std::vector<std::string>& requests) {
    if (requests.empty()) return;
    judge_makers(person, requests);
    if (person.bypasses)
      find(person.name,
           fmt::format(
               "makes requests as `{}` and has BYPASSRLS: no policy binds it: {} → every table that may "
               "be read",
               join(requests, "`, `"), people_.way(person.name, {requests.front()})),
           kLeak, fmt::format("ALTER ROLE {} NOBYPASSRLS;", render::sql_identifier(person.name).str()));
    if (person.replicates)
      find(person.name,
           fmt::format("makes requests as `{}` and has REPLICATION: it may take a copy of the whole server",
                       join(requests, "`, `")),
           kLeak, fmt::format("ALTER ROLE {} NOREPLICATION;", render::sql_identifier(person.name).str()));
  }

  /// Before 16, who makes roles makes himself a member of any that is no superuser.
  void judge_makers(const Person& person, const std::vector<std::string>& requests) {
    constexpr int kKeptApart = 16;
    if (!person.makes_roles || major_ >= kKeptApart) return;
    find(person.name,
         fmt::format("makes requests as `{}` and has CREATEROLE, which on PostgreSQL {} makes it a member of "
                     "any role but superusers, `{}` among them",
                     join(requests, "`, `"), major_, schema_.roles.owner),
         kLeak, fmt::format("ALTER ROLE {} NOCREATEROLE;", render::sql_identifier(person.name).str()));
  }

  /// Whoever is a member of its owner drops what others made in its schema `public`, and lets in whom he
  /// likes.
  void judge_owner_of_database(const Person& person, const std::vector<std::string>& requests) {
    if (requests.empty()) return;
    for (const std::string& group : people_.within(person.name)) {
      const auto owner = people_.all().find(group);
      if (owner == people_.all().end() || !owner->second.owns_database || owner->second.superuser) continue;
      const bool is_itself = group == person.name;
      find(person.name,
           fmt::format("makes requests as `{}` and {} the database: it may put its own in the place of what "
                       "`public` holds, and let anybody in{}",
                       join(requests, "`, `"), is_itself ? "owns" : "may become the owner of",
                       is_itself ? "" : ": " + people_.way(person.name, {group})),
           kLeak, is_itself ? "" : revoked(group, person.name));
    }
  }

  void judge_servers_roles(const Person& person, const std::vector<std::string>& requests) {
    for (const ServersRole& each : kServersRoles) {
      if (!people_.within(person.name).contains(each.name)) continue;
      const std::string way = people_.way(person.name, {each.name});
      if (requests.empty()) {
        out_.note("role " + person.name, fmt::format("{}: {}", each.allows, way));
      } else {
        find(person.name,
             fmt::format("makes requests as `{}` and {}: {}", join(requests, "`, `"), each.allows, way),
             each.severity, revoked(each.name, person.name));
      }
    }
  }

  /// Where somebody logs in as the role, and none of them into this database.
  void judge_logins_of(const std::string& role) {
    std::vector<std::string> shut_out;
    for (const auto& [name, person] : people_.all()) {
      const bool is_one = person.logs_in && !person.superuser && people_.within(name).contains(role);
      if (!is_one || people_.is_administrator(name)) continue;
      if (person.connects) return;
      shut_out.push_back(name);
    }
    if (shut_out.empty()) return;
    find(role,
         fmt::format("is whom `{}` log in as, and none of them may connect to the database",
                     join(shut_out, "`, `")),
         kDenial,
         fmt::format(
             "DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO {}', current_database()); END $$;",
             render::sql_identifier(role).str()));
  }

  void note_superusers() {
    std::vector<std::string> names;
    for (const auto& [name, person] : people_.all()) {
      if (person.connects && person.superuser) names.push_back(name);
    }
    if (!names.empty())
      out_.note("superusers", fmt::format("that log in, whom nothing here binds: {}", join(names, ", ")));
  }

  const conformance::Schema& schema_;
  const model::Database& lowered_;
  const People& people_;
  int major_;
  Judgement& out_;
  std::vector<std::string> bound_;
  std::vector<std::string> all_;
};

}  // namespace

void judge_roles(const conformance::Schema& schema, const model::Database& lowered, const People& people,
                 int major, Judgement& out) {
  if (schema.has_tenancy) RolesJudging(schema, lowered, people, major, out).judge();
}

}  // namespace tenon::world
