// What is promised of the schema `tenon`: the functions that the schema's rules brought about, and what they
// go by.
#pragma once

#include "ir/ir.hpp"
#include "tenon/conformance/expectations.hpp"

namespace tenon::target::conformance {

void add_tenant_functions(const ir::Schema& schema, tenon::conformance::Schema& out);
/// What makes and drops partitions, removes rows that are past their time, and makes keys that grow with
/// time.
void add_maintenance(const ir::Schema& schema, tenon::conformance::Schema& out);
/// Of an entity's searches, declared triggers and log.
void add_functions_of(const ir::Schema& schema, const ir::Entity& entity, tenon::conformance::Schema& out);
/// One for all entities that have the column.
void add_touch_functions(const ir::Schema& schema, tenon::conformance::Schema& out);

}  // namespace tenon::target::conformance
