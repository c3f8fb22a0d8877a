// How long rows are kept, and that personal data is not kept for ever.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/constraints/constraints.hpp"
#include "sema/storage/partitions.hpp"
#include "sema/storage/storage.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

bool holds_time(const ir::Type& type) {
  static constexpr std::string_view kTimes[] = {"timestamptz", "timestamp", "date"};
  return type.dimensions == 0 &&
         std::find(std::begin(kTimes), std::end(kTimes), type.name) != std::end(kTimes);
}

const ir::Column* time_column(const Reading& context, const Draft& draft, const ast::Name& by) {
  ast::Column syntax;
  syntax.what = by;
  syntax.span = by.span;
  const auto names = resolve_columns(context, draft, syntax);
  if (!names || names->empty()) return nullptr;
  const ir::Column* column = draft.entity.column(names->front());
  if (column->type.name.empty() || holds_time(column->type)) return column;
  auto& diagnostic =
      context.sink.report(Code::kRetentionColumn, fmt::format("`{}` holds no time to count from", by.text))
          .at(by.span, "a `timestamptz`, `timestamp` or `date` is expected");
  if (const FieldDraft* field = field_of_column(draft, column->name))
    diagnostic.also(field->syntax->type.span, "its type");
  return nullptr;
}

/// Whether the cleared value would stand there twice: any number of NULLs may, unless it is said otherwise.
bool in_a_unique(const ir::Entity& entity, const ir::Column& item) {
  const std::string& column = item.name;
  const auto over = [&](const ir::Key& key) {
    return contains(key.columns, column) && (!item.nullable || key.nulls_not_distinct);
  };
  const auto index_over = [&](const ir::Index& index) {
    return index.unique && (!item.nullable || index.nulls_not_distinct) &&
           std::any_of(index.columns.begin(), index.columns.end(),
                       [&](const ir::IndexColumn& c) { return c.column == column; });
  };
  return over(entity.primary_key) || std::any_of(entity.uniques.begin(), entity.uniques.end(), over) ||
         std::any_of(entity.indexes.begin(), entity.indexes.end(), index_over);
}

/// Why the column can't be cleared, or nothing. NULL where it may be, else an empty text.
std::string uncleanable(const ir::Entity& entity, const ir::Column& column) {
  static constexpr std::string_view kTexts[] = {"text", "varchar", "citext"};
  if (contains(entity.primary_key.columns, column.name))
    return "it is part of the key, which tells the rows apart";
  if (in_a_unique(entity, column)) return "it is unique, and many rows would share the value";
  const bool text = column.type.kind == ir::Type::Kind::kColumn && column.type.dimensions == 0 &&
                    std::find(std::begin(kTexts), std::end(kTexts), column.type.name) != std::end(kTexts);
  if (column.nullable || (text && !column.encrypted)) return "";
  return "it can be neither NULL nor an empty text";
}

std::string letting_be_null(const ir::Column& column) {
  return column.nullable ? "let any number of rows be NULL there: leave `nulls_not_distinct` out"
                         : fmt::format(
                               "write a `?` behind the type of `{}`: it becomes NULL then, which any number "
                               "of rows can be where it is unique",
                               column.field);
}

void collect_anonymised(const Reading& context, const Draft& draft, const ast::Retain& syntax,
                        ir::Retention& out) {
  bool personal = false;
  for (const ir::Column& column : draft.entity.columns) {
    if (!column.pii) continue;
    personal = true;
    const std::string why = uncleanable(draft.entity, column);
    if (why.empty()) {
      out.anonymised.push_back(column.name);
      continue;
    }
    auto& diagnostic =
        context.sink.report(Code::kCannotAnonymise, fmt::format("`{}` can't be anonymised", column.field))
            .at(*syntax.anonymise, why);
    if (const FieldDraft* field = field_of_column(draft, column.name))
      diagnostic.also(field->syntax->span, "personal data");
    if (!contains(draft.entity.primary_key.columns, column.name)) diagnostic.help(letting_be_null(column));
    diagnostic.help("leave `anonymise` out, so that whole rows are deleted");
  }
  if (personal) return;
  context.sink
      .report(Code::kNothingToAnonymise,
              fmt::format("`{}` holds no personal data to anonymise", draft.entity.name))
      .at(*syntax.anonymise)
      .help("mark its fields with `@pii`, or leave `anonymise` out, so that whole rows are deleted");
}

