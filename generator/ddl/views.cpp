#include "ddl/views.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "ddl/clauses.hpp"

namespace tenon::ddl {

using model::Kind;
using model::Object;
using render::authored_sql;
using render::sql_format;
using render::sql_identifier;
using render::sql_identifiers;
using render::sql_join;
using render::sql_literal;
using render::View;

namespace {

View base(const Object& object, bool is_there = false) {
  View view;
  view.put_optional("remark", remark(object));
  view.put("name", qualified(object.identity, object.path));
  // Schemas without tenancy may share a database, and what `tenon` holds there.
  view.put("may_be_there", is_there || object.identity.schema == model::kBookkeeping);
  return view;
}

/// A part of a table.
View part(const Object& object, const SqlText& remark) {
  View view;
  view.put_optional("remark", remark);
  view.put("name", sql_identifier(object.identity.name));
  view.put("table", of_table(object.identity, object.path));
  return view;
}

View::List settings(const model::Options& settings) {
  View::List out;
  for (const auto& [name, value] : settings) {
    View item;
    item.put("setting", authored_sql(name)).put("value", setting_value(name, value));
    out.push_back(std::move(item));
  }
  return out;
}

SqlText optional(const std::optional<model::Sql>& sql) {
  return sql ? text(*sql) : SqlText();
}

/// Says of one object which template lays it out, and what that gets.
struct Renderer {
  const std::vector<const Object*>& made;
  const SqlText& closed;
  const Object* about;
  bool replaces;
  const Object& object = *made.front();
  const model::Identity& identity = object.identity;

