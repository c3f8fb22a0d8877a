// Foreign keys that are declared as such, where no relation says them: over columns that other relations have
// too, or to what is unique beside the key.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/keys/keys.hpp"
#include "sema/names/names.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using types::AttributeId;

/// The columns that the fields of a draft are; what is no field is complained about.
std::vector<std::string> columns_named(const Reading& context, const Draft& draft,
                                       const std::vector<ast::Column>& given) {
  std::vector<std::string> out;
  for (const ast::Column& column : given) {
    const auto* name = std::get_if<ast::Name>(&column.what);
    if (name == nullptr || column.operator_class || column.descending || column.nulls_first) {
      context.sink.report(Code::kUnknownColumn, "a foreign key holds fields, and nothing else")
          .at(column.span);
      continue;
    }
    const FieldDraft* field = draft.field(name->text);
    if (field == nullptr) {
      if (draft.may_lack(name->text)) continue;
      auto& diagnostic = context.sink
                             .report(Code::kUnknownColumn,
                                     fmt::format("`{}` has no field `{}`", draft.entity.name, name->text))
                             .at(name->span);
      suggest(diagnostic, name->text, draft.field_names());
      continue;
    }
    for (const KeyColumn& key : columns_of(*field)) out.push_back(key.name);
  }
  return out;
}

bool lacks_field(const Draft& draft, const std::vector<ast::Column>& given) {
  return std::any_of(given.begin(), given.end(), [&](const ast::Column& column) {
    const auto* name = std::get_if<ast::Name>(&column.what);
    return name == nullptr || draft.field(name->text) == nullptr;
  });
}

bool has_nulls(const ir::Entity& entity, const std::vector<std::string>& columns) {
  return std::any_of(columns.begin(), columns.end(), [&](const std::string& name) {
    const ir::Column* column = entity.column(name);
    return column != nullptr && column->nullable;
  });
}

/// What can be referred to: no index over a part of the rows, nothing that is looked at later, and nothing
/// that isn't led by the tenant as the foreign key is.
bool can_be_referred_to(const ast::Unique& unique) {
  const auto is_deferrable = [](const ast::Attribute& each) { return each.name.text == "deferrable"; };
  return !unique.where && !unique.global &&
         std::none_of(unique.attributes.begin(), unique.attributes.end(), is_deferrable);
}

/// What the declaration of the target says of the columns alone.
bool is_unique(const Draft& target, const std::vector<std::string>& referenced) {
  std::vector<std::string> wanted = referenced;
  std::sort(wanted.begin(), wanted.end());
  const auto is_it = [&](std::vector<std::string> columns) {
    std::sort(columns.begin(), columns.end());
    return columns == wanted;
  };
  if (is_it(target.entity.key)) return true;
  for (const FieldDraft& field : target.fields) {
    if (!field.attributes.has(AttributeId::kUnique)) continue;
    std::vector<std::string> columns;
    for (const KeyColumn& key : columns_of(field)) columns.push_back(key.name);
    if (is_it(std::move(columns))) return true;
  }
  return std::any_of(target.members.begin(), target.members.end(), [&](const ast::Member* member) {
    const auto* unique = std::get_if<ast::Unique>(member);
    if (unique == nullptr || !can_be_referred_to(*unique)) return false;
    std::vector<std::string> columns;
    for (const ast::Column& column : unique->columns) {
      const auto* name = std::get_if<ast::Name>(&column.what);
      const FieldDraft* field = name == nullptr ? nullptr : target.field(name->text);
      if (field == nullptr) return false;
      for (const KeyColumn& key : columns_of(*field)) columns.push_back(key.name);
    }
    return is_it(std::move(columns));
  });
}

bool is_shared_or_root(const Draft& draft) {
  return draft.entity.tenancy == ir::Tenancy::kRoot || draft.syntax->shared.has_value();
}

/// Why a row of the one could reach another tenant's, or nothing.
std::string_view leak(const Reading& context, const Draft& from, const Draft& to,
                      const Attributes& attributes) {
  if (!context.schema.tenancy) return "";
  if (is_shared_or_root(from) || is_shared_or_root(to))
    return "to the root, and to and from shared rows, there are relations alone";
  if (!from.entity.unguarded_reason.empty() || !to.entity.unguarded_reason.empty()) return "";
  const bool from_tenant = in_tenant(from.entity);
  if (!from_tenant && in_tenant(to.entity)) return "what is global would hold on to a tenant's rows";
  const bool acts = attributes.has(AttributeId::kOnDelete) || attributes.has(AttributeId::kOnUpdate);
  return from_tenant && !in_tenant(to.entity) && acts ? "what is global would change tenants' rows" : "";
}

}  // namespace

std::optional<ir::ForeignKey> declared_foreign_key(const Making& context, const Draft& draft,
                                                   const ast::ForeignKey& syntax,
                                                   const Attributes& attributes) {
  const Draft* target = context.drafts.named(syntax.entity.text);
  if (target == nullptr) {
    if (context.declared.was_dropped(syntax.entity.text)) return std::nullopt;
    auto& diagnostic =
        context.sink.report(Code::kForeignKey, fmt::format("`{}` is no entity", syntax.entity.text))
            .at(syntax.entity.span);
    suggest(diagnostic, syntax.entity.text, context.drafts.names());
    return std::nullopt;
  }
  ir::ForeignKey out;
  out.entity = target->entity.name;
  out.table = target->entity.table;
  out.columns = columns_named(context, draft, syntax.columns);
  out.referenced =
      syntax.referenced.empty() ? target->entity.key : columns_named(context, *target, syntax.referenced);
  if (lacks_field(draft, syntax.columns) || lacks_field(*target, syntax.referenced) || out.columns.empty() ||
      out.referenced.empty())
    return std::nullopt;  // which was complained about
  const auto refuse = [&](std::string message) -> diag::Diagnostic& {
    return context.sink.report(Code::kForeignKey, std::move(message)).at(syntax.span);
  };
  if (out.columns.size() != out.referenced.size()) {
    refuse(fmt::format("a foreign key of {} columns refers to {}", out.columns.size(), out.referenced.size()))
        .help("name as many fields on both sides");
    return std::nullopt;
  }
  if (const std::string_view why = leak(context, draft, *target, attributes); !why.empty()) {
    refuse(fmt::format("`{}` refers to `{}` by a foreign key", draft.entity.name, target->entity.name))
        .note(std::string(why))
        .help(fmt::format("write a relation: a field of the type `{}`", target->entity.name));
    return std::nullopt;
  }
  if (!is_unique(*target, out.referenced)) {
    refuse(fmt::format("`{}` has nothing unique over `{}`", target->entity.name, join(out.referenced, ", ")))
        .help(fmt::format("add `unique ({})` to `{}`", join(out.referenced, ", "), target->entity.name));
    return std::nullopt;
  }
  if (attributes.has(AttributeId::kOnDelete) &&
      std::get<ast::Name>(attributes.find(AttributeId::kOnDelete)->arguments[0].node).text == "set_null" &&
      !has_nulls(draft.entity, out.columns)) {
    refuse("its columns can't become NULL").help("write another action, or a `?` behind the type of a field");
  }
  return out;
}

}  // namespace tenon::sema
