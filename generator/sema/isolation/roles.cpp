// Roles beside those of tenancy: who they are, and what they may do with which entity or view.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/isolation/isolation.hpp"
#include "sema/isolation/rights.hpp"
#include "sema/names/spelling.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

void check_role_name(const Reading& context, const ast::Role& role) {
  const ir::TenancySettings& tenancy = *context.schema.tenancy;
  const std::pair<std::string_view, std::string> taken[] = {{"app", tenancy.app},
                                                            {"owner", tenancy.owner},
                                                            {"provisioner", tenancy.provisioner},
                                                            {"search", tenancy.search},
                                                            {"triggers", tenancy.triggers}};
  for (const auto& [setting, name] : taken) {
    if (name != role.name.text) continue;
    context.sink.report(Code::kRoleClash, fmt::format("role `{}` is the `{}` of the tenancy", name, setting))
        .at(role.name.span)
        .help("choose another name: what it may do is derived");
  }
  const std::string wrong = wrong_role(role.name.text);
  if (wrong.empty()) return;
  context.sink.report(Code::kBadName, fmt::format("a role `{}`", role.name.text))
      .at(role.name.span, wrong)
      .help("choose another one");
}

/// Whether an entity's log will have the name.
bool is_audit_name(const Reading& context, std::string_view name) {
  return std::any_of(context.drafts.begin(), context.drafts.end(), [&](const Draft& draft) {
    const auto audits = [](const ast::Member* member) { return std::holds_alternative<ast::Audit>(*member); };
    return name == draft.entity.name + "Audit" &&
           std::any_of(draft.members.begin(), draft.members.end(), audits);
  });
}

/// The tenancy of what a right is on; a view is none's.
struct Target {
  bool view = false;
  const Draft* draft = nullptr;
};

std::optional<Target> target_of(const Reading& context, const ast::Name& name) {
  if (const Draft* draft = context.drafts.named(name.text)) return Target{false, draft};
  if (context.declared.find<ast::View>(name.text) != nullptr || is_audit_name(context, name.text))
    return Target{true, nullptr};
  if (context.declared.was_dropped(name.text)) return std::nullopt;
  std::vector<std::string> known = context.drafts.names();
  for (const ast::View* view : context.declared.views) known.push_back(view->name.text);
  auto& diagnostic =
      context.sink.report(Code::kUnknownRight, fmt::format("`{}` is no entity or view", name.text))
          .at(name.span);
  suggest(diagnostic, name.text, known);
  return std::nullopt;
}

/// P10 for other roles as well: tenants are the provisioner's. Views and logs are there to be read.
bool may_be_granted(const Reading& context, const ast::Role& role, const Target& target, ir::Command command,
                    const ast::Name& name) {
  if (command == ir::Command::kSelect) return true;
  const bool root = target.draft != nullptr && target.draft == context.drafts.root;
  if (!root && !target.view) return true;
  context.sink
      .report(Code::kUnfitRight, fmt::format("role `{}` would {} `{}`", role.name.text,
                                             command == ir::Command::kInsert   ? "insert into"
                                             : command == ir::Command::kUpdate ? "update"
                                                                               : "delete from",
                                             name.text))
      .at(name.span, root ? fmt::format("tenants are the role `{}`'s", context.schema.tenancy->provisioner)
                          : "it is there to be read")
      .help("leave it out");
  return false;
}

void resolve_right(const MakingRoles& context, const ast::Role& role, ir::Command command,
                   const ast::Value& value) {
  const auto* name = std::get_if<ast::Name>(&value.node);
  if (name == nullptr) {
    context.sink.report(Code::kUnknownRight, "a right on something that is no name").at(value.span);
    return;
  }
  const auto target = target_of(context, *name);
  if (!target || !may_be_granted(context, role, *target, command, *name)) return;
  if (context.granting[{role.name.text, name->text}].emplace(command, value.span).second) return;
  context.sink
      .report(Code::kDuplicateName, fmt::format("role `{}` names `{}` twice", role.name.text, name->text))
      .at(value.span);
}

/// Whether rows of several tenants are among the entity's, and not everybody's to read anyway.
bool is_of_tenants(const Draft& draft) {
  return draft.entity.tenancy != ir::Tenancy::kGlobal || draft.syntax->visible;
}

/// What C++ gets is a struct of its own.
std::string taken_struct(const Reading& context, const Draft& draft) {
  const std::string name = draft.entity.name + "OfAll";
  return context.declared.symbols.contains(name) ? name : "";
}

void resolve_read_all(const Reading& context, const ast::Role& role, const ast::Name& name, ir::Role& out) {
  const Draft* draft = context.drafts.named(name.text);
  const auto report = [&](const std::string& what) -> diag::Diagnostic& {
    return context.sink
        .report(Code::kReadAll, fmt::format("role `{}` would read all {}", role.name.text, what))
        .at(name.span);
  };
  if (draft == nullptr) {
    if (!context.declared.was_dropped(name.text))
      suggest(report(fmt::format("of `{}`, which is no entity", name.text)), name.text,
              context.drafts.names());
    return;
  }
  if (!is_of_tenants(*draft)) {
    report(fmt::format("of `{}`, whose rows are no tenant's", name.text))
        .help(fmt::format("let it read them: `select {}`", name.text));
  } else if (const std::string taken = taken_struct(context, *draft); !taken.empty()) {
    report(fmt::format("of `{}` as `{}` in C++, which is taken", name.text, taken))
        .help("choose another name for that");
  } else if (contains(out.reads_all, name.text)) {
    report(fmt::format("of `{}` twice", name.text)).help("leave one out");
  } else {
    out.reads_all.push_back(name.text);
  }
}

/// `role support because "…" { read all Order }`
void resolve_reads_all(const Reading& context, const ast::Role& role, ir::Role& out) {
  const bool has_reason = role.because && !is_blank(role.because->text);
  if (role.reads_all.empty() && role.because) {
    context.sink
        .report(Code::kReadAll,
                fmt::format("role `{}` gives a reason, and reads no tenants' rows whole", role.name.text))
        .at(role.because->span)
        .help("leave it out, or say what it reads: `read all …`");
  }
  if (!role.reads_all.empty() && !has_reason) {
    context.sink
        .report(Code::kReadAll,
                fmt::format("role `{}` reads all tenants' rows without a reason", role.name.text))
        .at(role.reads_all.front().span)
        .help(fmt::format("say why: `role {} because \"…\" {{`", role.name.text));
  }
  if (has_reason) out.because = role.because->text;
  for (const ast::Name& name : role.reads_all) resolve_read_all(context, role, name, out);
}

}  // namespace

void resolve_roles(const MakingRoles& context) {
  for (const ast::Role* role : context.declared.roles) {
    if (!context.schema.tenancy) {
      context.sink
          .report(Code::kRoleWithoutTenancy,
                  fmt::format("role `{}`, and there is no tenancy", role->name.text))
          .at(role->name.span)
          .help("declare `tenancy { }`, or leave the role out: without tenancy no role is made");
      continue;
    }
    check_role_name(context, *role);
    context.roles.push_back({role->name.text, role->doc, "", {}});
    resolve_reads_all(context, *role, context.roles.back());
    for (const ast::Setting& setting : role->settings) {
      const auto command = command_of(context, setting.name, "a role");
      if (!command) continue;
      for (const ast::Value& value : setting.values) resolve_right(context, *role, *command, value);
    }
  }
}

}  // namespace tenon::sema
