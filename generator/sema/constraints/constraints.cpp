// Unique constraints, and the order in which an entity's constraints are resolved.
#include "sema/constraints/constraints.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/constraints/index_parts.hpp"
#include "sema/keys/keys.hpp"
#include "sema/keys/searchable.hpp"
#include "sema/names/names.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using types::AttributeId;

/// Whether a constraint can be over the columns, and not an index alone.
bool plain(const std::vector<ir::IndexColumn>& columns) {
  return std::all_of(columns.begin(), columns.end(), [](const ir::IndexColumn& c) {
    return !c.column.empty() && c.operator_class.empty() && !c.descending && !c.nulls_first;
  });
}

/// What an author asks of a unique constraint beside its columns.
struct Wishes {
  std::vector<std::string> include;
  bool nulls_not_distinct = false;
  std::optional<ast::Sql> where;
  std::optional<ast::GlobalReason> global;
  ir::Deferral deferral = ir::Deferral::kNone;
  Span deferral_span;
  Span span;
  Attributes attributes = {};
};

/// Postgres makes one index of two that are the same, and drops one of the names.
void check_redundant(const Reading& context, const Draft& draft, const ir::Key& wanted, Span span) {
  const ir::Entity& entity = draft.entity;
  // One that is deferred can't be referred to, so that another may stand beside it.
  const auto same = [&](const ir::Key& key) {
    return key.columns == wanted.columns &&
           (key.rule != ir::Rule::kT3 || wanted.deferral == ir::Deferral::kNone);
  };
  const bool key = entity.primary_key.columns == wanted.columns;
  if (wanted.columns.empty() || (!key && std::none_of(entity.uniques.begin(), entity.uniques.end(), same)))
    return;
  context.sink
      .report(Code::kDuplicateName, fmt::format("`{}` has two unique constraints over `{}`", entity.name,
                                                join(wanted.columns, ", ")))
      .at(span, key ? "its key is unique already" : "")
      .help("remove this one");
}

void check_deferrable_index(const Reading& context, const Draft& draft, const Wishes& wishes) {
  if (wishes.deferral == ir::Deferral::kNone) return;
  context.sink
      .report(Code::kNoSuchConstraint,
              fmt::format("a unique index of `{}` is to be checked later", draft.entity.name))
      .at(wishes.deferral_span)
      .note(
          "over expressions or a part of the rows Postgres has an index and no constraint, and checks it at "
          "once")
      .help("leave `@deferrable` out, or the `where`");
}

void add_unique(const Making& context, Draft& draft, std::vector<ir::IndexColumn> columns,
                const Wishes& wishes) {
  const bool led = tenant_led(draft, true, wishes.global, columns);
  if (led) lead_by_tenant(draft, columns);
  const ir::Rule rule = led ? ir::Rule::kT4 : ir::Rule::kDeclared;
  const std::string name =
      named_or(wishes.attributes,
               identifier(fmt::format("{}_{}_key", draft.entity.table, join(names_of(columns), "_"))));
  context.made(draft.entity, name, wishes.span);
  const std::string reason = wishes.global ? wishes.global->text : "";
  if (plain(columns) && !wishes.where) {
    ir::Key key{name,           names_of(columns),         rule,           reason,
                wishes.include, wishes.nulls_not_distinct, wishes.deferral};
    // T3 may have added the same one already.
    auto& uniques = draft.entity.uniques;
    const auto same = [&](const ir::Key& other) {
      return other.rule == ir::Rule::kT3 && other.columns == key.columns &&
             key.deferral == ir::Deferral::kNone;
    };
    uniques.erase(std::remove_if(uniques.begin(), uniques.end(), same), uniques.end());
    check_redundant(context, draft, key, wishes.span);
    uniques.push_back(std::move(key));
    return;
  }
  // Postgres has no constraint over expressions or a part of the rows, but an index does the same.
  check_deferrable_index(context, draft, wishes);
  ir::Index index;
  index.name = name;
  index.method = "btree";
  index.unique = true;
  index.columns = std::move(columns);
  index.include = wishes.include;
  index.nulls_not_distinct = wishes.nulls_not_distinct;
  index.where = wishes.where ? wishes.where->text : "";
  index.rule = rule;
  index.global_reason = reason;
  draft.entity.indexes.push_back(std::move(index));
}

void resolve_unique(const Making& context, Draft& draft, const ast::Unique& unique) {
  check_misplaced_global(context, draft, true, unique.global);
  check_repeated(context, unique.columns);
  const Attributes attributes = resolve_attributes(context, unique.attributes, types::kUniqueMember);
  const ast::Attribute* deferrable = attributes.find(AttributeId::kDeferrable);
  Wishes wishes{included_columns(context, draft, unique.include),
                unique.nulls_not_distinct.has_value(),
                unique.where,
                unique.global,
                deferral_of(attributes),
                deferrable == nullptr ? unique.span : deferrable->span,
                unique.span,
                attributes};
  add_unique(context, draft, index_columns(context, draft, unique.columns), wishes);
}

