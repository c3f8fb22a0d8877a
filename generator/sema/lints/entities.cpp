// Lints of what belongs together in an entity: keys, uniqueness, checks, tenants, names.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "sema/lints/findings.hpp"

namespace tenon::sema {
namespace {

using types::AttributeId;

enum class Style { kSnake, kUpper, kPascal, kOther };

Style style_of(std::string_view name) {
  const auto has = [&](int (*is)(int)) {
    return std::any_of(name.begin(), name.end(), [&](unsigned char c) { return is(c) != 0; });
  };
  const bool underscore = name.find('_') != std::string_view::npos;
  if (!has(std::isupper)) return Style::kSnake;
  if (!has(std::islower)) return name.size() == 1 ? Style::kPascal : Style::kUpper;
  return std::isupper(static_cast<unsigned char>(name.front())) != 0 && !underscore ? Style::kPascal
                                                                                    : Style::kOther;
}

bool is_plural(std::string_view name) {
  static constexpr std::string_view kSingular[] = {"ss",   "us",     "is",       "ics",
                                                   "News", "Series", "Settings", "Status"};
  return name.ends_with('s') && !ends_with(name, kSingular);
}

void entity_name(const Draft& draft, Findings& out) {
  const std::string& name = draft.entity.name;
  if (style_of(name) != Style::kPascal) {
    out.at(draft, fmt::format("`{}` is not written as entities are", name))
        .help(fmt::format("write `{}`; the table's name is derived, or given with `in`",
                          pascal_case(snake_case(name))));
  } else if (is_plural(name)) {
    out.at(draft, fmt::format("`{}` is named in the plural", name))
        .help("an entity is named for one row; its table takes the plural");
  }
}

void enum_values(const ast::Enum& item, Findings& out) {
  std::set<Style> styles;
  for (const ast::EnumValue& value : item.values) styles.insert(style_of(value.name.text));
  if (styles.size() < 2) return;
  out.at(item, fmt::format("the values of `{}` are written in different ways", item.name.text))
      .help("write all of them in small letters with `_`");
}

std::string last_part(const std::string& name, std::string_view part) {
  return name.substr(0, name.size() - part.size());
}

}  // namespace

void naming(const Linting& context, Findings& out) {
  for (const Draft& draft : context.drafts) entity_name(draft, out);
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    if (style_of(field.name()) == Style::kSnake) return;
    out.at(draft, field, fmt::format("`{}` is not written as fields are", field.name()))
        .help(fmt::format("write `{}`, and `@column({})` where the column has to keep its name",
                          snake_case(field.name()), field.name()));
  });
  for (const auto& [name, symbol] : context.declared.symbols) {
    if (const auto* item = std::get_if<const ast::Enum*>(&symbol.what)) enum_values(**item, out);
  }
}

void unguarded(const Linting& context, Findings& out) {
  for (const Draft& draft : context.drafts) {
    if (draft.entity.unguarded_reason.empty()) continue;
    out.at(draft, fmt::format("every tenant reads and writes all rows of `{}`", draft.entity.name))
        .note("because " + draft.entity.unguarded_reason)
        .help(
            "take `@unguarded` away, with a `@backfill` where nothing else tells whose the rows are; what "
            "the "
            "application may reach belongs to it until then");
  }
}

void global_unique(const Linting& context, Findings& out) {
  for (const Draft& draft : context.drafts) {
    const FieldDraft* tenant = tenant_by_hand(context, draft);
    if (tenant == nullptr) continue;
    for (const FieldDraft& field : draft.fields) {
      const ast::Attribute* unique = field.attributes.find(AttributeId::kUnique);
      if (unique == nullptr || &field == tenant) continue;
      out.at(draft, field, fmt::format("`{}` is unique over all tenants", field.name()))
          .at(unique->span, "one tenant's row keeps another's from being there")
          .also(tenant->syntax->name.span, "the tenant")
          .help("declare `tenancy { … }`, by which it is unique within each tenant");
    }
  }
}

void wide_key(const Linting& context, Findings& out) {
  for (const Draft& draft : context.drafts) {
    if (draft.declared_key == nullptr || draft.key.size() < 2) continue;
    const bool has_id = std::any_of(draft.key.begin(), draft.key.end(),
                                    [](const KeyColumn& column) { return column.name == "id"; });
    if (!has_id) continue;
    out.at(draft, fmt::format("a row of `{}` can't be told by its `id` alone", draft.entity.name))
        .at(draft.declared_key->span, "whoever changes one row has to know all of these")
        .help("make `id` the key by itself, `id: uuid = uuid7() @key`, and give the rest an index");
  }
}

void slug_not_unique(const Linting& context, Findings& out) {
  static constexpr std::string_view kNames[] = {"slug",     "handle",  "subdomain",
                                                "username", "api_key", "identifier"};
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    if (!one_of(field.name(), kNames) || !is_text(field) || is_in_unique(draft, field)) return;
    out.at(draft, field, fmt::format("two rows may have the same `{}`", field.name())).help("add `@unique`");
  });
}

