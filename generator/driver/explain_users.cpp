#include "driver/explain_users.hpp"

namespace tenon::driver {
namespace {

/// Takes in what is of the type.
struct Users {
  ir::Type::Kind kind;
  const std::string& name;
  std::vector<std::string> out = {};

  void take(const ir::Type& type, const std::string& user) {
    if (type.kind == kind && type.name == name) out.push_back(user);
  }
  /// Of what has fields, values or parameters.
  template <typename List>
  void take_all(const List& list, const std::string& of) {
    for (const auto& each : list) take(each.type, of + "." + each.name);
  }
};

}  // namespace

std::vector<std::string> takers_of(const ir::Schema& schema, const ir::Sequence& sequence) {
  std::vector<std::string> out;
  for (const ir::Entity& entity : schema.entities) {
    for (const ir::Column& column : entity.columns) {
      if (ir::sequence_of(schema, column) == &sequence) out.push_back(entity.name + "." + column.field);
    }
  }
  return out;
}

std::vector<std::string> users_of(const ir::Schema& schema, ir::Type::Kind kind, const std::string& name) {
  Users users{kind, name};
  for (const ir::Entity& entity : schema.entities) {
    for (const ir::Column& column : entity.columns) users.take(column.type, entity.name + "." + column.field);
  }
  for (const ir::Composite& each : schema.composites) users.take_all(each.attributes, each.name);
  for (const ir::Struct& each : schema.structs) users.take_all(each.fields, each.name);
  for (const ir::Domain& each : schema.domains) users.take(each.type, each.name);
  users.take_all(schema.session, "session");
  for (const ir::Query& each : schema.queries) users.take_all(each.parameters, each.name);
  for (const ir::Function& each : schema.functions) {
    users.take_all(each.parameters, each.name);
    if (!each.procedure) users.take(each.type, each.name);
  }
  return std::move(users.out);
}

}  // namespace tenon::driver
