// What each kind of object holds, said once: written, read, compared by this.
#pragma once

#include "described/described.hpp"
#include "model/database.hpp"

namespace tenon {

TENON_NAMES(model::Kind, "role", "membership", "schema", "extension", "enum", "composite type", "domain",
            "sequence", "function", "table", "column", "constraint", "index", "statistics", "view", "rule",
            "trigger", "policy", "row security", "grant", "default privilege", "comment", "publication",
            "registered row", "opaque");
TENON_NAMES(model::Persistence, "permanent", "unlogged");
TENON_NAMES(model::ReplicaIdentity, "default", "nothing", "full", "index");
TENON_NAMES(model::ColumnIdentity, "none", "always", "by default");
TENON_NAMES(model::ConstraintType, "primary key", "unique", "check", "exclusion", "foreign key");
TENON_NAMES(model::Action, "no action", "restrict", "cascade", "set null", "set default");
TENON_NAMES(model::Match, "simple", "full");
TENON_NAMES(model::Timing, "before", "after", "instead of");
TENON_NAMES(model::Firing, "origin", "disabled", "replica", "always");
TENON_NAMES(model::Routine, "function", "procedure", "aggregate", "window");
TENON_NAMES(model::Volatility, "volatile", "stable", "immutable");
TENON_NAMES(model::Parallel, "unsafe", "restricted", "safe");

namespace model {

using described::Is;

void fields(auto&& v, Is<Identity> auto& x) {
  v("kind", x.kind);
  v.rare("schema", x.schema);
  v.rare("table", x.table);
  v.rare("name", x.name);
  v.rare("signature", x.signature);
}

void fields(auto&& v, Is<Role> auto& x) {
  v.rare("login", x.login);
  v.rare("inherit", x.inherit);
  v.rare("superuser", x.superuser);
  v.rare("creates_roles", x.creates_roles);
  v.rare("creates_databases", x.creates_databases);
  v.rare("replicates", x.replicates);
  v.rare("bypasses_row_security", x.bypasses_row_security);
  v.rare("connection_limit", x.connection_limit);
  v.rare("valid_until", x.valid_until);
  v.rare("settings", x.settings);
}

void fields(auto&& v, Is<Membership> auto& x) {
  v.rare("admin", x.admin);
  v.rare("inherits", x.inherits);
  v.rare("sets", x.sets);
}

void fields(auto&& v, Is<Schema> auto& x) {
  v.rare("owner", x.owner);
}

void fields(auto&& v, Is<Extension> auto& x) {
  v.rare("version", x.version);
  v.rare("schema", x.schema);
}

void fields(auto&& v, Is<Enum> auto& x) {
  v.rare("owner", x.owner);
  v.rare("labels", x.labels);
}

void fields(auto&& v, Is<Attribute> auto& x) {
  v.rare("name", x.name);
  v.rare("type", x.type);
  v.rare("collation", x.collation);
}

void fields(auto&& v, Is<Composite> auto& x) {
  v.rare("owner", x.owner);
  v.rare("attributes", x.attributes);
}

void fields(auto&& v, Is<DomainCheck> auto& x) {
  v.rare("name", x.name);
  v.rare("expression", x.expression);
  v.rare("validated", x.validated);
}

void fields(auto&& v, Is<Domain> auto& x) {
  v.rare("owner", x.owner);
  v.rare("type", x.type);
  v.rare("collation", x.collation);
  v.rare("not_null", x.not_null);
  v.rare("default_value", x.default_value);
  v.rare("checks", x.checks);
}

void fields(auto&& v, Is<Sequence> auto& x) {
  v.rare("owner", x.owner);
  v.rare("type", x.type);
  v.rare("start", x.start);
  v.rare("increment", x.increment);
  v.rare("minimum", x.minimum);
  v.rare("maximum", x.maximum);
  v.rare("cache", x.cache);
  v.rare("cycles", x.cycles);
  v.rare("unlogged", x.unlogged);
  v.rare("owned_by", x.owned_by);
}

void fields(auto&& v, Is<Table> auto& x) {
  v.rare("owner", x.owner);
  v.rare("persistence", x.persistence);
  v.rare("partition_by", x.partition_by);
  v.rare("partition_of", x.partition_of);
  v.rare("bound", x.bound);
  v.rare("inherits", x.inherits);
  v.rare("access_method", x.access_method);
  v.rare("tablespace", x.tablespace);
  v.rare("storage", x.storage);
  v.rare("replica_identity", x.replica_identity);
  v.rare("replica_index", x.replica_index);
}

void fields(auto&& v, Is<Column> auto& x) {
  v.rare("type", x.type);
  v.rare("collation", x.collation);
  v.rare("not_null", x.not_null);
  v.rare("default_value", x.default_value);
  v.rare("generated", x.generated);
  v.rare("is_virtual", x.is_virtual);
  v.rare("identity", x.identity);
  v.rare("identity_options", x.identity_options);
  v.rare("storage", x.storage);
  v.rare("compression", x.compression);
  v.rare("statistics_target", x.statistics_target);
  v.rare("options", x.options);
  v.rare("is_inherited", x.is_inherited);
}

void fields(auto&& v, Is<Constraint> auto& x) {
  v.rare("type", x.type);
  v.rare("columns", x.columns);
  v.rare("include", x.include);
  v.rare("nulls_not_distinct", x.nulls_not_distinct);
  v.rare("without_overlaps", x.without_overlaps);
  v.rare("expression", x.expression);
  v.rare("exclusion", x.exclusion);
  v.rare("refers", x.refers);
  v.rare("referenced", x.referenced);
  v.rare("on_delete", x.on_delete);
  v.rare("on_update", x.on_update);
  v.rare("set_columns", x.set_columns);
  v.rare("match", x.match);
  v.rare("deferrable", x.deferrable);
  v.rare("deferred", x.deferred);
  v.rare("validated", x.validated);
  v.rare("enforced", x.enforced);
  v.rare("no_inherit", x.no_inherit);
  v.rare("options", x.options);
  v.rare("tablespace", x.tablespace);
  v.rare("clustered", x.clustered);
  v.rare("is_inherited", x.is_inherited);
}

void fields(auto&& v, Is<IndexElement> auto& x) {
  v.rare("column", x.column);
  v.rare("expression", x.expression);
  v.rare("collation", x.collation);
  v.rare("operator_class", x.operator_class);
  v.rare("descending", x.descending);
  v.rare("nulls_first", x.nulls_first);
  v.rare("statistics_target", x.statistics_target);
}

void fields(auto&& v, Is<Index> auto& x) {
  v.rare("method", x.method);
  v.rare("unique", x.unique);
  v.rare("nulls_not_distinct", x.nulls_not_distinct);
  v.rare("elements", x.elements);
  v.rare("include", x.include);
  v.rare("where", x.where);
  v.rare("options", x.options);
  v.rare("tablespace", x.tablespace);
  v.rare("valid", x.valid);
  v.rare("clustered", x.clustered);
  v.rare("is_inherited", x.is_inherited);
}

void fields(auto&& v, Is<Statistics> auto& x) {
  v.rare("owner", x.owner);
  v.rare("kinds", x.kinds);
  v.rare("columns", x.columns);
  v.rare("expressions", x.expressions);
  v.rare("target", x.target);
}

void fields(auto&& v, Is<Trigger> auto& x) {
  v.rare("timing", x.timing);
  v.rare("events", x.events);
  v.rare("columns", x.columns);
  v.rare("row", x.row);
  v.rare("when", x.when);
  v.rare("function", x.function);
  v.rare("other", x.other);
  v.rare("arguments", x.arguments);
  v.rare("old_table", x.old_table);
  v.rare("new_table", x.new_table);
  v.rare("is_constraint", x.is_constraint);
  v.rare("deferrable", x.deferrable);
  v.rare("deferred", x.deferred);
  v.rare("firing", x.firing);
}

void fields(auto&& v, Is<Policy> auto& x) {
  v.rare("permissive", x.permissive);
  v.rare("command", x.command);
  v.rare("roles", x.roles);
  v.rare("condition", x.condition);
  v.rare("check", x.check);
}

void fields(auto&& v, Is<RowSecurity> auto& x) {
  v.rare("enabled", x.enabled);
  v.rare("forced", x.forced);
}

void fields(auto&& v, Is<Function> auto& x) {
  v.rare("owner", x.owner);
  v.rare("routine", x.routine);
  v.rare("arguments", x.arguments);
  v.rare("returns", x.returns);
  v.rare("language", x.language);
  v.rare("volatility", x.volatility);
  v.rare("parallel", x.parallel);
  v.rare("strict", x.strict);
  v.rare("leakproof", x.leakproof);
  v.rare("definer", x.definer);
  v.rare("cost", x.cost);
  v.rare("rows", x.rows);
  v.rare("support", x.support);
  v.rare("transforms", x.transforms);
  v.rare("settings", x.settings);
  v.rare("library", x.library);
  v.rare("body", x.body);
  v.rare("atomic", x.atomic);
}

void fields(auto&& v, Is<View> auto& x) {
  v.rare("owner", x.owner);
  v.rare("materialized", x.materialized);
  v.rare("columns", x.columns);
  v.rare("query", x.query);
  v.rare("options", x.options);
  v.rare("access_method", x.access_method);
  v.rare("tablespace", x.tablespace);
}

void fields(auto&& v, Is<Rule> auto& x) {
  v.rare("definition", x.definition);
  v.rare("firing", x.firing);
}

void fields(auto&& v, Is<Privilege> auto& x) {
  v.rare("name", x.name);
  v.rare("columns", x.columns);
  v.rare("grantable", x.grantable);
}

void fields(auto&& v, Is<Grant> auto& x) {
  v.rare("object", x.object);
  v.rare("privileges", x.privileges);
}

void fields(auto&& v, Is<DefaultPrivilege> auto& x) {
  v.rare("objects", x.objects);
  v.rare("privileges", x.privileges);
}

void fields(auto&& v, Is<Comment> auto& x) {
  v.rare("object", x.object);
  v.rare("text", x.text);
}

void fields(auto&& v, Is<PublishedTable> auto& x) {
  v.rare("table", x.table);
  v.rare("columns", x.columns);
  v.rare("where", x.where);
}

void fields(auto&& v, Is<Publication> auto& x) {
  v.rare("owner", x.owner);
  v.rare("all_tables", x.all_tables);
  v.rare("operations", x.operations);
  v.rare("via_root", x.via_root);
  v.rare("generated_columns", x.generated_columns);
  v.rare("tables", x.tables);
  v.rare("schemas", x.schemas);
}

void fields(auto&& v, Is<RegisteredRow> auto& x) {
  v.rare("values", x.values);
}

void fields(auto&& v, Is<Opaque> auto& x) {
  v.rare("made", x.made);
  v.rare("undone", x.undone);
}

void fields(auto&& v, Is<Why> auto& x) {
  v.rare("rule", x.rule);
  v.rare("reason", x.reason);
  v.rare("declaration", x.declaration);
}

}  // namespace model
}  // namespace tenon
