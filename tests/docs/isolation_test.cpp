// docs/isolation.md: each rule that keeps tenants apart, what in the SQL holds it, the checks that prove it,
// and the mutations that each check was seen to notice. `TENON_UPDATE_GOLDENS=1` writes it anew.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "breaks.hpp"
#include "desk_mutations.hpp"
#include "expect_or_write.hpp"
#include "functions_mutations.hpp"
#include "grove_mutations.hpp"
#include "library_mutations.hpp"
#include "members_mutations.hpp"
#include "mutation/mutation.hpp"
#include "mutations.hpp"
#include "numbers_mutations.hpp"
#include "objects_mutations.hpp"
#include "page_file.hpp"
#include "tenon/conformance/checks.hpp"
#include "totals_mutations.hpp"
#include "vault_mutations.hpp"

namespace {

namespace fs = std::filesystem;

/// A rule, or an attack that has to fail.
struct Rule {
  std::string_view name;
  std::string_view text;
  std::string_view held_by;
  std::vector<std::string_view> sql{};    ///< stand in what is generated for schema/platform.schema
  std::vector<std::string_view> tests{};  ///< that prove it beside the checks
};

// clang-format off
const std::vector<Rule> kRules = {
    {"P1", "an owner that nobody logs in as, an application with a twin for triggers, a provisioner and a search role; none bypasses policies",
     "`NAME.roles.sql`; all that follows is made in the owner's name",
     {"-- P1: none of them is a superuser", "-- P1: everything below belongs to the owner", "NOINHERIT"},
     {"ClusterTest.ARoleHasOnePartOnAServer"}},
    {"P2", "row-level security is enabled and forced on each table and on each partition",
     "two `ALTER TABLE` a table; `tenon.make_partition()` for a partition, before it is attached",
     {"-- P2, P3: a partition, closed before any row can be in it", "T6, P2, P4", "FORCE ROW LEVEL SECURITY;  -- T6"},
     {"MaintenanceTest.EachPartitionIsProtectedAsItsTable"}},
    {"P3", "nothing is granted on partitions, on all tables at once, or on tables to come; a partition has no policy either",
     "grants name a table each; `tenon.make_partition()` revokes what default privileges gave",
     {"T7, P3", "-- P2, P3: a partition"},
     {"MaintenanceTest.DefaultPrivilegesOpenNoPartition"}},
    {"P4", "one policy a command and role, USING and WITH CHECK spelled out, a declared condition within",
     "`CREATE POLICY`, one a command", {"T6, P2, P4", "FOR UPDATE TO platform_app  -- T6"}},
    {"P5", "policies compare with `(SELECT tenon.current_tenant())`, which gives NULL for unset and empty",
     "the function, in SQL and STABLE", {"-- P5: the tenant that the session works for", "nullif(current_setting('app.current_tenant_id', true), '')"}},
    {"P6", "generated queries also say the tenant as a parameter", "the statements of the generated C++, and the bodies of search functions",
     {"WHERE tenant_id = $1::uuid", "-- P6: they name the tenant as a value"}, {"IsolationPage.EachStatementOfATenantsRowsSaysTheTenant"}},
    {"P7", "the tenant is set for a transaction, never for a session", "the runtime's `in_tenant`; the function's comment tells others",
     {"-- P7: set the tenant within a transaction"}, {"HiddenPoolers.LeaveNoStateToTheNextClient"}},
    {"P8", "keys, unique constraints and relations are led by the tenant, with an index", "T2 to T5, each at its constraint",
     {"T2-T5, P8", "-- T2: the primary key is led by the tenant"}},
    {"P9", "every row names its tenant itself", "the tenant's column, T1", {"T1, P9", "-- T1: every tenant row names its tenant"}},
    {"P10", "the application makes, changes and removes no tenant", "grants and policies of the root, which are the provisioner's",
     {"T7, P10", "ON tenants FOR INSERT TO platform_provisioner"}},
    {"P11", "views are `security_invoker`, said again at each replacement; no materialised view is granted: what is kept is read by a `security_barrier` view with the tenant's condition",
     "`CREATE VIEW … WITH (security_invoker = true)`", {}},
    {"P12", "functions look names up in `pg_catalog` alone, declared triggers behind it in the tables' schema too, where nobody creates but the owner and administrators; those that run as somebody else aren't PUBLIC's, and carry the tenant's condition or run as a role that policies bind",
     "`SET search_path TO pg_catalog, pg_temp`, `REVOKE ALL … FROM PUBLIC`, `REVOKE CREATE ON SCHEMA … FROM PUBLIC`; declared triggers run as the application's twin", {"-- P12: what runs as the owner isn't PUBLIC's", "P12: its functions belong to a role"},
     {"MaintenanceTest.WhatACallerSetsAndPlantsChangesNothing", "MaintenanceTest.WhatTheApplicationCallsRunsNoPlantedCode",
      "RetentionTest.TriggersRunForTheTenantWhoseRowItIs", "LeavingTest.NobodyElseTakesTheLock"}},
    {"P13", "the application gets no TRUNCATE, REFERENCES or TRIGGER", "grants name the four commands", {"T7, P13"}},
    {"P14", "many rows go in by `INSERT … SELECT FROM unnest(…)`, not by COPY", "row-level security refuses COPY FROM; nothing that is generated uses it", {}},
    {"P15", "soft deletion is a view's, not the SELECT policy's", "the view of live rows, where a schema says `soft_delete`", {},
     {"LibraryAccess.ASoftlyDeletedRowIsThereAndNotLive"}},
    {"P16", "global rows are the owner's to write, unless a schema says otherwise; nobody else changes their keys, or removes what tenants refer to",
     "grants on global tables: SELECT, and UPDATE by column", {"T7, P16", "UPDATE (expires), DELETE ON verification_tokens TO platform_app;  -- T7"}},
    {"P17", "where a schema says `signed`, the tenant counts only with a signature over the tenant, the backend and the time",
     "`tenon.current_tenant()`, SECURITY DEFINER, with keys that the owner alone reads; the runtime's `in_tenant` signs", {},
     {"VaultAccess.SqlChoosesNoTenant", "VaultAccess.AValueCountsOnItsOwnConnectionAlone", "VaultAccess.NobodyIsShownTheValue"}},
    {"P18", "where a policy asks for a session variable without `?`, it lets no row through without it; what a transaction says of who asks ends with it",
     "`(SELECT tenon.session_NAME())`, NULL for unset and empty, in an equality or beside `IS NOT NULL`; the runtime's `in_tenant` sets every variable", {},
     {"LibraryAccess.ASecondReaderReachesNothingOfTheFirst", "LibraryAccess.WhoAsksIsGoneWithTheTransaction"}},
    {"P19", "rows that are counted are counted within their tenant; nobody but the owner reads or writes a count, and nobody writes a number",
     "`tenon.counters`, without a grant; a trigger as the owner, for the current tenant alone; INSERT and UPDATE by column", {},
     {"Numbers.BeginWithOneForEachTenant", "Numbers.HaveNeitherGapNorDoubleWhateverIsUndone"}},
    {"P20", "where an entity is `shared`, each tenant reads its own rows and those of no tenant, and writes its own alone; the provisioner writes the others, and nothing else; no tenant has the key that these have",
     "`tenant_id = ANY ((SELECT tenon.readable_tenants())::…[])` for SELECT alone; policies of the provisioner's; a check on the root, and `tenon.current_tenant()`, which is never that key", {},
     {"DeskAccess.NoSharedRowIsChangedOrRemoved", "DeskAccess.ARelationIsToAnOwnRowOrToASharedOne", "DeskAccess.TheProvisionerWritesSharedRowsAlone"}},
    {"P21", "a global row that is `visible through` members is seen by a tenant while a row of its own refers to it, and by nobody without a tenant",
     "`EXISTS (…)` over the member table, with the tenant, in the policies and in generated statements alike", {},
     {"Members.SeeThoseOfTheirOrganisationAlone", "Members.AreGoneWithTheirMembership"}},
    {"P22", "rows of all tenants are read by roles that say why, through functions that give none without a committed line in the log; secrets never",
     "`tenon.TABLE_read_all()`, SECURITY DEFINER as the search role, and `tenon.reading_of()`, which finds no line of its own transaction", {},
     {"Support.ReadsWhatItHasALineFor", "Support.IsGivenNothingByALineThatIsRolledBack"}},
    {"P23", "where tenants stand in a tree, a tenant reads the rows of those below it of what is `inherited up`, of those above it of what is `inherited down`, and writes its own alone; nobody but the owner reads or writes who stands where",
     "`tenant_id = ANY ((SELECT tenon.tenants_below())::…[])`, or `tenants_above`, for SELECT alone; `tenon.tenant_tree`, without a grant, kept by a trigger of the root as the owner", {}, {"GroveOfFour.IsReadUpAndDown", "Grove.IsMovedByManyAtOnce"}},
};

const std::vector<Rule> kAttacks = {
    {"attack 1", "the tenant unset, empty, malformed, another one", "no row, or an error, for each of the four commands"},
    {"attack 2", "INSERT, UPDATE, MERGE and upsert into another tenant; what RETURNING gives, and MERGE takes for matched by nothing", "policies' WITH CHECK and USING; on partitioned tables too"},
    {"attack 3", "moving an own row to another tenant", "the UPDATE policy's WITH CHECK"},
    {"attack 4", "a partition by its own name, a detached one, one made a moment ago", "no grant, forced row-level security of its own, and no policy that would let a row through",
     {}, {"LeavingTest.WhatWasDetachedStaysProtectedAndIsDropped"}},
    {"attack 5", "referring to another tenant's row; its deletes", "foreign keys led by the tenant"},
    {"attack 6", "learning of another tenant's unique value, by an error or by what `ON CONFLICT DO NOTHING` skips", "unique constraints led by the tenant"},
    {"attack 7", "the owner; `row_security = off`", "FORCE; an error instead of rows"},
    {"attack 8", "views, a cheap function or an error in a WHERE, `pg_stats`, `pg_stats_ext`", "policies come before what isn't leakproof; statistics of tables with policies are hidden"},
    {"attack 9", "the next transaction on the same connection, and what is left in its session: settings, held cursors, prepared statements, temporary tables, advisory locks, LISTEN", "the setting ends with its transaction; the runtime's pool takes the rest away",
     {}, {"SessionState.IsGoneAfterCommit", "SessionState.SettingsOfAnotherTenantAreGone", "SessionState.CursorsAndStatementsOfAnotherTenantAreGone",
          "SessionState.NumbersOfAnotherTenantAreNotTold", "SessionState.OfTriggersIsGone"}},
    {"attack 10", "TRUNCATE, COPY, CREATE, switching row-level security off, changing policies", "no such right"},
    {"attack 11", "a search for another tenant's rows, and for all of a small tenant's", "the tenant's condition inside the search functions",
     {}, {"LibraryAccess.ATenantWithOneRowInAThousandFindsWhatAFullScanFinds"}},
    {"attack 12", "erasing a tenant", "ON DELETE CASCADE from the root, T1"},
    {"attack 13", "reaching tenants' rows, or learning of them, through a global row", "no right to its key, and none to remove what tenants refer to"},
    {"attack 14", "choosing the tenant in SQL, in a schema that is `signed`: unsigned, another's signature, another backend's, expired, cut off", "P17: NULL, and so no row, without an error"},
    {"attack 15", "a statement that another tenant has prepared, with one plan for all", "`tenon.current_tenant()` is STABLE: a plan that is kept asks it at each run"},
    {"attack 16", "locking another tenant's rows, the tenants' table, what all refer to", "policies for UPDATE, and no right to change what is only read"},
    {"attack 17", "what a caller may set for itself around triggers, such as time zone and styles of text", "settings of the tool's functions",
     {}, {"MaintenanceTest.WhatACallerSetsAndPlantsChangesNothing"}},
    {"attack 18", "asking a lookup by NULL, by a pattern, by what nobody has, and for more than is declared", "an equality of exact values inside the lookup functions, and what they return",
     {}, {"LibraryAccess.ALookupFindsTheTenantAndNothingElse"}},
    {"attack 19", "asking as another user of the tenant, as nobody, with what is no user", "policies that compare with a session variable"},
    {"attack 20", "running a declared query in another tenant's name; running it where no policy binds it", "policies; and the tenant's condition that is put in wherever a query names a table",
     {}, {"Queries.GiveRowsOfTheirTenantAlone", "Queries.WriteInTheirTenant"}},
    {"attack 21", "reading or setting a count, giving or changing a number, and learning by one's own numbers how many rows others add", "no right to `tenon.counters` or to the column; a count for each tenant"},
    {"attack 22", "writing, removing and locking a shared row; making an own row shared; being nobody; another tenant's row called a shared one; a shared row that refers to a tenant's", "policies for each command; whose row is referred to is computed, and part of the foreign key"},
    {"attack 23", "reading as a sibling, from below and from above what isn't inherited that way, and what was moved in the same transaction; writing, removing and locking inherited rows; pairs of the tree that are made up; a circle", "policies for each command; an array of tenants by a function of the owner's; a trigger that refuses circles"},
    {"attack 24", "reading, changing, locking and upserting a global row that no own row refers to; one whose member left in the same transaction; adding one without a tenant",
     "the policies of what is `visible through` members", {}, {"Members.SeeThoseOfTheirOrganisationAlone"}},
    {"attack 25", "reading all tenants' rows without a line in the log, by a line of the same transaction, by somebody else's; a line that says nothing; touching the log",
     "the functions of `read all`", {}, {"Support.IsGivenNothingByALineThatIsRolledBack", "Support.IsHeldToItsLine"}},
    {"attack 26", "calling a declared function with another tenant's keys; without a tenant; where no policy binds it", "policies, for what runs in its caller's name; and the tenant's condition in its text, whoever it runs as",
     {}, {"Functions.CountWhatTheirCallerDoesNotSeeAndNoOtherTenants"}},
};
// clang-format on

struct Check {
  std::string id;
  std::set<std::string> rules;
  std::string promise;
};

std::set<std::string> split(std::string_view text) {
  std::set<std::string> out;
  while (!text.empty()) {
    const std::size_t comma = text.find(", ");
    out.insert(std::string(text.substr(0, comma)));
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 2);
  }
  return out;
}

