#include "target/conformance/conformance.hpp"

#include "render/cpp_text.hpp"

namespace tenon::target::conformance {
namespace {

namespace want = tenon::conformance;

using render::cpp_code;
using render::cpp_string;
using render::CppText;
using render::View;

CppText string_list(const std::vector<std::string>& items) {
  std::string out = "{";
  for (const std::string& item : items) {
    if (out.size() > 1) out += ", ";
    out += cpp_string(item).str();
  }
  return cpp_code(out + "}");
}

CppText boolean(bool value) {
  return cpp_code(value ? "true" : "false");
}

CppText tenancy(want::Tenancy tenancy) {
  static constexpr const char* kNames[] = {"kNone", "kRoot", "kTenant", "kGlobal"};
  return cpp_code(std::string("Tenancy::") + kNames[static_cast<std::size_t>(tenancy)]);
}

/// Nothing where anybody writes it, as most.
CppText written(want::Written written) {
  static constexpr const char* kNames[] = {"", "kByExpression", "kByNumber", "kByNumberAlways", "kByCounter"};
  const std::string name = kNames[static_cast<std::size_t>(written)];
  return name.empty() ? CppText() : cpp_code("Written::" + name);
}

template <typename T, typename Fill>
View::List list(const std::vector<T>& items, Fill fill) {
  View::List out;
  for (const T& item : items) {
    View view;
    fill(view, item);
    out.push_back(std::move(view));
  }
  return out;
}

View table_view(const want::Table& table) {
  View view;
  view.put("name", cpp_string(table.name));
  view.put("tenancy", tenancy(table.tenancy));
  view.put("tenant_column", cpp_string(table.tenant_column));
  view.put("primary_key", cpp_string(table.primary_key.name));
  view.put("primary_key_columns", string_list(table.primary_key.columns));
  view.put_list("columns", list(table.columns, [](View& v, const want::Column& c) {
                  v.put("name", cpp_string(c.name)).put("definition", cpp_string(c.definition));
                  v.put_optional("written", written(c.written));
                }));
  view.put_list("uniques", list(table.uniques, [](View& v, const want::Key& k) {
                  v.put("name", cpp_string(k.name)).put("columns", string_list(k.columns));
                  v.put("special", !k.deferrable.empty() || k.nulls_not_distinct || !k.include.empty());
                  v.put("deferrable", cpp_string(k.deferrable)).put("nulls", boolean(k.nulls_not_distinct));
                  v.put("include", string_list(k.include));
                }));
  view.put_list(
      "foreign_keys", list(table.foreign_keys, [](View& v, const want::ForeignKey& k) {
        v.put("name", cpp_string(k.name))
            .put("columns", string_list(k.columns))
            .put("table", cpp_string(k.table));
        v.put("referenced", string_list(k.referenced_columns)).put("on_delete", cpp_string(k.on_delete));
        v.put("on_update", cpp_string(k.on_update)).put("set_columns", string_list(k.set_columns));
        v.put("special", !k.deferrable.empty() || !k.indexed);
        v.put("deferrable", cpp_string(k.deferrable)).put("indexed", boolean(k.indexed));
      }));
  view.put_list("checks", list(table.checks, [](View& v, const want::Constraint& c) {
                  v.put("name", cpp_string(c.name)).put("definition", cpp_string(c.definition));
                }));
  view.put_list("exclusions", list(table.exclusions, [](View& v, const want::Constraint& e) {
                  v.put("name", cpp_string(e.name)).put("definition", cpp_string(e.definition));
                }));
  view.put_list("indexes", list(table.indexes, [](View& v, const want::Index& i) {
                  v.put("name", cpp_string(i.name)).put("definition", cpp_string(i.definition));
                  v.put("unique", i.unique);
                }));
  view.put_list("statistics", list(table.statistics, [](View& v, const want::Statistics& s) {
                  v.put("name", cpp_string(s.name)).put("kinds", string_list(s.kinds));
                  v.put("columns", string_list(s.columns));
                }));
  view.put_list("triggers", list(table.triggers, [](View& v, const want::Trigger& t) {
                  v.put("name", cpp_string(t.name))
                      .put("definition", cpp_string(t.definition))
                      .put("timing", cpp_string(t.timing));
                }));
  view.put_list("policies", list(table.policies, [](View& v, const want::Policy& p) {
                  v.put("name", cpp_string(p.name)).put("definition", cpp_string(p.definition));
                }));
  view.put_list("grants", list(table.grants, [](View& v, const want::Grant& g) {
                  v.put("role", cpp_string(g.role)).put("privileges", string_list(g.privileges));
                  v.put_optional("update_columns",
                                 g.update_columns.empty() ? CppText() : string_list(g.update_columns));
                  v.put_optional("insert_columns",
                                 g.insert_columns.empty() ? CppText() : string_list(g.insert_columns));
                }));
  view.put("shown_with_rows", table.shown_with_rows);
  view.put_optional("owning_column",
                    table.owning_column.empty() ? CppText() : cpp_string(table.owning_column));
  view.put_list("shared_references",
                list(table.shared_references, [](View& v, const want::SharedReference& r) {
                  v.put("foreign_key", cpp_string(r.foreign_key)).put("column", cpp_string(r.column));
                }));
  view.put_optional("looked_up", table.looked_up.empty() ? CppText() : string_list(table.looked_up));
  view.put_optional("inherited", table.inherited.empty() ? CppText() : cpp_string(table.inherited));
  const want::Members& by = table.members;
  view.put("has_members", !by.table.empty());
  view.put("member_table", cpp_string(by.table)).put("member_tenant", cpp_string(by.tenant_column));
  view.put("member_columns", string_list(by.columns)).put("member_key", string_list(by.key));
  view.put("member_mark", cpp_string(by.mark));
  view.put_list("demands", list(table.demands, [](View& v, const want::Demand& d) {
                  v.put("command", cpp_string(d.command)).put("variable", cpp_string(d.variable));
                  v.put("owns", boolean(d.owns));
                }));
  view.put_list("partitioning", list(table.partitioning, [](View& v, const want::Partitioning& p) {
                  v.put("strategy", cpp_string(p.strategy))
                      .put("columns", string_list(p.columns))
                      .put("named", p.named);
                }));
  view.put_list("sample", list(table.sample, [](View& v, const want::Sample& s) {
                  v.put("column", cpp_string(s.column)).put("expression", cpp_string(s.expression));
                }));
  return view;
}

View::List views(const std::vector<want::View>& all) {
  return list(all, [](View& v, const want::View& w) {
    v.put("name", cpp_string(w.name)).put("columns", string_list(w.columns));
    v.put("query", cpp_string(w.query)).put("tenant_column", cpp_string(w.tenant_column));
    v.put("tables", string_list(w.tables)).put("owner", cpp_string(w.owner));
    v.put("is_kept", w.kept.has_value()).put("is_definer", w.definer);
    const want::KeptRows kept = w.kept.value_or(want::KeptRows());
    v.put("kept", cpp_string(kept.name)).put("kept_query", cpp_string(kept.query));
    v.put("kept_source", cpp_string(kept.source)).put("kept_refresh", cpp_string(kept.refresh));
    v.put("kept_key", string_list(kept.key)).put("kept_refreshers", string_list(kept.refreshers));
    v.put("kept_minutes", cpp_code(std::to_string(kept.minutes)));
    v.put_list("grants", list(w.grants, [](View& g, const want::Grant& grant) {
                 g.put("role", cpp_string(grant.role)).put("privileges", string_list(grant.privileges));
               }));
  });
}

/// What stands beside the tables.
void put_others(View& view, const want::Schema& schema) {
  view.put("search", cpp_string(schema.roles.search)).put("triggers", cpp_string(schema.roles.triggers));
  view.put("other_roles", string_list(schema.roles.others));
  view.put_list("functions", list(schema.functions, [](View& v, const want::Function& f) {
                  v.put("name", cpp_string(f.name)).put("types", cpp_string(f.types));
                  v.put("source", cpp_string(f.source)).put("definer", boolean(f.definer));
                  v.put("settings", string_list(f.settings)).put("owner", cpp_string(f.owner));
                  v.put("executors", string_list(f.executors));
                  v.put_optional("definition", f.definition.empty() ? CppText() : cpp_string(f.definition));
                }));
  view.put_list("registers", list(schema.registers, [](View& v, const want::Register& r) {
                  v.put("name", cpp_string(r.name)).put("definition", cpp_string(r.definition));
                  v.put("rows", string_list(r.rows)).put("fixed", boolean(r.fixed));
                }));
  view.put_list("searches", list(schema.searches, [](View& v, const want::Search& s) {
                  v.put("table", cpp_string(s.table)).put("function", cpp_string(s.function));
                  v.put("queries", string_list(s.queries)).put("finds_all", boolean(s.finds_all));
                }));
  view.put_list("lookups", list(schema.lookups, [](View& v, const want::Lookup& l) {
                  v.put("table", cpp_string(l.table)).put("function", cpp_string(l.function));
                  v.put("columns", string_list(l.columns)).put("gives", string_list(l.gives));
                }));
  view.put_list("readings", list(schema.readings, [](View& v, const want::Reading& r) {
                  v.put("table", cpp_string(r.table)).put("entity", cpp_string(r.entity));
                  v.put("function", cpp_string(r.function)).put("arguments", cpp_string(r.arguments));
                  v.put("roles", string_list(r.roles));
                }));
  view.put_list("queries", list(schema.queries, [](View& v, const want::Query& q) {
                  v.put("name", cpp_string(q.name)).put("tables", string_list(q.tables));
                  v.put("statements", string_list(q.statements)).put("probes", string_list(q.probes));
                  v.put("writes", boolean(q.writes)).put("in_tenant", boolean(q.in_tenant));
                  v.put("columns", list(q.columns, [](View& c, const want::QueryColumn& column) {
                          c.put("name", cpp_string(column.name)).put("type", cpp_string(column.type));
                          c.put("nullable", boolean(column.nullable));
                        }));
                }));
  view.put_list("declared_functions",
                list(schema.declared_functions, [](View& v, const want::DeclaredFunction& f) {
                  v.put("name", cpp_string(f.name)).put("tables", string_list(f.tables));
                  v.put("calls", string_list(f.calls)).put("held_by_itself", boolean(f.held_by_itself));
                }));
  view.put_list("views", views(schema.views));
  view.put_list("searched_views", views(schema.searched_views));
  view.put_list("audits", list(schema.audits, [](View& v, const want::Audit& a) {
                  v.put("table", cpp_string(a.table)).put("log", cpp_string(a.log));
                  v.put("left_out", string_list(a.left_out));
                }));
}

/// All but the tables.
View schema_view(const want::Schema& schema, const std::string& banner) {
  View view;
  view.put("banner", cpp_code(banner));
  view.put("suite", render::cpp_name(schema.name));
  view.put("name", cpp_string(schema.name)).put("fingerprint", cpp_string(schema.fingerprint));
  view.put("sql_schema", cpp_string(schema.sql_schema));
  view.put_optional("other_schemas",
                    schema.other_schemas.empty() ? CppText() : string_list(schema.other_schemas));
  view.put("postgres_version", cpp_code(std::to_string(schema.postgres_version)));
  view.put("has_maintenance", schema.has_maintenance);
  view.put("has_tenancy", boolean(schema.has_tenancy));
  view.put("owner", cpp_string(schema.roles.owner)).put("app", cpp_string(schema.roles.app));
  view.put("provisioner", cpp_string(schema.roles.provisioner));
  view.put("tenant_setting", cpp_string(schema.tenant_setting))
      .put("tenant_type", cpp_string(schema.tenant_type));
  view.put("tenant_is_signed", schema.tenant_is_signed);
  view.put_optional("actor_setting",
                    schema.actor_setting.empty() ? CppText() : cpp_string(schema.actor_setting));
  view.put_list("session", list(schema.session, [](View& v, const want::SessionVariable& s) {
                  v.put("name", cpp_string(s.name)).put("setting", cpp_string(s.setting));
                  v.put("sample", cpp_string(s.sample)).put("other", cpp_string(s.other));
                  v.put("takes_any_text", boolean(s.takes_any_text));
                }));
  view.put_optional("no_tenant", schema.no_tenant.empty() ? CppText() : cpp_string(schema.no_tenant));
  view.put_optional("tree_column", schema.tree_column.empty() ? CppText() : cpp_string(schema.tree_column));
  view.put("sample_tenant_keys", string_list(schema.sample_tenant_keys));
  view.put("extensions", list(schema.extensions, [](View& v, const want::Extension& e) {
             v.put("name", cpp_string(e.name)).put("minimum", cpp_string(e.minimum_version));
           }));
  view.put("enums", list(schema.enums, [](View& v, const want::Enum& e) {
             v.put("name", cpp_string(e.name)).put("values", string_list(e.values));
           }));
  view.put_list("domains", list(schema.domains, [](View& v, const want::Domain& d) {
                  v.put("name", cpp_string(d.name)).put("definition", cpp_string(d.definition));
                }));
  view.put_list("composites", list(schema.composites, [](View& v, const want::Composite& c) {
                  v.put("name", cpp_string(c.name)).put("attributes", cpp_string(c.attributes));
                }));
  view.put_list("sequences", list(schema.sequences, [](View& v, const want::Sequence& s) {
                  v.put("name", cpp_string(s.name)).put("traits", cpp_string(s.traits));
                  v.put("takers", string_list(s.takers));
                }));
  put_others(view, schema);
  return view;
}

}  // namespace

std::vector<std::string> output_names(const std::string& stem) {
  return {stem + "_conformance_test.cpp"};
}

std::vector<render::OutputFile> generate(const ir::Schema& schema, const model::Database& lowered,
                                         const std::string& stem, const std::string& banner,
                                         render::Templates& templates) {
  const want::Schema promised = expectations(schema, lowered);
  constexpr std::string_view kPaths[] = {"conformance/conformance_test.cpp"};
  std::vector<std::string> texts = templates.render(
      kPaths, schema_view(promised, banner),
      {"tables", promised.tables.size(), [&](std::size_t i) { return table_view(promised.tables[i]); }});
  return {{output_names(stem)[0], std::move(texts.front())}};
}

}  // namespace tenon::target::conformance
