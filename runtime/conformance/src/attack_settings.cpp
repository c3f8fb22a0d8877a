// What a caller may set for itself: it changes nothing of what triggers write.
#include <fmt/format.h>

#include <algorithm>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

struct CallersSetting {
  std::string_view name;
  std::string_view value;
};

/// Everybody may set these; each says how text is read or printed, or what is equal to NULL.
constexpr CallersSetting kCallersSettings[] = {
    {"TimeZone", "Asia/Kathmandu"},    {"DateStyle", "German, DMY"},
    {"IntervalStyle", "sql_standard"}, {"bytea_output", "escape"},
    {"extra_float_digits", "-15"},     {"standard_conforming_strings", "off"},
    {"escape_string_warning", "off"},  {"backslash_quote", "on"},
    {"transform_null_equals", "on"},   {"array_nulls", "off"},
    {"quote_all_identifiers", "on"},   {"xmlbinary", "hex"},
    {"client_encoding", "LATIN1"},     {"check_function_bodies", "off"},
};

/// As unlike the tool's own as everybody may make them.
std::string settings_of_a_caller(Probe& probe) {
  std::string script;
  for (const auto& [name, value] : kCallersSettings) script += set_local(probe, name, value) + "; ";
  return script;
}

/// Back to what a check's transaction begins with.
std::string settings_of_the_check(Probe& probe) {
  std::string script;
  for (const auto& [name, value] : kCallersSettings)
    script += fmt::format("SET LOCAL {} TO DEFAULT; ", quoted(probe, name));
  return script + pinned_sql(probe);
}

struct SettingsDeed {
  std::string_view name;
  std::string sql;
};

/// The deed's own SQL is read before anything is set: what it says is the caller's own.
std::vector<SettingsDeed> deeds_on(Probe& probe, const Stage& stage, const Table& table) {
  const std::string& app = probe.schema().roles.app;
  const std::string name = qualified(probe, table);
  std::vector<SettingsDeed> deeds;
  if (promised(table, app, "INSERT")) deeds.push_back({"INSERT", stage.insert_sql(table, stage.ours(), 2)});
  if (const Sample* sample = changeable(table); sample != nullptr && promised(table, app, "UPDATE")) {
    deeds.push_back({"UPDATE", fmt::format("UPDATE {} SET {} = {}", name, quoted(probe, sample->column),
                                           Stage::sample_value(*sample, stage.ours(), 2))});
  }
  if (promised(table, app, "DELETE")) deeds.push_back({"DELETE", "DELETE FROM " + name});
  return deeds;
}

/// The table's log, or null.
const Table* log_of(const Schema& schema, const Table& table) {
  for (const Audit& audit : schema.audits) {
    if (audit.table == table.name) return table_named(schema, audit.log);
  }
  return nullptr;
}

/// All that our tenant sees of the table's rows and of what is logged of them.
std::vector<std::optional<std::string>> effect(Probe& probe, const Stage& stage, const Table& table) {
  const auto all = [&](std::string_view row, const Table& from) {
    return fmt::format("(SELECT md5(coalesce(string_agg({0}, ';' ORDER BY {0}), '')) FROM {1} AS r)", row,
                       qualified(probe, from));
  };
  std::string sql = "SELECT " + all("r::text", table);
  const Table* log = log_of(probe.schema(), table);
  if (log != nullptr && promised(*log, probe.schema().roles.app, "SELECT"))
    sql += ", " + all("concat_ws(' ', r.action, r.changed)", *log);
  return first_row(probe, stage.app(stage.ours()), sql);
}

/// Nothing where the deed isn't done: other checks tell of that.
std::vector<std::optional<std::string>> effect_under(Probe& probe, const Stage& stage, const Table& table,
                                                     const SettingsDeed& deed, bool is_hostile) {
  execute(probe, "setting a savepoint", "SAVEPOINT tenon_settings");
  const Actor us = stage.app(stage.ours());
  std::vector<std::optional<std::string>> out;
  execute(probe, "forgetting what was prepared", "DEALLOCATE ALL");
  if (!act(probe, us, "PREPARE tenon_deed AS " + deed.sql).error) {
    execute(probe, "setting a savepoint", "SAVEPOINT tenon_set");
    if (is_hostile) probe.session().script(settings_of_a_caller(probe));
    const Outcome done = act(probe, us, "EXECUTE tenon_deed");
    probe.session().script(settings_of_the_check(probe));
    if (!done.error) out = effect(probe, stage, table);
  }
  execute(probe, "rolling back to a savepoint", "ROLLBACK TO SAVEPOINT tenon_settings");
  execute(probe, "forgetting what was prepared", "DEALLOCATE ALL");
  return out;
}

void attack_triggers(Probe& probe, const Table& table, Findings& findings) {
  Stage stage(probe, table);
  stage.add_row(stage.ours());
  for (const SettingsDeed& deed : deeds_on(probe, stage, table)) {
    const auto plain = effect_under(probe, stage, table, deed, false);
    // What differs by itself, such as a number, proves nothing.
    if (plain.empty() || plain != effect_under(probe, stage, table, deed, false)) continue;
    const auto hostile = effect_under(probe, stage, table, deed, true);
    if (hostile == plain) continue;
    const bool is_of_the_log = plain.size() > 1 && !hostile.empty() && hostile[0] == plain[0];
    findings.push_back(
        finding(is_of_the_log ? log_of(probe.schema(), table)->name : table.name,
                fmt::format("{} of `{}` {} under a caller's settings, promised: the same under all",
                            deed.name, table.name,
                            hostile.empty() ? "fails"
                            : is_of_the_log ? "is logged otherwise"
                                            : "writes otherwise")));
  }
}

}  // namespace

Findings settings_change_nothing(Probe& probe) {
  Findings findings;
  if (!probe.schema().has_tenancy) return findings;
  for (const Table& table : probe.schema().tables) {
    if (table.triggers.empty() || table.tenancy != Tenancy::kTenant ||
        !promised(table, probe.schema().roles.app, "SELECT"))
      continue;
    execute(probe, "setting a savepoint", "SAVEPOINT tenon_table");
    attack_triggers(probe, table, findings);
    execute(probe, "rolling back to a savepoint", "ROLLBACK TO SAVEPOINT tenon_table");
  }
  return findings;
}

}  // namespace tenon::conformance
