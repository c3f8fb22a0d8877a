#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "ir/ir.hpp"

namespace tenon::ir {
namespace {

using Json = nlohmann::ordered_json;

template <typename T>
Json list(const std::vector<T>& items);

Json json(const Type& t) {
  static constexpr const char* kKinds[] = {"column", "enum", "struct", "raw"};
  return {{"kind", kKinds[static_cast<std::size_t>(t.kind)]},
          {"name", t.name},
          {"parameters", t.parameters},
          {"dimensions", t.dimensions}};
}

Json json(const Value& v) {
  static constexpr const char* kKinds[] = {"null",     "number", "string", "boolean",
                                           "function", "sql",    "array",  "json"};
  Json out = {{"kind", kKinds[static_cast<std::size_t>(v.kind)]}, {"text", v.text}};
  if (v.kind == Value::Kind::kArray) out["items"] = list(v.items);
  return out;
}

Json json(const Column& c) {
  return {{"name", c.name},
          {"field", c.field},
          {"doc", c.doc},
          {"type", json(c.type)},
          {"nullable", c.nullable},
          {"default", c.default_value ? json(*c.default_value) : Json(nullptr)},
          {"example", c.example ? json(*c.example) : Json(nullptr)},
          {"pii", c.pii},
          {"secret", c.secret},
          {"rule", rule_name(c.rule)}};
}

Json json(const Key& k) {
  return {{"name", k.name},
          {"columns", k.columns},
          {"rule", rule_name(k.rule)},
          {"global_reason", k.global_reason}};
}

Json json(const ForeignKey& f) {
  static constexpr const char* kActions[] = {"no_action", "restrict", "cascade", "set_null", "set_default"};
  return {{"name", f.name},
          {"columns", f.columns},
          {"entity", f.entity},
          {"table", f.table},
          {"referenced", f.referenced},
          {"on_delete", kActions[static_cast<std::size_t>(f.on_delete)]},
          {"on_update", kActions[static_cast<std::size_t>(f.on_update)]},
          {"set_columns", f.set_columns},
          {"rule", rule_name(f.rule)}};
}

Json json(const Check& c) {
  return {{"name", c.name},     {"expression", c.expression}, {"column", c.column},
          {"one_of", c.one_of}, {"array", c.array},           {"all_or_none", c.all_or_none}};
}

Json json(const IndexColumn& c) {
  return {{"column", c.column},
          {"expression", c.expression},
          {"operator_class", c.operator_class},
          {"descending", c.descending},
          {"nulls_first", c.nulls_first ? Json(*c.nulls_first) : Json(nullptr)}};
}

Json json(const Index& i) {
  return {{"name", i.name},
          {"method", i.method},
          {"unique", i.unique},
          {"columns", list(i.columns)},
          {"include", i.include},
          {"where", i.where},
          {"options", i.options},
          {"rule", rule_name(i.rule)},
          {"global_reason", i.global_reason}};
}

Json json(const Policy& p) {
  return {
      {"name", p.name}, {"command", command_name(p.command)}, {"roles", p.roles}, {"narrowing", p.narrowing}};
}

Json json(const Grant& g) {
  Json privileges = Json::array();
  for (const Command command : g.privileges) privileges.push_back(command_name(command));
  return {{"role", g.role}, {"privileges", privileges}};
}

Json json(const Relation& r) {
  return {{"field", r.field}, {"entity", r.entity}, {"columns", r.columns}, {"nullable", r.nullable}};
}

Json json(const Entity& e) {
  static constexpr const char* kTenancies[] = {"none", "root", "tenant", "global"};
  return {{"name", e.name},
          {"table", e.table},
          {"doc", e.doc},
          {"tenancy", kTenancies[static_cast<std::size_t>(e.tenancy)]},
          {"global_reason", e.global_reason},
          {"tenant_column", e.tenant_column},
          {"columns", list(e.columns)},
          {"key", e.key},
          {"primary_key", json(e.primary_key)},
          {"uniques", list(e.uniques)},
          {"relations", list(e.relations)},
          {"foreign_keys", list(e.foreign_keys)},
          {"checks", list(e.checks)},
          {"indexes", list(e.indexes)},
          {"touched", e.touched},
          {"policies", list(e.policies)},
          {"grants", list(e.grants)}};
}

Json json(const Enum& e) {
  Json values = Json::array();
  for (const auto& [name, doc] : e.values) values.push_back({{"name", name}, {"doc", doc}});
  return {
      {"name", e.name}, {"sql_name", e.sql_name}, {"doc", e.doc}, {"as_text", e.as_text}, {"values", values}};
}

Json json(const StructField& f) {
  return {{"name", f.name}, {"doc", f.doc}, {"type", json(f.type)}, {"optional", f.optional}};
}

Json json(const Struct& s) {
  return {{"name", s.name}, {"doc", s.doc}, {"fields", list(s.fields)}, {"open", s.open}};
}

Json json(const SeedRow& r) {
  Json values = Json::object();
  for (const auto& [column, value] : r.values) values[column] = json(value);
  return {{"label", r.label}, {"entity", r.entity}, {"tenant", r.tenant}, {"values", values}};
}

Json json(const Seed& s) {
  return {{"name", s.name}, {"doc", s.doc}, {"rows", list(s.rows)}};
}

Json json(const TenancySettings& t) {
  return {{"root", t.root},   {"column", t.column},           {"setting", t.setting}, {"app", t.app},
          {"owner", t.owner}, {"provisioner", t.provisioner}, {"type", json(t.type)}};
}

template <typename T>
Json list(const std::vector<T>& items) {
  Json out = Json::array();
  for (const T& item : items) out.push_back(json(item));
  return out;
}

Json json(const Schema& s) {
  return {{"version", 1},
          {"name", s.name},
          {"doc", s.doc},
          {"postgres", s.postgres},
          {"extensions", s.extensions},
          {"namespace", s.cpp_namespace},
          {"sql_schema", s.sql_schema},
          {"tenancy", s.tenancy ? json(*s.tenancy) : Json(nullptr)},
          {"enums", list(s.enums)},
          {"structs", list(s.structs)},
          {"entities", list(s.entities)},
          {"seeds", list(s.seeds)}};
}

void drop_docs(Json& node) {
  if (node.is_object()) {
    node.erase("doc");
    node.erase("example");
  }
  for (auto& child : node) {
    if (child.is_structured()) drop_docs(child);
  }
}

}  // namespace

std::string to_json(const Schema& schema) {
  return json(schema).dump(2) + "\n";
}

std::string fingerprint(const Schema& schema) {
  Json meaning = json(schema);
  drop_docs(meaning);
  meaning.erase("seeds");
  meaning.erase("namespace");
  return stable_hash(meaning.dump());
}

}  // namespace tenon::ir
