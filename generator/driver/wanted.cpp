#include "driver/wanted.hpp"

#include <filesystem>

#include "target/postgres/postgres.hpp"

namespace tenon::driver {

catalog::Wanted wanted(const Compilation& compilation) {
  render::Templates templates;
  const std::string source = std::filesystem::path(compilation.path).filename();
  const target::postgres::Origin origin{source, TENON_VERSION};
  const ir::Schema& schema = *compilation.schema;
  catalog::Wanted out{target::postgres::roles_sql(schema, origin, templates), {}};
  for (const target::postgres::Piece& piece :
       target::postgres::create_pieces(schema, compilation.lowered(), origin, templates, false))
    out.schema.push_back(piece.sql);
  return out;
}

}  // namespace tenon::driver