void resolve_field_constraints(const Making& context, Draft& draft) {
  for (const FieldDraft& field : draft.fields) {
    add_hash_index(draft, field);
    const ast::Attribute* attribute = field.attributes.find(AttributeId::kUnique);
    if (attribute == nullptr) continue;
    std::vector<ir::IndexColumn> columns;
    const auto add = [&](const std::string& name) {
      ir::IndexColumn column;
      column.column = name;
      columns.push_back(std::move(column));
    };
    for (const ir::Relation& relation : draft.entity.relations) {
      if (relation.field == field.name())
        std::for_each(relation.columns.begin(), relation.columns.end(), add);
    }
    for (const ir::Column& column : draft.entity.columns) {
      const bool is_found_by_hash = ir::hash_column(draft.entity, column) != nullptr;
      if (field.target == nullptr && column.field == field.name() && !is_found_by_hash) add(column.name);
    }
    Wishes wishes;
    wishes.nulls_not_distinct = nulls_not_distinct(*attribute);
    wishes.span = attribute->span;
    if (!columns.empty()) add_unique(context, draft, std::move(columns), wishes);
  }
}

/// A number is one row's, of those that are counted together.
void derive_number_unique(const Making& context, Draft& draft) {
  const ir::Column* numbered = ir::numbered_column(draft.entity);
  if (numbered == nullptr) return;
  std::vector<ir::IndexColumn> columns;
  const auto add = [&](const std::string& name) {
    ir::IndexColumn column;
    column.column = name;
    columns.push_back(std::move(column));
  };
  std::for_each(numbered->numbering->per.begin(), numbered->numbering->per.end(), add);
  add(numbered->name);
  Wishes wishes;
  wishes.span = field_of_column(draft, numbered->name)->syntax->name.span;
  add_unique(context, draft, std::move(columns), wishes);
}

bool is_compared(const ir::Entity& entity, const std::string& field) {
  std::string column;
  for (const ir::Column& item : entity.columns) {
    if (item.field == field) column = item.name;
  }
  const auto holds = [&](const std::vector<std::string>& columns) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  };
  return holds(entity.key) ||
         std::any_of(entity.uniques.begin(), entity.uniques.end(),
                     [&](const ir::Key& key) { return holds(key.columns); }) ||
         std::any_of(entity.indexes.begin(), entity.indexes.end(),
                     [&](const ir::Index& index) { return index.unique && holds(names_of(index.columns)); });
}

bool of_several(const FieldDraft& field) {
  return field.type && field.type->kind == ir::Type::Kind::kComposite;
}

/// Of two values that nothing can compare, nobody can say that they are the same.
void check_equality(const Reading& context, const Draft& draft) {
  for (const FieldDraft& field : draft.fields) {
    const std::string type = incomparable(context, field);
    if (type.empty() || !is_compared(draft.entity, field.name())) continue;
    context.sink
        .report(Code::kOperatorClass,
                fmt::format("`{}` can be in no key and in nothing unique", field.name()))
        .at(field.syntax->type.span,
            of_several(field) ? "it is several values, of which some may be NULL"
                              : fmt::format("Postgres can't say whether two `{}` are the same", type))
        .help(of_several(field)
                  ? fmt::format("name those that are meant: ``unique (`({}).…`)``", field.name())
                  : "put an expression there that can be compared, such as ``unique (`…::text`)``");
  }
}

}  // namespace

void derive_search_index(const Making& context, Draft& draft, const ast::Index& index) {
  NameSet names;
  const std::size_t before = draft.entity.indexes.size();
  resolve_index(context, draft, index, names);
  if (draft.entity.indexes.size() > before) draft.entity.indexes.back().rule = ir::Rule::kSearch;
}

void resolve_constraints(const Making& context) {
  for (Draft& draft : context.making) {
    NameSet names;
    resolve_field_constraints(context, draft);
    derive_number_unique(context, draft);
    for (const ast::Member* member : draft.members) {
      if (const auto* unique = std::get_if<ast::Unique>(member)) resolve_unique(context, draft, *unique);
      if (const auto* index = std::get_if<ast::Index>(member)) resolve_index(context, draft, *index, names);
      if (const auto* exclude = std::get_if<ast::Exclude>(member))
        resolve_exclusion(context, draft, *exclude);
      if (const auto* statistics = std::get_if<ast::Statistics>(member))
        resolve_statistics(context, draft, *statistics);
    }
    check_equality(context, draft);
    resolve_checks(context, draft);
  }
}

}  // namespace tenon::sema
