// `tenon verify`: whether a live database is what a schema promises.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "catalog/apply.hpp"
#include "catalog/private_server.hpp"
#include "driver/allowed.hpp"
#include "driver/commands.hpp"
#include "driver/connect.hpp"
#include "driver/database.hpp"
#include "driver/migrate/concern.hpp"
#include "driver/migrate/waiting.hpp"
#include "driver/report.hpp"
#include "driver/verdict.hpp"
#include "driver/verify_prove.hpp"
#include "driver/verify_rows.hpp"
#include "driver/wanted.hpp"
#include "model/differences.hpp"
#include "target/conformance/conformance.hpp"
#include "tenon/conformance/checks.hpp"
#include "world/scene.hpp"
#include "world/wanted.hpp"
#include "world/world.hpp"

namespace tenon::driver {
namespace {

struct Place {
  std::string url;
  std::string description;
  std::optional<catalog::PrivateServer> server;
  std::optional<catalog::Reading> made;  ///< on a server of our own: what was read before it was kept
};

std::optional<Place> start(const catalog::PrivateServerOptions& options) {
  auto server = catalog::PrivateServer::start(options);
  if (!server) {
    print_error(server.error().message, server.error().help);
    return std::nullopt;
  }
  Place place{server->url(), server->description(), std::nullopt, std::nullopt};
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

Outcome prepare(Place& place, const Compilation& compilation) {
  auto session = connect(place.url);
  if (!session) return kEnvironment;
  if (const Outcome lacking = report_missing(*session, *compilation.schema)) return lacking;
  // A server of our own is empty; a database that was named is looked at as it is.
  if (!place.server) return report_absent(*session, *compilation.schema);
  if (const std::string roles = driver::wanted(compilation).named; !roles.empty()) {
    if (const auto made = session->script(roles); !made)
      return fail_sql("the roles that raw SQL names can't be made", made.error());
  }
  render::Templates templates;
  return bring(*session, compilation, templates, false, &place.made);
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

/// What was found comes first: it stays one however the other checks end.
int exit_code(const conformance::Report& report) {
  if (!report.findings.empty()) return kFinding;
  return report.unjudged.empty() ? kSuccess : kUnjudged;
}

template <typename Item>
void append(std::vector<Item>& to, std::vector<Item>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// What is there until the contract is what is wanted until then, to the letter; the checks, which know the
/// new version alone, are told that it may be.
void let_wait(const Waiting& waiting, world::Judgement& judgement) {
  for (const model::Difference& each : model::differences(waiting.in_the_end, waiting.until_then.database)) {
    const model::Object& object = each.after != nullptr ? *each.after : *each.before;
    if (model::is_of_server(object) || world::is_of_partition(waiting.until_then.database, object)) continue;
    judgement.allowed.push_back(world::told(object));
    judgement.note(world::told(object),
                   fmt::format("waits for the contract of migration {}, {}", waiting.number, waiting.name));
  }
}

/// What the schema says and the migrations that were run don't lead to, whatever contract is waited for.
void find_unmigrated(const Waiting& waiting, const ir::Schema& schema, const model::Database& wanted,
                     world::Judgement& judgement) {
  const migration::Compared sides =
      migration::compared(wanted, waiting.in_the_end, concern_of(schema, Side::kMadeElsewhere));
  for (const model::Difference& each : sides.differences)
    judgement.find(world::kDefinitions, world::told(each.after != nullptr ? *each.after : *each.before),
                   fmt::format("isn't what the schema says, and no migration up to {}, {}, leads there",
                               waiting.number, waiting.name),
                   world::kDrift);
}

/// Whether it stands in a table, or is a right on one, that isn't held to a tenant yet.
bool is_of_unguarded(const ir::Schema& schema, const model::Object& object) {
  const bool is_right = object.identity.kind == model::Kind::kGrant;
  const model::Identity& about = is_right ? object.as<model::Grant>().object : object.identity;
  const std::string& table = about.kind == model::Kind::kTable ? about.name : about.table;
  return std::any_of(schema.entities.begin(), schema.entities.end(), [&](const ir::Entity& entity) {
    return !entity.unguarded_reason.empty() && entity.table == table &&
           ir::space_of(schema, entity) == about.schema;
  });
}

/// Whether nobody comes by it to rows that the policies wouldn't show him, or learns of any. A foreign key
/// changes rows past the policies, and what is unique tells that another tenant has it. A cascade fires
/// BEFORE its changes as the table's owner, whom nothing binds then, and by names that the caller may turn.
struct OpensNothing {
  bool operator()(const model::Statistics& /*x*/) const { return true; }
  bool operator()(const model::Index& x) const { return !x.unique; }
  bool operator()(const model::Constraint& x) const { return x.type == model::ConstraintType::kCheck; }
  bool operator()(const model::Trigger& x) const {
    return x.timing == model::Timing::kAfter || x.events == std::vector<std::string>{"INSERT"};
  }
  bool operator()(const model::Function& x) const {
    const auto is_path = [](const auto& setting) { return setting.first == "search_path"; };
    return !x.definer && !x.leakproof && std::ranges::any_of(x.settings, is_path);
  }
  bool operator()(const auto& /*x*/) const { return false; }
};

/// What the author's own SQL makes is as wanted as the rest: it is held against what a server makes of it, to
/// the letter, and the checks, which don't know it, are told that it may be. With tenancy that is so for what
/// opens nothing, and for what isn't held to a tenant yet; without, nothing is kept apart.
void let_raw_sql(const Compilation& compilation, const model::Database& wanted, world::Judgement& judgement) {
  for (const model::Object& object : wanted.objects()) {
    const bool keeps_apart = compilation.schema->tenancy && !is_of_unguarded(*compilation.schema, object);
    if (keeps_apart && !std::visit(OpensNothing{}, object.definition)) continue;
    if (compilation.lowered().find(object.identity) == nullptr && !model::is_of_server(object))
      judgement.allowed.push_back(world::told(object));
  }
}

/// The database as a whole, in a session of its own: a PGlite serves one at a time.
world::Judgement look_around(const Place& place, const VerifyOptions& options, const Compilation& compilation,
                             const conformance::Schema& schema) {
  world::WantedSide wanted{place.made, {}, {}};
  if (!wanted.reading) wanted = world::wanted_side(place.url, schema.name, driver::wanted(compilation));
  Between between = place.server ? Between{} : between_versions(options, place.url);
  const catalog::Reading* promised = wanted.reading ? &*wanted.reading : nullptr;
  if (between.waiting) {
    if (wanted.reading) between.waiting->until_then.given = wanted.reading->given;
    promised = &between.waiting->until_then;
  }
  world::Judgement out =
      world::judge(place.url, {schema, compilation.lowered(), promised, allowed_in(*compilation.schema)});
  if (between.waiting) let_wait(*between.waiting, out);
  if (between.waiting && wanted.reading)
    find_unmigrated(*between.waiting, *compilation.schema, wanted.reading->database, out);
  if (promised != nullptr) let_raw_sql(compilation, promised->database, out);
  if (!between.note.empty()) out.notes.push_back({schema.name, between.note});
  if (wanted.unjudged) out.unjudged.push_back(std::move(*wanted.unjudged));
  if (wanted.note) out.notes.push_back(std::move(*wanted.note));
  return out;
}

/// What nobody promised and touches nothing is a finding where everything is to be the schema's.
void add_unexplained(std::vector<conformance::Note>& notes, bool strict, conformance::Report& report) {
  if (!strict) return append(report.notes, notes);
  for (conformance::Note& note : notes)
    report.findings.push_back({std::string(world::kStrangers), std::move(note.object),
                               std::move(note.message), std::string(world::kDrift), ""});
}

/// What isn't held to a tenant yet, as its schema says.
void add_unguarded(const ir::Schema& schema, bool strict, conformance::Report& report) {
  std::vector<conformance::Note> notes;
  for (const ir::Entity& entity : schema.entities) {
    if (entity.unguarded_reason.empty()) continue;
    notes.push_back(
        {ir::handle(entity), "every tenant's requests read and write all of its rows: @unguarded, because " +
                                 entity.unguarded_reason});
  }
  add_unexplained(notes, strict, report);
}

void add(world::Judgement& judgement, const std::string& sql_schema, bool strict,
         conformance::Report& report) {
  world::let_pass_twins(sql_schema, judgement, report.findings);
  world::tell_once(sql_schema, judgement.findings, report.findings);
  report.checks += judgement.checks;
  append(report.findings, judgement.findings);
  add_unexplained(judgement.unexplained, strict, report);
  append(report.notes, judgement.notes);
  append(report.unjudged, judgement.unjudged);
}

int tell(Verified verified, const Place& place, const VerifyOptions& options,
         const Compilation& compilation) {
  verified.schema = compilation.schema->name;
  verified.file = compilation.path;
  verified.place = place.description;
  fmt::print("{}", written(verified, options.common.format));
  return exit_code(verified.report);
}

int examine(const Place& place, const VerifyOptions& options, const Compilation& compilation) {
  const conformance::Schema schema =
      target::conformance::expectations(*compilation.schema, compilation.lowered());
  world::Judgement judgement = look_around(place, options, compilation, schema);
  auto probe = conformance::Probe::open(place.url, schema);
  if (!probe) return fail(kEnvironment, probe.error());
  const ProgressLine line;
  conformance::Report report = conformance::run_all(*probe, line);
  line.clear();
  add(judgement, schema.sql_schema, options.strict, report);
  add_unguarded(*compilation.schema, options.strict, report);
  if (options.rows || place.server) examine_rows(options, probe->session(), compilation, report);
  return tell({"", "", "", std::move(report), std::nullopt}, place, options, compilation);
}

/// Whether `verify` would notice, on a server of our own.
int prove_schema(const Place& place, const VerifyOptions& options, const Compilation& compilation) {
  const conformance::Schema schema =
      target::conformance::expectations(*compilation.schema, compilation.lowered());
  auto session = connect(place.url);
  if (!session) return kEnvironment;
  if (!place.made)
    return fail(kEnvironment, "what was made on the private server could not be read",
                "try again; if it happens again, please report it with the schema");
  auto proof = proved(*session, {schema, compilation.lowered(), &*place.made}, options.strict);
  if (!proof) return fail(kEnvironment, proof.error());
  return tell(std::move(*proof), place, options, compilation);
}

int verify_schema(const VerifyOptions& options, const Compilation& compilation) {
  std::optional<Place> place;
  if (options.database.empty()) {
    place = private_place(options, *compilation.schema);
  } else {
    place = Place{options.database, "the given database", std::nullopt, std::nullopt};
  }
  if (!place) return kEnvironment;
  if (const Outcome failed = prepare(*place, compilation)) return *failed;
  return options.prove ? prove_schema(*place, options, compilation) : examine(*place, options, compilation);
}

}  // namespace

std::vector<world::Allowance> allowed_in(const ir::Schema& schema) {
  std::vector<world::Allowance> out;
  for (const ir::Allowance& each : schema.allowed)
    out.push_back({each.kind, each.object, each.to, each.reason});
  return out;
}

int verify(const VerifyOptions& options) {
  const std::vector<Compilation> compilations = compile_and_report(options.common);
  if (!compilations.at(0).schema) return kFinding;
  return verify_schema(options, compilations[0]);
}

}  // namespace tenon::driver
