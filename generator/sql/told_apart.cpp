#include "sql/told_apart.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "sql/catalogue.hpp"
#include "sql/following.hpp"
#include "sql/parsed.hpp"
#include "sql/parser.hpp"

namespace tenon::sql {
namespace {

using following::Following;
using following::Json;
using following::member;
using following::Names;
using following::path_of;
using following::Relation;
using following::Scope;

/// The tree without the places of its nodes in the text.
Json without_places(const Json& node) {
  if (node.is_array()) {
    Json out = Json::array();
    for (const Json& each : node) out.push_back(without_places(each));
    return out;
  }
  if (!node.is_object()) return node;
  Json out = Json::object();
  for (const auto& [name, value] : node.items()) {
    if (name != "location") out[name] = without_places(value);
  }
  return out;
}

std::string function_of(const Json& node) {
  const std::vector<std::string> path = detail::strings(member(member(node, "FuncCall"), "funcname"));
  return path.empty() ? "" : path.back();
}

/// Whether one of these stands in the tree, and in no query within it.
bool holds(const Json& node, const std::function<bool(const Json&)>& is_one) {
  if (node.is_array())
    return std::any_of(node.begin(), node.end(), [&](const Json& each) { return holds(each, is_one); });
  if (!node.is_object() || node.contains("SubLink")) return false;
  if (is_one(node)) return true;
  return std::any_of(node.begin(), node.end(), [&](const Json& each) { return holds(each, is_one); });
}

bool is_aggregate(const Json& node) {
  const Json& call = member(node, "FuncCall");
  if (call.contains("over")) return false;
  const Function* function = find_function(function_of(node));
  return call.value("agg_star", false) || (function != nullptr && function->kind == FunctionKind::kAggregate);
}

/// A row becomes several by it.
bool multiplies(const Json& node) {
  static constexpr std::string_view kSets[] = {"unnest",
                                               "generate_series",
                                               "generate_subscripts",
                                               "json_array_elements",
                                               "json_array_elements_text",
                                               "json_each",
                                               "json_each_text",
                                               "json_object_keys",
                                               "jsonb_array_elements",
                                               "jsonb_array_elements_text",
                                               "jsonb_each",
                                               "jsonb_each_text",
                                               "jsonb_object_keys",
                                               "jsonb_path_query",
                                               "regexp_matches",
                                               "regexp_split_to_table",
                                               "string_to_table"};
  return std::find(std::begin(kSets), std::end(kSets), function_of(node)) != std::end(kSets);
}

const Json& without_cast(const Json& node) {
  return node.contains("TypeCast") ? without_cast(member(member(node, "TypeCast"), "arg")) : node;
}

struct Given {
  std::string name;
  std::string column;  ///< `alias.column`, where it is that
  const Json* expression = nullptr;
  const Json* without_cast = nullptr;  ///< where a cast says no more than what the type is
};

class Telling {
 public:
  explicit Telling(const KeyedTables& known) : known_(known) {}

  /// Whether a row is the only one with its values of these outputs.
  [[nodiscard]] bool tells(const Json& select, const Names& by, bool lateral) const {
    const Telling within = with_queries(select);
    if (select.contains("larg")) return within.combined_tells(select, by, lateral);
    return within.plain_tells(select, by, lateral);
  }

  [[nodiscard]] std::vector<std::string> names(const Json& select, bool& known) const {
    const Json* leftmost = &select;
    while (leftmost->contains("larg")) leftmost = &(*leftmost)["larg"];
    const Telling within = with_queries(*leftmost);
    const Scope scope = within.scope_of(*leftmost, false);
    std::vector<std::string> out;
    for (const Given& each : outputs(*leftmost, scope)) {
      known = known && !each.name.empty();
      out.push_back(each.name);
    }
    return out;
  }

 private:
  using With = std::map<std::string, Relation, std::less<>>;

  [[nodiscard]] Telling with_queries(const Json& select) const {
    Telling out = *this;
    const Json& with = member(select, "withClause");
    for (const Json& item : member(with, "ctes")) {
      const Json& each = member(item, "CommonTableExpr");
      const std::string name = each.value("ctename", "");
      const Json& query = member(member(each, "ctequery"), "SelectStmt");
      out.with_[name] = with.value("recursive", false) || query.empty()
                            ? Relation{name, {}, false}
                            : out.query_relation(query, name, member(each, "aliascolnames"), false);
    }
    return out;
  }

  [[nodiscard]] bool combined_tells(const Json& select, const Names& by, bool lateral) const {
    bool known = true;
    const std::vector<std::string> all = names(select, known);
    const bool is_whole = known && std::all_of(all.begin(), all.end(),
                                               [&](const std::string& name) { return by.contains(name); });
    if (!select.value("all", false) && is_whole) return true;
    return select.value("op", "") != "SETOP_UNION" && tells(select["larg"], by, lateral);
  }