/// What is looked for at each run: one tenant's rows by their time, or those of a table that is nobody's. An
/// index that the tenant doesn't lead would tell a tenant, by the plans of its own queries, of others' rows.
std::vector<std::string> looked_for(const ir::Entity& entity, const std::string& column) {
  if (entity.tenancy == ir::Tenancy::kTenant) return {entity.tenant_column, column};
  return {column};
}

bool begins_with(const ir::Index& index, const std::vector<std::string>& columns) {
  return index.columns.size() >= columns.size() &&
         std::equal(
             columns.begin(), columns.end(), index.columns.begin(),
             [](const std::string& name, const ir::IndexColumn& column) { return column.column == name; });
}

void ensure_index(ir::Entity& entity, const std::string& column) {
  // Of the root each tenant has one row, which its key finds.
  if (entity.tenancy == ir::Tenancy::kRoot) return;
  const std::vector<std::string> columns = looked_for(entity, column);
  const bool served = std::any_of(entity.indexes.begin(), entity.indexes.end(), [&](const ir::Index& index) {
    return index.method == "btree" && index.where.empty() && begins_with(index, columns);
  });
  if (served) return;
  ir::Index index;
  index.name = identifier(fmt::format("{}_{}_idx", entity.table, join(columns, "_")));
  index.method = "btree";
  index.rule = ir::Rule::kRetain;
  for (const std::string& name : columns) index.columns.emplace_back().column = name;
  entity.indexes.push_back(std::move(index));
}

void report_repeated(const Reading& context, const Draft& draft, Span span) {
  context.sink
      .report(Code::kRepeatedRetention,
              fmt::format("`{}` keeps its rows for two lengths of time", draft.entity.name))
      .at(span, drops_partitions(draft.entity) ? "its partitions are dropped already" : "")
      .help("remove one of them");
}

void resolve(const Reading& context, Draft& draft, const ast::Retain& syntax) {
  if (drops_partitions(draft.entity) || draft.entity.retention || !draft.entity.kept_because.empty()) {
    report_repeated(context, draft, syntax.span);
    return;
  }
  const auto keep = resolve_duration(context, syntax.duration);
  const ir::Column* column = time_column(context, draft, syntax.by);
  if (!keep || column == nullptr) return;
  ir::Retention out;
  out.keep = *keep;
  out.column = column->name;
  if (syntax.anonymise) {
    out.action = ir::RetentionAction::kAnonymise;
    collect_anonymised(context, draft, syntax, out);
    if (contains(draft.entity.touched, out.column)) {
      context.sink
          .report(Code::kRetentionColumn,
                  fmt::format("`{}` starts anew whenever its row is anonymised", column->field))
          .at(syntax.by.span, "each update sets it to its time")
          .help("count from a time that an update leaves as it is");
      return;
    }
  }
  ensure_index(draft.entity, out.column);
  draft.entity.retention = std::move(out);
}

void resolve(const Reading& context, Draft& draft, const ast::RetainForever& syntax) {
  if (!syntax.because || is_blank(syntax.because->text)) {
    context.sink
        .report(Code::kForeverWithoutReason,
                fmt::format("`{}` keeps its rows for ever, and nothing tells why", draft.entity.name))
        .at(syntax.because ? syntax.because->span : syntax.span)
        .help("say why: `retain forever because \"…\"`");
    return;
  }
  if (drops_partitions(draft.entity) || draft.entity.retention || !draft.entity.kept_because.empty()) {
    report_repeated(context, draft, syntax.span);
    return;
  }
  draft.entity.kept_because = syntax.because->text;
}

