// Composite types: several values in one column.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "sema/names/spelling.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using Kind = ir::Type::Kind;

diag::Diagnostic& refuse(const Reading& context, const ast::Composite& item, const ast::Field& field,
                         const std::string& what, Span span) {
  return context.sink
      .report(Code::kBadComposite, fmt::format("`{}.{}` {}", item.name.text, field.name.text, what))
      .at(span);
}

/// Why no attribute can be of the type, or nothing. What programs read by a cast of its own can't be cast
/// within a row.
std::string wrong_type(const ir::Schema& schema, const ir::Type& type) {
  switch (type.kind) {
    case Kind::kRaw:
      return "is of a type in backticks, which is read as its text: there is none within a row";
    case Kind::kDomain:
      return "is of a domain, whose checks ask for a value where the row has none";
    case Kind::kEnum:
      if (schema.enumeration(type.name)->as_text)
        return "is of an enum that is kept as text, which nothing here would hold to its values";
      return type.dimensions > 0 ? "is an array of an enum" : "";
    case Kind::kStruct:
    case Kind::kComposite:
      return "";
    case Kind::kColumn:
      break;
  }
  const types::ColumnType& row = *types::find_column_type(type.name);
  if (!row.carrier.empty())
    return fmt::format("is of `{}`, which is read as its text: there is none within a row", row.name);
  const bool of_known_elements = row.name != "varchar" && row.family != types::kEmbedding;
  return type.dimensions > 0 && !of_known_elements ? fmt::format("is an array of `{}`", row.name) : "";
}

void check_form(const Reading& context, const ast::Composite& item, const ast::Field& field) {
  if (field.default_value)
    refuse(context, item, field, "has a default", field.default_value->span)
        .help("give the column one that has the type: a default stands with the field");
  if (field.nullable)
    refuse(context, item, field, "is said to be NULL at times", *field.nullable)
        .note("each value within a composite type may be NULL: Postgres has no way to refuse that")
        .help("leave the `?` out; a check of the entity's can ask for a value: `(address).city is not null`");
}

std::optional<ir::Type> type_of(const Reading& context, const ast::Composite& item, const ast::Field& field) {
  if (!field.type.raw && context.declared.find<ast::Entity>(field.type.name.text) != nullptr) {
    refuse(context, item, field, "refers to an entity", field.type.span)
        .note("within a type there are no foreign keys")
        .help("make the relation a field of the entity that has the type");
    return std::nullopt;
  }
  auto type = resolve_type(context, field.type, false);
  if (!type) return std::nullopt;
  const std::string wrong = wrong_type(context.schema, *type);
  if (wrong.empty()) return type;
  refuse(context, item, field, wrong, field.type.span).help("make it a field of the entity's, or a `text`");
  return std::nullopt;
}

/// The attributes themselves are read with what they were called before.
bool is_pii(const ast::Field& field) {
  return std::any_of(field.attributes.begin(), field.attributes.end(),
                     [](const ast::Attribute& attribute) { return attribute.name.text == "pii"; });
}

ir::Composite composite_of(const Reading& context, const ast::Composite& item) {
  ir::Composite out{item.name.text, sql_name_of(item), item.doc, {}};
  out.space = context.declared.space_of(out.name);
  check_type_name(context, item.name, "type", out.sql_name);
  if (item.fields.empty() && !item.incomplete)
    context.sink.report(Code::kBadComposite, fmt::format("type `{}` holds nothing", out.name))
        .at(item.name.span);
  std::map<std::string, Span> seen;
  for (const ast::Field& field : item.fields) {
    const auto [first, is_new] = seen.emplace(field.name.text, field.name.span);
    if (!is_new) {
      context.sink
          .report(Code::kDuplicateField, fmt::format("`{}` has two fields `{}`", out.name, field.name.text))
          .at(field.name.span)
          .also(first->second, "the first one");
      continue;
    }
    check_form(context, item, field);
    if (field.broken && field.type.name.text.empty()) continue;
    if (auto type = type_of(context, item, field))
      out.attributes.push_back({field.name.text, field.doc, *type, is_pii(field), ""});
  }
  return out;
}

