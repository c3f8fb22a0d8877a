#include "sema/lints/findings.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace tenon::sema {
namespace {

using types::AttributeId;

bool word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

const ast::Sql* check_of(const FieldDraft& field) {
  const ast::Attribute* check = field.attributes.find(AttributeId::kCheck);
  return check == nullptr ? nullptr : std::get_if<ast::Sql>(&check->arguments[0].node);
}

/// The checks of the entity's members and fields.
std::vector<std::string_view> checks_of(const Draft& draft) {
  std::vector<std::string_view> out;
  for (const FieldDraft& field : draft.fields) {
    if (const ast::Sql* sql = check_of(field)) out.push_back(sql->text);
  }
  for (const ast::Member* member : draft.members) {
    if (const auto* check = std::get_if<ast::Check>(member)) out.push_back(check->expression.text);
  }
  return out;
}

std::vector<std::string> columns_of(const Draft& draft, const FieldDraft& field) {
  for (const ir::Relation& relation : draft.entity.relations) {
    if (relation.field == field.name()) return relation.columns;
  }
  const ir::Column* column = column_of(draft, field);
  return column == nullptr ? std::vector<std::string>{} : std::vector<std::string>{column->name};
}

bool holds(const std::vector<std::string>& columns, const std::string& name) {
  return std::find(columns.begin(), columns.end(), name) != columns.end();
}

bool holds(const ir::Index& index, const std::string& name) {
  return std::any_of(index.columns.begin(), index.columns.end(), [&](const ir::IndexColumn& column) {
    return column.column == name || (!column.expression.empty() && mentions(column.expression, name));
  });
}

}  // namespace

diag::Diagnostic& Findings::add(std::vector<const std::vector<ast::Attribute>*> scopes, std::string subject,
                                std::string message) {
  all_.push_back(
      {std::move(scopes), std::move(subject), {lint_.code, std::move(message), std::nullopt, {}, {}, {}}});
  return all_.back().diagnostic;
}

diag::Diagnostic& Findings::at(const Draft& draft, std::string message) {
  return add({&draft.syntax->attributes}, draft.entity.name, std::move(message)).at(draft.syntax->name.span);
}

diag::Diagnostic& Findings::at(const Draft& draft, const FieldDraft& field, std::string message) {
  return add({&field.syntax->attributes, &draft.syntax->attributes},
             draft.entity.name + "." + std::string(field.name()), std::move(message))
      .at(field.syntax->name.span);
}

diag::Diagnostic& Findings::at(const ast::Enum& item, std::string message) {
  return add({&item.attributes}, item.name.text, std::move(message)).at(item.name.span);
}

diag::Diagnostic& Findings::at(Span span, std::string subject, std::string message) {
  return add({}, std::move(subject), std::move(message)).at(span);
}

const ir::Column* column_of(const Draft& draft, const FieldDraft& field) {
  if (field.target != nullptr || !field.type) return nullptr;
  for (const ir::Column& column : draft.entity.columns) {
    if (column.field == field.name()) return &column;
  }
  return nullptr;
}

bool is_of(const FieldDraft& field, std::initializer_list<std::string_view> types) {
  return field.type && field.type->kind == ir::Type::Kind::kColumn && field.type->dimensions == 0 &&
         std::find(types.begin(), types.end(), field.type->name) != types.end();
}

bool is_text(const FieldDraft& field) {
  return is_of(field, {"text", "varchar", "citext", "char", "bpchar"});
}

bool is_time(const FieldDraft& field) {
  return is_of(field, {"timestamptz", "timestamp"});
}

bool is_checked(const Draft& draft, const FieldDraft& field) {
  const auto checks = checks_of(draft);
  const ir::Column* column = column_of(draft, field);
  return column != nullptr && std::any_of(checks.begin(), checks.end(),
                                          [&](std::string_view sql) { return mentions(sql, column->name); });
}

bool are_checked_together(const Draft& draft, const FieldDraft& a, const FieldDraft& b) {
  const auto checks = checks_of(draft);
  const ir::Column* first = column_of(draft, a);
  const ir::Column* second = column_of(draft, b);
  return std::any_of(checks.begin(), checks.end(), [&](std::string_view sql) {
    return first != nullptr && second != nullptr && mentions(sql, first->name) && mentions(sql, second->name);
  });
}

bool is_in_unique(const Draft& draft, const FieldDraft& field) {
  for (const std::string& name : columns_of(draft, field)) {
    if (holds(draft.entity.key, name)) return true;
    for (const ir::Key& key : draft.entity.uniques) {
      if (holds(key.columns, name)) return true;
    }
    for (const ir::Index& index : draft.entity.indexes) {
      if (index.unique && holds(index, name)) return true;
    }
  }
  return false;
}

