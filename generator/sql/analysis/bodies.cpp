#include "sql/analysis/bodies.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "sql/analysis/analyser.hpp"
#include "sql/analysis/body_places.hpp"
#include "sql/analysis/body_variables.hpp"
#include "sql/parsed.hpp"
#include "sql/plpgsql.hpp"

namespace tenon::sql {
namespace {

using detail::BodyPlaces;
using detail::BodyVariables;
using detail::branch_of;
using Tree = detail::BodyTree;
using Json = nlohmann::json;

constexpr std::string_view kSelect = "SELECT ";
constexpr std::string_view kKind = "PLpgSQL_stmt_";

/// The text of an expression or a statement.
std::string text_of(const Tree& node) {
  return branch_of(node, "PLpgSQL_expr").value("query", "");
}

/// Postgres's own, whose tables tell nothing of a tenant's rows.
bool is_of_postgres(const std::string& schema) {
  return schema == "pg_catalog" || schema == "information_schema" || schema == "pg_temp";
}

class Walk {
 public:
  Walk(std::string_view text, Known& known, const Tree& function)
      : text_(text), known_(known), places_(text), variables_(known, function), function_(function) {}

  tl::expected<BodyAnalysis, Problem> run() {
    for (const Declaration& each : variables_.declare(text_, out_.faults)) read_type(each);
    for (const Tree& datum : branch_of(function_, "datums")) read_default(branch_of(datum, "PLpgSQL_var"));
    places_.restart();
    walk(branch_of(function_, "action"));
    if (problem_) return tl::unexpected(*problem_);
    return std::move(out_);
  }

 private:
  /// What stands for what is here: statements, lists of them, and texts.
  void walk(const Tree& node) {
    if (node.is_array()) {
      for (const Tree& item : node) walk(item);
      return;
    }
    if (!node.is_object() || node.empty()) return;
    const std::string& kind = node.begin().key();
    if (kind == "PLpgSQL_expr") {
      expression(text_of(node));
    } else if (kind.starts_with(kKind)) {
      statement(kind.substr(kKind.size()), node.begin().value());
    } else {
      if (node.contains("lineno")) places_.go_to_line(node.value("lineno", 0));
      children(node);
    }
  }

  /// All but what it puts values into.
  void children(const Tree& node) {
    for (const auto& [name, child] : node.items()) {
      if (name == "var" || name == "target") continue;
      const bool is_branch = name == "body" || name == "stmts" || name == "action" || name.ends_with("_body");
      if (is_branch)
        branch(child, false);
      else
        walk(child);
    }
  }

  /// What may be done or not: what a row is behind it isn't known where it is changed in it, and at its begin
  /// neither where it is done again and again.
  void branch(const Tree& body, bool repeats) {
    const std::vector<std::string> changed = variables_.rows_changed_in(body);
    if (repeats) variables_.forget(changed);
    walk(body);
    variables_.forget(changed);
  }

  void statement(const std::string& kind, const Tree& node) {
    using Method = void (Walk::*)(const Tree&);
    static constexpr std::pair<std::string_view, Method> kMethods[] = {
        {"block", &Walk::block},      {"assign", &Walk::assignment}, {"execsql", &Walk::execute},
        {"perform", &Walk::perform},  {"call", &Walk::call},         {"fors", &Walk::loop_over_rows},
        {"case", &Walk::choice},      {"return", &Walk::give},       {"dynexecute", &Walk::run_text},
        {"dynfors", &Walk::run_text}, {"commit", &Walk::commit},     {"rollback", &Walk::rollback},
        {"loop", &Walk::loop},        {"while", &Walk::loop},        {"fori", &Walk::loop},
        {"foreach_a", &Walk::loop},
    };
    if (node.contains("lineno")) places_.go_to_line(node.value("lineno", 0));
    const auto* found = std::find_if(std::begin(kMethods), std::end(kMethods),
                                     [&](const auto& row) { return row.first == kind; });
    if (found == std::end(kMethods))
      children(node);
    else
      (this->*found->second)(node);
  }

