// What a declared function holds: a part of `fields.hpp`.
#pragma once

#include "described/described.hpp"
#include "ir/function.hpp"
#include "ir/query_fields.hpp"

namespace tenon {

TENON_NAMES(ir::Volatility, "volatile", "stable", "immutable");
TENON_NAMES(ir::Parallel, "unsafe", "restricted", "safe");

namespace ir {

void fields(auto&& v, Is<Function> auto& x) {
  v("name", x.name);
  v.rare("sql_schema", x.space);
  v.rare("sql_name", x.called);
  v.rare("doc", x.doc);
  v("parameters", x.parameters);
  v("type", x.type);
  v.rare("nullable", x.nullable);
  v.rare("procedure", x.procedure);
  v.rare("procedural", x.procedural);
  v.rare("expression", x.expression);
  v("volatility", x.volatility);
  v("parallel", x.parallel);
  v.rare("strict", x.strict);
  v.rare("definer_reason", x.definer_reason);
  v("text", x.text);
  v.rare("edits", x.edits);
  v.rare("reads", x.reads);
  v.rare("calls", x.calls);
  v.rare("callers", x.callers);
  v.rare("in_tenant", x.in_tenant);
}

}  // namespace ir
}  // namespace tenon
