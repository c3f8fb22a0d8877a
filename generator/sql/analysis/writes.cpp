// Statements that write, and how they are kept to one tenant.
#include <algorithm>

#include "sql/analysis/analyser.hpp"

namespace tenon::sql::detail {
namespace {

const KnownColumn* find_column(const KnownTable& table, const std::string& name) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const KnownColumn& column) { return column.name == name; });
  return found == table.columns.end() ? nullptr : &*found;
}

std::vector<std::string> column_names(const KnownTable& table) {
  std::vector<std::string> out;
  for (const KnownColumn& column : table.columns) {
    if (!column.hidden) out.push_back(column.name);
  }
  return out;
}

bool same_columns(std::vector<std::string> a, std::vector<std::string> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

bool is_ordinal(const Json& item) {
  const Json& node = item.contains("SortBy") ? member(item["SortBy"], "node") : item;
  return member(node, "A_Const").contains("ival");
}

const std::vector<std::string_view> kEndsOfWrites = {"returning", ";"};

}  // namespace

const KnownTable* Analyser::target(const Json& range, Use use, Scope& scope) {
  const std::string name = range.value("relname", "");
  const std::size_t at = location(range);
  const KnownTable* found = known_table(range, true);
  if (found == nullptr) return nullptr;
  const KnownTable& table = *found;
  edit(Edit::Kind::kSchema, at, width_of_name(range), table.name);
  out_.uses.push_back({table.name, use, {}, at});
  scope.relations.push_back(relation_of(table, member(range, "alias").value("aliasname", name)));
  scope.relations.back().is_itself = true;
  return &table;
}

/// `from` is what is written, where it is known.
void Analyser::check_written(const KnownTable& table, const std::string& column, const Json& from,
                             std::size_t offset) {
  const KnownColumn* known = find_column(table, column);
  if (known == nullptr) {
    fault(Fault::Kind::kColumn, column, offset, "", column_names(table));
    return;
  }
  if (column == table.tenant_column && known_.scoped)
    fault(Fault::Kind::kForm, "`" + column + "`, which is the transaction's to say", offset, "leave it out");
  check_labels(stored(table, *known), from);
}

void Analyser::assign(const Json& targets, const KnownTable& table, const Scope& scope, TableUse& use) {
  for (const Json& item : targets) {
    const Json& target = member(item, "ResTarget");
    const Json& from = member(target, "val");
    each(from, scope);
    use.columns.push_back(target.value("name", ""));
    check_written(table, use.columns.back(), from, location(target));
  }
}

Relation Analyser::returning(const Json& node, const Scope& scope, bool outermost) {
  Relation out;
  if (node.contains("returningList")) out.fields = outputs(node["returningList"], scope, outermost);
  return out;
}

/// The tenant's value before each row's: of VALUES in its brackets, of a query before its first column.
/// `from` is the token of the table.
void Analyser::insert_tenant(const Json& source, const KnownTable& table, std::size_t from) {
  if (source.contains("larg")) {
    for (const char* side : {"larg", "rarg"}) {
      if (source[side].contains("valuesLists"))
        fault(Fault::Kind::kForm, "VALUES beside another query in what is inserted", tokens_[from].offset,
              "write one VALUES, or SELECTs alone");
    }
    insert_tenant(source["larg"], table, from);
    insert_tenant(source["rarg"], table, from);
    return;
  }
  for (const char* clause : {"sortClause", "groupClause", "distinctClause"}) {
    const Json& items = member(source, clause);
    if (std::any_of(items.begin(), items.end(), is_ordinal))
      fault(Fault::Kind::kForm, "a column by its number in what is inserted", tokens_[from].offset,
            "write its name");
  }
  const Json& targets = member(source, "targetList");
  if (std::any_of(targets.begin(), targets.end(),
                  [](const Json& item) { return is_star(member(item, "ResTarget")); }))
    fault(Fault::Kind::kForm, "`*` in what is inserted", tokens_[from].offset, "name the columns");
  if (!source.contains("valuesLists")) {
    if (!targets.empty()) edit(Edit::Kind::kValue, location(member(targets[0], "ResTarget")), 0, table.name);
    return;
  }
  // The rows have no places of their own: each is an opened bracket behind VALUES.
  const std::size_t values = find_word(from, {"values"});
  if (!is_word(values, "values")) {
    fault(Fault::Kind::kForm, "VALUES that can't be held to the tenant", tokens_[from].offset,
          "take the brackets around it away");
    return;
  }
  for (std::size_t row = values + 1; is_word(row, "(");) {
    edit(Edit::Kind::kValue, tokens_[row].end(), 0, table.name);
    row = find_word(row + 1, {}) + 1;
    if (is_word(row, ",")) ++row;
  }
}

