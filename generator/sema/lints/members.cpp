// Lints of what tenants see by their members: what it tells of rows that they don't see.
#include <fmt/format.h>

#include "sema/lints/findings.hpp"

namespace tenon::sema {

void hidden_unique(const Linting& context, Findings& out) {
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    const bool asks = draft.entity.visible && !draft.entity.writable_reason.empty();
    const ast::Attribute* unique = field.attributes.find(types::AttributeId::kUnique);
    if (!asks || unique == nullptr) return;
    out.at(draft, field,
           fmt::format("whether `{}` is taken tells of rows that a tenant doesn't see", field.name()))
        .at(unique->span, "a refusal says that somebody has it")
        .help(
            "look the key up first (`lookup`), so that nobody needs to try; or say why it may be told: "
            "`@allow(hidden_unique, \"…\")`");
  });
}

void guessable_key(const Linting& context, Findings& out) {
  for (const Draft& draft : context.drafts) {
    if (!draft.entity.visible) continue;
    for (const std::string& name : draft.entity.key) {
      const FieldDraft* field = field_of_column(draft, name);
      const ir::Column* column = draft.entity.column(name);
      if (field == nullptr || column->type.name == "uuid") continue;
      out.at(draft, *field, fmt::format("the key of `{}` can be guessed", draft.entity.name))
          .help(fmt::format("let it be a `uuid`: whoever adds a `{}` sees the row that it refers to",
                            draft.entity.visible->entity));
      break;
    }
  }
}

}  // namespace tenon::sema
