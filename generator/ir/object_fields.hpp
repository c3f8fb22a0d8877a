// What sequences and composite types hold: a part of `fields.hpp`.
#pragma once

#include "described/described.hpp"
#include "ir/objects.hpp"

namespace tenon::ir {

using described::Is;

void fields(auto&& v, Is<Sequence> auto& x) {
  v("name", x.name);
  v.rare("sql_schema", x.space);
  v("sql_name", x.sql_name);
  v("doc", x.doc);
  v("type", x.type);
  v("start", x.start);
  v("increment", x.increment);
  v("minimum", x.minimum);
  v("maximum", x.maximum);
  v("cache", x.cache);
  v.rare("cycles", x.cycles);
}

void fields(auto&& v, Is<Attribute> auto& x) {
  v("name", x.name);
  v("doc", x.doc);
  v("type", x.type);
  v.rare("pii", x.pii);
  v.rare("was", x.was);
}

void fields(auto&& v, Is<Composite> auto& x) {
  v("name", x.name);
  v.rare("sql_schema", x.space);
  v("sql_name", x.sql_name);
  v("doc", x.doc);
  v("attributes", x.attributes);
}

void fields(auto&& v, Is<Stored> auto& x) {
  v.rare("reason", x.reason);
  v.rare("global", x.global);
  v.rare("edits", x.edits);
  v("key", x.key);
  v.rare("indexes", x.indexes);
  v.rare("minutes", x.minutes);
  v.rare("refreshers", x.refreshers);
}

}  // namespace tenon::ir
