// Isolation: whose an entity's rows are, and who may do what with them.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sema/context/context.hpp"

namespace tenon::sema {

struct MakingRoles : Reading {
  std::vector<ir::Role>& roles;
  Rights& granting;
};

struct MakingAllowances : Reading {
  std::vector<ir::Allowance>& allowances;
};

void resolve_tenancy(const Making& context);
void resolve_roles(const MakingRoles& context);
void derive_soft_delete(const Making& context);
/// Which member rows let a tenant see a global entity's rows.
void resolve_visible(const Making& context);
/// Policies (T6) and grants (T7).
void derive_isolation(const Making& context);
/// The relation by which tenants stand in a tree, and which entities are read along it.
void resolve_tree(const Making& context);
/// What shared rows take: a key that no tenant has, and by what own rows shadow them.
void derive_shared(const Making& context);
/// Of what shadows shared rows, each with the own row in its place.
void derive_effective_views(const MakingViews& context);
/// Of what is deleted softly, the rows that are live.
void derive_live_views(const MakingViews& context);
/// What may be in the database beside what the schema makes, all of which is known by then.
void resolve_allowances(const MakingAllowances& context);

/// Entities that materialised views read, and those that tell whose their rows are.
std::set<std::string> read_by_stored_views(const Reading& context);

bool has_right(const Reading& context, const std::string& role, const std::string& target,
               ir::Command command);
/// Whether the policy narrows what the role may do with the command.
bool narrows(const ast::Policy& policy, std::string_view role, std::string_view command);

}  // namespace tenon::sema
