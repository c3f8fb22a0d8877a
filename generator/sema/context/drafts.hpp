// Entities in the making. A stage reads what the ones before it made of them and adds its own; an entity with
// an error keeps its name and its fields' names, so that no second error follows from it.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ast/ast.hpp"
#include "ir/ir.hpp"
#include "types/types.hpp"

namespace tenon::sema {

/// A field's attributes, looked up and with their arguments checked.
struct Attributes {
  std::map<types::AttributeId, const ast::Attribute*> given;
  int wrong = 0;  ///< how many were complained about

  [[nodiscard]] const ast::Attribute* find(types::AttributeId id) const {
    const auto found = given.find(id);
    return found == given.end() ? nullptr : found->second;
  }
  [[nodiscard]] bool has(types::AttributeId id) const { return find(id) != nullptr; }
};

struct Draft;

struct FieldDraft {
  const ast::Field* syntax = nullptr;
  const Draft* target = nullptr;  ///< of a relation
  std::optional<ir::Type> type;   ///< of a plain field; none where it is wrong
  Attributes attributes;

  [[nodiscard]] const std::string& name() const { return syntax->name.text; }
  [[nodiscard]] bool nullable() const { return syntax->nullable.has_value(); }
};

/// An entity that a member of another brings about, such as its log.
struct DerivedEntity {
  ir::Entity entity;
  Span span;  ///< of the member
};

struct KeyColumn {
  std::string name;
  ir::Type type;
};

struct Draft {
  const ast::Entity* syntax = nullptr;
  Attributes attributes;
  ir::Entity entity;
  std::vector<const ast::Member*> members;  ///< its own, then its mixins'
  std::size_t own_members = 0;
  std::vector<FieldDraft> fields;
  enum class KeyState { kUnknown, kResolving, kKnown, kBroken } key_state = KeyState::kUnknown;
  std::vector<KeyColumn> key;
  const ast::Key* declared_key = nullptr;
  bool incomplete = false;   ///< it may have fields that couldn't be read
  bool referred_to = false;  ///< by another entity

  [[nodiscard]] const FieldDraft* field(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> field_names() const;
  /// Whether a field of that name may be among those that couldn't be read. A name that is nearly that of
  /// another field is taken for misspelt.
  [[nodiscard]] bool may_lack(const std::string& name) const;
};

/// All of them, in the order of their declarations. Each stays where it is: fields point at their targets.
class Drafts {
 public:
  const Draft* root = nullptr;  ///< of the tenancy

  Draft& add(const ast::Entity& syntax);

  [[nodiscard]] auto begin() { return all_.begin(); }
  [[nodiscard]] auto end() { return all_.end(); }
  [[nodiscard]] auto begin() const { return all_.begin(); }
  [[nodiscard]] auto end() const { return all_.end(); }

  [[nodiscard]] const Draft* named(std::string_view name) const;
  [[nodiscard]] Draft* named(std::string_view name);
  /// The entity that a field of the name, without its `_id`, seems to mean.
  [[nodiscard]] const Draft* meant_by(std::string_view field_name) const;
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  std::deque<Draft> all_;
  std::map<std::string, Draft*, std::less<>> by_name_;
  /// By what a field that refers to one is most often called, `chat_session`.
  std::map<std::string, Draft*, std::less<>> by_field_name_;
};

/// Whether it says `key none`.
inline bool is_keyless(const Draft& draft) {
  return draft.declared_key != nullptr && draft.declared_key->none;
}

/// Whether the entity's rows belong to a tenant, through a column that is not their own key.
inline bool in_tenant(const ir::Entity& entity) {
  return entity.tenancy == ir::Tenancy::kTenant;
}

/// The field that a column comes from; none for a derived column.
const FieldDraft* field_of_column(const Draft& draft, const std::string& column);

}  // namespace tenon::sema
