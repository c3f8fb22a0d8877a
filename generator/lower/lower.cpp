#include "lower/lower.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "dialect/dialect.hpp"
#include "ir/looked_up.hpp"
#include "lower/parts.hpp"

namespace tenon::lower {

using model::Kind;

model::Sql sql(const render::SqlText& text) {
  return {text.str()};
}

model::Why why(ir::Rule rule, const std::string& declaration) {
  if (rule == ir::Rule::kDeclared) return {"", "", declaration};
  return {std::string(ir::rule_name(rule)), std::string(ir::rule_text(rule)), declaration};
}

model::Why mark(ir::Rule rule, const std::string& declaration) {
  return {rule == ir::Rule::kDeclared ? "" : std::string(ir::rule_name(rule)), "", declaration};
}

model::Why why(ir::Rule rule, const std::string& global_reason, const std::string& declaration) {
  if (global_reason.empty()) return why(rule, declaration);
  return {"", "global: " + global_reason, declaration};
}

model::Identity bookkeeping(Kind kind, const std::string& name, const std::string& table) {
  return {kind, model::kBookkeeping, table, name, ""};
}

namespace {

bool may_insert(const ir::Grant& grant) {
  const auto& may = grant.privileges;
  return std::find(may.begin(), may.end(), ir::Command::kInsert) != may.end();
}

/// Those who add rows of which a column has the sequence's numbers.
std::vector<std::string> takers_of(const ir::Schema& schema, const ir::Sequence& sequence) {
  std::vector<std::string> out;
  for (const ir::Entity& entity : schema.entities) {
    const bool takes =
        std::any_of(entity.columns.begin(), entity.columns.end(),
                    [&](const ir::Column& column) { return ir::sequence_of(schema, column) == &sequence; });
    if (!takes) continue;
    for (const ir::Grant& grant : entity.grants) {
      if (may_insert(grant) && std::find(out.begin(), out.end(), grant.role) == out.end())
        out.push_back(grant.role);
    }
  }
  return out;
}

bool names_enum(const ir::Type& type, const ir::Enum& item) {
  return type.kind == ir::Type::Kind::kEnum && type.name == item.name;
}

/// An enum that only structs name lives in JSON and needs no type.
bool is_used(const ir::Schema& schema, const ir::Enum& item) {
  const auto in_domain = [&](const ir::Domain& domain) { return names_enum(domain.type, item); };
  const auto in_entity = [&](const ir::Entity& entity) {
    return std::any_of(entity.columns.begin(), entity.columns.end(),
                       [&](const ir::Column& column) { return names_enum(column.type, item); });
  };
  const auto in_function = [&](const ir::Function& function) {
    return names_enum(function.type, item) ||
           std::any_of(function.parameters.begin(), function.parameters.end(),
                       [&](const ir::QueryParameter& each) { return names_enum(each.type, item); });
  };
  const auto in_composite = [&](const ir::Composite& composite) {
    return std::any_of(composite.attributes.begin(), composite.attributes.end(),
                       [&](const ir::Attribute& each) { return names_enum(each.type, item); });
  };
  const auto in_session = [&](const ir::SessionVariable& each) { return names_enum(each.type, item); };
  return std::any_of(schema.session.begin(), schema.session.end(), in_session) ||
         std::any_of(schema.domains.begin(), schema.domains.end(), in_domain) ||
         std::any_of(schema.composites.begin(), schema.composites.end(), in_composite) ||
         std::any_of(schema.functions.begin(), schema.functions.end(), in_function) ||
         std::any_of(schema.entities.begin(), schema.entities.end(), in_entity);
}

void add_enums(Lowering& lowering) {
  for (const ir::Enum& item : lowering.schema.enums) {
    if (item.as_text || !is_used(lowering.schema, item)) continue;
    model::Enum made{lowering.owner(), {}};
    for (const ir::EnumValue& value : item.values) made.labels.push_back(ir::label_of(value));
    const model::Identity identity = lowering.beside(item, Kind::kEnum, item.sql_name);
    lowering.add(identity, std::move(made), {}, why(ir::Rule::kDeclared, item.name));
    add_comment(lowering, identity, item.doc);
  }
}

/// Those take the next number of a sequence who add rows that have it.
void let_take(Lowering& lowering, const model::Identity& sequence, const std::string& role, model::Why why) {
  lowering.add(model::right_on(sequence, role), model::Grant{sequence, {{"USAGE", {}, false}}}, {},
               std::move(why));
}

void add_sequences(Lowering& lowering) {
  for (const ir::Sequence& item : lowering.schema.sequences) {
    model::Sequence made;
    made.owner = lowering.owner();
    made.type = item.type == "int2" ? "smallint" : item.type == "int4" ? "integer" : "bigint";
    made.start = item.start;
    made.increment = item.increment;
    made.minimum = item.minimum;
    made.maximum = item.maximum;
    made.cache = item.cache;
    made.cycles = item.cycles;
    const model::Identity identity = lowering.beside(item, Kind::kSequence, item.sql_name);
    lowering.add(identity, std::move(made), {}, why(ir::Rule::kDeclared, item.name));
    add_comment(lowering, identity, item.doc);
    for (const std::string& role : takers_of(lowering.schema, item))
      let_take(lowering, identity, role, mark(ir::Rule::kT7, item.name));
  }
}

void append(std::vector<model::Identity>& to, std::vector<model::Identity> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void add_domains(Lowering& lowering) {
  for (const ir::Domain& item : lowering.schema.domains) {
    model::Domain made;
    made.owner = lowering.owner();
    made.type = sql(dialect::type(lowering.schema, item.type));
    if (item.default_value)
      made.default_value = sql(dialect::value(lowering.schema, *item.default_value, item.type));
    for (const ir::Check& check : item.checks)
      made.checks.push_back({check.name, sql(dialect::check_expression(check))});
    std::sort(made.checks.begin(), made.checks.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    const model::Identity identity = lowering.beside(item, Kind::kDomain, item.sql_name);
    std::vector<model::Identity> needs = needs_of(lowering, item.type);
    append(needs, asked_in(lowering, made.default_value ? made.default_value->text : ""));
    lowering.add(identity, std::move(made), std::move(needs), why(ir::Rule::kDeclared, item.name));
    add_comment(lowering, identity, item.doc);
  }
}

/// After those that one is made of.
void add_composite(Lowering& lowering, const ir::Composite& item) {
  const model::Identity identity = lowering.beside(item, Kind::kComposite, item.sql_name);
  if (lowering.out.find(identity) != nullptr) return;
  model::Composite made;
  made.owner = lowering.owner();
  std::vector<model::Identity> needs;
  for (const ir::Attribute& each : item.attributes) {
    if (each.type.kind == ir::Type::Kind::kComposite)
      add_composite(lowering, *lowering.schema.composite(each.type.name));
    made.attributes.push_back({each.name, sql(dialect::type(lowering.schema, each.type)), ""});
    append(needs, needs_of(lowering, each.type));
  }
  lowering.add(identity, std::move(made), std::move(needs), why(ir::Rule::kDeclared, item.name));
  add_comment(lowering, identity, item.doc);
}

model::ColumnIdentity identity_of(ir::Identity identity) {
  if (identity == ir::Identity::kAlways) return model::ColumnIdentity::kAlways;
  return identity == ir::Identity::kByDefault ? model::ColumnIdentity::kByDefault
                                              : model::ColumnIdentity::kNone;
}

model::Column column_of(const ir::Schema& schema, const ir::Column& column) {
  model::Column out;
  out.type = sql(dialect::type(schema, ir::stored_type(column)));
  if (!column.collation.empty()) out.collation = '"' + column.collation + '"';
  out.not_null = !column.nullable;
  if (column.default_value)
    out.default_value = sql(dialect::value(schema, *column.default_value, column.type));
  if (!column.generated.empty()) out.generated = sql(dialect::authored_expression(column.generated));
  out.identity = identity_of(column.identity);
  return out;
}

/// What stands above a table: its entity, and why it has no policies where it has none.
std::string headline(const ir::Entity& entity) {
  std::string text = entity.name;
  if (entity.tenancy == ir::Tenancy::kRoot) text += ": the tenant itself";
  if (entity.tenancy == ir::Tenancy::kGlobal)
    text += (entity.unguarded_reason.empty() ? ": global, because " : ": unguarded, because ") +
            entity.global_reason;
  if (ir::is_shared(entity)) text += ": with rows that all tenants share, because " + entity.shared_reason;
  if (entity.inherited != ir::Inheritance::kNone)
    text += entity.inherited == ir::Inheritance::kUp ? ": read by tenants above its own too"
                                                     : ": read by tenants below its own too";
  if (entity.visible) text += "; visible through " + entity.visible->entity;
  if (!entity.writable_reason.empty())
    text += "; writable by the application, because " + entity.writable_reason;
  if (!entity.keyless_reason.empty()) text += "; without a key, because " + entity.keyless_reason;
  if (!entity.kept_because.empty()) text += "; kept for ever, because " + entity.kept_because;
  if (!entity.audit_of.empty())
    text += ": the log of " + entity.audit_of + ", " + model::text(why(ir::Rule::kAudit, entity.name));
  return text;
}

model::Why why_of(const ir::Entity& entity, const ir::Column& column) {
  const std::string declaration = entity.name + "." + column.field;
  if (column.encrypted) return {"", "encrypted: ciphertext that the application makes", declaration};
  if (!column.hash_of.empty())
    return {"", "searchable: a keyed hash that the application makes", declaration};
  if (column.hashed) return {"", "hashed: the SHA-256 of a secret", declaration};
  return why(column.rule, declaration);
}

/// The type that has to be there first, and the function that makes its value.
std::vector<model::Identity> needs_of(const Lowering& lowering, const ir::Entity& entity,
                                      const ir::Column& column) {
  std::vector<model::Identity> out = needs_of(lowering, column.type);
  const bool grows = column.default_value && column.default_value->text == "tenon.uuid7()";
  if (grows) out.push_back(bookkeeping(Kind::kFunction, "uuid7"));
  if (const ir::Sequence* sequence = ir::sequence_of(lowering.schema, column))
    out.push_back(lowering.beside(*sequence, Kind::kSequence, sequence->sql_name));
  append(out, asked_in(lowering, column.default_value ? column.default_value->text : ""));
  append(out, asked_in(lowering, column.generated));
  if (column.identity == ir::Identity::kSerial)
    out.push_back(lowering.beside(entity, Kind::kSequence, column.sequence));
  return out;
}

/// The sequence goes with its column.
void add_sequence(Lowering& lowering, const ir::Entity& entity, const ir::Column& column) {
  static const std::map<std::string, std::pair<const char*, const char*>, std::less<>> kTypes = {
      {"int2", {"smallint", "32767"}},
      {"int4", {"integer", "2147483647"}},
      {"int8", {"bigint", "9223372036854775807"}}};
  model::Sequence made;
  made.owner = lowering.owner();
  if (const auto type = kTypes.find(column.type.name); type != kTypes.end())
    std::tie(made.type, made.maximum) = type->second;
  made.owned_by = {entity.table, column.name};
  lowering.add(lowering.beside(entity, Kind::kSequence, column.sequence), std::move(made), {},
               {"", "numbers " + entity.name, entity.name + "." + column.field});
}

void add_table(Lowering& lowering, const ir::Entity& entity) {
  model::Table made;
  made.owner = lowering.owner();
  if (!entity.partitioning.empty()) {
    made.partition_by = sql(dialect::partition_clause(entity.partitioning[0]));
  } else {
    made.storage = entity.storage;
  }
  for (const ir::Column& column : entity.columns) {
    if (column.identity == ir::Identity::kSerial) add_sequence(lowering, entity, column);
  }
  lowering.add(lowering.table(entity), std::move(made), {}, {"", headline(entity), entity.name});
  for (const ir::Column& column : entity.columns)
    lowering.add(lowering.part(entity, Kind::kColumn, column.name), column_of(lowering.schema, column),
                 needs_of(lowering, entity, column), why_of(entity, column));
}

/// Whoever inserts rows takes their numbers; of an identity column that goes without saying.
void add_sequence_grants(Lowering& lowering, const ir::Entity& entity) {
  for (const ir::Column& column : entity.columns) {
    if (column.identity != ir::Identity::kSerial) continue;
    const model::Identity sequence = lowering.beside(entity, Kind::kSequence, column.sequence);
    for (const ir::Grant& grant : entity.grants) {
      if (may_insert(grant)) let_take(lowering, sequence, grant.role, why(ir::Rule::kT7, entity.name));
    }
  }
}

void add_comments(Lowering& lowering, const ir::Entity& entity) {
  add_comment(lowering, lowering.table(entity), entity.doc);
  for (const ir::Column& column : entity.columns)
    add_comment(lowering, lowering.part(entity, Kind::kColumn, column.name), column.doc);
}

/// The tables and views that a view reads.
std::vector<model::Identity> needs_of(const Lowering& lowering, const ir::View& view) {
  std::vector<model::Identity> out = sources(lowering, view.reads);
  append(out, asked_in(lowering, view.query));
  return out;
}

void add_view(Lowering& lowering, const ir::View& view) {
  model::View made;
  made.owner = lowering.owner();
  for (const ir::Column& column : view.columns) made.columns.push_back(column.name);
  made.query = sql(dialect::authored_expression(view.query));
  if (!view.definer) made.options = {{"security_invoker", "true"}};
  const std::string remark = model::text(why(view.rule, view.name));
  const std::string rights =
      view.definer ? "\ndefiner: it reads with its owner's rights, whoever asks it."
                   : "\nP11: security_invoker, or its owner's rights would show every tenant's rows. CREATE "
                     "OR REPLACE has to say "
                     "it again.";
  const model::Identity identity = lowering.beside(view, Kind::kView, view.sql_name);
  lowering.add(identity, std::move(made), needs_of(lowering, view),
               {"", view.name + (remark.empty() ? "" : ", " + remark) + rights, view.name});
  add_comment(lowering, identity, view.doc);
  add_grants(lowering, identity, view.grants, ir::Rule::kDeclared, view.name);
}

/// Those to tables that are there already stand with their table; the others come behind all tables.
void add_foreign_keys(Lowering& lowering, const ir::Entity& entity,
                      std::vector<std::pair<const ir::Entity*, const ir::ForeignKey*>>& late) {
  for (const ir::ForeignKey& key : entity.foreign_keys) {
    if (lowering.out.find(lowering.table(*lowering.schema.entity(key.entity))) == nullptr) {
      late.emplace_back(&entity, &key);
    } else {
      add_foreign_key(lowering, entity, key);
    }
  }
}

}  // namespace

std::vector<model::Identity> sources(const Lowering& lowering, const std::vector<std::string>& names) {
  std::vector<model::Identity> out;
  for (const std::string& name : names) {
    const ir::Entity* entity = lowering.schema.entity(name);
    if (entity != nullptr) out.push_back(lowering.table(*entity));
  }
  for (const ir::View& other : lowering.schema.views) {
    if (std::find(names.begin(), names.end(), other.name) != names.end())
      out.push_back(lowering.beside(other, Kind::kView, other.sql_name));
  }
  return out;
}

std::vector<model::Identity> needs_of(const Lowering& lowering, const ir::Type& type) {
  if (type.kind == ir::Type::Kind::kDomain)
    return {lowering.beside(*lowering.schema.domain(type.name), Kind::kDomain,
                            lowering.schema.domain(type.name)->sql_name)};
  if (type.kind == ir::Type::Kind::kComposite)
    return {lowering.beside(*lowering.schema.composite(type.name), Kind::kComposite,
                            lowering.schema.composite(type.name)->sql_name)};
  const ir::Enum* item =
      type.kind == ir::Type::Kind::kEnum ? lowering.schema.enumeration(type.name) : nullptr;
  if (item == nullptr || item->as_text) return {};
  return {lowering.beside(*item, Kind::kEnum, item->sql_name)};
}

void add_comment(Lowering& lowering, const model::Identity& object, const std::string& doc) {
  if (doc.empty()) return;
  lowering.add(model::comment_on(object), model::Comment{object, doc}, {}, {});
}

model::Database roles(const ir::Schema& schema) {
  Lowering lowering{schema};
  add_roles(lowering);
  return std::move(lowering.out);
}

/// Whether its policies are about rows of tables that may not be there when its own is made.
static bool looks_elsewhere(const ir::Entity& entity) {
  return entity.visible.has_value() || ir::has_looking_policies(entity);
}

model::Database lower(const ir::Schema& schema) {
  Lowering lowering{schema};
  add_roles(lowering);
  add_extensions(lowering);
  add_schemas(lowering);
  add_foundations(lowering);
  add_enums(lowering);
  add_raw(lowering, false);
  add_session_functions(lowering, true);
  add_sequences(lowering);
  for (const ir::Composite& item : schema.composites) add_composite(lowering, item);
  add_domains(lowering);
  add_functions(lowering, false);
  add_touch_functions(lowering);
  add_maintenance(lowering);
  add_counters(lowering);
  add_tree(lowering);
  std::vector<std::pair<const ir::Entity*, const ir::ForeignKey*>> late;
  for (const ir::Entity* entity : ir::dependency_order(schema)) {
    add_table(lowering, *entity);
    add_keys(lowering, *entity);
    add_foreign_keys(lowering, *entity, late);
    add_checks(lowering, *entity);
    add_indexes(lowering, *entity);
    add_statistics(lowering, *entity);
    add_triggers(lowering, *entity);
    if (!looks_elsewhere(*entity)) add_policies(lowering, *entity);
    add_grants(lowering, lowering.table(*entity), entity->grants, ir::Rule::kT7, entity->name);
    add_sequence_grants(lowering, *entity);
    add_registered(lowering, *entity);
    add_comments(lowering, *entity);
    // After the grants: a function is there when all that guards it is.
    add_search(lowering, *entity);
  }
  for (const ir::Entity& entity : schema.entities) {
    if (looks_elsewhere(entity)) add_policies(lowering, entity);
  }
  add_audits(lowering);
  for (const ir::View& view : schema.views)
    view.stored ? add_stored_view(lowering, view) : add_view(lowering, view);
  add_functions(lowering, true);
  add_counters_owner(lowering);
  add_tree_owners(lowering);
  for (const auto& [entity, key] : late) add_foreign_key(lowering, *entity, *key);
  add_raw(lowering, true);
  // What reads rows stands behind the tables, and policies and views that call it behind that.
  const bool reads = std::any_of(schema.functions.begin(), schema.functions.end(),
                                 [](const ir::Function& each) { return !each.reads.empty(); });
  return reads ? model::ordered(lowering.out) : std::move(lowering.out);
}

}  // namespace tenon::lower
