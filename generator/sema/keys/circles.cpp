// Relations in a circle of which none may be NULL: neither row could be put in first, so that Postgres looks
// at them when the transaction ends.
#include "sema/keys/keys.hpp"

namespace tenon::sema {
namespace {

bool is_required(const ir::Entity& entity, const ir::ForeignKey& key) {
  for (const std::string& name : key.columns) {
    const ir::Column* column = entity.column(name);
    if (column != nullptr && column->nullable) return false;
  }
  return true;
}

/// The entities with those of their foreign keys alone that each row needs at once.
ir::Schema required_references(const Reading& context) {
  ir::Schema out;
  for (const Draft& draft : context.drafts) {
    ir::Entity entity;
    entity.name = draft.entity.name;
    for (const ir::ForeignKey& key : draft.entity.foreign_keys) {
      if (is_required(draft.entity, key) && key.deferral == ir::Deferral::kNone)
        entity.foreign_keys.push_back(key);
    }
    out.entities.push_back(std::move(entity));
  }
  return out;
}

}  // namespace

void defer_circles(const Making& context) {
  const ir::Circles circles(required_references(context));
  for (Draft& draft : context.making) {
    ir::Entity& entity = draft.entity;
    for (ir::ForeignKey& key : entity.foreign_keys) {
      // A row can refer to itself, and the tenant's own row comes before all of its rows.
      const bool in_circle = key.entity != entity.name && key.rule != ir::Rule::kT1 &&
                             key.deferral == ir::Deferral::kNone && is_required(entity, key) &&
                             circles.together(entity.name, key.entity);
      if (!in_circle) continue;
      key.deferral = ir::Deferral::kInitiallyDeferred;
      key.in_circle = true;
    }
  }
}

}  // namespace tenon::sema
