#include "grove_mutations.hpp"

namespace live {
namespace {

constexpr const char* kOwnAlone = "(tenant_id = (SELECT tenon.current_tenant()))";
constexpr const char* kOfBelow = "(tenant_id = ANY ((SELECT tenon.tenants_below())::uuid[]))";
constexpr const char* kOfAbove = "(tenant_id = ANY ((SELECT tenon.tenants_above())::uuid[]))";

std::string altered(const std::string& table, const std::string& command, const std::string& condition) {
  return "ALTER POLICY " + table + "_" + command + " ON " + table + " " + condition;
}

/// A function of the tool's with another text in the place of one of its own.
std::string rewritten(const std::string& function, const std::string& text, const std::string& instead) {
  return "CREATE TABLE saved AS SELECT pg_get_functiondef('tenon." + function +
         "'::regproc) AS definition; DO $$ BEGIN EXECUTE replace((SELECT definition FROM saved), '" + text +
         "', '" + instead + "'); END $$";
}
constexpr const char* kKeptAgain =
    "DO $$ BEGIN EXECUTE (SELECT definition FROM saved); END $$; DROP TABLE saved";

const std::vector<Mutation>& of_trees() {
  static const std::string below = kOfBelow;
  static const std::string own = kOwnAlone;
  static const std::vector<Mutation> kOfTrees = {
      {"reports that everybody reads",
       altered("reports", "select", "USING (true)"),
       altered("reports", "select", "USING " + below),
       "*reports__*",
       {"grove_catalog.reports__policies", "grove_attack.reports__reading_along_the_tree"}},
      {"reports that those below read",
       altered("reports", "select", std::string("USING ") + kOfAbove),
       altered("reports", "select", "USING " + below),
       "*reports__policies*:*reports__reading_along*",
       {"grove_catalog.reports__policies", "grove_attack.reports__reading_along_the_tree"}},
      {"rules that those above read",
       altered("rules", "select", "USING " + below),
       altered("rules", "select", std::string("USING ") + kOfAbove),
       "*rules__policies*:*rules__reading_along*",
       {"grove_catalog.rules__policies", "grove_attack.rules__reading_along_the_tree"}},
      {"organisations that those below read",
       altered("orgs", "select", "USING (id = ANY ((SELECT tenon.tenants_above())::uuid[]))"),
       altered("orgs", "select", "USING (id = ANY ((SELECT tenon.tenants_below())::uuid[]))"),
       "*orgs__policies*:*orgs__reading_along*",
       {"grove_catalog.orgs__policies", "grove_attack.orgs__reading_along_the_tree"}},
      {"reports that those above put in",
       altered("reports", "insert", "WITH CHECK " + below),
       altered("reports", "insert", "WITH CHECK " + own),
       "*reports__policies*:*reports__writing_along*",
       {"grove_catalog.reports__policies", "grove_attack.reports__writing_along_the_tree"}},
      {"reports that those above change",
       altered("reports", "update", "USING " + below + " WITH CHECK " + below),
       altered("reports", "update", "USING " + own + " WITH CHECK " + own),
       "*reports__policies*:*reports__writing_along*",
       {"grove_catalog.reports__policies", "grove_attack.reports__writing_along_the_tree"}},
      {"events that those above remove",
       altered("events", "delete", "USING " + below),
       altered("events", "delete", "USING " + own),
       "*events__policies*:*events__writing_along*",
       {"grove_catalog.events__policies", "grove_attack.events__writing_along_the_tree"}},
      {"rules that those below change",
       altered("rules", "update", std::string("USING ") + kOfAbove + " WITH CHECK " + kOfAbove),
       altered("rules", "update", "USING " + own + " WITH CHECK " + own),
       "*rules__policies*:*rules__writing_along*",
       {"grove_catalog.rules__policies", "grove_attack.rules__writing_along_the_tree"}},
      {"a tree that nobody keeps",
       "ALTER TABLE orgs DISABLE TRIGGER keep_tree",
       "ALTER TABLE orgs ENABLE TRIGGER keep_tree",
       "*orgs__triggers*:*changing_the_tree*:*reading_along*",
       {"grove_attack.schema__changing_the_tree", "grove_attack.reports__reading_along_the_tree",
        "grove_attack.rules__reading_along_the_tree"}},
      {"a tree that keeps who was moved away",
       rewritten("keep_tree", "t.ancestor = above.ancestor AND", "false AND"),
       kKeptAgain,
       "*schema__functions*:*reading_along*",
       {"grove_catalog.schema__functions", "grove_attack.reports__reading_along_the_tree",
        "grove_attack.rules__reading_along_the_tree"}},
      {"a tree that is a circle",
       rewritten("keep_tree", "t.ancestor = NEW.id AND t.descendant = NEW.parent_id", "false"),
       kKeptAgain,
       "*schema__functions*:*changing_the_tree*",
       {"grove_catalog.schema__functions", "grove_attack.schema__changing_the_tree"}},
      {"one who stands below itself",
       rewritten("keep_tree", "NEW.parent_id = NEW.id OR", ""),
       kKeptAgain,
       "*schema__functions*:*changing_the_tree*",
       {"grove_catalog.schema__functions", "grove_attack.schema__changing_the_tree"}},
      {"a tree of which all below stand below all",
       rewritten("tenants_below", " WHERE t.ancestor = reader", ""),
       kKeptAgain,
       "*schema__functions*:*reports__reading_along*",
       {"grove_catalog.schema__functions", "grove_attack.reports__reading_along_the_tree"}},
      {"a function of the tree that asks as its caller",
       "ALTER FUNCTION tenon.tenants_above() SECURITY INVOKER",
       "ALTER FUNCTION tenon.tenants_above() SECURITY DEFINER",
       "*schema__functions*:*rules__reading_along*",
       {"grove_catalog.schema__functions", "grove_attack.rules__reading_along_the_tree"}},
      {"a tree that the application reads",
       "GRANT SELECT ON tenon.tenant_tree TO grove_app",
       "REVOKE SELECT ON tenon.tenant_tree FROM grove_app",
       "*changing_the_tree*",
       {"grove_attack.schema__changing_the_tree"}},
      {"a tree that the application makes up",
       "GRANT INSERT ON tenon.tenant_tree TO grove_app",
       "REVOKE INSERT ON tenon.tenant_tree FROM grove_app",
       "*schema__bookkeeping*:*changing_the_tree*",
       {"grove_catalog.schema__bookkeeping", "grove_attack.schema__changing_the_tree"}},
      {"organisations that the application moves",
       "GRANT UPDATE (parent_id) ON orgs TO grove_app",
       "REVOKE UPDATE (parent_id) ON orgs FROM grove_app",
       "*orgs__*grants*:*changing_the_tree*",
       {"grove_catalog.orgs__column_grants", "grove_attack.schema__changing_the_tree"}},
  };
  return kOfTrees;
}

}  // namespace

std::span<const Mutation> grove_mutations() {
  return of_trees();
}

}  // namespace live
