// `tenon explain FILE NAME` of what stands in the database beside tables, and of what stands in it by a name
// of its own.
#pragma once

#include <optional>
#include <string>

#include "driver/compilation.hpp"
#include "model/identity.hpp"

namespace tenon::driver {

/// `, declared at shop.schema:12`; empty where that isn't known.
std::string declared_at(const Compilation& compilation, const std::string& declaration);
/// The SQL that makes the object, with what is said of it and who may do what with it.
void print_object(const Compilation& compilation, const model::Identity& identity);

int explain_sequence(const Compilation& compilation, const ir::Sequence& sequence);
int explain_composite(const Compilation& compilation, const ir::Composite& composite);
int explain_enum(const Compilation& compilation, const ir::Enum& item);
int explain_domain(const Compilation& compilation, const ir::Domain& domain);
int explain_struct(const Compilation& compilation, const ir::Struct& shape);
int explain_view(const Compilation& compilation, const ir::View& view);
int explain_raw(const Compilation& compilation, const ir::RawSql& raw);
int explain_seed(const Compilation& compilation, const ir::Seed& seed);
/// What has the name in the database: a table, an index, a policy, the function of a lookup; nothing where
/// nothing has.
std::optional<int> explain_made(const Compilation& compilation, const std::string& name);

}  // namespace tenon::driver
