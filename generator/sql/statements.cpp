// Raw statements and the bodies of triggers.
#include <algorithm>
#include <cctype>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "sql/parsed.hpp"
#include "sql/parser.hpp"
#include "sql/plpgsql.hpp"

namespace tenon::sql {
namespace {

using Json = nlohmann::json;
using detail::strings;

/// Statements that end a transaction, can't run in one, or would change in whose name the rest runs.
struct Refused {
  std::string_view node;
  std::string_view what;
};

constexpr Refused kRefused[] = {
    {"TransactionStmt", "ends the transaction that all the statements run in"},
    {"CreatedbStmt", "can't run in a transaction"},
    {"DropdbStmt", "can't run in a transaction"},
    {"CreateTableSpaceStmt", "can't run in a transaction"},
    {"AlterSystemStmt", "can't run in a transaction"},
    {"CopyStmt", "has no client to read from or write to"},
};

std::string refusal(const Json& statement) {
  for (const Refused& row : kRefused) {
    if (statement.contains(row.node)) return std::string(row.what);
  }
  // ANALYZE is one too, and can.
  if (statement.contains("VacuumStmt") && statement["VacuumStmt"].value("is_vacuumcmd", false))
    return "can't run in a transaction";
  if (statement.contains("IndexStmt") && statement["IndexStmt"].value("concurrent", false))
    return "can't run in a transaction";
  if (statement.contains("VariableSetStmt")) {
    const std::string name = statement["VariableSetStmt"].value("name", "");
    if (name == "role" || name == "session_authorization") return "changes in whose name the rest runs";
  }
  return "";
}

/// Whether an option of a function gives it a search_path: neither RESET nor DEFAULT does.
bool sets_the_path(const Json& option) {
  if (option.value("defname", "") != "set") return false;
  const Json set = option.value("arg", Json::object()).value("VariableSetStmt", Json::object());
  const std::string kind = set.value("kind", "");
  return set.value("name", "") == "search_path" && (kind == "VAR_SET_VALUE" || kind == "VAR_SET_CURRENT");
}

/// Whether a function's names are read where it is called, and not where it was made: its body is a text, and
/// it has no search_path of its own.
bool is_unpinned(const Json& made) {
  if (made.contains("sql_body")) return false;
  for (const Json& item : made.value("options", Json::array())) {
    const Json option = item.value("DefElem", Json::object());
    if (sets_the_path(option)) return false;
    if (option.value("defname", "") != "language") continue;
    const std::string language =
        option.value("arg", Json::object()).value("String", Json::object()).value("sval", "");
    if (language == "c" || language == "internal") return false;
  }
  return true;
}

/// The types that a function is called with, each by its last name.
std::vector<std::string> types_called_with(const Json& parameters) {
  static const std::set<std::string> kGiven = {"FUNC_PARAM_DEFAULT", "FUNC_PARAM_IN", "FUNC_PARAM_INOUT",
                                               "FUNC_PARAM_VARIADIC"};
  std::vector<std::string> out;
  for (const Json& item : parameters) {
    const Json parameter = item.value("FunctionParameter", Json::object());
    if (kGiven.contains(parameter.value("mode", "")))
      out.push_back(strings(parameter["argType"]["names"]).back());
  }
  return out;
}

/// A function that looks names up on its caller's path, as statements name it.
struct Unpinned {
  Named function;
  std::vector<std::string> types;
};

/// `alter function f(int4) set search_path = …`; without types it is the one function of the name.
bool pins(const Json& altered, const Unpinned& made) {
  const Json actions = altered.value("actions", Json::array());
  const bool sets = std::any_of(actions.begin(), actions.end(), [](const Json& item) {
    return sets_the_path(item.value("DefElem", Json::object()));
  });
  const Json function = altered.value("func", Json::object());
  if (!sets || strings(function["objname"]).back() != made.function.path.back()) return false;
  return function.value("args_unspecified", false) ||
         types_called_with(function.value("objfuncargs", Json::array())) == made.types;
}

/// Keeps the list of such functions, statement by statement.
void note_path(const Json& statement, std::size_t offset, std::vector<Unpinned>& unpinned) {
  if (const auto made = statement.find("CreateFunctionStmt"); made != statement.end() && is_unpinned(*made)) {
    unpinned.push_back({{strings((*made)["funcname"]), offset},
                        types_called_with(made->value("parameters", Json::array()))});
  }
  if (const auto altered = statement.find("AlterFunctionStmt"); altered != statement.end())
    std::erase_if(unpinned, [&](const Unpinned& made) { return pins(*altered, made); });
}

void note(const Json& statement, Statements& out) {
  if (const auto made = statement.find("CreateFunctionStmt"); made != statement.end())
    out.functions.push_back(strings((*made)["funcname"]).back());
  for (const char* kind : {"CreateEnumStmt", "CreateRangeStmt"}) {
    if (const auto made = statement.find(kind); made != statement.end())
      out.types.push_back(strings((*made)["typeName"]).back());
  }
  if (const auto made = statement.find("CreateDomainStmt"); made != statement.end())
    out.types.push_back(strings((*made)["domainname"]).back());
  if (const auto made = statement.find("CompositeTypeStmt"); made != statement.end())
    out.types.push_back((*made)["typevar"].value("relname", ""));
  if (const auto made = statement.find("DefineStmt"); made != statement.end()) {
    auto& names = made->value("kind", "") == "OBJECT_AGGREGATE" ? out.functions : out.types;
    names.push_back(strings((*made)["defnames"]).back());
  }
}

/// The text in lower case, with blanks in the place of comments and strings.
std::string words_alone(std::string_view text) {
  static constexpr std::pair<std::string_view, std::string_view> kSkipped[] = {
      {"--", "\n"}, {"/*", "*/"}, {"'", "'"}};
  std::string out;
  while (out.size() < text.size()) {
    const std::string_view rest = text.substr(out.size());
    const auto* skipped = std::find_if(std::begin(kSkipped), std::end(kSkipped),
                                       [&](const auto& bounds) { return rest.starts_with(bounds.first); });
    if (skipped == std::end(kSkipped)) {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(rest[0])));
      continue;
    }
    const std::size_t end = rest.find(skipped->second, skipped->first.size());
    out.append(end == std::string_view::npos ? rest.size() : end + skipped->second.size(), ' ');
  }
  return out;
}

