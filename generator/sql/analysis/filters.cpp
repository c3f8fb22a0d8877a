// By which columns rows are chosen: those that an index could serve.
#include <algorithm>

#include "sql/analysis/analyser.hpp"

namespace tenon::sql::detail {
namespace {

constexpr std::string_view kComparisons[] = {"=", "<", "<=", ">", ">="};

bool compares(const Json& operation) {
  const std::vector<std::string> name = names_in(member(operation, "name"));
  const std::string kind = operation.value("kind", "AEXPR_OP");
  if (kind.starts_with("AEXPR_BETWEEN")) return true;
  if (kind != "AEXPR_OP" && kind != "AEXPR_OP_ANY" && kind != "AEXPR_IN") return false;
  return !name.empty() &&
         std::find(std::begin(kComparisons), std::end(kComparisons), name.back()) != std::end(kComparisons);
}

}  // namespace

/// The column of a table that stands in this FROM, where the node is one and nothing else.
void Analyser::note_column(const Json& node, const Scope& scope) {
  if (!node.is_object() || !node.contains("ColumnRef")) return;
  const std::vector<std::string> path = names_in(member(node["ColumnRef"], "fields"));
  if (path.empty()) return;
  for (const Relation& relation : scope.relations) {
    if (path.size() > 1 && relation.alias != path[path.size() - 2]) continue;
    for (const Field& field : relation.fields) {
      if (field.name == path.back() && field.value.origin) out_.filters.push_back(*field.value.origin);
    }
  }
}

void Analyser::note_operation(const Json& operation, const Scope& scope) {
  if (!compares(operation)) return;
  for (const char* side : {"lexpr", "rexpr"}) {
    const Json& node = member(operation, side);
    note_column(node, scope);
    for (const Json& part : member(member(node, "RowExpr"), "args")) note_column(part, scope);
  }
}

/// Of what is joined by OR each part may be served.
void Analyser::note_filters(const Json& condition, const Scope& scope) {
  if (!condition.is_object()) return;
  if (condition.contains("BoolExpr") && condition["BoolExpr"].value("boolop", "") != "NOT_EXPR") {
    for (const Json& part : member(condition["BoolExpr"], "args")) note_filters(part, scope);
  }
  if (condition.contains("NullTest")) note_column(member(condition["NullTest"], "arg"), scope);
  if (condition.contains("A_Expr")) note_operation(condition["A_Expr"], scope);
  if (condition.contains("SubLink")) note_column(member(condition["SubLink"], "testexpr"), scope);
  note_column(condition, scope);
}

}  // namespace tenon::sql::detail
