// What stands in FROM: tables, queries, functions, and how they are joined.
#include <algorithm>

#include "sql/analysis/analyser.hpp"

namespace tenon::sql::detail {
namespace {

const Typed* find_field(const Scope& scope, std::size_t from, std::size_t to, const std::string& name) {
  for (std::size_t i = from; i < to; ++i) {
    for (const Field& field : scope.relations[i].fields) {
      if (field.name == name) return &field.value;
    }
  }
  return nullptr;
}

}  // namespace

Typed stored(const KnownTable& table, const KnownColumn& column) {
  Typed out{column.type, column.nullable, Origin{table.name, column.name}, {}};
  out.made_of.push_back(*out.origin);
  return out;
}

Relation relation_of(const KnownTable& table, const std::string& alias) {
  Relation out;
  out.alias = alias;
  out.table = &table;
  for (const KnownColumn& column : table.columns)
    out.fields.push_back({column.name, stored(table, column), column.hidden});
  return out;
}

void Analyser::lose_values(std::size_t from, std::size_t to, Scope& scope) {
  for (std::size_t i = from; i < to; ++i) {
    for (Field& field : scope.relations[i].fields) field.value.nullable = true;
  }
}

void Analyser::rename(const Json& alias, Relation& relation) {
  relation.alias = alias.value("aliasname", relation.alias);
  const Json& names = member(alias, "colnames");
  const std::vector<std::string> columns = names_in(names);
  for (std::size_t i = 0; i < columns.size() && i < relation.fields.size(); ++i)
    relation.fields[i].name = columns[i];
}

const KnownTable* Analyser::known_table(const Json& range, bool is_written) {
  const std::string name = range.value("relname", "");
  const std::string schema = range.value("schemaname", "");
  const auto is_one = [&](const KnownTable& table) { return !is_written || !table.is_view; };
  const std::vector<std::string> found = meant(known_.spaces, schema, name, [&](const std::string& each) {
    const auto table = known_.tables.find(each);
    return table != known_.tables.end() && is_one(table->second);
  });
  if (found.size() == 1) return &known_.tables.find(found.front())->second;
  if (found.size() > 1) {
    fault(Fault::Kind::kSeveral, name, location(range), "", found);
    return nullptr;
  }
  std::vector<std::string> candidates;
  for (const auto& [known, table] : known_.tables) {
    if (is_one(table)) candidates.push_back(known);
  }
  fault(Fault::Kind::kTable, schema.empty() ? name : schema + "." + name, location(range), "",
        std::move(candidates));
  return nullptr;
}

Relation Analyser::table(const Json& range) {
  Relation out;
  read_.push_back(location(range));
  const std::string name = range.value("relname", "");
  const std::string schema = range.value("schemaname", "");
  out.alias = name;
  if (schema.empty()) {
    for (auto with = with_.rbegin(); with != with_.rend(); ++with) {
      const auto found = with->find(name);
      if (found == with->end()) continue;
      out.fields = found->second.fields;
      out.known = found->second.known;
      rename(member(range, "alias"), out);
      return out;
    }
  }
  const std::size_t at = location(range);
  const KnownTable* found = known_table(range, false);
  if (found == nullptr) {
    out.known = false;
    rename(member(range, "alias"), out);
    return out;
  }
  const KnownTable& table = *found;
  out = relation_of(table, name);
  rename(member(range, "alias"), out);
  out_.uses.push_back({table.name, Use::kRead, {}, at});
  if (member(range, "alias").contains("colnames"))
    fault(Fault::Kind::kForm, "columns of a table that are named by their place", at,
          "name them in the result");
  if (!range.value("inh", false)) fault(Fault::Kind::kForm, "ONLY", at, "a partition's rows are the table's");
  const std::size_t length = width_of_name(range);
  const bool has_alias = range.contains("alias");
  const bool scoped = table.is_held() && known_.scoped;
  const bool locked = std::any_of(locked_.begin(), locked_.end(),
                                  [&](const std::string& item) { return item == "*" || item == out.alias; });
  if (locked) out_.uses.push_back({table.name, Use::kLock, {}, at});
  out.is_itself = !scoped || locked;
  if (scoped && locked) conditions_.emplace_back(out.alias, &table);
  if (scoped && !locked)
    edit(Edit::Kind::kTable, at, length, table.name, has_alias ? "" : name);
  else
    edit(Edit::Kind::kSchema, at, length, table.name);
  return out;
}

Relation Analyser::subquery(const Json& range, const Scope& scope) {
  const bool lateral = range.value("lateral", false);
  Relation out = statement(member(range, "subquery"), lateral ? &scope : scope.outer, false);
  out.table = nullptr;
  rename(member(range, "alias"), out);
  return out;
}

Relation Analyser::function(const Json& range, const Scope& scope) {
  Relation out;
  for (const Json& item : member(range, "functions")) {
    const Json& parts = member(member(item, "List"), "items");
    if (parts.empty()) continue;
    const Json& node = parts[0];
    const std::vector<std::string> path = names_in(member(member(node, "FuncCall"), "funcname"));
    if (out.alias.empty() && !path.empty()) out.alias = path.back();
    const Json& args = member(member(node, "FuncCall"), "args");
    if (!path.empty() && path.back() == "unnest" && args.size() > 1) {
      for (const Typed& array : all(args, scope)) {
        Typed each = array;
        each.origin.reset();
        each.nullable = true;
        each.type.dimensions = 0;
        out.fields.push_back({"unnest", std::move(each), false});
      }
      continue;
    }
    Typed value = expression(node, scope);
    std::vector<SqlType> types;
    for (const Typed& argument : all(args, scope)) types.push_back(argument.type);
    const auto called = path.empty() ? std::nullopt : resolve_function(path.back(), types);
    if (called && !called->columns.empty()) {
      for (const auto& [name, type] : called->columns)
        out.fields.push_back({name, Typed{type, true, std::nullopt, value.made_of}, false});
    } else if (value.type.name == "record" || !value.type.known()) {
      out.known = value.type.known() && range.contains("coldeflist");
    } else {
      const Json& alias = member(range, "alias");
      out.fields.push_back({alias.value("aliasname", out.alias), std::move(value), false});
    }
  }
  for (const Json& item : member(range, "coldeflist")) {
    const Json& column = member(item, "ColumnDef");
    out.fields.push_back(
        {column.value("colname", ""), Typed{named_type(member(column, "typeName")), true, {}, {}}, false});
    out.known = true;
  }
  if (range.value("ordinality", false)) out.fields.push_back({"ordinality", typed("int8", false), false});
  rename(member(range, "alias"), out);
  return out;
}

void Analyser::merge_columns(const Json& join, std::size_t left, std::size_t right, Scope& scope) {
  std::vector<std::string> names = names_in(member(join, "usingClause"));
  if (join.value("isNatural", false)) {
    fault(Fault::Kind::kForm, "NATURAL JOIN", 0,
          "a column that is added would be compared too: write `using (…)`");
    // It is read all the same, so that no second fault follows.
    for (std::size_t i = left; i < right; ++i) {
      for (const Field& field : scope.relations[i].fields) {
        if (find_field(scope, right, scope.relations.size(), field.name) != nullptr)
          names.push_back(field.name);
      }
    }
  }
  const std::string kind = join.value("jointype", "JOIN_INNER");
  for (const std::string& name : names) {
    const Typed* of_left = find_field(scope, left, right, name);
    const Typed* of_right = find_field(scope, right, scope.relations.size(), name);
    if (of_left == nullptr || of_right == nullptr) continue;
    for (const Typed* side : {of_left, of_right}) {
      if (side->origin) out_.filters.push_back(*side->origin);
    }
    Typed merged = kind == "JOIN_RIGHT" ? *of_right : *of_left;
    if (kind == "JOIN_FULL") merged.nullable = of_left->nullable || of_right->nullable;
    scope.merged[name] = std::move(merged);
  }
}

void Analyser::add_join(const Json& join, bool nullable, Scope& scope) {
  const std::string kind = join.value("jointype", "JOIN_INNER");
  const std::size_t left = scope.relations.size();
  const auto known = static_cast<std::ptrdiff_t>(scope.never_null.size());
  add_source(member(join, "larg"), nullable, scope);
  const std::size_t right = scope.relations.size();
  const auto known_of_left = static_cast<std::ptrdiff_t>(scope.never_null.size());
  add_source(member(join, "rarg"), nullable, scope);
  // What held within a side holds no more where a row may have nothing of it.
  auto& facts = scope.never_null;
  if (kind == "JOIN_LEFT" || kind == "JOIN_FULL") facts.erase(facts.begin() + known_of_left, facts.end());
  if (kind == "JOIN_RIGHT" || kind == "JOIN_FULL")
    facts.erase(facts.begin() + known,
                facts.begin() + std::min(known_of_left, static_cast<std::ptrdiff_t>(facts.size())));
  if (kind != "JOIN_INNER") {
    for (auto& [name, value] : scope.merged) value.nullable = true;
  }
  merge_columns(join, left, right, scope);
  if (kind == "JOIN_RIGHT" || kind == "JOIN_FULL") lose_values(left, right, scope);
  if (kind == "JOIN_LEFT" || kind == "JOIN_FULL") lose_values(right, scope.relations.size(), scope);
  if (join.contains("quals")) each(join["quals"], scope);
  if (join.contains("quals")) note_filters(join["quals"], scope);
  if (kind == "JOIN_INNER" && !nullable && join.contains("quals")) learn(join["quals"], scope);
}

void Analyser::add_source(const Json& node, bool nullable, Scope& scope) {
  if (node.contains("JoinExpr")) {
    add_join(node["JoinExpr"], nullable, scope);
    return;
  }
  Relation relation;
  if (node.contains("RangeVar")) relation = table(node["RangeVar"]);
  if (node.contains("RangeSubselect")) relation = subquery(node["RangeSubselect"], scope);
  if (node.contains("RangeFunction")) relation = function(node["RangeFunction"], scope);
  if (node.contains("RangeTableSample")) {
    const Json& sampled = member(node["RangeTableSample"], "relation");
    relation = table(member(sampled, "RangeVar"));
    if (relation.table != nullptr && relation.table->is_held())
      fault(Fault::Kind::kForm, "TABLESAMPLE", location(node["RangeTableSample"]),
            "a sample is of all tenants' rows; order by random() and a limit sample the tenant's");
  }
  if (nullable) {
    for (Field& field : relation.fields) field.value.nullable = true;
  }
  scope.relations.push_back(std::move(relation));
}

void Analyser::refuse_unread(const Json& node) {
  if (node.is_object() && node.contains("LockingClause")) return;
  if (node.is_object() && node.contains("RangeVar")) {
    const std::size_t at = location(node["RangeVar"]);
    if (std::find(read_.begin(), read_.end(), at) == read_.end())
      fault(Fault::Kind::kForm, "a table in a place where it can't be held to the tenant", at,
            "read it in WITH or in a subquery of FROM");
  }
  if (!node.is_structured()) return;
  for (const Json& child : node) refuse_unread(child);
}

/// What a condition that holds says of columns: those that it names in a comparison aren't NULL.
void Analyser::learn(const Json& condition, Scope& scope) {
  const auto note = [&](const Json& node) {
    if (!node.is_object() || !node.contains("ColumnRef")) return;
    const std::vector<std::string> path = names_in(member(node["ColumnRef"], "fields"));
    if (path.size() == 2) scope.never_null.emplace_back(path[0], path[1]);
    if (path.size() != 1) return;
    std::vector<std::string> owners;
    for (const Relation& relation : scope.relations) {
      for (const Field& field : relation.fields) {
        if (field.name == path[0]) owners.push_back(relation.alias);
      }
    }
    if (owners.size() == 1) scope.never_null.emplace_back(owners.front(), path[0]);
  };
  if (!condition.is_object()) return;
  if (condition.contains("BoolExpr") && condition["BoolExpr"].value("boolop", "") == "AND_EXPR") {
    for (const Json& part : member(condition["BoolExpr"], "args")) learn(part, scope);
  }
  if (condition.contains("NullTest") && condition["NullTest"].value("nulltesttype", "") == "IS_NOT_NULL")
    note(member(condition["NullTest"], "arg"));
  if (!condition.contains("A_Expr")) return;
  static constexpr std::string_view kStrict[] = {"AEXPR_OP",   "AEXPR_OP_ANY", "AEXPR_IN",
                                                 "AEXPR_LIKE", "AEXPR_ILIKE",  "AEXPR_BETWEEN"};
  const Json& operation = condition["A_Expr"];
  const std::string kind = operation.value("kind", "");
  if (std::find(std::begin(kStrict), std::end(kStrict), kind) == std::end(kStrict)) return;
  note(member(operation, "lexpr"));
  if (kind == "AEXPR_OP") note(member(operation, "rexpr"));
}

}  // namespace tenon::sql::detail
