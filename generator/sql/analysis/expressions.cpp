// The types of expressions, and whether they can be NULL.
#include <algorithm>
#include <charconv>
#include <cstdint>

#include "sql/analysis/analyser.hpp"

namespace tenon::sql::detail {
namespace {

/// Operators that give NULL for values that aren't.
bool may_give_null(std::string_view operation, const SqlType& left) {
  static constexpr std::string_view kMay[] = {"->", "->>", "#>", "#>>", "@?"};
  if (operation == "@@") return left.name == "jsonb";
  return std::find(std::begin(kMay), std::end(kMay), operation) != std::end(kMay);
}

/// Whether the values of the type can show what they were made of.
bool shows(const SqlType& type) {
  static constexpr std::string_view kShowing[] = {"text",    "varchar",  "bpchar", "citext",
                                                  "json",    "jsonb",    "bytea",  "record",
                                                  "unknown", "tsvector", "hstore", "name"};
  return type.dimensions > 0 ||
         std::find(std::begin(kShowing), std::end(kShowing), type.name) != std::end(kShowing);
}

struct SessionValue {
  std::string_view name;
  std::string_view type;
};

/// What each table has beside its own columns.
constexpr SessionValue kSystemColumns[] = {{"ctid", "tid"}, {"xmin", "xid"}, {"xmax", "xid"},
                                           {"cmin", "cid"}, {"cmax", "cid"}, {"tableoid", "oid"}};

constexpr SessionValue kSessionValues[] = {
    {"SVFOP_CURRENT_DATE", "date"},
    {"SVFOP_CURRENT_TIME", "timetz"},
    {"SVFOP_CURRENT_TIMESTAMP", "timestamptz"},
    {"SVFOP_CURRENT_TIMESTAMP_N", "timestamptz"},
    {"SVFOP_LOCALTIME", "time"},
    {"SVFOP_LOCALTIMESTAMP", "timestamp"},
    {"SVFOP_LOCALTIMESTAMP_N", "timestamp"},
};

std::string text_of(const Json& node) {
  return member(member(node, "A_Const"), "sval").value("sval", "");
}

bool is_text(const Json& node) {
  return member(node, "A_Const").contains("sval");
}

}  // namespace

Typed Analyser::column(const Json& node, const Scope& scope) {
  const std::vector<std::string> path = names_in(member(node, "fields"));
  if (path.empty()) return {};
  const std::string& name = path.back();
  const std::string relation_name = path.size() > 1 ? path[path.size() - 2] : "";
  if (path.size() > 2)
    fault(Fault::Kind::kForm, "a column by its table's schema", location(node),
          "a table that is held to the tenant has a name alone: `" + relation_name + "." + name + "`");
  for (const Scope* each = &scope; each != nullptr; each = each->outer) {
    std::vector<Typed> found;
    bool unknown = false;
    for (const Relation& relation : each->relations) {
      if (!relation_name.empty() && relation.alias != relation_name) continue;
      unknown = unknown || !relation.known;
      for (const Field& field : relation.fields) {
        if (field.name != name) continue;
        found.push_back(field.value);
        const auto proves = [&](const auto& item) {
          return item.second == name && (item.first.empty() || item.first == relation.alias);
        };
        if (std::any_of(each->never_null.begin(), each->never_null.end(), proves))
          found.back().nullable = false;
      }
    }
    const auto merged = each->merged.find(name);
    if (relation_name.empty() && merged != each->merged.end()) return merged->second;
    if (found.size() > 1 && relation_name.empty()) {
      fault(Fault::Kind::kAmbiguous, name, location(node));
      return found.front();
    }
    if (!found.empty()) {
      check_hidden(path, *each, location(node));
      return found.front();
    }
    if (unknown) return {};
    for (const Relation& relation : each->relations) {
      if (!relation.is_itself || (!relation_name.empty() && relation.alias != relation_name)) continue;
      for (const SessionValue& system : kSystemColumns) {
        if (system.name == name) return typed(std::string(system.type), false);
      }
    }
    // The whole row.
    for (const Relation& relation : each->relations) {
      if (path.size() != 1 || relation.alias != name) continue;
      Typed out = typed("record", false);
      for (const Field& field : relation.fields) add_origins(field.value, out);
      return out;
    }
  }
  if (const KnownParameter* given = argument(path)) return {given->type, given->nullable, std::nullopt, {}};
  if (const auto value = row_value(path, location(node))) return *value;
  if (path.size() == 2 && relation_name == "session") return variable(path[1], location(node));
  unknown_column(path, scope, location(node));
  return {};
}

Typed Analyser::constant(const Json& node) const {
  if (node.value("isnull", false)) return typed("unknown", true);
  if (node.contains("ival")) return typed("int4", false);
  if (node.contains("boolval")) return typed("bool", false);
  if (node.contains("bsval")) return typed("bit", false);
  if (!node.contains("fval")) return typed("unknown", false);
  const std::string text = node["fval"].value("fval", "");
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return typed(whole ? "int8" : "numeric", false);
}

Typed Analyser::parameter(const Json& node) {
  const auto number = node.value("number", std::size_t{0});
  // In PL/pgSQL a parameter of the function's by its place.
  if (known_.verbatim) return {};
  if (number == 0 || number > known_.parameters.size()) {
    fault(Fault::Kind::kParameter, "$" + std::to_string(number), location(node));
    return {};
  }
  const KnownParameter& known = known_.parameters[number - 1];
  return {known.type, known.nullable, std::nullopt, {}};
}

SqlType Analyser::named_type(const Json& type_name) {
  const std::vector<std::string> path = names_in(member(type_name, "names"));
  if (path.empty()) return {};
  out_.types.push_back({path, location(type_name)});
  SqlType out{path.back(), 0, false};
  const std::vector<std::string> found =
      meant(known_.spaces, path.size() == 1 ? "" : path[0], path.back(),
            [&](const std::string& each) { return known_.types.contains(each); });
  if (found.size() > 1) fault(Fault::Kind::kSeveral, path.back(), location(type_name), "", found);
  if (found.size() == 1) {
    out = known_.types.find(found.front())->second;
    const std::size_t at = token_at(location(type_name));
    if (path.size() == 1 && at < tokens_.size())
      edit(Edit::Kind::kSchema, tokens_[at].offset, tokens_[at].length, found.front());
  }
  const std::size_t bounds = member(type_name, "arrayBounds").size();
  out.dimensions += bounds > 0 ? 1 : 0;
  return out;
}

Typed Analyser::cast(const Json& node, const Scope& scope) {
  Typed out = expression(member(node, "arg"), scope);
  const bool was_literal = is_text(member(node, "arg"));
  SqlType type = named_type(member(node, "typeName"));
  if (!(out.type == type)) out.origin.reset();
  out.type = std::move(type);
  if (was_literal) check_labels(out, member(node, "arg"));
  return out;
}

/// A text beside what is one of a few labels has to be one of them.
void Analyser::check_labels(const Typed& one, const Json& other) {
  if (other.contains("List")) {
    for (const Json& item : member(other["List"], "items")) check_labels(one, item);
    return;
  }
  if (!is_text(other) || one.type.dimensions > 0) return;
  const std::vector<std::string>* labels = nullptr;
  if (const auto found = known_.labels.find(one.type.name); one.type.is_enum && found != known_.labels.end())
    labels = &found->second;
  if (one.origin) {
    const auto table = known_.tables.find(one.origin->table);
    for (const KnownColumn& column : table->second.columns) {
      if (column.name == one.origin->column && !column.labels.empty()) labels = &column.labels;
    }
  }
  if (labels == nullptr || labels->empty()) return;
  const std::string text = text_of(other);
  if (std::find(labels->begin(), labels->end(), text) == labels->end())
    fault(Fault::Kind::kLabel, text, location(member(other, "A_Const")), "", *labels);
}

Typed Analyser::operation(const Json& node, const Scope& scope) {
  const std::string kind = node.value("kind", "AEXPR_OP");
  const std::vector<std::string> path = names_in(member(node, "name"));
  const std::string name = path.empty() ? "" : path.back();
  const Json& lexpr = member(node, "lexpr");
  const Json& rexpr = member(node, "rexpr");
  const Typed left = lexpr.empty() ? Typed{} : expression(lexpr, scope);
  if (kind == "AEXPR_IN" || kind.find("BETWEEN") != std::string::npos) {
    Typed out = typed("bool", left.nullable);
    check_labels(left, rexpr);
    for (const Typed& item : all(member(member(rexpr, "List"), "items"), scope))
      out.nullable = out.nullable || item.nullable;
    return out;
  }
  const Typed right = expression(rexpr, scope);
  check_labels(left, rexpr);
  check_labels(right, lexpr);
  const bool nullable = (!lexpr.empty() && left.nullable) || right.nullable;
  if (kind == "AEXPR_DISTINCT" || kind == "AEXPR_NOT_DISTINCT") return typed("bool", false);
  if (kind == "AEXPR_NULLIF") return {left.type, true, std::nullopt, left.made_of};
  if (kind == "AEXPR_OP_ANY" || kind == "AEXPR_OP_ALL") return typed("bool", true);
  if (kind != "AEXPR_OP") return typed("bool", nullable);
  Typed out;
  const auto result =
      !lexpr.empty() && !left.type.known() ? std::nullopt : resolve_operator(name, left.type, right.type);
  static constexpr std::string_view kComparisons[] = {
      "=", "<>", "!=", "<", ">", "<=", ">=", "~", "!~", "~*", "!~*", "@>", "<@", "&&"};
  const bool compares =
      std::find(std::begin(kComparisons), std::end(kComparisons), name) != std::end(kComparisons);
  if (result) out.type = *result;
  if (!result && compares) out.type = {"bool", 0, false};
  out.nullable = nullable || may_give_null(name, left.type);
  if (shows(out.type)) {
    add_origins(left, out);
    add_origins(right, out);
  }
  return out;
}

Typed Analyser::boolean(const Json& node, const Scope& scope) {
  Typed out = typed("bool", false);
  for (const Typed& item : all(member(node, "args"), scope)) out.nullable = out.nullable || item.nullable;
  return out;
}

Typed Analyser::null_test(const Json& node, const Scope& scope) {
  const Json& arg = member(node, "arg");
  const Typed value = expression(arg, scope);
  const std::size_t at = token_at(location(member(arg, "ParamRef")));
  // An optional parameter is known to be there or not when the statement is chosen.
  if (arg.contains("ParamRef") && value.nullable && is_word(at + 1, "is")) {
    const bool given = node.value("nulltesttype", "") == "IS_NOT_NULL";
    const std::size_t last = std::min(at + (given ? 3 : 2), tokens_.size() - 1);
    const std::size_t number = arg["ParamRef"].value("number", std::size_t{1});
    edit(given ? Edit::Kind::kIsGiven : Edit::Kind::kIsAbsent, tokens_[at].offset,
         tokens_[last].end() - tokens_[at].offset, known_.parameters[number - 1].name);
  }
  return typed("bool", false);
}

Typed Analyser::sublink(const Json& node, const Scope& scope) {
  const std::string kind = node.value("subLinkType", "");
  if (node.contains("testexpr")) each(node["testexpr"], scope);
  const Json& query = member(node, "subselect");
  const Relation result = statement(query, &scope, false);
  if (kind == "EXISTS_SUBLINK") return typed("bool", false);
  if (kind == "ANY_SUBLINK" || kind == "ALL_SUBLINK") return typed("bool", true);
  if (result.fields.empty()) return {};
  Typed out = result.fields.front().value;
  out.origin.reset();
  if (kind == "ARRAY_SUBLINK") {
    out.type.dimensions = 1;
    out.nullable = false;
    return out;
  }
  // Without a row it is NULL; one that counts or sums all has a row always.
  const Json& select = member(query, "SelectStmt");
  const Json& targets = member(select, "targetList");
  const Json empty = Json::array();
  bool always = !select.contains("groupClause") && !select.contains("havingClause") &&
                !select.contains("limitCount") && !select.contains("limitOffset") && targets.size() == 1;
  const Json* value = targets.empty() ? &empty : &member(member(targets[0], "ResTarget"), "val");
  if (value->contains("CoalesceExpr")) value = &member((*value)["CoalesceExpr"], "args")[0];
  const std::vector<std::string> path = names_in(member(member(*value, "FuncCall"), "funcname"));
  const auto called = path.empty() ? std::nullopt : resolve_function(path.back(), {SqlType{}});
  const bool aggregates = !path.empty() && (path.back() == "count" || (called && called->aggregates)) &&
                          !member(*value, "FuncCall").contains("over");
  always = always && (aggregates || (!select.contains("fromClause") && !select.contains("whereClause")));
  if (!always) out.nullable = true;
  return out;
}

/// CASE.
Typed Analyser::choice(const Json& node, const Scope& scope) {
  const Typed subject = node.contains("arg") ? expression(node["arg"], scope) : Typed{};
  std::vector<SqlType> types;
  Typed out = typed("", !node.contains("defresult"));
  const auto take = [&](const Typed& value) {
    types.push_back(value.type);
    out.nullable = out.nullable || value.nullable;
    add_origins(value, out);
  };
  for (const Json& item : member(node, "args")) {
    const Json& when = member(item, "CaseWhen");
    each(member(when, "expr"), scope);
    check_labels(subject, member(when, "expr"));
    take(expression(member(when, "result"), scope));
  }
  if (node.contains("defresult")) take(expression(node["defresult"], scope));
  out.type = common_type(types);
  return out;
}

Typed Analyser::first_of(const Json& args, const Scope& scope, bool any_suffices) {
  std::vector<SqlType> types;
  Typed out = typed("", any_suffices);
  std::vector<std::optional<Origin>> origins;
  for (const Json& arg : args) {
    const Typed value = expression(arg, scope);
    types.push_back(value.type);
    out.nullable = any_suffices ? out.nullable && value.nullable : out.nullable || value.nullable;
    add_origins(value, out);
    if (!value.type.is_literal() || value.origin) origins.push_back(value.origin);
  }
  out.type = common_type(types);
  // A literal or the like beside one column is of that column's kind.
  if (origins.size() == 1) out.origin = origins.front();
  return out;
}

Typed Analyser::array(const Json& node, const Scope& scope) {
  Typed out = first_of(member(node, "elements"), scope, false);
  out.origin.reset();
  out.nullable = false;
  if (out.type.is_literal()) out.type.name = "text";
  if (out.type.known() && out.type.dimensions == 0) out.type.dimensions = 1;
  return out;
}

/// `a[1]`, `(row).field`.
Typed Analyser::part(const Json& node, const Scope& scope) {
  Typed out = expression(member(node, "arg"), scope);
  out.origin.reset();
  out.nullable = true;
  for (const Json& step : member(node, "indirection")) {
    if (!step.contains("A_Indices")) {
      out.type = held(known_, out.type, step);
      continue;
    }
    each(step["A_Indices"], scope);
    const bool slice = step["A_Indices"].value("is_slice", false);
    if (out.type.name == "jsonb" || slice) continue;
    out.type.dimensions = 0;
  }
  return out;
}

std::vector<Typed> Analyser::all(const Json& list, const Scope& scope) {
  std::vector<Typed> out;
  for (const Json& item : list) out.push_back(expression(item, scope));
  return out;
}

/// All that stands below, for what it names.
void Analyser::each(const Json& node, const Scope& scope) {
  static constexpr const char* kExpressions[] = {
      "ColumnRef",  "ParamRef",    "A_Const",       "TypeCast",         "FuncCall", "A_Expr",
      "BoolExpr",   "NullTest",    "BooleanTest",   "SubLink",          "CaseExpr", "CoalesceExpr",
      "MinMaxExpr", "A_ArrayExpr", "A_Indirection", "SQLValueFunction", "RowExpr",  "CollateClause"};
  if (node.is_object()) {
    for (const char* kind : kExpressions) {
      if (!node.contains(kind)) continue;
      (void)expression(node, scope);
      return;
    }
  }
  if (!node.is_structured()) return;
  for (const Json& child : node) each(child, scope);
}

Typed Analyser::expression(const Json& node, const Scope& scope) {
  if (!node.is_object() || node.empty()) return {};
  const std::string& kind = node.begin().key();
  const Json& inner = node.begin().value();
  using Method = Typed (Analyser::*)(const Json&, const Scope&);
  static const std::map<std::string_view, Method> kMethods = {
      {"ColumnRef", &Analyser::column},  {"TypeCast", &Analyser::cast},
      {"FuncCall", &Analyser::call},     {"A_Expr", &Analyser::operation},
      {"BoolExpr", &Analyser::boolean},  {"NullTest", &Analyser::null_test},
      {"SubLink", &Analyser::sublink},   {"CaseExpr", &Analyser::choice},
      {"A_ArrayExpr", &Analyser::array}, {"A_Indirection", &Analyser::part},
  };
  if (const auto method = kMethods.find(kind); method != kMethods.end())
    return (this->*method->second)(inner, scope);
  if (kind == "A_Const") return constant(inner);
  if (kind == "ParamRef") return parameter(inner);
  if (kind == "CoalesceExpr") return first_of(member(inner, "args"), scope, true);
  if (kind == "MinMaxExpr") return first_of(member(inner, "args"), scope, true);
  if (kind == "CollateClause") return expression(member(inner, "arg"), scope);
  if (kind == "GroupingFunc") return typed("int4", false);
  if (kind == "SQLValueFunction") {
    for (const SessionValue& value : kSessionValues) {
      if (value.name == inner.value("op", "")) return typed(std::string(value.type), false);
    }
    return typed("name", false);
  }
  if (kind == "RowExpr") {
    Typed out = typed("record", false);
    for (const Typed& item : all(member(inner, "args"), scope)) add_origins(item, out);
    return out;
  }
  each(inner, scope);
  if (kind == "BooleanTest") return typed("bool", false);
  return {};
}

}  // namespace tenon::sql::detail
