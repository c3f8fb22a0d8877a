// What a text names that is no column: parameters and variables of a body, and what a transaction says of who
// asks.
#include <algorithm>

#include "sql/analysis/analyser.hpp"

namespace tenon::sql::detail {
namespace {

const KnownColumn* find_field(const KnownRow& row, const std::string& name) {
  const auto found = std::find_if(row.columns.begin(), row.columns.end(),
                                  [&](const KnownColumn& column) { return column.name == name; });
  return found == row.columns.end() ? nullptr : &*found;
}

}  // namespace

const KnownParameter* Analyser::argument(const std::vector<std::string>& path) const {
  if (path.size() > 2 || (path.size() == 2 && !is_block(path[0]))) return nullptr;
  const auto found = std::find_if(known_.arguments.begin(), known_.arguments.end(),
                                  [&](const KnownParameter& item) { return item.name == path.back(); });
  return found == known_.arguments.end() ? nullptr : &*found;
}

bool Analyser::is_block(const std::string& name) const {
  return (!known_.function.empty() && name == known_.function) ||
         std::find(known_.blocks.begin(), known_.blocks.end(), name) != known_.blocks.end();
}

const KnownRow* Analyser::row(const std::string& name) const {
  const auto found = std::find_if(known_.rows.begin(), known_.rows.end(),
                                  [&](const KnownRow& item) { return item.name == name; });
  return found == known_.rows.end() ? nullptr : &*found;
}

/// Of SQL a column hides a parameter; in PL/pgSQL the server knows not which of the two is meant.
void Analyser::check_hidden(const std::vector<std::string>& path, const Scope& scope, std::size_t offset) {
  const std::string& name = path.back();
  if (path.size() != 1 || argument(path) == nullptr) return;
  if (!known_.verbatim) {
    fault(Fault::Kind::kHidden, name, offset,
          "rename the parameter, or write `" + known_.function + "." + name + "`");
    return;
  }
  // What a query gives is looked for by its names before anything else.
  const bool is_result = scope.relations.size() == 1 && scope.relations.front().alias.empty();
  if (!is_result)
    fault(Fault::Kind::kShared, name, offset,
          "rename the variable, or write before it what it is of: a column's table, a parameter's `" +
              known_.function + "`");
}

/// A row of the body's, or a value of one; nothing where no row is named.
std::optional<Typed> Analyser::row_value(const std::vector<std::string>& given, std::size_t offset) {
  if (!known_.verbatim) return std::nullopt;
  std::vector<std::string> path = given;
  if (path.size() > 1 && is_block(path[0])) path.erase(path.begin());
  const KnownRow* found = row(path[0]);
  // A value of a composite type may have parts.
  if (found == nullptr)
    return path.size() == 2 && argument({path[0]}) ? std::optional(Typed{}) : std::nullopt;
  if (path.size() == 1) return typed("record", true);
  if (!found->known) return Typed{};
  if (const KnownColumn* field = find_field(*found, path[1]))
    return Typed{field->type, field->nullable, std::nullopt, {}};
  std::vector<std::string> known;
  for (const KnownColumn& column : found->columns) known.push_back(path[0] + "." + column.name);
  fault(Fault::Kind::kVariable, path[0] + "." + path[1], offset, "", std::move(known));
  return Typed{};
}

/// What a transaction says of who asks: NULL where it says nothing.
Typed Analyser::variable(const std::string& name, std::size_t offset) {
  const auto found = std::find_if(known_.session.begin(), known_.session.end(),
                                  [&](const KnownParameter& item) { return item.name == name; });
  if (found == known_.session.end()) {
    std::vector<std::string> names;
    for (const KnownParameter& item : known_.session) names.push_back("session." + item.name);
    fault(Fault::Kind::kColumn, "session." + name, offset, "", std::move(names));
    return {};
  }
  if (known_.verbatim) fault(Fault::Kind::kSession, name, offset);
  const std::size_t last = std::min(token_at(offset) + 2, tokens_.size() - 1);
  edit(Edit::Kind::kSession, offset, tokens_[last].end() - offset, name);
  return {found->type, true, std::nullopt, {}};
}

void Analyser::unknown_column(const std::vector<std::string>& path, const Scope& scope, std::size_t offset) {
  std::vector<std::string> known;
  std::string all;
  for (const std::string& part : path) all += (all.empty() ? "" : ".") + part;
  const std::string of = path.size() > 1 ? path[path.size() - 2] : "";
  const auto owns = [&](const Relation& relation) { return relation.alias == of; };
  bool is_owned = false;
  for (const Scope* each = &scope; each != nullptr; each = each->outer)
    is_owned = is_owned || std::any_of(each->relations.begin(), each->relations.end(), owns);
  for (const Scope* each = &scope; each != nullptr; each = each->outer) {
    for (const Relation& relation : each->relations) {
      if (is_owned && !owns(relation)) continue;
      const std::string before = of.empty() || relation.alias.empty() ? "" : relation.alias + ".";
      for (const Field& field : relation.fields) known.push_back(before + field.name);
    }
  }
  if (of.empty()) {
    for (const KnownParameter& item : known_.arguments) known.push_back(item.name);
    for (const KnownRow& item : known_.rows) known.push_back(item.name);
  } else if (!is_owned) {
    for (const KnownRow& item : known_.rows) {
      for (const KnownColumn& column : item.columns) known.push_back(item.name + "." + column.name);
    }
  }
  const bool may_be_variable = known_.verbatim && (of.empty() || !is_owned);
  fault(may_be_variable ? Fault::Kind::kVariable : Fault::Kind::kColumn, std::move(all), offset, "",
        std::move(known));
}

}  // namespace tenon::sql::detail
