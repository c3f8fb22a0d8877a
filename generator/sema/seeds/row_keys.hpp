// What a seed's row is known by, so that rows can refer to one another and a seed can be put in twice.
#pragma once

#include <string>

#include "ir/ir.hpp"

namespace tenon::sema {

/// The key that the seed makes for a row, the same at each run; `identity` tells the row from the others.
ir::Value fixed_key(const std::string& seed, const std::string& tenant, const ir::Entity& entity,
                    const std::string& identity);
/// What tells a row from the seed's others: its label, or where it has none, its values. Its place would
/// not do: a row put before it would take its key.
std::string identity(const ir::SeedRow& row);
/// Whether partitions by a range are of the column.
bool in_range_key(const ir::Entity& entity, const std::string& column);
/// Whether the key is an identity's number, or holds the time at which the row is put in: its partition is
/// that of the time, and a time fixed here would soon have none.
bool key_is_made_by_server(const ir::Entity& entity, const ir::SeedRow& row);
/// By the part of the key that is fixed, or where there is none, by all values that are.
void find_by_values(const ir::Schema& schema, const ir::Entity& entity, ir::SeedRow& row);

}  // namespace tenon::sema
