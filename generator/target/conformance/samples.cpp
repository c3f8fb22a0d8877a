#include "target/conformance/samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "dialect/samples.hpp"
#include "ir/looked_up.hpp"
#include "render/sql_text.hpp"
#include "types/types.hpp"

namespace tenon::target::conformance {
namespace {

namespace want = tenon::conformance;

using dialect::in_key;
using dialect::in_unique;
using dialect::relation_of;

/// A value that no row has but where it is put.
std::string session_sample(const ir::Schema& schema, const ir::SessionVariable& variable) {
  if (variable.type.kind == ir::Type::Kind::kEnum)
    return render::sql_literal(ir::label_of(schema.enumeration(variable.type.name)->values.front())).str();
  std::string out(types::find_column_type(variable.type.name)->sample);
  return replaced(replaced(std::move(out), "{column}", "session." + variable.name), "{n}", "1");
}

/// Another of an enum's labels than who asks says, from the end. Of one value there is no other: then nobody
/// asks.
std::string other_label(const ir::Enum& item, const std::string& asker) {
  const auto other = std::find_if(item.values.rbegin(), item.values.rend(), [&](const ir::EnumValue& value) {
    return render::sql_literal(ir::label_of(value)).str() != asker;
  });
  return other == item.values.rend() ? "" : ir::label_of(*other);
}

/// Raw text of a value that is nobody's, in any tenant.
std::string other_value(const ir::Schema& schema, const ir::SessionVariable& variable,
                        const std::string& asker) {
  if (variable.type.kind == ir::Type::Kind::kEnum)
    return other_label(*schema.enumeration(variable.type.name), asker);
  if (variable.type.name == "uuid") return "7e000000-0000-8000-a000-0000000000ff";
  if (variable.type.name == "bool") return "false";
  return variable.type.name == "text" ? "tenon-sample-other" : "32767";
}

class Samples {
 public:
  explicit Samples(const ir::Schema& schema) : schema_(schema), circles_(schema) {
    for (const ir::SessionVariable& variable : schema.session)
      holdings_.emplace(variable.name, holdings_of(variable));
  }

  std::vector<want::Sample> of(const ir::Entity& entity) {
    made_.insert(entity.name);
    std::vector<want::Sample> out;
    for (const ir::Column& column : entity.columns) {
      const std::string expression = wanted(entity, column);
      if (!expression.empty()) out.push_back({column.name, expression});
    }
    return out;
  }

  /// The one whose rows the samples are: who is compared with a column of theirs.
  std::string asker(const ir::SessionVariable& variable) {
    if (variable.example)
      return replaced(dialect::value(schema_, *variable.example, variable.type).str(), "{n}", "1");
    for (const Holding& each : holdings_.at(variable.name)) {
      if (const ir::Relation* relation = relation_of(*each.entity, each.column->name))
        return reference(*each.entity, *relation, each.column->name);
      if (each.column->example || in_key(*each.entity, each.column->name))
        return replaced(expression(*each.entity, *each.column), "{n}", "1");
    }
    return session_sample(schema_, variable);
  }

 private:
  struct Holding {
    const ir::Entity* entity;
    const ir::Column* column;
  };

  /// The columns that policies hold against the variable: those of the rows that they are for, then those of
  /// what they look up.
  [[nodiscard]] std::vector<Holding> holdings_of(const ir::SessionVariable& variable) const {
    std::vector<Holding> out;
    std::vector<Holding> looked_up;
    for (const ir::Entity& entity : schema_.entities) {
      for (const ir::Policy& policy : entity.policies) {
        for (const ir::SessionUse& use : policy.session) {
          const ir::Entity* whose = use.relation.empty() ? &entity : ir::entity_called(schema_, use.relation);
          const ir::Column* column =
              use.variable == variable.name && whose != nullptr ? whose->column(use.column) : nullptr;
          if (column != nullptr) (use.relation.empty() ? out : looked_up).push_back({whose, column});
        }
      }
    }
    out.insert(out.end(), looked_up.begin(), looked_up.end());
    return out;
  }

