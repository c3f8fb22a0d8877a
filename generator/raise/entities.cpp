#include "raise/entities.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "raise/table_fields.hpp"

namespace tenon::raise {

using model::ConstraintType;
using model::Identity;
using model::Object;

namespace {

constexpr std::string_view kAsItWas = "as it was";

constexpr std::string_view kActions[] = {"", "restrict", "cascade", "set_null", "set_default"};

class EntityWriter {
 public:
  EntityWriter(const Writing& writing, const Parts& parts)
      : w_(writing),
        parts_(parts),
        table_(parts.table->identity),
        tenant_(writing.choices.derived_column(table_)),
        own_(fields_of_table(writing, parts)) {}

  void write() {
    const std::string& name = w_.choices.entities.at({table_.schema, table_.name});
    write_doc(w_, table_, "");
    head(name);
    fields();
    blank_ = true;
    key();
    for (const Object* each : parts_.constraints) constraint(*each);
    for (const Object* each : parts_.indexes) {
      if (w_.choices.is_declared(each->identity)) index(*each);
    }
    for (const Object* each : parts_.statistics) {
      if (w_.choices.is_declared(each->identity)) statistics(*each);
    }
    partitions();
    storage();
    w_.out.add("}\n");
  }

  std::vector<FieldLine> field_lines() {
    std::vector<FieldLine> out;
    for (const Object* column : parts_.columns) {
      if (column->identity.name != tenant_) out.push_back(field_line(*column));
    }
    return out;
  }

 private:
  void head(const std::string& name) {
    std::string as_it_was;
    if (w_.choices.tenancy && w_.choices.tenancy->hold(table_) == Hold::kUnguarded) {
      const Standing& standing = w_.choices.tenancy->tables.at(table_);
      w_.out.add(
          fmt::format("// {}{}", standing.why, standing.way.empty() ? "" : "; to close it, " + standing.way));
      as_it_was = fmt::format(" @unguarded({})", quoted(kAsItWas));
    }
    const Mixin* mixin = own_mixin();
    w_.out.add(fmt::format("entity {}{}{}{} {{", name, placed(w_, table_, plural(snake_case(name))),
                           mixin == nullptr ? "" : " with " + mixin->name, as_it_was),
               table_);
  }

  [[nodiscard]] const Mixin* own_mixin() const {
    const auto used = w_.choices.mixins.used.find({table_.schema, table_.name});
    return used == w_.choices.mixins.used.end() ? nullptr : &w_.choices.mixins.all[used->second];
  }

  /// But for those that its mixin brings.
  void fields() {
    const Mixin* mixin = own_mixin();
    std::vector<FieldLine> lines = field_lines();
    lines.resize(lines.size() - (mixin == nullptr ? 0 : mixin->fields.size()));
    for (const FieldLine& each : lines) {
      write_doc(w_, each.column, "  ");
      w_.out.add("  " + each.text, each.column);
    }
  }

  /// Columns without the tenant's, which leads them anyway.
  [[nodiscard]] std::vector<std::string> without_tenant(std::vector<std::string> columns) const {
    std::erase(columns, tenant_);
    return columns;
  }

  /// What is unique among the rows of all tenants, and would be so within each by tenancy.
  [[nodiscard]] std::string unless_by_tenant(const std::vector<std::string>& columns) const {
    const bool is_held = !tenant_.empty();
    const bool names_it = std::find(columns.begin(), columns.end(), tenant_) != columns.end();
    return is_held && !names_it ? fmt::format(" global because {}", quoted(kAsItWas)) : "";
  }

  [[nodiscard]] const Object* column_of(const std::string& name) const {
    return w_.database.find({model::Kind::kColumn, table_.schema, table_.name, name, ""});
  }

  /// The foreign key of the tenant's column, which tenancy derives.
  [[nodiscard]] bool is_to_root(const model::Constraint& key) const {
    return !tenant_.empty() && key.columns == std::vector{tenant_};
  }

  void member(const std::string& text, const Identity& identity) {
    if (std::exchange(blank_, false)) w_.out.add("");
    w_.out.add("  " + text, identity);
  }

  static std::string named(const Identity& identity) {
    return fmt::format(" @named({})", quoted(identity.name));
  }

  [[nodiscard]] std::string actions(const model::Constraint& key) const {
    std::string out;
    const auto add = [&](std::string_view attribute, model::Action action) {
      if (action != model::Action::kNoAction)
        out += fmt::format(" @{}({})", attribute, kActions[static_cast<std::size_t>(action)]);
    };
    add("on_delete", key.on_delete);
    add("on_update", key.on_update);
    return out + deferral(key);
  }

