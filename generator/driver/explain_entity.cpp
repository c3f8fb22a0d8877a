#include "driver/explain_entity.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "driver/commands.hpp"
#include "driver/explain_object.hpp"
#include "driver/explain_objects.hpp"

namespace tenon::driver {
namespace {

/// Who else reads the rows, where tenants stand in a tree.
std::string readers_in_tree(const ir::Entity& entity) {
  if (entity.inherited == ir::Inheritance::kNone) return "";
  return fmt::format(", and those {} it in the tree read them too",
                     entity.inherited == ir::Inheritance::kUp ? "above" : "below");
}

std::string tenancy_text(const ir::Entity& entity) {
  switch (entity.tenancy) {
    case ir::Tenancy::kRoot:
      return "the root: its rows are the tenants" + readers_in_tree(entity);
    case ir::Tenancy::kTenant:
      if (!ir::is_shared(entity)) return "rows belong to a tenant" + readers_in_tree(entity);
      return fmt::format(
          "rows belong to a tenant, or to none and are shared by all, because {}; {}", entity.shared_reason,
          entity.shadows.empty() ? "a tenant reads both"
                                 : "an own row shadows a shared one by " + join(entity.shadows, ", "));
    case ir::Tenancy::kGlobal:
      if (!entity.unguarded_reason.empty())
        return "unguarded, because " + entity.unguarded_reason +
               "; every tenant's requests read and write all of its rows";
      return fmt::format(
          "global, because {}; {}{}", entity.global_reason,
          entity.visible ? fmt::format("a tenant sees a row while one of its `{}` refers to it; ",
                                       entity.visible->entity)
                         : std::string(),
          entity.writable_reason.empty() ? "the application reads it"
                                         : "the application writes it, because " + entity.writable_reason);
    case ir::Tenancy::kNone:
      break;
  }
  return "there is no tenancy";
}

}  // namespace

int explain_entity(const Compilation& compilation, const ir::Entity& entity) {
  fmt::print("{} is the table {}{}; {}{}\n", entity.name, ir::handle(entity),
             declared_at(compilation, entity.name), tenancy_text(entity),
             entity.keyless_reason.empty() ? "" : "; it has no key, because " + entity.keyless_reason);
  fmt::print("{}", objects_of(compilation, entity));
  return kSuccess;
}

}  // namespace tenon::driver
