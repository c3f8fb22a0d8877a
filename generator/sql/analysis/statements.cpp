// Queries and what they give.
#include <algorithm>

#include "sql/analysis/analyser.hpp"

namespace tenon::sql::detail {

const Json& member(const Json& node, const char* name) {
  static const Json kNothing = Json::object();
  if (!node.is_object()) return kNothing;
  const auto found = node.find(name);
  return found == node.end() ? kNothing : *found;
}

std::vector<std::string> names_in(const Json& list) {
  std::vector<std::string> out;
  for (const Json& item : list) {
    if (item.contains("String")) out.push_back(item["String"].value("sval", ""));
  }
  return out;
}

Typed typed(std::string type, bool nullable) {
  return {SqlType{std::move(type), 0, false}, nullable, std::nullopt, {}};
}

void add_origins(const Typed& from, Typed& to) {
  for (const Origin& origin : from.made_of) {
    if (std::find(to.made_of.begin(), to.made_of.end(), origin) == to.made_of.end())
      to.made_of.push_back(origin);
  }
}

bool is_star(const Json& target) {
  const Json& fields = member(member(member(target, "val"), "ColumnRef"), "fields");
  return !fields.empty() && fields.back().contains("A_Star");
}

namespace {

/// Whether it is the table's own column, with a value where that has one.
bool is_as_stored(const Field& field, const KnownTable& table) {
  return std::any_of(table.columns.begin(), table.columns.end(), [&](const KnownColumn& column) {
    return field.value.origin == Origin{table.name, column.name} && field.name == column.name &&
           (column.nullable || !field.value.nullable);
  });
}

/// A literal that nothing said anything of is a text.
void settle(std::vector<Field>& fields) {
  for (Field& field : fields) {
    if (field.value.type.is_literal()) field.value.type.name = "text";
  }
}

const Json& leftmost(const Json& select) {
  const Json* out = &select;
  while (out->contains("larg")) out = &(*out)["larg"];
  return *out;
}

}  // namespace

std::string Analyser::name_of(const Json& target) const {
  if (target.contains("name")) return target.value("name", "");
  const Json* node = &member(target, "val");
  while (node->contains("TypeCast")) {
    const Json& inner = member((*node)["TypeCast"], "arg");
    const bool named =
        inner.contains("ColumnRef") || inner.contains("FuncCall") || inner.contains("TypeCast");
    if (!named) return names_in(member(member((*node)["TypeCast"], "typeName"), "names")).back();
    node = &inner;
  }
  for (const auto& [kind, list] : {std::pair("ColumnRef", "fields"), std::pair("FuncCall", "funcname")}) {
    const std::vector<std::string> path = names_in(member(member(*node, kind), list));
    if (!path.empty()) return path.back();
  }
  if (node->contains("CoalesceExpr")) return "coalesce";
  return "";
}

void Analyser::expand_star(const Json& target, const Scope& scope, bool outermost, bool alone,
                           std::vector<Field>& out) {
  const Json& reference = member(member(target, "val"), "ColumnRef");
  const std::vector<std::string> path = names_in(member(reference, "fields"));
  const std::size_t begin = token_at(location(reference));
  const std::size_t star = is_word(begin, "*") ? begin : find_word(begin, {"*"});
  // Of each column its relation and its name.
  std::vector<std::string> written;
  std::size_t relations = 0;
  for (const Relation& relation : scope.relations) {
    if (!path.empty() && relation.alias != path.back()) continue;
    ++relations;
    if (outermost && !relation.known) out_.all_outputs = false;
    if (outermost && !relation.known)
      fault(Fault::Kind::kForm, "*", location(reference),
            "name the columns: which they are isn't known here");
    if (alone && outermost && relation.table != nullptr && !relation.table->is_view)
      out_.whole_row = relation.table->name;
    for (const Field& field : relation.fields) {
      if (field.hidden && outermost && !known_.verbatim) continue;
      out.push_back(field);
      written.insert(written.end(), {relation.alias, field.name});
    }
  }
  if (relations != 1) out_.whole_row.reset();
  if (relations == 0) fault(Fault::Kind::kTable, path.empty() ? "*" : path.back(), location(reference));
  if (!outermost || star >= tokens_.size()) return;
  edit(Edit::Kind::kStar, location(reference), tokens_[star].end() - location(reference), "", "",
       std::move(written));
}

std::vector<Field> Analyser::outputs(const Json& targets, const Scope& scope, bool outermost) {
  std::vector<Field> out;
  for (const Json& item : targets) {
    const Json& target = member(item, "ResTarget");
    if (is_star(target)) {
      expand_star(target, scope, outermost, targets.size() == 1, out);
      continue;
    }
    Field field{name_of(target), expression(member(target, "val"), scope), false};
    const bool names = outermost && names_outputs_ && known_.named;
    if (names && field.name.empty())
      fault(Fault::Kind::kForm, "a column without a name", location(target), "name it: `… as name`");
    const auto same = [&](const Field& other) { return other.name == field.name; };
    if (names && !field.name.empty() && std::any_of(out.begin(), out.end(), same))
      fault(Fault::Kind::kForm, "two columns `" + field.name + "`", location(target),
            "name one otherwise: `… as other_name`");
    if (outermost) {
      out_.outputs.push_back({field.name, {}, true, {}, {}, location(target)});
    }
    out.push_back(std::move(field));
  }
  settle(out);
  return out;
}

Relation Analyser::values(const Json& select, const Scope* outer) {
  Scope scope;
  scope.outer = outer;
  std::vector<std::vector<Typed>> columns;
  for (const Json& row : member(select, "valuesLists")) {
    const Json& items = member(member(row, "List"), "items");
    columns.resize(std::max(columns.size(), items.size()));
    for (std::size_t i = 0; i < items.size(); ++i) columns[i].push_back(expression(items[i], scope));
  }
  Relation out;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::vector<SqlType> types;
    Typed value = typed("", false);
    for (const Typed& item : columns[i]) {
      types.push_back(item.type);
      value.nullable = value.nullable || item.nullable;
      add_origins(item, value);
    }
    value.type = common_type(types);
    out.fields.push_back({"column" + std::to_string(i + 1), std::move(value), false});
  }
  settle(out.fields);
  return out;
}