void Analyser::insert_columns(const Json& node, const KnownTable& table, TableUse& use) {
  const Json& columns = member(node, "cols");
  const Json& rows = member(member(member(node, "selectStmt"), "SelectStmt"), "valuesLists");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Json& column = member(columns[i], "ResTarget");
    use.columns.push_back(column.value("name", ""));
    check_written(table, use.columns.back(), {}, location(column));
    for (const Json& row : rows) {
      const Json& items = member(member(row, "List"), "items");
      const KnownColumn* known = find_column(table, use.columns.back());
      if (known != nullptr && i < items.size()) check_labels(stored(table, *known), items[i]);
    }
  }
}

/// A new row that no member row refers to isn't seen: the server refuses what would read it.
void Analyser::refuse_unseen(const Json& node, const KnownTable& table, std::size_t offset) {
  if (!table.is_seen_by_members || !known_.scoped) return;
  const bool infers = node.contains("onConflictClause") && node["onConflictClause"].contains("infer");
  if (node.contains("returningList"))
    fault(Fault::Kind::kForm, "RETURNING of a row that no member row refers to yet", offset,
          "give the key as a parameter, and read the row once a member row is there");
  else if (infers)
    fault(Fault::Kind::kForm, "ON CONFLICT (…) of rows that aren't all seen", offset,
          "write `on conflict do nothing`");
}

/// What is unique over all tenants may be another one's row.
void Analyser::refuse_shared_conflict(const KnownTable& table, std::size_t offset) {
  if (!table.is_held() || !known_.scoped) return;
  fault(Fault::Kind::kForm, "DO UPDATE by what is unique over all tenants", offset,
        "the row may be another tenant's: write `do nothing`, or name what is unique within one");
}

/// `on conflict on constraint`.
void Analyser::check_constraint(const Json& conflict, const KnownTable& table, std::size_t offset) {
  const std::string constraint = member(conflict, "infer").value("conname", "");
  if (constraint.empty()) return;
  const auto& known = table.constraints;
  const auto named = std::find(known.begin(), known.end(), constraint);
  if (named == known.end()) {
    fault(Fault::Kind::kForm, "`" + table.name + "` has no unique constraint `" + constraint + "`", offset,
          "write `on conflict (…)` and its columns");
    return;
  }
  const auto& columns = table.uniques[static_cast<std::size_t>(named - known.begin())];
  const bool shared = std::find(columns.begin(), columns.end(), table.tenant_column) == columns.end();
  if (shared && conflict.contains("targetList")) refuse_shared_conflict(table, offset);
}

void Analyser::add_conflict(const Json& conflict, const KnownTable& table, std::size_t from, Scope& scope) {
  const Json& infer = member(conflict, "infer");
  const std::size_t at = find_word(from, {"conflict"});
  std::vector<std::string> columns;
  for (const Json& item : member(infer, "indexElems"))
    columns.push_back(member(item, "IndexElem").value("name", ""));
  if (!columns.empty()) {
    std::vector<std::string> with_tenant = columns;
    with_tenant.push_back(table.tenant_column);
    const auto is_unique = [&](const std::vector<std::string>& wanted) {
      return std::any_of(table.uniques.begin(), table.uniques.end(),
                         [&](const auto& unique) { return same_columns(unique, wanted); });
    };
    const bool within = !table.tenant_column.empty() && is_unique(with_tenant);
    if (!within && conflict.contains("targetList")) refuse_shared_conflict(table, tokens_[at].offset);
    if (within) {
      if (at + 1 < tokens_.size()) edit(Edit::Kind::kColumn, tokens_[at + 1].end(), 0, table.name);
    } else if (!is_unique(columns)) {
      fault(Fault::Kind::kForm, "no two rows of `" + table.name + "` are kept from sharing these",
            tokens_[at].offset, "declare `unique (…)` over them in the entity");
    }
  }
  check_constraint(conflict, table, tokens_[at].offset);
  Relation excluded = relation_of(table, "excluded");
  excluded.table = nullptr;
  scope.relations.push_back(std::move(excluded));
  TableUse use{table.name, Use::kUpdate, {}, tokens_[std::min(at, tokens_.size() - 1)].offset};
  assign(member(conflict, "targetList"), table, scope, use);
  if (conflict.contains("whereClause")) each(conflict["whereClause"], scope);
  if (!use.columns.empty()) out_.uses.push_back(std::move(use));
  scope.relations.pop_back();
}

