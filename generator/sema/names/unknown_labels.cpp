// What a program reads where the database has a label of a newer version's.
#include <fmt/format.h>

#include <algorithm>

#include "sema/names/names.hpp"

namespace tenon::sema {

using diag::Code;

void resolve_unknown(const Reading& context, const ast::Enum& syntax, const Attributes& attributes,
                     ir::Enum& item) {
  const ast::Attribute* attribute = attributes.find(types::AttributeId::kUnknown);
  if (attribute == nullptr) return;
  const ast::Value& argument = attribute->arguments[0];
  item.unknown = std::get<ast::Name>(argument.node).text;
  const auto same =
      std::find_if(syntax.values.begin(), syntax.values.end(),
                   [&](const ast::EnumValue& value) { return value.name.text == item.unknown; });
  if (same == syntax.values.end()) return;
  context.sink
      .report(Code::kDuplicateValue,
              fmt::format("what enum `{}` doesn't know is called as its value `{}`", item.name, item.unknown))
      .at(argument.span)
      .also(same->name.span, "the value, which the database has")
      .help("give it a name of its own: a row must not change its label by being read and written");
  item.unknown.clear();
}

}  // namespace tenon::sema
