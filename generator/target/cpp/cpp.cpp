#include "target/cpp/cpp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/text.hpp"
#include "render/cpp_text.hpp"
#include "target/cpp/carried.hpp"
#include "target/cpp/encrypted.hpp"
#include "target/cpp/fakes.hpp"
#include "target/cpp/headers.hpp"
#include "target/cpp/many.hpp"
#include "target/cpp/names.hpp"
#include "target/cpp/queries.hpp"
#include "target/cpp/read_all.hpp"
#include "target/cpp/views.hpp"

namespace tenon::target::cpp {
namespace {

using render::cpp_code;
using render::cpp_string;
using render::View;

/// The files: what follows the stem, and the template. One row each; what has the same name stands in one
/// file.
struct File {
  const char* suffix;
  const char* path;
};

constexpr File kFiles[] = {
    {"_fwd.hpp", "cpp/fwd.hpp"},
    {".hpp", "cpp/types.hpp"},
    {"_access.hpp", "cpp/access.hpp"},
    {"_codec.hpp", "cpp/codec.hpp"},
    {"_describe.hpp", "cpp/describe.hpp"},
    {"_json.hpp", "cpp/json.hpp"},
    {".cpp", "cpp/access.cpp"},
    {".cpp", "cpp/many.cpp"},
    {"_json.cpp", "cpp/json.cpp"},
};

constexpr File kFakes[] = {
    {"_db.hpp", "cpp/db.hpp"},
    {"_fake.hpp", "cpp/fake.hpp"},
};

/// What a statement may run that isn't the tool's: declared triggers, and whatever raw SQL makes.
bool has_own_code(const ir::Schema& schema) {
  return !schema.raw.empty() ||
         std::any_of(schema.entities.begin(), schema.entities.end(),
                     [](const ir::Entity& entity) { return !entity.triggers.empty(); });
}

/// The member as `tenon::Session` takes it: of an enum its label.
render::CppText session_value(const ir::SessionVariable& variable) {
  ir::Column member;
  member.field = variable.name;
  const std::string name = "this->" + field_name(member).str();
  if (variable.type.kind != ir::Type::Kind::kEnum) return cpp_code(name);
  if (!variable.optional) return cpp_code("std::string(to_string(" + name + "))");
  return cpp_code(name + " ? std::optional(std::string(to_string(*" + name + "))) : std::nullopt");
}

/// What a transaction says of who asks.
void put_session(View& view, const ir::Schema& schema) {
  View::List session;
  std::vector<std::string> settings;
  for (const ir::SessionVariable& variable : schema.session) {
    ir::Column member;
    member.name = member.field = variable.name;
    member.type = variable.type;
    member.nullable = variable.optional;
    View item;
    item.put_optional("doc", render::cpp_doc(variable.doc, 2));
    item.put("type", field_type(member)).put("name", field_name(member));
    item.put("required", !variable.optional);
    item.put("setting", cpp_string(variable.setting));
    item.put("value", session_value(variable));
    settings.push_back(cpp_string(variable.setting).str());
    session.push_back(std::move(item));
  }
  view.put("session_settings", cpp_code(join(settings, ", ")));
  view.put_list("session", std::move(session));
}

/// `0, 1, 0`, as TENON_MAKE_VERSION takes them.
std::string version_numbers(const std::string& version) {
  std::string out;
  for (const char c : version) out += c == '.' ? std::string(", ") : std::string(1, c);
  return out;
}

/// All but the entities. `declared` is the schema before what C++ doesn't carry was left out.
View schema_view(const ir::Schema& schema, const ir::Schema& declared, const std::string& stem,
                 const Origin& origin) {
  View view;
  view.put("banner", cpp_code(origin.banner));
  view.put("stem", cpp_code(stem));
  view.put("namespace", render::cpp_namespace(schema.cpp_namespace));
  view.put_optional("schema_doc", render::cpp_doc(schema.doc, 0));
  view.put("schema_name", cpp_string(schema.name));
  view.put("fingerprint", cpp_string(ir::fingerprint(declared)));
  view.put("tenant_setting", cpp_string(schema.tenancy ? schema.tenancy->setting : ""));
  put_session(view, schema);
  view.put("canonical_tenant", cpp_code(schema.tenancy ? fmt::format("&tenon::canonical<{}>",
                                                                     value_type(schema.tenancy->type).str())
                                                       : std::string("nullptr")));
  view.put("tenant_signed", schema.tenancy && schema.tenancy->is_signed);
  view.put("has_own_code", has_own_code(declared));
  view.put("tool_version", cpp_string(origin.version));
  view.put("version", cpp_code(origin.version));
  view.put("version_numbers", cpp_code(version_numbers(origin.version)));
  View::List enums;
  for (const ir::Enum& item : schema.enums) enums.push_back(enum_view(item));
  view.put_list("enums", std::move(enums));
  View::List structs;
  View::List shapes = composite_views(schema);
  for (const ir::Struct* item : struct_order(schema)) {
    structs.push_back(struct_view(schema, *item));
    shapes.push_back(struct_view(schema, *item));
  }
  view.put_list("structs", std::move(structs));
  view.put_list("shapes", std::move(shapes));  // both
  view.put_list("composites", composite_views(schema));
  view.put("has_open", std::any_of(schema.structs.begin(), schema.structs.end(),
                                   [](const ir::Struct& s) { return s.open; }));
  View::List views;
  for (const ir::View& item : schema.views) {
    if (item.rule == ir::Rule::kDeclared || item.rule == ir::Rule::kShared)
      views.push_back(read_view(schema, item));
  }
  view.put("views", std::move(views));
  view.put_list("readings", reading_views(schema));
  View::List queries;
  for (const ir::Query& item : schema.queries) queries.push_back(query_view(schema, item));
  for (const ir::Function& item : schema.functions) {
    if (item.procedure) queries.push_back(procedure_view(schema, item));
  }
  view.put_list("queries", std::move(queries));
  view.put("headers", header_views(declared));
  view.put("has_encrypted", std::ranges::any_of(schema.entities, has_encrypted));
  view.put("has_embeds",
           has_loads(schema) || std::any_of(schema.queries.begin(), schema.queries.end(),
                                            [](const ir::Query& query) { return !query.embeds.empty(); }));
  view.put("has_streams",
           std::any_of(schema.queries.begin(), schema.queries.end(),
                       [](const ir::Query& query) { return query.cardinality == ir::Cardinality::kStream; }));
  return view;
}

std::vector<std::string> names_of(std::span<const File> files, const std::string& stem) {
  std::vector<std::string> out;
  for (const File& file : files) {
    if (out.empty() || out.back() != stem + file.suffix) out.push_back(stem + file.suffix);
  }
  return out;
}

using Adds = void (*)(const ir::Schema&, const ir::Entity&, View&);

/// `add` puts into an entity's view what these files alone need.
std::vector<render::OutputFile> made_of(std::span<const File> files, Adds add, const ir::Schema& declared,
                                        const std::string& stem, const Origin& origin,
                                        render::Templates& templates) {
  const std::optional<ir::Schema> otherwise = carried(declared);
  const ir::Schema& schema = otherwise ? *otherwise : declared;
  std::vector<std::string_view> paths;
  for (const File& file : files) paths.emplace_back(file.path);
  std::vector<std::string> texts = templates.render(paths, schema_view(schema, declared, stem, origin),
                                                    {"entities", schema.entities.size(), [&](std::size_t i) {
                                                       View view = entity_view(schema, schema.entities[i]);
                                                       if (add) add(schema, schema.entities[i], view);
                                                       return view;
                                                     }});
  std::vector<render::OutputFile> out;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string name = stem + files[i].suffix;
    if (out.empty() || out.back().path != name) {
      out.push_back({name, std::move(texts[i])});
    } else {
      out.back().text += texts[i];
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> output_names(const std::string& stem) {
  return names_of(kFiles, stem);
}

std::vector<render::OutputFile> generate(const ir::Schema& schema, const std::string& stem,
                                         const Origin& origin, render::Templates& templates) {
  return made_of(kFiles, nullptr, schema, stem, origin, templates);
}

std::vector<std::string> fake_output_names(const std::string& stem) {
  return names_of(kFakes, stem);
}

std::vector<render::OutputFile> generate_fakes(const ir::Schema& schema, const std::string& stem,
                                               const Origin& origin, render::Templates& templates) {
  return made_of(kFakes, put_fake, schema, stem, origin, templates);
}

}  // namespace tenon::target::cpp