  Rendered operator()(const model::Role& o) const {
    View view = base(object);
    view.put("traits", role_traits(o)).put("settings", settings(o.settings));
    return {"postgres/object/role.sql", view};
  }
  Rendered operator()(const model::Membership& o) const {
    View view;
    view.put("group", sql_identifier(identity.table)).put("member", sql_identifier(identity.name));
    // A member of 15 inherits as its role says, which knows no word for it.
    std::vector<SqlText> options;
    if (o.admin) options.push_back(authored_sql("ADMIN OPTION"));
    if (!o.sets) options.push_back(authored_sql("SET FALSE"));
    view.put_optional("options", sql_join(options, ", "));
    return {"postgres/object/membership.sql", view};
  }
  Rendered operator()(const model::Schema& /*o*/) const {
    return {"postgres/object/schema.sql", base(object)};
  }
  Rendered operator()(const model::Extension& o) const {
    View view = base(object);
    view.put_optional("schema", o.schema.empty() ? SqlText() : sql_identifier(o.schema));
    return {"postgres/object/extension.sql", view};
  }
  Rendered operator()(const model::Enum& o) const {
    View view = base(object);
    std::vector<SqlText> labels;
    for (const std::string& label : o.labels) labels.push_back(sql_literal(label));
    view.put("values", sql_join(labels, ", "));
    return {"postgres/object/enum.sql", view};
  }
  Rendered operator()(const model::Composite& o) const {
    View view = base(object);
    view.put("attributes", attributes(o));
    return {"postgres/object/composite.sql", view};
  }
  Rendered operator()(const model::Domain& o) const {
    View view = base(object);
    view.put("definition", domain_definition(o));
    return {"postgres/object/domain.sql", view};
  }
  Rendered operator()(const model::Sequence& o) const {
    View view = base(object);
    view.put("unlogged", o.unlogged).put("traits", sequence_traits(o));
    return {"postgres/object/sequence.sql", view};
  }
  Rendered operator()(const model::Function& o) const {
    View view = base(object);
    view.put("word", authored_sql(o.routine == model::Routine::kProcedure ? "PROCEDURE" : "FUNCTION"));
    view.put("signature", authored_sql(identity.signature)).put("definition", function_definition(o));
    view.put_optional("closed", closed);
    return {"postgres/object/function.sql", view};
  }
  Rendered operator()(const model::Table& o) const {
    View view = base(object);
    view.put("unlogged", o.persistence == model::Persistence::kUnlogged);
    view.put_optional("parent", o.partition_of ? qualified(*o.partition_of, object.path) : SqlText());
    view.put("bound", text(o.bound)).put("body", table_body(made));
    std::vector<SqlText> parents;
    for (const model::Identity& parent : o.inherits) parents.push_back(qualified(parent, object.path));
    view.put_optional("inherits", sql_join(parents, ", "));
    view.put_optional("partition", optional(o.partition_by));
    view.put_optional("method", o.access_method.empty() ? SqlText() : sql_identifier(o.access_method));
    view.put_optional("storage", options(o.storage));
    view.put_optional("tablespace", o.tablespace.empty() ? SqlText() : sql_identifier(o.tablespace));
    view.put_optional("closed", closed);
    return {"postgres/object/table.sql", view};
  }
  Rendered operator()(const model::Column& /*o*/) const { return {}; }
  Rendered operator()(const model::Constraint& o) const {
    if (o.is_inherited) return {};
    View view = part(object, remark(object));
    view.put("clause", constraint_clause(o, object.path));
    return {"postgres/object/constraint.sql", view};
  }
  Rendered operator()(const model::Index& o) const {
    if (o.is_inherited) return {};
    View view = part(object, remark(object));
    view.put("unique", o.unique)
        .put("method", sql_identifier(o.method))
        .put("definition", index_definition(o));
    return {"postgres/object/index.sql", view};
  }
  Rendered operator()(const model::Statistics& o) const {
    View view = base(object);
    view.put("definition", statistics_definition(o)).put("table", of_table(identity, object.path));
    return {"postgres/object/statistics.sql", view};
  }
  Rendered operator()(const model::View& o) const {
    View view = base(object, replaces);
    view.put("materialized", o.materialized).put("columns", sql_identifiers(o.columns));
    view.put_optional("method", o.access_method.empty() ? SqlText() : sql_identifier(o.access_method));
    view.put_optional("options", options(o.options));
    view.put_optional("tablespace", o.tablespace.empty() ? SqlText() : sql_identifier(o.tablespace));
    // Who makes it may see other rows than the one in whose name it is refreshed.
    view.put("unfilled", o.materialized && identity.schema == model::kBookkeeping);
    view.put("query", text(o.query)).put_optional("closed", closed);
    return {"postgres/object/view.sql", view};
  }
  Rendered operator()(const model::Rule& o) const {
    View view;
    view.put("definition", text(o.definition));
    return {"postgres/object/rule.sql", view};
  }
  Rendered operator()(const model::Trigger& o) const {
    View view = part(object, remark(object));
    view.put("constraint", o.is_constraint).put("timing", trigger_timing(o));
    view.put("definition", trigger_definition(o, object.path));
    view.put_optional("firing", o.firing == model::Firing::kOrigin ? SqlText() : firing(o.firing));
    return {"postgres/object/trigger.sql", view};
  }
  Rendered operator()(const model::Policy& o) const {
    View view = part(object, mark(object));
    view.put("scope", policy_scope(o));
    view.put_optional("using", optional(o.condition)).put_optional("check", optional(o.check));
    view.put("bare", !o.condition && !o.check);
    return {"postgres/object/policy.sql", view};
  }
  Rendered operator()(const model::RowSecurity& o) const {
    View view = part(object, mark(object));
    view.put("enabled", o.enabled).put("forced", o.forced);
    return {"postgres/object/row_security.sql", view};
  }
  Rendered operator()(const model::Grant& o) const {
    const bool on_routine = about != nullptr && about->identity.kind == Kind::kFunction;
    return grants(on_routine ? altered(*about) : granted_on(o.object, object.path), o.privileges);
  }
  Rendered operator()(const model::DefaultPrivilege& o) const {
    View view = grants(authored_sql(o.objects), o.privileges).view;
    view.put("maker", sql_identifier(identity.table));
    view.put_optional("schema", identity.schema.empty() ? SqlText() : sql_identifier(identity.schema));
    return {"postgres/object/default_privilege.sql", view};
  }
  Rendered operator()(const model::Comment& o) const {
    View view;
    view.put("object", about == nullptr ? commented(o.object, object.path) : altered(*about))
        .put("text", sql_literal(o.text));
    return {"postgres/object/comment.sql", view};
  }
  Rendered operator()(const model::Publication& o) const {
    View view = base(object);
    view.put("traits", publication_traits(o, object.path));
    return {"postgres/object/publication.sql", view};
  }
  Rendered operator()(const model::RegisteredRow& o) const {
    View view;
    view.put_optional("remark", remark(object)).put("table", of_table(identity, object.path));
    view.put("row", row(o));
    return {"postgres/object/registered_row.sql", view};
  }
  Rendered operator()(const model::Opaque& o) const {
    View view;
    view.put_optional("remark", remark(object)).put("statements", text(o.made));
    return {"postgres/object/opaque.sql", view};
  }

 private:
  /// A statement for those rights that may be given on, and one for the others.
  [[nodiscard]] Rendered grants(const SqlText& on, const std::vector<model::Privilege>& rights) const {
    View::List statements;
    for (const bool grantable : {false, true}) {
      std::vector<model::Privilege> some;
      std::copy_if(rights.begin(), rights.end(), std::back_inserter(some),
                   [&](const model::Privilege& each) { return each.grantable == grantable; });
      if (some.empty()) continue;
      View item;
      item.put("privileges", privileges(some)).put("grantable", grantable);
      statements.push_back(std::move(item));
    }
    View view;
    view.put("nothing", rights.empty());
    view.put("grants", std::move(statements)).put("object", on).put("role", grantees({identity.name}));
    view.put_optional("remark", mark(object));
    return {"postgres/object/grant.sql", view};
  }
};

}  // namespace

Rendered rendered(const std::vector<const Object*>& made, const SqlText& closed, const Object* about,
                  bool replaces) {
  return std::visit(Renderer{made, closed, about, replaces}, made.front()->definition);
}

}  // namespace tenon::ddl