/// The columns of `new` and `old` that a function names, as PL/pgSQL's parser found them; it tells no places.
std::vector<ColumnReference> rows_of(const Json& function, std::string_view text) {
  const Json& datums = function["datums"];
  const std::string words = words_alone(text);
  std::vector<ColumnReference> out;
  for (const Json& datum : datums) {
    const auto field = datum.find("PLpgSQL_recfield");
    if (field == datum.end()) continue;
    const auto parent = field->value("recparentno", std::size_t{0});
    const Json row =
        parent < datums.size() ? datums[parent].value("PLpgSQL_rec", Json::object()) : Json::object();
    const std::string side = row.value("refname", "");
    if (side != "new" && side != "old") continue;
    const std::string column = field->value("fieldname", "");
    const auto place = place_of_word(side + "." + column, words, 0);
    out.push_back({{side, column}, place ? *place + side.size() + 1 : 0});
  }
  return out;
}

}  // namespace

tl::expected<Statements, Problem> parse_raw(std::string_view text) {
  const auto parsed = statement_trees(text);
  if (!parsed) return tl::unexpected(parsed.error());
  const Json& tree = *parsed;
  if (!tree.contains("stmts") || tree["stmts"].empty()) return tl::unexpected(Problem{"no statement", 0});
  Statements out;
  out.count = tree["stmts"].size();
  std::vector<Unpinned> unpinned;
  for (const Json& item : tree["stmts"]) {
    const Json& statement = item["stmt"];
    std::size_t offset = item.value("stmt_location", std::size_t{0});
    while (offset < text.size() && std::string_view(" \n\t\r;").find(text[offset]) != std::string_view::npos)
      ++offset;
    note(statement, out);
    note_path(statement, offset, unpinned);
    const std::string why = refusal(statement);
    if (!why.empty() && !out.refused) out.refused = {offset, why};
  }
  for (Unpinned& each : unpinned) out.unpinned.push_back(std::move(each.function));
  return out;
}

tl::expected<Body, Problem> parse_trigger_body(std::string_view text) {
  if (text.find_first_not_of(" \n\t\r") == std::string_view::npos)
    return tl::unexpected(Problem{"no statement", 0});
  const auto read = plpgsql_tree_between("() RETURNS trigger", text);
  if (!read) return tl::unexpected(read.error());
  const Json tree = Json::parse(*read);
  Body out;
  out.rows = rows_of(tree[0]["PLpgSQL_function"], text);
  // A return that the parser adds itself has no line.
  const Json& block = tree[0]["PLpgSQL_function"]["action"]["PLpgSQL_stmt_block"];
  if (block.contains("body") && !block["body"].empty()) {
    const Json& last = block["body"].back();
    out.returns = last.contains("PLpgSQL_stmt_return") && last["PLpgSQL_stmt_return"].contains("lineno");
  }
  return out;
}

}  // namespace tenon::sql