std::vector<Check> checks() {
  std::vector<Check> out;
  const auto add = [&](const auto& check) {
    out.push_back({std::string(check.id), split(check.rule), std::string(check.promise)});
  };
  for (const auto& check : tenon::conformance::schema_checks()) add(check);
  for (const auto& check : tenon::conformance::table_checks()) add(check);
  return out;
}

/// `library_attack.books__reading_another_tenant`: attack.reading_another_tenant.
std::string check_of(const std::string& test) {
  const std::size_t theme = test.find('_') + 1;
  return test.substr(theme, test.find('.') - theme) + "." + test.substr(test.find("__") + 2);
}

/// The ways to break a database that each check was seen to notice, which tests try on live databases.
std::map<std::string, std::set<std::string>> mutations() {
  std::map<std::string, std::set<std::string>> out;
  for (const auto& mutation : tenon::conformance::sample::mutations())
    for (const std::string& check : mutation.caught_by) out[check].insert(std::string(mutation.name));
  for (const auto& all : {live::library_mutations(), live::members_mutations(), live::numbers_mutations(),
                          live::functions_mutations(), live::objects_mutations(), live::totals_mutations(),
                          live::vault_mutations(), live::desk_mutations(), live::grove_mutations()})
    for (const live::Mutation& mutation : all)
      for (const std::string& test : mutation.noticing) out[check_of(test)].insert(mutation.name);
  return out;
}

