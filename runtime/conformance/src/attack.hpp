// Attacks as the application's role, each against a stage of its own and rolled back. An attack that proves
// nothing, because the same deed fails for the tenant whose row it is, is a finding as well.
#pragma once

#include "sql.hpp"

namespace tenon::conformance {

// attack_context.cpp
Findings own_row_alone_is_seen(Probe& probe, const Table& table);
Findings reading_without_a_tenant(Probe& probe, const Table& table);
Findings inserting_without_a_tenant(Probe& probe, const Table& table);
Findings updating_without_a_tenant(Probe& probe, const Table& table);
Findings deleting_without_a_tenant(Probe& probe, const Table& table);
Findings reading_another_tenant(Probe& probe, const Table& table);
Findings updating_another_tenant(Probe& probe, const Table& table);
Findings deleting_another_tenant(Probe& probe, const Table& table);
Findings tenant_outlives_a_transaction(Probe& probe);
Findings choosing_a_tenant(Probe& probe);

// attack_session.cpp
Findings asking_as_another(Probe& probe, const Table& table);
Findings asking_as_nobody(Probe& probe, const Table& table);

// attack_shared.cpp
Findings shared_rows_are_read(Probe& probe, const Table& table);
Findings shared_rows_are_not_written(Probe& probe, const Table& table);
Findings own_rows_do_not_become_shared(Probe& probe, const Table& table);
Findings nobody_is_no_tenant(Probe& probe, const Table& table);
Findings provisioner_writes_shared_rows_alone(Probe& probe, const Table& table);
Findings shared_references_reach_no_tenant(Probe& probe, const Table& table);

// attack_tree.cpp
Findings reading_along_the_tree(Probe& probe, const Table& table);
Findings writing_along_the_tree(Probe& probe, const Table& table);
Findings changing_the_tree(Probe& probe);

// attack_partitions.cpp
Findings reading_partitions_by_name(Probe& probe, const Table& table);
Findings partitions_made_a_moment_ago(Probe& probe, const Table& table);
Findings partitions_that_were_detached(Probe& probe, const Table& table);

// attack_disclosure.cpp
Findings leaking_through_a_function(Probe& probe, const Table& table);
Findings reading_statistics(Probe& probe, const Table& table);
Findings reading_raw_statistics(Probe& probe);

// attack_writes.cpp
Findings inserting_into_another_tenant(Probe& probe, const Table& table);
Findings upserting_into_another_tenant(Probe& probe, const Table& table);
Findings merging_into_another_tenant(Probe& probe, const Table& table);
Findings moving_a_row_to_another_tenant(Probe& probe, const Table& table);

// attack_global.cpp
Findings writing_global_rows(Probe& probe, const Table& table);
Findings global_rows_reach_tenants(Probe& probe);

// attack_members.cpp
Findings reaching_rows_of_others_members(Probe& probe, const Table& table);
Findings rows_of_members_that_left(Probe& probe, const Table& table);

// attack_reading.cpp
Findings reading_all_without_the_log(Probe& probe);

// attack_references.cpp
Findings referencing_another_tenants_row(Probe& probe, const Table& table);
Findings deletes_of_another_tenant_reach_ours(Probe& probe, const Table& table);
Findings another_tenants_unique_value_is_taken(Probe& probe, const Table& table);

// attack_privileges.cpp
Findings owner_sees_rows(Probe& probe, const Table& table);
Findings row_security_off(Probe& probe, const Table& table);
Findings truncating(Probe& probe, const Table& table);
Findings copying_in(Probe& probe, const Table& table);
Findings disabling_row_security(Probe& probe, const Table& table);
Findings changing_policies(Probe& probe, const Table& table);
Findings granting(Probe& probe, const Table& table);
Findings creating_objects(Probe& probe);

// attack_prepared.cpp
Findings statements_prepared_for_another_tenant(Probe& probe, const Table& table);

// attack_oracles.cpp
Findings errors_of_another_tenants_row(Probe& probe, const Table& table);
Findings conflicts_with_another_tenants_row(Probe& probe, const Table& table);

// attack_locks.cpp
Findings locking_rows_of_others(Probe& probe, const Table& table);

// attack_returning.cpp
Findings rows_that_writing_returns(Probe& probe, const Table& table);

// attack_settings.cpp
Findings settings_change_nothing(Probe& probe);

// attack_planted.cpp
Findings planted_names_are_not_called(Probe& probe);

// attack_search.cpp
Findings searching_another_tenant(Probe& probe);

// attack_lookup.cpp
Findings looking_up_tenants(Probe& probe);

// attack_numbers.cpp
Findings numbers_of_other_tenants(Probe& probe, const Table& table);

// attack_query.cpp
Findings queries_keep_to_their_tenant(Probe& probe);

// attack_sequences.cpp
Findings sequences_are_taken_from_alone(Probe& probe);

// attack_functions.cpp
Findings functions_keep_to_their_tenant(Probe& probe);

// attack_kept.cpp
Findings kept_rows_are_not_reached(Probe& probe);

// attack_views.cpp
Findings views_of_another_tenant(Probe& probe);
Findings logs_are_kept_and_not_written(Probe& probe);

// attack_root.cpp
Findings writing_tenants(Probe& probe, const Table& table);
Findings provisioning_another_tenant(Probe& probe, const Table& table);
Findings erasing_a_tenant_leaves_rows(Probe& probe);
Findings writes_of_another_tenant_reach_ours(Probe& probe);

}  // namespace tenon::conformance
