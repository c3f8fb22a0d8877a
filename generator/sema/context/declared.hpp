// What is declared, by name and by kind: the room `names` fills it, all others read it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "ast/ast.hpp"

namespace tenon::sema {

using Declared = std::variant<const ast::Entity*, const ast::Mixin*, const ast::Enum*, const ast::Domain*,
                              const ast::Sequence*, const ast::Composite*, const ast::Struct*,
                              const ast::View*, const ast::Query*, const ast::Function*, const ast::Role*>;

struct Symbol {
  Span span;
  Declared what;
  std::string space = {};  ///< the Postgres schema that its object stands in; empty for the schema's own
};

/// What the database calls the table of an entity, the type of an enum or a domain, a view, and a function.
std::string sql_name_of(const ast::Entity& item);
std::string sql_name_of(const ast::Enum& item);
std::string sql_name_of(const ast::Domain& item);
std::string sql_name_of(const ast::View& item);
std::string sql_name_of(const ast::Sequence& item);
std::string sql_name_of(const ast::Composite& item);
/// A function is called in SQL as it is declared.
std::string sql_name_of(const ast::Function& item);
/// Whether it sees what its caller doesn't: then it stands in the schema `tenon`.
bool is_definer(const ast::Function& item);

struct Declarations {
  std::map<std::string, Symbol> symbols;
  std::vector<const ast::Extension*> extensions;
  std::vector<const ast::Domain*> domains;
  std::vector<const ast::Sequence*> sequences;
  std::vector<const ast::Composite*> composites;
  std::vector<const ast::View*> views;
  std::vector<const ast::Query*> queries;
  std::vector<const ast::Function*> functions;
  std::vector<const ast::Role*> roles;
  std::vector<const ast::Raw*> raw;
  const ast::SessionBlock* session = nullptr;
  std::vector<const ast::LintsBlock*> lints;
  std::vector<const ast::AllowBlock*> allows;
  std::vector<const ast::Seed*> seeds;
  std::set<std::string> dropped;  ///< declarations that couldn't be read
  bool any_dropped = false;       ///< they could be called anything

  /// Whether the name may be of a declaration that couldn't be read: nothing is said of it.
  [[nodiscard]] bool was_dropped(const std::string& name) const {
    return any_dropped || dropped.contains(name);
  }
  /// The Postgres schema that the object of the declaration stands in; empty for the schema's own.
  [[nodiscard]] std::string space_of(const std::string& name) const {
    const auto found = symbols.find(name);
    return found == symbols.end() ? "" : found->second.space;
  }
  template <typename T>
  [[nodiscard]] const T* find(const std::string& name) const {
    const auto found = symbols.find(name);
    if (found == symbols.end()) return nullptr;
    const auto* pointer = std::get_if<const T*>(&found->second.what);
    return pointer == nullptr ? nullptr : *pointer;
  }
};

}  // namespace tenon::sema
