// What a declared query holds: a part of `fields.hpp`.
#pragma once

#include "described/described.hpp"
#include "ir/query.hpp"

namespace tenon {

TENON_NAMES(ir::Cardinality, "one", "exactly one", "many", "stream", "affected", "exists");
TENON_NAMES(ir::QueryEdit::Kind, "parameter", "is absent", "is given", "table", "condition", "condition end",
            "where", "column", "value", "star", "schema", "session");

namespace ir {

using described::Is;

void fields(auto&& v, Is<QueryParameter> auto& x) {
  v("name", x.name);
  v.rare("doc", x.doc);
  v("type", x.type);
  v.rare("nullable", x.nullable);
  v.rare("entity", x.entity);
  v.rare("example", x.example);
}

void fields(auto&& v, Is<QueryEdit> auto& x) {
  v("kind", x.kind);
  v("offset", x.offset);
  v.rare("length", x.length);
  v.rare("name", x.name);
  v.rare("alias", x.alias);
  v.rare("columns", x.columns);
}

void fields(auto&& v, Is<QueryUse> auto& x) {
  v("source", x.source);
  v("command", x.command);
  v.rare("columns", x.columns);
}

void fields(auto&& v, Is<QueryFilter> auto& x) {
  v("entity", x.entity);
  v("column", x.column);
}

void fields(auto&& v, Is<QuerySort> auto& x) {
  v("column", x.column);
  v.rare("descending", x.descending);
}

void fields(auto&& v, Is<QueryOrder> auto& x) {
  v("name", x.name);
  v("by", x.by);
}

void fields(auto&& v, Is<QueryEmbed> auto& x) {
  v("name", x.name);
  v("entity", x.entity);
  v("query", x.query);
  v("of", x.of);
  v("columns", x.columns);
  v.rare("many", x.many);
  v.rare("nullable", x.nullable);
  v.rare("json_name", x.json);
}

void fields(auto&& v, Is<Query> auto& x) {
  v("name", x.name);
  v("doc", x.doc);
  v.rare("global_reason", x.global_reason);
  v("text", x.text);
  v("cardinality", x.cardinality);
  v("parameters", x.parameters);
  v("columns", x.columns);
  v.rare("row_of", x.row_of);
  v("uses", x.uses);
  v.rare("filters", x.filters);
  v("edits", x.edits);
  v.rare("in_tenant", x.in_tenant);
  v.rare("is_select", x.is_select);
  v.rare("page", x.page);
  v.rare("orders", x.orders);
  v.rare("embeds", x.embeds);
  v.rare("hidden", x.hidden);
}

}  // namespace ir
}  // namespace tenon
