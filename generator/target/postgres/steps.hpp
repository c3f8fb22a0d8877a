// Each step of a plan as SQL: which template, and what the template gets.
#pragma once

#include "diff/plan.hpp"
#include "render/templates.hpp"

namespace tenon::target::postgres {

std::string step_sql(const ir::Schema& schema, const diff::Step& step, render::Templates& templates);

}  // namespace tenon::target::postgres