  [[nodiscard]] bool plain_tells(const Json& select, const Names& by, bool lateral) const {
    if (select.contains("valuesLists")) return select["valuesLists"].size() == 1;
    const Json& limit = member(member(member(select, "limitCount"), "A_Const"), "ival");
    if (limit.value("ival", 0) == 1) return true;
    const Scope scope = scope_of(select, lateral);
    const std::vector<Given> given = outputs(select, scope);
    Names columns;
    for (const Given& each : given) {
      if (by.contains(each.name) && !each.column.empty()) columns.insert(each.column);
    }
    const Following following(scope, std::move(columns));
    const auto is_said = [&](const Json& expression) {
      return follows(expression, scope, given, by, following);
    };
    const Json& distinct = member(select, "distinctClause");
    const bool is_plain = distinct.size() == 1 && distinct[0].empty();
    if (is_plain && std::all_of(given.begin(), given.end(), [&](const Given& each) {
          return by.contains(each.name) || (!each.column.empty() && following.has(each.column));
        }))
      return true;
    if (!distinct.empty() && !is_plain && std::all_of(distinct.begin(), distinct.end(), is_said)) return true;
    const Json& targets = member(select, "targetList");
    if (holds(targets, multiplies)) return false;
    const Json& groups = member(select, "groupClause");
    if (!groups.empty()) return std::all_of(groups.begin(), groups.end(), is_said);
    return holds(targets, is_aggregate) || holds(member(select, "havingClause"), is_aggregate) ||
           following.has_all_rows();
  }

  /// Whether the expression of GROUP BY or DISTINCT ON is the same where these outputs are.
  [[nodiscard]] static bool follows(const Json& expression, const Scope& scope,
                                    const std::vector<Given>& given, const Names& by,
                                    const Following& following) {
    if (expression.contains("GroupingSet")) return false;
    const Json& number = member(member(expression, "A_Const"), "ival");
    const auto at = number.value("ival", std::size_t{0});
    const auto said = [&](const Given& each) {
      return by.contains(each.name) || (!each.column.empty() && following.has(each.column));
    };
    if (at > 0) return at <= given.size() && said(given[at - 1]);
    if (const auto column = scope.column(expression)) return following.has(*column);
    const std::vector<std::string> path = path_of(expression);
    const Json plain = without_places(expression);
    const auto is_same = [&](const Json* other) {
      return other != nullptr && without_places(*other) == plain;
    };
    return std::any_of(given.begin(), given.end(), [&](const Given& each) {
      const bool is_named = path.size() == 1 && path[0] == each.name;
      return said(each) && (is_named || is_same(each.expression) || is_same(each.without_cast));
    });
  }

  [[nodiscard]] static std::string name_of(const Json& target) {
    if (target.contains("name")) return target.value("name", "");
    const Json* node = &member(target, "val");
    while (node->contains("TypeCast")) node = &member(member(*node, "TypeCast"), "arg");
    const std::vector<std::string> path = path_of(*node);
    return path.empty() ? function_of(*node) : path.back();
  }

  [[nodiscard]] static std::vector<Given> outputs(const Json& select, const Scope& scope) {
    std::vector<Given> out;
    for (const Json& item : member(select, "targetList")) {
      const Json& target = member(item, "ResTarget");
      const Json& value = member(target, "val");
      const std::vector<std::string> path = path_of(value);
      if (path.empty() || path.back() != "*") {
        const Json& bare = scope.is_of_table(without_cast(value)) ? value : without_cast(value);
        out.push_back({name_of(target), scope.column(bare).value_or(""), &value, &bare});
        continue;
      }
      for (const Relation& each : scope.relations) {
        if (path.size() > 1 && path[path.size() - 2] != each.alias) continue;
        if (!each.known) out.push_back({});
        for (const std::string& column : each.columns) out.push_back({column, each.alias + "." + column});
      }
    }
    return out;
  }

  [[nodiscard]] Scope scope_of(const Json& select, bool lateral) const {
    Scope out;
    out.lateral = lateral;
    for (const Json& item : member(select, "fromClause")) add_source(item, out);
    add_equal(member(select, "whereClause"), out, {});
    return out;
  }

  void add_source(const Json& item, Scope& scope) const {
    if (item.contains("JoinExpr")) return add_join(item["JoinExpr"], scope);
    if (item.contains("RangeSubselect")) {
      const Json& range = item["RangeSubselect"];
      const Json& alias = member(member(range, "alias"), "colnames");
      scope.relations.push_back(query_relation(member(member(range, "subquery"), "SelectStmt"),
                                               member(range, "alias").value("aliasname", ""), alias,
                                               range.value("lateral", false)));
    } else if (item.contains("RangeVar")) {
      scope.relations.push_back(table(item["RangeVar"]));
    } else {
      scope.relations.push_back(
          {member(member(item, "RangeFunction"), "alias").value("aliasname", ""), {}, false});
    }
  }