std::string code(const std::string& text) {
  return "`" + text + "`";
}

std::string checks_of(const Rule& rule) {
  std::vector<std::string> names;
  for (const Check& check : checks())
    if (check.rules.contains(std::string(rule.name))) names.push_back(code(check.id));
  for (const std::string_view test : rule.tests)
    names.push_back(fmt::format("the test {}", code(std::string(test))));
  return tenon::join(names, ", ");
}

std::string rule_table(std::string_view head, const std::vector<Rule>& rules) {
  std::string out = fmt::format("| | {} | held by | proved by |\n| --- | --- | --- | --- |\n", head);
  for (const Rule& rule : rules)
    out += fmt::format("| {} | {} | {} | {} |\n", rule.name, rule.text, rule.held_by, checks_of(rule));
  return out;
}

std::string check_table() {
  std::string out = "| check | what holds | seen to notice |\n| --- | --- | --- |\n";
  const auto noticed = mutations();
  for (const Check& check : checks()) {
    const auto found = noticed.find(check.id);
    std::vector<std::string> names;
    if (found != noticed.end()) names.assign(found->second.begin(), found->second.end());
    for (std::string& name : names) std::replace(name.begin(), name.end(), '_', ' ');
    out += fmt::format("| {} | {} | {} |\n", code(check.id), check.promise, tenon::join(names, "; "));
  }
  return out;
}

