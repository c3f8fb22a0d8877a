// Which entity is the tenancy's root, and whose each entity's rows are: a tenant's, all tenants' or nobody's.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/isolation/isolation.hpp"
#include "sema/isolation/rights.hpp"
#include "sema/names/names.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using types::AttributeId;

std::string reason_of(const ast::Attribute& unguarded) {
  return std::get<ast::String>(unguarded.arguments[0].node).text;
}

bool is_unguarded(const Draft& draft) {
  return draft.attributes.has(AttributeId::kUnguarded) && !draft.syntax->global && !draft.syntax->shared;
}

/// `writable by app because "…"` of a global entity.
void check_writable(const Reading& context, const ast::Entity& syntax) {
  const ast::Writable& writable = *syntax.writable;
  const std::string& name = syntax.name.text;
  if (!syntax.global) {
    context.sink
        .report(Code::kMisplacedGlobal, fmt::format("`{}` is declared writable, and is not global", name))
        .at(writable.span)
        .help("leave it out: of what is not global the application writes its tenant's rows");
  } else if (writable.role.text != "app") {
    context.sink
        .report(Code::kWritableBy, fmt::format("`{}` would be writable by `{}`", name, writable.role.text))
        .at(writable.role.span, "the application alone is named here, as `app`")
        .help(context.schema.tenancy && writable.role.text == context.schema.tenancy->app
                  ? std::string("write `writable by app`")
                  : fmt::format("leave it out, and give the role its rights: `role {} {{ insert {} }}`",
                                writable.role.text, name));
  } else if (!writable.because || is_blank(writable.because->text)) {
    context.sink
        .report(Code::kGlobalWithoutReason,
                fmt::format("global entity `{}` is writable without a reason", name))
        .at(writable.span, "what one tenant's request writes here, all see")
        .help("say why: `writable by app because \"…\"`");
  }
}

/// `@unguarded("…")`: of an entity whose rows would be tenants', and aren't held to them yet.
void check_unguarded(const Reading& context, const Draft& draft, const ast::Attribute& attribute) {
  const std::string& name = draft.entity.name;
  const auto refuse = [&](std::string message) -> diag::Diagnostic& {
    return context.sink.report(Code::kUnguarded, std::move(message)).at(attribute.span);
  };
  if (!context.schema.tenancy) {
    refuse(fmt::format("`{}` is unguarded, and there is no tenancy", name))
        .help("remove `@unguarded`, or declare `tenancy { }`");
  } else if (&draft == context.drafts.root) {
    refuse(fmt::format("the tenancy's root `{}` is unguarded", name))
        .also(context.settings.root_span, "the root")
        .help("remove `@unguarded`: each tenant sees its own row of the root");
  } else if (draft.syntax->global || draft.syntax->shared) {
    refuse(fmt::format("`{}` is unguarded, and its rows are no tenant's anyway", name))
        .help("remove `@unguarded`: a `global` or `shared` entity says whose its rows are");
  } else if (is_blank(reason_of(attribute))) {
    refuse(fmt::format("unguarded entity `{}` has no reason", name))
        .help("say why its rows aren't held to a tenant yet: `@unguarded(\"…\")`");
  }
}

void check_global(const Reading& context, const Draft& draft) {
  const ast::Entity& syntax = *draft.syntax;
  if (const ast::Attribute* attribute = draft.attributes.find(AttributeId::kUnguarded))
    check_unguarded(context, draft, *attribute);
  if (syntax.writable && !syntax.incomplete) check_writable(context, syntax);
  if (syntax.shared) check_shared(context, draft);
  if (!syntax.global && !syntax.shared && syntax.because) {
    context.sink
        .report(Code::kMisplacedGlobal,
                fmt::format("`{}` gives a reason for being global, and is not", syntax.name.text))
        .at(syntax.because->span)
        .help(fmt::format("write `global entity {}`, or leave the reason out", syntax.name.text));
  }
  if (!syntax.global || syntax.incomplete) return;
  if (&draft == context.drafts.root) {
    context.sink
        .report(Code::kMisplacedGlobal,
                fmt::format("the tenancy's root `{}` is declared global", syntax.name.text))
        .at(*syntax.global)
        .also(context.settings.root_span, "the root")
        .help("remove `global`: each tenant sees its own row of the root");
    return;
  }
  if (!context.schema.tenancy) {
    context.sink
        .report(Code::kGlobalWithoutTenancy,
                fmt::format("`{}` is global, and there is no tenancy", syntax.name.text))
        .at(*syntax.global)
        .help("remove `global`, or declare `tenancy { }`");
  } else if (!syntax.because || is_blank(syntax.because->text)) {
    context.sink
        .report(Code::kGlobalWithoutReason, fmt::format("global entity `{}` has no reason", syntax.name.text))
        .at(syntax.name.span, "no policy will guard its rows")
        .help(fmt::format("say why: `global entity {} because \"…\"{} {{`", syntax.name.text,
                          syntax.writable ? " writable by app because \"…\"" : ""));
  }
}

ir::Tenancy tenancy_of(const Reading& context, const Draft& draft) {
  if (!context.schema.tenancy) return ir::Tenancy::kNone;
  if (&draft == context.drafts.root) return ir::Tenancy::kRoot;
  return draft.syntax->global || is_unguarded(draft) ? ir::Tenancy::kGlobal : ir::Tenancy::kTenant;
}

}  // namespace

void resolve_tenancy(const Making& context) {
  if (context.schema.tenancy && !context.schema.tenancy->root.empty()) {
    context.making.root = context.drafts.named(context.schema.tenancy->root);
    if (context.drafts.root == nullptr && !context.declared.was_dropped(context.schema.tenancy->root)) {
      auto& diagnostic = context.sink
                             .report(Code::kUnknownRoot, fmt::format("the tenancy's root `{}` is no entity",
                                                                     context.schema.tenancy->root))
                             .at(context.settings.root_span);
      suggest(diagnostic, context.schema.tenancy->root, context.drafts.names());
    }
  }
  for (Draft& draft : context.making) {
    draft.attributes = resolve_attributes(context, draft.syntax->attributes, types::kEntity);
    check_global(context, draft);
    draft.entity.tenancy = tenancy_of(context, draft);
    const ast::Entity& syntax = *draft.syntax;
    if (syntax.because && !syntax.shared) draft.entity.global_reason = syntax.because->text;
    if (syntax.shared && draft.entity.tenancy == ir::Tenancy::kTenant)
      draft.entity.shared_reason = syntax.because ? syntax.because->text : "?";
    if (draft.entity.tenancy == ir::Tenancy::kGlobal && is_unguarded(draft))
      draft.entity.unguarded_reason = draft.entity.global_reason =
          reason_of(*draft.attributes.find(AttributeId::kUnguarded));
    if (syntax.writable && syntax.writable->because)
      draft.entity.writable_reason = syntax.writable->because->text;
  }
}

}  // namespace tenon::sema
