// A project and a database of it: what stands there, and what is to be run.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/migrate/project.hpp"
#include "migration/run.hpp"

namespace tenon::driver {

/// A migration and how far a database has come with it.
struct Standing {
  migration::Sealed sealed;
  migration::Texts texts;
  std::optional<migration::Entry> expand = {};  ///< none where it wasn't begun
  std::optional<migration::Entry> contract = {};
  std::optional<migration::Entry> undo = {};

  [[nodiscard]] bool is_expanded() const;
  /// Or there is nothing to contract.
  [[nodiscard]] bool is_contracted() const;
  [[nodiscard]] bool is_half_done() const;
  /// Whether it is on its way back from an expand that wasn't ended.
  [[nodiscard]] bool is_given_up() const;
  /// Whether it is on its way back: only that way goes on.
  [[nodiscard]] bool is_undoing() const;
};

struct Live {
  Project project;
  std::string url;
  pq::Session session;
  std::vector<Standing> standings;  ///< by number
  std::string fingerprint;  ///< of the version that the database says it holds; empty where it holds none
  std::vector<std::string> others =
      {};  ///< what was run here and isn't in the directory as it was; a line each

  /// The number of the last one that was begun; 0 for none.
  [[nodiscard]] int current() const;
  /// Whether a part was begun that isn't ended.
  [[nodiscard]] bool is_between() const;
};

/// Where nothing tells what the database should be.
inline constexpr std::string_view kLookingHelp =
    "`tenon migrate baseline` holds it against what the migrations make, and writes that down\n";

/// Connects and reads; what is wrong is printed, and `code` says how to end.
std::optional<Live> open_live(const MigrateOptions& options, int& code);
/// The same, and nobody else changes the database meanwhile.
std::optional<Live> open_alone(const MigrateOptions& options, int& code);
/// Of a project that has a lock.
std::optional<Live> open_alone(Project project, const std::string& url, int& code);
/// What the history says, anew.
bool read_standings(Live& live);

/// The last migration that leads to the version that the database says it holds.
std::optional<int> number_of(const Live& live, const std::string& fingerprint);
/// That none leads there, and the code to end with.
int say_unknown(const Live& live);
/// Refuses a database in which other migrations were run than the directory has.
int refuse_others(const Live& live);

/// Becomes the role that owns the history; what is wrong is printed.
bool become_keeper(Live& live);
/// As done up to that one, the last one with its contract or without it, and none behind it: without having
/// been run here.
bool write_done(Live& live, int number, bool contracted = true);
/// Writes down what the database is now.
int keep_state(Live& live);

/// Runs one part; the head of its script says as whom.
int run_part(Live& live, const Standing& standing, std::string_view part);
/// Takes back what was done of an expand that isn't ended.
int run_way_out(Live& live, const Standing& standing);
/// The first migration, in a database without a history.
tl::expected<void, migration::RunError> run_first(pq::Session& session, const migration::Texts& texts);
int print_run_error(const migration::RunError& error);

}  // namespace tenon::driver
