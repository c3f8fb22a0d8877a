#include "diff/freeze.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "diff/freeze_report.hpp"

namespace tenon::diff {
namespace {

using diag::Code;

/// A field as its author sees it: a plain column, or a relation.
struct Field {
  std::string name;
  std::string type;
  bool nullable = false;
  const ir::Column* column = nullptr;  ///< of a relation, its first
};

std::vector<Field> fields_of(const ir::Entity& entity) {
  std::vector<Field> out;
  for (const ir::Column& column : entity.columns) {
    const bool known =
        std::any_of(out.begin(), out.end(), [&](const Field& field) { return field.name == column.field; });
    const bool authored = column.rule == ir::Rule::kDeclared || column.rule == ir::Rule::kT3;
    if (known || !authored) continue;
    const auto relation = std::find_if(entity.relations.begin(), entity.relations.end(),
                                       [&](const ir::Relation& r) { return r.field == column.field; });
    if (relation == entity.relations.end()) {
      out.push_back({column.field, type_text(column.type), column.nullable, &column});
    } else {
      out.push_back({column.field, relation->entity, relation->nullable, &column});
    }
  }
  return out;
}

bool is_searchable(const ir::Entity& entity, const Field& field) {
  return ir::hash_column(entity, *field.column) != nullptr;
}

const Field* named(const std::vector<Field>& fields, const std::string& name) {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

class FrozenEntity {
 public:
  FrozenEntity(const Version& before, const Version& after, const ir::Entity& old, FreezeReport& report)
      : before_(before), after_(after), old_(old), report_(report) {}

  void check() {
    const ir::Entity* now = after_.schema.entity(old_.name);
    if (now == nullptr) return report_gone();
    if (old_.frozen && !now->frozen && !after_.schema.frozen) {
      report_
          .changed(Code::kUnfrozen, old_.name, fmt::format("`{}` was frozen, and no longer is", old_.name),
                   "declared without `frozen`")
          .help(fmt::format("write `frozen entity {}`: what is frozen stays so", old_.name));
    }
    check_fields(*now);
    check_properties(*now);
    // Constraints and policies are named after the table.
    const bool has_its_name = ir::handle(old_) == ir::handle(*now);
    property("table", has_its_name);
    if (!has_its_name) return;
    check_frozen_constraints(old_, *now, report_);
    property("set of policies", old_.policies == now->policies);
  }

 private:
  void report_gone() {
    for (const ir::Entity& entity : after_.schema.entities) {
      if (entity.was != old_.name) continue;
      report_
          .changed(Code::kFrozenGone, entity.name,
                   fmt::format("the frozen entity `{}` is now called `{}`", old_.name, entity.name),
                   "renamed")
          .help(fmt::format("keep the name `{}`: programs ask for it", old_.name));
      return;
    }
    report_
        .changed(Code::kFrozenGone, old_.name, fmt::format("the frozen entity `{}` is gone", old_.name),
                 "not in here")
        .help(fmt::format("keep `{}`, as long as anyone relies on what was frozen", old_.name));
  }

  void check_fields(const ir::Entity& now) {
    const std::vector<Field> old_fields = fields_of(old_);
    const std::vector<Field> new_fields = fields_of(now);
    for (const Field& field : old_fields) {
      const Field* other = named(new_fields, field.name);
      if (other == nullptr) {
        report_gone(field, new_fields);
      } else {
        check_field(field, *other, now);
      }
    }
    for (const Field& field : new_fields) {
      const bool renamed = named(old_fields, field.column->was) != nullptr;
      if (named(old_fields, field.name) != nullptr || renamed || field.nullable) continue;
      report_
          .changed(Code::kFrozenAddition, path(field.name),
                   fmt::format("the new field `{}` of a frozen entity can't be NULL", path(field.name)),
                   "programs that were there before don't give it")
          .help(fmt::format("let it be NULL: `{}: {}?`", field.name, field.type));
    }
  }

  void report_gone(const Field& field, const std::vector<Field>& new_fields) {
    const auto renamed = std::find_if(new_fields.begin(), new_fields.end(),
                                      [&](const Field& other) { return other.column->was == field.name; });
    if (renamed == new_fields.end()) {
      report_
          .changed(Code::kFrozenGone, path(field.name),
                   fmt::format("the frozen field `{}` is gone", path(field.name)), "without it")
          .help(fmt::format("put it back: `{}: {}{}`", field.name, field.type, field.nullable ? "?" : ""));
    } else {
      report_
          .changed(Code::kFrozenGone, path(renamed->name),
                   fmt::format("the frozen field `{}` is now called `{}`", path(field.name), renamed->name),
                   "renamed")
          .help(fmt::format("keep the name `{}`", field.name));
    }
  }

  void check_field(const Field& old, const Field& now, const ir::Entity& now_entity) {
    const std::string name = path(old.name);
    if (old.type != now.type || !(old.column->type == now.column->type)) {
      report_
          .changed(Code::kFrozenType, name, fmt::format("the frozen field `{}` has another type", name),
                   fmt::format("now `{}`", now.type), fmt::format("frozen as `{}`", old.type))
          .help(fmt::format("leave it `{}`, and add a field beside it that can be NULL", old.type));
    } else if (old.nullable != now.nullable) {
      const char* how = now.nullable ? "programs that read it don't expect NULL"
                                     : "programs that write it may leave it out";
      report_
          .changed(Code::kFrozenNullability, name,
                   fmt::format("the frozen field `{}` {} be NULL", name,
                               now.nullable ? "can now" : "can no longer"),
                   how)
          .help(fmt::format("write `{}: {}{}`", old.name, old.type, old.nullable ? "?" : ""));
    } else if (!(old.column->default_value == now.column->default_value)) {
      report_
          .changed(Code::kFrozenDefault, name, fmt::format("the frozen field `{}` has another default", name),
                   "now " + value_text(now.column->default_value),
                   "frozen with " + value_text(old.column->default_value))
          .help("leave the default as it is: programs count on it where they give no value");
    } else if (is_searchable(old_, old) != is_searchable(now_entity, now)) {
      const bool now_is = is_searchable(now_entity, now);
      report_
          .changed(Code::kFrozenProperty, name,
                   fmt::format("the frozen field `{}` is {} searchable", name, now_is ? "now" : "no longer"),
                   now_is ? "programs that were there before write no hash, or leave an old one"
                          : "programs that were there before write its hash, and search by it")
          .help(now_is ? "add a field beside it that is `searchable` and can be NULL"
                       : "leave it `@encrypted(searchable)`");
    } else if (!same_otherwise(*old.column, *now.column)) {
      report_
          .changed(Code::kFrozenProperty, name,
                   fmt::format("the frozen field `{}` has other attributes", name), "changed here")
          .help("leave its column, and what is generated, secret or personal, as it is");
    }
  }

  /// Documentation, examples and what only a migration reads may change. That data is personal may be found
  /// out later: it changes no row, but a log would no longer hold it.
  [[nodiscard]] bool same_otherwise(const ir::Column& old, const ir::Column& now) const {
    ir::Column same = now;
    same.doc = old.doc;
    same.example = old.example;
    same.was = old.was;
    same.backfill = old.backfill;
    same.rule = old.rule;
    if (now.pii && !old_.audit) same.pii = old.pii;
    return same == old;
  }

  void check_properties(const ir::Entity& now) {
    property("relation to the tenant",
             old_.tenancy == now.tenancy && old_.tenant_column == now.tenant_column);
    property("inheritance in the tree of tenants", old_.inherited == now.inherited);
    property("set of rows that tenants share",
             ir::is_shared(old_) == ir::is_shared(now) && old_.shadows == now.shadows);
    property("way of being seen", old_.visible == now.visible);
    property("set of fields with `@touch`", old_.touched == now.touched);
    property("field with `@version`", old_.version == now.version);
    property("partitioning", old_.partitioning == now.partitioning);
    property("retention", old_.retention == now.retention);
    property("text search", !old_.text_search || old_.text_search == now.text_search);
    property("vector search", !old_.vector_search || old_.vector_search == now.vector_search);
    property("hybrid search", !old_.hybrid_search || old_.hybrid_search == now.hybrid_search);
    property("set of triggers", old_.triggers == now.triggers);
    property("way of deleting", old_.soft_delete == now.soft_delete);
    property("audit", !old_.audit || old_.audit == now.audit);
    property("set of grants",
             std::all_of(old_.grants.begin(), old_.grants.end(), [&](const ir::Grant& grant) {
               return std::any_of(now.grants.begin(), now.grants.end(),
                                  [&](const ir::Grant& wider) { return still_grants(grant, wider); });
             }));
  }

  /// A field that the entity has grown by is granted with the others.
  [[nodiscard]] static bool still_grants(const ir::Grant& old, const ir::Grant& now) {
    const auto& columns = now.update_columns;
    return old.role == now.role && old.privileges == now.privileges &&
           old.update_columns.empty() == columns.empty() &&
           std::all_of(old.update_columns.begin(), old.update_columns.end(), [&](const std::string& column) {
             return std::find(columns.begin(), columns.end(), column) != columns.end();
           });
  }

  void property(const char* what, bool same) {
    if (same) return;
    report_
        .changed(Code::kFrozenProperty, old_.name,
                 fmt::format("the {} of the frozen entity `{}` is another", what, old_.name), "changed here")
        .help("leave it as it was frozen");
  }

  [[nodiscard]] std::string path(const std::string& field) const { return old_.name + "." + field; }

  const Version& before_;
  const Version& after_;
  const ir::Entity& old_;
  FreezeReport& report_;
};

/// The enums, structs and domains that frozen entities use, and those that these use.
class FrozenTypes {
 public:
  FrozenTypes(const Version& before, const Version& after, FreezeReport& report)
      : before_(before), after_(after), report_(report) {}

  void check(const ir::Type& type) {
    using Kind = ir::Type::Kind;
    if (type.kind == Kind::kColumn || type.kind == Kind::kRaw || !seen_.insert(type.name).second) return;
    if (type.kind == Kind::kEnum) check_frozen_enum(before_, after_, type.name, report_);
    if (type.kind == Kind::kDomain) check_frozen_domain(before_, after_, type.name, report_);
    if (type.kind == Kind::kComposite) check_frozen_composite(before_, after_, type.name, report_);
    if (type.kind != Kind::kStruct) return;
    check_frozen_struct(before_, after_, type.name, report_);
    if (const ir::Struct* item = before_.schema.structure(type.name)) {
      for (const ir::StructField& field : item->fields) check(field.type);
    }
  }

 private:
  const Version& before_;
  const Version& after_;
  FreezeReport& report_;
  std::set<std::string> seen_;
};

void check_schema(const Version& before, const Version& after, FrozenTypes& types, FreezeReport& report) {
  if (!after.schema.frozen) {
    report
        .changed(Code::kUnfrozen, "", fmt::format("`{}` was frozen, and no longer is", before.schema.name),
                 "declared without `frozen`")
        .help("put `frozen` back into the `schema` block: what is frozen stays so");
  }
  for (const ir::Enum& item : before.schema.enums) types.check({ir::Type::Kind::kEnum, item.name, {}, 0});
  for (const ir::Domain& item : before.schema.domains)
    types.check({ir::Type::Kind::kDomain, item.name, {}, 0});
  for (const ir::Composite& item : before.schema.composites)
    types.check({ir::Type::Kind::kComposite, item.name, {}, 0});
  for (const ir::Struct& item : before.schema.structs)
    types.check({ir::Type::Kind::kStruct, item.name, {}, 0});
  for (const ir::View& view : before.schema.views) {
    const auto now = std::find_if(after.schema.views.begin(), after.schema.views.end(),
                                  [&](const ir::View& other) { return other.name == view.name; });
    if (now == after.schema.views.end()) {
      report.changed(Code::kFrozenGone, view.name, fmt::format("the frozen view `{}` is gone", view.name),
                     "not in here");
    } else if (now->query != view.query || ir::handle(*now) != ir::handle(view)) {
      report.changed(Code::kFrozenProperty, view.name,
                     fmt::format("the query of the frozen view `{}` is another", view.name), "changed here");
    } else if (now->definer != view.definer) {
      report.changed(Code::kFrozenProperty, view.name,
                     fmt::format("the frozen view `{}` reads with other rights", view.name), "changed here");
    }
  }
}

/// Whoever knows its numbers goes by how they come.
void check_sequences(const Version& before, const Version& after, FreezeReport& report) {
  for (const ir::Sequence& sequence : before.schema.sequences) {
    const auto& all = after.schema.sequences;
    const auto now = std::find_if(all.begin(), all.end(),
                                  [&](const ir::Sequence& other) { return other.name == sequence.name; });
    if (now == all.end()) {
      report.changed(Code::kFrozenGone, sequence.name,
                     fmt::format("the frozen sequence `{}` is gone", sequence.name), "not in here");
      continue;
    }
    // How many a session takes at once tells nobody anything.
    ir::Sequence same = *now;
    same.doc = sequence.doc;
    same.cache = sequence.cache;
    if (same != sequence)
      report.changed(Code::kFrozenProperty, sequence.name,
                     fmt::format("the frozen sequence `{}` is another", sequence.name), "changed here");
  }
}

/// Rows that are stored, and programs, go by what a function gives.
void check_functions(const Version& before, const Version& after, FreezeReport& report) {
  for (const ir::Function& function : before.schema.functions) {
    const auto& all = after.schema.functions;
    const auto now = std::find_if(all.begin(), all.end(),
                                  [&](const ir::Function& other) { return other.name == function.name; });
    if (now == all.end()) {
      report.changed(Code::kFrozenGone, function.name,
                     fmt::format("the frozen function `{}` is gone", function.name), "not in here");
      continue;
    }
    // What it is told to be, to readers, and who may call it besides, may change.
    ir::Function same = *now;
    same.doc = function.doc;
    same.callers = function.callers;
    same.parallel = function.parallel;
    if (same != function)
      report.changed(Code::kFrozenProperty, function.name,
                     fmt::format("the frozen function `{}` is another", function.name), "changed here");
  }
}

}  // namespace

void check_frozen(const Version& before, const Version& after, diag::Sink& sink) {
  FreezeReport report(before, after, sink);
  FrozenTypes types(before, after, report);
  if (before.schema.frozen) check_schema(before, after, types, report);
  if (before.schema.frozen) check_functions(before, after, report);
  if (before.schema.frozen) check_sequences(before, after, report);
  check_frozen_session(before, after, report);
  for (const ir::Entity& entity : before.schema.entities) {
    const bool frozen = entity.frozen || before.schema.frozen;
    if (!frozen || !entity.audit_of.empty()) continue;
    FrozenEntity(before, after, entity, report).check();
    for (const ir::Column& column : entity.columns) types.check(column.type);
  }
}

}  // namespace tenon::diff
