#include "raise/choices.hpp"

#include <algorithm>
#include <cctype>
#include <functional>
#include <optional>

#include "base/text.hpp"

namespace tenon::raise {

using model::Identity;
using model::Kind;
using model::Object;

namespace {

TableKey table_of(const Identity& identity) {
  return {identity.schema, identity.kind == Kind::kTable ? identity.name : identity.table};
}

bool stands_in_table(Kind kind) {
  return kind == Kind::kColumn || kind == Kind::kConstraint || kind == Kind::kIndex ||
         kind == Kind::kStatistics;
}

std::map<TableKey, Parts> tables_in(const model::Database& database) {
  std::map<TableKey, Parts> out;
  for (const Object& object : database.objects()) {
    const Identity& identity = object.identity;
    if (identity.kind == Kind::kTable) out[table_of(identity)].table = &object;
    if (!stands_in_table(identity.kind)) continue;
    Parts& parts = out[table_of(identity)];
    if (identity.kind == Kind::kColumn) parts.columns.push_back(&object);
    if (identity.kind == Kind::kConstraint) parts.constraints.push_back(&object);
    if (identity.kind == Kind::kIndex) parts.indexes.push_back(&object);
    if (identity.kind == Kind::kStatistics) parts.statistics.push_back(&object);
  }
  // The indexes of materialised views.
  std::erase_if(out, [](const auto& each) { return each.second.table == nullptr; });
  return out;
}

/// Whether a partition has it from its table.
bool is_inherited(const Object& object) {
  return std::visit(
      [](const auto& definition) {
        if constexpr (requires { definition.is_inherited; }) return definition.is_inherited;
        return false;
      },
      object.definition);
}

struct HasWords {
  bool operator()(const model::Table& x) const { return has_words_for(x); }
  bool operator()(const model::Constraint& x) const { return has_words_for(x); }
  bool operator()(const model::Index& x) const { return has_words_for(x); }
  bool operator()(const model::Statistics& x) const { return has_words_for(x); }
  bool operator()(const model::Domain& x) const { return has_words_for(x); }
  bool operator()(const model::Enum& x) const { return has_words_for(x); }
  bool operator()(const model::Composite& x) const { return has_words_for(x); }
  bool operator()(const model::Sequence& x) const { return has_words_for(x); }
  bool operator()(const model::Column& /*x*/) const { return true; }
  bool operator()(const model::View& x) const { return has_words_for(x); }
  bool operator()(const auto& /*x*/) const { return false; }
};

class Choosing {
 public:
  Choosing(const model::Database& database, const Tellings& tellings, const Options& options)
      : database_(database), tellings_(tellings), options_(options) {
    out_.tables = tables_in(database);
  }

