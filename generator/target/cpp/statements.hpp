// The SQL of a repository. Every statement says the tenant itself, beside the policy: the planner sees the
// value.
#pragma once

#include <string>
#include <vector>

#include "dialect/dialect.hpp"
#include "ir/ir.hpp"

namespace tenon::target::cpp {

using render::SqlText;

/// The columns that the C++ struct holds: all but the tenant's, which the transaction knows.
std::vector<const ir::Column*> struct_columns(const ir::Entity& entity);
/// Those that a caller may give on insertion: the root's key is its transaction's tenant.
std::vector<const ir::Column*> new_columns(const ir::Entity& entity);
/// Those that an update may change: neither keys nor what a trigger sets.
std::vector<const ir::Column*> patch_columns(const ir::Entity& entity);
/// The declared key, as arguments of `find`: none for the root.
std::vector<const ir::Column*> key_columns(const ir::Entity& entity);
bool has_tenant(const ir::Entity& entity);
/// Whether its rows are asked for by a tenant: its own, or those that its member rows let it see.
bool asks_by_tenant(const ir::Entity& entity);

/// A keyset page over an index.
struct PageShape {
  std::string name;                        ///< `page_by_widget_created_at`
  std::string by;                          ///< `widget_created_at`
  bool live = false;                       ///< of rows that are not softly deleted
  std::vector<const ir::Column*> filters;  ///< equal to arguments
  std::vector<const ir::Column*> order;    ///< and then the key's columns that are not among them
  bool descending = false;
};

/// One for each declared index that can serve a page: btree, over columns that are not NULL and run one way.
std::vector<PageShape> page_shapes(const ir::Entity& entity);

/// The columns of the struct, as a SELECT lists them.
SqlText select_list(const ir::Entity& entity);
/// Whether a program does it to the table itself: a log is its triggers', and a global entity read unless
/// somebody is granted more.
bool may(const ir::Entity& entity, ir::Command command);

SqlText insert_sql(const ir::Schema& schema, const ir::Entity& entity);
SqlText select_sql(const ir::Schema& schema, const ir::Entity& entity,
                   const std::vector<const ir::Column*>& by);
SqlText update_sql(const ir::Schema& schema, const ir::Entity& entity,
                   const std::vector<const ir::Column*>& by);
/// `live` leaves out rows that are softly deleted.
SqlText select_live_sql(const ir::Schema& schema, const ir::Entity& entity);
/// The columns of its struct, and those that hold another form of them.
std::vector<const ir::Column*> written_columns(const ir::Entity& entity);
SqlText select_all_live_sql(const ir::Schema& schema, const ir::Entity& entity);
SqlText count_live_sql(const ir::Schema& schema, const ir::Entity& entity);
/// Marks a live row as deleted, or takes the mark away.
SqlText soft_remove_sql(const ir::Schema& schema, const ir::Entity& entity);
SqlText restore_sql(const ir::Schema& schema, const ir::Entity& entity);
SqlText delete_sql(const ir::Schema& schema, const ir::Entity& entity,
                   const std::vector<const ir::Column*>& by);
SqlText count_sql(const ir::Schema& schema, const ir::Entity& entity);
SqlText page_sql(const ir::Schema& schema, const ir::Entity& entity, const PageShape& shape, bool after);

}  // namespace tenon::target::cpp
