// Who may do what with an entity's rows: policies (T6) and grants (T7).
#include "sema/isolation/isolation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/isolation/rights.hpp"
#include "sema/names/names.hpp"
#include "sql/expression.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

constexpr std::pair<std::string_view, ir::Command> kCommandsByName[] = {
    {"delete", ir::Command::kDelete},
    {"insert", ir::Command::kInsert},
    {"select", ir::Command::kSelect},
    {"update", ir::Command::kUpdate},
};

/// A predicate that the author's policies add, and for whom; for all where nobody is named.
struct Narrowing {
  std::string predicate;
  std::vector<std::string> roles;
  std::vector<ir::SessionUse> session;
};
using Narrowings = std::map<ir::Command, std::vector<Narrowing>>;

/// P10: the application makes, changes and removes no tenants, whatever the predicate. A change of a unique
/// column would also tell it which values other tenants have.
void check_root_policy(const Reading& context, const Draft& draft, const ast::Policy& policy,
                       ir::Command command, const ast::Name& name) {
  if (draft.entity.tenancy != ir::Tenancy::kRoot) return;
  static constexpr std::string_view kDeeds[] = {"", "make", "change", "remove"};
  const std::string_view deed = kDeeds[static_cast<std::size_t>(command)];
  if (deed.empty()) return;
  context.sink
      .report(Code::kRootPolicy,
              fmt::format("policy `{}` would let the application {} tenants", policy.name.text, deed))
      .at(name.span)
      .note(fmt::format("tenants are made, changed and removed by the role `{}`",
                        context.schema.tenancy->provisioner))
      .help("keep what the application may change in an entity of its own");
}

/// The roles that have a command on the entity, those of tenancy first. On the root the application reads its
/// own tenant, and the provisioner does everything, within the tenant that it has set. What is global the
/// application reads.
std::vector<std::string> roles_of(const Reading& context, const ir::Entity& entity, ir::Command command) {
  const ir::TenancySettings& tenancy = *context.schema.tenancy;
  std::vector<std::string> out = {tenancy.app};
  if (entity.tenancy == ir::Tenancy::kRoot) {
    out = command == ir::Command::kSelect ? std::vector<std::string>{tenancy.app, tenancy.provisioner}
                                          : std::vector<std::string>{tenancy.provisioner};
  } else if (!app_may(context, entity, command)) {
    out.clear();
  }
  for (const ir::Role& role : context.schema.roles) {
    if (has_right(context, role.name, entity.name, command)) out.push_back(role.name);
  }
  return out;
}

void check_policy_role(const Reading& context, const Draft& draft, const ast::Policy& policy,
                       ir::Command command, const ast::Name& command_name, const ast::Name& role) {
  const std::vector<std::string> able = roles_of(context, draft.entity, command);
  if (contains(able, role.text)) return;
  auto& diagnostic =
      context.sink
          .report(Code::kPolicyRole,
                  fmt::format("policy `{}` narrows what `{}` has no right to", policy.name.text, role.text))
          .at(role.span)
          .also(command_name.span, "the command");
  suggest(diagnostic, role.text, able);
  diagnostic.note(
      fmt::format("`{}` on `{}` is for {}", command_name.text, draft.entity.name, join(able, ", ")));
}

void check_policy_name(const Reading& context, const ast::Policy& policy,
                       std::map<std::string, Span>& names) {
  const auto [first, is_new] = names.emplace(policy.name.text, policy.name.span);
  if (is_new) return;
  context.sink.report(Code::kDuplicateName, fmt::format("two policies `{}`", policy.name.text))
      .at(policy.name.span)
      .also(first->second, "the first one");
}

/// What the predicate asks of session variables, each once for each column that it is compared with.
std::vector<ir::SessionUse> uses_of(const Reading& context, const sql::Expression& expression) {
  std::vector<ir::SessionUse> out;
  for (const sql::Compared& each : expression.compared) {
    if (context.schema.session_variable(each.variable) != nullptr)
      out.push_back({each.variable, each.column, each.always, each.always, each.relation});
  }
  for (const sql::Variable& each : expression.variables.named) {
    const ir::SessionVariable* variable = context.schema.session_variable(each.name);
    const auto is_same = [&](const ir::SessionUse& use) { return use.variable == each.name; };
    if (variable == nullptr || std::any_of(out.begin(), out.end(), is_same)) continue;
    out.push_back({each.name, "", false, false, ""});
  }
  return out;
}