bool is_in_index(const Draft& draft, const FieldDraft& field, bool whole) {
  if (is_in_unique(draft, field)) return true;
  for (const std::string& name : columns_of(draft, field)) {
    for (const ir::Index& index : draft.entity.indexes) {
      if (whole && !index.where.empty()) continue;
      if (holds(index, name) || mentions(index.where, name)) return true;
    }
  }
  return false;
}

bool mentions(std::string_view sql, std::string_view name) {
  for (std::size_t at = sql.find(name); at != std::string_view::npos; at = sql.find(name, at + 1)) {
    const bool begins = at == 0 || !word_character(sql[at - 1]);
    const std::size_t end = at + name.size();
    if (begins && (end == sql.size() || !word_character(sql[end]))) return true;
  }
  return false;
}

const FieldDraft* time_of_row(const Draft& draft) {
  for (const FieldDraft& field : draft.fields) {
    const ir::Column* column = column_of(draft, field);
    const bool now = column != nullptr && column->default_value &&
                     column->default_value->kind == ir::Value::Kind::kFunction;
    if (now && is_time(field) && !field.attributes.has(AttributeId::kTouch)) return &field;
  }
  return nullptr;
}

/// The last word of its name: a `Blog` is no log.
std::string last_word(const Draft& draft) {
  const std::string name = snake_case(draft.entity.name);
  return name.substr(name.rfind('_') + 1);
}

/// What is called so is never kept; the others are where their rows are only added.
constexpr std::string_view kEvents[] = {"log",     "logs",  "event",     "events",    "metric",
                                        "metrics", "audit", "trace",     "analytics", "usage",
                                        "hit",     "click", "telemetry", "impression"};
constexpr std::string_view kOftenEvents[] = {"entry",   "message", "reading",    "measurement", "sample",
                                             "history", "attempt", "transition", "observation", "activity"};

/// What has a flag, a status, a state that it begins in, or a time that comes later is changed; what is
/// searched by vectors is kept.
bool is_only_added(const Draft& draft) {
  if (time_of_row(draft) == nullptr || !draft.entity.touched.empty()) return false;
  return std::none_of(draft.fields.begin(), draft.fields.end(), [](const FieldDraft& field) {
    const bool begins =
        field.type && field.type->kind == ir::Type::Kind::kEnum && field.syntax->default_value;
    return begins || field.name() == "updated_at" || field.name() == "status" ||
           is_of(field, {"bool", "vector"}) || (is_time(field) && field.nullable());
  });
}

/// What people choose among has a name, or something else that tells it from all others; what connects two
/// has no more than these.
bool is_master_data(const Draft& draft) {
  static constexpr std::string_view kNames[] = {"name", "title", "label", "slug", "code", "email", "price"};
  const auto named = [](const FieldDraft& field) { return one_of(field.name(), kNames); };
  const bool unique = std::any_of(draft.fields.begin(), draft.fields.end(), [&](const FieldDraft& field) {
    return !field.attributes.has(AttributeId::kKey) && is_in_unique(draft, field);
  });
  return unique || std::any_of(draft.fields.begin(), draft.fields.end(), named);
}

/// When something was made says nothing of how often that is: what happens has a time of its own, or is
/// another's.
bool happens_again_and_again(const Draft& draft) {
  static constexpr std::string_view kMade[] = {"created_at", "created",   "made_at",
                                               "added_at",   "joined_at", "since"};
  const bool of_another = std::any_of(draft.fields.begin(), draft.fields.end(), [](const FieldDraft& field) {
    return field.target != nullptr && !field.nullable();
  });
  return of_another || !one_of(time_of_row(draft)->name(), kMade);
}

bool is_telemetry(const Draft& draft) {
  const std::string word = last_word(draft);
  if (one_of(word, kEvents)) return true;
  if (!is_only_added(draft)) return false;
  return one_of(word, kOftenEvents) || (!is_master_data(draft) && happens_again_and_again(draft));
}

bool one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool ends_with(std::string_view name, std::span<const std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

const FieldDraft* tenant_by_hand(const Reading& context, const Draft& draft) {
  static constexpr std::string_view kNames[] = {"tenant",    "business", "organization", "organisation",
                                                "workspace", "company",  "org"};
  if (context.schema.tenancy) return nullptr;
  for (const FieldDraft& field : draft.fields) {
    std::string_view name = field.name();
    if (name.ends_with("_id")) {
      name.remove_suffix(3);
    } else if (field.target == nullptr) {
      continue;
    }
    if (one_of(name, kNames)) return &field;
  }
  return nullptr;
}

const Draft* root_of(const Reading& context) {
  static constexpr std::string_view kNames[] = {"Tenant",       "Business",  "Organization",
                                                "Organisation", "Workspace", "Company"};
  if (context.schema.tenancy) return context.drafts.root;
  for (const Draft& draft : context.drafts) {
    if (one_of(draft.entity.name, kNames)) return &draft;
  }
  return nullptr;
}

}  // namespace tenon::sema
