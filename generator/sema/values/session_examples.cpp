// Examples of session variables: who asks for the sample rows.
#include <algorithm>

#include "sema/names/names.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {

void resolve_session_examples(const MakingSession& context) {
  if (context.declared.session == nullptr) return;
  for (const ast::SessionVariable& syntax : context.declared.session->variables) {
    const auto variable =
        std::find_if(context.session.begin(), context.session.end(),
                     [&](const ir::SessionVariable& item) { return item.name == syntax.name.text; });
    for (const ast::Attribute& attribute : syntax.attributes) {
      if (variable == context.session.end() || attribute.name.text != "example" ||
          attribute.arguments.size() != 1)
        continue;
      variable->example = resolve_value(context, attribute.arguments[0], variable->type);
    }
  }
}

}  // namespace tenon::sema
