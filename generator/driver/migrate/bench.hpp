// A database on a server that nobody uses: made of a version, given rows, changed, read, and dropped again.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "driver/migrate/versions.hpp"
#include "migration/sample_rows.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::driver {

/// Roles are the server's, and one that nobody uses has none: makes those that a migration names and doesn't
/// make itself. What went wrong, or nothing.
std::string make_roles_of(const std::string& text, pq::Session& session);

/// What is wrong comes back as text; nothing where all is well.
class Bench {
 public:
  /// `url` is a superuser's.
  Bench(std::string url, std::string name) : url_(std::move(url)), name_(std::move(name)) {}
  ~Bench();
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  std::string make_empty();
  std::string make(const Version& version);
  /// The first migration, before there is a history.
  std::string begin(const std::string& text);
  /// All of these, on a database that has nothing; the contract of the last one where it is wanted.
  std::string grow(const std::string& schema, const std::vector<migration::Texts>& chain,
                   bool contracts_last = true);
  std::string run(const std::string& schema, std::string_view part, const std::string& text, int number = 1);
  migration::Sampled put_rows(const Version& version, const migration::SampleOptions& options);
  model::Database read(std::string& wrong);
  /// To this database; looks for names in `pg_catalog` alone.
  [[nodiscard]] tl::expected<pq::Session, pq::SqlError> connect() const;

 private:
  [[nodiscard]] std::string drop() const;

  std::string url_;
  std::string name_;
};

/// Rows of the version before that the change to the one after can be made of: what is filled is NULL in
/// some, and what becomes a relation holds keys.
migration::SampleOptions rows_for(const Version& before, const Version& after, int rows, int tenants);

/// Which rows an entity has, by what stays of its key, and of fields that have another name and no other
/// change.
struct KeptKeys {
  std::string entity;  ///< of the version before
  std::string before;  ///< statements that give a text for each row
  std::string after;
};
/// Of the entities that stay. A log is among them: it may get rows, and loses none.
std::vector<KeptKeys> kept_keys(const Version& before, const Version& after);

using Keys = std::map<std::string, std::vector<std::string>>;  ///< by entity, in order
Keys keys_of(pq::Session& session, const std::vector<KeptKeys>& kept, bool are_after);
/// A line for each entity of which rows are gone.
std::string lost(const Keys& before, const Keys& after);

}  // namespace tenon::driver