  [[nodiscard]] Relation table(const Json& range) const {
    const std::string name = range.value("relname", "");
    const std::string alias = member(range, "alias").value("aliasname", name);
    const std::string schema = range.value("schemaname", "");
    const auto with = with_.find(name);
    Relation out{alias, {}, false};
    if (schema.empty() && with != with_.end()) {
      out = with->second;
      out.alias = alias;
      return out;
    }
    const auto found = meant(known_.spaces, schema, name,
                             [&](const std::string& each) { return known_.tables.contains(each); });
    if (found.size() != 1 || member(range, "alias").contains("colnames")) return out;
    const KeyedTable& table = known_.tables.find(found[0])->second;
    out.columns = table.columns;
    out.known = out.is_table = true;
    out.tells = [&table](const Names& by) {
      return std::any_of(table.keys.begin(), table.keys.end(), [&](const std::vector<std::string>& key) {
        return std::all_of(key.begin(), key.end(),
                           [&](const std::string& column) { return by.contains(column); });
      });
    };
    return out;
  }

  /// `called` are the names that an alias gives its columns, the first ones.
  [[nodiscard]] Relation query_relation(const Json& select, const std::string& alias, const Json& called,
                                        bool lateral) const {
    Relation out{alias, {}, true};
    const std::vector<std::string> own = names(select, out.known);
    out.columns = detail::strings(called);
    for (std::size_t i = out.columns.size(); i < own.size(); ++i) out.columns.push_back(own[i]);
    out.lateral = lateral;
    out.tells = [this_query = *this, select, own, columns = out.columns, lateral](const Names& by) {
      Names inner;
      for (std::size_t i = 0; i < own.size(); ++i) {
        if (by.contains(columns[i])) inner.insert(own[i]);
      }
      return this_query.tells(select, inner, lateral);
    };
    return out;
  }

  void add_join(const Json& join, Scope& scope) const {
    const std::size_t first = scope.relations.size();
    add_source(join["larg"], scope);
    const std::size_t middle = scope.relations.size();
    add_source(join["rarg"], scope);
    const std::string kind = join.value("jointype", "");
    const auto aliases = [&](std::size_t from, std::size_t to) {
      Names out;
      for (std::size_t i = from; i < to; ++i) out.insert(scope.relations[i].alias);
      return out;
    };
    const Names left = aliases(first, middle);
    const Names right = aliases(middle, scope.relations.size());
    if (kind == "JOIN_FULL" || join.contains("alias") || join.value("isNatural", false)) return;
    const Names missing = kind == "JOIN_LEFT" ? right : kind == "JOIN_RIGHT" ? left : Names();
    add_equal(member(join, "quals"), scope, missing);
    for (const std::string& name : detail::strings(member(join, "usingClause")))
      add_sides(side(scope, left, name), side(scope, right, name), scope, missing);
  }

  [[nodiscard]] static std::string side(const Scope& scope, const Names& aliases, const std::string& name) {
    for (const Relation& each : scope.relations) {
      if (aliases.contains(each.alias) &&
          std::find(each.columns.begin(), each.columns.end(), name) != each.columns.end())
        return each.alias + "." + name;
    }
    return "?." + name;
  }

  /// Of what is joined by AND. `missing` are relations that a row may have nothing of.
  static void add_equal(const Json& condition, Scope& scope, const Names& missing) {
    const Json& both = member(condition, "BoolExpr");
    if (both.value("boolop", "") == "AND_EXPR") {
      for (const Json& each : both["args"]) add_equal(each, scope, missing);
    }
    const Json& operation = member(condition, "A_Expr");
    const bool is_equality = operation.value("kind", "") == "AEXPR_OP" &&
                             detail::strings(member(operation, "name")) == std::vector<std::string>{"="};
    if (is_equality) add_operands(operation["lexpr"], operation["rexpr"], scope, missing);
  }

  static void add_operands(const Json& left, const Json& right, Scope& scope, const Names& missing) {
    const Json& lefts = member(member(left, "RowExpr"), "args");
    const Json& rights = member(member(right, "RowExpr"), "args");
    for (std::size_t i = 0; i < std::min(lefts.size(), rights.size()); ++i)
      add_operands(lefts[i], rights[i], scope, missing);
    const auto one = scope.column(left);
    const auto other = scope.column(right);
    if (one && other) add_sides(*one, *other, scope, missing);
  }

  static void add_sides(const std::string& one, const std::string& other, Scope& scope,
                        const Names& missing) {
    const auto is_missing = [&](const std::string& column) {
      return missing.contains(column.substr(0, column.find('.')));
    };
    if (missing.empty() || (is_missing(one) && is_missing(other))) {
      scope.equal.push_back({one, other});
    } else if (is_missing(other)) {
      scope.equal.push_back({one, other, true});
    } else if (is_missing(one)) {
      scope.equal.push_back({other, one, true});
    }
  }

  const KeyedTables& known_;
  With with_;
};

}  // namespace

bool are_told_apart(std::string_view query, const std::vector<std::string>& by, const KeyedTables& known) {
  const auto trees = statement_trees(query);
  if (!trees) return false;
  const Json& statement = member(*trees, "stmts");
  if (statement.size() != 1) return false;
  const Json& select = member(member(statement[0], "stmt"), "SelectStmt");
  return !select.empty() && Telling(known).tells(select, Names(by.begin(), by.end()), false);
}

}  // namespace tenon::sql
