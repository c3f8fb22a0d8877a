// What stands between the brackets of CREATE TABLE, and the remarks that tell why it is there.
#pragma once

#include <string>

#include "diff/plan.hpp"
#include "render/sql_text.hpp"

namespace tenon::target::postgres {

std::string remark_of(ir::Rule rule);
std::string remark_of(ir::Rule rule, const std::string& global_reason);
std::string remark_of(const ir::ForeignKey& key);
/// The remark, and that the name was cut where it was.
std::string with_name(std::string remark, const std::string& name);
render::SqlText foreign_key_clause(const ir::ForeignKey& key);
render::View::List table_lines(const ir::Schema& schema, const diff::CreateTable& operation);

}  // namespace tenon::target::postgres
