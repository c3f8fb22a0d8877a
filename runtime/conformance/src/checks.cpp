#include "tenon/conformance/checks.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "attack.hpp"
#include "catalog.hpp"

namespace tenon::conformance {
namespace {

/// A check's id as a template argument, so that a check is a plain function that knows its name.
template <std::size_t kSize>
struct Id {
  // NOLINTNEXTLINE(google-explicit-constructor): written as a literal in the tables below
  constexpr Id(const char (&literal)[kSize]) { std::copy_n(literal, kSize, text); }
  char text[kSize]{};
};

template <Id kId, Findings (*kCheck)(Probe&)>
constexpr SchemaCheck of_schema(std::string_view rule, std::string_view promise) {
  return {kId.text, rule, promise, [](Probe& probe) {
            return rolled_back(probe, kId.text, probe.schema().name, [&] { return kCheck(probe); });
          }};
}

template <Id kId, Findings (*kCheck)(Probe&, const Table&)>
constexpr TableCheck of_table(std::string_view rule, std::string_view promise,
                              bool (*applies)(const Table&)) {
  return {kId.text, rule, promise, applies, [](Probe& probe, const Table& table) {
            return rolled_back(probe, kId.text, table.name, [&] { return kCheck(probe, table); });
          }};
}

// Which tables a check applies to.
bool every(const Table&) {
  return true;
}
bool referring(const Table& table) {
  return !table.foreign_keys.empty();
}
bool root(const Table& table) {
  return table.tenancy == Tenancy::kRoot;
}
bool tenants(const Table& table) {
  return table.tenancy == Tenancy::kTenant;
}
bool isolated(const Table& table) {
  return root(table) || tenants(table);
}
bool isolated_and_keyed(const Table& table) {
  return isolated(table) && !table.primary_key.columns.empty();
}
bool tenants_referring(const Table& table) {
  return tenants(table) && referring(table);
}
bool divided(const Table& table) {
  return tenants(table) && !table.partitioning.empty();
}
// Of a log that is shown with its rows, sample rows tell of none that is there.
bool isolated_and_seen(const Table& table) {
  return isolated(table) && !table.shown_with_rows;
}
bool divided_and_seen(const Table& table) {
  return divided(table) && !table.shown_with_rows;
}
bool ranged(const Table& table) {
  return divided(table) && table.partitioning[0].strategy == "RANGE" && !table.partitioning[0].named;
}
bool asked_about(const Table& table) {
  return !table.demands.empty();
}
bool inherited(const Table& table) {
  return !table.inherited.empty();
}
/// The root's rows are the provisioner's to write, along the tree as elsewhere.
bool inherited_of_tenants(const Table& table) {
  return inherited(table) && table.tenancy == Tenancy::kTenant;
}
bool shared(const Table& table) {
  return !table.owning_column.empty();
}
bool referring_to_shared(const Table& table) {
  return !table.shared_references.empty() || (shared(table) && referring(table));
}
bool global(const Table& table) {
  return table.tenancy == Tenancy::kGlobal;
}
bool counted(const Table& table) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [](const Column& column) { return column.written == Written::kByCounter; });
}
bool seen_by_members(const Table& table) {
  return !table.members.table.empty();
}
bool guarded(const Table& table) {
  return isolated(table) || seen_by_members(table);
}
bool granted(const Table& table) {
  return table.tenancy != Tenancy::kNone;
}

