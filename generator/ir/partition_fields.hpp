// What partitions hold: a part of `fields.hpp`.
#pragma once

#include "described/described.hpp"
#include "ir/entity.hpp"

namespace tenon {

TENON_NAMES(ir::Partitioning::Method, "range", "list", "hash");
TENON_NAMES(ir::RangeEnd::Kind, "value", "minimum", "maximum");

namespace ir {

using described::Is;

void fields(auto&& v, Is<RangeEnd> auto& x) {
  v("kind", x.kind);
  v.rare("value", x.value);
}

void fields(auto&& v, Is<NamedPartition> auto& x) {
  v("name", x.name);
  v("values", x.values);
  v.rare("table", x.table);
  v.rare("from", x.from);
  v.rare("to", x.to);
  v.rare("is_rest", x.is_rest);
}

void fields(auto&& v, Is<Partitioning> auto& x) {
  v("method", x.method);
  v("columns", x.columns);
  v.rare("every", x.every);
  v.rare("ahead", x.ahead);
  v.rare("retain", x.retain);
  v.rare("modulus", x.modulus);
  v.rare("lists", x.named);
  v.rare("uuid7", x.uuid7);
}

}  // namespace ir

}  // namespace tenon
