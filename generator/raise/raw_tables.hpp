// The tables that no entity tells: a part of `tenancy.hpp`.
#pragma once

#include <map>

#include "raise/choices.hpp"

namespace tenon::raise {

/// What is in the way of each, and what takes it away. Partitions are their table's.
std::map<model::Identity, Standing> raw_tables(const model::Database& database, const Choices& choices);

}  // namespace tenon::raise
