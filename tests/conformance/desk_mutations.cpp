#include "desk_mutations.hpp"

#include <string>
#include <vector>

namespace live {
namespace {

const std::string kOwn = "tenant_id = (SELECT tenon.current_tenant())";
const std::string kBoth = "tenant_id = ANY ((SELECT tenon.readable_tenants())::uuid[])";
const std::string kShared = "tenant_id = '00000000-0000-0000-0000-000000000000'::uuid";
const std::string kFilter = "*templates__*shared*:*templates__being_no_tenant*:*templates__policies*";

std::string attack(const std::string& name) {
  return "desk_attack.templates__" + name;
}

/// A clause of a policy on templates.
Mutation policy(const std::string& name, const std::string& policy, const std::string& clause,
                const std::string& is, const std::string& by, const std::string& noticing) {
  const std::string alter = "ALTER POLICY templates_" + policy + " ON templates " + clause + " (";
  return {name,
          alter + by + ")",
          alter + is + ")",
          kFilter,
          {attack(noticing), "desk_catalog.templates__policies"}};
}

/// A text in the body of a function that tells whose rows are meant.
Mutation weakened(const std::string& name, const std::string& function, const std::string& text,
                  const std::string& by, const std::string& noticing) {
  return {name,
          "CREATE TABLE saved AS SELECT pg_get_functiondef('" + function +
              "'::regprocedure) AS definition;"
              "DO $do$ BEGIN EXECUTE replace((SELECT definition FROM saved), $text$" +
              text + "$text$, $text$" + by + "$text$); END $do$",
          "DO $do$ BEGIN EXECUTE (SELECT definition FROM saved); END $do$; DROP TABLE saved",
          kFilter + ":*schema__functions*",
          {attack(noticing), "desk_catalog.schema__functions"}};
}

Mutation dropped(const std::string& name, const std::string& table, const std::string& constraint,
                 const std::string& definition, std::vector<std::string> noticing) {
  return {name, "ALTER TABLE " + table + " DROP CONSTRAINT " + constraint,
          "ALTER TABLE " + table + " ADD CONSTRAINT " + constraint + " " + definition,
          "*" + table + "__foreign_keys*:*" + table + "__constraints*:*" + table +
              "__referring_to_shared_rows*:*templates__being_no_tenant*",
          std::move(noticing)};
}

const std::vector<Mutation> kDeskMutations = {
    policy("shared rows that nobody reads", "select", "USING", kBoth, kOwn, "reading_shared_rows"),
    weakened("shared rows without a tenant", "tenon.readable_tenants()",
             "(tenon.current_tenant() IS NOT NULL)", "true", "reading_shared_rows"),
    weakened("readable tenants beside the own one", "tenon.readable_tenants()",
             "ARRAY[tenon.current_tenant(), ",
             "ARRAY['7e000000-0000-8000-a000-00000000000b'::uuid, tenon.current_tenant(), ",
             "reading_shared_rows"),
    policy("shared rows that tenants update", "update", "USING", kOwn, kBoth, "writing_shared_rows"),
    policy("shared rows that tenants delete", "delete", "USING", kOwn, kBoth, "writing_shared_rows"),
    policy("shared rows that tenants put in", "insert", "WITH CHECK", kOwn, kBoth, "writing_shared_rows"),
    policy("own rows that become shared", "update", "WITH CHECK", kOwn, kBoth, "making_rows_shared"),
    weakened("the key of shared rows as a tenant", "tenon.current_tenant()", "NULLIF((", "coalesce((",
             "being_no_tenant"),
    policy("a provisioner that reads tenants' rows", "select_shared", "USING", kShared, "true",
           "provisioning_shared_rows"),
    policy("a provisioner that puts in tenants' rows", "insert_shared", "WITH CHECK", kShared, "true",
           "provisioning_shared_rows"),
    policy("a provisioner that changes tenants' rows", "update_shared", "USING", kShared, "true",
           "provisioning_shared_rows"),
    dropped("a tenant with the key of shared rows", "firms", "firms_is_a_tenant_check",
            "CHECK (id <> '00000000-0000-0000-0000-000000000000'::uuid)",
            {"desk_catalog.firms__constraints", attack("being_no_tenant")}),
    dropped("a reference that may be shared and is not checked", "letters", "letters_template_fkey",
            "FOREIGN KEY (template_tenant_id, template_id) REFERENCES templates (tenant_id, id)",
            {"desk_catalog.letters__foreign_keys", "desk_attack.letters__referring_to_shared_rows"}),
    dropped(
        "a shared row that refers to a tenant's", "templates", "templates_author_fkey",
        "FOREIGN KEY (tenant_id, author_id) REFERENCES users (tenant_id, id) ON DELETE SET NULL (author_id)",
        {"desk_catalog.templates__foreign_keys", attack("referring_to_shared_rows")}),
};

}  // namespace

std::span<const Mutation> desk_mutations() {
  return kDeskMutations;
}

}  // namespace live