/// The predicate as SQL has it. Without a variable that has no `?` no row is let through, whatever else the
/// predicate says: an equality sees to that by itself.
Narrowing narrowing_of(const Reading& context, const std::string& text) {
  Narrowing out{text, {}, {}};
  const auto expression = sql::parse_expression(text);
  if (context.schema.session.empty() || !expression) return out;
  out.predicate = with_session(context, text, expression->variables.named, Asked::kOnce);
  out.session = uses_of(context, *expression);
  std::set<std::string> demanded;
  for (const ir::SessionUse& use : out.session) {
    if (use.demanded) demanded.insert(use.variable);
  }
  std::string set;
  for (ir::SessionUse& use : out.session) {
    if (context.schema.session_variable(use.variable)->optional) continue;
    if (demanded.insert(use.variable).second)
      set += fmt::format("(SELECT tenon.{}()) IS NOT NULL AND ", ir::session_function_name(use.variable));
    use.demanded = true;
  }
  // A comment that ends it must not swallow the bracket.
  const char* end = out.predicate.find("--") == std::string::npos ? "" : "\n";
  if (!set.empty()) out.predicate = fmt::format("{}({}{})", set, out.predicate, end);
  return out;
}

void add_narrowing(const Reading& context, const Draft& draft, const ast::Policy& policy, Narrowings& out) {
  std::set<ir::Command> given;
  for (const ast::Name& name : policy.commands) {
    const auto command = command_of(context, name, "a policy");
    if (!command) continue;
    if (!given.insert(*command).second) {
      context.sink
          .report(Code::kUnknownCommand,
                  fmt::format("policy `{}` names `{}` twice", policy.name.text, name.text))
          .at(name.span);
      continue;
    }
    check_root_policy(context, draft, policy, *command, name);
    Narrowing narrowing = narrowing_of(context, policy.predicate.text);
    for (const ast::Name& role : policy.roles) {
      check_policy_role(context, draft, policy, *command, name, role);
      narrowing.roles.push_back(role.text);
    }
    out[*command].push_back(std::move(narrowing));
  }
}

Narrowings narrowings_of(const Reading& context, const Draft& draft) {
  Narrowings out;
  std::map<std::string, Span> names;
  for (const ast::Member* member : draft.members) {
    const auto* policy = std::get_if<ast::Policy>(member);
    if (policy == nullptr) continue;
    check_policy_name(context, *policy, names);
    const ir::Tenancy tenancy = draft.entity.tenancy;
    if (tenancy != ir::Tenancy::kTenant && tenancy != ir::Tenancy::kRoot && !draft.entity.visible) {
      context.sink
          .report(Code::kPolicyWithoutTenancy,
                  fmt::format("`{}` has no tenancy that a policy could narrow", draft.entity.name))
          .at(policy->span);
      continue;
    }
    add_narrowing(context, draft, *policy, out);
  }
  return out;
}

std::string policy_name(const ir::Entity& entity, ir::Command command, const std::string& role) {
  static constexpr std::string_view kSuffixes[] = {"select", "insert", "update", "delete"};
  const std::string name = fmt::format("{}_{}", entity.table, kSuffixes[static_cast<std::size_t>(command)]);
  return identifier(role.empty() ? name : name + "_" + role);
}

/// What narrows a command for a role, without its name.
ir::Policy narrowed(const Narrowings& declared, ir::Command command, const std::string& role) {
  ir::Policy out;
  out.command = command;
  out.roles = {role};
  const auto narrowings = declared.find(command);
  if (narrowings == declared.end()) return out;
  for (const Narrowing& narrowing : narrowings->second) {
    if (!narrowing.roles.empty() && !contains(narrowing.roles, role)) continue;
    out.narrowing.push_back(narrowing.predicate);
    out.session.insert(out.session.end(), narrowing.session.begin(), narrowing.session.end());
  }
  return out;
}

/// T6: a policy a command, with the tenant's predicate, for all roles that are narrowed alike; one more where
/// some are narrowed otherwise. A role is in one of them: two would widen one another.
void add_policies(const Reading& context, ir::Entity& entity, const Narrowings& declared) {
  for (const ir::Command command : ir::kCommands) {
    std::vector<ir::Policy> policies;
    for (const std::string& role : roles_of(context, entity, command)) {
      ir::Policy wanted = narrowed(declared, command, role);
      const auto alike = std::find_if(policies.begin(), policies.end(), [&](const ir::Policy& policy) {
        return policy.narrowing == wanted.narrowing;
      });
      if (alike != policies.end()) {
        alike->roles.push_back(role);
        continue;
      }
      wanted.name = policy_name(entity, command, policies.empty() ? "" : role);
      policies.push_back(std::move(wanted));
    }
    entity.policies.insert(entity.policies.end(), policies.begin(), policies.end());
  }
}

