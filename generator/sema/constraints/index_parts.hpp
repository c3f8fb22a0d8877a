// What unique constraints, indexes, exclusions and statistics have in common: columns, the tenant's lead,
// operator classes.
#pragma once

#include "sema/context/context.hpp"

namespace tenon::sema {

/// Whether T4 puts the tenant column first.
bool tenant_led(const Draft& draft, bool method_can, const std::optional<ast::GlobalReason>& global,
                const std::vector<ir::IndexColumn>& columns);
void lead_by_tenant(const Draft& draft, std::vector<ir::IndexColumn>& columns);
void check_misplaced_global(const Reading& context, const Draft& draft, bool method_can,
                            const std::optional<ast::GlobalReason>& global);
std::vector<ir::IndexColumn> index_columns(const Reading& context, const Draft& draft,
                                           const std::vector<ast::Column>& given);
/// For a derived name.
std::vector<std::string> names_of(const std::vector<ir::IndexColumn>& columns);
std::vector<std::string> included_columns(const Reading& context, const Draft& draft,
                                          const std::vector<ast::Column>& given);
const types::IndexMethod* index_method(const Reading& context, const std::optional<ast::Name>& name,
                                       std::string_view otherwise);
void check_operator_class(const Reading& context, const Draft& draft, const types::IndexMethod& method,
                          const ast::Column& column);
bool has_extension(const Reading& context, std::string_view extension);
/// Whether no field stands twice.
bool check_repeated(const Reading& context, const std::vector<ast::Column>& columns);
/// The type of the field's values where two of them aren't compared; empty where they are, or where
/// nothing is known.
std::string incomparable(const Reading& context, const FieldDraft& field);
void resolve_exclusion(const Making& context, Draft& draft, const ast::Exclude& syntax);
void resolve_checks(const Making& context, Draft& draft);
void resolve_index(const Making& context, Draft& draft, const ast::Index& syntax, NameSet& names);
void resolve_statistics(const Making& context, Draft& draft, const ast::Statistics& syntax);

}  // namespace tenon::sema
