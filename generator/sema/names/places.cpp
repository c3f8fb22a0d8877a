#include "sema/names/places.hpp"

#include <map>

namespace tenon::sema {
namespace {

struct PlaceCollector {
  diag::Places& places;
  const std::map<std::string, const ast::Mixin*>& mixins;

  template <typename T>
  void operator()(const T& /*other*/) const {}

  void operator()(const ast::SchemaBlock& block) const { places.emplace("", block.name.span); }
  void operator()(const ast::SessionBlock& block) const {
    places.emplace("session", block.span);
    for (const ast::SessionVariable& variable : block.variables) add("session", variable.name);
  }
  void operator()(const ast::Entity& entity) const {
    named(entity.name);
    add_fields(entity.name.text, entity.members);
    for (const ast::Name& name : entity.mixins) {
      const auto mixin = mixins.find(name.text);
      if (mixin != mixins.end()) add_fields(entity.name.text, mixin->second->members);
    }
  }
  void operator()(const ast::Extension& item) const { add_fields(item.name.text, item.members); }
  void operator()(const ast::Enum& item) const {
    named(item.name);
    for (const ast::EnumValue& value : item.values) add(item.name.text, value.name);
  }
  void operator()(const ast::Struct& item) const {
    named(item.name);
    for (const ast::Field& field : item.fields) add(item.name.text, field.name);
  }
  void operator()(const ast::Domain& item) const { named(item.name); }
  void operator()(const ast::Sequence& item) const { named(item.name); }
  void operator()(const ast::Composite& item) const {
    named(item.name);
    for (const ast::Field& field : item.fields) add(item.name.text, field.name);
  }
  void operator()(const ast::View& item) const { named(item.name); }
  void operator()(const ast::Query& item) const { named(item.name); }
  void operator()(const ast::Function& item) const { named(item.name); }

 private:
  void named(const ast::Name& name) const { places.emplace(name.text, name.span); }
  void add(const std::string& outer, const ast::Name& name) const {
    places.emplace(outer + "." + name.text, name.span);
  }
  void add_fields(const std::string& entity, const std::vector<ast::Member>& members) const {
    for (const ast::Member& member : members) {
      if (const auto* field = std::get_if<ast::Field>(&member)) add(entity, field->name);
    }
  }
};

}  // namespace

diag::Places places(const std::vector<ast::File>& files) {
  std::map<std::string, const ast::Mixin*> mixins;
  for (const ast::File& file : files) {
    for (const ast::Declaration& declaration : file.declarations) {
      if (const auto* mixin = std::get_if<ast::Mixin>(&declaration)) mixins.emplace(mixin->name.text, mixin);
    }
  }
  diag::Places out;
  for (const ast::File& file : files) {
    for (const ast::Declaration& declaration : file.declarations)
      std::visit(PlaceCollector{out, mixins}, declaration);
  }
  return out;
}

}  // namespace tenon::sema
