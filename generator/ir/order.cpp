// An order in which tables can be made and rows put in.
#include <algorithm>
#include <map>
#include <set>

#include "ir/ir.hpp"

namespace tenon::ir {
namespace {

bool nullable(const Entity& entity, const ForeignKey& key) {
  return std::any_of(key.columns.begin(), key.columns.end(), [&](const std::string& name) {
    const Column* column = entity.column(name);
    return column != nullptr && column->nullable;
  });
}

using Entities = std::map<std::string, const Entity*>;

Entities by_name(const Schema& schema) {
  Entities out;
  for (const Entity& entity : schema.entities) out[entity.name] = &entity;
  return out;
}

/// Tarjan's strongly connected components, in one pass: gives each entity the number of its component.
class Components {
 public:
  explicit Components(const Entities& entities) : entities_(entities) {
    for (const auto& [name, entity] : entities_) {
      if (!numbers_.contains(name)) visit(*entity);
    }
  }

  std::map<std::string, std::size_t> take() { return std::move(components_); }

 private:
  /// Gives the lowest number that is reached from the entity and still open.
  std::size_t visit(const Entity& entity) {
    const std::size_t number = numbers_.size();
    numbers_[entity.name] = number;
    open_.push_back(entity.name);
    std::size_t lowest = number;
    for (const ForeignKey& key : entity.foreign_keys) {
      const auto known = numbers_.find(key.entity);
      if (known == numbers_.end()) {
        lowest = std::min(lowest, visit(*entities_.at(key.entity)));
      } else if (!components_.contains(key.entity)) {
        lowest = std::min(lowest, known->second);
      }
    }
    if (lowest == number) close(entity.name, number);
    return lowest;
  }

  void close(const std::string& name, std::size_t number) {
    std::string last;
    do {
      last = open_.back();
      open_.pop_back();
      components_[last] = number;
    } while (last != name);
  }

  const Entities& entities_;
  std::map<std::string, std::size_t> numbers_;
  std::map<std::string, std::size_t> components_;
  std::vector<std::string> open_;
};

class Order {
 public:
  explicit Order(const Schema& schema) : entities_(by_name(schema)), circles_(schema) {
    for (const Entity& entity : schema.entities) visit(entity);
  }

  std::vector<const Entity*> take() { return std::move(out_); }

 private:
  /// In a circle, the reference that can be NULL at first, or is looked at later, is the one that waits.
  [[nodiscard]] bool waits(const Entity& entity, const ForeignKey& key) const {
    return circles_.together(entity.name, key.entity) && (nullable(entity, key) || key.in_circle);
  }

  void visit(const Entity& entity) {
    if (!seen_.insert(entity.name).second) return;
    for (const ForeignKey& key : entity.foreign_keys) {
      if (!waits(entity, key)) visit(*entities_.at(key.entity));
    }
    out_.push_back(&entity);
  }

  Entities entities_;
  Circles circles_;
  std::set<std::string> seen_;
  std::vector<const Entity*> out_;
};

}  // namespace

Circles::Circles(const Schema& schema) : circles_(Components(by_name(schema)).take()) {}

std::vector<const Entity*> dependency_order(const Schema& schema) {
  return Order(schema).take();
}

}  // namespace tenon::ir
