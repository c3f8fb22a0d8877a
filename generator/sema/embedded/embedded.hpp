// SQL that a schema holds: in backticks, as views, as the bodies of triggers, and raw.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sema/context/context.hpp"

namespace tenon::sema {

struct MakingRaw : Reading {
  std::vector<ir::RawSql>& raw_sql;
  RawNames& raw_names;
};

void resolve_raw(const MakingRaw& context);
/// What functions are called with, give, and are; their bodies are read when the tables' columns are known.
void declare_functions(const MakingFunctions& context);
void resolve_triggers(const Settling& context);
void resolve_views(const MakingViews& context);
/// Every expression, by where it stands.
void check_sql(const Reading& context);

/// SQL in a value, wherever in it, that stands for a seed's column.
void check_seed_sql(const Reading& context, const Draft& draft, const ast::Value& value);

/// The type of what stands behind a parameter's colon, and the entity whose key it is, where it names one.
std::optional<ir::Type> parameter_type(const Reading& context, const ast::Type& type, const ast::Name& name,
                                       std::string& entity);

}  // namespace tenon::sema
