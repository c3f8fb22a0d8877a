#include "raise/raw_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

namespace tenon::raise {

using model::Identity;
using model::Kind;
using model::Object;

namespace {

/// What a table is that no entity is.
struct Reason {
  bool (*is_so)(const model::Table&);
  std::string_view why;
  std::string_view way;
};
constexpr Reason kReasons[] = {
    {[](const model::Table& x) { return x.partition_by.has_value(); }, "it is partitioned",
     "declare it as an entity with `partition`, in the place of its raw SQL"},
    {[](const model::Table& x) { return !x.inherits.empty(); }, "it inherits from another table",
     "end that with ALTER TABLE … NO INHERIT, and pull again"},
    {[](const model::Table& x) { return x.persistence != model::Persistence::kPermanent; }, "it is unlogged",
     "ALTER TABLE … SET LOGGED, and pull again"},
    {[](const model::Table& x) { return !x.access_method.empty(); },
     "it is stored by an access method of its own", "ALTER TABLE … SET ACCESS METHOD heap, and pull again"},
    {[](const model::Table& x) { return !x.tablespace.empty(); }, "it stands in a tablespace of its own",
     "ALTER TABLE … SET TABLESPACE pg_default, and pull again"},
};

const Standing kOtherwise = {
    Hold::kUnguarded, "told as an entity, it comes out otherwise",
    "write it as an entity by hand, in the place of its raw SQL; `tenon drift` tells "
    "what differs then"};
const Standing kForeign = {Hold::kUnguarded, "its rows are another server's, and no policy holds for them",
                           "grant it to nobody whom tenants' requests run as"};

class RawTables {
 public:
  RawTables(const model::Database& database, const Choices& choices)
      : database_(database), choices_(choices) {}

  [[nodiscard]] Standing standing(const Parts& parts) const {
    const auto& table = parts.table->as<model::Table>();
    const auto* reason =
        std::ranges::find_if(kReasons, [&](const Reason& each) { return each.is_so(table); });
    if (reason != std::end(kReasons))
      return {Hold::kUnguarded, std::string(reason->why), std::string(reason->way)};
    if (parts.columns.empty()) return {Hold::kUnguarded, "it has no columns", "drop it"};
    const Object* key = primary_key(parts);
    if (key != nullptr && !has_words_for(key->as<model::Constraint>()))
      return {Hold::kUnguarded,
              fmt::format("its key {} is deferrable, or has more than columns", key->identity.name),
              "make it a plain key, and pull again"};
    return needs_standing(parts).value_or(kOtherwise);
  }

 private:
  /// Of what a column needs that raw SQL makes behind the tables.
  [[nodiscard]] std::optional<Standing> needs_standing(const Parts& parts) const {
    for (const Object* column : parts.columns) {
      for (const Identity& need : column->needs) {
        if (!is_late(need, *parts.table)) continue;
        return Standing{Hold::kUnguarded,
                        fmt::format("its column {} needs {}, which raw SQL makes behind the tables",
                                    column->identity.name, model::text(need)),
                        "let the column do without it, and pull again"};
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] bool is_late(const Identity& need, const Object& table) const {
    const Object* needed = database_.find(need);
    if (needed == nullptr || !is_told(*needed) || need == table.identity || need.table == table.identity.name)
      return false;
    const bool is_given = need.kind == Kind::kSchema || need.kind == Kind::kExtension;
    return !is_given && !choices_.is_declared(need) && !choices_.before.contains(need) &&
           !choices_.is_of_serial(need) && need.kind != Kind::kEnum && need.kind != Kind::kSequence;
  }

  const model::Database& database_;
  const Choices& choices_;
};

}  // namespace

std::map<Identity, Standing> raw_tables(const model::Database& database, const Choices& choices) {
  std::map<Identity, Standing> out;
  const RawTables raw(database, choices);
  for (const auto& [key, parts] : choices.tables) {
    const bool is_partition = parts.table->as<model::Table>().partition_of.has_value();
    if (is_told(*parts.table) && !is_partition && !choices.is_declared(parts.table->identity))
      out[parts.table->identity] = raw.standing(parts);
  }
  for (const Object& object : database.objects()) {
    if (object.identity.kind == Kind::kOpaque && object.identity.name.starts_with("foreign table "))
      out[object.identity] = kForeign;
  }
  return out;
}

}  // namespace tenon::raise
