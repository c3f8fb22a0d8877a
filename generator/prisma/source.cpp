// `datasource`, and which attributes there are.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "prisma/meaning.hpp"

namespace tenon::prisma {
namespace {

struct KnownAttribute {
  std::string_view name;
  std::vector<std::string> arguments = {};  ///< the first may be said without its name
};

const std::vector<KnownAttribute>& field_attributes() {
  static const std::vector<KnownAttribute> kAll = {
      {"id", {"map", "length", "sort", "clustered"}},
      {"unique", {"map", "length", "sort", "clustered"}},
      {"default", {"value", "map"}},
      {"relation", {"name", "fields", "references", "onDelete", "onUpdate", "map"}},
      {"map", {"name"}},
      {"updatedAt"},
      {"ignore"}};
  return kAll;
}

const std::vector<KnownAttribute>& model_attributes() {
  static const std::vector<KnownAttribute> kAll = {
      {"id", {"fields", "name", "map", "length", "sort", "clustered"}},
      {"unique", {"fields", "name", "map", "length", "sort", "clustered", "where"}},
      {"index", {"fields", "name", "map", "length", "sort", "clustered", "type", "ops", "where"}},
      {"map", {"name"}},
      {"schema", {"map"}},
      {"ignore"}};
  return kAll;
}

const std::vector<KnownAttribute>& enum_attributes() {
  static const std::vector<KnownAttribute> kAll = {{"map", {"name"}}, {"schema", {"map"}}};
  return kAll;
}

void check(Meaning& meaning, const Attribute& attribute, const std::vector<KnownAttribute>& all,
           std::string_view sign) {
  const std::string& name = attribute.name.text;
  const auto known = std::ranges::find_if(all, [&](const auto& each) { return each.name == name; });
  if (known == all.end()) {
    std::vector<std::string> names;
    for (const KnownAttribute& each : all) names.emplace_back(each.name);
    meaning.unknown(attribute.name, fmt::format("there is no attribute `{}{}` here", sign, name), names);
    return;
  }
  for (const Argument& each : attribute.arguments) {
    const bool is_known =
        each.name.empty() ? !known->arguments.empty() : contains(known->arguments, each.name);
    if (is_known) continue;
    meaning.refuse(each.value.span,
                   fmt::format("`{}{}` takes no {}", sign, name,
                               each.name.empty() ? "value" : fmt::format("`{}`", each.name)),
                   known->arguments.empty() ? std::string("it stands alone")
                                            : "it takes " + join(known->arguments, ", "));
  }
}

void check_once(Meaning& meaning, const std::vector<Attribute>& attributes, std::string_view sign) {
  for (const Attribute& each : attributes) {
    const bool may_repeat = sign == "@@" && (each.name.text == "unique" || each.name.text == "index");
    if (!may_repeat && find(attributes, each.name.text) != &each)
      meaning.refuse(each.name.span, fmt::format("`{}{}` stands twice", sign, each.name.text),
                     "take one away");
  }
}

const Setting* setting(const Block& block, std::string_view name) {
  const auto found =
      std::ranges::find_if(block.settings, [&](const Setting& each) { return each.name.text == name; });
  return found == block.settings.end() ? nullptr : &*found;
}

void check_provider(Meaning& meaning, const Block& block) {
  const Setting* provider = setting(block, "provider");
  if (provider != nullptr && (provider->value.text == "postgresql" || provider->value.text == "postgres"))
    return;
  meaning.sink
      .report(diag::Code::kPrismaProvider, provider == nullptr
                                               ? std::string("the schema doesn't say its database")
                                               : fmt::format("the schema is for `{}`", provider->value.text))
      .at(provider == nullptr ? block.name.span : provider->value.span)
      .help(
          "only schemas with `provider = \"postgresql\"` can be read: bring it to PostgreSQL with Prisma "
          "first");
}

void make_extensions(Meaning& meaning, const Expression& list) {
  for (const Argument& each : list.arguments) {
    std::string name = each.value.text;
    std::string schema;
    for (const Argument& argument : each.value.arguments) {
      if (argument.name == "map") name = text_of(meaning, argument.value);
      if (argument.name == "schema") schema = text_of(meaning, argument.value);
    }
    if (name == "uuid_ossp") name = "uuid-ossp";
    meaning.make({model::Kind::kExtension, "", "", name, ""}, model::Extension{"", schema});
  }
}

}  // namespace

void read_source(Meaning& meaning, const Block& block) {
  check_provider(meaning, block);
  if (const Setting* mode = setting(block, "relationMode"); mode != nullptr && mode->value.text == "prisma") {
    meaning.source.has_foreign_keys = false;
    meaning.left_over(mode->value.span, "`relationMode = \"prisma\"` makes no foreign keys",
                      "take it out and import again, and the database holds what refers to what");
  }
  if (const Setting* schemas = setting(block, "schemas")) {
    for (const Argument& each : schemas->value.arguments) {
      const std::string name = text_of(meaning, each.value);
      meaning.source.schemas.insert(name);
      if (name != kHome) meaning.make({model::Kind::kSchema, "", "", name, ""}, model::Schema{});
    }
  }
  if (const Setting* extensions = setting(block, "extensions")) make_extensions(meaning, extensions->value);
}

void check_attributes(Meaning& meaning, const Block& block) {
  const bool is_enum = block.keyword.text == "enum";
  for (const Attribute& each : block.attributes)
    check(meaning, each, is_enum ? enum_attributes() : model_attributes(), "@@");
  check_once(meaning, block.attributes, "@@");
  static const std::vector<KnownAttribute> kOfValues = {{"map", {"name"}}};
  for (const Field& field : block.fields) {
    for (const Attribute& each : field.attributes) {
      if (!each.name.text.starts_with("db."))
        check(meaning, each, is_enum ? kOfValues : field_attributes(), "@");
    }
    check_once(meaning, field.attributes, "@");
  }
}

}  // namespace tenon::prisma