  void block(const Tree& node) {
    const std::vector<std::string> changed = variables_.rows_changed_in(branch_of(node, "body"));
    walk(branch_of(node, "body"));
    if (!node.contains("exceptions")) return;
    variables_.forget(changed);
    walk(node["exceptions"]);
  }

  void loop(const Tree& node) {
    for (const auto& [name, child] : node.items()) {
      if (name != "body" && name != "var") walk(child);
    }
    branch(branch_of(node, "body"), true);
  }

  /// The rows' query is behind the body in the tree.
  void loop_over_rows(const Tree& node) {
    const auto rows = query(text_of(branch_of(node, "query")));
    const std::string row = variables_.row_in(branch_of(node, "var"));
    const Tree& body = branch_of(node, "body");
    const std::vector<std::string> changed = variables_.rows_changed_in(body);
    variables_.forget(changed);
    if (std::find(changed.begin(), changed.end(), row) == changed.end()) variables_.fill(row, rows);
    branch(body, false);
    variables_.forget({row});
  }

  void assignment(const Tree& node) {
    const std::string text = text_of(branch_of(node, "expr"));
    const std::size_t at = places_.find(text);
    const detail::Sides sides = detail::sides_of(text);
    const std::string value = std::string(sides.value, ' ') + text.substr(sides.value);
    analyse_at(std::string(kSelect) + value, at, kSelect.size());
    // What is between its brackets is read.
    if (sides.target.find('[') != std::string_view::npos)
      analyse_at(std::string(kSelect).append(sides.target), at, kSelect.size());
    variables_.forget({variables_.row_at(node.value("varno", std::size_t{0}))});
  }

  void execute(const Tree& node) {
    const auto result = query(text_of(branch_of(node, "sqlstmt")));
    if (node.contains("target")) variables_.fill(variables_.row_in(node["target"]), result);
  }

  /// The parser tells it as a SELECT.
  void perform(const Tree& node) {
    constexpr std::string_view kPerform = "PERFORM";
    const std::string text = text_of(branch_of(node, "expr"));
    const std::size_t at = places_.find_word(kPerform) + kPerform.size() + 1;
    (void)places_.find(std::string_view(text).substr(std::min(text.size(), kSelect.size())));
    analyse_at(text, at, kSelect.size());
  }

  void call(const Tree& node) {
    const std::string text = text_of(branch_of(node, "expr"));
    const std::size_t at = places_.find(text);
    const auto tree = statement_trees(text);
    if (!tree) return fail(tree.error(), at, 0);
    const Json& made = (*tree)["stmts"][0]["stmt"];
    if (!made.contains("CallStmt")) return note(Deed::Kind::kRunsText, "DO", at);
    constexpr std::string_view kCall = "CALL ";
    const std::size_t name = at + std::min(text.find_first_not_of(" \n\t\r", kCall.size()), text.size());
    const Json& call = made["CallStmt"]["funccall"];
    out_.procedures.push_back(
        {{detail::names_in(call["funcname"]), name}, call.value("args", Json::array()).size()});
    note(Deed::Kind::kWrites, "", at);
    analyse_at(std::string(kSelect) + text.substr(kCall.size()), at + kCall.size(), kSelect.size());
    std::erase_if(out_.functions, [&](const Named& function) { return function.offset == name; });
  }

  void choice(const Tree& node) {
    walk(branch_of(node, "t_expr"));
    for (const Tree& item : branch_of(node, "case_when_list")) {
      const Tree& when = branch_of(item, "PLpgSQL_case_when");
      expression(detail::without_case_variable(text_of(branch_of(when, "expr"))));
      branch(branch_of(when, "stmts"), false);
    }
    branch(branch_of(node, "else_stmts"), false);
  }