bool reaches(const ir::Schema& schema, const ir::Composite& outer, const std::string& name,
             std::set<std::string>& seen) {
  for (const ir::Attribute& each : outer.attributes) {
    if (each.type.kind != Kind::kComposite) continue;
    if (each.type.name == name) return true;
    const ir::Composite* inner = schema.composite(each.type.name);
    if (inner != nullptr && seen.insert(inner->name).second && reaches(schema, *inner, name, seen))
      return true;
  }
  return false;
}

/// Not even in an array: Postgres refuses a type that holds itself.
void check_circles(const MakingTypes& context) {
  std::set<std::string> reported;
  for (ir::Composite& item : context.composites) {
    std::set<std::string> seen;
    if (!reaches(context.schema, item, item.name, seen)) continue;
    const bool known = std::any_of(seen.begin(), seen.end(),
                                   [&](const std::string& name) { return reported.contains(name); });
    if (!known)
      context.sink.report(Code::kBadComposite, fmt::format("type `{}` contains itself", item.name))
          .at(context.declared.symbols.at(item.name).span)
          .help("JSON can: a `struct` may hold an array of itself");
    reported.insert(item.name);
    std::erase_if(item.attributes,
                  [](const ir::Attribute& each) { return each.type.kind == Kind::kComposite; });
  }
}

}  // namespace

void resolve_composites(const MakingTypes& context) {
  for (const ast::Composite* item : context.declared.composites)
    context.composites.push_back(composite_of(context, *item));
  check_circles(context);
}

namespace {

/// None where it was complained about.
const ir::Attribute* attribute_of(const Reading& context, const ir::Composite& composite,
                                  const ast::Name& name) {
  const auto found = std::find_if(composite.attributes.begin(), composite.attributes.end(),
                                  [&](const ir::Attribute& each) { return each.name == name.text; });
  if (found != composite.attributes.end()) return &*found;
  const ast::Composite* syntax = context.declared.find<ast::Composite>(composite.name);
  std::vector<std::string> names;
  for (const ir::Attribute& known : composite.attributes) names.push_back(known.name);
  const bool is_dropped =
      syntax != nullptr && std::any_of(syntax->fields.begin(), syntax->fields.end(),
                                       [&](const ast::Field& each) { return each.name.text == name.text; });
  if (is_dropped || (syntax != nullptr && syntax->incomplete)) return nullptr;
  auto& diagnostic =
      context.sink
          .report(Code::kBadDefault, fmt::format("type `{}` has no value `{}`", composite.name, name.text))
          .at(name.span);
  suggest(diagnostic, name.text, names);
  diagnostic.note("its values are " + join(names, ", "));
  return nullptr;
}

}  // namespace

std::optional<ir::Value> row_of(const Reading& context, const ast::Object& object,
                                const ir::Composite& composite) {
  std::map<std::string, Span> given;
  bool good = true;
  ir::Value out{ir::Value::Kind::kArray, "", std::vector<ir::Value>(composite.attributes.size())};
  for (const ast::Assignment& member : object.members) {
    const auto [first, is_new] = given.emplace(member.name.text, member.name.span);
    if (!is_new) {
      context.sink.report(Code::kBadDefault, fmt::format("`{}` is given twice", member.name.text))
          .at(member.name.span)
          .also(first->second, "the first time");
      good = false;
      continue;
    }
    const ir::Attribute* attribute = attribute_of(context, composite, member.name);
    auto value = attribute == nullptr ? std::nullopt : resolve_value(context, member.value, attribute->type);
    good = good && value;
    if (value)
      out.items[static_cast<std::size_t>(attribute - composite.attributes.data())] = std::move(*value);
  }
  return good ? std::optional(std::move(out)) : std::nullopt;
}

bool holds_pii(const ir::Schema& schema, const ir::Type& type) {
  const ir::Composite* item = type.kind == Kind::kComposite ? schema.composite(type.name) : nullptr;
  return item != nullptr &&
         std::any_of(item->attributes.begin(), item->attributes.end(),
                     [&](const ir::Attribute& each) { return each.pii || holds_pii(schema, each.type); });
}

}  // namespace tenon::sema