Relation Analyser::insert(const Json& node, const Scope* outer, bool outermost) {
  Scope scope;
  scope.outer = outer;
  const KnownTable* table = target(member(node, "relation"), Use::kInsert, scope);
  Relation out;
  if (table != nullptr) {
    const std::size_t at = location(member(node, "relation"));
    if (!node.contains("cols"))
      fault(Fault::Kind::kForm, "an INSERT that doesn't name its columns", at,
            "name them: a column that is added would be meant otherwise");
    insert_columns(node, *table, out_.uses.back());
    const Json& source = member(member(node, "selectStmt"), "SelectStmt");
    const bool scoped = !table->tenant_column.empty() && known_.scoped;
    if (scoped && node.contains("cols"))
      edit(Edit::Kind::kColumn, location(member(node["cols"][0], "ResTarget")), 0, table->name);
    if (!source.empty()) statement(member(node, "selectStmt"), outer, false);
    if (scoped) insert_tenant(source, *table, token_at(at));
    if (source.empty()) fault(Fault::Kind::kForm, "DEFAULT VALUES", at, "name a column");
    if (node.contains("onConflictClause"))
      add_conflict(node["onConflictClause"], *table, token_at(at), scope);
    refuse_unseen(node, *table, at);
    out = returning(node, scope, outermost);
  }
  return out;
}

/// An UPDATE or a DELETE; `sources` is where the tables stand that it looks at.
Relation Analyser::change(const Json& node, Use use, const char* sources, const Scope* outer,
                          bool outermost) {
  Scope scope;
  scope.outer = outer;
  Relation out;
  if (const KnownTable* table = target(member(node, "relation"), use, scope)) {
    const std::string alias = scope.relations.front().alias;
    TableUse written = out_.uses.back();
    const std::size_t place = out_.uses.size() - 1;
    for (const Json& source : member(node, sources)) add_source(source, false, scope);
    assign(member(node, "targetList"), *table, scope, written);
    out_.uses[place] = std::move(written);
    if (node.contains("whereClause")) {
      each(node["whereClause"], scope);
      learn(node["whereClause"], scope);
      note_filters(node["whereClause"], scope);
      // It tells of the row as it was.
      std::erase_if(scope.never_null, [&](const auto& fact) {
        const auto& columns = out_.uses[place].columns;
        return std::find(columns.begin(), columns.end(), fact.second) != columns.end();
      });
    }
    add_condition(token_at(location(member(node, "relation"))), "where", kEndsOfWrites, alias, *table);
    out = returning(node, scope, outermost);
  }
  return out;
}

/// What a WHEN of a MERGE does, which begins at a token.
void Analyser::merge_action(const Json& action, const KnownTable& table, const Scope& scope,
                            std::size_t when) {
  const std::string command = action.value("commandType", "");
  if (action.contains("condition")) each(action["condition"], scope);
  if (command == "CMD_NOTHING") return;
  TableUse use{table.name, Use::kUpdate, {}, tokens_[std::min(when, tokens_.size() - 1)].offset};
  if (command == "CMD_DELETE") use.use = Use::kDelete;
  const Json& targets = member(action, "targetList");
  if (command != "CMD_INSERT") {
    assign(targets, table, scope, use);
    out_.uses.push_back(std::move(use));
    return;
  }
  use.use = Use::kInsert;
  if (targets.empty())
    fault(Fault::Kind::kForm, "an INSERT that doesn't name its columns", use.offset, "name them");
  for (const Json& item : targets) {
    const Json& target = member(item, "ResTarget");
    use.columns.push_back(target.value("name", ""));
    check_written(table, use.columns.back(), {}, location(target));
  }
  each(member(action, "values"), scope);
  const std::size_t values = find_word(when, {"values"});
  if (!table.tenant_column.empty() && known_.scoped && !targets.empty() && values + 1 < tokens_.size()) {
    edit(Edit::Kind::kColumn, location(member(targets[0], "ResTarget")), 0, table.name);
    edit(Edit::Kind::kValue, tokens_[values + 1].end(), 0, table.name);
  }
  out_.uses.push_back(std::move(use));
}

Relation Analyser::merge(const Json& node, const Scope* outer) {
  Scope scope;
  scope.outer = outer;
  const Json& range = member(node, "relation");
  if (const KnownTable* table = target(range, Use::kRead, scope)) {
    const std::string alias = scope.relations.front().alias;
    const std::size_t begin = token_at(location(range));
    add_source(member(node, "sourceRelation"), false, scope);
    each(member(node, "joinCondition"), scope);
    // The condition of the merge is the last ON before the first WHEN.
    std::size_t when = find_word(begin, {"when"});
    std::size_t on = begin;
    for (std::size_t at = find_word(begin, {"on"}); at < when; at = find_word(at, {"on"})) on = at;
    if (table->is_held() && known_.scoped && on > begin) {
      edit(Edit::Kind::kCondition, tokens_[on].end(), 0, table->name, alias);
      edit(Edit::Kind::kConditionEnd, end_before(when), 0, table->name);
    }
    for (const Json& item : member(node, "mergeWhenClauses")) {
      merge_action(member(item, "MergeWhenClause"), *table, scope, when);
      when = find_word(when, {"when"});
    }
  }
  return {};
}

}  // namespace tenon::sql::detail