  static std::string deferral(const model::Constraint& constraint) {
    if (!constraint.deferrable) return "";
    return constraint.deferred ? " @deferrable" : " @deferrable(immediate)";
  }

  [[nodiscard]] std::string usual_name(const std::vector<std::string>& columns,
                                       std::string_view suffix) const {
    return identifier(fmt::format("{}_{}_{}", table_.name, join(columns, "_"), suffix));
  }

  [[nodiscard]] FieldLine field_line(const Object& column) {
    const auto relation = own_.relations.find(column.identity.name);
    if (relation != own_.relations.end())
      return {column.identity, relation_field(column, *relation->second), false};
    const auto& definition = column.as<model::Column>();
    const bool is_its_own = is_key(column) || unique_of(column) != nullptr || definition.generated ||
                            definition.identity != model::ColumnIdentity::kNone ||
                            w_.choices.serials.contains(column.identity) ||
                            !comment_of(w_, column.identity).empty();
    return {column.identity, plain_field(column), !is_its_own};
  }

  [[nodiscard]] std::string renamed(const Object& column, const std::string& derived) const {
    const std::string& name = column.identity.name;
    return name == derived ? "" : fmt::format(" @column({})", spelled(name));
  }

  [[nodiscard]] std::string relation_field(const Object& column, const Object& constraint) {
    const model::Constraint key = by_itself(w_, table_, constraint.as<model::Constraint>());
    const std::string& field = own_.names.at(column.identity.name);
    std::string out =
        fmt::format("{}: {}{}", field, w_.choices.entities.at({key.refers->schema, key.refers->name}),
                    column.as<model::Column>().not_null ? "" : "?");
    out += is_key(column) ? " @key" : "";
    out += unique_of(column) != nullptr ? " @unique" : "";
    out += renamed(column, identifier(field + "_" + key.referenced[0]));
    out += actions(key);
    const bool is_usual = constraint.identity.name == usual_name(key.columns, "fkey") &&
                          used_.insert(constraint.identity.name).second;
    return out + (is_usual ? "" : named(constraint.identity));
  }

  [[nodiscard]] bool is_key(const Object& column) const {
    const Object* key = primary_key(parts_);
    if (key == nullptr) return false;
    const std::vector<std::string> columns = without_tenant(key->as<model::Constraint>().columns);
    return columns.size() == 1 && columns[0] == column.identity.name &&
           key->identity.name == identifier(table_.name + "_pkey");
  }

  /// The constraint that `@unique` says; null where there is none.
  [[nodiscard]] const Object* unique_of(const Object& column) const {
    for (const Object* each : parts_.constraints) {
      const auto& constraint = each->as<model::Constraint>();
      const bool is_it =
          constraint.type == ConstraintType::kUnique && w_.choices.is_declared(each->identity) &&
          constraint.columns == std::vector{column.identity.name} && tenant_.empty() &&
          constraint.include.empty() && !constraint.nulls_not_distinct && !constraint.deferrable &&
          each->identity.name == usual_name(constraint.columns, "key");
      if (is_it) return each;
    }
    return nullptr;
  }

  [[nodiscard]] const std::map<std::string, std::string>* labels_of(const std::string& type) const {
    for (const auto& [key, name] : w_.choices.types) {
      const auto labels = w_.choices.labels.find(key);
      if (name == type && labels != w_.choices.labels.end()) return &labels->second;
    }
    return nullptr;
  }

  [[nodiscard]] std::string default_value(const Object& column, const std::string& type) const {
    const auto& definition = column.as<model::Column>();
    const std::string& sql = definition.default_value->text;
    if (is_renamed(w_, column)) return in_backticks(sql);
    for (const Identity& need : column.needs) {
      const auto sequence = w_.choices.sequences.find(need);
      if (sequence != w_.choices.sequences.end() && is_next(sql) &&
          fits(w_.database.find(need)->as<model::Sequence>(), definition.type.text))
        return fmt::format("next({})", sequence->second);
    }
    return default_of(sql, type, labels_of(type));
  }

  /// Whether it is the next number of a sequence and nothing else.
  static bool is_next(std::string_view sql) {
    return sql.starts_with("nextval('") &&
           sql.find("'::regclass)") + std::string_view("'::regclass)").size() == sql.size();
  }