/// What the look at the whole database was seen to notice.
std::string whole_database() {
  using Breaks = std::vector<world_tests::Break>;
  struct Group {
    const char* what;
    Breaks breaks;
  };
  const Group groups[] = {
      {"ways out beside the tables", world_tests::breaks_of_ways_out()},
      {"ways out where nobody looks", world_tests::breaks_of_hidden_ways()},
      {"functions that rules rest on, and names that hide the server's", world_tests::breaks_of_code()},
      {"roles as they log in, and rights", world_tests::breaks_of_roles()},
      {"settings with which sessions begin", world_tests::breaks_of_settings()},
      {"partitions, what maintenance goes by, and tables", world_tests::breaks_of_tables()},
  };
  std::string out =
      "\n## The database as a whole\n\n"
      "`tenon verify` also lets a server make what the schema promises, reads the database whole and "
      "compares the two, "
      "object by\nobject and field by field; partitions are held against one that was just made. What is "
      "there and "
      "was promised by nobody\nis a finding where it touches the schema's objects or shows tenants' rows to "
      "somebody, with the way on which they reach\nhim; all else is a note. Each of these was seen to be "
      "noticed:\n\n"
      "| what | seen to notice |\n| --- | --- |\n";
  for (const Group& group : groups) {
    std::vector<std::string> names;
    for (const world_tests::Break& each : group.breaks) names.emplace_back(each.name);
    out += fmt::format("| {} | {} |\n", group.what, tenon::join(names, "; "));
  }
  return out;
}

