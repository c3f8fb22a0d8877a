// Parts of `lower.hpp`: what one entity makes.
#pragma once

#include <string>

#include "ir/ir.hpp"
#include "model/database.hpp"
#include "render/sql_text.hpp"

namespace tenon::lower {

/// Where objects go, and whose they are.
struct Lowering {
  const ir::Schema& schema;
  model::Database out = {};

  [[nodiscard]] model::Identity of(model::Kind kind, const std::string& name,
                                   const std::string& table = "") const {
    return {kind, schema.sql_schema, table, name, ""};
  }
  [[nodiscard]] std::string owner() const { return schema.tenancy ? schema.tenancy->owner : ""; }
};

model::Sql sql(const render::SqlText& text);
model::Why why(ir::Rule rule, const std::string& declaration);

void add_constraints(Lowering& lowering, const ir::Entity& entity);
void add_indexes(Lowering& lowering, const ir::Entity& entity);
void add_triggers(Lowering& lowering, const ir::Entity& entity);
void add_policies(Lowering& lowering, const ir::Entity& entity);
void add_grants(Lowering& lowering, const std::string& table, model::Kind kind,
                const std::vector<ir::Grant>& grants);
void add_comment(Lowering& lowering, const model::Identity& object, const std::string& doc);

}  // namespace tenon::lower
