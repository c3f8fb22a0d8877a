// Domains: a type of Postgres's with a default and checks of its own.
#include <fmt/format.h>

#include "base/text.hpp"
#include "sema/names/names.hpp"
#include "sema/names/spelling.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using Kind = ir::Type::Kind;

diag::Diagnostic& refuse(const Reading& context, const ast::Domain& item, const std::string& why) {
  return context.sink
      .report(Code::kDomainBase, fmt::format("domain `{}` is over what it can't be over", item.name.text))
      .at(item.type.span, why);
}

/// The type that the domain is over, unless it is what a domain can't be over.
std::optional<ir::Type> base_of(const Reading& context, const ast::Domain& item) {
  if (context.declared.find<ast::Entity>(item.type.name.text) != nullptr) {
    refuse(context, item, "an entity, and a relation has a foreign key").help("make the relation a field");
    return std::nullopt;
  }
  if (context.declared.find<ast::Domain>(item.type.name.text) != nullptr) {
    refuse(context, item, "another domain").help("name the type that it is over");
    return std::nullopt;
  }
  auto type = resolve_type(context, item.type, false);
  if (!type) return std::nullopt;
  if (type->kind == Kind::kStruct) {
    refuse(context, item, "the shape of JSON, which the database doesn't check")
        .help("make it the type of a column");
    return std::nullopt;
  }
  if (type->kind == Kind::kComposite) {
    refuse(context, item, "a composite type").help("write the check with the field that has the type");
    return std::nullopt;
  }
  const ir::Enum* over = type->kind == Kind::kEnum ? context.schema.enumeration(type->name) : nullptr;
  if (over != nullptr && over->as_text) {
    refuse(context, item, "an enum that is kept as text").help("make it a Postgres enum, without `as text`");
    return std::nullopt;
  }
  return type;
}

void resolve_checks_of(const Reading& context, const ast::Domain& item, ir::Domain& out) {
  NameSet names;
  std::map<std::string, Span> seen;
  for (const ast::Check& syntax : item.checks) {
    if (!syntax.name) continue;
    const auto [first, is_new] = seen.emplace(syntax.name->text, syntax.name->span);
    if (names.take(identifier(fmt::format("{}_{}", out.sql_name, syntax.name->text))) && is_new) continue;
    context.sink
        .report(Code::kDuplicateName,
                fmt::format("`{}` has two checks `{}`", item.name.text, syntax.name->text))
        .at(syntax.name->span)
        .also(first->second, "the first one");
  }
  for (const ast::Check& syntax : item.checks) {
    const Attributes attributes = resolve_attributes(context, syntax.attributes, types::kCheckMember);
    ir::Check check;
    if (attributes.has(types::AttributeId::kNamed)) {
      check.name = named_or(attributes, "");
    } else {
      check.name = syntax.name ? identifier(fmt::format("{}_{}", out.sql_name, syntax.name->text))
                               : names.free(out.sql_name + "_check");
    }
    check.expression = syntax.expression.text;
    out.checks.push_back(std::move(check));
  }
}

}  // namespace

void resolve_domains(const MakingTypes& context) {
  for (const ast::Domain* item : context.declared.domains) {
    ir::Domain out;
    out.name = item->name.text;
    out.sql_name = sql_name_of(*item);
    out.space = context.declared.space_of(out.name);
    out.doc = item->doc;
    check_type_name(context, item->name, "domain", out.sql_name);
    const auto type = base_of(context, *item);
    resolve_checks_of(context, *item, out);
    if (!type) continue;
    out.type = *type;
    if (item->default_value && takes_next(*item->default_value)) {
      context.sink.report(Code::kNextNumber, fmt::format("the domain `{}` counts its values", out.name))
          .at(item->default_value->span, "whoever has a value of it made would need the sequence")
          .help("give the field that has the domain the default");
      continue;
    }
    const bool null = item->default_value && std::holds_alternative<ast::Null>(item->default_value->node);
    if (item->default_value && !null) out.default_value = resolve_value(context, *item->default_value, *type);
    context.domains.push_back(std::move(out));
  }
}

ir::Type underlying(const ir::Schema& schema, const ir::Type& type) {
  const ir::Domain* domain = type.kind == Kind::kDomain ? schema.domain(type.name) : nullptr;
  return domain == nullptr ? type : domain->type;
}

bool has_default(const ir::Schema& schema, const ir::Column& column) {
  const ir::Domain* domain = column.type.kind == Kind::kDomain ? schema.domain(column.type.name) : nullptr;
  return column.default_value.has_value() || (domain != nullptr && domain->default_value.has_value()) ||
         column.identity != ir::Identity::kNone || column.numbering.has_value() || !column.generated.empty();
}

}  // namespace tenon::sema