/// The texts of the rules of a kind that `takes` takes, once each, in their order.
template <class Takes>
std::string texts_of(const std::vector<tenon::mutation::FieldRule>& rules, tenon::model::Kind kind,
                     Takes takes) {
  std::vector<std::string> out;
  for (const auto& rule : rules) {
    const std::string text = rule.kind == kind ? takes(rule) : "";
    if (!text.empty() && std::ranges::find(out, text) == out.end()) out.push_back(text);
  }
  return tenon::join(out, "; ");
}

/// What `--prove` breaks, by the kinds of objects: made of the machine's own rules.
std::string broken_by_machine() {
  using tenon::mutation::FieldRule;
  const auto fields = tenon::mutation::field_rules();
  const auto additions = tenon::mutation::addition_rules();
  std::vector<tenon::model::Kind> kinds;
  for (const auto* rules : {&fields, &additions})
    for (const FieldRule& rule : *rules)
      if (std::ranges::find(kinds, rule.kind) == kinds.end()) kinds.push_back(rule.kind);
  std::string out =
      "\n## What is broken by machine\n\n"
      "`tenon verify FILE --prove` breaks each object that a schema makes, on a server of its own: each "
      "field in turn, "
      "and the\nobject as a whole by taking it away, save roles and extensions. It adds what nobody "
      "promised, and asks each "
      "time whether the look\nat the whole database notices. The tests do it with schemas of theirs.\n\n"
      "| object | broken in its | with, beside it | not broken in its |\n| --- | --- | --- | --- |\n";
  for (const tenon::model::Kind kind : kinds) {
    out += fmt::format(
        "| {} | {} | {} | {} |\n", tenon::model::kind_name(kind),
        texts_of(fields, kind,
                 [](const FieldRule& r) { return r.left_out.empty() ? std::string(r.field) : ""; }),
        texts_of(additions, kind, [](const FieldRule& r) { return std::string(r.field); }),
        texts_of(fields, kind, [](const FieldRule& r) {
          return r.left_out.empty() ? "" : fmt::format("{} ({})", r.field, r.left_out);
        }));
  }
  return out;
}