// clang-format off
constexpr SchemaCheck kSchemaChecks[] = {
    of_schema<"catalog.fingerprint", fingerprint_is_the_schemas>(
        "", "`tenon.schema_version` has the schema's fingerprint"),
    of_schema<"catalog.extensions", extensions_are_new_enough>(
        "", "every extension is there, in its minimum version or a newer one"),
    of_schema<"catalog.enums", enums_are_exact>(
        "", "every enum has its labels in their order"),
    of_schema<"catalog.domains", domains_are_exact>(
        "", "every domain has its type, its default and its checks"),
    of_schema<"catalog.types", composites_are_exact>(
        "", "every composite type has its values, in their order"),
    of_schema<"catalog.sequences", sequences_are_exact>(
        "P1", "every sequence counts as declared, and who adds rows with its numbers takes them, and nobody does more"),
    of_schema<"catalog.current_tenant", current_tenant_is_as_promised>(
        "P5, P17", "`tenon.current_tenant()` is the owner's, in SQL, STABLE, and no SECURITY DEFINER; in a signed schema it is one"),
    of_schema<"catalog.current_tenant_fails_closed", current_tenant_fails_closed>(
        "P5", "without a tenant, or with an empty one, `tenon.current_tenant()` is NULL"),
    of_schema<"catalog.settings", settings_weaken_nothing>(
        "P7, attack 7", "neither the server, the database nor a role sets what decides which rows are seen and which triggers fire"),
    of_schema<"catalog.naming_the_tenant", roles_may_name_their_tenant>(
        "P7", "the schema's roles may execute `set_config`, with which a transaction names its tenant"),
    of_schema<"catalog.role_attributes", role_attributes_are_plain>(
        "P1", "no role of the schema is SUPERUSER, BYPASSRLS, CREATEROLE or REPLICATION, and the owner can't log in"),
    of_schema<"catalog.role_memberships", roles_are_no_members_of_stronger_ones>(
        "P1", "the application is no member of the owner, the provisioner, or any role that is bound by less"),
    of_schema<"catalog.bypassing_roles", roles_that_bypass_only_read>(
        "P1", "a role that bypasses row-level security, such as one for backups, writes no row and is no member of the schema's roles, nor they of it"),
    of_schema<"catalog.role_ownership", roles_own_nothing>(
        "P1", "the application and the provisioner own nothing"),
    of_schema<"catalog.role_creation", roles_cannot_create>(
        "P1", "the application and the provisioner may not create objects"),
    of_schema<"catalog.default_privileges", default_privileges_grant_nothing>(
        "P3", "no default privileges grant anything to the application, nor to anybody what the owner will make"),
    of_schema<"catalog.creators", nobody_else_creates>(
        "P1, P12", "in the tables' schema, in `tenon`, and where `$user` leads one of the roles, nobody creates but the owner and administrators"),
    of_schema<"catalog.server_rights", nothing_of_the_servers_is_granted>(
        "P1", "no role of the schema sets what superusers set, or has a right that the server keeps from everybody"),
    of_schema<"catalog.foreign_code", no_foreign_code_is_used>(
        "P1, P12", "what the schema is made of, down to the functions behind operators, is the server's, an extension's, the owner's or an administrator's"),
    of_schema<"catalog.definer_functions", definer_functions_are_pinned>(
        "P12", "SECURITY DEFINER functions pin their search_path and aren't PUBLIC's to execute"),
    of_schema<"catalog.pinned_functions", functions_are_pinned>(
        "P12", "what the tool made, and every trigger, looks for names in `pg_catalog, pg_temp` alone, or was parsed when it was made; declared triggers in the tables' schema too"),
    of_schema<"catalog.maintenance", registers_are_exact>(
        "P3, P12", "the tables that `tenon.maintain()` goes by are made as promised, and hold the promised rows and no others"),
    of_schema<"catalog.leaving_partitions", leaving_partitions_are_protected>(
        "P2, P3, attack 4", "what was detached and isn't dropped yet has forced row-level security and no grant"),
    of_schema<"catalog.bookkeeping", bookkeeping_is_the_owners>(
        "P3, P12", "nobody but the owner writes what `tenon.maintain()` goes by"),
    of_schema<"catalog.views", views_are_security_invoker>(
        "P11", "views that the application may read are security_invoker, and no materialised view is"),
    of_schema<"catalog.other_tables", no_other_tables_are_granted>(
        "P3", "the application has no privilege on any table that isn't the schema's"),
    of_schema<"catalog.leakproof_functions", no_function_is_leakproof>(
        "P12, attack 8", "no function that the application may execute is LEAKPROOF, but the server's own"),
    of_schema<"catalog.functions", functions_are_exact>(
        "P12", "the derived functions have their bodies, settings, owners and executors"),
    of_schema<"catalog.function_owners", function_owners_own_their_functions_alone>(
        "P1", "the roles that functions run as own these and nothing else, and have no member but who may become the owner"),
    of_schema<"catalog.view_definitions", views_are_exact>(
        "P11", "the views are the promised ones, security_invoker, and granted as promised"),
    of_schema<"catalog.queries", queries_are_as_compiled>(
        "", "the server takes every statement of a declared query, and gives the columns and types that programs read"),
    of_schema<"catalog.signing_keys", signing_keys_are_the_owners>(
        "P17", "in a signed schema, nobody but the owner reads the keys, makes any, or enters a tenant by itself"),
    of_schema<"attack.choosing_a_tenant", choosing_a_tenant>(
        "P17, attack 14", "in a signed schema, no text is taken for a tenant that isn't signed for this backend and minute"),
    of_schema<"attack.creating_objects", creating_objects>(
        "attack 10", "the application can't create tables or functions, nor replace the tenant's"),
    of_schema<"attack.planted_names", planted_names_are_not_called>(
        "P12, attack 8", "functions, operators and types that others have made are called by nothing that the tool made, save by declared triggers as their own role what stands in the tables' schema"),
    of_schema<"attack.settings_of_the_caller", settings_change_nothing>(
        "P12, attack 17", "what triggers write is the same whatever the caller has set"),
    of_schema<"attack.searching", searching_another_tenant>(
        "attack 11", "a search gives no other tenant's rows, and all that a small tenant asks for"),
    of_schema<"attack.lookups", looking_up_tenants>(
        "attack 18", "a lookup gives whose the row with the exact values is, and no other row"),
    of_schema<"attack.reading_all", reading_all_without_the_log>(
        "P22, attack 25", "rows of all tenants are given to nobody but the roles that are declared to, and to these after a committed line in the log, which they can't touch"),
    of_schema<"attack.queries", queries_keep_to_their_tenant>(
        "P6, attack 20", "a declared query shows and changes the rows of its tenant alone, by its own condition as by the policies"),
    of_schema<"attack.sequences", sequences_are_taken_from_alone>(
        "attack 10", "the application takes a sequence's next number where it adds rows that have one, and neither reads nor changes the sequence"),
    of_schema<"attack.declared_functions", functions_keep_to_their_tenant>(
        "P6, attack 26", "what a declared function gives a tenant is the same whatever rows another tenant has"),
    of_schema<"attack.changing_the_tree", changing_the_tree>(
        "P23, attack 23", "nobody but the owner reads or writes which tenant stands above which, the application moves none, and none stands below itself"),
    of_schema<"attack.views", views_of_another_tenant>(
        "attack 8", "what another tenant does is seen through no view"),
    of_schema<"attack.raw_statistics", reading_raw_statistics>(
        "attack 8", "the application can't read pg_statistic"),
    of_schema<"attack.logs", logs_are_kept_and_not_written>(
        "attack 10", "changes are logged without secrets, and the application can't write the log"),
    of_schema<"attack.erasing_a_tenant", erasing_a_tenant_leaves_rows>(
        "T1, attack 12", "erasing a tenant removes its rows and no other's"),
    of_schema<"attack.triggers_and_cascades", writes_of_another_tenant_reach_ours>(
        "P12, attack 5",
        "what a tenant changes and deletes, with all triggers and cascades that follow, leaves other tenants' rows"),
    of_schema<"attack.global_rows_reach_tenants", global_rows_reach_tenants>(
        "P16, attack 13", "what becomes of a global row reaches no tenant's rows, and tells nothing of them"),
    of_schema<"attack.tenant_outlives_a_transaction", tenant_outlives_a_transaction>(
        "P7, attack 9", "after commit, rollback, error and savepoint the connection has no tenant"),
};

