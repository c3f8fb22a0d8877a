// What tenon's own functions have to do once, as they do where a database is made.
#include <algorithm>

#include "plan/planning.hpp"

namespace tenon::plan {
namespace {

/// What is new in `tenon`, and what is done then.
struct FirstDeed {
  Kind kind;
  std::string_view table;  ///< that is new, or in which a row is
  std::string_view what;
  std::string_view sql;
  Lock lock;
  std::string_view on;
};

constexpr FirstDeed kFirstDeeds[] = {
    {Kind::kTable, "signing_keys", "make the database's own signing key",
     "DO $key$ BEGIN PERFORM tenon.add_signing_key(0); END $key$;", Lock::kNone, ""},
    // Of tables that are registered, or in another way: a row must have its place before it comes.
    {Kind::kRegisteredRow, "partitioned", "make the partitions that are missing",
     "DO $partitions$\nDECLARE\n  wrong record;\nBEGIN\n"
     "  FOR wrong IN SELECT * FROM tenon.maintain() WHERE action NOT IN ('made', 'dropped', 'deleted', "
     "'anonymised', 'detached') LOOP\n"
     "    RAISE EXCEPTION '% can''t be made: % (%)', wrong.object, wrong.detail, wrong.action;\n"
     "  END LOOP;\nEND\n$partitions$;",
     Lock::kShareRowExclusive, "every table with partitions, and what it refers to"},
};

bool asks_for(const Difference& difference, const FirstDeed& deed) {
  const Identity& identity = difference.identity();
  if (difference.after == nullptr || identity.kind != deed.kind) return false;
  if (deed.kind == Kind::kRegisteredRow) return identity.table == deed.table;
  return difference.before == nullptr && identity.schema == model::kBookkeeping &&
         identity.name == deed.table;
}

}  // namespace

void do_first_deeds(Planning& planning, const std::vector<Difference>& differences) {
  for (const FirstDeed& deed : kFirstDeeds) {
    const bool asked = std::any_of(differences.begin(), differences.end(),
                                   [&](const Difference& each) { return asks_for(each, deed); });
    if (asked)
      planning.add(Stage::kHold, {.what = std::string(deed.what),
                                  .sql = std::string(deed.sql),
                                  .mode = Mode::kAlone,
                                  .lock = deed.lock,
                                  .on = std::string(deed.on)});
  }
}

}  // namespace tenon::plan
