// What a trigger would have kept of a tree of tenants, where rows are put in without triggers.
#pragma once

#include <string>

#include "ir/ir.hpp"

namespace tenon::migration {

/// A statement that keeps the pairs of the tenants that are there; empty where they stand in no tree.
std::string pairs_anew(const ir::Schema& schema);

}  // namespace tenon::migration
