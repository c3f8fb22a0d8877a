// Derived names: indexes and the constraints that make one share the tables' namespace, so each is made
// unique.
#include "sema/context.hpp"

namespace tenon::sema {

void check_collisions(Context& context) {
  NameSet names;
  for (const auto& draft : context.drafts) names.take(draft->entity.table);
  for (const auto& draft : context.drafts) {
    ir::Entity& entity = draft->entity;
    entity.primary_key.name = names.free(entity.primary_key.name);
    for (ir::Key& unique : entity.uniques) unique.name = names.free(unique.name);
    for (ir::Exclusion& exclusion : entity.exclusions) exclusion.name = names.free(exclusion.name);
    for (ir::Index& index : entity.indexes) index.name = names.free(index.name);
  }
}

}  // namespace tenon::sema
