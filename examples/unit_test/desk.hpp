// A service of the program's: in production it is Desk<LiveDb>, in unit tests Desk<FakeDb>.
#pragma once

#include <optional>
#include <string>

#include "notes_db.hpp"

template <notes::db::AnyDb Db>
class Desk {
 public:
  explicit Desk(typename Db::Pool& pool) : pool_(pool) {}

  /// Writes a note by the author of that address, who is made where there is none.
  notes::db::Note write(const tenon::Uuid& team, const std::string& email, const std::string& title) {
    return pool_.in_tenant(team, [&](typename Db::TenantTx& tx) {
      const auto author = typename Db::Authors(tx).upsert_by_email({.email = email});
      return typename Db::Notes(tx).insert({.author_id = author.id, .title = title, .body = ""});
    });
  }

  /// Stars it once more; nothing where there is no such note.
  std::optional<int> star(const tenon::Uuid& team, const tenon::Uuid& note) {
    return pool_.in_tenant(team, [&](typename Db::TenantTx& tx) -> std::optional<int> {
      typename Db::Notes notes(tx);
      const auto found = notes.lock(note);
      if (!found) return std::nullopt;
      return notes.update(note, {.stars = found->stars + 1})->stars;
    });
  }

 private:
  typename Db::Pool& pool_;
};
