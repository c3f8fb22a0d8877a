#include "driver/migrate/live.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/apply.hpp"
#include "driver/connect.hpp"

namespace tenon::driver {
namespace {

bool is_done(const std::optional<migration::Entry>& entry) {
  return entry && !entry->ended_at.empty();
}

}  // namespace

bool Standing::is_expanded() const {
  return is_done(expand);
}

bool Standing::is_contracted() const {
  return !texts.contains(migration::kContract) || is_done(contract);
}

int Live::current() const {
  int out = 0;
  for (const Standing& each : standings) {
    if (each.expand) out = each.sealed.number;
  }
  return out;
}

bool read_standings(Live& live) {
  const auto entries = migration::history(live.session, live.project.lock->schema);
  if (!entries) {
    print_error(fmt::format("the database's history can't be read: {}", catalog::describe(entries.error())),
                "connect as a role that may become the schema's owner");
    return false;
  }
  for (Standing& each : live.standings) {
    each.expand.reset();
    each.contract.reset();
    for (const migration::Entry& entry : *entries) {
      if (entry.part.number != each.sealed.number) continue;
      if (entry.part.part == migration::kExpand) each.expand = entry;
      if (entry.part.part == migration::kContract) each.contract = entry;
    }
  }
  return true;
}

std::optional<Live> open_live(const MigrateOptions& options, int& code) {
  auto project = open_sound_project(options, code);
  if (!project) return std::nullopt;
  if (!project->lock) {
    code = say_none(*project);
    return std::nullopt;
  }
  code = kFinding;
  auto chain = read_chain(*project);
  if (!chain) return std::nullopt;
  std::vector<Standing> standings;
  for (std::size_t i = 0; i < chain->size(); ++i)
    standings.push_back({project->lock->migrations[i], std::move((*chain)[i]), std::nullopt, std::nullopt});
  code = kEnvironment;
  auto session = connect(options.database);
  if (!session) return std::nullopt;
  auto fingerprint = catalog::installed_fingerprint(*session, project->lock->schema);
  if (!fingerprint) {
    print_error(fmt::format("the database's version of the schema can't be read: {}",
                            catalog::describe(fingerprint.error())));
    return std::nullopt;
  }
  Live out{std::move(*project), std::move(*session), std::move(standings), fingerprint->value_or("")};
  if (!read_standings(out)) return std::nullopt;
  code = kSuccess;
  return out;
}

bool write_done(Live& live, int number) {
  for (const Standing& each : live.standings) {
    if (each.sealed.number > number) continue;
    for (const auto& [part, text] : each.texts) {
      if (part == migration::kUndo) continue;
      const pq::Parameter row[] = {live.project.lock->schema, std::to_string(each.sealed.number), part,
                                   each.sealed.name, migration::hash_of(text)};
      const auto written = live.session.query(
          "INSERT INTO tenon.migrations (schema, number, part, name, hash, steps, done, ended_at, run_by) "
          "VALUES ($1, $2::int, $3, $4, $5, 0, 0, pg_catalog.clock_timestamp(), session_user) ON CONFLICT DO "
          "NOTHING",
          row);
      if (!written) {
        print_error(fmt::format("the history can't be written: {}", catalog::describe(written.error())));
        return false;
      }
    }
  }
  return true;
}

int print_run_error(const migration::RunError& error) {
  print_error(error.message, error.help);
  return error.passing ? kUnjudged : kEnvironment;
}

}  // namespace tenon::driver