/// Shared rows are the provisioner's to write, and it sees no others.
void add_shared_rows(const Reading& context, ir::Entity& entity) {
  if (!ir::is_shared(entity)) return;
  const std::string& provisioner = context.schema.tenancy->provisioner;
  ir::Grant grant{provisioner, {}};
  for (const ir::Command command : ir::kCommands) {
    ir::Policy policy;
    policy.name = policy_name(entity, command, "shared");
    policy.command = command;
    policy.roles = {provisioner};
    policy.shared_rows = true;
    entity.policies.push_back(std::move(policy));
    grant.privileges.push_back(command);
  }
  entity.grants.push_back(std::move(grant));
}

/// What is global is the owner's to write, whatever tenants see of it.
void add_owners_policies(const Reading& context, ir::Entity& entity) {
  for (const ir::Command command : ir::kCommands) {
    ir::Policy policy;
    policy.name = policy_name(entity, command, "owner");
    policy.command = command;
    policy.roles = {context.schema.tenancy->owner};
    policy.every_row = true;
    entity.policies.push_back(std::move(policy));
  }
}

/// The key of a global row is what tenants' rows refer to: a change of it would reach them, or tell of them.
void spare_key(const ir::Entity& entity, ir::Grant& grant) {
  const auto update = std::find(grant.privileges.begin(), grant.privileges.end(), ir::Command::kUpdate);
  const bool is_global = entity.tenancy == ir::Tenancy::kGlobal && entity.unguarded_reason.empty();
  if (!is_global || update == grant.privileges.end()) return;
  grant.update_columns = updatable_columns(entity);
}

/// What the database counts is nobody's to write; nor is a change of what it is counted by, where the number
/// may be another row's.
void spare_numbers(const ir::Entity& entity, ir::Grant& grant) {
  const ir::Column* numbered = ir::numbered_column(entity);
  if (numbered == nullptr) return;
  for (const ir::Column& column : entity.columns) {
    if (&column == numbered || !column.generated.empty()) continue;
    grant.insert_columns.push_back(column.name);
    if (!contains(numbered->numbering->per, column.name)) grant.update_columns.push_back(column.name);
  }
}

/// T7: to each role the commands that it is to have.
void add_grants(const Reading& context, ir::Entity& entity) {
  std::vector<std::string> order = {context.schema.tenancy->app, context.schema.tenancy->provisioner};
  for (const ir::Role& role : context.schema.roles) order.push_back(role.name);
  for (const std::string& role : order) {
    ir::Grant grant{role, {}};
    for (const ir::Command command : ir::kCommands) {
      if (contains(roles_of(context, entity, command), role)) grant.privileges.push_back(command);
    }
    spare_key(entity, grant);
    spare_numbers(entity, grant);
    if (!grant.privileges.empty()) entity.grants.push_back(std::move(grant));
  }
}

}  // namespace

bool has_right(const Reading& context, const std::string& role, const std::string& target,
               ir::Command command) {
  return place_of_right(context, role, target, command) != nullptr;
}

const Span* place_of_right(const Reading& context, const std::string& role, const std::string& target,
                           ir::Command command) {
  const auto rights = context.rights.find({role, target});
  if (rights == context.rights.end()) return nullptr;
  const auto right = rights->second.find(command);
  return right == rights->second.end() ? nullptr : &right->second;
}

bool narrows(const ast::Policy& policy, std::string_view role, std::string_view command) {
  const auto is = [](std::string_view text) {
    return [=](const ast::Name& name) { return name.text == text; };
  };
  return std::any_of(policy.commands.begin(), policy.commands.end(), is(command)) &&
         (policy.roles.empty() || std::any_of(policy.roles.begin(), policy.roles.end(), is(role)));
}

std::optional<ir::Command> command_of(const Reading& context, const ast::Name& name, std::string_view what) {
  std::vector<std::string> names;
  for (const auto& [known, command] : kCommandsByName) {
    if (known == name.text) return command;
    names.emplace_back(known);
  }
  auto& diagnostic =
      context.sink.report(Code::kUnknownCommand, fmt::format("`{}` is no command of {}", name.text, what))
          .at(name.span);
  suggest(diagnostic, name.text, names);
  diagnostic.note("the commands are " + join(names, ", "));
  return std::nullopt;
}

void derive_isolation(const Making& context) {
  check_global_writes(context);
  for (Draft& draft : context.making) {
    const Narrowings declared = narrowings_of(context, draft);
    if (draft.entity.tenancy == ir::Tenancy::kNone) continue;
    if (draft.entity.tenancy != ir::Tenancy::kGlobal || draft.entity.visible)
      add_policies(context, draft.entity, declared);
    if (draft.entity.visible) add_owners_policies(context, draft.entity);
    add_grants(context, draft.entity);
    add_shared_rows(context, draft.entity);
  }
}

}  // namespace tenon::sema
