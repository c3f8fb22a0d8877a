// Names that the generated C++ makes of an entity's: none of them may be another declaration's.
#include <fmt/format.h>

#include "base/text.hpp"
#include "sema/names/names.hpp"

namespace tenon::sema {
namespace {

struct Generated {
  std::string name;
  std::string_view what;
};

std::vector<Generated> generated_of(const std::string& entity) {
  return {{"New" + entity, "the rows to insert"},
          {entity + "Patch", "the changes of an update"},
          {pascal_case(plural(snake_case(entity))), "its repository"}};
}

void check_view_names(const Reading& context) {
  for (const ast::View* view : context.declared.views) {
    const auto declared = context.declared.symbols.find(view->name.text + "View");
    if (declared == context.declared.symbols.end()) continue;
    context.sink
        .report(diag::Code::kDuplicateDeclaration,
                fmt::format("the C++ of view `{}` names its repository `{}`, which is taken", view->name.text,
                            declared->first))
        .at(view->name.span)
        .also(declared->second.span, "by this")
        .help("choose another name for one of them");
  }
}

}  // namespace

void check_generated_names(const Reading& context) {
  check_view_names(context);
  std::map<std::string, const Draft*> taken;
  for (const Draft& draft : context.drafts) {
    const std::string& entity = draft.entity.name;
    for (const Generated& made : generated_of(entity)) {
      const auto declared = context.declared.symbols.find(made.name);
      const auto [other, is_new] = taken.emplace(made.name, &draft);
      if (declared == context.declared.symbols.end() && is_new) continue;
      context.sink
          .report(diag::Code::kDuplicateDeclaration,
                  fmt::format("the C++ of `{}` names {} `{}`, which is taken", entity, made.what, made.name))
          .at(draft.syntax->name.span)
          .also(is_new ? declared->second.span : other->second->syntax->name.span, "by this")
          .help("choose another name for one of them");
    }
  }
}

}  // namespace tenon::sema
