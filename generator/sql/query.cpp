#include "sql/query.hpp"

#include <algorithm>
#include <set>

#include "sql/parsed.hpp"

namespace tenon::sql {
namespace {

using Json = nlohmann::json;

std::size_t location(const Json& node) {
  return node.value("location", std::size_t{0});
}

/// Without a star.
std::vector<std::string> names_in(const Json& list) {
  std::vector<std::string> out;
  for (const Json& item : list) {
    if (item.contains("String")) out.push_back(item["String"].value("sval", ""));
  }
  return out;
}

Output output_of(const Json& node);

std::vector<Output> outputs_of(const Json& list) {
  std::vector<Output> out;
  for (const Json& item : list) out.push_back(output_of(item));
  return out;
}

Output column_output(const Json& node) {
  Output out;
  out.kind = Output::Kind::kColumn;
  out.path = names_in(node["fields"]);
  if (!node["fields"].empty() && node["fields"].back().contains("A_Star")) out.kind = Output::Kind::kStar;
  out.offset = location(node);
  return out;
}

Output cast_output(const Json& node) {
  Output out;
  out.kind = Output::Kind::kCast;
  out.offset = location(node);
  const Json& type = node["typeName"];
  const std::vector<std::string> names = names_in(type["names"]);
  out.type = names.empty() ? "" : names.back();
  if (names.size() == 2 && names.front() != "pg_catalog") out.type = names.front() + "." + out.type;
  for (const Json& modifier : type.value("typmods", Json::array())) {
    if (modifier.contains("A_Const")) {
      out.parameters.push_back(modifier["A_Const"].value("ival", Json::object()).value("ival", 0));
    }
  }
  out.dimensions = static_cast<int>(type.value("arrayBounds", Json::array()).size());
  out.arguments.push_back(output_of(node["arg"]));
  return out;
}

Output constant_output(const Json& node) {
  Output out;
  out.offset = location(node);
  out.not_null = !node.value("isnull", false);
  if (node.contains("ival")) out.kind = Output::Kind::kInteger;
  if (node.contains("fval")) out.kind = Output::Kind::kNumeric;
  if (node.contains("sval")) out.kind = Output::Kind::kText;
  if (node.contains("boolval")) out.kind = Output::Kind::kBoolean;
  return out;
}

Output call_output(const Json& node) {
  Output out;
  out.kind = Output::Kind::kCall;
  const std::vector<std::string> path = names_in(node["funcname"]);
  if (!path.empty()) out.path = {path.back()};
  out.offset = location(node);
  out.arguments = outputs_of(node.value("args", Json::array()));
  return out;
}

/// Comparisons, and the words that join them.
bool is_comparison(const Json& node) {
  static constexpr std::string_view kOperators[] = {"=", "<>", "!=", "<", ">", "<=", ">="};
  const std::vector<std::string> names = names_in(node.value("name", Json::array()));
  // NULLIF compares too, and gives what it is given.
  return !names.empty() && node.value("kind", "") != "AEXPR_NULLIF" &&
         std::find(std::begin(kOperators), std::end(kOperators), names.back()) != std::end(kOperators);
}

Output boolean_output(const Json& node, bool not_null) {
  Output out;
  out.kind = Output::Kind::kBoolean;
  out.not_null = not_null;
  out.offset = location(node);
  return out;
}

Output output_of(const Json& node) {
  if (node.contains("ColumnRef")) return column_output(node["ColumnRef"]);
  if (node.contains("TypeCast")) return cast_output(node["TypeCast"]);
  if (node.contains("A_Const")) return constant_output(node["A_Const"]);
  if (node.contains("FuncCall")) return call_output(node["FuncCall"]);
  if (node.contains("NullTest")) return boolean_output(node["NullTest"], true);
  if (node.contains("BooleanTest")) return boolean_output(node["BooleanTest"], true);
  if (node.contains("BoolExpr")) return boolean_output(node["BoolExpr"], false);
  if (node.contains("SubLink") && node["SubLink"].value("subLinkType", "") == "EXISTS_SUBLINK")
    return boolean_output(node["SubLink"], true);
  if (node.contains("A_Expr") && is_comparison(node["A_Expr"])) return boolean_output(node["A_Expr"], false);
  Output out;
  if (node.contains("CoalesceExpr")) {
    out.kind = Output::Kind::kFirst;
    out.arguments = outputs_of(node["CoalesceExpr"]["args"]);
    out.offset = location(node["CoalesceExpr"]);
  } else if (node.is_object() && !node.empty() && node.begin()->is_object()) {
    out.offset = location(*node.begin());
  }
  return out;
}

/// What stands in FROM, with what outer joins do to it.
void collect_sources(const Json& node, bool nullable, std::vector<Source>& out) {
  if (node.contains("JoinExpr")) {
    const Json& join = node["JoinExpr"];
    const std::string type = join.value("jointype", "JOIN_INNER");
    const bool left = type == "JOIN_RIGHT" || type == "JOIN_FULL";
    const bool right = type == "JOIN_LEFT" || type == "JOIN_FULL";
    collect_sources(join["larg"], nullable || left, out);
    collect_sources(join["rarg"], nullable || right, out);
    return;
  }
  Source source;
  source.nullable = nullable;
  if (node.contains("RangeVar")) {
    source.table = source.name = node["RangeVar"].value("relname", "");
    source.schema = node["RangeVar"].value("schemaname", "");
  }
  if (node.is_object() && !node.empty() && node.begin()->contains("alias"))
    source.name = (*node.begin())["alias"].value("aliasname", source.name);
  out.push_back(std::move(source));
}

struct Collected {
  std::vector<TableReference> tables;
  std::set<std::string> with;  ///< the names of WITH queries
  std::optional<Problem> problem;
};

void collect(const Json& node, Collected& out) {
  static constexpr std::pair<const char*, const char*> kRefused[] = {
      {"InsertStmt", "an INSERT"},
      {"UpdateStmt", "an UPDATE"},
      {"DeleteStmt", "a DELETE"},
      {"MergeStmt", "a MERGE"},
      {"IntoClause", "an INTO"},
      {"intoClause", "an INTO"},
      {"LockingClause", "FOR UPDATE or FOR SHARE"},
      {"ParamRef", "a parameter"}};
  if (node.is_object()) {
    for (const auto& [kind, what] : kRefused) {
      if (node.contains(kind) && !out.problem)
        out.problem = Problem{std::string(what) + " in a view", location(node[kind])};
    }
    if (const auto table = node.find("RangeVar"); table != node.end()) {
      out.tables.push_back({table->value("schemaname", ""), table->value("relname", ""), location(*table)});
    }
    if (const auto with = node.find("CommonTableExpr"); with != node.end())
      out.with.insert(with->value("ctename", ""));
  }
  if (!node.is_structured()) return;
  for (const Json& child : node) collect(child, out);
}

bool contains_query(const Json& node) {
  for (const char* kind : {"SubLink", "CommonTableExpr", "RangeSubselect"}) {
    if (node.is_object() && node.contains(kind)) return true;
  }
  return node.is_structured() && std::any_of(node.begin(), node.end(), contains_query);
}

void collect_columns(const Json& node, std::vector<ColumnReference>& out) {
  if (node.is_object() && node.contains("ColumnRef")) {
    out.push_back({names_in(node["ColumnRef"]["fields"]), location(node["ColumnRef"])});
    return;
  }
  if (!node.is_structured()) return;
  for (const Json& child : node) collect_columns(child, out);
}

/// The SELECT that names the outputs: of a UNION, the first.
const Json& first_select(const Json& select) {
  const Json* out = &select;
  while (out->contains("larg")) out = &(*out)["larg"];
  return *out;
}

void fill(const Json& select, Query& out) {
  const Json& first = first_select(select);
  const bool combined = &first != &select;
  out.combined = combined;
  for (const Json& source : first.value("fromClause", Json::array()))
    collect_sources(source, combined, out.sources);
  for (const Json& target : first.value("targetList", Json::array())) {
    const Json& result = target["ResTarget"];
    Output item = output_of(result["val"]);
    item.name = result.value(
        "name", item.kind == Output::Kind::kColumn && !item.path.empty() ? item.path.back() : std::string());
    if (combined) item.not_null = false;
    out.outputs.push_back(std::move(item));
  }
  if (combined || contains_query(select)) return;
  for (const char* clause : {"fromClause", "whereClause", "groupClause", "havingClause", "sortClause"})
    collect_columns(first.value(clause, Json()), out.others);
}

}  // namespace

tl::expected<Query, Problem> parse_query(std::string_view text) {
  const auto tree = statement_trees(text);
  if (!tree) return tl::unexpected(tree.error());
  const Json& statements = (*tree)["stmts"];
  const bool one = statements.size() == 1 && statements[0]["stmt"].contains("SelectStmt");
  if (!one) return tl::unexpected(Problem{"a view is one SELECT", 0});
  if (statements[0].contains("stmt_len"))
    return tl::unexpected(Problem{"a `;` behind the query", statements[0].value("stmt_len", std::size_t{0})});
  Collected collected;
  collect(statements[0], collected);
  if (collected.problem) return tl::unexpected(*collected.problem);
  Query out;
  fill(statements[0]["stmt"]["SelectStmt"], out);
  out.variables = variables_in(*tree, text, 0);
  if (out.outputs.empty()) return tl::unexpected(Problem{"a query without columns", 0});
  for (TableReference& table : collected.tables) {
    if (table.schema.empty() && collected.with.contains(table.table)) continue;
    out.tables.push_back(std::move(table));
  }
  for (Source& source : out.sources) {
    if (source.schema.empty() && collected.with.contains(source.table)) source.table.clear();
  }
  return out;
}

}  // namespace tenon::sql
