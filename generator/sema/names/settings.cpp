// The blocks `schema` and `tenancy`: a table of settings each.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>

#include "base/cpp_words.hpp"
#include "base/text.hpp"
#include "sema/names/names.hpp"
#include "sema/names/spelling.hpp"

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
  const bool known = error == std::errc() && end == text.data() + text.size() &&
                     schema.postgres >= kOldestPostgres && schema.postgres <= kNewestPostgres;
  return known ? "" : fmt::format("the supported versions are {} to {}", kOldestPostgres, kNewestPostgres);
}

/// Of a Postgres schema in which something may stand.
std::string wrong_space(const std::string& name) {
  if (name.empty() || identifier(name) != name) return "it is no name that Postgres keeps";
  if (name.starts_with("pg_") || name == "information_schema") return "it is Postgres's own";
  if (name == "tenon") return "it is tenon's own";
  return "";
}

std::string add_extension(ir::Schema& schema, const ast::Value& value) {
  static constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789_-";
  // Behind the Postgres schema that it stands in: no extension has a dot in its name.
  const std::string text = text_of(value);
  const std::size_t dot = text.rfind('.');
  const bool is_placed = dot != std::string::npos;
  const std::string name = text.substr(is_placed ? dot + 1 : 0);
  if (name.empty() || name.find_first_not_of(kLetters) != std::string::npos)
    return "it is no name of an extension";
  const bool known =
      std::find(schema.extensions.begin(), schema.extensions.end(), name) != schema.extensions.end();
  if (known) return "it is listed already";
  if (is_placed) {
    const std::string space = text.substr(0, dot);
    if (std::string wrong = wrong_space(space); !wrong.empty()) return wrong;
    schema.extension_spaces.emplace_back(name, space);
  }
  schema.extensions.push_back(name);
  return "";
}

std::string set_plain(std::string& target, const ast::Value& value) {
  const auto* name = std::get_if<ast::Name>(&value.node);
  const bool plain = name != nullptr && name->text.find_first_of(".:") == std::string::npos;
  if (!plain) return "it takes a plain name";
  target = name->text;
  return "";
}

std::string add_postgres_schema(ir::Schema& schema, const ast::Value& value) {
  std::string name;
  if (std::string wrong = set_plain(name, value);
      !wrong.empty() && !std::holds_alternative<ast::String>(value.node))
    return wrong;
  name = text_of(value);
  if (std::string wrong = wrong_space(name); !wrong.empty()) return wrong;
  if (name == schema.sql_schema || contains(schema.postgres_schemas, name)) return "it is listed already";
  schema.postgres_schemas.push_back(name);
  return "";
}

std::string set_namespace(ir::Schema& schema, const ast::Value& value) {
  if (!std::holds_alternative<ast::Name>(value.node)) return "a C++ namespace is a name";
  const std::string text = text_of(value);
  if (text.find('.') != std::string::npos) return "a C++ namespace is written with `::`";
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(':', at), text.size());
    const std::string part = text.substr(at, end - at);
    if (at == 0 ? is_cpp_global(part) : is_cpp_word(part))
      return fmt::format("`{}` means something else in C++ already", part);
    at = end + 2;
  }
  schema.cpp_namespace = text;
  return "";
}

/// It stands without a value, and is set where it stands.
template <typename Target>
std::string refuse_value(Target& /*target*/, const ast::Value& /*value*/) {
  return "it stands alone";
}

bool stands_in(const std::vector<ast::Setting>& settings, std::string_view name) {
  return std::any_of(settings.begin(), settings.end(),
                     [&](const ast::Setting& setting) { return setting.name.text == name; });
}

std::string wrong_foreign_key_indexes(ir::Schema& /*schema*/, const ast::Value& value) {
  const std::string text = text_of(value);
  return text == "derived" || text == "manual" ? "" : "they are `derived` or `manual`";
}

std::string wrong_foreign_key_names(ir::Schema& /*schema*/, const ast::Value& value) {
  const std::string text = text_of(value);
  return text == "relations" || text == "columns" ? "" : "they are of `relations` or of `columns`";
}

std::string wrong_json_names(ir::Schema& /*schema*/, const ast::Value& value) {
  const std::string text = text_of(value);
  return text == "camel" || text == "as_declared" ? "" : "they are `camel` or `as_declared`";
}

constexpr SettingRow<ir::Schema> kSchemaSettings[] = {
    {"postgres", false, false, "postgres 15", set_postgres},
    {"extensions", true, false, "extensions vector, citext", add_extension},
    {"postgres_schemas", true, false, "postgres_schemas audit, reports", add_postgres_schema},
    {"namespace", false, false, "namespace platform::db", set_namespace},
    {"frozen", false, false, "frozen", refuse_value<ir::Schema>},
    {"foreign_key_indexes", false, false, "foreign_key_indexes manual", wrong_foreign_key_indexes},
    {"foreign_key_names", false, false, "foreign_key_names columns", wrong_foreign_key_names},
    {"json_names", false, false, "json_names camel", wrong_json_names},
};

