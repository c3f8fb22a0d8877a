#include "driver/wanted.hpp"

#include <filesystem>

#include "target/postgres/postgres.hpp"

namespace tenon::driver {

catalog::Wanted wanted(const ir::Schema& schema, const model::Database& lowered, const std::string& path) {
  render::Templates templates;
  const target::postgres::Origin origin{std::filesystem::path(path).filename().string(), TENON_VERSION};
  catalog::Wanted out{target::postgres::roles_sql(schema, origin, templates), {}};
  for (const target::postgres::Piece& piece :
       target::postgres::create_pieces(schema, lowered, origin, templates, false))
    out.schema.push_back(piece.sql);
  return out;
}

catalog::Wanted wanted(const Compilation& compilation) {
  return wanted(*compilation.schema, compilation.lowered(), compilation.path);
}

}  // namespace tenon::driver
