#include "sql/analysis/body_variables.hpp"

#include <algorithm>
#include <cctype>

#include "sql/analysis/tokens.hpp"

namespace tenon::sql::detail {
namespace {

/// The names before `%`, as SQL reads them; none where it is no path.
std::vector<std::string> path_of(std::string_view type) {
  std::vector<std::string> out;
  for (const Token& token : tokens_of(type)) {
    const std::string_view text = type.substr(token.offset, token.length);
    if (text == "%") break;
    if (text == ".") continue;
    if (token.kind != Token::Kind::kWord && token.kind != Token::Kind::kQuoted) return {};
    std::string name(token.kind == Token::Kind::kQuoted ? text.substr(1, text.size() - 2) : text);
    if (token.kind == Token::Kind::kWord)
      std::transform(name.begin(), name.end(), name.begin(),
                     [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    out.push_back(std::move(name));
  }
  return out;
}

template <typename Named>
std::vector<std::string> meant_in(const Known& known, const std::vector<std::string>& path,
                                  const Named& named) {
  if (path.empty() || path.size() > 2) return {};
  return meant(known.spaces, path.size() == 2 ? path[0] : "", path.back(),
               [&](const std::string& each) { return named.contains(each); });
}

std::vector<KnownColumn> columns_of(const std::map<std::string, SqlType>& composite) {
  std::vector<KnownColumn> out;
  for (const auto& [name, type] : composite) out.push_back({name, type, true, false, {}});
  return out;
}

void collect_labels(const BodyTree& node, std::vector<std::string>& out) {
  if (node.is_object() && node.contains("label") && node["label"].is_string())
    out.push_back(node["label"].get<std::string>());
  if (!node.is_structured()) return;
  for (const BodyTree& child : node) collect_labels(child, out);
}

}  // namespace

const BodyTree& branch_of(const BodyTree& node, const char* name) {
  static const BodyTree kNothing = BodyTree::object();
  if (!node.is_object()) return kNothing;
  const auto found = node.find(name);
  return found == node.end() ? kNothing : *found;
}

bool is_known_row(const Known& known, std::string_view type) {
  if (type.find('%') != std::string_view::npos) return false;
  const std::vector<std::string> path = path_of(type);
  return meant_in(known, path, known.composites).size() == 1 ||
         meant_in(known, path, known.tables).size() == 1;
}

BodyVariables::BodyVariables(Known& known, const BodyTree& function)
    : known_(known), datums_(branch_of(function, "datums")), arguments_before_(known.arguments) {
  static const std::map<std::string, SqlType> kOfTheLanguage = {
      {"found", {"bool", 0, false}}, {"sqlstate", {"text", 0, false}}, {"sqlerrm", {"text", 0, false}}};
  for (const BodyTree& datum : datums_) {
    if (datum.contains("PLpgSQL_rec"))
      known_.rows.push_back({datum["PLpgSQL_rec"].value("refname", ""), {}, false});
    if (!datum.contains("PLpgSQL_var")) continue;
    const std::string name = datum["PLpgSQL_var"].value("refname", "");
    const auto type = kOfTheLanguage.find(name);
    add_variable(name, type == kOfTheLanguage.end() ? SqlType{} : type->second);
  }
  collect_labels(branch_of(function, "action"), known_.blocks);
}

BodyVariables::~BodyVariables() {
  known_.arguments = std::move(arguments_before_);
  known_.rows.clear();
  known_.blocks.clear();
}

void BodyVariables::add_variable(const std::string& name, SqlType type) {
  const auto same = [&](const KnownParameter& item) { return item.name == name; };
  if (std::none_of(known_.arguments.begin(), known_.arguments.end(), same))
    known_.arguments.push_back({name, std::move(type), true});
}

void BodyVariables::set_type(const std::string& name, const SqlType& type) {
  for (KnownParameter& item : known_.arguments) {
    if (item.name == name) item.type = several_.contains(name) ? SqlType{} : type;
  }
}

std::vector<Declaration> BodyVariables::declare(std::string_view body, std::vector<Fault>& faults) {
  std::vector<Declaration> out;
  std::set<std::string> seen;
  for (const KnownParameter& item : arguments_before_) seen.insert(item.name);
  const std::vector<Declaration> all = declarations_in(body);
  for (const Declaration& each : all) {
    if (!seen.insert(each.name).second) several_.insert(each.name);
  }
  for (const Declaration& each : all) {
    add_variable(each.name, {});
    if (several_.contains(each.name)) set_type(each.name, {});
    if (is_row_type(each.type) || is_known_row(known_, each.type)) {
      declare_row(each, faults);
    } else if (each.type.find('%') != std::string::npos) {
      declare_like(each, faults);
    } else if (!each.type.empty()) {
      out.push_back(each);
    }
  }
  return out;
}

const KnownTable* BodyVariables::table_of(const std::vector<std::string>& path, std::size_t offset,
                                          std::vector<Fault>& faults) const {
  const std::vector<std::string> tables = meant_in(known_, path, known_.tables);
  if (tables.size() == 1) return &known_.tables.find(tables.front())->second;
  std::string name;
  for (const std::string& part : path) name += (name.empty() ? "" : ".") + part;
  std::vector<std::string> candidates = tables;
  if (tables.empty()) {
    for (const auto& [each, table] : known_.tables) candidates.push_back(each);
  }
  faults.push_back({tables.empty() ? Fault::Kind::kTable : Fault::Kind::kSeveral, std::move(name),
                    std::move(candidates), offset, ""});
  return nullptr;
}

/// `orders%ROWTYPE`, `orders`, `money`.
void BodyVariables::declare_row(const Declaration& declaration, std::vector<Fault>& faults) {
  const std::vector<std::string> path = path_of(declaration.type);
  if (path == std::vector<std::string>{"record"} || several_.contains(declaration.name)) return;
  fixed_.insert(declaration.name);
  const std::vector<std::string> composites = meant_in(known_, path, known_.composites);
  if (composites.size() == 1) {
    set_row(declaration.name, columns_of(known_.composites.find(composites.front())->second));
  } else if (const KnownTable* table = table_of(path, declaration.offset, faults)) {
    set_row(declaration.name, table->columns);
  }
}

/// `total%TYPE`, `orders.price%TYPE`.
void BodyVariables::declare_like(const Declaration& declaration, std::vector<Fault>& faults) {
  std::vector<std::string> path = path_of(declaration.type);
  const auto is_block = [&](const std::string& name) {
    return name == known_.function ||
           std::find(known_.blocks.begin(), known_.blocks.end(), name) != known_.blocks.end();
  };
  if (path.size() == 2 && is_block(path[0])) path.erase(path.begin());
  if (path.empty()) return;
  const std::string last = path.back();
  if (path.size() == 1) {
    const auto found = std::find_if(known_.arguments.begin(), known_.arguments.end(),
                                    [&](const KnownParameter& item) { return item.name == last; });
    if (found != known_.arguments.end()) set_type(declaration.name, SqlType(found->type));
    return;
  }
  path.pop_back();
  const KnownTable* table = table_of(path, declaration.offset, faults);
  if (table == nullptr) return;
  std::vector<std::string> names;
  for (const KnownColumn& column : table->columns) {
    if (column.name == last) return set_type(declaration.name, column.type);
    names.push_back(path.back() + "." + column.name);
  }
  faults.push_back(
      {Fault::Kind::kColumn, path.back() + "." + last, std::move(names), declaration.offset, ""});
}

KnownRow* BodyVariables::row(const std::string& name) {
  const auto found = std::find_if(known_.rows.begin(), known_.rows.end(),
                                  [&](const KnownRow& item) { return item.name == name; });
  return found == known_.rows.end() ? nullptr : &*found;
}

void BodyVariables::set_row(const std::string& name, std::vector<KnownColumn> columns) {
  KnownRow* found = row(name);
  if (found == nullptr) return;
  found->columns = std::move(columns);
  found->known = true;
}

std::string BodyVariables::row_in(const BodyTree& target) const {
  return branch_of(target, "PLpgSQL_rec").value("refname", "");
}

std::string BodyVariables::row_at(std::size_t place) const {
  return place < datums_.size() ? row_in(datums_[place]) : "";
}

std::vector<std::string> BodyVariables::rows_changed_in(const BodyTree& node) const {
  std::vector<std::string> out;
  const auto add = [&](const std::string& name) {
    if (!name.empty()) out.push_back(name);
  };
  if (node.is_object()) {
    add(row_in(branch_of(node, "target")));
    add(row_in(branch_of(node, "var")));
    if (node.contains("PLpgSQL_stmt_assign"))
      add(row_at(node["PLpgSQL_stmt_assign"].value("varno", std::size_t{0})));
  }
  if (!node.is_structured()) return out;
  for (const BodyTree& child : node) {
    const std::vector<std::string> more = rows_changed_in(child);
    out.insert(out.end(), more.begin(), more.end());
  }
  return out;
}

void BodyVariables::forget(const std::vector<std::string>& rows) {
  for (const std::string& name : rows) {
    KnownRow* found = row(name);
    if (found != nullptr && !fixed_.contains(name)) found->known = false;
  }
}

void BodyVariables::fill(const std::string& name, const std::optional<Analysis>& query) {
  forget({name});
  if (fixed_.contains(name) || !query || !query->all_outputs) return;
  std::vector<KnownColumn> columns;
  for (const OutputColumn& output : query->outputs) {
    // What has no name of its own is called by the server.
    if (output.name.empty()) return;
    columns.push_back({output.name, output.type, true, false, {}});
  }
  set_row(name, std::move(columns));
}

}  // namespace tenon::sql::detail
