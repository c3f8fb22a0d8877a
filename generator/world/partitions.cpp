#include "world/partitions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "ddl/clauses.hpp"
#include "model/json.hpp"
#include "world/bounds.hpp"
#include "world/difference.hpp"
#include "world/mending.hpp"
#include "world/tuning.hpp"
#include "world/weights.hpp"

namespace tenon::world {
namespace {

using model::Identity;
using model::Kind;
using model::Object;

const model::Table* partition(const Object& object) {
  const auto* table = std::get_if<model::Table>(&object.definition);
  return table != nullptr && table->partition_of ? table : nullptr;
}

/// What stands on each table.
using Standing = std::map<Identity, std::vector<const Object*>>;

Standing standing_on_partitions(const model::Database& database) {
  Standing out;
  for (const Object& object : database.objects()) {
    const Object* relation = relation_of(database, object);
    if (relation == nullptr || relation == &object || partition(*relation) == nullptr) continue;
    if (object.identity.kind == Kind::kComment || follows_from_partitions(database, object)) continue;
    out[relation->identity].push_back(&object);
  }
  return out;
}

/// Those whose names the server makes of the partition's: they are told apart by what they are.
bool is_named_by_server(Kind kind) {
  return kind == Kind::kConstraint || kind == Kind::kIndex || kind == Kind::kStatistics;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

/// Without what names the partition itself.
Fields fields_of(const Object& object) {
  Fields out = model::members(object.definition);
  std::erase_if(out, [](const auto& field) { return field.first == "object"; });
  return out;
}

std::string name_of(const Object& object) {
  const std::string kind(model::kind_name(object.identity.kind));
  if (!is_named_by_server(object.identity.kind)) return kind + " " + object.identity.name;
  std::string out = kind;
  for (const auto& [name, json] : fields_of(object)) {
    if (name != "valid" && name != "validated" && name != "clustered") out += " " + name + json;
  }
  return out;
}

std::multimap<std::string, const Object*> by_name(const std::vector<const Object*>& objects) {
  std::multimap<std::string, const Object*> out;
  for (const Object* object : objects) out.emplace(name_of(*object), object);
  return out;
}

std::vector<model::FieldDifference> differing(const Object& wanted, const Object& live) {
  std::map<std::string, model::FieldDifference> all;
  for (const auto& [name, json] : fields_of(wanted)) all[name] = {name, json, ""};
  for (const auto& [name, json] : fields_of(live)) {
    all[name].field = name;
    all[name].after = json;
  }
  std::vector<model::FieldDifference> out;
  for (auto& [name, field] : all) {
    if (field.before != field.after) out.push_back(std::move(field));
  }
  return out;
}

/// What stands on one partition, as it would on another.
Object placed_on(const Identity& table, Object object) {
  Identity& identity = object.identity;
  (identity.table.empty() ? identity.name : identity.table) = table.name;
  identity.schema = table.schema;
  if (auto* grant = std::get_if<model::Grant>(&object.definition)) grant->object = table;
  return object;
}

class PartitionsJudging {
 public:
  PartitionsJudging(const Scene& scene, Judgement& out)
      : scene_(scene),
        out_(out),
        wanted_(standing_on_partitions(scene.wanted.database)),
        live_(standing_on_partitions(scene.live.database)) {
    for (const Object& object : scene.wanted.database.objects()) {
      if (const model::Table* table = partition(object)) samples_[*table->partition_of].push_back(&object);
    }
  }

  void judge() {
    for (const Object& object : scene_.live.database.objects()) {
      if (partition(object) != nullptr) judge(object);
    }
    for (const auto& [parent, samples] : samples_) {
      for (const Object* sample : samples) judge_presence(*sample, sample == samples.front());
    }
  }

 private:
  void find(const Object& object, const std::string& message, std::string_view severity,
            const std::string& remedy = "") {
    out_.find(kPartitions, told(object), message, severity, remedy);
  }

  /// Whether a table is a partition of the one that the sample is of.
  bool is_attached(const Object* live, const Object& sample) const {
    return live != nullptr && partition(*live) != nullptr &&
           live->as<model::Table>().partition_of == sample.as<model::Table>().partition_of;
  }

  /// Who cut the table before the schema did called its partitions otherwise.
  bool is_there_by_another_name(const Object& sample) const {
    return std::ranges::any_of(scene_.live.database.objects(), [&](const Object& each) {
      return is_attached(&each, sample) && each.as<model::Table>().bound == sample.as<model::Table>().bound;
    });
  }

  /// Those of time are made as it goes by, the first of them for today; all others stand from the first day
  /// on.
  void judge_presence(const Object& sample, bool is_first) {
    const model::Table& table = sample.as<model::Table>();
    const Object* live = scene_.live.database.find(sample.identity);
    if (is_attached(live, sample) || is_there_by_another_name(sample)) return;
    if (live != nullptr) {
      const std::string name = qualified(sample.identity.schema, sample.identity.name);
      if (scene_.facts.leaving.contains(name)) return;  // maintenance has taken it off, and will drop it
      find(*live,
           fmt::format(
               "is no partition of {} any more: no statement finds its rows, and new ones {} are refused",
               model::text(*table.partition_of), table.bound.text),
           kDenial);
    } else if (is_first || level_of(table) != "range" || !comes_with_time(table)) {
      find(sample, fmt::format("is missing, a partition {}: rows of it are refused", table.bound.text),
           kDenial);
    } else {
      out_.note(told(sample),
                fmt::format("is not made yet, a partition {}: `tenon maintain` makes it", table.bound.text));
    }
  }

  void judge(const Object& live) {
    const auto samples = samples_.find(*live.as<model::Table>().partition_of);
    // What belongs to a table that nobody promised is that table's.
    if (samples == samples_.end() || samples->second.empty()) return;
    ++out_.checks;
    const Object* same = scene_.wanted.database.find(live.identity);
    judge_bound(live, same);
    const Object& sample = same != nullptr ? *same : *samples->second.front();
    judge_itself(live, sample);
    judge_standing(live, sample);
  }

  void judge_bound(const Object& live, const Object* same) {
    const model::Table& table = live.as<model::Table>();
    const std::string& bound = table.bound.text;
    const bool is_promised = same != nullptr && same->as<model::Table>().bound == table.bound;
    if (is_promised) return;
    if (bound == "DEFAULT") {
      find(live,
           "takes the rows that no other partition does: they are never dropped, and making the next "
           "partition goes through them all",
           kDenial);
    } else if (level_of(table) != "range" || !is_of_registry(table)) {
      find(live,
           fmt::format("is a partition {}, which the schema doesn't have: maintenance neither closes "
                       "nor drops it",
                       bound),
           kDrift);
    }
  }

  void judge_itself(const Object& live, const Object& sample) {
    auto fields = differing(sample, live);
    std::erase_if(fields, [](const auto& field) { return field.field == "bound"; });
    note_tuning(live, Kind::kTable, fields);
    if (!fields.empty())
      find(live, told(Kind::kTable, fields), severity(Kind::kTable, fields),
           changed_table(fields, live, sample));
  }

  [[nodiscard]] std::string changed_table(const std::vector<model::FieldDifference>& fields,
                                          const Object& live, const Object& sample) const {
    if (fields.size() == 1 && fields[0].field == "persistence")
      return fmt::format("ALTER TABLE {} SET LOGGED;", ddl::qualified(live.identity, "").str());
    Object wanted = placed_on(live.identity, sample);
    std::get<model::Table>(wanted.definition).bound = live.as<model::Table>().bound;
    return changed(live, wanted, scene_.live.database);
  }

  void judge_standing(const Object& live, const Object& sample) {
    auto wanted = by_name(wanted_[sample.identity]);
    for (const auto& [name, object] : by_name(live_[live.identity])) {
      const auto same = wanted.find(name);
      if (same == wanted.end() && is_of_parent(live, *object)) continue;
      if (same == wanted.end()) {
        const Weight weight = of_added(object->identity.kind);
        find(
            live,
            fmt::format("has {} {} that no other partition of its table has: {}",
                        article(model::kind_name(object->identity.kind)), short_name(*object), weight.allows),
            weight.severity, away(*object, scene_.live.database));
        continue;
      }
      auto fields = differing(*same->second, *object);
      const Kind kind = object->identity.kind;
      note_tuning(live, kind, fields);
      if (!fields.empty())
        find(live, fmt::format("of its {}, {}", short_name(*object), told(kind, fields)),
             severity(kind, fields),
             kind == Kind::kIndex
                 ? fmt::format("REINDEX INDEX CONCURRENTLY {};", ddl::qualified(object->identity, "").str())
                 : changed(*object, placed_on(live.identity, *same->second), scene_.live.database));
      wanted.erase(same);
    }
    for (const auto& [name, object] : wanted) {
      if (is_missing_on_parent(live, *object)) continue;
      const Weight weight = of_missing(object->identity.kind);
      find(live,
           fmt::format("lacks {} {} that its table's other partitions have: {}",
                       article(model::kind_name(object->identity.kind)), short_name(*object), weight.allows),
           weight.severity,
           is_named_by_server(object->identity.kind)
               ? ""
               : anew(placed_on(live.identity, *object), scene_.live.database));
    }
  }

  /// What an administrator may decide.
  void note_tuning(const Object& live, Kind kind, std::vector<model::FieldDifference>& fields) {
    std::erase_if(fields, [&](const auto& field) {
      if (!is_tuning(kind, field)) return false;
      out_.leave(told(live), told(kind, field) + ": the administrator's to decide");
      return true;
    });
  }

  /// What stands on the table that it is a partition of is told there, once for all partitions.
  [[nodiscard]] bool is_of_parent(const Object& live, const Object& object) const {
    const bool is_inherited = std::visit(
        [](const auto& definition) {
          if constexpr (requires { definition.is_inherited; }) return definition.is_inherited;
          return false;
        },
        object.definition);
    if (is_inherited || object.identity.kind != Kind::kTrigger) return is_inherited;
    const Identity& parent = *live.as<model::Table>().partition_of;
    return scene_.live.database.find(
               {Kind::kTrigger, parent.schema, parent.name, object.identity.name, ""}) != nullptr;
  }

  /// What is gone from the table that it is a partition of is gone from each of its partitions.
  [[nodiscard]] bool is_missing_on_parent(const Object& live, const Object& object) const {
    const Identity& parent = *live.as<model::Table>().partition_of;
    return std::ranges::any_of(scene_.wanted.database.objects(), [&](const Object& each) {
      return each.identity.schema == parent.schema && each.identity.table == parent.name &&
             is_part_of(object, each) && scene_.live.database.find(each.identity) == nullptr;
    });
  }

  /// Triggers go by their name, indexes and constraints have others in each partition.
  static bool is_part_of(const Object& object, const Object& whole) {
    if (object.identity.kind != whole.identity.kind) return false;
    if (object.identity.kind == Kind::kTrigger) return object.identity.name == whole.identity.name;
    model::Definition part = whole.definition;
    return std::visit(
        [&](auto& definition) {
          if constexpr (requires { definition.is_inherited; }) {
            definition.is_inherited = true;
            return part == object.definition;
          }
          return false;
        },
        part);
  }

  static std::string short_name(const Object& object) {
    return fmt::format("{} {}", model::kind_name(object.identity.kind), object.identity.name);
  }

  /// Of the table that it is a partition of: `range`, `list`, `hash`.
  std::string level_of(const model::Table& table) const {
    const Object* parent = scene_.wanted.database.find(*table.partition_of);
    if (parent == nullptr) return "";
    const std::string by = parent->as<model::Table>().partition_by.value_or(model::Sql{}).text;
    std::string out = by.substr(0, by.find(' '));
    for (char& c : out) c = static_cast<char>(c | 0x20);
    return out;
  }

  /// The levels that the register has of the whole table.
  nlohmann::json registered_levels(const model::Table& table) const {
    Identity root = *table.partition_of;
    while (true) {
      const Object* parent = scene_.wanted.database.find(root);
      if (parent == nullptr || !parent->as<model::Table>().partition_of) break;
      root = *parent->as<model::Table>().partition_of;
    }
    const std::string name = qualified(root.schema, root.name);
    for (const Object& object : scene_.wanted.database.objects()) {
      if (object.identity.kind != Kind::kRegisteredRow || object.identity.table != "partitioned") continue;
      const bool is_its =
          object.identity.name == name || (!object.needs.empty() && object.needs.front() == root);
      if (is_its) return levels_of(object.as<model::RegisteredRow>());
    }
    return nlohmann::json::array();
  }

  static nlohmann::json levels_of(const model::RegisteredRow& row) {
    for (const auto& [column, value] : row.values) {
      if (column == "levels") return nlohmann::json::parse(value, nullptr, false);
    }
    return nlohmann::json::array();
  }

  /// Whether ranges of time are made ahead, and not named one by one.
  bool comes_with_time(const model::Table& table) const {
    const nlohmann::json levels = registered_levels(table);
    return std::any_of(levels.begin(), levels.end(),
                       [](const auto& level) { return level.contains("every"); });
  }

  /// Whether the bound is one that maintenance makes by itself.
  bool is_of_registry(const model::Table& table) const {
    const nlohmann::json levels = registered_levels(table);
    return std::any_of(levels.begin(), levels.end(), [&](const auto& level) {
      return level.contains("every") && is_one(level["every"].template get<std::string>(), table.bound.text,
                                               level.value("uuid7", false));
    });
  }

  const Scene& scene_;
  Judgement& out_;
  Standing wanted_;
  Standing live_;
  std::map<Identity, std::vector<const Object*>> samples_;
};

}  // namespace

void judge_partitions(const Scene& scene, Judgement& out) {
  PartitionsJudging(scene, out).judge();
}

}  // namespace tenon::world
