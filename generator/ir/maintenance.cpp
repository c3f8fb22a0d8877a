// What a schema asks of `tenon.maintain()`.
#include <algorithm>

#include "ir/ir.hpp"

namespace tenon::ir {
namespace {

/// Rows are found and locked first.
std::vector<Command> commands_of(RetentionAction action) {
  if (action == RetentionAction::kDelete) return {Command::kSelect, Command::kUpdate, Command::kDelete};
  return {Command::kSelect, Command::kUpdate};
}

bool is_gone_through_by_tenant(const Entity& entity) {
  return entity.tenancy == Tenancy::kTenant && entity.retention.has_value();
}

}  // namespace

bool is_maintained(const Entity& entity) {
  return !entity.partitioning.empty() || entity.retention.has_value();
}

bool is_maintained(const Schema& schema) {
  return std::any_of(schema.entities.begin(), schema.entities.end(),
                     [](const Entity& entity) { return is_maintained(entity); }) ||
         has_stored(schema);
}

bool has_stored(const Schema& schema) {
  return std::any_of(schema.views.begin(), schema.views.end(),
                     [](const View& view) { return view.stored.has_value(); });
}

bool makes_uuid7(const Entity& entity) {
  return std::any_of(entity.columns.begin(), entity.columns.end(), [](const Column& column) {
    return column.default_value && column.default_value->text.find("tenon.uuid7()") != std::string::npos;
  });
}

bool makes_uuid7(const Schema& schema) {
  return std::any_of(schema.entities.begin(), schema.entities.end(),
                     [](const Entity& entity) { return makes_uuid7(entity); }) ||
         is_maintained(schema);
}

std::vector<Command> retention_commands(const Schema& schema, const Entity& entity) {
  // What tenants see by their members is the owner's anyway.
  if (entity.policies.empty() || entity.visible) return {};
  if (entity.retention) return commands_of(entity.retention->action);
  const bool by_tenant =
      entity.tenancy == Tenancy::kRoot &&
      std::any_of(schema.entities.begin(), schema.entities.end(), is_gone_through_by_tenant);
  return by_tenant ? std::vector{Command::kSelect} : std::vector<Command>();
}

}  // namespace tenon::ir
