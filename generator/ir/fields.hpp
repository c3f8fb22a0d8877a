// What each value of the ir holds, said once: JSON is written and read by this. `v(name, member)` stands for
// a member that is always there, `v.rare(name, member)` for one that is left out where it holds nothing.
#pragma once

#include "described/described.hpp"
#include "ir/function_fields.hpp"
#include "ir/ir.hpp"
#include "ir/object_fields.hpp"
#include "ir/partition_fields.hpp"
#include "ir/query_fields.hpp"
#include "ir/tenancy_fields.hpp"

namespace tenon {

TENON_NAMES(ir::Rule, "declared", "T1", "T2", "T3", "T4", "T5", "T6", "T7", "partition", "search",
            "soft_delete", "audit", "retain", "lookup", "number", "shared", "read_all", "tree");
TENON_NAMES(ir::Type::Kind, "column", "enum", "struct", "raw", "domain", "composite");
TENON_NAMES(ir::Value::Kind, "null", "number", "string", "boolean", "function", "sql", "array", "json");
TENON_NAMES(ir::Identity, "none", "always", "by_default", "serial");
TENON_NAMES(ir::Deferral, "none", "initially_immediate", "initially_deferred");
TENON_NAMES(ir::Action, "no_action", "restrict", "cascade", "set_null", "set_default");
TENON_NAMES(ir::Command, "SELECT", "INSERT", "UPDATE", "DELETE");
TENON_NAMES(ir::Inheritance, "none", "up", "down");
TENON_NAMES(ir::Tenancy, "none", "root", "tenant", "global");
TENON_NAMES(ir::Unit, "day", "week", "month", "year");
TENON_NAMES(ir::Treatment, "omitted", "hashed", "kept");
TENON_NAMES(ir::RetentionAction, "delete", "anonymise");

namespace ir {

using described::Is;

void fields(auto&& v, Is<Type> auto& x) {
  v("kind", x.kind);
  v("name", x.name);
  v("parameters", x.parameters);
  v("dimensions", x.dimensions);
  v.rare("null_elements", x.null_elements);
}

void fields(auto&& v, Is<Value> auto& x) {
  v("kind", x.kind);
  v("text", x.text);
  v.rare("items", x.items);
}

void fields(auto&& v, Is<Duration> auto& x) {
  v("number", x.number);
  v("unit", x.unit);
}

void fields(auto&& v, Is<Numbering> auto& x) {
  v("per", x.per);
  v("fast", x.fast);
}

void fields(auto&& v, Is<Column> auto& x) {
  v("name", x.name);
  v("field", x.field);
  v("doc", x.doc);
  v("type", x.type);
  v("nullable", x.nullable);
  v("default", x.default_value);
  v("example", x.example);
  v("pii", x.pii);
  v("secret", x.secret);
  v.rare("encrypted", x.encrypted);
  v.rare("tenant_keys", x.tenant_keys);
  v.rare("hash_of", x.hash_of);
  v.rare("hashed", x.hashed);
  v.rare("generated", x.generated);
  v.rare("identity", x.identity);
  v.rare("sequence", x.sequence);
  v.rare("numbering", x.numbering);
  v.rare("collation", x.collation);
  v.rare("was", x.was);
  v.rare("backfill", x.backfill);
  v("rule", x.rule);
  v.rare("json_name", x.json);
}

void fields(auto&& v, Is<Key> auto& x) {
  v("name", x.name);
  v("columns", x.columns);
  v.rare("include", x.include);
  v.rare("nulls_not_distinct", x.nulls_not_distinct);
  v.rare("deferral", x.deferral);
  v("rule", x.rule);
  v("global_reason", x.global_reason);
}

void fields(auto&& v, Is<ForeignKey> auto& x) {
  v("name", x.name);
  v("columns", x.columns);
  v("entity", x.entity);
  v("table", x.table);
  v("referenced", x.referenced);
  v("on_delete", x.on_delete);
  v("on_update", x.on_update);
  v("set_columns", x.set_columns);
  v.rare("deferral", x.deferral);
  v.rare("in_circle", x.in_circle);
  v("rule", x.rule);
}

void fields(auto&& v, Is<Check> auto& x) {
  v("name", x.name);
  v("expression", x.expression);
  v("column", x.column);
  v("one_of", x.one_of);
  v("array", x.array);
  v.rare("holds_null", x.holds_null);
  v.rare("octets", x.octets);
  v("all_or_none", x.all_or_none);
}

void fields(auto&& v, Is<IndexColumn> auto& x) {
  v("column", x.column);
  v("expression", x.expression);
  v("operator_class", x.operator_class);
  v("descending", x.descending);
  v("nulls_first", x.nulls_first);
}

void fields(auto&& v, Is<Index> auto& x) {
  v("name", x.name);
  v("method", x.method);
  v("unique", x.unique);
  v("columns", x.columns);
  v("include", x.include);
  v.rare("nulls_not_distinct", x.nulls_not_distinct);
  v("where", x.where);
  v("options", x.options);
  v("rule", x.rule);
  v("global_reason", x.global_reason);
}

void fields(auto&& v, Is<Statistics> auto& x) {
  v("name", x.name);
  v("kinds", x.kinds);
  v("columns", x.columns);
}

void fields(auto&& v, Is<Lookup> auto& x) {
  v("columns", x.columns);
  v("gives", x.gives);
  v("one", x.one);
}

void fields(auto&& v, Is<ExclusionElement> auto& x) {
  v("column", x.column);
  v("operator", x.operation);
}

void fields(auto&& v, Is<Exclusion> auto& x) {
  v("name", x.name);
  v("method", x.method);
  v("elements", x.elements);
  v("where", x.where);
  v("deferral", x.deferral);
  v("rule", x.rule);
  v("global_reason", x.global_reason);
}

void fields(auto&& v, Is<SessionUse> auto& x) {
  v("variable", x.variable);
  v("column", x.column);
  v("owns", x.owns);
  v("demanded", x.demanded);
  v.rare("relation", x.relation);
}

void fields(auto&& v, Is<Policy> auto& x) {
  v("name", x.name);
  v("command", x.command);
  v("roles", x.roles);
  v("narrowing", x.narrowing);
  v.rare("every_row", x.every_row);
  v.rare("shared_rows", x.shared_rows);
  v.rare("session", x.session);
}

void fields(auto&& v, Is<Grant> auto& x) {
  v("role", x.role);
  v("privileges", x.privileges);
  v.rare("update_columns", x.update_columns);
  v.rare("insert_columns", x.insert_columns);
}

void fields(auto&& v, Is<Relation> auto& x) {
  v("field", x.field);
  v("entity", x.entity);
  v("columns", x.columns);
  v("nullable", x.nullable);
  v.rare("shared_column", x.shared_column);
}

void fields(auto&& v, Is<Retention> auto& x) {
  v("keep", x.keep);
  v("column", x.column);
  v("action", x.action);
  v("anonymised", x.anonymised);
}

void fields(auto&& v, Is<WeightedColumn> auto& x) {
  v("column", x.column);
  v("weight", x.weight);
}

void fields(auto&& v, Is<TextSearch> auto& x) {
  v("columns", x.columns);
  v("language", x.language);
  v("document", x.document);
}

void fields(auto&& v, Is<VectorSearch> auto& x) {
  v("column", x.column);
  v("method", x.method);
  v("metric", x.metric);
  v.rare("effort", x.effort);
}

void fields(auto&& v, Is<HybridSearch> auto& x) {
  v("k", x.k);
  v("text_weight", x.text_weight);
  v("vector_weight", x.vector_weight);
}

void fields(auto&& v, Is<Trigger> auto& x) {
  v("name", x.name);
  v("after", x.after);
  v("events", x.events);
  v("row", x.row);
  v("when", x.when);
  v("body", x.body);
  v("returns", x.returns);
  v("function", x.function);
}

void fields(auto&& v, Is<SoftDelete> auto& x) {
  v("column", x.column);
  v("view", x.view);
}

void fields(auto&& v, Is<Audit> auto& x) {
  v("entity", x.entity);
  v("pii", x.pii);
  v("secrets", x.secrets);
}

void fields(auto&& v, Is<Membership> auto& x) {
  v("entity", x.entity);
  v("table", x.table);
  v("tenant_column", x.tenant_column);
  v("columns", x.columns);
  v("key", x.key);
  v.rare("mark", x.mark);
}

void fields(auto&& v, Is<Entity> auto& x) {
  v("name", x.name);
  v.rare("sql_schema", x.space);
  v("table", x.table);
  v("doc", x.doc);
  v.rare("frozen", x.frozen);
  v.rare("was", x.was);
  v("tenancy", x.tenancy);
  v("global_reason", x.global_reason);
  v.rare("writable_reason", x.writable_reason);
  v.rare("unguarded_reason", x.unguarded_reason);
  v.rare("shared_reason", x.shared_reason);
  v.rare("inherited", x.inherited);
  v.rare("shadows", x.shadows);
  v.rare("visible", x.visible);
  v("tenant_column", x.tenant_column);
  v("columns", x.columns);
  v("key", x.key);
  v("primary_key", x.primary_key);
  v.rare("keyless_reason", x.keyless_reason);
  v("uniques", x.uniques);
  v("relations", x.relations);
  v("foreign_keys", x.foreign_keys);
  v("checks", x.checks);
  v.rare("exclusions", x.exclusions);
  v("indexes", x.indexes);
  v.rare("statistics", x.statistics);
  v.rare("lookups", x.lookups);
  v("touched", x.touched);
  v.rare("version", x.version);
  v.rare("partitioning", x.partitioning);
  v.rare("retention", x.retention);
  v.rare("kept_because", x.kept_because);
  v.rare("text_search", x.text_search);
  v.rare("vector_search", x.vector_search);
  v.rare("hybrid_search", x.hybrid_search);
  v.rare("triggers", x.triggers);
  v.rare("soft_delete", x.soft_delete);
  v.rare("audit", x.audit);
  v.rare("audit_of", x.audit_of);
  v.rare("storage", x.storage);
  v("policies", x.policies);
  v("grants", x.grants);
}

void fields(auto&& v, Is<EnumValue> auto& x) {
  v("name", x.name);
  v("doc", x.doc);
  v.rare("was", x.was);
  v.rare("label", x.label);
}

void fields(auto&& v, Is<Enum> auto& x) {
  v("name", x.name);
  v.rare("sql_schema", x.space);
  v("sql_name", x.sql_name);
  v("doc", x.doc);
  v.rare("was", x.was);
  v("as_text", x.as_text);
  v("values", x.values);
  v.rare("unknown", x.unknown);
}

void fields(auto&& v, Is<Domain> auto& x) {
  v("name", x.name);
  v.rare("sql_schema", x.space);
  v("sql_name", x.sql_name);
  v("doc", x.doc);
  v("type", x.type);
  v("default", x.default_value);
  v("checks", x.checks);
}

void fields(auto&& v, Is<StructField> auto& x) {
  v("name", x.name);
  v("doc", x.doc);
  v("type", x.type);
  v("optional", x.optional);
  v.rare("json", x.json);
}

void fields(auto&& v, Is<Struct> auto& x) {
  v("name", x.name);
  v("doc", x.doc);
  v("fields", x.fields);
  v("open", x.open);
}

void fields(auto&& v, Is<View> auto& x) {
  v("name", x.name);
  v.rare("sql_schema", x.space);
  v("sql_name", x.sql_name);
  v("doc", x.doc);
  v("query", x.query);
  v("columns", x.columns);
  v("reads", x.reads);
  v("tenant_column", x.tenant_column);
  v.rare("shared", x.shared);
  v.rare("inherited", x.inherited);
  v("grants", x.grants);
  v("rule", x.rule);
  v.rare("definer", x.definer);
  v.rare("stored", x.stored);
}

void fields(auto&& v, Is<Role> auto& x) {
  v("name", x.name);
  v("doc", x.doc);
  v.rare("because", x.because);
  v.rare("reads_all", x.reads_all);
}

void fields(auto&& v, Is<Allowance> auto& x) {
  v("kind", x.kind);
  v("object", x.object);
  v.rare("to", x.to);
  v("reason", x.reason);
}

void fields(auto&& v, Is<RawSql> auto& x) {
  v("name", x.name);
  v("doc", x.doc);
  v("after", x.after);
  v("statements", x.statements);
  v("undo", x.undo);
}

void fields(auto&& v, Is<SeedRow> auto& x) {
  v("label", x.label);
  v("entity", x.entity);
  v("tenant", x.tenant);
  v("values", x.values);
  v.rare("found_by", x.found_by);
}

void fields(auto&& v, Is<Seed> auto& x) {
  v("name", x.name);
  v("doc", x.doc);
  v("rows", x.rows);
}

void fields(auto&& v, Is<Schema> auto& x) {
  v("name", x.name);
  v("doc", x.doc);
  v("postgres", x.postgres);
  v("extensions", x.extensions);
  v.rare("extension_spaces", x.extension_spaces);
  v("namespace", x.cpp_namespace);
  v("sql_schema", x.sql_schema);
  v.rare("postgres_schemas", x.postgres_schemas);
  v.rare("frozen", x.frozen);
  v("tenancy", x.tenancy);
  v.rare("session", x.session);
  v("enums", x.enums);
  v.rare("domains", x.domains);
  v.rare("composites", x.composites);
  v.rare("sequences", x.sequences);
  v("structs", x.structs);
  v("entities", x.entities);
  v.rare("views", x.views);
  v.rare("queries", x.queries);
  v.rare("functions", x.functions);
  v.rare("roles", x.roles);
  v.rare("raw", x.raw);
  v.rare("allowed", x.allowed);
  v("seeds", x.seeds);
}

}  // namespace ir
}  // namespace tenon
