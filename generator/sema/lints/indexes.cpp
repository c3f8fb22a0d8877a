// Lints of what grows and what is searched: indexes, partitions, retention.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/lints/findings.hpp"

namespace tenon::sema {
namespace {

bool is_vector(const FieldDraft& field) {
  return is_of(field, {"vector", "halfvec", "sparsevec"});
}

bool has_vector_index(const Draft& draft, const FieldDraft& field) {
  for (const ir::Index& index : draft.entity.indexes) {
    const bool vectors = index.method == "hnsw" || index.method == "ivfflat";
    if (vectors && !index.columns.empty() && index.columns[0].column == field.name()) return true;
  }
  return false;
}

bool has_search(const Draft& draft, std::string_view kind, std::string_view column) {
  for (const ast::Member* member : draft.members) {
    const auto* search = std::get_if<ast::Search>(member);
    if (search == nullptr || search->kind.text != kind) continue;
    for (const ast::Column& item : search->columns) {
      const auto* name = std::get_if<ast::Name>(&item.what);
      if (name != nullptr && (column.empty() || name->text == column)) return true;
    }
  }
  return false;
}

bool has_text_search(const Draft& draft, std::string_view column) {
  const auto over_words = [&](const ir::Index& index) {
    return std::any_of(index.columns.begin(), index.columns.end(), [&](const ir::IndexColumn& item) {
      return mentions(item.expression, "to_tsvector") && mentions(item.expression, column);
    });
  };
  return has_search(draft, "text", column) ||
         std::any_of(draft.entity.indexes.begin(), draft.entity.indexes.end(), over_words);
}

/// Where rows are chosen by an expression.
std::vector<const ast::Sql*> filters_of(const Reading& context, const Draft& draft) {
  std::vector<const ast::Sql*> out;
  for (const ast::Member* member : draft.members) {
    if (const auto* policy = std::get_if<ast::Policy>(member)) out.push_back(&policy->predicate);
    if (const auto* index = std::get_if<ast::Index>(member); index != nullptr && index->where)
      out.push_back(&*index->where);
  }
  for (const ast::View* view : context.declared.views) {
    if (mentions(view->query.text, draft.entity.table)) out.push_back(&view->query);
  }
  return out;
}

bool has_json_index(const Draft& draft, const std::string& column) {
  for (const ir::Index& index : draft.entity.indexes) {
    for (const ir::IndexColumn& item : index.columns) {
      if (item.column == column && index.method == "gin") return true;
      if (mentions(item.expression, column)) return true;
    }
  }
  return false;
}

bool looks_into(std::string_view sql, const std::string& column) {
  static constexpr std::string_view kOperators[] = {"->", "@>", "?", "#>", "@@"};
  return mentions(sql, column) &&
         std::any_of(std::begin(kOperators), std::end(kOperators),
                     [&](std::string_view op) { return sql.find(op) != std::string_view::npos; });
}

}  // namespace

void unbounded_telemetry(const Linting& context, Findings& out) {
  for (const Draft& draft : context.drafts) {
    const ir::Entity& entity = draft.entity;
    const bool bounded = !entity.partitioning.empty() || entity.retention || !entity.kept_because.empty();
    if (bounded || !is_telemetry(draft) || draft.referred_to) continue;
    const FieldDraft* time = time_of_row(draft);
    const std::string column = time == nullptr ? "created_at" : time->name();
    const std::string_view first = time == nullptr ? "`created_at: timestamptz = now()`, and " : "";
    out.at(draft, fmt::format("`{}` grows, and nothing takes its old rows away", draft.entity.name))
        .help(fmt::format(
            "add {}`partition by range ({}) every month retain 90 days`, or `retain 90 days by {}`", first,
            column, column))
        .help(
            "where they are to stay, add `retain forever because \"…\"`, or `@allow(unbounded_telemetry, "
            "\"…\")` "
            "where they are few");
  }
}

/// What happens, and is looked at by its time although its row is changed or referred to: the newest
/// sessions, the runs of a day. What is kept, such as a user, is looked at by other things.
bool happens(const Draft& draft) {
  static constexpr std::string_view kEndings[] = {"Session",  "Conversation", "Run",   "Execution",
                                                  "Visit",    "Call",         "Alert", "Notification",
                                                  "Delivery", "Message"};
  return ends_with(draft.entity.name, kEndings);
}

void timeline_without_index(const Linting& context, Findings& out) {
  for (const Draft& draft : context.drafts) {
    const FieldDraft* time = time_of_row(draft);
    if (time == nullptr || !draft.entity.partitioning.empty()) continue;
    const bool timeline = happens(draft) || (is_telemetry(draft) && !draft.referred_to);
    if (!timeline || is_in_index(draft, *time, /*whole=*/true)) continue;
    out.at(draft, *time, fmt::format("the rows of `{}` can't be found by their time", draft.entity.name))
        .help(fmt::format("add `index ({} desc)`", time->name()));
  }
}

bool is_looked_for(std::string_view name) {
  static constexpr std::string_view kNames[] = {"status", "state", "period_start", "category", "resolved"};
  return one_of(name, kNames) || name.ends_with("_status");
}

void status_without_index(const Linting& context, Findings& out) {
  for (const Draft& draft : context.drafts) {
    for (const FieldDraft& field : draft.fields) {
      if (!is_looked_for(field.name()) || field.target != nullptr || is_in_index(draft, field)) continue;
      out.at(draft, field,
             fmt::format("rows that are looked for by `{}` are found by reading all", field.name()))
          .help(fmt::format("add `index ({})`", field.name()));
    }
  }
}

void foreign_key_without_index(const Linting& context, Findings& out) {
  for (const Draft& draft : context.drafts) {
    for (const ir::ForeignKey& key : draft.entity.foreign_keys) {
      if (ir::has_leading_index(draft.entity, ir::indexed_columns(draft.entity, key))) continue;
      const std::string columns = join(key.columns, ", ");
      const auto relation = std::find_if(
          draft.entity.relations.begin(), draft.entity.relations.end(), [&](const ir::Relation& candidate) {
            return std::includes(key.columns.begin(), key.columns.end(), candidate.columns.begin(),
                                 candidate.columns.end());
          });
      const FieldDraft* field =
          relation == draft.entity.relations.end() ? nullptr : draft.field(relation->field);
      auto message = fmt::format("no index leads to the rows of `{}` that refer to {} `{}`",
                                 draft.entity.name, article(key.entity), key.entity);
      auto& found =
          field == nullptr ? out.at(draft, std::move(message)) : out.at(draft, *field, std::move(message));
      found.note("each delete of the row referred to reads the whole table")
          .help(fmt::format("add `index ({})`, or leave `foreign_key_indexes manual` out",
                            field == nullptr ? columns : field->name()));
    }
  }
}

void vector_without_index(const Linting& context, Findings& out) {
  for (const Draft& draft : context.drafts) {
    for (const FieldDraft& field : draft.fields) {
      const bool served = has_vector_index(draft, field) || has_search(draft, "vector", field.name());
      if (!is_vector(field) || served) continue;
      out.at(draft, field, fmt::format("a search by `{}` compares with every row", field.name()))
          .help(fmt::format("add `index hnsw ({} vector_cosine_ops)`, or `search vector ({}) hnsw cosine`",
                            field.name(), field.name()));
    }
  }
}

void json_filter_without_index(const Linting& context, Findings& out) {
  for (const Draft& draft : context.drafts) {
    for (const FieldDraft& field : draft.fields) {
      const ir::Column* column = column_of(draft, field);
      const bool json =
          field.type && (field.type->name == "jsonb" || field.type->kind == ir::Type::Kind::kStruct);
      if (column == nullptr || !json || has_json_index(draft, column->name)) continue;
      for (const ast::Sql* sql : filters_of(context, draft)) {
        if (!looks_into(sql->text, column->name)) continue;
        out.at(draft, field,
               fmt::format("rows are chosen by what `{}` holds, without an index", field.name()))
            .also(sql->span, "chosen here")
            .help(fmt::format("add `index gin ({})`, or make what is asked for a field of its own",
                              field.name()));
        break;
      }
    }
  }
}

void index_without_tenant(const Linting& context, Findings& out) {
  for (const Draft& draft : context.drafts) {
    const FieldDraft* tenant = tenant_by_hand(context, draft);
    if (tenant == nullptr) continue;
    for (const ast::Member* member : draft.members) {
      const auto* index = std::get_if<ast::Index>(member);
      if (index == nullptr || index->columns.empty() || index->method) continue;
      const auto* first = std::get_if<ast::Name>(&index->columns[0].what);
      if (first != nullptr && (first->text == tenant->name() || first->text + "_id" == tenant->name()))
        continue;
      out.at(draft, fmt::format("an index of `{}` is not led by its tenant", draft.entity.name))
          .at(index->span, "a query of one tenant reads the rows of all")
          .help("declare `tenancy { … }`, which leads each index by the tenant");
    }
  }
}

void content_without_search(const Linting& context, Findings& out) {
  static constexpr std::string_view kNames[] = {"content", "body", "text"};
  for (const Draft& draft : context.drafts) {
    const bool vectors = std::any_of(draft.fields.begin(), draft.fields.end(), is_vector);
    for (const FieldDraft& field : draft.fields) {
      if (!vectors || !is_text(field) || !one_of(field.name(), kNames)) continue;
      if (has_text_search(draft, field.name())) continue;
      out.at(draft, field,
             fmt::format("`{}` can be found by its vector alone, and not by its words", field.name()))
          .help(fmt::format("add `search text ({}) language english`", field.name()));
    }
  }
}

}  // namespace tenon::sema
