// A project and a database of it: what stands there, and what is to be run.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "driver/migrate/project.hpp"
#include "migration/run.hpp"

namespace tenon::driver {

/// A migration and how far a database has come with it.
struct Standing {
  migration::Sealed sealed;
  migration::Texts texts;
  std::optional<migration::Entry> expand;  ///< none where it wasn't begun
  std::optional<migration::Entry> contract;

  [[nodiscard]] bool is_expanded() const;
  /// Or there is nothing to contract.
  [[nodiscard]] bool is_contracted() const;
};

struct Live {
  Project project;
  pq::Session session;
  std::vector<Standing> standings;  ///< by number
  std::string fingerprint;  ///< of the version that the database says it holds; empty where it holds none

  /// The number of the last one that was begun; 0 for none.
  [[nodiscard]] int current() const;
};

/// Connects and reads; what is wrong is printed, and `code` says how to end.
std::optional<Live> open_live(const MigrateOptions& options, int& code);
/// What the history says, anew.
bool read_standings(Live& live);

/// As done, without having been run here.
bool write_done(Live& live, int number);
int print_run_error(const migration::RunError& error);

}  // namespace tenon::driver