/// Entities whose rows go some day: with their tenant, with what they refer to, or after a while.
class Endings {
 public:
  explicit Endings(const Reading& context) {
    for (bool more = true; more;) {
      more = false;
      for (const Draft& draft : context.drafts) more = (ends(draft) && insert(&draft)) || more;
    }
  }

  [[nodiscard]] bool of(const Draft& draft) const { return ending_.contains(&draft); }

 private:
  bool insert(const Draft* draft) { return ending_.insert(draft).second; }

  [[nodiscard]] bool ends(const Draft& draft) const {
    const ir::Entity& entity = draft.entity;
    if (entity.tenancy == ir::Tenancy::kTenant || entity.tenancy == ir::Tenancy::kRoot) return true;
    if (entity.retention || drops_partitions(entity)) return true;
    return std::any_of(draft.fields.begin(), draft.fields.end(), [&](const FieldDraft& field) {
      return field.target != nullptr && !field.nullable() && cascades(entity, field.name()) &&
             ending_.contains(field.target);
    });
  }

  static bool cascades(const ir::Entity& entity, const std::string& field) {
    const auto relation = std::find_if(entity.relations.begin(), entity.relations.end(),
                                       [&](const ir::Relation& r) { return r.field == field; });
    // One to an entity without a key has no columns; that was complained about.
    if (relation == entity.relations.end() || relation->columns.empty()) return false;
    return std::any_of(
        entity.foreign_keys.begin(), entity.foreign_keys.end(), [&](const ir::ForeignKey& key) {
          return key.on_delete == ir::Action::kCascade && contains(key.columns, relation->columns.back());
        });
  }

  std::set<const Draft*> ending_;
};

bool retains(const Draft& draft) {
  return std::any_of(draft.members.begin(), draft.members.end(), [](const ast::Member* member) {
    const auto* partition = std::get_if<ast::Partition>(member);
    return std::holds_alternative<ast::Retain>(*member) ||
           std::holds_alternative<ast::RetainForever>(*member) || (partition != nullptr && partition->retain);
  });
}

void check_personal_data(const Reading& context, const Draft& draft) {
  const auto field = std::find_if(draft.fields.begin(), draft.fields.end(), [&](const FieldDraft& f) {
    return f.attributes.has(types::AttributeId::kPii) || (f.type && holds_pii(context.schema, *f.type));
  });
  // A retention that is wrong was complained about.
  if (field == draft.fields.end() || retains(draft)) return;
  const ast::Attribute* marked = field->attributes.find(types::AttributeId::kPii);
  auto& diagnostic =
      context.sink
          .report(Code::kPiiWithoutEnd,
                  fmt::format("personal data in `{}` is kept for ever", draft.entity.name))
          .at(marked == nullptr ? field->syntax->type.span : marked->span, "nothing ever removes it");
  if (draft.entity.tenancy == ir::Tenancy::kGlobal)
    diagnostic.note("a tenant's rows go with the tenant, and these are nobody's");
  diagnostic.help("say how long: `retain 90 days by …`, a field that holds a time")
      .help("or why: `retain forever because \"…\"`");
}

}  // namespace

void resolve_retention(const Making& context) {
  for (Draft& draft : context.making) {
    for (const ast::Member* member : draft.members) {
      if (const auto* retain = std::get_if<ast::Retain>(member)) resolve(context, draft, *retain);
      if (const auto* retain = std::get_if<ast::RetainForever>(member)) resolve(context, draft, *retain);
    }
  }
  const Endings endings(context);
  for (Draft& draft : context.making) {
    if (!endings.of(draft)) check_personal_data(context, draft);
  }
}

}  // namespace tenon::sema