  [[nodiscard]] std::string plain_field(const Object& column) const {
    const auto& definition = column.as<model::Column>();
    const std::string type = is_renamed(w_, column) ? in_backticks(definition.type.text)
                                                    : type_of(definition.type.text, w_.choices.types);
    std::string out =
        fmt::format("{}: {}{}", own_.names.at(column.identity.name), type, definition.not_null ? "" : "?");
    const auto serial = w_.choices.serials.find(column.identity);
    if (definition.default_value && serial == w_.choices.serials.end())
      out += " = " + default_value(column, type);
    if (is_key(column)) out += " @key";
    if (unique_of(column) != nullptr) out += " @unique";
    if (serial != w_.choices.serials.end()) {
      const std::string& name = serial->second->identity.name;
      const bool usual = name == identifier(fmt::format("{}_{}_seq", table_.name, column.identity.name));
      out += usual ? " @serial" : fmt::format(" @serial({})", quoted(name));
    }
    if (definition.generated)
      out += fmt::format(" @generated({})", in_backticks(without_brackets(definition.generated->text)));
    if (definition.identity != model::ColumnIdentity::kNone)
      out += definition.identity == model::ColumnIdentity::kAlways ? " @identity" : " @identity(by_default)";
    if (!definition.collation.empty())
      out += fmt::format(" @collate({})", quoted(split_name(definition.collation).second));
    return out + renamed(column, own_.names.at(column.identity.name));
  }

  [[nodiscard]] std::vector<std::string> fields_of(const std::vector<std::string>& columns) const {
    std::vector<std::string> out;
    for (const std::string& column : without_tenant(columns)) out.push_back(own_.names.at(column));
    return out;
  }

  [[nodiscard]] std::string list(const std::vector<std::string>& columns) const {
    return "(" + join(fields_of(columns), ", ") + ")";
  }

  void key() {
    const Object* key = primary_key(parts_);
    if (key == nullptr) return member("key none because \"as it was\"", table_);
    const std::vector<std::string> columns = without_tenant(key->as<model::Constraint>().columns);
    const bool is_usual = key->identity.name == identifier(table_.name + "_pkey");
    if (is_usual && columns.size() == 1) return;
    member(fmt::format("key {}{}", list(columns), is_usual ? "" : named(key->identity)), key->identity);
  }

  void constraint(const Object& object) {
    const auto& constraint = object.as<model::Constraint>();
    const Identity& identity = object.identity;
    if (!w_.choices.is_declared(identity)) return;
    const auto is_it = [&](const auto& each) { return each.second == &object; };
    if (std::any_of(own_.relations.begin(), own_.relations.end(), is_it)) return;
    switch (constraint.type) {
      case ConstraintType::kUnique:
        return unique(identity, constraint);
      case ConstraintType::kCheck:
        return check(identity, constraint);
      case ConstraintType::kForeign:
        return foreign_key(identity, constraint);
      default:
        return;
    }
  }

  void unique(const Identity& identity, const model::Constraint& constraint) {
    const Object* column = constraint.columns.size() == 1 ? column_of(constraint.columns[0]) : nullptr;
    const Object* said = column == nullptr ? nullptr : unique_of(*column);
    if (said != nullptr && said->identity == identity) return;
    std::string text = "unique " + list(constraint.columns);
    if (!constraint.include.empty()) text += " include " + list(constraint.include);
    if (constraint.nulls_not_distinct) text += " nulls not distinct";
    text += unless_by_tenant(constraint.columns) + deferral(constraint);
    const bool usual = identity.name == usual_name(constraint.columns, "key");
    member(text + (usual ? "" : named(identity)), identity);
  }

  void check(const Identity& identity, const model::Constraint& constraint) {
    const std::string prefix = table_.name + "_";
    const std::string rest =
        identity.name.starts_with(prefix) ? identity.name.substr(prefix.size()) : std::string();
    const bool usual = is_name(rest);
    member(fmt::format("check{} {}{}", usual ? " " + rest : "",
                       in_backticks(without_brackets(constraint.expression->text)),
                       usual ? "" : named(identity)),
           identity);
  }

  void foreign_key(const Identity& identity, const model::Constraint& with_tenant) {
    if (is_to_root(with_tenant)) return;
    const model::Constraint constraint = by_itself(w_, table_, with_tenant);
    const TableKey target{constraint.refers->schema, constraint.refers->name};
    std::vector<std::string> referenced;
    for (const std::string& column : constraint.referenced) referenced.push_back(field_in(target, column));
    const bool usual =
        identity.name == usual_name(constraint.columns, "fkey") && used_.insert(identity.name).second;
    member(fmt::format("foreign key {} references {} ({}){}{}", list(constraint.columns),
                       w_.choices.entities.at(target), join(referenced, ", "), actions(constraint),
                       usual ? "" : named(identity)),
           identity);
  }