Relation Analyser::combined(const Json& select, const Scope* outer, bool outermost) {
  Relation left = this->select(select["larg"], outer, outermost);
  const std::vector<OutputColumn> named = out_.outputs;
  const auto whole = out_.whole_row;
  const bool names = std::exchange(names_outputs_, false);
  const Relation right = this->select(select["rarg"], outer, outermost);
  names_outputs_ = names;
  if (outermost) {
    out_.outputs = named;
    if (whole != out_.whole_row) out_.whole_row.reset();
  }
  for (std::size_t i = 0; i < left.fields.size() && i < right.fields.size(); ++i) {
    Typed& value = left.fields[i].value;
    const Typed& other = right.fields[i].value;
    value.type = common_type({value.type, other.type});
    // EXCEPT and INTERSECT give rows of the left side.
    const std::string kind = select.value("op", "");
    if (kind == "SETOP_UNION") value.nullable = value.nullable || other.nullable;
    if (!(value.origin == other.origin)) value.origin.reset();
    add_origins(other, value);
  }
  left.table = nullptr;
  return left;
}

Relation Analyser::plain_select(const Json& select, const Scope* outer, bool outermost) {
  Scope scope;
  scope.outer = outer;
  if (select.contains("intoClause")) fault(Fault::Kind::kForm, "INTO", 0, "a query makes no table");
  const auto locked_before = std::exchange(locked_, {});
  const auto conditions_before = std::exchange(conditions_, {});
  for (const Json& clause : member(select, "lockingClause")) {
    const Json& relations = member(member(clause, "LockingClause"), "lockedRels");
    if (relations.empty()) locked_.emplace_back("*");
    for (const Json& item : relations) locked_.push_back(member(item, "RangeVar").value("relname", ""));
  }
  for (const Json& source : member(select, "fromClause")) add_source(source, false, scope);
  locked_ = locked_before;
  const auto conditions = std::exchange(conditions_, conditions_before);
  if (select.contains("whereClause")) {
    each(select["whereClause"], scope);
    learn(select["whereClause"], scope);
    note_filters(select["whereClause"], scope);
  }
  const Json& groups = member(select, "groupClause");
  const bool in_sets = std::any_of(groups.begin(), groups.end(),
                                   [](const Json& group) { return group.contains("GroupingSet"); });
  scope.grouped = !groups.empty() && !in_sets;
  scope.windows = &member(select, "windowClause");
  // A row of a larger group has no value of what it isn't grouped by.
  if (in_sets) {
    lose_values(0, scope.relations.size(), scope);
    scope.never_null.clear();
  }
  Relation out;
  out.fields = outputs(member(select, "targetList"), scope, outermost);
  Relation named;
  named.fields = out.fields;
  // What these name may be a column of FROM or of the result.
  Scope results;
  results.outer = &scope;
  results.relations.push_back(std::move(named));
  for (const char* clause : {"groupClause", "sortClause", "distinctClause"}) {
    if (select.contains(clause)) each(select[clause], results);
  }
  for (const char* clause : {"havingClause", "windowClause", "limitCount", "limitOffset"}) {
    if (select.contains(clause)) each(select[clause], scope);
  }
  static const std::vector<std::string_view> kEnds = {"group", "having",    "window", "order",
                                                      "limit", "offset",    "fetch",  "for",
                                                      "union", "intersect", "except", ";"};
  if (conditions.empty()) return out;
  const Json& targets = member(select, "targetList");
  const std::size_t begin = targets.empty() ? 0 : token_at(location(member(targets[0], "ResTarget")));
  if (conditions.size() > 1 && !select.contains("whereClause"))
    fault(Fault::Kind::kForm, "several locked tables without a WHERE",
          location(member(targets[0], "ResTarget")), "write `where true`");
  if (targets.empty()) fault(Fault::Kind::kForm, "a locking SELECT of nothing", 0, "name a column");
  for (const auto& [alias, table] : conditions)
    add_condition(find_word(begin, {"from"}), "where", kEnds, alias, *table);
  return out;
}

