#include "driver/wanted.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "render/sql_text.hpp"
#include "sql/roles.hpp"
#include "target/postgres/postgres.hpp"

namespace tenon::driver {
namespace {

/// Those that it makes itself, it makes with what they may do.
std::string roles_of_raw_sql(const ir::Schema& schema, const model::Database& lowered) {
  std::set<std::string> names;
  for (const ir::RawSql& each : schema.raw) names.merge(sql::roles_named(each.statements));
  std::erase_if(names, [&](const std::string& name) {
    return lowered.find({model::Kind::kRole, "", "", name, ""}) != nullptr;
  });
  return making_roles(names);
}

}  // namespace

catalog::Wanted wanted(const ir::Schema& schema, const model::Database& lowered, const std::string& path) {
  render::Templates templates;
  const target::postgres::Origin origin{std::filesystem::path(path).filename().string(), TENON_VERSION};
  catalog::Wanted out{
      target::postgres::roles_sql(schema, origin, templates), {}, roles_of_raw_sql(schema, lowered)};
  for (const target::postgres::Piece& piece :
       target::postgres::create_pieces(schema, lowered, origin, templates, false))
    out.schema.push_back(piece.sql);
  return out;
}

catalog::Wanted wanted(const Compilation& compilation) {
  return wanted(*compilation.schema, compilation.lowered(), compilation.path);
}

std::string making_roles(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names)
    out += fmt::format(
        "DO $role$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {}) THEN CREATE "
        "ROLE {} NOLOGIN; END IF;\nEND $role$;\n",
        render::sql_literal(name).str(), render::sql_identifier(name).str());
  return out;
}

}  // namespace tenon::driver