constexpr TableCheck kTableChecks[] = {
    of_table<"catalog.table", table_exists_and_is_the_owners>(
        "P1", "the table exists, is permanent, and the owner's", every),
    of_table<"catalog.columns", columns_are_exact>(
        "", "the columns and their types are the promised ones and no others", every),
    of_table<"catalog.not_null", nullability_is_exact>(
        "", "exactly the promised columns are NOT NULL", every),
    of_table<"catalog.defaults", defaults_are_exact>(
        "", "exactly the promised columns have the promised defaults", every),
    of_table<"catalog.primary_key", primary_key_is_exact>(
        "T2, P8", "the primary key has the promised columns in their order", every),
    of_table<"catalog.uniques", uniques_are_exact>(
        "T4, P8", "the unique constraints are the promised ones and no others", every),
    of_table<"catalog.foreign_keys", foreign_keys_are_exact>(
        "T3, P8", "the foreign keys are the promised ones and no others, validated", every),
    of_table<"catalog.tenant_column", tenant_column_follows_the_root>(
        "T1, P9", "the tenant column is NOT NULL and refers to the root with ON DELETE CASCADE", tenants),
    of_table<"catalog.foreign_key_indexes", foreign_keys_lead_an_index>(
        "T5, P8", "every foreign key leads an index, after the tenant column", referring),
    of_table<"catalog.constraints", constraints_are_exact>(
        "", "the checks and exclusions are the promised ones and no others, validated", every),
    of_table<"catalog.indexes", indexes_are_exact>(
        "T4", "the indexes are the promised ones and no others", every),
    of_table<"catalog.valid_indexes", indexes_are_valid>(
        "", "every index is valid", every),
    of_table<"catalog.statistics", statistics_are_exact>(
        "", "the extended statistics are the promised ones and no others, the table's owner's, and gathered", every),
    of_table<"catalog.triggers", triggers_are_exact>(
        "", "the triggers are the promised ones and no others, enabled", every),
    of_table<"catalog.rules", table_has_no_rules>(
        "", "no rewrite rule stands on the table or a partition of it", every),
    of_table<"catalog.row_security", row_security_is_forced>(
        "T6, P2", "row-level security is enabled and forced", guarded),
    of_table<"catalog.policies", policies_are_exact>(
        "T6, P4", "the policies are the promised ones and no others", every),
    of_table<"catalog.grants", grants_are_exact>(
        "T7, P13", "the grants are the promised ones and no others", every),
    of_table<"catalog.column_grants", column_grants_are_exact>(
        "T7", "the grants on columns are the promised ones and no others", every),
    of_table<"catalog.partitions", partitions_are_closed>(
        "T6, P2, P3", "every partition has forced row-level security, no policy and no grant: its table is the way in", every),
    of_table<"catalog.partition_keys", partition_keys_are_exact>(
        "", "the table and its partitions are divided as promised", every),

    of_table<"attack.seeing_the_own_row_alone", own_row_alone_is_seen>(
        "attack 1", "a tenant sees its own rows and no others", isolated_and_seen),
    of_table<"attack.reading_without_a_tenant", reading_without_a_tenant>(
        "attack 1", "without a tenant no row is seen", isolated),
    of_table<"attack.inserting_without_a_tenant", inserting_without_a_tenant>(
        "attack 1", "without a tenant no row is inserted", isolated),
    of_table<"attack.updating_without_a_tenant", updating_without_a_tenant>(
        "attack 1", "without a tenant no row is updated", isolated),
    of_table<"attack.deleting_without_a_tenant", deleting_without_a_tenant>(
        "attack 1", "without a tenant no row is deleted", isolated),
    of_table<"attack.reading_another_tenant", reading_another_tenant>(
        "attack 1", "another tenant's row is not seen", isolated),
    of_table<"attack.updating_another_tenant", updating_another_tenant>(
        "attack 1", "another tenant's row is not updated", isolated),
    of_table<"attack.deleting_another_tenant", deleting_another_tenant>(
        "attack 1", "another tenant's row is not deleted", isolated),
    of_table<"attack.inserting_into_another_tenant", inserting_into_another_tenant>(
        "attack 2", "INSERT into another tenant is refused", isolated),
    of_table<"attack.upserting_into_another_tenant", upserting_into_another_tenant>(
        "attack 2", "INSERT … ON CONFLICT DO UPDATE into another tenant is refused", isolated_and_keyed),
    of_table<"attack.merging_into_another_tenant", merging_into_another_tenant>(
        "attack 2", "MERGE into another tenant is refused", isolated),
    of_table<"attack.moving_a_row_to_another_tenant", moving_a_row_to_another_tenant>(
        "attack 3", "an own row can't be moved to another tenant", isolated),
    of_table<"attack.asking_as_another", asking_as_another>(
        "P18, attack 19", "what a policy gives to one who asks, another one in the tenant neither sees nor changes", asked_about),
    of_table<"attack.asking_as_nobody", asking_as_nobody>(
        "P18, attack 19", "without a session variable that a policy needs, or with what is no value of it, no row is seen or changed", asked_about),
    of_table<"attack.numbers", numbers_of_other_tenants>(
        "P19, attack 21", "nobody writes a number that the database counts, or comes to a count, and what others add doesn't show in it", counted),
    of_table<"attack.reading_shared_rows", shared_rows_are_read>(
        "P20, attack 22", "a tenant reads its own rows and the shared ones and no others, and without a tenant nobody reads any", shared),
    of_table<"attack.writing_shared_rows", shared_rows_are_not_written>(
        "P20, attack 22", "a tenant puts in, changes, removes and locks no shared row", shared),
    of_table<"attack.making_rows_shared", own_rows_do_not_become_shared>(
        "P20, attack 22", "a tenant makes no row of its own a shared one, nor a shared one its own", shared),
    of_table<"attack.being_no_tenant", nobody_is_no_tenant>(
        "P20, attack 22", "in the name of the key that shared rows have nothing is read or written, and no tenant has it", shared),
    of_table<"attack.provisioning_shared_rows", provisioner_writes_shared_rows_alone>(
        "P20, attack 22", "the provisioner reads and writes shared rows and no tenant's", shared),
    of_table<"attack.referring_to_shared_rows", shared_references_reach_no_tenant>(
        "P20, attack 22", "called shared, another tenant's row isn't referred to, and a shared row refers to no tenant's", referring_to_shared),
    of_table<"attack.reading_along_the_tree", reading_along_the_tree>(
        "P23, attack 23", "a tenant reads the rows of those above or below it that its place lets it read, and no longer once it was moved", inherited),
    of_table<"attack.writing_along_the_tree", writing_along_the_tree>(
        "P23, attack 23", "a tenant puts in, changes, removes and locks no row of those above or below it", inherited_of_tenants),
    of_table<"attack.reading_partitions_by_name", reading_partitions_by_name>(
        "P2, attack 4", "a partition's own name leads to no row", isolated),
    of_table<"attack.partitions_made_a_moment_ago", partitions_made_a_moment_ago>(
        "P2, P12, attack 4", "a partition is closed and as its table as soon as it is there, whatever the session that has it made has set and planted", ranged),
    of_table<"attack.partitions_that_were_detached", partitions_that_were_detached>(
        "P2, attack 4", "a partition that was detached stays as protected as it was", divided_and_seen),
    of_table<"attack.leaking_through_a_function", leaking_through_a_function>(
        "P4, attack 8", "a cheap function in a WHERE is shown no other tenant's row", isolated),
    of_table<"attack.errors_of_another_tenants_row", errors_of_another_tenants_row>(
        "P4, attack 8", "no error of a condition comes of another tenant's row, in the table or in its views", isolated),
    of_table<"attack.prepared_statements", statements_prepared_for_another_tenant>(
        "P5, attack 15", "a statement that one tenant prepared gives another one its own rows", isolated),
    of_table<"attack.reading_statistics", reading_statistics>(
        "attack 8", "pg_stats and pg_stats_ext show the application no common values of the tables' rows", isolated),
    of_table<"attack.referencing_another_tenants_row", referencing_another_tenants_row>(
        "T3, attack 5", "the foreign keys refuse another tenant's row", tenants_referring),
    of_table<"attack.deletes_of_another_tenant", deletes_of_another_tenant_reach_ours>(
        "T3, attack 5", "what another tenant deletes leaves our rows as they were", tenants_referring),
    of_table<"attack.unique_values_of_another_tenant", another_tenants_unique_value_is_taken>(
        "T4, attack 6", "another tenant's unique values are free to use", tenants),
    of_table<"attack.conflicts_with_another_tenants_row", conflicts_with_another_tenants_row>(
        "T4, attack 6", "an INSERT that skips conflicts skips nothing for another tenant's row", tenants),
    of_table<"attack.rows_that_writing_returns", rows_that_writing_returns>(
        "P4, attack 2", "what writes and returns, MERGE by what nothing matches too, goes through the own rows alone", isolated_and_seen),
    of_table<"attack.locking_rows", locking_rows_of_others>(
        "P10, P16, attack 16", "another tenant's rows can't be locked, nor what the application may not change", granted),
    of_table<"attack.reading_as_the_owner", owner_sees_rows>(
        "P2, attack 7", "the owner sees no row", isolated),
    of_table<"attack.row_security_off", row_security_off>(
        "attack 7", "the application can't switch row-level security off", isolated),
    of_table<"attack.truncating", truncating>(
        "P13, attack 10", "the application can't TRUNCATE", granted),
    of_table<"attack.copying_in", copying_in>(
        "P14, attack 10", "the application can't COPY past the policies", isolated),
    of_table<"attack.disabling_row_security", disabling_row_security>(
        "attack 10", "the application can't alter the table", granted),
    of_table<"attack.changing_policies", changing_policies>(
        "attack 10", "the application can't create, alter or drop policies", isolated),
    of_table<"attack.granting", granting>(
        "attack 10", "the application can't pass privileges on", granted),
    of_table<"attack.writing_tenants", writing_tenants>(
        "P10", "the application can't create, change or remove tenants", root),
    of_table<"attack.writing_global_rows", writing_global_rows>(
        "T7, P16, attack 13", "what nobody was granted on a global table is refused: a change of its key to everybody", global),
    of_table<"attack.rows_of_other_members", reaching_rows_of_others_members>(
        "P21, attack 24", "a global row that no row of the tenant refers to is neither seen, changed nor locked; without a tenant none is, and none added", seen_by_members),
    of_table<"attack.members_that_left", rows_of_members_that_left>(
        "P21, attack 24", "a global row is seen no more once the tenant's row that refers to it is gone", seen_by_members),
    of_table<"attack.provisioning_another_tenant", provisioning_another_tenant>(
        "P10", "the provisioner touches the tenant that is set and no other", root),
};
// clang-format on

}  // namespace

