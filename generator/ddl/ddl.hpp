// The one writer of DDL: what makes the objects of a model, and what takes them away. How statements are laid
// out stands in templates/postgres/object, a file a kind; what stands in them is here.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/database.hpp"
#include "render/templates.hpp"

namespace tenon::ddl {

/// As whom statements run.
struct Session {
  /// Who owns what is made; what is another's is made as that one. Empty for somebody who may give all away:
  /// then each object is handed to its owner.
  std::string role;
  /// Where names without a schema are looked for when the first statement runs.
  std::string path;
  /// Roles that get no right on what is made in the schema `tenon` but those that are told one by one,
  /// whatever default privileges say.
  std::vector<std::string> outsiders;
  /// Where names are looked for that `path` has not.
  std::vector<std::string> further = {};
  /// Views are there already, with the columns that they are to have: each is said anew in its place.
  bool replaces_views = false;
};

/// SQL that makes some objects: a table comes with its columns, and with those of its constraints that stand
/// right behind it.
struct Piece {
  std::vector<const model::Object*> made;
  std::string sql;
};

/// Whether an object is to be made.
using IsWanted = std::function<bool(const model::Object&)>;

/// What makes the objects, in their order, or those of them that are wanted. Roles are made, and whatever
/// `tenon` needs; a registered row is put in, and an opaque object made as it is told.
std::vector<Piece> creation(const model::Database& database, const Session& session,
                            render::Templates& templates, const IsWanted& is_wanted = nullptr);
/// A piece a line with what it comes after, to look at.
std::string to_text(const std::vector<Piece>& pieces);
/// `DROP …;`, or what undoes it; empty where something else takes it with it, as a table its columns.
std::string removal(const model::Object& object);

}  // namespace tenon::ddl
