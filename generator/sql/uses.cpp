#include "sql/uses.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "sql/parsed.hpp"
#include "sql/plpgsql.hpp"

namespace tenon::sql {
namespace {

using Json = nlohmann::json;
using Relations = std::vector<TableReference>;

/// Names of WITH queries, where they can be seen.
using Hidden = std::set<std::string>;

class Collecting {
 public:
  void collect(const Json& node, const Hidden& hidden) {
    if (node.is_object()) {
      if (const auto with = node.find("withClause"); with != node.end())
        return collect_with(node, *with, hidden);
      if (const auto table = node.find("RangeVar"); table != node.end()) add(*table, hidden);
      // What INSERT, UPDATE and DELETE write to stands there without its kind.
      if (const auto table = node.find("relation"); table != node.end()) add(*table, {});
    }
    if (!node.is_structured()) return;
    for (const Json& child : node) collect(child, hidden);
  }

  Relations take() { return std::move(out_); }

 private:
  /// Each sees those before it, and all of them where it says RECURSIVE; what they are written for sees all.
  void collect_with(const Json& node, const Json& with, const Hidden& hidden) {
    Hidden all = hidden;
    const Json queries = with.value("ctes", Json::array());
    const auto name = [](const Json& query) { return query["CommonTableExpr"].value("ctename", ""); };
    if (with.value("recursive", false)) {
      for (const Json& query : queries) all.insert(name(query));
    }
    for (const Json& query : queries) {
      collect(query, all);
      all.insert(name(query));
    }
    Json rest = node;
    rest.erase("withClause");
    collect(rest, all);
  }

  void add(const Json& table, const Hidden& hidden) {
    const std::string schema = table.value("schemaname", "");
    const std::string name = table.value("relname", "");
    if (!name.empty() && (!schema.empty() || !hidden.contains(name))) out_.push_back({schema, name, 0});
  }

  Relations out_;
};

/// The texts of all expressions and statements in a body.
void collect_texts(const Json& node, std::vector<std::string>& out) {
  if (node.is_object()) {
    if (const auto text = node.find("PLpgSQL_expr"); text != node.end())
      out.push_back(text->value("query", ""));
  }
  if (!node.is_structured()) return;
  for (const Json& child : node) collect_texts(child, out);
}

/// As PL/pgSQL reads one: a statement, an expression, or an expression that is assigned.
tl::expected<Json, Problem> tree_of_text(const std::string& text) {
  auto out = statement_trees(text);
  if (!out) out = statement_trees("SELECT " + text);
  const std::size_t assigned = text.find(":=");
  if (!out && assigned != std::string::npos) out = statement_trees("SELECT " + text.substr(assigned + 2));
  return out;
}

Relations relations_in(const Json& tree) {
  Collecting collecting;
  collecting.collect(tree, {});
  return collecting.take();
}

}  // namespace

tl::expected<Relations, Problem> relations_of(std::string_view statements) {
  const auto tree = statement_trees(statements);
  if (!tree) return tl::unexpected(tree.error());
  return relations_in(*tree);
}

tl::expected<Relations, Problem> relations_of_body(std::string_view head, std::string_view body) {
  const auto read = plpgsql_tree(head, body);
  if (!read) return tl::unexpected(read.error());
  const Json function = Json::parse(*read, nullptr, false);
  if (function.is_discarded()) return tl::unexpected(Problem{"a tree that is no JSON", 0});
  std::vector<std::string> texts;
  collect_texts(function, texts);
  Relations out;
  for (const std::string& text : texts) {
    const auto tree = tree_of_text(text);
    if (!tree) return tl::unexpected(tree.error());
    Relations more = relations_in(*tree);
    std::move(more.begin(), more.end(), std::back_inserter(out));
  }
  return out;
}

}  // namespace tenon::sql