std::span<const SchemaCheck> schema_checks() {
  return kSchemaChecks;
}

std::span<const TableCheck> table_checks() {
  return kTableChecks;
}

std::size_t check_count(const Schema& schema) {
  std::size_t count = std::size(kSchemaChecks);
  for (const Table& table : schema.tables) {
    count += static_cast<std::size_t>(
        std::count_if(std::begin(kTableChecks), std::end(kTableChecks),
                      [&](const TableCheck& check) { return check.applies(table); }));
  }
  return count;
}

namespace {

/// A check and what it is made of, ready to be made.
struct Task {
  std::string_view check;
  std::string_view object;
  std::function<Verdict()> run;
};

std::vector<Task> tasks_of(Probe& probe) {
  std::vector<Task> tasks;
  for (const SchemaCheck& check : kSchemaChecks)
    tasks.push_back({check.id, probe.schema().name, [&probe, &check] { return check.run(probe); }});
  for (const Table& table : probe.schema().tables) {
    for (const TableCheck& check : kTableChecks) {
      if (!check.applies(table)) continue;
      tasks.push_back({check.id, table.name, [&probe, &check, &table] { return check.run(probe, table); }});
    }
  }
  return tasks;
}

/// Those that waited for another session, once more: by now it may be done. One that still waits answers for
/// the others of its object.
void make_again(Probe& probe, const std::vector<std::pair<const Task*, Unjudged>>& waited, Report& report) {
  std::set<std::string_view> held;
  for (const auto& [task, before] : waited) {
    if (held.contains(task->object) || probe.session().is_lost()) {
      report.unjudged.push_back(before);
      continue;
    }
    Verdict verdict = task->run();
    report.findings.insert(report.findings.end(), verdict.findings.begin(), verdict.findings.end());
    if (!verdict.unjudged) continue;
    held.insert(task->object);
    report.unjudged.push_back(std::move(*verdict.unjudged));
  }
}

/// What can't be asked is told: no note would say that there is no such role.
void add_notes(Probe& probe, Report& report) {
  for (const auto ask : {readers_past_the_policies, shared_by_tenants}) {
    if (probe.session().is_lost()) return;
    Verdict verdict = ask(probe, report.notes);
    report.findings.insert(report.findings.end(), verdict.findings.begin(), verdict.findings.end());
    if (verdict.unjudged) report.unjudged.push_back(std::move(*verdict.unjudged));
  }
}

}  // namespace

Report run_all(Probe& probe, const std::function<void(const Progress&)>& progress) {
  Report report;
  const std::vector<Task> tasks = tasks_of(probe);
  std::vector<std::pair<const Task*, Unjudged>> waited;
  for (const Task& task : tasks) {
    Verdict verdict = task.run();
    ++report.checks;
    report.findings.insert(report.findings.end(), verdict.findings.begin(), verdict.findings.end());
    if (progress) progress({task.check, task.object, report.checks, tasks.size(), verdict.findings});
    if (!verdict.unjudged) continue;
    if (verdict.unjudged->passing) {
      waited.emplace_back(&task, std::move(*verdict.unjudged));
      probe.be_in_a_hurry(true);
    } else {
      report.unjudged.push_back(std::move(*verdict.unjudged));
    }
    if (probe.session().is_lost()) break;
  }
  report.unmade = tasks.size() - report.checks;
  probe.be_in_a_hurry(false);
  make_again(probe, waited, report);
  if (!probe.session().is_lost()) add_notes(probe, report);
  return report;
}

}  // namespace tenon::conformance
