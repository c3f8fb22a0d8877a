// `tenon apply` and `tenon verify`: a schema and a live database.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <utility>

#include "catalog/apply.hpp"
#include "catalog/private_server.hpp"
#include "driver/commands.hpp"
#include "driver/connect.hpp"
#include "driver/report.hpp"
#include "driver/verify_rows.hpp"
#include "target/conformance/conformance.hpp"
#include "target/postgres/postgres.hpp"
#include "tenon/conformance/checks.hpp"

namespace tenon::driver {
namespace {

namespace fs = std::filesystem;

/// A step's outcome: it went well, or this is the exit code.
using Outcome = std::optional<int>;

int fail(ExitCode code, std::string_view message, std::string_view help = "") {
  print_error(message, help);
  return code;
}

int fail_sql(std::string_view what, const pq::SqlError& error) {
  return fail(kEnvironment, fmt::format("{}: {}", what, catalog::describe(error)));
}

int fail_lacking(const std::vector<catalog::Missing>& missing) {
  for (const catalog::Missing& item : missing) print_error(item.what, item.help);
  fmt::print(stderr, "nothing was changed\n");
  return kEnvironment;
}

/// Says what the server lacks, or nothing where it lacks nothing.
Outcome report_missing(pq::Session& session, const ir::Schema& schema) {
  const auto missing = catalog::missing_requirements(session, schema);
  if (!missing) return fail_sql("the server's versions can't be read", missing.error());
  if (missing->empty()) return std::nullopt;
  return fail_lacking(*missing);
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

/// Brings the schema onto the database, unless it is there.
Outcome bring(pq::Session& session, const Compilation& compilation, render::Templates& templates, bool say) {
  const ir::Schema& schema = *compilation.schema;
  auto transaction = catalog::Transaction::begin(session);
  if (!transaction) return fail_sql("no transaction can be begun", transaction.error());
  const auto installed = catalog::installed_fingerprint(session, schema.name);
  if (!installed) return fail_version(installed.error());
  const std::string wanted = ir::fingerprint(schema);
  if (*installed && **installed != wanted) {
    return fail(kFinding,
                fmt::format("the database holds another version of `{}`: {}, and this file is {}",
                            schema.name, **installed, wanted),
                "apply puts a schema onto a database that has none of it; it changes none that is there");
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
  if (const auto done = transaction->commit(); !done)
    return fail_apply(compilation, {"", "commit", ""}, done.error());
  if (say) fmt::print("{} applied: {} tables ({})\n", schema.name, schema.entities.size(), wanted);
  return std::nullopt;
}

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

// verify

struct Place {
  std::string url;
  std::string description;
  std::optional<catalog::PrivateServer> server;
};

std::optional<Place> start(const catalog::PrivateServerOptions& options) {
  auto server = catalog::PrivateServer::start(options);
  if (!server) {
    print_error(server.error().message, server.error().help);
    return std::nullopt;
  }
  Place place{server->url(), server->description(), std::nullopt};
  place.server.emplace(std::move(*server));
  return place;
}

std::string pglite_directory(const VerifyOptions& options) {
  if (!options.pglite.empty()) return options.pglite;
  const char* named = std::getenv("TENON_PGLITE");
  return named == nullptr ? TENON_SERVERS_DIR : named;
}

/// A private server that has what the schema needs: PostgreSQL from this machine, else PGlite with pgvector.
std::optional<Place> private_place(const VerifyOptions& options, const ir::Schema& schema) {
  auto place = start({});
  if (!place) return std::nullopt;
  auto session = connect(place->url);
  if (!session) return std::nullopt;
  const auto missing = catalog::missing_requirements(*session, schema);
  if (missing && missing->empty()) return place;
  if (!missing) {
    fail_sql("the server's versions can't be read", missing.error());
    return std::nullopt;
  }
  for (const catalog::Missing& item : *missing) fmt::print(stderr, "note: {}\n", item.what);
  session.reset();
  place.reset();
  fmt::print(stderr, "note: PGlite, which has pgvector, takes its place\n");
  auto other = start({catalog::ServerKind::kPglite, "", pglite_directory(options)});
  if (!other) {
    for (const catalog::Missing& item : *missing) fmt::print(stderr, "help: {}\n", item.help);
  }
  return other;
}

/// A database without the schema differs from it, and there is nothing to look at.
Outcome report_absent(pq::Session& session, const ir::Schema& schema) {
  const auto installed = catalog::installed_fingerprint(session, schema.name);
  if (!installed) return fail_sql("the database's version of the schema can't be read", installed.error());
  if (*installed) return std::nullopt;
  return fail(kFinding, fmt::format("the database doesn't hold `{}`", schema.name),
              "put it there with `tenon apply`");
}

Outcome prepare(const Place& place, const Compilation& compilation) {
  auto session = connect(place.url);
  if (!session) return kEnvironment;
  if (const Outcome lacking = report_missing(*session, *compilation.schema)) return lacking;
  // A server of our own is empty; a database that was named is looked at as it is.
  if (!place.server) return report_absent(*session, *compilation.schema);
  render::Templates templates;
  return bring(*session, compilation, templates, false);
}

class ProgressLine {
 public:
  void operator()(const conformance::Progress& progress) const {
    if (on_)
      fmt::print(stderr, "\r\x1b[K{}/{} {} {}", progress.done, progress.total, progress.check,
                 progress.object);
  }
  void clear() const {
    if (on_) fmt::print(stderr, "\r\x1b[K");
  }

 private:
  bool on_ = ::isatty(STDERR_FILENO) != 0;
};

bool is_of_a_sample_row(const conformance::Finding& finding) {
  return finding.message.starts_with("setting the stage");
}

/// What the server said, or all of the message. A row that refers to one which couldn't be put in fails by
/// that one's fault.
std::string cause_of(const conformance::Finding& finding, const conformance::Finding* first_row) {
  const std::string& message = finding.message;
  const std::size_t said = message.find("ERROR ");
  const bool follows = is_of_a_sample_row(finding) && first_row != nullptr && first_row != &finding &&
                       message.find("ERROR 23503") != std::string::npos;
  if (follows) return cause_of(*first_row, nullptr);
  // Up to what was promised instead: that is another for each attack.
  return said == std::string::npos ? message : message.substr(said, message.find(", promised:") - said);
}

/// Those of one cause, such as a sample row that a check refuses, share the line of the first. `print` gets
/// it, and how many more there are. Gives how many causes there are.
template <typename Item, typename Cause, typename Print>
std::size_t print_alike(const std::vector<Item>& list, const Cause& cause, const Print& print) {
  std::map<std::string, std::size_t> alike;
  for (const Item& item : list) ++alike[cause(item)];
  for (const Item& item : list) {
    const std::size_t count = std::exchange(alike[cause(item)], 0);
    if (count > 0) print(item, count > 1 ? fmt::format(" and {} more checks", count - 1) : "");
  }
  return alike.size();
}

void print_finding(const conformance::Finding& finding, const std::string& more) {
  fmt::print("{}: {} [{}{}]\n", finding.object, finding.message, finding.check, more);
}

/// Gives how many causes there are.
std::size_t print_findings(const std::vector<conformance::Finding>& findings) {
  const auto row = std::find_if(findings.begin(), findings.end(), is_of_a_sample_row);
  const conformance::Finding* first_row = row == findings.end() ? nullptr : &*row;
  return print_alike(
      findings, [&](const conformance::Finding& finding) { return cause_of(finding, first_row); },
      print_finding);
}

/// A check that came to no end.
void print_unjudged(const conformance::Unjudged& unjudged, const std::string& more) {
  fmt::print("{}: could not be judged: {} [{}{}]\n  help: {}\n", unjudged.object, unjudged.why,
             unjudged.check, more, unjudged.remedy);
}

/// What was found comes first: it stays one however the other checks end.
int exit_code(const conformance::Report& report) {
  if (!report.findings.empty()) return kFinding;
  return report.unjudged.empty() ? kSuccess : kUnjudged;
}

int examine(const VerifyOptions& options, const Place& place, const Compilation& compilation) {
  auto probe = conformance::Probe::open(
      place.url, target::conformance::expectations(*compilation.schema, compilation.lowered()));
  if (!probe) return fail(kEnvironment, probe.error());
  const ProgressLine line;
  conformance::Report report = conformance::run_all(*probe, line);
  line.clear();
  if (options.rows || place.server) examine_rows(options, probe->session(), compilation, report);
  const std::size_t causes = print_findings(report.findings);
  for (const conformance::Note& note : report.notes) fmt::print("note: {} {}\n", note.object, note.message);
  print_alike(
      report.unjudged, [](const conformance::Unjudged& each) { return each.why; }, print_unjudged);
  const std::size_t open = report.unjudged.size() + report.unmade;
  const std::string rest = open == 0 ? "" : fmt::format(", {} could not be judged", open);
  const std::string of =
      causes < report.findings.size() ? fmt::format(" of {} cause{}", causes, causes == 1 ? "" : "s") : "";
  fmt::print("{} on {}: {} checks, {} findings{}{}\n", compilation.schema->name, place.description,
             report.checks + report.unmade, report.findings.size(), of, rest);
  return exit_code(report);
}

int verify_schema(const VerifyOptions& options, const Compilation& compilation) {
  std::optional<Place> place;
  if (options.database.empty()) {
    place = private_place(options, *compilation.schema);
  } else {
    place = Place{options.database, "the given database", std::nullopt};
  }
  if (!place) return kEnvironment;
  if (const Outcome failed = prepare(*place, compilation)) return *failed;
  return examine(options, *place, compilation);
}

}  // namespace

int apply(const ApplyOptions& options) {
  const std::vector<Compilation> compilations = compile_and_report(options.common);
  const Compilation& compilation = compilations.at(0);
  if (!compilation.schema) return kFinding;
  auto session = connect(options.database);
  if (!session) return kEnvironment;
  if (const Outcome lacking = report_missing(*session, *compilation.schema)) return *lacking;
  render::Templates templates;
  if (const Outcome failed = bring(*session, compilation, templates, true)) return *failed;
  if (options.seed) {
    if (const Outcome failed = put_seeds(*session, compilation, templates)) return *failed;
  }
  return kSuccess;
}

int verify(const VerifyOptions& options) {
  const std::vector<Compilation> compilations = compile_and_report(options.common);
  if (!compilations.at(0).schema) return kFinding;
  return verify_schema(options, compilations[0]);
}

}  // namespace tenon::driver
