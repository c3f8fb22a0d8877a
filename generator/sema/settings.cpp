// The blocks `schema` and `tenancy`: a table of settings each.
#include <fmt/format.h>

#include <charconv>
#include <functional>

#include "base/text.hpp"
#include "sema/context.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

constexpr int kOldestPostgres = 15;
constexpr int kNewestPostgres = 18;

/// A setting's row: how many values it takes, and where they go. `set` gives back what is wrong, or nothing.
template <typename Target>
struct SettingRow {
  std::string_view name;
  bool many;
  bool required;
  std::string_view example;
  std::string (*set)(Target&, const ast::Value&);
};

std::string text_of(const ast::Value& value) {
  if (const auto* name = std::get_if<ast::Name>(&value.node)) return name->text;
  if (const auto* number = std::get_if<ast::Number>(&value.node)) return number->text;
  if (const auto* string = std::get_if<ast::String>(&value.node)) return string->text;
  return "";
}

std::string set_postgres(ir::Schema& schema, const ast::Value& value) {
  const std::string text = text_of(value);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), schema.postgres);
  const bool known = error == std::errc() && end == text.data() + text.size() && schema.postgres >= kOldestPostgres &&
                     schema.postgres <= kNewestPostgres;
  return known ? "" : fmt::format("the supported versions are {} to {}", kOldestPostgres, kNewestPostgres);
}

std::string add_extension(ir::Schema& schema, const ast::Value& value) {
  schema.extensions.push_back(text_of(value));
  return "";
}

std::string set_namespace(ir::Schema& schema, const ast::Value& value) {
  schema.cpp_namespace = text_of(value);
  return schema.cpp_namespace.find('.') == std::string::npos ? "" : "a C++ namespace is written with `::`";
}

constexpr SettingRow<ir::Schema> kSchemaSettings[] = {
    {"postgres", false, false, "postgres 15", set_postgres},
    {"extensions", true, false, "extensions vector, citext", add_extension},
    {"namespace", false, false, "namespace platform::db", set_namespace},
};

std::string set_plain(std::string& target, const ast::Value& value) {
  target = text_of(value);
  const bool plain = target.find('.') == std::string::npos && target.find(':') == std::string::npos;
  return plain ? "" : "it takes a plain name";
}

using Tenancy = ir::TenancySettings;

std::string set_variable(Tenancy& tenancy, const ast::Value& value) {
  tenancy.setting = text_of(value);
  return tenancy.setting.find('.') == std::string::npos
             ? "a session variable of an application has a prefix and a dot: `app.current_tenant_id`"
             : "";
}

constexpr SettingRow<Tenancy> kTenancySettings[] = {
    {"root", false, true, "root Tenant", [](Tenancy& t, const ast::Value& v) { return set_plain(t.root, v); }},
    {"column", false, false, "column tenant_id", [](Tenancy& t, const ast::Value& v) { return set_plain(t.column, v); }},
    {"setting", false, false, "setting app.current_tenant_id", set_variable},
    {"app", false, true, "app platform_app", [](Tenancy& t, const ast::Value& v) { return set_plain(t.app, v); }},
    {"owner", false, true, "owner platform_owner", [](Tenancy& t, const ast::Value& v) { return set_plain(t.owner, v); }},
    {"provisioner", false, false, "provisioner platform_provisioner",
     [](Tenancy& t, const ast::Value& v) { return set_plain(t.provisioner, v); }},
};

