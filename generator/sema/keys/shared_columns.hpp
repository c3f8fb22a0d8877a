// The columns that shared rows bring about: of their entity, and of those that refer to it.
#pragma once

#include <map>
#include <string>

#include "sema/context/context.hpp"

namespace tenon::sema {

/// Whether the field is a relation to an entity with shared rows, from what a tenant has.
bool may_refer_to_shared(const Draft& draft, const FieldDraft& field);
/// The column that holds the tenant of a row that has one.
std::string owning_name(const ir::TenancySettings& tenancy);
/// The column that holds the tenant of the row that a relation refers to, or what a shared row has there.
std::string whose_name(const Reading& context, const FieldDraft& field);
/// Whether the row referred to is a shared one, and by that whose it is: the row's own tenant's, or nobody's,
/// and never another's.
void add_whose(const Reading& context, Draft& draft, const FieldDraft& field, ir::Relation& relation);
/// Which rows are shared, and of the others the tenant, for the foreign key to the root.
void add_shared_columns(const Reading& context, Draft& draft);
/// That no field stands where these will; `owners` are the fields by their columns.
void check_shared_columns(const Reading& context, const Draft& draft,
                          const std::map<std::string, const FieldDraft*>& owners);

}  // namespace tenon::sema
