#include "migration/state.hpp"

#include <fmt/format.h>

#include <set>

#include "catalog/apply.hpp"
#include "catalog/reader.hpp"
#include "model/json.hpp"

namespace tenon::migration {
namespace {

using Tables = std::set<std::pair<std::string, std::string>>;

/// Whether it is one of the tables, stands in one, or is what the server makes of a foreign key for each
/// partition that it may refer to.
bool is_of(const model::Object& object, const Tables& tables) {
  const std::string& table = object.identity.table.empty() ? object.identity.name : object.identity.table;
  const auto* key = std::get_if<model::Constraint>(&object.definition);
  return tables.contains({object.identity.schema, table}) ||
         (key != nullptr && key->refers && tables.contains({key->refers->schema, key->refers->name}));
}

/// What a partition has of its table's index: the server names it, and it is there as long as that is valid.
bool is_part_of_index(const model::Object& object) {
  const auto* index = std::get_if<model::Index>(&object.definition);
  return index != nullptr && index->is_inherited;
}

/// Without the partitions that the other one hasn't: how many are made ahead may have been more.
model::Database of_both(const model::Database& database, const model::Database& other, catalog::Depth depth) {
  Tables alone;
  for (const model::Object& object : database.objects()) {
    const auto* table = std::get_if<model::Table>(&object.definition);
    // One for all that no other takes is nobody's way of making partitions ahead.
    const bool comes_and_goes = table != nullptr && table->partition_of && table->bound.text != "DEFAULT";
    if (comes_and_goes && other.find(object.identity) == nullptr)
      alone.emplace(object.identity.schema, object.identity.name);
  }
  model::Database out;
  for (const model::Object& object : database.objects()) {
    // Of what no kind holds the server tells how it is made, and only where it was asked.
    const bool is_unasked = object.identity.kind == model::Kind::kOpaque && depth == catalog::Depth::kHeld;
    if (!is_unasked && !model::is_of_server(object) && !is_of(object, alone) && !is_part_of_index(object))
      out.add(object);
  }
  return out;
}

/// The part that was ended last. Its times don't tell: the server's clock may have been set since.
constexpr const char* kLast =
    "SELECT state, number, part FROM tenon.migrations WHERE schema = $1 AND ended_at IS NOT NULL "
    "ORDER BY number DESC, pg_catalog.array_position(ARRAY['expand', 'contract', 'undo'], part) DESC LIMIT 1";

}  // namespace

Compared compared(const model::Database& wanted, const model::Database& found, const Sift& sift,
                  catalog::Depth depth) {
  Compared out{of_both(wanted, found, depth), of_both(found, wanted, depth), {}};
  out.differences = model::differences(out.wanted, out.found);
  if (sift != nullptr) {
    std::vector<model::Difference> kept;
    for (model::Difference& each : out.differences) {
      if (sift(each)) kept.push_back(std::move(each));
    }
    out.differences = std::move(kept);
  }
  return out;
}

std::string told_differences(const model::Database& wanted, const model::Database& found, const Sift& sift,
                             catalog::Depth depth) {
  std::string out;
  for (const model::Difference& each : compared(wanted, found, sift, depth).differences)
    out += "  " + model::text(each);
  return out;
}

tl::expected<void, std::string> keep_state(pq::Session& session, const std::string& schema) {
  const auto reading = catalog::read_database(session);
  if (!reading) return tl::unexpected(reading.error());
  const pq::Parameter row[] = {schema, model::to_json(reading->database)};
  const auto kept = session.query(
      fmt::format("UPDATE tenon.migrations m SET state = CASE WHEN (m.number, m.part) = (l.number, l.part) "
                  "THEN $2 END "
                  "FROM ({}) l "
                  "WHERE m.schema = $1 AND (m.state IS NOT NULL OR (m.number, m.part) = (l.number, l.part))",
                  kLast),
      row);
  if (!kept) return tl::unexpected(catalog::describe(kept.error()));
  return {};
}

namespace {

/// Behind it nothing has ended but what leads back to it.
constexpr const char* kKept = "SELECT state FROM tenon.migrations WHERE schema = $1 AND state IS NOT NULL";

constexpr const char* kUnwritten = "no run has written down what it left";
constexpr const char* kUnread = "what the last run left was written down by another version of tenon";

struct Kept {
  std::optional<model::Database> database;
  std::string unjudged;  ///< why there is none
};

tl::expected<Kept, std::string> kept(pq::Session& session, const std::string& schema,
                                     const std::string& query) {
  const pq::Parameter key[] = {schema};
  const auto rows = session.query(query, key);
  if (!rows) return tl::unexpected(catalog::describe(rows.error()));
  if (rows->size() == 0 || !rows->at(0, 0)) return Kept{std::nullopt, kUnwritten};
  auto then = model::read_json(rows->text(0, 0));
  return then ? Kept{std::move(*then), ""} : Kept{std::nullopt, kUnread};
}

}  // namespace

tl::expected<std::optional<model::Database>, std::string> kept_state(pq::Session& session,
                                                                     const std::string& schema) {
  return kept(session, schema, kKept).map([](Kept&& each) { return std::move(each.database); });
}

tl::expected<Drift, std::string> drift(pq::Session& session, const std::string& schema, const Sift& sift) {
  const auto then = kept(session, schema, kLast);
  if (!then) return tl::unexpected(then.error());
  if (!then->database) return Drift{then->unjudged, ""};
  const auto now = catalog::read_database(session);
  if (!now) return tl::unexpected(now.error());
  return Drift{"", told_differences(*then->database, now->database, sift)};
}

}  // namespace tenon::migration
