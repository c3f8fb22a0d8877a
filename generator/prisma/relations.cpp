// Relations: foreign keys, and the tables between models that have many of one another.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "base/text.hpp"
#include "prisma/meaning.hpp"

namespace tenon::prisma {
namespace {

using model::Action;
using model::Identity;

constexpr std::pair<std::string_view, Action> kActions[] = {{"NoAction", Action::kNoAction},
                                                            {"Restrict", Action::kRestrict},
                                                            {"Cascade", Action::kCascade},
                                                            {"SetNull", Action::kSetNull},
                                                            {"SetDefault", Action::kSetDefault}};

const Expression* said(const Field& field, std::string_view name) {
  const Attribute* relation = find(field.attributes, "relation");
  return relation == nullptr ? nullptr : relation->argument(name, name == "name");
}

/// `orderLine` of `OrderLine`.
std::string with_small(std::string name) {
  name.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(name.front())));
  return name;
}

std::string with_capital(std::string name) {
  if (!name.empty()) name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
  return name;
}

std::string name_of(const Field& field) {
  const Expression* name = said(field, "name");
  return name == nullptr ? "" : name->text;
}

Action action(Meaning& meaning, const Field& field, std::string_view when, Action usual) {
  const Expression* value = said(field, when);
  if (value == nullptr) return usual;
  const auto* found =
      std::ranges::find_if(kActions, [&](const auto& each) { return each.first == value->text; });
  if (found != std::end(kActions)) return found->second;
  std::vector<std::string> names;
  for (const auto& [name, sql] : kActions) names.emplace_back(name);
  meaning.unknown({value->text, value->span}, fmt::format("there is no action `{}`", value->text), names);
  return usual;
}

class Relations {
 public:
  Relations(Meaning& meaning, const Model& model) : m_(meaning), model_(model) {}

  void make() {
    for (const Field& field : model_.block->fields) {
      if (m_.views.contains(field.type.text)) continue;
      const auto target = m_.models.find(field.type.text);
      if (target == m_.models.end()) continue;
      if (said(field, "fields") != nullptr) {
        foreign_key(field, target->second);
      } else {
        other_side(field, target->second);
      }
    }
  }

 private:
  void foreign_key(const Field& field, const Model& target) {
    const Expression* references = said(field, "references");
    if (references == nullptr || field.arity == Arity::kList) {
      m_.refuse(field.name.span,
                references == nullptr
                    ? fmt::format("`{}` doesn't say to what its fields refer", field.name.text)
                    : fmt::format("`{}` is a list, and names fields that hold one", field.name.text),
                "write `@relation(fields: [userId], references: [id])` at the field that is one");
      return;
    }
    const std::vector<Listed> own = listed(m_, model_, *said(field, "fields"));
    const std::vector<Listed> others = listed(m_, target, *references);
    model::Constraint key;
    key.type = model::ConstraintType::kForeign;
    key.columns = columns_of(own);
    key.referenced = columns_of(others);
    key.refers = target.identity;
    const bool is_known = own.size() == said(field, "fields")->arguments.size() &&
                          others.size() == references->arguments.size();
    if (!is_known || !is_sound(field, target, key)) return;
    key.on_delete =
        action(m_, field, "onDelete", is_required(field, key.columns) ? Action::kRestrict : Action::kSetNull);
    key.on_update = action(m_, field, "onUpdate", Action::kCascade);
    if (!m_.source.has_foreign_keys) return;
    const Identity identity = in_table(model::Kind::kConstraint, model_.identity,
                                       mapped(m_, find(field.attributes, "relation"),
                                              constraint_name(model_.identity, key.columns, "_fkey")));
    if (m_.out.database.find(identity) != nullptr)
      m_.refuse(field.name.span, fmt::format("a second constraint `{}`", identity.name),
                "give it a name of its own: `map: \"…\"` in `@relation`");
    m_.make(identity, key);
    m_.out.names[identity] = field.name.text;
  }

  bool is_sound(const Field& field, const Model& target, const model::Constraint& key) {
    if (key.columns.empty() || key.referenced.empty()) return false;
    if (key.columns.size() != key.referenced.size()) {
      m_.refuse(field.name.span, "`fields` and `references` are not as many",
                "name as many fields as they refer to");
      return false;
    }
    const bool is_unique = std::ranges::any_of(target.unique_keys, [&](const std::vector<std::string>& each) {
      return std::ranges::is_permutation(each, key.referenced);
    });
    if (!is_unique)
      m_.refuse(said(field, "references")->span,
                fmt::format("`{}` can have several rows of these", target.block->name.text),
                "refer to its `@id`, or to what is `@unique`");
    return is_unique && are_alike(field, target, key);
  }

