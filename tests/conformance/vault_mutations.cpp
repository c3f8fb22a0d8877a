#include "vault_mutations.hpp"

#include <string>
#include <vector>

namespace live {
namespace {

/// Replaces a text in the body of `tenon.current_tenant()`.
Mutation weakened(const std::string& name, const std::string& text, const std::string& by,
                  std::vector<std::string> noticing = {"vault_catalog.schema__functions",
                                                       "vault_attack.schema__choosing_a_tenant"}) {
  const std::string function = "tenon.current_tenant()";
  return {name,
          "CREATE TABLE saved AS SELECT pg_get_functiondef('" + function +
              "'::regprocedure) AS definition;"
              "DO $do$ BEGIN EXECUTE replace((SELECT definition FROM saved), $text$" +
              text + "$text$, $text$" + by + "$text$); END $do$",
          "DO $do$ BEGIN EXECUTE (SELECT definition FROM saved); END $do$; DROP TABLE saved",
          "*schema__functions*:*schema__choosing_a_tenant*:*schema__current_tenant*", std::move(noticing)};
}

Mutation granted(const std::string& name, const std::string& right, const std::string& role,
                 std::vector<std::string> noticing) {
  return {name, "GRANT " + right + " TO " + role, "REVOKE " + right + " FROM " + role,
          "*schema__functions*:*schema__choosing_a_tenant*:*schema__signing_keys*", std::move(noticing)};
}

const std::string kKeys = "vault_catalog.schema__signing_keys";
const std::string kAttack = "vault_attack.schema__choosing_a_tenant";

const std::vector<Mutation> kVaultMutations = {
    weakened("a signed tenant for another backend", "backend IS DISTINCT FROM pg_backend_pid()::text OR", ""),
    weakened("a signed tenant that never expires", "extract(epoch FROM now()) - 60", "0"),
    weakened("a signed tenant of any later time", "extract(epoch FROM statement_timestamp()) + 60",
             "999999999999"),
    weakened("a signature for every tenant", "who || tenant", "who"),
    weakened("a signature that is not looked at", "<> sha256(", "= sha256('x' || "),
    weakened("a signature of any schema", "'tenon.vault.' ||", "'tenon.' ||"),
    weakened("a signature in part", ", 65)", ", 33)", {"vault_catalog.schema__functions"}),
    weakened("a tenant that nobody has signed", "RETURN NULL;",
             "RETURN CASE WHEN given ~ '^[0-9a-f-]{36}$' THEN given::uuid END;"),
    weakened("garbage that is an error", "second !~ '^[0-9]{1,12}$'", "false"),
    {"a signed tenant as whoever asks",
     "ALTER FUNCTION tenon.current_tenant() SECURITY INVOKER",
     "ALTER FUNCTION tenon.current_tenant() SECURITY DEFINER",
     "*schema__current_tenant:*schema__functions*",
     {"vault_catalog.schema__current_tenant", "vault_catalog.schema__functions"}},
    {"a signed tenant without a pinned path",
     "ALTER FUNCTION tenon.current_tenant() RESET search_path",
     "ALTER FUNCTION tenon.current_tenant() SET search_path = pg_catalog, pg_temp",
     "*schema__definer_functions:*schema__functions*",
     {"vault_catalog.schema__definer_functions", "vault_catalog.schema__functions"}},
    granted("signing keys that the application reads", "SELECT ON tenon.signing_keys", "vault_app",
            {kKeys, kAttack}),
    granted("a signing key's pad that the provisioner reads", "SELECT (outer_pad) ON tenon.signing_keys",
            "vault_provisioner", {kKeys}),
    granted("signing keys that triggers read", "SELECT ON tenon.signing_keys", "vault_triggers", {kKeys}),
    {"signing keys that a stranger reads",
     "CREATE ROLE stranger; GRANT SELECT ON tenon.signing_keys TO stranger",
     "REVOKE ALL ON tenon.signing_keys FROM stranger; DROP ROLE stranger",
     "*schema__signing_keys*",
     {kKeys}},
    granted("signing keys for all", "SELECT ON tenon.signing_keys", "PUBLIC", {kKeys, kAttack}),
    granted("entering a tenant for the application", "EXECUTE ON FUNCTION tenon.enter_tenant(text)",
            "vault_app", {kKeys, "vault_catalog.schema__functions"}),
    granted("making keys for a declared role", "EXECUTE ON FUNCTION tenon.add_signing_key(integer, bytea)",
            "clerk", {kKeys, "vault_catalog.schema__functions"}),
};

}  // namespace

std::span<const Mutation> vault_mutations() {
  return kVaultMutations;
}

}  // namespace live
