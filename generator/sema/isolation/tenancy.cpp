// Which entity is the tenancy's root, and whose each entity's rows are: a tenant's, all tenants' or nobody's.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/isolation/isolation.hpp"
#include "sema/isolation/rights.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

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

void check_global(const Reading& context, const Draft& draft) {
  const ast::Entity& syntax = *draft.syntax;
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
  return draft.syntax->global ? ir::Tenancy::kGlobal : ir::Tenancy::kTenant;
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
    check_global(context, draft);
    draft.entity.tenancy = tenancy_of(context, draft);
    const ast::Entity& syntax = *draft.syntax;
    if (syntax.because && !syntax.shared) draft.entity.global_reason = syntax.because->text;
    if (syntax.shared && draft.entity.tenancy == ir::Tenancy::kTenant)
      draft.entity.shared_reason = syntax.because ? syntax.because->text : "?";
    if (syntax.writable && syntax.writable->because)
      draft.entity.writable_reason = syntax.writable->because->text;
  }
}

}  // namespace tenon::sema
