// Composite types: structs of values that may be NULL each, and how they travel.
#include <set>
#include <string>

#include "render/cpp_text.hpp"
#include "target/cpp/described.hpp"
#include "target/cpp/names.hpp"
#include "target/cpp/views.hpp"

namespace tenon::target::cpp {
namespace {

using render::cpp_code;
using render::cpp_name;
using render::View;

constexpr int kAttributeIndent = 2;

View composite_view(const ir::Schema& schema, const ir::Composite& item) {
  View out;
  put_description(schema, item, out);
  out.put("name", cpp_name(item.name));
  out.put_optional("doc", render::cpp_doc(item.doc, 0));
  out.put("count", cpp_code(std::to_string(item.attributes.size())));
  View::List members;
  for (const ir::Attribute& each : item.attributes) {
    View member;
    member.put_optional("doc", render::cpp_doc(each.doc, kAttributeIndent));
    member.put("name", cpp_name(each.name)).put("type", value_type(each.type));
    member.put("varchar", each.type.name == "varchar");
    members.push_back(std::move(member));
  }
  out.put_list("members", std::move(members));
  return out;
}

void visit(const ir::Schema& schema, const ir::Composite& item, std::set<std::string>& seen,
           View::List& out) {
  if (!seen.insert(item.name).second) return;
  for (const ir::Attribute& each : item.attributes) {
    if (each.type.kind == ir::Type::Kind::kComposite)
      visit(schema, *schema.composite(each.type.name), seen, out);
  }
  out.push_back(composite_view(schema, item));
}

}  // namespace

View::List composite_views(const ir::Schema& schema) {
  std::set<std::string> seen;
  View::List out;
  for (const ir::Composite& item : schema.composites) visit(schema, item, seen, out);
  return out;
}

}  // namespace tenon::target::cpp
