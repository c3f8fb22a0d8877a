// What the statements of a repository are put together from.
#pragma once

#include <functional>
#include <string>

#include "dialect/carried.hpp"
#include "target/cpp/statements.hpp"

namespace tenon::target::cpp {

/// Whether a tenant reads more than its own rows. Of the root a program is given its own row, and asks for
/// the others by queries.
bool reads_others(const ir::Entity& entity);
/// `id = $2::uuid`
SqlText equals(const ir::Column& column, dialect::Parameters& parameters);
/// `WHERE tenant_id = $1::uuid AND id = $2::uuid`; nothing where there is no condition.
SqlText where(const ir::Entity& entity, const std::vector<const ir::Column*>& by,
              dialect::Parameters& parameters);
/// The same for what is read: shared rows, and those of others in the tree, too.
SqlText where_read(const ir::Schema& schema, const ir::Entity& entity,
                   const std::vector<const ir::Column*>& by, dialect::Parameters& parameters);
/// The order in which the own row comes first of several with the same key; empty where there is but one.
SqlText preferring_own(const ir::Schema& schema, const ir::Entity& entity);
/// A condition and one more.
SqlText also(const SqlText& condition, const SqlText& more);
/// The condition, and the state of the mark of a soft deletion: `IS NULL` for live rows.
SqlText with_mark(const ir::Entity& entity, const SqlText& condition, std::string_view state);
/// `name = CASE WHEN $3::boolean THEN $4::text ELSE name END, …`: what a patch sets.
SqlText set_list(const ir::Entity& entity, dialect::Parameters& parameters);

/// What an insertion writes into a column.
struct Inserted {
  SqlText value;  ///< the caller's, or the column's default where none was given
  SqlText given;  ///< whether one was; empty where there always is one
};
/// `take` gives the SQL of what the caller said.
Inserted insertion_of(const ir::Schema& schema, const ir::Column& column,
                      const std::function<SqlText(const ir::Type&)>& take);

/// Whether a page takes the column as an argument: relations, enums and booleans.
bool is_filter(const ir::Entity& entity, const ir::Column& column);
/// Whether a cursor can follow it.
bool is_ordered(const ir::Column& column);
/// The name that a column has in the name of what goes by an index: a relation's is the relation's.
std::string page_word(const ir::Entity& entity, const ir::Column& column);

}  // namespace tenon::target::cpp