/// Who makes indexes and names is no part of what the schema means: they are in it, or they aren't.
bool says(const ast::SchemaBlock& block, std::string_view name, std::string_view value) {
  return std::any_of(block.settings.begin(), block.settings.end(), [&](const ast::Setting& setting) {
    return setting.name.text == name && !setting.values.empty() && text_of(setting.values[0]) == value;
  });
}

std::string set_column(std::string& target, const ast::Value& value) {
  if (std::string wrong = set_plain(target, value); !wrong.empty()) return wrong;
  return is_name_of_ours(target) ? "names that begin with `tenon_` are tenon's own" : "";
}

std::string set_role(std::string& target, const ast::Value& value) {
  if (std::string wrong = set_plain(target, value); !wrong.empty()) return wrong;
  return wrong_role(target);
}

using Tenancy = ir::TenancySettings;

std::string set_variable(Tenancy& tenancy, const ast::Value& value) {
  const auto* name = std::get_if<ast::Name>(&value.node);
  const std::string text = name == nullptr ? "" : name->text;
  if (std::string wrong = wrong_setting(text); !wrong.empty()) return wrong;
  tenancy.setting = text;
  return "";
}

constexpr int kDeepest = 64;
constexpr int kUsualDepth = 32;

/// How many tenants may stand above one.
std::string set_depth(Tenancy& tenancy, const ast::Value& value) {
  const auto* number = std::get_if<ast::Number>(&value.node);
  const std::string text = number == nullptr ? "" : number->text;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), tenancy.depth);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && tenancy.depth >= 1 && tenancy.depth <= kDeepest
             ? ""
             : fmt::format("a tree is 1 to {} steps deep", kDeepest);
}

constexpr SettingRow<Tenancy> kTenancySettings[] = {
    {"root", false, true, "root Tenant",
     [](Tenancy& t, const ast::Value& v) { return set_plain(t.root, v); }},
    {"column", false, false, "column tenant_id",
     [](Tenancy& t, const ast::Value& v) { return set_column(t.column, v); }},
    {"setting", false, false, "setting app.current_tenant_id", set_variable},
    {"app", false, true, "app platform_app",
     [](Tenancy& t, const ast::Value& v) { return set_role(t.app, v); }},
    {"owner", false, true, "owner platform_owner",
     [](Tenancy& t, const ast::Value& v) { return set_role(t.owner, v); }},
    {"provisioner", false, false, "provisioner platform_provisioner",
     [](Tenancy& t, const ast::Value& v) { return set_role(t.provisioner, v); }},
    {"search", false, false, "search platform_search",
     [](Tenancy& t, const ast::Value& v) { return set_role(t.search, v); }},
    {"triggers", false, false, "triggers platform_triggers",
     [](Tenancy& t, const ast::Value& v) { return set_role(t.triggers, v); }},
    {"tree", false, false, "tree parent",
     [](Tenancy& t, const ast::Value& v) { return set_plain(t.tree, v); }},
    {"depth", false, false, "depth 32", set_depth},
    {"signed", false, false, "signed", refuse_value<Tenancy>},
};

