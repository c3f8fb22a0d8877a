// What the catalog says, held against the promises. Each function holds one promise and runs inside
// `rolled_back`.
#pragma once

#include "sql.hpp"

namespace tenon::conformance {

// catalog_tables.cpp
Findings table_exists_and_is_the_owners(Probe& probe, const Table& table);
Findings table_has_no_rules(Probe& probe, const Table& table);

// catalog_partitions.cpp
Findings partitions_are_closed(Probe& probe, const Table& table);
Findings partition_keys_are_exact(Probe& probe, const Table& table);
Findings leaving_partitions_are_protected(Probe& probe);

// catalog_registers.cpp
Findings registers_are_exact(Probe& probe);

// catalog_columns.cpp
Findings columns_are_exact(Probe& probe, const Table& table);
Findings nullability_is_exact(Probe& probe, const Table& table);
Findings defaults_are_exact(Probe& probe, const Table& table);

// catalog_keys.cpp
Findings primary_key_is_exact(Probe& probe, const Table& table);
Findings uniques_are_exact(Probe& probe, const Table& table);
Findings foreign_keys_are_exact(Probe& probe, const Table& table);
Findings tenant_column_follows_the_root(Probe& probe, const Table& table);
Findings foreign_keys_lead_an_index(Probe& probe, const Table& table);

// catalog_definitions.cpp
Findings constraints_are_exact(Probe& probe, const Table& table);
Findings indexes_are_exact(Probe& probe, const Table& table);
Findings indexes_are_valid(Probe& probe, const Table& table);
Findings triggers_are_exact(Probe& probe, const Table& table);

// catalog_statistics.cpp
Findings statistics_are_exact(Probe& probe, const Table& table);

// catalog_policies.cpp
Findings row_security_is_forced(Probe& probe, const Table& table);
Findings policies_are_exact(Probe& probe, const Table& table);
Findings grants_are_exact(Probe& probe, const Table& table);
Findings column_grants_are_exact(Probe& probe, const Table& table);

// catalog_schema.cpp
Findings fingerprint_is_the_schemas(Probe& probe);
Findings extensions_are_new_enough(Probe& probe);
Findings enums_are_exact(Probe& probe);
Findings domains_are_exact(Probe& probe);
Findings current_tenant_is_as_promised(Probe& probe);
Findings current_tenant_fails_closed(Probe& probe);
Findings signing_keys_are_the_owners(Probe& probe);

// catalog_settings.cpp
Findings settings_weaken_nothing(Probe& probe);
Findings roles_may_name_their_tenant(Probe& probe);

// catalog_objects.cpp
Findings composites_are_exact(Probe& probe);
Findings sequences_are_exact(Probe& probe);

// catalog_functions.cpp
Findings functions_are_exact(Probe& probe);
Findings function_owners_own_their_functions_alone(Probe& probe);

// catalog_pinned.cpp
Findings functions_are_pinned(Probe& probe);

// catalog_kept.cpp
Findings kept_rows_are_exact(Probe& probe);

// catalog_views.cpp
Findings views_are_exact(Probe& probe);

// catalog_queries.cpp
Findings queries_are_as_compiled(Probe& probe);

// catalog_roles.cpp
Findings role_attributes_are_plain(Probe& probe);
Findings roles_are_no_members_of_stronger_ones(Probe& probe);
Findings roles_own_nothing(Probe& probe);
Findings roles_cannot_create(Probe& probe);

// catalog_strangers.cpp
Findings nobody_else_creates(Probe& probe);
Findings default_privileges_grant_nothing(Probe& probe);

// catalog_server.cpp
Findings nothing_of_the_servers_is_granted(Probe& probe);

// catalog_foreign_code.cpp
Findings no_foreign_code_is_used(Probe& probe);

// catalog_bypass.cpp
Findings roles_that_bypass_only_read(Probe& probe);
/// Of the same roles those that read.
Verdict readers_past_the_policies(Probe& probe, std::vector<Note>& notes);

// catalog_shared.cpp
inline constexpr std::string_view kSharedCounters = "note.shared_counters";
inline constexpr std::string_view kSharedChannels = "note.shared_channels";
Verdict shared_by_tenants(Probe& probe, std::vector<Note>& notes);

// catalog_exposure.cpp
Findings definer_functions_are_pinned(Probe& probe);
Findings views_are_security_invoker(Probe& probe);
Findings no_other_tables_are_granted(Probe& probe);
Findings no_function_is_leakproof(Probe& probe);
Findings bookkeeping_is_the_owners(Probe& probe);

}  // namespace tenon::conformance