  void give(const Tree& node) {
    // What the parser adds itself has no line.
    if (!node.contains("lineno")) return;
    if (!node.contains("expr")) return note(Deed::Kind::kGivesNothing, "", places_.find("return"));
    note(Deed::Kind::kGivesValue, "", expression(text_of(node["expr"])));
  }

  void run_text(const Tree& node) {
    note(Deed::Kind::kRunsText, "", places_.find("execute"));
    children(node);
  }

  void commit(const Tree&) { note(Deed::Kind::kEndsTransaction, "commit", places_.find("commit")); }
  void rollback(const Tree&) { note(Deed::Kind::kEndsTransaction, "rollback", places_.find("rollback")); }

  void note(Deed::Kind kind, std::string name, std::size_t offset) {
    out_.deeds.push_back({kind, std::move(name), offset});
  }

  std::size_t expression(const std::string& text) {
    const std::size_t at = places_.find(text);
    analyse_at(std::string(kSelect) + text, at, kSelect.size());
    return at;
  }

  /// A statement of SQL's, and what it gives.
  std::optional<Analysis> query(const std::string& text) {
    const std::size_t at = places_.find(text);
    const auto tree = statement_trees(text);
    if (!tree) {
      fail(tree.error(), at, 0);
      return std::nullopt;
    }
    const Json& made = (*tree)["stmts"][0]["stmt"];
    if (made.contains("TransactionStmt")) note(Deed::Kind::kEndsTransaction, places_.word_at(at), at);
    if (is_query(made)) return analyse_at(text, at, 0);
    note(Deed::Kind::kWrites, "", at);
    note_tables(made, at);
    return std::nullopt;
  }

  static bool is_query(const Json& statement) {
    static constexpr const char* kKinds[] = {"SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt",
                                             "MergeStmt"};
    return std::any_of(std::begin(kKinds), std::end(kKinds),
                       [&](const char* kind) { return statement.contains(kind); });
  }

  /// Of a statement that is no query. Temporary tables are known from there on.
  void note_tables(const Json& node, std::size_t at) {
    if (node.is_object() && node.contains("relname")) {
      const std::string name = node.value("relname", "");
      if (node.value("relpersistence", "") == "t") made_.push_back(name);
      const std::vector<std::string> tables =
          meant(known_.spaces, node.value("schemaname", ""), name,
                [&](const std::string& each) { return known_.tables.contains(each); });
      if (tables.size() == 1)
        out_.uses.push_back({tables.front(), Use::kLock, {}, at + node.value("location", std::size_t{0})});
    }
    if (!node.is_structured()) return;
    for (const Json& child : node) note_tables(child, at);
  }

  void read_type(const Declaration& declared) {
    constexpr std::string_view kNull = "SELECT NULL::";
    const auto analysis = analyse_at(std::string(kNull) + declared.type, declared.offset, kNull.size());
    if (analysis && !analysis->outputs.empty())
      variables_.set_type(declared.name, analysis->outputs.front().type);
  }

  /// And of a cursor the query.
  void read_default(const Tree& variable) {
    places_.go_to_line(variable.value("lineno", 0));
    if (variable.contains("cursor_explicit_expr"))
      (void)query(text_of(variable["cursor_explicit_expr"]));
    else if (variable.contains("default_val"))
      (void)expression(text_of(variable["default_val"]));
  }

  /// The text has `shift` bytes before what stands at the place.
  std::optional<Analysis> analyse_at(const std::string& text, std::size_t at, std::size_t shift) {
    auto out = analyse(text, known_);
    if (!out) {
      fail(out.error(), at, shift);
      return std::nullopt;
    }
    const auto move = [&](std::size_t& offset) { offset = at + offset - std::min(offset, shift); };
    for (TableUse& item : out->uses) move(item.offset);
    for (Named& item : out->functions) move(item.offset);
    for (Named& item : out->types) move(item.offset);
    for (Fault& item : out->faults) move(item.offset);
    if (out->runs_text) move(out->runs_text->offset);
    take(*out, at);
    return std::move(*out);
  }

