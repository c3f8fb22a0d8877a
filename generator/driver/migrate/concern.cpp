#include "driver/migrate/concern.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "driver/allowed.hpp"
#include "world/tuning.hpp"

namespace tenon::driver {
namespace {

using model::Identity;
using model::Kind;

constexpr Kind kForReadersAlone[] = {Kind::kComment, Kind::kStatistics};

bool is_own_space(const ir::Schema& schema, const std::string& name) {
  return name == model::kBookkeeping || contains(ir::spaces(schema), name);
}

/// What stands in no schema tells by other names whose it is.
bool is_concern_of(const ir::Schema& schema, const Identity& identity) {
  if (!identity.schema.empty()) return is_own_space(schema, identity.schema);
  switch (identity.kind) {
    case Kind::kExtension:
      return std::ranges::find(schema.extensions, identity.name) != schema.extensions.end();
    case Kind::kSchema:
      return is_own_space(schema, identity.name);
    case Kind::kGrant:
      return is_own_space(schema, identity.table);
    case Kind::kDefaultPrivilege:
      return schema.tenancy && identity.table == schema.tenancy->owner;
    default:
      return false;
  }
}

/// Whose it is that none of the schema's roles owns: whoever made it.
bool is_makers(const ir::Schema& schema, const model::Object& wanted, const model::FieldDifference& field) {
  return field.field == "owner" && (!schema.tenancy || model::owner_of(wanted) != schema.tenancy->owner);
}

}  // namespace

migration::Sift concern_of(const ir::Schema& schema, Side side) {
  return [schema, side, allowed = allowed_in(schema)](model::Difference& difference) {
    const Identity& identity = difference.identity();
    if (std::ranges::find(kForReadersAlone, identity.kind) != std::end(kForReadersAlone)) return false;
    if (!is_concern_of(schema, identity)) return false;
    if (difference.before == nullptr) return !world::is_allowed(allowed, *difference.after);
    if (difference.after == nullptr) return true;
    std::erase_if(difference.fields, [&](const model::FieldDifference& field) {
      return world::is_tuning(identity.kind, field) ||
             (side == Side::kMadeElsewhere && is_makers(schema, *difference.before, field));
    });
    return !difference.fields.empty();
  };
}

namespace {

/// Whether it lets rows of ours out.
bool publishes(const ir::Schema& schema, const model::Difference& difference) {
  const auto of = [&](const model::Object* object) {
    const auto* publication =
        object == nullptr ? nullptr : std::get_if<model::Publication>(&object->definition);
    if (publication == nullptr) return false;
    return publication->all_tables ||
           std::ranges::any_of(publication->schemas,
                               [&](const auto& each) { return is_own_space(schema, each); }) ||
           std::ranges::any_of(publication->tables,
                               [&](const auto& each) { return is_own_space(schema, each.table.schema); });
  };
  return of(difference.before) || of(difference.after);
}

}  // namespace

migration::Sift drift_of(const ir::Schema& schema) {
  return [schema, allowed = allowed_in(schema)](model::Difference& difference) {
    if (!is_concern_of(schema, difference.identity()) && !publishes(schema, difference)) return false;
    if (difference.before == nullptr) return !world::is_allowed(allowed, *difference.after);
    if (difference.after == nullptr) return true;
    std::erase_if(difference.fields, [&](const model::FieldDifference& field) {
      const bool is_version = difference.identity().kind == Kind::kExtension && field.field == "version";
      return is_version || is_makers(schema, *difference.before, field);
    });
    return !difference.fields.empty();
  };
}

migration::Sift before_tenon(migration::Sift sift) {
  return [sift = std::move(sift)](model::Difference& each) {
    const Identity& identity = each.identity();
    const bool is_tenons = identity.schema == model::kBookkeeping || identity.name == model::kBookkeeping ||
                           identity.table == model::kBookkeeping;
    return !is_tenons && sift(each);
  };
}

migration::Sift concern_before_tenon(const ir::Schema& schema) {
  return before_tenon(concern_of(schema, Side::kMadeElsewhere));
}

}  // namespace tenon::driver