template <typename Target>
const SettingRow<Target>* row_of(std::span<const SettingRow<Target>> rows, std::string_view name) {
  for (const auto& row : rows) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

template <typename Target>
void apply_setting(Context& context, std::span<const SettingRow<Target>> rows, const ast::Setting& setting,
                   Target& target) {
  const SettingRow<Target>* row = row_of(rows, setting.name.text);
  if (row == nullptr) {
    std::vector<std::string> names;
    for (const auto& known : rows) names.emplace_back(known.name);
    auto& diagnostic =
        context.sink.report(Code::kUnknownSetting, fmt::format("`{}` is no setting of this block", setting.name.text))
            .at(setting.name.span);
    suggest(diagnostic, setting.name.text, names);
    diagnostic.note("the settings are " + join(names, ", "));
    return;
  }
  if (!row->many && setting.values.size() > 1) {
    context.sink.report(Code::kBadSetting, fmt::format("`{}` takes one value", row->name))
        .at(setting.values[1].span, "a second one")
        .help(fmt::format("for example `{}`", row->example));
    return;
  }
  for (const ast::Value& value : setting.values) {
    const std::string wrong = row->set(target, value);
    if (wrong.empty()) continue;
    context.sink
        .report(Code::kBadSetting, fmt::format("`{}` can't be the value of `{}`", text_of(value), row->name))
        .at(value.span, wrong)
        .help(fmt::format("for example `{}`", row->example));
  }
}

template <typename Target>
void apply_settings(Context& context, std::span<const SettingRow<Target>> rows, const std::vector<ast::Setting>& given,
                    Target& target, std::string_view block, Span span) {
  std::map<std::string, Span> seen;
  for (const ast::Setting& setting : given) {
    const auto [first, is_new] = seen.emplace(setting.name.text, setting.name.span);
    if (!is_new) {
      context.sink.report(Code::kRepeatedBlock, fmt::format("`{}` is set twice", setting.name.text))
          .at(setting.name.span)
          .also(first->second, "first set here");
      continue;
    }
    apply_setting(context, rows, setting, target);
  }
  for (const auto& row : rows) {
    if (!row.required || seen.contains(std::string(row.name))) continue;
    context.sink.report(Code::kMissingSetting, fmt::format("`{}` says nothing of `{}`", block, row.name))
        .at(span)
        .help(fmt::format("add `{}`", row.example));
  }
}

void report_repeated(Context& context, std::string_view block, Span again, Span first) {
  context.sink.report(Code::kRepeatedBlock, fmt::format("a second `{}` block", block))
      .at(again)
      .also(first, "the first one");
}

struct Blocks {
  const ast::SchemaBlock* schema = nullptr;
  const ast::TenancyBlock* tenancy = nullptr;
};

Blocks find_blocks(Context& context, const std::vector<ast::File>& files) {
  Blocks blocks;
  for (const ast::File& file : files) {
    for (const ast::Declaration& declaration : file.declarations) {
      if (const auto* schema = std::get_if<ast::SchemaBlock>(&declaration)) {
        if (blocks.schema != nullptr) report_repeated(context, "schema", schema->name.span, blocks.schema->name.span);
        blocks.schema = schema;
      }
      if (const auto* tenancy = std::get_if<ast::TenancyBlock>(&declaration)) {
        if (blocks.tenancy != nullptr) report_repeated(context, "tenancy", tenancy->span, blocks.tenancy->span);
        blocks.tenancy = tenancy;
      }
    }
  }
  return blocks;
}

}  // namespace

void resolve_settings(Context& context, const std::vector<ast::File>& files) {
  const Blocks blocks = find_blocks(context, files);
  if (blocks.schema == nullptr) {
    context.sink.report(Code::kMissingSchema, "the compilation has no `schema` block")
        .help("begin the file with `schema name { }`");
    return;
  }
  ir::Schema& schema = context.schema;
  schema.name = blocks.schema->name.text;
  schema.doc = blocks.schema->doc;
  schema.cpp_namespace = schema.name;
  context.schema_span = blocks.schema->name.span;
  apply_settings<ir::Schema>(context, kSchemaSettings, blocks.schema->settings, schema, "schema",
                             blocks.schema->name.span);
  if (blocks.tenancy == nullptr) return;
  Tenancy tenancy;
  tenancy.column = "tenant_id";
  tenancy.setting = "app.current_tenant_id";
  tenancy.provisioner = schema.name + "_provisioner";
  apply_settings<Tenancy>(context, kTenancySettings, blocks.tenancy->settings, tenancy, "tenancy", blocks.tenancy->span);
  for (const ast::Setting& setting : blocks.tenancy->settings) {
    if (setting.name.text == "root") context.root_span = setting.values[0].span;
  }
  schema.tenancy = std::move(tenancy);
}

}  // namespace tenon::sema