  /// The expression, or nothing where the column is better left to its default.
  std::string wanted(const ir::Entity& entity, const ir::Column& column) {
    if (!column.generated.empty() || column.numbering) return "";
    const ir::Relation* relation = relation_of(entity, column.name);
    if (relation != nullptr) {
      // In a circle, neither row could be put in first.
      const bool there =
          made_.contains(relation->entity) && !circles_.together(entity.name, relation->entity);
      if (!there && column.nullable) return "";
      return reference(entity, *relation, column.name);
    }
    if (const ir::ForeignKey* key = declared_key_of(entity, column)) {
      const bool there = made_.contains(key->entity) && !circles_.together(entity.name, key->entity);
      return !there && column.nullable ? "" : referred(*key, column.name);
    }
    const ir::SessionVariable* variable = column.example ? nullptr : compared_with(entity, column);
    if (variable != nullptr && !in_key(entity, column.name)) return asker(*variable);
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
    return dialect::sample(schema_, entity, column);
  }

  /// The session variable that a policy compares the column with; null for none.
  [[nodiscard]] const ir::SessionVariable* compared_with(const ir::Entity& entity,
                                                         const ir::Column& column) const {
    for (const ir::SessionVariable& variable : schema_.session) {
      const auto is_it = [&](const Holding& each) {
        return each.entity == &entity && each.column == &column;
      };
      if (std::ranges::any_of(holdings_.at(variable.name), is_it)) return &variable;
    }
    return nullptr;
  }

  /// The column's domain; an empty one where it has none.
  [[nodiscard]] ir::Domain domain_of(const ir::Column& column) const {
    const ir::Domain* domain =
        column.type.kind == ir::Type::Kind::kDomain ? schema_.domain(column.type.name) : nullptr;
    return domain == nullptr ? ir::Domain{} : *domain;
  }

  /// The foreign key that holds the column and is no relation's; null where there is none.
  static const ir::ForeignKey* declared_key_of(const ir::Entity& entity, const ir::Column& column) {
    if (column.name == entity.tenant_column) return nullptr;
    const auto found = std::ranges::find_if(entity.foreign_keys, [&](const ir::ForeignKey& key) {
      return key.entity != entity.name && contains(key.columns, column.name);
    });
    return found == entity.foreign_keys.end() ? nullptr : &*found;
  }

  /// The value that the first row of the entity has which the foreign key refers to.
  std::string referred(const ir::ForeignKey& key, const std::string& column) {
    const ir::Entity& target = *schema_.entity(key.entity);
    const auto at = static_cast<std::size_t>(std::ranges::find(key.columns, column) - key.columns.begin());
    const ir::Column& other = *target.column(key.referenced.at(at));
    const std::string value = wanted(target, other);
    return replaced(value.empty() ? expression(target, other) : value, "{n}", "1");
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

  /// A row without it would be found by nothing.
  static bool searched(const ir::Entity& entity, const std::string& column) {
    if (entity.vector_search && entity.vector_search->column == column) return true;
    return entity.text_search &&
           std::any_of(entity.text_search->columns.begin(), entity.text_search->columns.end(),
                       [&](const ir::WeightedColumn& c) { return c.column == column; });
  }

  const ir::Schema& schema_;
  ir::Circles circles_;
  std::map<std::string, std::vector<Holding>> holdings_;  ///< by the variable
  std::set<std::string> made_;
};

}  // namespace

std::vector<want::SessionVariable> session_of(const ir::Schema& schema) {
  Samples samples(schema);
  std::vector<want::SessionVariable> out;
  for (const ir::SessionVariable& variable : schema.session) {
    const std::string asker = samples.asker(variable);
    out.push_back({variable.name, variable.setting, asker, other_value(schema, variable, asker),
                   variable.type.name == "text"});
  }
  return out;
}

std::map<std::string, std::vector<want::Sample>> samples_of(const ir::Schema& schema) {
  Samples samples(schema);
  std::map<std::string, std::vector<want::Sample>> out;
  for (const ir::Entity* entity : ir::dependency_order(schema)) out[entity->name] = samples.of(*entity);
  return out;
}

}  // namespace tenon::target::conformance
