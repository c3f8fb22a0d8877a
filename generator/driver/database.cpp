// `tenon apply`: a schema onto a live database.
#include "driver/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "catalog/apply.hpp"
#include "driver/commands.hpp"
#include "driver/connect.hpp"
#include "driver/migrate/migrate.hpp"
#include "driver/report.hpp"
#include "target/postgres/postgres.hpp"

namespace tenon::driver {
namespace {

namespace fs = std::filesystem;

int fail_lacking(const std::vector<catalog::Missing>& missing) {
  for (const catalog::Missing& item : missing) print_error(item.what, item.help);
  fmt::print(stderr, "nothing was changed\n");
  return kEnvironment;
}

target::postgres::Origin origin_of(const Compilation& compilation) {
  return {fs::path(compilation.path).filename().string(), TENON_VERSION};
}

/// What an SQL error of apply means for whoever runs it.
struct Verdict {
  std::string_view sqlstate;  ///< the beginning of it
  ExitCode code;
  std::string_view help;
};

constexpr Verdict kVerdicts[] = {
    {"42501", kEnvironment, "connect as a role that may create roles, and that owns the database"},
    {"42P07", kFinding, "the database holds something of that name that tenon didn't make"},
    {"42710", kFinding, "the database holds something of that name that tenon didn't make"},
    {"42", kFinding,
     "the server takes something in the schema for wrong: a type or SQL in backticks, most likely"},
    {"P0001", kFinding, ""},
    {"", kEnvironment, ""},
};

/// Where the declaration stands that the piece is for, as `file:line:column`; nothing where it is for none.
std::string place_of(const Compilation& compilation, const target::postgres::Piece& piece) {
  const auto place = compilation.places.find(piece.declared);
  if (piece.declared.empty() || place == compilation.places.end()) return "";
  const SourceFile& file = compilation.sources.at(place->second.file);
  const auto at = file.locate(place->second.begin);
  return fmt::format("{}:{}:{}: ", file.path(), at.line, at.column);
}

int fail_apply(const Compilation& compilation, const target::postgres::Piece& piece,
               const pq::SqlError& error) {
  const auto* verdict = std::find_if(std::begin(kVerdicts), std::end(kVerdicts), [&](const Verdict& row) {
    return error.sqlstate.starts_with(row.sqlstate);
  });
  const std::string of = piece.declared.empty() ? "" : fmt::format(", for `{}`", piece.declared);
  const std::string doing = piece.what.empty() ? "" : fmt::format("{}{}: ", piece.what, of);
  const int code = fail(verdict->code,
                        fmt::format("{}`{}` can't be applied: {}{}", place_of(compilation, piece),
                                    compilation.schema->name, doing, catalog::describe(error)),
                        verdict->help);
  fmt::print(stderr, "nothing was changed\n");
  return code;
}

int fail_version(const pq::SqlError& error) {
  const bool foreign = error.sqlstate == "42703" || error.sqlstate == "42P01";
  return fail(foreign ? kFinding : kEnvironment,
              fmt::format("the database's version of the schema can't be read: {}", catalog::describe(error)),
              foreign ? "there is a table tenon.schema_version that tenon didn't make" : "");
}

}  // namespace

int fail(ExitCode code, std::string_view message, std::string_view help) {
  print_error(message, help);
  return code;
}

int fail_sql(std::string_view what, const pq::SqlError& error) {
  return fail(kEnvironment, fmt::format("{}: {}", what, catalog::describe(error)));
}

Outcome report_missing(pq::Session& session, const ir::Schema& schema) {
  const auto missing = catalog::missing_requirements(session, schema);
  if (!missing) return fail_sql("the server's versions can't be read", missing.error());
  if (missing->empty()) return std::nullopt;
  return fail_lacking(*missing);
}

/// What the open transaction has made.
void read_what_was_made(pq::Session& session, std::optional<catalog::Reading>& made) {
  // What is deferred to the end would run with the reader's settings.
  if (!session.script("SET CONSTRAINTS ALL IMMEDIATE")) return;
  if (auto reading = catalog::read_within(session)) made = std::move(*reading);
}

Outcome bring(pq::Session& session, const Compilation& compilation, render::Templates& templates, bool say,
              std::optional<catalog::Reading>* made) {
  const ir::Schema& schema = *compilation.schema;
  auto transaction = catalog::Transaction::begin(session);
  if (!transaction) return fail_sql("no transaction can be begun", transaction.error());
  const auto installed = catalog::installed_fingerprint(session, schema.name);
  if (!installed) return fail_version(installed.error());
  const std::string wanted = ir::fingerprint(schema);
  if (*installed && **installed != wanted) {
    return fail(
        kFinding,
        fmt::format("the database holds another version of `{}`: {}, and this file is {}", schema.name,
                    **installed, wanted),
        "apply puts a schema onto a database that has none of it; `tenon migrate` changes one that is there");
  }
  if (*installed) {
    if (say) fmt::print("{} is up to date ({})\n", schema.name, wanted);
    return std::nullopt;
  }
  const auto lacking = catalog::missing_lock_room(session, schema);
  if (!lacking) return fail_sql("the server's settings can't be read", lacking.error());
  if (*lacking) return fail_lacking({**lacking});
  const target::postgres::Origin origin = origin_of(compilation);
  std::vector<target::postgres::Piece> pieces =
      target::postgres::create_pieces(schema, compilation.lowered(), origin, templates, false);
  pieces.insert(pieces.begin(),
                {target::postgres::roles_sql(schema, origin, templates), "create the roles", ""});
  for (const target::postgres::Piece& piece : pieces) {
    const auto done = transaction->run(piece.sql);
    if (!done) return fail_apply(compilation, piece, done.error());
  }
  if (made != nullptr) read_what_was_made(session, *made);
  if (const auto done = transaction->commit(); !done)
    return fail_apply(compilation, {"", "commit", ""}, done.error());
  if (say) fmt::print("{} applied: {} tables ({})\n", schema.name, schema.entities.size(), wanted);
  return std::nullopt;
}

namespace {

/// What became of a table's rows of the seeds.
struct SeededRows {
  std::size_t put_in = 0;
  std::size_t found = 0;
};

void print_seeded(const std::vector<std::pair<std::string, SeededRows>>& tables) {
  std::size_t put_in = 0;
  std::size_t found = 0;
  for (const auto& [table, rows] : tables) {
    put_in += rows.put_in;
    found += rows.found;
  }
  fmt::print("seeds are in: {} rows put in, under forced row-level security, and {} found there\n", put_in,
             found);
  for (const auto& [table, rows] : tables)
    fmt::print("  {}: {} put in, {} found\n", table, rows.put_in, rows.found);
  if (put_in > 0 && found > 0)
    fmt::print(
        "  what was put in beside what was found is new in the seeds, or had been deleted and is back\n");
}

Outcome put_seeds(pq::Session& session, const Compilation& compilation, render::Templates& templates) {
  // The pieces are the file that a DBA would run, with its transaction.
  std::vector<std::pair<std::string, SeededRows>> tables;
  for (const target::postgres::Piece& piece :
       target::postgres::seed_pieces(*compilation.schema, origin_of(compilation), templates)) {
    const auto done = session.script(piece.sql);
    if (!done) {
      const pq::SqlError error = done.error();
      session.script("ROLLBACK");
      const std::string row = piece.what.empty() ? "" : fmt::format("a row of `{}`: ", piece.declared);
      return fail(kFinding, fmt::format("the seeds can't be put in: {}{}", row, catalog::describe(error)),
                  "no row was put in");
    }
    if (piece.what.empty()) continue;
    auto table =
        std::find_if(tables.begin(), tables.end(), [&](const auto& t) { return t.first == piece.what; });
    if (table == tables.end()) table = tables.insert(tables.end(), {piece.what, {}});
    ++(done->affected() > 0 ? table->second.put_in : table->second.found);
  }
  print_seeded(tables);
  return std::nullopt;
}

}  // namespace

int apply(const ApplyOptions& options) {
  const std::vector<Compilation> compilations = compile_and_report(options.common);
  const Compilation& compilation = compilations.at(0);
  if (!compilation.schema) return kFinding;
  auto session = connect_to_write(options.database);
  if (!session) return kEnvironment;
  if (const Outcome lacking = report_missing(*session, *compilation.schema)) return *lacking;
  render::Templates templates;
  if (const Outcome failed = bring(*session, compilation, templates, true)) return *failed;
  if (options.seed) {
    if (const Outcome failed = put_seeds(*session, compilation, templates)) return *failed;
  }
  session.reset();  // so that its turn is over
  MigrateOptions history;
  history.common = options.common;
  history.common.shows_lints = false;
  history.directory = options.migrations;
  history.database = options.database;
  return write_applied(history, compilation.schema->name);
}

}  // namespace tenon::driver
