// The directory of a schema's migrations: a few files each, and `migrations.lock`, which seals them. Its
// chain of hashes, each over the one before, tells what was edited, lost, put in between or brought in by a
// merge; its snapshot is the version to which they lead.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace tenon::migration {

/// The parts of a migration, in the order in which they are run; the last one leads back.
inline constexpr std::string_view kExpand = "expand";
inline constexpr std::string_view kContract = "contract";
inline constexpr std::string_view kUndo = "undo";

struct Sealed {
  int number = 0;
  std::string name;
  std::string fingerprint;  ///< of the schema to which it leads
  std::string parent;       ///< the hash of the one before; empty for the first
  std::string hash;
  bool is_taken = false;  ///< what the database was before tenon: it is there, and nothing to be run
};

struct Lock {
  std::string schema;  ///< its name
  std::vector<Sealed> migrations;
  std::string snapshot;  ///< as `tenon snapshot` writes it
};

/// What is wrong with a directory, and the way out.
struct Problem {
  std::string file;
  std::string what;
  std::string help;
};

/// The texts of a migration by part; those that it hasn't are missing.
using Texts = std::map<std::string, std::string, std::less<>>;

/// `0007_add_body.contract.sql`
std::string file_name(int number, const std::string& name, std::string_view part);
/// Over its texts, its name and the hash of the one before: SHA-256, in hexadecimal digits.
std::string hash_of(const Sealed& migration, const Texts& texts);
/// Of one text.
std::string hash_of(const std::string& text);

/// Nothing where there is no directory, or no lock in it.
tl::expected<std::optional<Lock>, Problem> read_lock(const std::filesystem::path& directory);
std::string to_text(const Lock& lock);
tl::expected<Texts, Problem> read_texts(const std::filesystem::path& directory, const Sealed& migration);

/// All that isn't as it was sealed, in the order of numbers.
std::vector<Problem> problems_of(const std::filesystem::path& directory, const Lock& lock);

/// A migration that no line of the lock seals: one that a merge has brought.
struct Stray {
  std::string name;
  std::vector<std::string> files;
};
std::vector<Stray> strays_in(const std::filesystem::path& directory, const Lock& lock);

/// Whether it may be a migration's name: letters, digits and `_`, as a file has it.
bool is_name(const std::string& name);

}  // namespace tenon::migration
