// Names that the generated C++ makes of an entity's: none of them may be another declaration's.
#include <fmt/format.h>

#include "base/cpp_words.hpp"
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

/// The names that stand beside one another in one class or enum of C++.
class Siblings {
 public:
  explicit Siblings(const Reading& context) : context_(context) {}

  void add(const ast::Name& name) {
    const std::string spelled = spelled_in_cpp(name.text);
    const auto [first, is_new] = seen_.emplace(spelled, &name);
    if (is_new || first->second->text == name.text) return;  // the same name twice is told elsewhere
    context_.sink
        .report(diag::Code::kCppNameTaken, fmt::format("`{}` and `{}` would both be `{}` in C++",
                                                       first->second->text, name.text, spelled))
        .at(name.span)
        .also(first->second->span, "the first one")
        .help("choose another name for one of them");
  }

 private:
  const Reading& context_;
  std::map<std::string, const ast::Name*> seen_;
};

void check_named_as_type(const Reading& context, const ast::Field& field) {
  if (field.type.raw || field.name.text != field.type.name.text) return;
  const auto declared = context.declared.symbols.find(field.name.text);
  if (declared == context.declared.symbols.end()) return;
  const Declared& what = declared->second.what;
  if (!std::holds_alternative<const ast::Enum*>(what) && !std::holds_alternative<const ast::Struct*>(what))
    return;
  context.sink
      .report(diag::Code::kCppNameTaken,
              fmt::format("`{}` would be a member named as its type in C++", field.name.text))
      .at(field.name.span)
      .help(fmt::format("write `{}`, and `@column({})` where the column has to keep its name",
                        snake_case(field.name.text), field.name.text));
}

/// What a transaction says of who asks is `SessionValues`.
void check_session_name(const Reading& context) {
  if (context.declared.session == nullptr) return;
  const auto report = [&](Span by) {
    context.sink
        .report(diag::Code::kDuplicateDeclaration,
                "the C++ of `session` names its values `SessionValues`, which is taken")
        .at(context.declared.session->span)
        .also(by, "by this")
        .help("choose another name for it");
  };
  const auto declared = context.declared.symbols.find("SessionValues");
  if (declared != context.declared.symbols.end()) report(declared->second.span);
  for (const Draft& draft : context.drafts) {
    for (const Generated& made : generated_of(draft.entity.name)) {
      if (made.name == "SessionValues") report(draft.syntax->name.span);
    }
  }
}

}  // namespace

void check_generated_names(const Reading& context) {
  check_session_name(context);
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

void check_member_names(const Reading& context) {
  for (const Draft& draft : context.drafts) {
    Siblings fields(context);
    for (const ast::Member* member : draft.members) {
      const auto* field = std::get_if<ast::Field>(member);
      if (field == nullptr) continue;
      fields.add(field->name);
      check_named_as_type(context, *field);
    }
  }
  if (context.declared.session != nullptr) {
    Siblings variables(context);
    for (const ast::SessionVariable& each : context.declared.session->variables) variables.add(each.name);
  }
  for (const auto& [name, symbol] : context.declared.symbols) {
    Siblings siblings(context);
    if (const auto* item = std::get_if<const ast::Enum*>(&symbol.what)) {
      for (const ast::EnumValue& value : (*item)->values) siblings.add(value.name);
    } else if (const auto* shape = std::get_if<const ast::Struct*>(&symbol.what)) {
      for (const ast::Field& field : (*shape)->fields) {
        siblings.add(field.name);
        check_named_as_type(context, field);
      }
    }
  }
}

}  // namespace tenon::sema
