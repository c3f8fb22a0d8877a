// The SQL of what a repository does with many rows at a time, and with rows that it locks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ir/ir.hpp"
#include "target/cpp/statements.hpp"

namespace tenon::target::cpp {

/// Whether one statement takes all rows, an array for each column: arrays of arrays are none of rows.
bool inserts_at_once(const ir::Entity& entity);
SqlText insert_many_sql(const ir::Schema& schema, const ir::Entity& entity);

/// What tells that a row is there already.
struct Conflict {
  std::string suffix;                     ///< of the methods: empty for the key, `_by_email`
  std::vector<std::string> columns;       ///< of the constraint
  std::vector<const ir::Column*> sets{};  ///< what is written into the row that is there
};

/// The key, and the unique constraints within a tenant that are checked at once.
std::vector<Conflict> conflicts(const ir::Entity& entity);
SqlText upsert_sql(const ir::Schema& schema, const ir::Entity& entity, const Conflict& conflict);

/// Whether rows are asked for by an array of keys.
bool finds_many(const ir::Entity& entity);
SqlText select_many_sql(const ir::Schema& schema, const ir::Entity& entity);

/// Rows of another entity that refer to some of this one's.
struct Load {
  const ir::Entity* child = nullptr;
  const ir::Relation* relation = nullptr;
  bool alone = true;  ///< no other relation of the child's refers to the same entity
};

/// The relations to the entity whose keys are equal in C++ when they are in the database.
std::vector<Load> loads(const ir::Schema& schema, const ir::Entity& entity);
SqlText load_sql(const ir::Schema& schema, const Load& load);

/// What rows an index finds: the last of its columns may lie between bounds, the others are equal to
/// arguments.
struct WhereShape {
  std::string by;  ///< `state_placed`
  std::vector<const ir::Column*> equal;
  const ir::Column* between = nullptr;
  bool descending = false;
};

/// One for each btree index over columns, relations' own ones too.
std::vector<WhereShape> where_shapes(const ir::Entity& entity);

/// Which bounds a statement has, of a shape that has some.
struct Bounds {
  bool from = false;
  bool until = false;
};
constexpr Bounds kBounds[] = {{false, false}, {true, false}, {false, true}, {true, true}};

SqlText update_where_sql(const ir::Schema& schema, const ir::Entity& entity, const WhereShape& shape,
                         const Bounds& bounds);
SqlText delete_where_sql(const ir::Schema& schema, const ir::Entity& entity, const WhereShape& shape,
                         const Bounds& bounds);
/// Rows that nobody else has locked, and locks them.
SqlText take_sql(const ir::Schema& schema, const ir::Entity& entity, const WhereShape& shape,
                 const Bounds& bounds);
SqlText lock_sql(const ir::Schema& schema, const ir::Entity& entity);

}  // namespace tenon::target::cpp
