#include "model/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "model/fields.hpp"

namespace tenon::model {

std::string text(const Why& why) {
  if (why.rule.empty() || why.reason.empty()) return why.rule + why.reason;
  return why.rule + ": " + why.reason;
}

bool is_of_server(const Object& object) {
  const auto* comment = std::get_if<Comment>(&object.definition);
  return object.identity.kind == Kind::kRole || object.identity.kind == Kind::kMembership ||
         (comment != nullptr && comment->object.kind == Kind::kRole);
}

std::string owner_of(const Object& object) {
  return std::visit(
      [](const auto& definition) -> std::string {
        if constexpr (requires { definition.owner; }) return definition.owner;
        return "";
      },
      object.definition);
}

std::string_view kind_name(Kind kind) {
  return described::Names<Kind>::kAll[static_cast<std::size_t>(kind)];
}

namespace {

/// What a right is to, or a comment about: its kind stands in the signature.
std::string text_of_object(const Identity& identity) {
  const std::string kind = identity.signature.substr(0, identity.signature.find('('));
  const std::string signature = identity.signature.substr(kind.size());
  const std::string schema = identity.schema.empty() ? "" : identity.schema + ".";
  if (identity.kind == Kind::kGrant) return fmt::format("{} {}{}{}", kind, schema, identity.table, signature);
  if (identity.table.empty()) return fmt::format("{} {}{}", kind, schema, identity.name);
  return fmt::format("{} {} of {}{}", kind, identity.name, schema, identity.table);
}

}  // namespace

std::string text(const Identity& identity) {
  if (identity.kind == Kind::kGrant)
    return fmt::format("grant on {} to {}", text_of_object(identity), identity.name);
  if (identity.kind == Kind::kComment) return fmt::format("comment on {}", text_of_object(identity));
  std::string name = identity.name;
  if (!identity.schema.empty() && identity.table.empty()) name = identity.schema + "." + name;
  if (identity.kind == Kind::kFunction) name += "(" + identity.signature + ")";
  if (identity.table.empty()) return fmt::format("{} {}", kind_name(identity.kind), name);
  const std::string table = identity.schema.empty() ? identity.table : identity.schema + "." + identity.table;
  if (name.empty()) return fmt::format("{} of {}", kind_name(identity.kind), table);
  return fmt::format("{} {} of {}", kind_name(identity.kind), name, table);
}

namespace {

/// The kind of what it is about, with its signature where it has one.
std::string kind_and_signature(const Identity& object) {
  std::string out(kind_name(object.kind));
  return object.signature.empty() ? out : out + "(" + object.signature + ")";
}

}  // namespace

Identity right_on(const Identity& object, const std::string& role) {
  return {Kind::kGrant, object.schema, object.name, role, kind_and_signature(object)};
}

Identity comment_on(const Identity& object) {
  return {Kind::kComment, object.schema, object.table, object.name, kind_and_signature(object)};
}

std::size_t HashIdentity::operator()(const Identity& identity) const {
  std::size_t seed = static_cast<std::size_t>(identity.kind);
  for (const std::string* part : {&identity.schema, &identity.table, &identity.name, &identity.signature})
    seed = seed * 1000003 + std::hash<std::string>{}(*part);
  return seed;
}

void Database::add(Object object) {
  if (places_.size() <= 2 * objects_.size()) make_room();
  const std::size_t hash = HashIdentity{}(object.identity);
  Place& place = places_[slot(object.identity, hash)];
  if (place.object != 0) throw std::logic_error("there are two of " + text(object.identity));
  objects_.push_back(std::move(object));
  place = {hash, objects_.size()};
}

const Object* Database::find(const Identity& identity) const {
  if (objects_.empty()) return nullptr;
  const Place& place = places_[slot(identity, HashIdentity{}(identity))];
  return place.object == 0 ? nullptr : &objects_[place.object - 1];
}

std::size_t Database::slot(const Identity& identity, std::size_t hash) const {
  const std::size_t last = places_.size() - 1;  // a power of two less one
  for (std::size_t at = hash & last;; at = (at + 1) & last) {
    const Place& place = places_[at];
    if (place.object == 0 || (place.hash == hash && objects_[place.object - 1].identity == identity))
      return at;
  }
}

void Database::make_room() {
  constexpr std::size_t kFirst = 64;
  std::vector<Place> before = std::move(places_);
  places_.assign(std::max(kFirst, 2 * before.size()), {});
  for (const Place& place : before) {
    if (place.object != 0) places_[slot(objects_[place.object - 1].identity, place.hash)] = place;
  }
}

}  // namespace tenon::model