  Choices choose() {
    for (const Object& object : database_.objects()) {
      if (is_told(object) && std::visit(HasWords{}, object.definition) && !is_opaque(object.identity))
        out_.declared.insert(object.identity);
    }
    find_divided();
    drop_views_with_more();
    find_serials();
    while (drop_what_stands_in_nothing() || drop_what_comes_too_early() || drop_unused_enums()) {
    }
    name_types();
    name_entities();
    name_views();
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool is_opaque(const Identity& identity) const {
    return telling_of(tellings_, identity) == Telling::kOpaque;
  }

  /// The tables that are divided as the language can say it. What a partition has from its table can't be
  /// told by itself.
  void find_divided() {
    std::map<Identity, std::vector<const Parts*>> partitions;
    for (const auto& [key, parts] : out_.tables) {
      const auto& parent = parts.table->as<model::Table>().partition_of;
      if (parent) partitions[*parent].push_back(&parts);
    }
    for (const auto& [key, parts] : out_.tables) {
      if (!parts.table->as<model::Table>().partition_by) continue;
      const std::vector<const Parts*>& own = partitions[parts.table->identity];
      const auto found = divided(parts, own);
      if (!found || std::any_of(own.begin(), own.end(), [&](const Parts* each) { return has_opaque(*each); }))
        continue;
      out_.divided.emplace(key, *found);
      for (const Parts* each : own) out_.partitions.emplace(each->table->identity, parts.table->identity);
    }
  }

  [[nodiscard]] bool has_opaque(const Parts& partition) const {
    const auto comes_from_table = [](const Object* each) { return is_inherited(*each); };
    const auto is_told_otherwise = [&](const Object* each) { return is_opaque(each->identity); };
    std::vector<const Object*> all = {partition.table};
    all.insert(all.end(), partition.columns.begin(), partition.columns.end());
    std::copy_if(partition.constraints.begin(), partition.constraints.end(), std::back_inserter(all),
                 comes_from_table);
    std::copy_if(partition.indexes.begin(), partition.indexes.end(), std::back_inserter(all),
                 comes_from_table);
    return std::any_of(all.begin(), all.end(), is_told_otherwise);
  }

  /// The view of which an object says more; a table's is none.
  static std::optional<Identity> view_with_more(const Object& object) {
    const Identity& identity = object.identity;
    if (identity.kind == Kind::kRule || identity.kind == Kind::kTrigger)
      return Identity{Kind::kView, identity.schema, "", identity.table, ""};
    if (identity.kind == Kind::kGrant && object.as<model::Grant>().object.kind == Kind::kView)
      return object.as<model::Grant>().object;
    if (identity.kind != Kind::kComment) return std::nullopt;
    const Identity& about = object.as<model::Comment>().object;
    return about.kind == Kind::kColumn
               ? std::optional(Identity{Kind::kView, about.schema, "", about.table, ""})
               : std::nullopt;
  }

  /// With rules, triggers and rights of its own, or comments on columns, a view is more than its declaration:
  /// a migration that makes it anew would lose what stands in raw SQL beside it. With tenancy one of its
  /// owner's rights would show every tenant's rows.
  void drop_views_with_more() {
    for (const Object& object : database_.objects()) {
      const Identity& identity = object.identity;
      if (const auto view = view_with_more(object)) out_.declared.erase(*view);
      if (identity.kind == Kind::kView && options_.tenancy) out_.declared.erase(identity);
    }
  }

  void find_serials() {
    for (const Object& object : database_.objects()) {
      if (object.identity.kind != Kind::kSequence || is_opaque(object.identity)) continue;
      const auto& owned = object.as<model::Sequence>().owned_by;
      if (!owned) continue;
      const Object* column =
          database_.find({Kind::kColumn, object.identity.schema, owned->first, owned->second, ""});
      if (column == nullptr || !is_serial(object, *column)) continue;
      const auto& value = column->as<model::Column>().default_value;
      if (!value || !value->text.starts_with("nextval(") || !needs(*column, object.identity)) continue;
      out_.serials[column->identity] = &object;
      out_.declared.erase(object.identity);
    }
  }

  static bool needs(const Object& object, const Identity& other) {
    return std::find(object.needs.begin(), object.needs.end(), other) != object.needs.end();
  }

  /// An entity has columns, and a key that can be told or none; what refers to a table refers to an entity.
  [[nodiscard]] bool is_entity(const Parts& parts) const {
    const Object* key = primary_key(parts);
    const auto is_declared = [&](const Object* each) { return out_.is_declared(each->identity); };
    const bool is_divided = parts.table->as<model::Table>().partition_by.has_value();
    return out_.is_declared(parts.table->identity) && !parts.columns.empty() &&
           (!is_divided || out_.divided.contains(table_of(parts.table->identity))) &&
           (key == nullptr || is_declared(key)) &&
           std::all_of(parts.columns.begin(), parts.columns.end(), is_declared);
  }

  bool drop_what_stands_in_nothing() {
    bool changed = false;
    const auto drop = [&](const Identity& identity) {
      changed = out_.declared.erase(identity) > 0 || changed;
    };
    for (const auto& [key, parts] : out_.tables) {
      if (!is_entity(parts)) {
        drop(parts.table->identity);
        for (const auto* list : {&parts.columns, &parts.constraints, &parts.indexes, &parts.statistics})
          for (const Object* each : *list) drop(each->identity);
        continue;
      }
      for (const Object* each : parts.constraints) {
        const auto& refers = each->as<model::Constraint>().refers;
        if (refers && !out_.is_declared(*refers)) drop(each->identity);
      }
    }
    for (auto each = out_.serials.begin(); each != out_.serials.end();)
      each = out_.is_declared(each->first) ? std::next(each) : out_.serials.erase(each);
    // What stands in no table that is known.
    for (auto each = out_.declared.begin(); each != out_.declared.end();) {
      const bool lost = stands_in_table(each->kind) && !out_.tables.contains(table_of(*each));
      each = lost ? out_.declared.erase(each) : std::next(each);
      changed = changed || lost;
    }
    return changed;
  }

  /// Whether it is said by an entity, an enum or a domain.
  [[nodiscard]] bool is_said(const Identity& identity) const {
    const Object* object = database_.find(identity);
    return out_.is_declared(identity) || out_.is_of_serial(identity) ||
           (object != nullptr && out_.is_of_divided(*object));
  }

  /// The opaque objects that stand before all tables, since declared ones need them. What needs one that
  /// itself needs a table is opaque itself.
  bool drop_what_comes_too_early() {
    out_.before.clear();
    for (const Object& object : database_.objects()) {
      if (!out_.is_declared(object.identity)) continue;
      for (const Identity& need : object.needs) {
        if (is_said(need) || can_stand_before(need, {})) continue;
        const bool in_column = object.identity.kind == Kind::kColumn || object.identity.kind == Kind::kTable;
        out_.declared.erase(in_column ? out_.tables.at(table_of(object.identity)).table->identity
                                      : object.identity);
        return true;
      }
    }
    return false;
  }

  bool can_stand_before(const Identity& identity, std::set<Identity> above) {
    const Object* object = database_.find(identity);
    if (object == nullptr || !is_told(*object) || identity.kind == Kind::kSchema ||
        identity.kind == Kind::kExtension || out_.before.contains(identity))
      return true;
    const bool is_free = identity.kind == Kind::kFunction || identity.kind == Kind::kSequence ||
                         identity.kind == Kind::kEnum || identity.kind == Kind::kDomain ||
                         identity.kind == Kind::kComposite || identity.kind == Kind::kOpaque;
    if (!is_free || !above.insert(identity).second) return false;
    for (const Identity& need : object->needs) {
      const bool is_type = need.kind == Kind::kEnum && out_.is_declared(need);
      if (is_type) continue;
      if (is_said(need) || !can_stand_before(need, above)) return false;
    }
    out_.before.insert(identity);
    return true;
  }

  /// An enum that no column has is no type of the database.
  bool drop_unused_enums() {
    std::set<Identity> used;
    for (const Object& object : database_.objects()) {
      if (out_.is_declared(object.identity)) used.insert(object.needs.begin(), object.needs.end());
    }
    return std::erase_if(out_.declared, [&](const Identity& each) {
             return each.kind == Kind::kEnum && !used.contains(each);
           }) > 0;
  }

  void name_types() {
    for (const Object& object : database_.objects()) {
      const Identity& identity = object.identity;
      if (!out_.is_declared(identity)) continue;
      if (identity.kind == Kind::kSequence) out_.sequences[identity] = names_.take(field_name(identity.name));
      const bool is_type =
          identity.kind == Kind::kEnum || identity.kind == Kind::kDomain || identity.kind == Kind::kComposite;
      if (!is_type) continue;
      out_.types[{identity.schema, identity.name}] =
          names_.take(given(identity).value_or(type_name(identity.name)));
      if (identity.kind != Kind::kEnum) continue;
      Names values;
      auto& labels = out_.labels[{identity.schema, identity.name}];
      for (const std::string& label : object.as<model::Enum>().labels)
        labels[label] = values.take(field_name(label));
    }
  }

  void name_entities() {
    for (const auto& [key, parts] : out_.tables) {
      if (!out_.is_declared(parts.table->identity)) continue;
      out_.entities[key] = names_.take_entity(given(parts.table->identity).value_or(entity_name(key.second)));
    }
  }

  void name_views() {
    for (const Object& object : database_.objects()) {
      const Identity& identity = object.identity;
      if (identity.kind == Kind::kView && out_.is_declared(identity))
        out_.views[{identity.schema, identity.name}] = names_.take_view(type_name(identity.name));
    }
  }

  /// The author's own name, where it is one in the language too.
  [[nodiscard]] std::optional<std::string> given(const Identity& identity) const {
    const auto name = options_.names.find(identity);
    const bool is_type = name != options_.names.end() && is_name(name->second) &&
                         std::isupper(static_cast<unsigned char>(name->second.front())) != 0;
    return is_type ? std::optional(name->second) : std::nullopt;
  }

  const model::Database& database_;
  const Tellings& tellings_;
  const Options& options_;
  Choices out_;
  Names names_;
};

}  // namespace

bool Choices::is_of_divided(const Object& object) const {
  const Identity& identity = object.identity;
  const bool is_table = identity.kind == Kind::kTable;
  if (!is_table && !stands_in_table(identity.kind)) return false;
  const auto [space, name] = table_of(identity);
  const auto partition = partitions.find({Kind::kTable, space, "", name, ""});
  return partition != partitions.end() && is_declared(partition->second) &&
         (is_table || identity.kind == Kind::kColumn || is_inherited(object));
}

bool Choices::declares_in(const std::string& space) const {
  return std::any_of(declared.begin(), declared.end(), [&](const Identity& each) {
    return each.schema == space &&
           (each.kind == Kind::kTable || each.kind == Kind::kEnum || each.kind == Kind::kDomain ||
            each.kind == Kind::kComposite || each.kind == Kind::kSequence || each.kind == Kind::kView);
  });
}

bool Choices::is_of_serial(const Identity& identity) const {
  return identity.kind == Kind::kSequence &&
         std::any_of(serials.begin(), serials.end(),
                     [&](const auto& each) { return each.second->identity == identity; });
}

std::string Choices::derived_column(const Identity& table) const {
  return tenancy && tenancy->is_held(table) ? tenancy->column : "";
}

Telling telling_of(const Tellings& tellings, const Identity& identity) {
  const auto found = tellings.find(identity);
  return found == tellings.end() ? Telling::kReadable : found->second;
}

Choices choose(const model::Database& database, const Tellings& tellings, const Options& options) {
  return Choosing(database, tellings, options).choose();
}

}  // namespace tenon::raise
