#include "sql/analysis/analysis.hpp"

#include <algorithm>
#include <cctype>

#include "sql/analysis/analyser.hpp"
#include "sql/catalogue.hpp"
#include "sql/parsed.hpp"

namespace tenon::sql {
namespace {

using detail::Json;

bool is_known_statement(const Json& node) {
  static constexpr const char* kKinds[] = {"SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt",
                                           "MergeStmt"};
  return std::any_of(std::begin(kKinds), std::end(kKinds),
                     [&](const char* kind) { return node.contains(kind); });
}

std::vector<std::string> names_of(const Known& known) {
  std::vector<std::string> out;
  for (const KnownParameter& parameter : known.parameters) out.push_back(parameter.name);
  return out;
}

/// Parameters that nobody declared: with one of them the text is no SQL.
std::vector<Fault> undeclared(std::string_view text, const Known& known) {
  const std::vector<std::string> names = names_of(known);
  std::vector<Fault> out;
  for (const detail::Occurrence& item : detail::parameters_in(text)) {
    if (std::find(names.begin(), names.end(), item.name) == names.end())
      out.push_back({Fault::Kind::kParameter, item.name, names, item.offset, ""});
  }
  for (const detail::Token& token : detail::tokens_of(text)) {
    std::string word(text.substr(token.offset, token.length));
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (token.kind == detail::Token::Kind::kParameter && word.starts_with('$'))
      out.push_back(
          {Fault::Kind::kParameter, word, names, token.offset,
           known.function.empty() ? "a parameter is `:name`" : "a parameter is called by its name"});
    if (token.kind == detail::Token::Kind::kWord && word == "table")
      out.push_back({Fault::Kind::kForm, "TABLE", {}, token.offset, "write `select` and the columns"});
  }
  return out;
}

void add_parameter_edits(std::string_view text, Analysis& out) {
  for (const detail::Occurrence& item : detail::parameters_in(text)) {
    if (std::find(out.parameters.begin(), out.parameters.end(), item.name) == out.parameters.end())
      out.parameters.push_back(item.name);
    const auto tests = [&](const Edit& edit) {
      return (edit.kind == Edit::Kind::kIsAbsent || edit.kind == Edit::Kind::kIsGiven) &&
             edit.offset <= item.offset && item.offset < edit.offset + edit.length;
    };
    if (std::any_of(out.edits.begin(), out.edits.end(), tests)) continue;
    out.edits.push_back({Edit::Kind::kParameter, item.offset, item.name.size() + 1, item.name, "", {}});
  }
}

/// From the text with numbers to the author's.
void move_places(const detail::Bound& bound, Analysis& out) {
  for (OutputColumn& item : out.outputs) item.offset = bound.place(item.offset);
  for (TableUse& item : out.uses) item.offset = bound.place(item.offset);
  for (Named& item : out.functions) item.offset = bound.place(item.offset);
  for (Named& item : out.types) item.offset = bound.place(item.offset);
  for (Fault& item : out.faults) item.offset = bound.place(item.offset);
  for (Edit& item : out.edits) {
    const std::size_t end = bound.place(item.offset + item.length);
    // Where an insertion stands behind a parameter, all of the parameter is before it.
    item.offset = bound.place(item.offset);
    item.length = item.length == 0 ? 0 : end - item.offset;
  }
}

bool aggregates(const Json& node) {
  if (!node.is_structured() || (node.is_object() && node.contains("SubLink"))) return false;
  if (node.is_object() && node.contains("FuncCall") && !node["FuncCall"].contains("over")) {
    const Json& name = detail::member(node["FuncCall"], "funcname");
    const Function* found = name.empty() ? nullptr : find_function(detail::names_in(name).back());
    if (found != nullptr && found->kind == FunctionKind::kAggregate) return true;
  }
  return std::any_of(node.begin(), node.end(), aggregates);
}

/// Of nothing, or of all that there is, however much that is.
bool always_gives_a_row(const Json& select) {
  static constexpr const char* kLimits[] = {"limitCount",  "limitOffset", "havingClause",
                                            "groupClause", "larg",        "valuesLists"};
  if (std::any_of(std::begin(kLimits), std::end(kLimits),
                  [&](const char* each) { return select.contains(each); }))
    return false;
  if (!select.contains("fromClause")) return !select.contains("whereClause");
  return aggregates(detail::member(select, "targetList"));
}

}  // namespace

tl::expected<Analysis, Problem> analyse(std::string_view text, const Known& known) {
  Analysis unclear;
  unclear.faults = undeclared(text, known);
  if (!unclear.faults.empty()) return unclear;
  const detail::Bound bound = detail::bind(text, names_of(known));
  const auto tree = statement_trees(bound.text);
  if (!tree) return tl::unexpected(Problem{tree.error().message, bound.place(tree.error().offset)});
  const Json& statements = (*tree)["stmts"];
  if (statements.size() != 1 || !is_known_statement(statements[0]["stmt"]))
    return tl::unexpected(Problem{"a query is one SELECT, INSERT, UPDATE, DELETE or MERGE", 0});
  if (statements[0].contains("stmt_len"))
    return tl::unexpected(
        Problem{"a `;` behind the query", bound.place(statements[0].value("stmt_len", std::size_t{0}))});
  detail::Analyser analyser(known, bound.text);
  Analysis out = analyser.run(statements[0]["stmt"]);
  out.always_a_row = always_gives_a_row(detail::member(statements[0]["stmt"], "SelectStmt"));
  move_places(bound, out);
  add_parameter_edits(text, out);
  std::stable_sort(out.edits.begin(), out.edits.end(),
                   [](const Edit& a, const Edit& b) { return a.offset < b.offset; });
  // What stands once and is read twice, as the source of `set (a, b) = (…)`, changes once.
  std::vector<Edit> once;
  for (Edit& item : out.edits) {
    if (std::find(once.begin(), once.end(), item) == once.end()) once.push_back(std::move(item));
  }
  out.edits = std::move(once);
  return out;
}

}  // namespace tenon::sql
