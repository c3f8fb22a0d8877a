#include "driver/explain_role.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "ddl/clauses.hpp"
#include "driver/commands.hpp"

namespace tenon::driver {
namespace {

using model::Object;

/// The rows that it sees or writes, beyond its rights.
std::string policy_line(const Object& object, const std::string& role) {
  const auto* policy = std::get_if<model::Policy>(&object.definition);
  if (policy == nullptr || !contains(policy->roles, role)) return "";
  const std::string& condition = policy->condition ? policy->condition->text : policy->check->text;
  return fmt::format("  {} for {}: {}\n", model::text(object.identity), policy->command, condition);
}

std::string right_line(const Object& object, const std::string& role) {
  const auto* grant = std::get_if<model::Grant>(&object.definition);
  if (grant == nullptr || object.identity.name != role) return "";
  return fmt::format("  {} on {}\n", ddl::privileges(grant->privileges).str(), model::text(grant->object));
}

std::string owned_line(const Object& object, const std::string& role) {
  return model::owner_of(object) == role ? "  " + model::text(object.identity) + "\n" : "";
}

/// What is told of a role, object by object.
struct RoleSection {
  std::string_view heading;
  std::string (*line)(const Object&, const std::string& role);
};
constexpr RoleSection kRoleSections[] = {
    {"it may", right_line}, {"policies hold it to", policy_line}, {"it owns", owned_line}};

int print_role(const Compilation& compilation, const std::string& name, const std::string& further) {
  const model::Database& lowered = compilation.lowered();
  const Object* role = lowered.find({model::Kind::kRole, "", "", name, ""});
  fmt::print("{} is a role{}{}\n", name, role == nullptr ? "" : ": " + role->why.reason, further);
  for (const RoleSection& section : kRoleSections) {
    std::string lines;
    for (const Object& object : lowered.objects()) lines += section.line(object, name);
    if (!lines.empty()) fmt::print("\n{}\n{}", section.heading, lines);
  }
  return kSuccess;
}

}  // namespace

int explain_role(const Compilation& compilation, const ir::Role& role) {
  std::string further;
  if (!role.reads_all.empty())
    further = fmt::format("; it reads all rows of {}, because {}", join(role.reads_all, ", "), role.because);
  return print_role(compilation, role.name, further);
}

std::vector<std::string> tenancy_roles(const ir::Schema& schema) {
  if (!schema.tenancy) return {};
  const ir::TenancySettings& tenancy = *schema.tenancy;
  std::vector<std::string> out = {tenancy.app, tenancy.owner, tenancy.provisioner, tenancy.search,
                                  tenancy.triggers};
  std::erase(out, "");
  return out;
}

std::optional<int> explain_tenancy_role(const Compilation& compilation, const std::string& name,
                                        const std::string& /*database*/) {
  if (!contains(tenancy_roles(*compilation.schema), name)) return std::nullopt;
  return print_role(compilation, name, "");
}

}  // namespace tenon::driver