  void take(const Analysis& from, std::size_t at) {
    const auto add = [](const auto& more, auto& all) { all.insert(all.end(), more.begin(), more.end()); };
    add(from.uses, out_.uses);
    add(from.functions, out_.functions);
    add(from.types, out_.types);
    std::copy_if(from.faults.begin(), from.faults.end(), std::back_inserter(out_.faults),
                 [&](const Fault& fault) { return !is_excused(fault); });
    const auto written = std::find_if(from.uses.begin(), from.uses.end(),
                                      [](const TableUse& use) { return use.use != Use::kRead; });
    if (written != from.uses.end())
      note(Deed::Kind::kWrites, "", written->offset);
    else if (!from.is_select || from.writes_within)
      note(Deed::Kind::kWrites, "", at);
    if (from.runs_text) note(Deed::Kind::kRunsText, from.runs_text->path.back(), from.runs_text->offset);
  }

  /// Tables that the body makes itself, and those of Postgres's.
  [[nodiscard]] bool is_excused(const Fault& fault) const {
    if (fault.kind != Fault::Kind::kTable) return false;
    const std::size_t dot = fault.name.find('.');
    if (dot != std::string::npos && is_of_postgres(fault.name.substr(0, dot))) return true;
    const std::string name = dot == std::string::npos ? fault.name : fault.name.substr(dot + 1);
    return std::find(made_.begin(), made_.end(), name) != made_.end();
  }

  void fail(const Problem& problem, std::size_t at, std::size_t shift) {
    if (!problem_) problem_ = Problem{problem.message, at + problem.offset - std::min(problem.offset, shift)};
  }

  std::string_view text_;
  Known& known_;
  BodyPlaces places_;
  BodyVariables variables_;
  const Tree& function_;
  std::vector<std::string> made_;  ///< tables, by itself
  std::optional<Problem> problem_;
  BodyAnalysis out_;
};

/// What stands before AS. Of what types parameters are, the parser doesn't ask; so that it takes each RETURN,
/// something is given.
std::string head_of(const Known& known) {
  std::string out;
  for (const KnownParameter& item : known.arguments)
    out += (out.empty() ? "" : ", ") + identifier(item.name) + " text";
  return "(" + out + ") RETURNS text";
}

/// The name that nothing declares, where that is what the parser says.
std::optional<std::string> unknown_variable(const std::string& message) {
  constexpr std::string_view kEnd = "\" is not a known variable";
  if (!message.starts_with('"') || !message.ends_with(kEnd)) return std::nullopt;
  return message.substr(1, message.size() - 1 - kEnd.size());
}

Fault fault_of(const std::string& name, std::string_view text, const Known& known, std::size_t offset) {
  Fault out{Fault::Kind::kVariable, name, {}, offset, ""};
  for (const KnownParameter& item : known.arguments) out.known.push_back(item.name);
  for (const Declaration& item : declarations_in(text)) out.known.push_back(item.name);
  return out;
}

}  // namespace

tl::expected<BodyAnalysis, Problem> analyse_body(std::string_view text, Known& known) {
  if (detail::tokens_of(text).empty()) return tl::unexpected(Problem{"no statement", 0});
  const auto read = plpgsql_tree_between(
      head_of(known), text, [&](const std::string& type) { return detail::is_known_row(known, type); });
  if (!read) {
    const auto name = unknown_variable(read.error().message);
    if (!name) return tl::unexpected(read.error());
    BodyAnalysis out;
    out.faults.push_back(fault_of(*name, text, known, read.error().offset));
    return out;
  }
  const Tree tree = Tree::parse(*read, nullptr, false);
  if (tree.is_discarded() || tree.empty()) return tl::unexpected(Problem{"a tree that is no JSON", 0});
  return Walk(text, known, branch_of(tree[0], "PLpgSQL_function")).run();
}

}  // namespace tenon::sql