Relation Analyser::select(const Json& select, const Scope* outer, bool outermost) {
  const bool has_with = select.contains("withClause");
  if (has_with) add_with(select["withClause"], outer);
  Relation out;
  if (select.contains("larg")) {
    out = combined(select, outer, outermost);
    Scope results;
    results.outer = outer;
    results.relations.push_back(out);
    for (const char* clause : {"sortClause", "limitCount", "limitOffset"}) {
      if (select.contains(clause)) each(select[clause], results);
    }
  } else if (select.contains("valuesLists")) {
    out = values(select, outer);
  } else {
    out = plain_select(select, outer, outermost);
  }
  if (has_with) with_.pop_back();
  return out;
}

/// Of a recursive one the first part tells the columns.
void Analyser::add_recursive(const Json& table, const Scope* outer) {
  const Json& query = member(member(table, "ctequery"), "SelectStmt");
  Relation first = select(leftmost(query), outer, false);
  rename(Json{{"colnames", member(table, "aliascolnames")}}, first);
  for (Field& field : first.fields) field.value.origin.reset();
  with_.back()[table.value("ctename", "")] = first;
}

void Analyser::add_with(const Json& with, const Scope* outer) {
  with_.emplace_back();
  for (const Json& item : member(with, "ctes")) {
    const Json& table = member(item, "CommonTableExpr");
    const Json& query = member(table, "ctequery");
    const bool recursive = with.value("recursive", false) && member(query, "SelectStmt").contains("larg");
    if (recursive) {
      // Its first part is read again with the rest: what it uses is noted then.
      Analysis before = out_;
      add_recursive(table, outer);
      out_ = std::move(before);
    }
    if (!query.contains("SelectStmt")) out_.writes_within = true;
    Relation result = statement(query, outer, false);
    const Json names = {{"colnames", member(table, "aliascolnames")}};
    rename(names, result);
    result.table = nullptr;
    with_.back()[table.value("ctename", "")] = std::move(result);
  }
}

Relation Analyser::statement(const Json& node, const Scope* outer, bool outermost) {
  if (node.contains("SelectStmt")) return select(node["SelectStmt"], outer, outermost);
  if (!node.is_object() || node.empty()) return {};
  const Json& write = node.begin().value();
  const bool has_with = write.contains("withClause");
  if (has_with) add_with(write["withClause"], outer);
  Relation out;
  if (node.contains("InsertStmt")) out = insert(write, outer, outermost);
  if (node.contains("UpdateStmt")) out = change(write, Use::kUpdate, "fromClause", outer, outermost);
  if (node.contains("DeleteStmt")) out = change(write, Use::kDelete, "usingClause", outer, outermost);
  if (node.contains("MergeStmt")) out = merge(write, outer);
  if (has_with) with_.pop_back();
  return out;
}

Analysis Analyser::run(const Json& node) {
  out_.is_select = node.contains("SelectStmt");
  const Relation result = statement(node, nullptr, true);
  refuse_unread(node);
  std::vector<OutputColumn> outputs;
  for (const Field& field : result.fields) {
    const auto same = [&](const OutputColumn& other) {
      return other.name == field.name && !field.name.empty();
    };
    if (std::any_of(outputs.begin(), outputs.end(), same) && out_.faults.empty())
      fault(Fault::Kind::kForm, "two columns `" + field.name + "`", 0, "name them: `… as other_name`");
    if (out_.whole_row && !is_as_stored(field, known_.tables.find(*out_.whole_row)->second))
      out_.whole_row.reset();
    OutputColumn column{field.name,         field.value.type,    field.value.nullable,
                        field.value.origin, field.value.made_of, 0};
    for (const OutputColumn& named : out_.outputs) {
      if (named.name == field.name) column.offset = named.offset;
    }
    outputs.push_back(std::move(column));
  }
  out_.outputs = std::move(outputs);
  return std::move(out_);
}

}  // namespace tenon::sql::detail