std::string page() {
  return "# Isolation\n\n"
         "<!-- Made by tests/docs/isolation_test.cpp from the tables of checks and mutations. -->\n\n"
         "Why no tenant reaches another's rows: the rules that the generated SQL follows, the attacks that "
         "have to fail, and the\n"
         "checks of `tenon verify` and of the generated tests that prove both on a live database. The SQL "
         "names its rules where\n"
         "they first matter. Each check was seen to fail: the last table lists the ways to break a database "
         "that it noticed, and\n"
         "the tests break one that way again each time.\n\n"
         "## Rules\n\n" +
         rule_table("rule", kRules) + "\n## Attacks\n\n" + rule_table("attack", kAttacks) +
         "\n## Checks\n\n" + check_table() + whole_database() + broken_by_machine() +
         R"(
## What is not held

- Administrators: superusers, the database's owner, and whoever may become the schema's owner. What they make counts as
  the schema's own, and they see to themselves.
- Who asks within a tenant is what the program says, also where the schema is `signed`: SQL that somebody gets into a statement says
  it too.
- Who logs in as the application's role chooses the tenant, and so does SQL that somebody gets into a statement, unless
  the schema is `signed`: then whoever has a signing key does. What the program lets its users say is its own to check.
- `pg_stat_activity` shows a role the running statements of its own sessions. Generated statements carry values as
  parameters, which it doesn't show; SQL with values in its text shows them to every session of the application.
- The planner's estimates, which EXPLAIN shows, are made of all tenants' rows. Asked often enough for rows that a value
  would match, they tell whether some tenant has many of them; with `statistics`, of a combination of values too. What
  `pg_stats` and `pg_stats_ext` hold they don't show.
- `EXPLAIN ANALYZE` counts the rows that a policy took away from what an index gave. The indexes that the tool makes, and
  those of `index (…)`, are led by the tenant and give none of others; a declared `hash` or `gist` index is not, and tells
  whether some tenant has the value that is asked for.
- Who may change rows of a table may lock it (`LOCK TABLE … IN ACCESS EXCLUSIVE MODE`), and holds up every tenant for as
  long as its transaction lasts: PostgreSQL knows no right to write without that to lock. The settings
  `idle_in_transaction_session_timeout` and `statement_timeout` of the application's role bound it.
- Rows of a global table that the application may change it may lock, and holds up whoever refers to them. What it only
  reads it can't lock.
- A cursor goes on to give the rows of the tenant in which it was first fetched from, whatever tenant the transaction has
  since: one that had both knows both. `WITH HOLD` outlives the transaction, and SQL can leave settings, prepared
  statements, temporary tables and advisory locks in a session: the runtime's pool takes all of it away before another
  transaction has the connection, where the transaction ran SQL of its own or the schema has triggers. Who pools without
  it needs `DISCARD ALL`. A statement that was prepared as another role is planned anew by the server.
- `tenon apply` waits a minute for an advisory lock, which any session can hold; it says which one does. No right is
  needed for that lock. `tenon.maintain()` takes one that is the owner's alone, and keeps it until its caller's
  transaction ends: `tenon.maintained()` tells since when others were skipped for it.
- A caller's own `statement_timeout` or `default_transaction_read_only` ends its call of `tenon.maintain()`, and nothing
  that it did stays.
- Numbers (`@identity`) come from one counter a table for all tenants: who adds a row now and then sees by the gaps how
  many all have added. `tenon verify` notes it as `note.shared_counters`; `uuid()` tells nothing.
- Channels of `NOTIFY` are the database's: every session may listen to each. No function of the tool's notifies, and
  `tenon verify` notes those that do as `note.shared_channels`.
- Sessions of one role may end one another (`pg_terminate_backend`), and a role may change its own password and settings:
  every tenant's requests are of the application's role.
- A log tells of a row by its key: where a reader may put in a row with a key that a row before it had, the log shows what
  it has of both. Keys that are made, such as `uuid()`, come once.
- Whoever may make a view anywhere may make one over a partition, without a right to read it, and keeps it from being
  dropped so: the run fails and says of what, until the view is gone.
- A lookup answers whoever may execute it: a program that passes on what strangers type lets them ask which addresses have
  an account, one by one. It gives the tenant's key and what is declared, of rows with the exact value, in as much time as an
  index takes: whether there is one can be told by that too. How often may be asked is the program's to bound. Its index is led by no tenant.
- The provisioner is told that a tenant's unique value is taken, such as a slug: that is what makes it unique. Requests
  can't ask, since they make no tenants.
- Declared triggers do what they say as the application, in the tenant whose row it is, whoever wrote the row: a declared
  role too. Within the tenant they are as strong as the application.
- Applying takes the right to make temporary tables from PUBLIC. Whoever applies without owning the database can't, and a
  dump doesn't keep it: `REVOKE TEMPORARY ON DATABASE … FROM PUBLIC`. Else a temporary table that is left in a pooled
  session catches what others write there without naming the schema. No function of the tool's looks for anything there.
- What is global, and not `visible through` members, is read by every tenant's requests, and what the application may
  write of it, each tenant's requests change for all: `writable by app` says so in the schema, with its reason.
- Whoever may add a member row sees the global row that it refers to, whose key it has to know; and keys and uniques of
  such rows, which hold among all, tell by a refusal that somebody has the value.
- Time and size: how long a statement takes, and how large a table is on disk, depends on all tenants.
)";
}

