#include "sql/expression.hpp"

#include <pg_query.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "sql/parsed.hpp"

namespace tenon::sql {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kBefore = "SELECT (";
constexpr std::string_view kBeforeType = "SELECT CAST(NULL AS ";
// On a line of its own, so that a comment at the end of the text can't swallow it.
constexpr std::string_view kAfter = "\n)";

struct FreeResult {
  void operator()(PgQueryParseResult* result) const {
    pg_query_free_parse_result(*result);
    delete result;
  }
};

std::size_t byte_of_character(std::string_view text, std::size_t character) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins && seen++ == character) return i;
  }
  return text.size();
}

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

// Which functions aggregate is in Postgres's catalogue and not in its grammar: these are the ones that people
// write.
constexpr std::string_view kAggregates[] = {"array_agg", "avg",        "bool_and",  "bool_or", "count",
                                            "every",     "json_agg",   "jsonb_agg", "max",     "min",
                                            "stddev",    "string_agg", "sum",       "variance"};

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
  return std::find(std::begin(kAggregates), std::end(kAggregates), name) == std::end(kAggregates)
             ? ""
             : "an aggregate";
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

void collect(const Json& node, std::string_view text, Expression& out) {
  if (node.is_object()) {
    if (const auto column = node.find("ColumnRef"); column != node.end()) {
      ColumnReference reference;
      reference.offset = unwrapped(column->value("location", std::size_t{0}), text);
      for (const Json& field : (*column)["fields"]) {
        reference.path.push_back(field.contains("String") ? field["String"].value("sval", "") : "*");
      }
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

std::optional<Problem> wrong_type(std::string_view text) {
  const auto parsed = parse_within(kBeforeType, text);
  if (!parsed) return parsed.error();
  const Json& tree = *parsed;
  if (!one_expression(tree)) return Problem{"not one single type", 0};
  const Json& value = tree["stmts"][0]["stmt"]["SelectStmt"]["targetList"][0]["ResTarget"]["val"];
  const bool one_type = value.contains("TypeCast") && value["TypeCast"]["arg"].contains("A_Const") &&
                        !value["TypeCast"]["typeName"].value("setof", false);
  // A comment would reach the SQL around the type.
  const bool comment = text.find("--") != std::string_view::npos || text.find("/*") != std::string_view::npos;
  if (!one_type || comment) return Problem{"not one single type", 0};
  return std::nullopt;
}

tl::expected<nlohmann::json, Problem> parse_statements(std::string_view text) {
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
  return out;
}

}  // namespace tenon::sql
