// A schema as SQL: roles, everything else, and seeds, a file each. `lowered` is what it makes of a database.
#pragma once

#include <string>
#include <vector>

#include "ddl/ddl.hpp"
#include "ir/ir.hpp"
#include "model/database.hpp"
#include "render/output.hpp"
#include "render/templates.hpp"

namespace tenon::target::postgres {

struct Origin {
  std::string source;   ///< `platform.schema`
  std::string version;  ///< of the tool
};

/// As whom a schema's objects are made, and where their names are looked for.
/// The Postgres schemas that things stand in beside the schema's own.
std::vector<std::string> further(const ir::Schema& schema);
ddl::Session session_of(const ir::Schema& schema);

/// `NAME.roles.sql`: roles belong to the cluster, the rest to one database.
std::string roles_sql(const ir::Schema& schema, const Origin& origin, render::Templates& templates);
/// `NAME.sql`, in one transaction.
std::string create_sql(const ir::Schema& schema, const model::Database& lowered, const Origin& origin,
                       render::Templates& templates);
/// `NAME.seed.sql`.
std::string seed_sql(const ir::Schema& schema, const Origin& origin, render::Templates& templates);

/// A part of a file, for a caller that wants to know which failed.
struct Piece {
  std::string sql;
  std::string what;      ///< `create index …`, of a seed's row its table; empty where no object is made
  std::string declared;  ///< the entity or other declaration that it is for; empty where it is for none
};
/// `NAME.sql` in order: its head, a piece for each object or a few that are made at once, and its end; in a
/// transaction of its own or, for a caller that has one open, without it.
std::vector<Piece> create_pieces(const ir::Schema& schema, const model::Database& lowered,
                                 const Origin& origin, render::Templates& templates, bool transaction);
/// `NAME.seed.sql`, in order: each row is the last statement of a piece.
std::vector<Piece> seed_pieces(const ir::Schema& schema, const Origin& origin, render::Templates& templates);

/// What is made, a piece a line with what it comes after, to look at.
std::string plan_text(const ir::Schema& schema, const model::Database& lowered, render::Templates& templates);

std::vector<std::string> output_names(const std::string& stem);
std::vector<render::OutputFile> generate(const ir::Schema& schema, const model::Database& lowered,
                                         const std::string& stem, const Origin& origin,
                                         render::Templates& templates);

}  // namespace tenon::target::postgres
