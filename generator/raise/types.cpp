// Enums, domains, composite types and sequences.
#include <fmt/format.h>

#include "base/text.hpp"
#include "raise/entities.hpp"

namespace tenon::raise {

using model::Identity;
using model::Kind;
using model::Object;

namespace {

void write_enum(const Writing& writing, const Object& object) {
  const Identity& identity = object.identity;
  const std::string& name = writing.choices.types.at({identity.schema, identity.name});
  write_doc(writing, identity, "");
  writing.out.add(fmt::format("enum {}{} {{", name, placed(writing, identity, snake_case(name))), identity);
  const auto& values = writing.choices.labels.at({identity.schema, identity.name});
  for (const std::string& label : object.as<model::Enum>().labels) {
    const std::string& value = values.at(label);
    writing.out.add("  " + (value == label ? value : value + " = " + quoted(label)), identity);
  }
  writing.out.add("}\n");
}

void write_domain(const Writing& writing, const Object& object) {
  const Identity& identity = object.identity;
  const auto& domain = object.as<model::Domain>();
  const std::string& name = writing.choices.types.at({identity.schema, identity.name});
  write_doc(writing, identity, "");
  const std::string type = type_of(domain.type.text, writing.choices.types);
  std::string text = fmt::format("domain {}{}: {}", name, placed(writing, identity, snake_case(name)), type);
  if (domain.default_value) text += " = " + default_of(domain.default_value->text, type, nullptr);
  for (const model::DomainCheck& check : domain.checks) {
    const std::string usual = identity.name + "_check";
    text += " check " + in_backticks(without_brackets(check.expression.text));
    if (check.name != usual || domain.checks.size() > 1)
      text += fmt::format(" @named({})", quoted(check.name));
  }
  writing.out.add(text + "\n", identity);
}

void write_composite(const Writing& writing, const Object& object) {
  const Identity& identity = object.identity;
  const std::string& name = writing.choices.types.at({identity.schema, identity.name});
  write_doc(writing, identity, "");
  writing.out.add(fmt::format("type {}{} {{", name, placed(writing, identity, snake_case(name))), identity);
  for (const model::Attribute& each : object.as<model::Composite>().attributes)
    writing.out.add(fmt::format("  {}: {}", each.name, type_of(each.type.text, writing.choices.types)),
                    identity);
  writing.out.add("}\n", identity);
}

void write_sequence(const Writing& writing, const Object& object) {
  const Identity& identity = object.identity;
  const std::string& name = writing.choices.sequences.at(identity);
  write_doc(writing, identity, "");
  writing.out.add(fmt::format("sequence {}{}{}\n", name, placed(writing, identity, name),
                              sequence_options(object.as<model::Sequence>())),
                  identity);
}

}  // namespace

std::string placed(const Writing& writing, const Identity& identity, const std::string& derived) {
  if (identity.schema != writing.options.space)
    return fmt::format(" in {}.{}", spelled(identity.schema), spelled(identity.name));
  return identity.name == derived ? "" : " in " + spelled(identity.name);
}

void write_doc(const Writing& writing, const Identity& identity, const std::string& indent) {
  const std::string text = comment_of(writing, identity);
  if (text.empty()) return;
  for (const std::string& line : parts_of(text, "\n"))
    writing.out.add(fmt::format("{}/// {}", indent, line), model::comment_on(identity));
}

std::string comment_of(const Writing& writing, const Identity& object) {
  const Identity identity = model::comment_on(object);
  const Object* comment = writing.database.find(identity);
  if (comment == nullptr || telling_of(writing.tellings, identity) == Telling::kOpaque) return "";
  return comment->as<model::Comment>().text;
}

void write_types(const Writing& writing) {
  for (const Object& object : writing.database.objects()) {
    if (!writing.choices.is_declared(object.identity)) continue;
    writing.out.stands_in(writing.files.of_type(object.identity));
    if (object.identity.kind == Kind::kEnum) write_enum(writing, object);
    if (object.identity.kind == Kind::kDomain) write_domain(writing, object);
    if (object.identity.kind == Kind::kComposite) write_composite(writing, object);
    if (object.identity.kind == Kind::kSequence) write_sequence(writing, object);
  }
}

}  // namespace tenon::raise