std::string all_under(const fs::path& folder, std::initializer_list<std::string_view> extensions) {
  std::string out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (std::find(extensions.begin(), extensions.end(), extension) != extensions.end())
      out += tenon::test::read(entry.path());
  }
  return out;
}

const fs::path kSource = TENON_SOURCE;

TEST(IsolationPage, ListsRulesChecksAndMutations) {
  tenon::test::expect_or_write(kSource / "docs/isolation.md", page());
}

TEST(IsolationPage, EachRuleAndAttackIsProved) {
  for (const std::vector<Rule>* rules : {&kRules, &kAttacks})
    for (const Rule& rule : *rules)
      EXPECT_NE(checks_of(rule), "") << rule.name << " has no check and no test";
  EXPECT_EQ(kRules.size(), 23U);
  EXPECT_EQ(kAttacks.size(), 26U);
}

TEST(IsolationPage, EachCheckNamesRulesThatAreThere) {
  std::set<std::string> known = {"", "T1", "T2", "T3", "T4", "T5", "T6", "T7"};
  for (const std::vector<Rule>* rules : {&kRules, &kAttacks})
    for (const Rule& rule : *rules) known.insert(std::string(rule.name));
  for (const Check& check : checks())
    for (const std::string& rule : check.rules) EXPECT_TRUE(known.contains(rule)) << check.id << ": " << rule;
}

TEST(IsolationPage, EachCheckWasSeenToFail) {
  const auto noticed = mutations();
  for (const Check& check : checks())
    EXPECT_TRUE(noticed.contains(check.id)) << "no mutation breaks " << check.id;
}

TEST(IsolationPage, WhatHoldsARuleStandsInWhatIsGenerated) {
  const std::string generated = all_under(kSource / "generated/platform", {".sql", ".cpp"});
  for (const Rule& rule : kRules)
    for (const std::string_view mark : rule.sql)
      EXPECT_NE(generated.find(mark), std::string::npos) << rule.name << ": " << mark;
  const std::string goldens = all_under(kSource / "tests/file/rules", {".schema"});
  EXPECT_NE(goldens.find("-- P11: security_invoker"), std::string::npos);
  EXPECT_NE(goldens.find("-- P12: as the owner"), std::string::npos);
  EXPECT_NE(goldens.find("soft_delete: P15: a deleted row is hidden by a view"), std::string::npos);
}

TEST(IsolationPage, EachNamedTestIsThere) {
  const std::string tests = all_under(kSource / "tests", {".cpp"});
  for (const std::vector<Rule>* rules : {&kRules, &kAttacks}) {
    for (const Rule& rule : *rules) {
      for (const std::string_view test : rule.tests) {
        const std::string suite(test.substr(0, test.find('.')));
        const std::string name(test.substr(test.find('.') + 1));
        EXPECT_NE(tests.find(suite + ", " + name), std::string::npos) << test;
      }
    }
  }
}

/// P6: the planner can't see through the policy's call.
TEST(IsolationPage, EachStatementOfATenantsRowsSaysTheTenant) {
  const std::string text = tenon::test::read(kSource / "generated/platform/platform.cpp");
  const std::string_view from = "FROM public.sessions\n";
  std::size_t statements = 0;
  for (std::size_t at = text.find("FROM public.sessions"); at != std::string::npos;
       at = text.find("FROM public.sessions", at + 1)) {
    ++statements;
    const std::string condition = text.substr(at + from.size(), 60);
    EXPECT_NE(condition.find("WHERE tenant_id = $1"), std::string::npos) << condition;
  }
  EXPECT_GE(statements, 3U);
}

}  // namespace
