// In which Postgres schemas things stand, and how SQL of the schema's names what stands there.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/names/names.hpp"

namespace tenon::sema {

std::string named_table(const ir::Entity& entity) {
  const std::string table = sql::identifier(entity.table);
  return entity.space.empty() ? table : sql::identifier(entity.space) + "." + table;
}

sql::Spaces spaces_of(const Reading& context) {
  sql::Spaces out{context.schema.sql_schema, {}};
  for (const auto& [name, symbol] : context.declared.symbols) {
    if (!symbol.space.empty() && !contains(out.others, symbol.space)) out.others.push_back(symbol.space);
  }
  return out;
}

namespace {

/// What the database calls what is declared, a table or view here and a type there; empty where there is
/// none.
struct SqlNames {
  std::string table;
  std::string type;
};

SqlNames names_of(const Reading& context, const std::string& name, const Symbol& symbol) {
  if (const Draft* draft = context.drafts.named(name)) return {draft->entity.table, draft->entity.table};
  if (const auto* item = std::get_if<const ast::Enum*>(&symbol.what))
    return {"", (*item)->as ? "" : sql_name_of(**item)};
  if (const auto* item = std::get_if<const ast::Domain*>(&symbol.what)) return {"", sql_name_of(**item)};
  if (const auto* item = std::get_if<const ast::Composite*>(&symbol.what)) return {"", sql_name_of(**item)};
  const auto* view = std::get_if<const ast::View*>(&symbol.what);
  return {view == nullptr ? "" : sql_name_of(**view), ""};
}

std::vector<std::string> several(const Reading& context, const std::vector<std::string>& path,
                                 std::string SqlNames::*of) {
  std::vector<std::string> out;
  if (path.size() != 1) return out;
  for (const auto& [name, symbol] : context.declared.symbols) {
    if (names_of(context, name, symbol).*of == path[0]) out.push_back(ir::handle(symbol.space, path[0]));
  }
  std::sort(out.begin(), out.end());
  return out.size() > 1 ? out : std::vector<std::string>();
}

}  // namespace

std::vector<std::string> several_tables(const Reading& context, const std::vector<std::string>& path) {
  return several(context, path, &SqlNames::table);
}

std::vector<std::string> several_types(const Reading& context, const std::vector<std::string>& path) {
  return several(context, path, &SqlNames::type);
}

std::vector<std::string> several_functions(const Reading& context, const std::vector<std::string>& path) {
  std::vector<std::string> out;
  for (const ir::Function& each : context.schema.functions) {
    if (path.size() == 1 && ir::sql_name(each) == path[0] && !ir::is_definer(each))
      out.push_back(ir::handle(each));
  }
  std::sort(out.begin(), out.end());
  return out.size() > 1 ? out : std::vector<std::string>();
}

std::string which_of(const ir::Schema& schema, const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& name : names)
    out.push_back(
        fmt::format("`{}`", name.find('.') == std::string::npos ? schema.sql_schema + "." + name : name));
  return "write " + join(out, " or ");
}

}  // namespace tenon::sema
