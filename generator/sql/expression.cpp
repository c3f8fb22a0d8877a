#include "sql/expression.hpp"

#include <pg_query.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "sql/catalogue.hpp"
#include "sql/parsed.hpp"
#include "sql/parser.hpp"

namespace tenon::sql {
namespace {

using Json = nlohmann::json;
using detail::byte_of_character;
using detail::FreeResult;
using detail::strings;

constexpr std::string_view kBefore = "SELECT (";
constexpr std::string_view kBeforeType = "SELECT CAST(NULL AS ";
// On a line of its own, so that a comment at the end of the text can't swallow it.
constexpr std::string_view kAfter = "\n)";

/// An offset into the wrapped statement as one into the text.
std::size_t unwrapped(std::size_t offset, std::string_view text, std::string_view before = kBefore) {
  return offset < before.size() ? 0 : std::min(offset - before.size(), text.size());
}

/// Whether the statement is still `SELECT (one expression)`, and the text didn't break out of the brackets.
bool one_expression(const Json& tree) {
  if (tree["stmts"].size() != 1) return false;
  const Json& statement = tree["stmts"][0]["stmt"];
  if (!statement.contains("SelectStmt")) return false;
  const Json& select = statement["SelectStmt"];
  for (const auto& [key, value] : select.items()) {
    const bool expected = key == "targetList" || key == "limitOption" || key == "op";
    if (!expected) return false;
  }
  const Json& targets = select["targetList"];
  if (targets.size() != 1 || targets[0]["ResTarget"].contains("name")) return false;
  // `(a, b)` would be a row.
  return !targets[0]["ResTarget"]["val"].contains("RowExpr");
}

/// What a function call is that looks at other rows, or nothing.
std::string over_rows(const Json& call) {
  if (call.contains("over")) return "a window function";
  if (call.contains("agg_star") || call.contains("agg_filter") || call.contains("agg_distinct") ||
      call.contains("agg_within_group") || call.contains("agg_order")) {
    return "an aggregate";
  }
  const Json& names = call["funcname"];
  if (names.size() != 1 || !names[0].contains("String")) return "";
  const std::string name = names[0]["String"].value("sval", "");
  const Function* function = find_function(name);
  if (function == nullptr || function->kind == FunctionKind::kPlain) return "";
  return function->kind == FunctionKind::kAggregate ? "an aggregate" : "a window function";
}

void collect_forbidden(const Json& node, std::string_view text, Expression& out) {
  if (out.forbidden) return;
  if (const auto parameter = node.find("ParamRef"); parameter != node.end()) {
    out.forbidden = {unwrapped(parameter->value("location", std::size_t{0}), text), "a parameter"};
  }
  const auto call = node.find("FuncCall");
  if (call == node.end() || !call->contains("funcname")) return;
  const std::string what = over_rows(*call);
  if (!what.empty()) out.forbidden = {unwrapped(call->value("location", std::size_t{0}), text), what};
}

std::size_t place(const Json& node, std::string_view text) {
  return unwrapped(node.value("location", std::size_t{0}), text);
}

void collect_calls(const Json& node, std::string_view text, Expression& out) {
  if (const auto call = node.find("FuncCall"); call != node.end() && call->contains("funcname")) {
    out.functions.push_back({strings((*call)["funcname"]), place(*call, text)});
  }
  if (const auto cast = node.find("TypeCast"); cast != node.end() && cast->contains("typeName")) {
    const Json& name = (*cast)["typeName"];
    if (name.contains("names")) out.types.push_back({strings(name["names"]), place(name, text)});
  }
  if (const auto table = node.find("RangeVar"); table != node.end()) {
    std::vector<std::string> path = {table->value("relname", "")};
    if (const std::string schema = table->value("schemaname", ""); !schema.empty())
      path.insert(path.begin(), schema);
    out.tables.push_back({std::move(path), place(*table, text)});
  }
  const auto value = node.find("SQLValueFunction");
  if (value != node.end() && !out.session) out.session = Named{{}, place(*value, text)};
}

/// A string constant, perhaps within a cast.
const Json* constant(const Json& node) {
  if (const auto cast = node.find("TypeCast"); cast != node.end()) return constant((*cast)["arg"]);
  const auto found = node.find("A_Const");
  return found != node.end() && found->contains("sval") ? &*found : nullptr;
}

const Json* column_of(const Json& node) {
  if (const auto cast = node.find("TypeCast"); cast != node.end()) {
    // `status::text` is text.
    return nullptr;
  }
  const auto found = node.find("ColumnRef");
  return found == node.end() ? nullptr : &*found;
}

void add_labels(const Json& column, const Json& values, std::string_view text, Expression& out) {
  if (const auto list = values.find("List"); list != values.end()) {
    for (const Json& item : (*list)["items"]) add_labels(column, item, text, out);
    return;
  }
  if (const auto array = values.find("A_ArrayExpr"); array != values.end() && array->contains("elements")) {
    for (const Json& item : (*array)["elements"]) add_labels(column, item, text, out);
    return;
  }
  if (const Json* found = constant(values)) {
    out.labels.push_back(
        {strings(column["fields"]), false, (*found)["sval"].value("sval", ""), place(*found, text)});
  }
}

/// `column = 'label'`, `column IN ('a', 'b')`, `column = ANY (ARRAY['a'])`, `CASE column WHEN 'a'`,
/// `'label'::type`.
void collect_labels(const Json& node, std::string_view text, Expression& out) {
  if (const auto compared = node.find("A_Expr"); compared != node.end()) {
    static constexpr std::string_view kOperators[] = {"=", "<>"};
    const auto name =
        compared->contains("name") ? strings((*compared)["name"]) : std::vector<std::string>{""};
    const bool equality =
        std::find(std::begin(kOperators), std::end(kOperators), name.back()) != std::end(kOperators);
    if (!equality || !compared->contains("lexpr") || !compared->contains("rexpr")) return;
    const Json& left = (*compared)["lexpr"];
    const Json& right = (*compared)["rexpr"];
    if (const Json* column = column_of(left)) add_labels(*column, right, text, out);
    if (const Json* column = column_of(right)) add_labels(*column, left, text, out);
  }
  if (const auto choice = node.find("CaseExpr"); choice != node.end() && choice->contains("arg")) {
    const Json* column = column_of((*choice)["arg"]);
    for (const Json& when : (*choice)["args"]) {
      if (column != nullptr) add_labels(*column, when["CaseWhen"]["expr"], text, out);
    }
  }
  if (const auto cast = node.find("TypeCast"); cast != node.end() && (*cast)["typeName"].contains("names")) {
    const Json* found = constant((*cast)["arg"]);
    const bool array = (*cast)["typeName"].contains("arrayBounds");
    if (found == nullptr || array) return;
    out.labels.push_back({strings((*cast)["typeName"]["names"]), true, (*found)["sval"].value("sval", ""),
                          place(*found, text)});
  }
}

void collect(const Json& node, std::string_view text, Expression& out) {
  if (node.is_object()) {
    if (const auto column = node.find("ColumnRef"); column != node.end()) {
      ColumnReference reference;
      reference.offset = unwrapped(column->value("location", std::size_t{0}), text);
      reference.path = strings((*column)["fields"]);
      out.columns.push_back(std::move(reference));
    }
    if (const auto link = node.find("SubLink"); link != node.end() && !out.subquery) {
      out.subquery = unwrapped(link->value("location", std::size_t{0}), text);
    }
    if (const auto value = node.find("SQLValueFunction"); value != node.end() && !out.role) {
      const std::string op = value->value("op", "");
      const bool of_role = op.find("USER") != std::string::npos || op.find("ROLE") != std::string::npos;
      if (of_role) out.role = unwrapped(value->value("location", std::size_t{0}), text);
    }
    collect_forbidden(node, text, out);
    collect_calls(node, text, out);
    collect_labels(node, text, out);
  }
  if (node.is_structured()) {
    for (const Json& child : node) collect(child, text, out);
  }
}

/// The parser's message, without what it says of the brackets around the text.
std::string in_the_text(std::string message, std::size_t offset, std::string_view text) {
  const std::size_t near = message.find(" at or near ");
  if (near == std::string::npos) return message;
  const bool at_end = offset >= text.size();
  if (at_end || message.find('\n') != std::string::npos) message.resize(near);
  return at_end ? message + " at end of input" : message;
}

/// Whether the text stands without the brackets too. `a) OR (b` doesn't: it would close a bracket of its
/// surroundings, which in a policy would let it widen what it is to narrow.
bool stands_alone(std::string_view text) {
  const std::string bare = std::string("SELECT ").append(text).append("\n");
  const std::unique_ptr<PgQueryParseResult, FreeResult> result(
      new PgQueryParseResult(pg_query_parse(bare.c_str())));
  return result->error == nullptr;
}

/// The parse tree of the text between `before` and a bracket on a line of its own.
tl::expected<Json, Problem> parse_within(std::string_view before, std::string_view text) {
  if (text.find('\0') != std::string_view::npos) {
    return tl::unexpected(Problem{"a NUL byte", text.find('\0')});
  }
  const std::string wrapped = std::string(before).append(text).append(kAfter);
  const std::unique_ptr<PgQueryParseResult, FreeResult> result(
      new PgQueryParseResult(pg_query_parse(wrapped.c_str())));
  if (result->error != nullptr) {
    const auto character = static_cast<std::size_t>(std::max(1, result->error->cursorpos)) - 1;
    const std::size_t offset = unwrapped(byte_of_character(wrapped, character), text, before);
    return tl::unexpected(Problem{in_the_text(result->error->message, offset, text), offset});
  }
  return Json::parse(result->parse_tree);
}

}  // namespace

tl::expected<Named, Problem> parse_type(std::string_view text) {
  const auto parsed = parse_within(kBeforeType, text);
  if (!parsed) return tl::unexpected(parsed.error());
  const Json& tree = *parsed;
  if (!one_expression(tree)) return tl::unexpected(Problem{"not one single type", 0});
  const Json& value = tree["stmts"][0]["stmt"]["SelectStmt"]["targetList"][0]["ResTarget"]["val"];
  const bool one_type = value.contains("TypeCast") && value["TypeCast"]["arg"].contains("A_Const") &&
                        !value["TypeCast"]["typeName"].value("setof", false);
  // A comment would reach the SQL around the type.
  const bool comment = text.find("--") != std::string_view::npos || text.find("/*") != std::string_view::npos;
  if (!one_type || comment) return tl::unexpected(Problem{"not one single type", 0});
  const Json& name = value["TypeCast"]["typeName"];
  return Named{strings(name["names"]), unwrapped(name.value("location", std::size_t{0}), text, kBeforeType)};
}

tl::expected<nlohmann::json, Problem> statement_trees(std::string_view text) {
  if (text.find('\0') != std::string_view::npos)
    return tl::unexpected(Problem{"a NUL byte", text.find('\0')});
  const std::string statements(text);
  const std::unique_ptr<PgQueryParseResult, FreeResult> result(
      new PgQueryParseResult(pg_query_parse(statements.c_str())));
  if (result->error == nullptr) return Json::parse(result->parse_tree);
  const auto character = static_cast<std::size_t>(std::max(1, result->error->cursorpos)) - 1;
  return tl::unexpected(Problem{result->error->message, byte_of_character(statements, character)});
}

std::string identifier(std::string_view name) {
  const std::string statement = std::string("SELECT ").append(name);
  const std::unique_ptr<PgQueryParseResult, FreeResult> result(
      new PgQueryParseResult(pg_query_parse(statement.c_str())));
  if (result->error == nullptr) {
    const Json tree = Json::parse(result->parse_tree);
    const Json column = tree.value(
        Json::json_pointer("/stmts/0/stmt/SelectStmt/targetList/0/ResTarget/val/ColumnRef"), Json::object());
    const bool one = tree["stmts"].size() == 1 && column.contains("fields") && column["fields"].size() == 1;
    if (one && column["fields"][0].contains("String") &&
        column["fields"][0]["String"].value("sval", "") == name) {
      return std::string(name);
    }
  }
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

tl::expected<Expression, Problem> parse_expression(std::string_view text) {
  if (std::all_of(text.begin(), text.end(),
                  [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; })) {
    return tl::unexpected(Problem{"no expression", 0});
  }
  const auto parsed = parse_within(kBefore, text);
  if (!parsed) return tl::unexpected(parsed.error());
  const Json& tree = *parsed;
  if (!one_expression(tree) || !stands_alone(text))
    return tl::unexpected(Problem{"not one single expression", 0});
  Expression out;
  collect(tree, text, out);
  out.variables = variables_in(tree, text, kBefore.size());
  out.compared =
      compared_with_variables(tree["stmts"][0]["stmt"]["SelectStmt"]["targetList"][0]["ResTarget"]["val"]);
  return out;
}

}  // namespace tenon::sql
