#include "driver/migrate/proof.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "catalog/apply.hpp"
#include "catalog/private_server.hpp"
#include "catalog/reader.hpp"
#include "catalog/session.hpp"
#include "driver/migrate/bench.hpp"
#include "driver/migrate/concern.hpp"

namespace tenon::driver {
namespace {

using catalog::Depth;

/// The keys of what stays, now.
Keys keys_at(const Bench& bench, const std::vector<KeptKeys>& kept, bool are_after) {
  auto session = bench.connect();
  return session ? keys_of(*session, kept, are_after) : Keys();
}

/// From 18 on, NOT NULL is a constraint, which has a name and says nothing by it.
std::string names_of_not_null(const Bench& bench) {
  auto session = bench.connect();
  const auto names = !session ? tl::unexpected(session.error())
                              : session->query(
                                    "SELECT coalesce(string_agg(pg_catalog.format('  %s of %s', o.conname, "
                                    "o.conrelid::regclass), E'\\n' ORDER BY "
                                    "o.conrelid::regclass::text, o.conname), '') FROM "
                                    "pg_catalog.pg_constraint o JOIN pg_catalog.pg_class c ON "
                                    "c.oid = o.conrelid WHERE o.contype = 'n' AND NOT c.relispartition");
  return names ? names->text(0, 0) : catalog::describe(names.error());
}

/// That rows have come is nothing amiss: a fill fires triggers, and a log gets entries by it.
std::string proved_at(const std::string& url, const Version& before, const Version& after,
                      const migration::Texts& texts, const migration::SampleOptions& options,
                      migration::Sampled& sampled) {
  const std::string suffix = std::to_string(::getpid());
  Bench wanted(url, "tenon_wanted_" + suffix);
  std::string wrong = wanted.make(after);
  if (!wrong.empty()) return "the new version can't be made at all: " + wrong;
  const model::Database goal = wanted.read(wrong);
  Bench changed(url, "tenon_changed_" + suffix);
  wrong += changed.make(before);
  if (!wrong.empty()) return "the version before can't be made: " + wrong;
  sampled = changed.put_rows(before, options);
  const model::Database start = changed.read(wrong);
  const std::vector<KeptKeys> kept = kept_keys(before, after);
  const Keys keys = keys_at(changed, kept, false);
  const std::string& schema = after.schema->name;
  for (const std::string_view part : {migration::kExpand, migration::kContract}) {
    const auto text = texts.find(part);
    if (text == texts.end()) continue;
    if (wrong = changed.run(schema, part, text->second); !wrong.empty()) return "it fails: " + wrong;
  }
  // What was there before tenon may hold more than the schema's own.
  const migration::Sift sift = before.schema ? nullptr : concern_of(*after.schema, Side::kMadeElsewhere);
  if (wrong = migration::told_differences(goal, changed.read(wrong), sift, Depth::kWhole); !wrong.empty())
    return "it leads to another database than the schema makes:\n" + wrong;
  const std::string named = names_of_not_null(changed);
  if (before.schema && named != names_of_not_null(wanted))
    return "each NOT NULL has another name than the schema gives it:\n" + named;
  if (wrong = lost(keys, keys_at(changed, kept, true)); !wrong.empty()) return "rows are lost:\n" + wrong;
  const auto undo = texts.find(migration::kUndo);
  if (undo == texts.end()) return "";
  if (wrong = changed.run(schema, migration::kUndo, undo->second); !wrong.empty())
    return "it can't be undone: " + wrong;
  if (wrong = migration::told_differences(start, changed.read(wrong), nullptr, Depth::kWhole); !wrong.empty())
    return "undone, it leads to another database than before:\n" + wrong;
  wrong = lost(keys, keys_at(changed, kept, false));
  return wrong.empty() ? "" : "undoing it loses rows:\n" + wrong;
}

std::string prove_chain_at(const std::string& url, const Version& last,
                           const std::vector<migration::Texts>& chain, const migration::Sift& sift) {
  const std::string suffix = std::to_string(::getpid());
  Bench wanted(url, "tenon_wanted_" + suffix);
  std::string wrong = wanted.make(last);
  if (!wrong.empty()) return "the last version can't be made at all: " + wrong;
  const model::Database goal = wanted.read(wrong);
  Bench grown(url, "tenon_grown_" + suffix);
  if (wrong = grown.grow(last.schema->name, chain); !wrong.empty()) return wrong;
  wrong = migration::told_differences(goal, grown.read(wrong), sift, Depth::kWhole);
  return wrong.empty() ? "" : "they lead to another database than the schema makes:\n" + wrong;
}

/// Of what a database was before tenon, making it tells what is missing.
std::string missing_for(pq::Session& session, const Version& version) {
  if (!version.schema) return "";
  const auto missing = catalog::missing_requirements(session, *version.schema);
  if (!missing) return catalog::describe(missing.error());
  return missing->empty() ? "" : missing->front().what;
}

/// On a private server that has what the version needs.
template <typename Try>
Proof on_private_server(const Version& version, Try attempt) {
  const auto server = catalog::PrivateServer::start({});
  if (!server) return {false, server.error().message + "; " + server.error().help, "", ""};
  auto session = catalog::connect(server->url());
  if (!session) return {false, catalog::describe(session.error()), "", ""};
  if (const std::string lacks = missing_for(*session, version); !lacks.empty()) return {false, lacks, "", ""};
  Proof out{true, "", server->description(), ""};
  attempt(server->url(), out);
  return out;
}

}  // namespace

Replay prove_at(const std::string& url, const Version& before, const Version& after,
                const migration::Texts& texts, int rows) {
  Replay out;
  out.wrong = proved_at(url, before, after, texts, rows_for(before, after, rows, rows), out.rows);
  return out;
}

Proof prove(const Version& before, const Version& after, const migration::Texts& texts) {
  return on_private_server(after, [&](const std::string& url, Proof& out) {
    const Replay replay = prove_at(url, before, after, texts, kSampleRows);
    out.wrong = replay.wrong;
    out.rows =
        before.schema
            ? migration::text(replay.rows)
            : "it had none, since nothing tells what rows were there before tenon; run it on a copy first";
  });
}

Proof prove_chain(const Version& last, const std::vector<migration::Texts>& chain,
                  const migration::Sift& sift) {
  return on_private_server(
      last, [&](const std::string& url, Proof& out) { out.wrong = prove_chain_at(url, last, chain, sift); });
}

}  // namespace tenon::driver
