#include "target/cpp/cpp.hpp"

#include <algorithm>

#include "render/cpp_text.hpp"
#include "target/cpp/carried.hpp"
#include "target/cpp/views.hpp"

namespace tenon::target::cpp {
namespace {

using render::cpp_code;
using render::cpp_string;
using render::View;

/// The files: what follows the stem, and the template. One row each.
struct File {
  const char* suffix;
  const char* path;
};

constexpr File kFiles[] = {
    {"_fwd.hpp", "cpp/fwd.hpp"},     {".hpp", "cpp/types.hpp"},  {"_access.hpp", "cpp/access.hpp"},
    {"_codec.hpp", "cpp/codec.hpp"}, {".cpp", "cpp/access.cpp"}, {"_json.cpp", "cpp/json.cpp"},
};

View schema_view(const ir::Schema& declared, const std::string& stem, const Origin& origin) {
  const ir::Schema schema = carried(declared);
  View view;
  view.put("banner", cpp_code(origin.banner));
  view.put("stem", cpp_code(stem));
  view.put("namespace", cpp_code(schema.cpp_namespace));
  view.put_optional("schema_doc", render::cpp_doc(schema.doc, 0));
  view.put("schema_name", cpp_string(schema.name));
  view.put("fingerprint", cpp_string(ir::fingerprint(declared)));
  view.put("tenant_setting", cpp_string(schema.tenancy ? schema.tenancy->setting : ""));
  view.put("tool_version", cpp_string(origin.version));
  View::List enums;
  for (const ir::Enum& item : schema.enums) enums.push_back(enum_view(item));
  view.put_list("enums", std::move(enums));
  View::List structs;
  for (const ir::Struct* item : struct_order(schema)) structs.push_back(struct_view(*item));
  view.put_list("structs", std::move(structs));
  view.put("has_open", std::any_of(schema.structs.begin(), schema.structs.end(),
                                   [](const ir::Struct& s) { return s.open; }));
  View::List entities;
  for (const ir::Entity& entity : schema.entities) entities.push_back(entity_view(schema, entity));
  view.put("entities", std::move(entities));
  View::List views;
  for (const ir::View& item : schema.views) {
    if (item.rule == ir::Rule::kDeclared) views.push_back(read_view(schema, item));
  }
  view.put("views", std::move(views));
  return view;
}

}  // namespace

std::vector<std::string> output_names(const std::string& stem) {
  std::vector<std::string> out;
  for (const File& file : kFiles) out.push_back(stem + file.suffix);
  return out;
}

std::vector<render::OutputFile> generate(const ir::Schema& schema, const std::string& stem,
                                         const Origin& origin, render::Templates& templates) {
  const render::Prepared view(schema_view(schema, stem, origin));
  std::vector<render::OutputFile> out;
  for (const File& file : kFiles) out.push_back({stem + file.suffix, templates.render(file.path, view)});
  return out;
}

}  // namespace tenon::target::cpp
