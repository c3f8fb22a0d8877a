// Entities that say `key none`: what can't be where nothing tells a row from the others.
#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/text.hpp"
#include "sema/keys/keys.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using types::AttributeId;

constexpr std::string_view kGiveKey = "give it one: `id: uuid = uuid() @key`";

void report_needs_key(const Reading& context, const Draft& draft, Span span, std::string_view why,
                      std::string help = std::string(kGiveKey)) {
  context.sink.report(Code::kNeedsKey, fmt::format("`{}` has no key", draft.entity.name))
      .at(span, std::string(why))
      .also(draft.declared_key->span, "as is said here")
      .help(std::move(help));
}

/// A member that needs a key: where it stands, and what for; nothing of others.
struct NeedOf {
  struct Need {
    Span span;
    std::string_view why;
  };
  std::optional<Need> operator()(const ast::Audit& audit) const {
    return Need{audit.span, "a log tells by its key which row changed"};
  }
  std::optional<Need> operator()(const ast::Search& search) const {
    return Need{search.span, "a search ranks rows by their keys"};
  }
  std::optional<Need> operator()(const ast::SoftDelete& soft_delete) const {
    return Need{soft_delete.span, "a row is marked as deleted by its key"};
  }
  std::optional<Need> operator()(const auto&) const { return std::nullopt; }
};

struct KeyedAttribute {
  AttributeId id;
  std::string_view why;
};
constexpr KeyedAttribute kKeyedAttributes[] = {
    {AttributeId::kVersion, "a row is updated at its version by its key"},
    {AttributeId::kEncrypted, "a value is encrypted for the row that its key names"},
};

void check_members(const Reading& context, const Draft& draft) {
  for (const ast::Member* member : draft.members) {
    if (const auto need = std::visit(NeedOf(), *member))
      report_needs_key(context, draft, need->span, need->why);
  }
}

void check_fields(const Reading& context, const Draft& draft) {
  for (const FieldDraft& field : draft.fields) {
    for (const KeyedAttribute& keyed : kKeyedAttributes) {
      if (const ast::Attribute* attribute = field.attributes.find(keyed.id))
        report_needs_key(context, draft, attribute->span, keyed.why);
    }
    if (is_counted(field))
      report_needs_key(context, draft, field.syntax->default_value->span,
                       "rows that are there are numbered in the order of their keys");
  }
}

void check_references(const Reading& context, const Draft& draft) {
  for (const FieldDraft& field : draft.fields) {
    if (field.target == nullptr || !is_keyless(*field.target)) continue;
    report_needs_key(context, *field.target, field.syntax->type.span, "a relation holds the key of the other",
                     "give it one, or refer to what is unique there: `foreign key (…) references " +
                         field.target->entity.name + " (…)`");
  }
  for (const ast::Member* member : draft.members) {
    const auto* key = std::get_if<ast::ForeignKey>(member);
    const Draft* target = key == nullptr ? nullptr : context.drafts.named(key->entity.text);
    if (target == nullptr || !key->referenced.empty() || !is_keyless(*target)) continue;
    report_needs_key(context, *target, key->entity.span, "without fields, it refers to the key",
                     fmt::format("name what is unique there: `references {} (…)`", target->entity.name));
  }
}

/// A parameter of an entity is its key.
void check_parameters(const Reading& context, const std::vector<ast::QueryParameter>& parameters) {
  for (const ast::QueryParameter& parameter : parameters) {
    const Draft* draft = parameter.type.raw ? nullptr : context.drafts.named(parameter.type.name.text);
    if (draft != nullptr && is_keyless(*draft))
      report_needs_key(context, *draft, parameter.type.name.span, "a parameter of an entity is its key",
                       "take a parameter of a plain type");
  }
}

void check_readers(const Reading& context) {
  for (const ast::Role* role : context.declared.roles) {
    for (const ast::Name& name : role->reads_all) {
      const Draft* draft = context.drafts.named(name.text);
      if (draft != nullptr && is_keyless(*draft))
        report_needs_key(context, *draft, name.span,
                         "rows of all tenants are read in the order of their keys");
    }
  }
}

}  // namespace

void check_keyless_reason(const Reading& context, Draft& draft, const ast::Key& key) {
  if (key.because && !is_blank(key.because->text)) {
    draft.entity.keyless_reason = key.because->text;
    return;
  }
  context.sink
      .report(Code::kNoKeyWithoutReason,
              fmt::format("`{}` has no key, and nothing tells why", draft.entity.name))
      .at(key.because ? key.because->span : key.span)
      .help("say why: `key none because \"…\"`")
      .help("or add `id: uuid = uuid() @key`");
}

void check_keyless(const Reading& context) {
  for (const Draft& draft : context.drafts) {
    check_references(context, draft);
    if (!is_keyless(draft)) continue;
    check_members(context, draft);
    check_fields(context, draft);
    if (&draft == context.drafts.root)
      report_needs_key(context, draft, draft.syntax->name.span, "a tenant is named by its key");
  }
  for (const ast::Query* query : context.declared.queries) check_parameters(context, query->parameters);
  for (const ast::Function* function : context.declared.functions)
    check_parameters(context, function->parameters);
  check_readers(context);
}

}  // namespace tenon::sema
