// What fields are called in JSON: by `@json`, else as `json_names` has it.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "sema/names/names.hpp"

namespace tenon::sema {
namespace {

using types::AttributeId;

std::string by_setting(const Reading& context, const std::string& name) {
  if (!context.settings.camel_in_json) return "";
  const std::string camel = camel_case(name);
  return camel == name ? "" : camel;
}

/// What JSON calls the fields of one thing, no two alike.
class JsonNames {
 public:
  JsonNames(const Reading& context, const std::string& of) : context_(context), of_(of) {}

  void add(const std::string& field, const std::string& json, Span span) {
    const auto [first, is_new] = seen_.emplace(json, std::pair(field, span));
    if (is_new || first->second.first == field) return;  // one field twice is told elsewhere
    auto& diagnostic = context_.sink
                           .report(diag::Code::kJsonNameTaken,
                                   fmt::format("`{}` and `{}` of `{}` would both be `{}` in JSON",
                                               first->second.first, field, of_, json))
                           .at(span);
    const Span other = first->second.second;
    if (other.file != span.file || other.begin != span.begin) diagnostic.also(other, "the first one");
    diagnostic.help("name one of them otherwise, as in `@json(\"other\")`");
  }

 private:
  const Reading& context_;
  const std::string& of_;
  std::map<std::string, std::pair<std::string, Span>> seen_;
};

/// What names the column: its field's attributes. A relation of several columns has no name for one of them.
const Attributes& attributes_of(const Draft& draft, const FieldDraft* field) {
  static const Attributes kNone;
  if (field == nullptr) return kNone;
  const auto& relations = draft.entity.relations;
  const bool of_several = std::any_of(relations.begin(), relations.end(), [&](const ir::Relation& relation) {
    return relation.field == field->name() && relation.columns.size() > 1;
  });
  return of_several ? kNone : field->attributes;
}

void check_relations(const Reading& context, const Draft& draft) {
  for (const FieldDraft& field : draft.fields) {
    const ast::Attribute* given = field.attributes.find(AttributeId::kJson);
    if (given == nullptr || &attributes_of(draft, &field) == &field.attributes) continue;
    context.sink
        .report(diag::Code::kBadAttributeArguments,
                fmt::format("relation `{}` has more columns than one", field.name()))
        .at(given->span, "this names one");
  }
}

/// Of a log, which no author declared, by the setting alone.
void name_derived(const Reading& context, ir::Entity& entity) {
  for (ir::Column& column : entity.columns) column.json = by_setting(context, column.field);
}

void name_entity(const Reading& context, const Draft& draft, ir::Entity& entity) {
  JsonNames names(context, entity.name);
  for (ir::Column& column : entity.columns) {
    if (ir::is_hidden(column) || column.rule == ir::Rule::kT1) continue;
    const FieldDraft* field = field_of_column(draft, column.name);
    column.json = json_name(context, attributes_of(draft, field), column.field);
    names.add(column.field, ir::json_name(column),
              field == nullptr ? draft.syntax->name.span : field->syntax->name.span);
  }
  check_relations(context, draft);
}

void name_columns(const Reading& context, std::vector<ir::Column>& columns, JsonNames& names, Span span) {
  for (ir::Column& column : columns) {
    column.json = by_setting(context, column.field);
    names.add(column.field, ir::json_name(column), span);
  }
}

template <typename Syntax>
Span declared_at(const Reading& context, const std::string& name) {
  const auto* declared = context.declared.find<Syntax>(name);
  return declared == nullptr ? context.settings.schema_span : declared->name.span;
}

void name_query(const Reading& context, ir::Query& query) {
  JsonNames names(context, query.name);
  const Span span = declared_at<ast::Query>(context, query.name);
  name_columns(context, query.columns, names, span);
  for (ir::QueryEmbed& embed : query.embeds) {
    embed.json = by_setting(context, embed.name);
    names.add(embed.name, ir::json_name(embed), span);
  }
}

}  // namespace

std::string json_name(const Reading& context, const Attributes& attributes, const std::string& field) {
  const ast::Attribute* given = attributes.find(AttributeId::kJson);
  if (given == nullptr) return by_setting(context, field);
  const std::string& name = std::get<ast::String>(given->arguments[0].node).text;
  return name == field ? "" : name;
}

void check_json_names(const Reading& context, const ast::Struct& syntax, const ir::Struct& made) {
  JsonNames names(context, made.name);
  for (std::size_t i = 0; i < made.fields.size(); ++i)
    names.add(made.fields[i].name, ir::json_name(made.fields[i]), syntax.fields[i].name.span);
}

void name_in_json(const NamingInJson& context) {
  for (ir::Entity& entity : context.entities) {
    const Draft* draft = context.drafts.named(entity.name);
    draft == nullptr ? name_derived(context, entity) : name_entity(context, *draft, entity);
  }
  for (ir::View& view : context.views) {
    JsonNames names(context, view.name);
    name_columns(context, view.columns, names, declared_at<ast::View>(context, view.name));
  }
  for (ir::Query& query : context.queries) name_query(context, query);
}

}  // namespace tenon::sema
