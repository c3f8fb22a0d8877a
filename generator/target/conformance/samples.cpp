#include "target/conformance/samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dialect/dialect.hpp"
#include "types/types.hpp"

namespace tenon::target::conformance {
namespace {

namespace want = tenon::conformance;

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

class Samples {
 public:
  explicit Samples(const ir::Schema& schema) : schema_(schema), circles_(schema) {}

  std::vector<want::Sample> of(const ir::Entity& entity) {
    made_.insert(entity.name);
    std::vector<want::Sample> out;
    for (const ir::Column& column : entity.columns) {
      const std::string expression = wanted(entity, column);
      if (!expression.empty()) out.push_back({column.name, expression});
    }
    return out;
  }

 private:
  /// The expression, or nothing where the column is better left to its default.
  std::string wanted(const ir::Entity& entity, const ir::Column& column) {
    if (!column.generated.empty()) return "";
    const ir::Relation* relation = relation_of(entity, column.name);
    if (relation != nullptr) {
      // In a circle, neither row could be put in first.
      const bool there =
          made_.contains(relation->entity) && !circles_.together(entity.name, relation->entity);
      if (!there && column.nullable) return "";
      return reference(entity, *relation, column.name);
    }
    const bool identifying =
        in_key(entity, column.name) || in_unique(entity, column.name) || searched(entity, column.name);
    const bool left_out = column.nullable || column.default_value.has_value() ||
                          domain_of(column).default_value.has_value() ||
                          column.identity == ir::Identity::kAlways;
    if (left_out && !identifying && !column.example) return "";
    return expression(entity, column);
  }

  std::string expression(const ir::Entity& entity, const ir::Column& column) {
    if (column.name == entity.tenant_column) {
      return fmt::format("'{{tenant}}'::{}", dialect::type(schema_, column.type).str());
    }
    if (column.example) return dialect::value(schema_, *column.example, column.type).str();
    const ir::Partitioning* level = level_of(entity, column.name);
    if (level != nullptr && !level->lists.empty())
      return dialect::value(schema_, level->lists[0].values[0], column.type).str();
    const bool domain = column.type.kind == ir::Type::Kind::kDomain;
    const ir::Type type = domain ? domain_of(column).type : ir::stored_type(column);
    if (type.dimensions > 0 && type.kind != ir::Type::Kind::kStruct) return "'{}'";
    switch (type.kind) {
      case ir::Type::Kind::kEnum: {
        const ir::Enum* item = schema_.enumeration(type.name);
        return render::sql_literal(item->values.front().name).str();
      }
      case ir::Type::Kind::kStruct:
        return type.dimensions > 0 ? "'[]'::jsonb" : "'{}'::jsonb";
      case ir::Type::Kind::kRaw:
      case ir::Type::Kind::kDomain:
        return "NULL";
      case ir::Type::Kind::kColumn:
        break;
    }
    std::string sample = divided_sample(entity, column);
    if (sample.empty()) sample = types::find_column_type(type.name)->sample;
    const bool small = type.name == "int2" || type.name == "int4";
    // Another tenant's row is another row, even where its number is the same.
    if (small && in_key(entity, column.name))
      sample = "{n} + ('x' || substr(md5('{tenant}'), 1, 3))::bit(12)::int4";
    sample = replaced(std::move(sample), "{column}", entity.table + "." + column.name);
    const auto place = static_cast<std::size_t>(&column - entity.columns.data());
    sample = replaced(std::move(sample), "{i}", std::to_string(place));
    if (!type.parameters.empty())
      sample = replaced(std::move(sample), "{p}", std::to_string(type.parameters[0]));
    return sample;
  }

  /// The column's domain; an empty one where it has none.
  [[nodiscard]] ir::Domain domain_of(const ir::Column& column) const {
    const ir::Domain* domain =
        column.type.kind == ir::Type::Kind::kDomain ? schema_.domain(column.type.name) : nullptr;
    return domain == nullptr ? ir::Domain{} : *domain;
  }

  static const ir::Partitioning* level_of(const ir::Entity& entity, const std::string& column) {
    for (const ir::Partitioning& level : entity.partitioning) {
      if (std::find(level.columns.begin(), level.columns.end(), column) != level.columns.end()) return &level;
    }
    return nullptr;
  }

  /// Times near now, where there are partitions for such alone, or where older rows would be removed.
  static std::string divided_sample(const ir::Entity& entity, const ir::Column& column) {
    const bool ranged = std::any_of(entity.partitioning.begin(), entity.partitioning.end(),
                                    [](const ir::Partitioning& level) { return level.ahead > 0; });
    if (!ranged && !entity.retention) return "";
    const ir::Partitioning* level = level_of(entity, column.name);
    if (level != nullptr && level->uuid7)
      return "overlay(md5('{column} {tenant} {n}') placing left(replace(tenon.uuid7_lowest(now())::text, "
             "'-', ''), 13) "
             "from 1)::uuid";
    if (column.type.name == "timestamptz")
      return "now() + {n} * interval '1 second' + {i} * interval '1 minute'";
    if (column.type.name == "timestamp")
      return "(now() AT TIME ZONE 'UTC') + {n} * interval '1 second' + {i} * interval '1 minute'";
    if (column.type.name == "date") return "(now() AT TIME ZONE 'UTC')::date + ({n} - 1)";
    return "";
  }

  /// The key of the first row of the entity that the relation refers to.
  std::string reference(const ir::Entity& entity, const ir::Relation& relation, const std::string& column) {
    const ir::Entity* target = schema_.entity(relation.entity);
    const auto at = static_cast<std::size_t>(
        std::find(relation.columns.begin(), relation.columns.end(), column) - relation.columns.begin());
    const ir::Column& key = *target->column(target->key.at(at));
    const ir::Relation* further = relation_of(*target, key.name);
    if (further != nullptr && target->name != entity.name) return reference(*target, *further, key.name);
    return replaced(expression(*target, key), "{n}", "1");
  }

  static const ir::Relation* relation_of(const ir::Entity& entity, const std::string& column) {
    for (const ir::Relation& relation : entity.relations) {
      if (std::find(relation.columns.begin(), relation.columns.end(), column) != relation.columns.end())
        return &relation;
    }
    return nullptr;
  }

  static bool in_key(const ir::Entity& entity, const std::string& column) {
    const auto& columns = entity.primary_key.columns;
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  }

  /// A row without it would be found by nothing.
  static bool searched(const ir::Entity& entity, const std::string& column) {
    if (entity.vector_search && entity.vector_search->column == column) return true;
    return entity.text_search &&
           std::any_of(entity.text_search->columns.begin(), entity.text_search->columns.end(),
                       [&](const ir::WeightedColumn& c) { return c.column == column; });
  }

  static bool in_unique(const ir::Entity& entity, const std::string& column) {
    for (const ir::Index& index : entity.indexes) {
      if (index.unique && std::any_of(index.columns.begin(), index.columns.end(),
                                      [&](const ir::IndexColumn& c) { return c.column == column; })) {
        return true;
      }
    }
    return std::any_of(entity.uniques.begin(), entity.uniques.end(), [&](const ir::Key& key) {
      return std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end();
    });
  }

  const ir::Schema& schema_;
  ir::Circles circles_;
  std::set<std::string> made_;
};

}  // namespace

std::map<std::string, std::vector<want::Sample>> samples_of(const ir::Schema& schema) {
  Samples samples(schema);
  std::map<std::string, std::vector<want::Sample>> out;
  for (const ir::Entity* entity : ir::dependency_order(schema)) out[entity->name] = samples.of(*entity);
  return out;
}

}  // namespace tenon::target::conformance