  /// What the other entity calls the column.
  [[nodiscard]] std::string field_in(const TableKey& table, const std::string& column) const {
    if (table == TableKey{table_.schema, table_.name}) return own_.names.at(column);
    return fields_of_table(w_, w_.choices.tables.at(table)).names.at(column);
  }

  [[nodiscard]] std::string element(const model::IndexElement& element) const {
    const bool collates = !element.collation.empty();
    std::string out;
    if (element.expression) {
      out = in_backticks(element.expression->text + (collates ? " COLLATE " + element.collation : ""));
    } else if (collates) {
      out = in_backticks(
          fmt::format("\"{}\" COLLATE {}", replaced(element.column, "\"", "\"\""), element.collation));
    } else {
      out = own_.names.at(element.column);
    }
    if (!element.operator_class.empty())
      out += " " + element.operator_class.substr(element.operator_class.rfind('.') + 1);
    if (element.descending) out += " desc";
    if (element.nulls_first != element.descending)
      out += element.nulls_first ? " nulls first" : " nulls last";
    return out;
  }

  void index(const Object& object) {
    const auto& index = object.as<model::Index>();
    std::vector<std::string> elements;
    std::vector<std::string> columns;
    for (const model::IndexElement& each : index.elements) {
      if (!each.column.empty() && each.collation.empty()) columns.push_back(each.column);
      if (tenant_.empty() || each.column != tenant_) elements.push_back(element(each));
    }
    // What leads with the tenant alone, the key leads as well.
    if (elements.empty()) return;
    const bool names_tenant = elements.size() < index.elements.size();
    std::string text = index.unique ? "unique index" : "index";
    if (index.method != "btree") text += " " + index.method;
    text += " (" + join(elements, ", ") + ")";
    if (!index.include.empty()) text += " include " + list(index.include);
    if (index.nulls_not_distinct) text += " nulls not distinct";
    if (index.where) text += " where " + in_backticks(without_brackets(index.where->text));
    if (!index.options.empty()) text += " with (" + options(index.options) + ")";
    if (index.unique && !names_tenant) text += unless_by_tenant({});
    const bool usual = columns.size() == index.elements.size() &&
                       object.identity.name == usual_name(columns, "idx") &&
                       used_.insert(object.identity.name).second;
    member(text + (usual ? "" : named(object.identity)), object.identity);
  }

  static std::string options(const model::Options& given) {
    std::vector<std::string> out;
    for (const auto& [name, value] : given) out.push_back(name + " = " + value);
    return join(out, ", ");
  }

  void statistics(const Object& object) {
    const auto& statistics = object.as<model::Statistics>();
    std::string text = "statistics " + list(statistics.columns);
    if (statistics.kinds.size() < 3) text += " for " + join(statistics.kinds, ", ");
    member(text, object.identity);
  }

  void partitions() {
    const auto found = w_.choices.divided.find({table_.schema, table_.name});
    if (found == w_.choices.divided.end()) return;
    const auto field = [&](const std::string& column) {
      return column == tenant_ ? column : own_.names.at(column);
    };
    const auto value = [&](const std::string& column, const std::string& sql) {
      const std::string type = type_of(column_of(column)->as<model::Column>().type.text, w_.choices.types);
      return value_of_division(sql, type, labels_of(type));
    };
    for (const std::string& line : partition_lines(found->second, field, value)) member(line, table_);
  }

  void storage() {
    const auto& table = parts_.table->as<model::Table>();
    if (!table.storage.empty()) member("storage (" + options(table.storage) + ")", table_);
  }

  const Writing& w_;
  const Parts& parts_;
  const Identity& table_;
  const std::string tenant_;  ///< the column that tenancy derives; empty for none
  const TableFields own_;
  std::set<std::string> used_;  ///< derived names that are taken
  bool blank_ = false;
};

}  // namespace

void write_entity(const Writing& writing, const Parts& parts) {
  EntityWriter(writing, parts).write();
}

std::vector<FieldLine> field_lines(const Writing& writing, const Parts& parts) {
  return EntityWriter(writing, parts).field_lines();
}

}  // namespace tenon::raise
