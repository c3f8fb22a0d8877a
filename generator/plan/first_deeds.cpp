// What tenon's own functions have to do once, as they do where a database is made.
#include <fmt/format.h>

#include <algorithm>

#include "plan/foreign_keys.hpp"
#include "plan/partitions.hpp"
#include "plan/planning.hpp"

namespace tenon::plan {
namespace {

/// What is new in `tenon`, and what is done then.
struct FirstDeed {
  Kind kind;
  std::string_view table;  ///< that is new, or in which a row is
  std::string_view what;
  std::string sql;
  Lock lock;
  std::string_view on;
};

const FirstDeed kFirstDeeds[] = {
    {Kind::kTable, "signing_keys", "make the database's own signing key",
     "DO $key$ BEGIN PERFORM tenon.add_signing_key(0); END $key$;", Lock::kNone, ""},
    // Of tables that are registered, or in another way: a row must have its place before it comes.
    // Of tables that are registered, or in another way: a row must have its place before it comes. What is
    // past its time is left to tenon.maintain(), which tells of it.
    {Kind::kRegisteredRow, "partitioned", "make the partitions that are missing",
     of_no_row(
         fmt::format("DO $partitions$\nDECLARE\n{}BEGIN\n  {}END\n$partitions$;\n", kPartitionVariables,
                     lacking_made("SELECT p.relation, c.relname AS name, n.nspname AS space, p.levels FROM "
                                  "tenon.partitioned p JOIN pg_catalog.pg_class c ON c.oid = p.relation JOIN "
                                  "pg_catalog.pg_namespace n ON n.oid = c.relnamespace",
                                  "now()"))),
     Lock::kShareRowExclusive, "every table with partitions, and what it refers to"},
};

bool asks_for(const Difference& difference, const FirstDeed& deed) {
  const Identity& identity = difference.identity();
  if (difference.after == nullptr || identity.kind != deed.kind) return false;
  if (deed.kind == Kind::kRegisteredRow) return identity.table == deed.table;
  return difference.before == nullptr && identity.schema == model::kBookkeeping &&
         identity.name == deed.table;
}

/// Nobody finds them without rows: they are made in the transaction that makes what holds them.
void make_first_rows(Planning& planning) {
  const auto is_made = [&](const Object& object) {
    const auto* view = std::get_if<model::View>(&object.definition);
    return view != nullptr && view->materialized && object.identity.schema == model::kBookkeeping &&
           (planning.before.find(object.identity) == nullptr || planning.is_disturbed(object.identity));
  };
  const auto& objects = planning.after.objects();
  if (std::none_of(objects.begin(), objects.end(), is_made)) return;
  planning.add(Stage::kMake,
               {.what = "make the rows of materialised views",
                .sql = "DO $rows$\nDECLARE\n  item record;\nBEGIN\n  FOR item IN\n"
                       "    SELECT r.refresh FROM tenon.refreshed r JOIN pg_catalog.pg_class c ON "
                       "c.oid = r.relation WHERE NOT c.relispopulated\n  LOOP\n"
                       "    EXECUTE 'SELECT ' || item.refresh;\n  END LOOP;\nEND\n$rows$;",
                .scans = true,
                .why = "whoever reads one without rows gets an error"});
}

}  // namespace

void do_first_deeds(Planning& planning, const std::vector<Difference>& differences) {
  for (const FirstDeed& deed : kFirstDeeds) {
    const bool asked = std::any_of(differences.begin(), differences.end(),
                                   [&](const Difference& each) { return asks_for(each, deed); });
    if (asked)
      planning.add(Stage::kHold, {.what = std::string(deed.what),
                                  .sql = deed.sql,
                                  .mode = Mode::kAlone,
                                  .lock = deed.lock,
                                  .on = std::string(deed.on)});
  }
  make_first_rows(planning);
}

}  // namespace tenon::plan