void external_id_not_unique(const Linting& context, Findings& out) {
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    if (!field.name().ends_with("_id") || !is_text(field) || is_in_unique(draft, field)) return;
    const std::string meant = last_part(field.name(), "_id");
    if (context.drafts.meant_by(meant) != nullptr || tenant_by_hand(context, draft) == &field) return;
    out.at(draft, field, fmt::format("two rows may have the same `{}`", field.name()))
        .help("add `@unique` if it is another system's name for the row");
  });
}

void default_flag_not_unique(const Linting& context, Findings& out) {
  static constexpr std::string_view kNames[] = {"is_default", "is_primary", "is_main"};
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    const ir::Column* column = column_of(draft, field);
    if (column == nullptr || !one_of(field.name(), kNames) || !is_of(field, {"bool"})) return;
    const bool one = std::any_of(
        draft.entity.indexes.begin(), draft.entity.indexes.end(),
        [&](const ir::Index& index) { return index.unique && mentions(index.where, column->name); });
    if (one) return;
    out.at(draft, field, fmt::format("any number of rows may be `{}`", field.name()))
        .help(fmt::format("add `unique ({}) where `{}``", field.name(), column->name));
  });
}

void flag_beside_time(const Linting& context, Findings& out) {
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    if (!is_of(field, {"bool"})) return;
    const std::string name = field.name().starts_with("is_") ? field.name().substr(3) : field.name();
    const FieldDraft* time = draft.field(name + "_at");
    if (time == nullptr || !is_time(*time) || are_checked_together(draft, field, *time)) return;
    out.at(draft, field, fmt::format("`{}` and `{}` may contradict one another", field.name(), time->name()))
        .also(time->syntax->name.span, "says the same")
        .help(
            fmt::format("drop the flag, or add `check `{} = ({} is not null)``", field.name(), time->name()));
  });
}

void range_without_check(const Linting& context, Findings& out) {
  static constexpr std::pair<std::string_view, std::string_view> kEnds[] = {
      {"_start", "_end"},         {"started_at", "ended_at"},    {"starts_at", "ends_at"},
      {"valid_from", "valid_to"}, {"valid_from", "valid_until"}, {"start_date", "end_date"}};
  each_field(context, [&](const Draft& draft, const FieldDraft& field) {
    for (const auto& [start, end] : kEnds) {
      if (!field.name().ends_with(start)) continue;
      const FieldDraft* other = draft.field(last_part(field.name(), start) + std::string(end));
      if (other == nullptr || !field.type || field.type != other->type) continue;
      if (are_checked_together(draft, field, *other)) continue;
      out.at(draft, field, fmt::format("`{}` may lie behind `{}`", field.name(), other->name()))
          .also(other->syntax->name.span, "the end")
          .help(fmt::format("add `check `{} >= {}``", other->name(), field.name()));
    }
  });
}

void missing_created_at(const Linting& context, Findings& out) {
  for (const Draft& draft : context.drafts) {
    if (time_of_row(draft) != nullptr || !draft.referred_to) continue;
    out.at(draft, fmt::format("nothing tells when a row of `{}` came to be", draft.entity.name))
        .note("pages of rows follow the order in which they came")
        .help("add `created_at: timestamptz = now()`");
  }
}

void tenancy_by_hand(const Linting& context, Findings& out) {
  for (const Draft& draft : context.drafts) {
    const FieldDraft* field = tenant_by_hand(context, draft);
    if (field == nullptr) continue;
    out.at(draft, *field,
           fmt::format("`{}` keeps tenants apart by hand in `{}`", field->name(), draft.entity.name))
        .help(
            "declare `tenancy { root … }` and leave it out: the column, its foreign key, its place in keys "
            "and "
            "indexes, and the policies are derived");
  }
}

void tenant_without_slug(const Linting& context, Findings& out) {
  const Draft* root = root_of(context);
  if (root == nullptr) return;
  const bool named = std::any_of(root->fields.begin(), root->fields.end(), [&](const FieldDraft& field) {
    const bool domain = field.type && field.type->kind == ir::Type::Kind::kDomain;
    return (is_text(field) || domain) && !field.nullable() && !field.attributes.has(AttributeId::kSecret) &&
           !field.name().ends_with("_id") && is_in_unique(*root, field);
  });
  if (named) return;
  out.at(*root, fmt::format("`{}` has no name that a URL could hold", root->entity.name))
      .note("a tenant is found by its key alone")
      .help("add `slug: text @unique`, with a check of what it may hold");
}

void entity_without_tenant(const Linting& context, Findings& out) {
  const auto& drafts = context.drafts;
  const bool by_hand = std::any_of(drafts.begin(), drafts.end(), [&](const Draft& draft) {
    return tenant_by_hand(context, draft) != nullptr;
  });
  if (!by_hand) return;
  for (const Draft& draft : drafts) {
    if (&draft == root_of(context) || tenant_by_hand(context, draft) != nullptr) continue;
    out.at(draft, fmt::format("rows of `{}` name no tenant, as those of others do", draft.entity.name))
        .help("declare `tenancy { … }`, by which each entity but a `global` one has its tenant");
  }
}

}  // namespace tenon::sema
