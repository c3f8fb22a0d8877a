#include "model/database.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "model/fields.hpp"

namespace tenon::model {

std::string_view kind_name(Kind kind) {
  return described::Names<Kind>::kAll[static_cast<std::size_t>(kind)];
}

std::string text(const Identity& identity) {
  std::string name = identity.name;
  if (!identity.schema.empty() && identity.table.empty()) name = identity.schema + "." + name;
  if (identity.kind == Kind::kFunction) name += "(" + identity.signature + ")";
  if (identity.table.empty()) return fmt::format("{} {}", kind_name(identity.kind), name);
  const std::string table = identity.schema.empty() ? identity.table : identity.schema + "." + identity.table;
  if (name.empty()) return fmt::format("{} of {}", kind_name(identity.kind), table);
  return fmt::format("{} {} of {}", kind_name(identity.kind), name, table);
}

std::size_t HashIdentity::operator()(const Identity& identity) const {
  std::size_t seed = static_cast<std::size_t>(identity.kind);
  for (const std::string* part : {&identity.schema, &identity.table, &identity.name, &identity.signature})
    seed = seed * 1000003 + std::hash<std::string>{}(*part);
  return seed;
}

void Database::add(Object object) {
  if (!places_.emplace(object.identity, objects_.size()).second)
    throw std::logic_error("there are two of " + text(object.identity));
  objects_.push_back(std::move(object));
}

const Object* Database::find(const Identity& identity) const {
  const auto found = places_.find(identity);
  return found == places_.end() ? nullptr : &objects_[found->second];
}

}  // namespace tenon::model