  /// Prisma takes fields of one type of its own; the server wants them comparable as well, and `uuid` and
  /// `text`, which are both String, aren't.
  bool are_alike(const Field& field, const Model& target, const model::Constraint& key) {
    bool out = true;
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      const Field& own = *model_.field_of(key.columns[i]);
      const Field& other = *target.field_of(key.referenced[i]);
      const std::string of = comparable_as(own);
      const std::string to = comparable_as(other);
      if (of == to || of.empty() || to.empty()) continue;
      m_.refuse(said(field, "fields")->arguments[i].value.span,
                fmt::format("`{}` is of another type than `{}` of `{}`, to which it refers", own.name.text,
                            other.name.text, target.block->name.text),
                "give both the same type, and the same `@db`")
          .also(other.name.span, "the other one");
      out = false;
    }
    return out;
  }

  /// A relation is what its fields are, whatever stands at itself.
  [[nodiscard]] bool is_required(const Field& relation, const std::vector<std::string>& columns) const {
    return relation.arity == Arity::kOne || std::ranges::any_of(columns, [&](const std::string& column) {
             return model_.field_of(column)->arity == Arity::kOne;
           });
  }

  /// Fields of the other model that may be the relation seen from there.
  [[nodiscard]] std::vector<const Field*> opposites(const Field& field, const Model& target) const {
    std::vector<const Field*> out;
    for (const Field& each : target.block->fields) {
      if (each.type.text == model_.block->name.text && &each != &field && name_of(each) == name_of(field))
        out.push_back(&each);
    }
    return out;
  }

  void other_side(const Field& field, const Model& target) {
    const std::vector<const Field*> others = opposites(field, target);
    const std::string& name = target.block->name.text;
    if (others.empty()) {
      m_.refuse(field.name.span,
                fmt::format("`{}` has no field for the other side of `{}`", name, field.name.text),
                fmt::format("add one of the type `{}` to `{}`", model_.block->name.text, name));
    } else if (others.size() > 1) {
      m_.refuse(field.name.span,
                fmt::format("several fields of `{}` may be the other side of `{}`", name, field.name.text),
                "give both sides one name: `@relation(\"…\")`");
    } else if (field.arity == Arity::kList && others.front()->arity == Arity::kList) {
      many_to_many(field, target, *others.front());
    } else if (said(*others.front(), "fields") == nullptr) {
      m_.refuse(field.name.span,
                fmt::format("neither side of `{}` says which fields hold it", field.name.text),
                "write `@relation(fields: [userId], references: [id])` at one of them");
    }
  }

  void many_to_many(const Field& field, const Model& target, const Field& other) {
    const std::string& own_name = model_.block->name.text;
    const std::string& other_name = target.block->name.text;
    // Each is seen from both sides.
    const bool is_first = own_name == other_name ? field.name.text < other.name.text : own_name < other_name;
    if (!is_first) return;
    for (const Model* each : {&model_, &target}) {
      if (each->id.size() == 1) continue;
      m_.refuse(field.name.span, fmt::format("`{}` has no key of one field", each->block->name.text),
                "make the table between them a model of its own");
      return;
    }
    const std::string given = name_of(field);
    const std::string name = given.empty() ? own_name + "To" + other_name : given;
    const Identity table{model::Kind::kTable, model_.identity.schema, "", "_" + name, ""};
    m_.make(table, model::Table{});
    m_.out.names[table] = with_capital(name);
    column(table, "A", model_);
    column(table, "B", target);
    model::Constraint key;
    key.type = model::ConstraintType::kPrimary;
    key.columns = {"A", "B"};
    m_.make(in_table(model::Kind::kConstraint, table, cut_name(table.name + "_AB", "_pkey")), key);
    model::Index index;
    index.elements.push_back({});
    index.elements.back().column = "B";
    m_.make(in_table(model::Kind::kIndex, table, cut_name(table.name, "_B_index")), index);
    const bool is_own = own_name == other_name;
    side(table, "A", model_, is_own ? "a" : with_small(own_name));
    side(table, "B", target, is_own ? "b" : with_small(other_name));
  }

  void column(const Identity& table, std::string name, const Model& target) {
    model::Column column;
    column.type.text = column_type(m_, *target.field_of(target.id.front()));
    column.not_null = true;
    if (!column.type.text.empty()) m_.make(in_table(model::Kind::kColumn, table, std::move(name)), column);
  }

  void side(const Identity& table, const std::string& column, const Model& target, const std::string& name) {
    if (!m_.source.has_foreign_keys) return;
    model::Constraint key;
    key.type = model::ConstraintType::kForeign;
    key.columns = {column};
    key.refers = target.identity;
    key.referenced = target.id;
    key.on_delete = key.on_update = Action::kCascade;
    const Identity identity =
        in_table(model::Kind::kConstraint, table, cut_name(table.name + "_" + column, "_fkey"));
    m_.make(identity, key);
    m_.out.names[identity] = name;
  }

  Meaning& m_;
  const Model& model_;
};

}  // namespace

void make_relations(Meaning& meaning) {
  for (const auto& [name, model] : meaning.models) Relations(meaning, model).make();
}

}  // namespace tenon::prisma
