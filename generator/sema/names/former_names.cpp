// `@was`: the name that something had in the version before, so that a migration renames it.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/names/names.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using types::AttributeId;

/// The names of one kind within one owner: what is there, and what was.
class Former {
 public:
  Former(const Reading& context, std::string_view what) : context_(context), what_(what) {}

  void present(const ast::Name& name) { present_.emplace(name.text, name.span); }

  std::string take(const ast::Name& present, const Attributes& attributes) {
    const ast::Attribute* attribute = attributes.find(AttributeId::kWas);
    if (attribute == nullptr) return "";
    const ast::Name was = spelled_name(*attribute);
    if (was.text == present.text) {
      report(was, fmt::format("`{}` was `{}`, and still is", present.text, was.text))
          .help("remove the attribute");
      return "";
    }
    if (const auto other = present_.find(was.text); other != present_.end()) {
      report(was, fmt::format("`{}` was `{}`, and that {} is there", present.text, was.text, what_))
          .also(other->second, "it stands here")
          .note("what has a name now was not renamed");
      return "";
    }
    const auto [first, is_new] = taken_.emplace(was.text, was.span);
    if (!is_new) {
      report(was, fmt::format("two were the {} `{}`", what_, was.text)).also(first->second, "the other one");
      return "";
    }
    return was.text;
  }

 private:
  diag::Diagnostic& report(const ast::Name& was, std::string message) {
    return context_.sink.report(Code::kBadFormerName, std::move(message)).at(was.span);
  }

  const Reading& context_;
  std::string_view what_;
  std::map<std::string, Span> present_;
  std::map<std::string, Span> taken_;
};

/// The former name of a relation's column: made of the relation's, as the present one is.
std::string former_column(const FieldDraft& field, const ir::Relation& relation, const std::string& column,
                          const std::string& was) {
  if (relation.columns.size() == 1 && field.attributes.has(AttributeId::kColumn)) return column;
  return identifier(was + column.substr(std::min(column.size(), field.name().size())));
}

void resolve_fields_of(const Reading& context, Draft& draft) {
  Former former(context, "field");
  for (const FieldDraft& field : draft.fields) former.present(field.syntax->name);
  for (const FieldDraft& field : draft.fields) {
    const std::string was = former.take(field.syntax->name, field.attributes);
    if (was.empty()) continue;
    for (ir::Column& column : draft.entity.columns) {
      if (field.target == nullptr && column.field == field.name()) column.was = was;
    }
    for (const ir::Relation& relation : draft.entity.relations) {
      if (relation.field != field.name()) continue;
      for (ir::Column& column : draft.entity.columns) {
        const bool of_relation = std::find(relation.columns.begin(), relation.columns.end(), column.name) !=
                                 relation.columns.end();
        if (of_relation) column.was = former_column(field, relation, column.name, was);
      }
    }
  }
}

void resolve_values_of(const Reading& context, const ast::Enum& syntax, ir::Enum& item) {
  Former former(context, "value");
  for (const ast::EnumValue& value : syntax.values) former.present(value.label.value_or(value.name));
  for (std::size_t i = 0; i < syntax.values.size() && i < item.values.size(); ++i) {
    const ast::EnumValue& value = syntax.values[i];
    item.values[i].was = former.take(value.label.value_or(value.name),
                                     resolve_attributes(context, value.attributes, types::kEnumValue));
  }
}

void resolve_attributes_of(const Reading& context, const ast::Composite& syntax, ir::Composite& item) {
  Former former(context, "field");
  for (const ast::Field& field : syntax.fields) former.present(field.name);
  for (const ast::Field& field : syntax.fields) {
    const auto made = std::find_if(item.attributes.begin(), item.attributes.end(),
                                   [&](const ir::Attribute& each) { return each.name == field.name.text; });
    if (made != item.attributes.end() && made->was.empty())
      made->was =
          former.take(field.name, resolve_attributes(context, field.attributes, types::kTypeAttribute));
  }
}

}  // namespace

void resolve_former_names(const Renaming& context) {
  Former entities(context, "entity");
  for (Draft& draft : context.making) entities.present(draft.syntax->name);
  for (Draft& draft : context.making) {
    draft.entity.was = entities.take(draft.syntax->name, draft.attributes);
    resolve_fields_of(context, draft);
  }
  Former enums(context, "enum");
  for (const ir::Enum& item : context.schema.enums)
    enums.present(context.declared.find<ast::Enum>(item.name)->name);
  for (ir::Enum& item : context.enums) {
    const auto& syntax = *context.declared.find<ast::Enum>(item.name);
    const Attributes attributes = resolve_attributes(context, syntax.attributes, types::kEnum);
    item.was = enums.take(syntax.name, attributes);
    resolve_unknown(context, syntax, attributes, item);
    resolve_values_of(context, syntax, item);
  }
  for (ir::Composite& item : context.composites)
    resolve_attributes_of(context, *context.declared.find<ast::Composite>(item.name), item);
}

}  // namespace tenon::sema