template <typename Target>
const SettingRow<Target>* row_of(std::span<const SettingRow<Target>> rows, std::string_view name) {
  for (const auto& row : rows) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

template <typename Target>
std::vector<std::string> names_of(std::span<const SettingRow<Target>> rows) {
  std::vector<std::string> out;
  for (const auto& row : rows) out.emplace_back(row.name);
  return out;
}

template <typename Target>
void apply_setting(const Reading& context, std::span<const SettingRow<Target>> rows,
                   const ast::Setting& setting, Target& target) {
  const SettingRow<Target>* row = row_of(rows, setting.name.text);
  if (row == nullptr) {
    const std::vector<std::string> names = names_of(rows);
    auto& diagnostic =
        context.sink
            .report(Code::kUnknownSetting, fmt::format("`{}` is no setting of this block", setting.name.text))
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
void apply_settings(const Reading& context, std::span<const SettingRow<Target>> rows,
                    const std::vector<ast::Setting>& given, Target& target, std::string_view block,
                    Span span) {
  std::map<std::string, Span> seen;
  std::set<std::string> meant;
  for (const ast::Setting& setting : given) {
    const auto [first, is_new] = seen.emplace(setting.name.text, setting.name.span);
    if (!is_new) {
      context.sink.report(Code::kRepeatedBlock, fmt::format("`{}` is set twice", setting.name.text))
          .at(setting.name.span)
          .also(first->second, "first set here");
      continue;
    }
    if (!setting.broken) apply_setting(context, rows, setting, target);
    // A name that is nearly a setting's was meant as that.
    if (const auto near = nearest(setting.name.text, names_of(rows))) meant.insert(*near);
  }
  for (const auto& row : rows) {
    if (!row.required || meant.contains(std::string(row.name))) continue;
    context.sink.report(Code::kMissingSetting, fmt::format("`{}` says nothing of `{}`", block, row.name))
        .at(span)
        .help(fmt::format("add `{}`", row.example));
  }
}

void report_repeated(const Reading& context, std::string_view block, Span again, Span first) {
  context.sink.report(Code::kRepeatedBlock, fmt::format("a second `{}` block", block))
      .at(again)
      .also(first, "the first one");
}

/// One role for two of them would void what keeps them apart: the owner could switch the policies off.
void check_roles_differ(const Reading& context, const Tenancy& tenancy, Span span) {
  const std::pair<std::string_view, const std::string*> roles[] = {{"app", &tenancy.app},
                                                                   {"owner", &tenancy.owner},
                                                                   {"provisioner", &tenancy.provisioner},
                                                                   {"search", &tenancy.search},
                                                                   {"triggers", &tenancy.triggers}};
  for (std::size_t i = 0; i < std::size(roles); ++i) {
    for (std::size_t j = i + 1; j < std::size(roles); ++j) {
      if (roles[i].second->empty() || *roles[i].second != *roles[j].second) continue;
      context.sink
          .report(Code::kBadSetting, fmt::format("`{}` is the role of both `{}` and `{}`", *roles[i].second,
                                                 roles[i].first, roles[j].first))
          .at(span)
          .help("give each its own role: what one may do, the other must not");
    }
  }
}

struct Blocks {
  const ast::SchemaBlock* schema = nullptr;
  const ast::TenancyBlock* tenancy = nullptr;
};

Blocks find_blocks(const Reading& context, const std::vector<ast::File>& files) {
  Blocks blocks;
  for (const ast::File& file : files) {
    for (const ast::Declaration& declaration : file.declarations) {
      if (const auto* schema = std::get_if<ast::SchemaBlock>(&declaration)) {
        if (blocks.schema != nullptr) {
          report_repeated(context, "schema", schema->name.span, blocks.schema->name.span);
        } else {
          blocks.schema = schema;
        }
      }
      if (const auto* tenancy = std::get_if<ast::TenancyBlock>(&declaration)) {
        if (blocks.tenancy != nullptr) {
          report_repeated(context, "tenancy", tenancy->span, blocks.tenancy->span);
        } else {
          blocks.tenancy = tenancy;
        }
      }
    }
  }
  return blocks;
}

void resolve_schema_block(const Configuring& context, const ast::SchemaBlock* block) {
  ir::Schema& schema = context.configured;
  if (block == nullptr) {
    context.sink.report(Code::kMissingSchema, "the compilation has no `schema` block")
        .help("begin the file with `schema name { }`");
    return;
  }
  schema.name = block->name.text;
  schema.doc = block->doc;
  schema.cpp_namespace = schema.name;
  context.configured_settings.schema_span = block->name.span;
  context.configured_settings.index_foreign_keys = !says(*block, "foreign_key_indexes", "manual");
  context.configured_settings.name_by_columns = says(*block, "foreign_key_names", "columns");
  context.configured_settings.camel_in_json = says(*block, "json_names", "camel");
  apply_settings<ir::Schema>(context, kSchemaSettings, block->settings, schema, "schema", block->name.span);
  schema.frozen = stands_in(block->settings, "frozen");
}

}  // namespace

void resolve_settings(const Configuring& context, const std::vector<ast::File>& files) {
  const Blocks blocks = find_blocks(context, files);
  resolve_schema_block(context, blocks.schema);
  if (blocks.tenancy == nullptr) return;
  Tenancy tenancy;
  tenancy.column = "tenant_id";
  tenancy.setting = "app.current_tenant_id";
  tenancy.provisioner = identifier(context.schema.name + "_provisioner");
  tenancy.search = identifier(context.schema.name + "_search");
  tenancy.triggers = identifier(context.schema.name + "_triggers");
  apply_settings<Tenancy>(context, kTenancySettings, blocks.tenancy->settings, tenancy, "tenancy",
                          blocks.tenancy->span);
  tenancy.is_signed = stands_in(blocks.tenancy->settings, "signed");
  check_roles_differ(context, tenancy, blocks.tenancy->span);
  for (const ast::Setting& setting : blocks.tenancy->settings) {
    if (setting.name.text == "root" && !setting.values.empty())
      context.configured_settings.root_span = setting.values[0].span;
    if (setting.name.text == "tree" && !setting.values.empty())
      context.configured_settings.tree_span = setting.values[0].span;
    if (setting.name.text == "depth" && tenancy.tree.empty())
      context.sink.report(Code::kTree, "`depth` is of a tree of tenants, and there is none")
          .at(setting.name.span)
          .help("say by which relation of the root they stand in one: `tree parent`, or leave it out");
  }
  if (!tenancy.tree.empty() && tenancy.depth == 0) tenancy.depth = kUsualDepth;
  context.configured.tenancy = std::move(tenancy);
}

}  // namespace tenon::sema
