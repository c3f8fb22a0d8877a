// In which Postgres schemas things stand, and how SQL of the schema's names what stands there.
#include <fmt/format.h>

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

std::string which_of(const ir::Schema& schema, const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& name : names)
    out.push_back(fmt::format("`{}`", name.find('.') == std::string::npos ? schema.sql_schema + "." + name : name));
  return "write " + join(out, " or ");
}

}  // namespace tenon::sema
