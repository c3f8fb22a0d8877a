// Seeds: rows by name, each in its tenant. A key that has a default gets a fixed value made of the seed's and
// the row's names, so that a row can refer to another, and a seed can be put in twice.
#include "sema/seeds/seeds.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/embedded/embedded.hpp"
#include "sema/keys/keys.hpp"
#include "sema/seeds/row_keys.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using Kind = ir::Value::Kind;

struct Labelled {
  std::string entity;
  std::string tenant;
  std::vector<ir::Value> key;
  Span span;
  bool key_by_server = false;  ///< the key is known only once the row is there
};

/// Whether a text could be a label.
bool identifier_like(const std::string& text) {
  const auto in_name = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) == 0 &&
         std::all_of(text.begin(), text.end(), in_name);
}

bool has_type(const FieldDraft& field) {
  return field.type.has_value() || field.target != nullptr;
}

std::string label_help(const FieldDraft& field, const ast::Value& value) {
  const std::string& entity = field.target->entity.name;
  if (const auto* text = std::get_if<ast::String>(&value.node);
      text != nullptr && identifier_like(text->text)) {
    return fmt::format("a label stands without quotes: `{} = {}`, where `{}: {} {{ … }}` stands before it",
                       field.name(), text->text, text->text, entity);
  }
  return fmt::format("label the row, `name: {} {{ … }}`, and write `{} = name`", entity, field.name());
}

class SeedReader {
 public:
  SeedReader(const Reading& context, const ast::Seed& seed)
      : context_(context), out_{seed.name.text, seed.doc, {}} {}

  ir::Seed read(const ast::Seed& seed) {
    look_ahead(seed);
    for (const auto& item : seed.items) {
      if (const auto* row_item = std::get_if<ast::SeedRow>(&item)) {
        row(*row_item, "");
        continue;
      }
      const auto& scope = std::get<ast::SeedScope>(item);
      const Labelled* tenant = labelled(scope.tenant);
      if (tenant != nullptr && !tenant->entity.empty() && !is(tenant->entity, ir::Tenancy::kRoot)) {
        context_.sink.report(Code::kSeedTenant, fmt::format("`{}` is no tenant", scope.tenant.text))
            .at(scope.tenant.span);
      }
      for (const ast::SeedRow& inner : scope.rows) row(inner, scope.tenant.text);
    }
    return std::move(out_);
  }

 private:
  /// A row that stands further below, and the tenant that it is of.
  struct Ahead {
    const ast::SeedRow* row;
    std::string tenant;
  };

  void look_ahead(const ast::Seed& seed) {
    for (const auto& item : seed.items) {
      const auto* scope = std::get_if<ast::SeedScope>(&item);
      if (scope == nullptr) continue;
      for (const ast::SeedRow& row : scope->rows) {
        if (row.label) ahead_.emplace(row.label->text, Ahead{&row, scope->tenant.text});
      }
    }
  }

  /// In a circle one row has to name another that comes after it: its key is known already where it is made
  /// of its label.
  std::optional<Labelled> coming(const Draft& draft, const FieldDraft& field, const ast::Name& name) const {
    const auto found = ahead_.find(name.text);
    const auto in_circle = [&](const ir::ForeignKey& key) {
      return key.in_circle && key.entity == field.target->entity.name;
    };
    const auto& keys = draft.entity.foreign_keys;
    const ir::Entity& target = field.target->entity;
    if (found == ahead_.end() || rows_.contains(name.text) || target.key.size() != 1 ||
        std::none_of(keys.begin(), keys.end(), in_circle))
      return std::nullopt;
    const ast::SeedRow& row = *found->second.row;
    const ir::Column* key = target.column(target.key[0]);
    const bool given = std::any_of(row.values.begin(), row.values.end(),
                                   [&](const ast::Assignment& a) { return a.name.text == key->field; });
    if (given || key->type.name != "uuid" || row.entity.text != target.name) return std::nullopt;
    return Labelled{target.name,
                    found->second.tenant,
                    {fixed_key(out_.name, found->second.tenant, target, name.text)},
                    name.span};
  }

  [[nodiscard]] bool is(const std::string& entity, ir::Tenancy tenancy) const {
    const ir::Entity* found = context_.schema.entity(entity);
    return found != nullptr && found->tenancy == tenancy;
  }

  const Labelled* labelled(const ast::Name& name) {
    const auto found = rows_.find(name.text);
    if (found != rows_.end()) return &found->second;
    std::vector<std::string> known;
    for (const auto& [label, row] : rows_) known.push_back(label);
    auto& diagnostic =
        context_.sink
            .report(Code::kUnknownLabel, fmt::format("no row `{}` stands before this one", name.text))
            .at(name.span);
    suggest(diagnostic, name.text, known);
    return nullptr;
  }

  bool check_scope(const ast::SeedRow& syntax, const ir::Entity& entity, const std::string& tenant) {
    // Which entity is the root isn't known, and was complained about.
    if (context_.schema.tenancy && context_.drafts.root == nullptr) return false;
    const bool in_scope = !tenant.empty();
    if (entity.tenancy == ir::Tenancy::kTenant && !in_scope && !ir::is_shared(entity)) {
      context_.sink
          .report(Code::kSeedTenant, fmt::format("{} `{}` belongs to a tenant, and none is named",
                                                 article(entity.name), entity.name))
          .at(syntax.entity.span)
          .help("put the row into `in tenant_label { }`");
      return false;
    }
    if (entity.tenancy != ir::Tenancy::kTenant && in_scope) {
      context_.sink
          .report(Code::kSeedTenant,
                  fmt::format("{} `{}` belongs to no tenant", article(entity.name), entity.name))
          .at(syntax.entity.span)
          .help("put the row outside of the tenant's block");
      return false;
    }
    return true;
  }

  void row(const ast::SeedRow& syntax, const std::string& tenant) {
    const Draft* draft = context_.drafts.named(syntax.entity.text);
    if (draft == nullptr && !context_.declared.was_dropped(syntax.entity.text)) {
      auto& diagnostic =
          context_.sink.report(Code::kUnknownEntity, fmt::format("`{}` is no entity", syntax.entity.text))
              .at(syntax.entity.span);
      suggest(diagnostic, syntax.entity.text, context_.drafts.names());
    }
    if (draft == nullptr || syntax.broken || !check_scope(syntax, draft->entity, tenant)) {
      // The label is known all the same, as one of a row that can be anything.
      if (syntax.label)
        rows_.emplace(syntax.label->text, Labelled{"", tenant, {}, syntax.label->span, false});
      return;
    }
    const ir::Entity& entity = draft->entity;
    const std::string label = syntax.label ? syntax.label->text : fmt::format("#{}", out_.rows.size() + 1);
    ir::SeedRow out{label, entity.name, entity.tenancy == ir::Tenancy::kRoot ? label : tenant, {}, {}};
    const std::size_t before = context_.sink.all().size();
    std::map<std::string, Span> given;
    for (const ast::Assignment& assignment : syntax.values) {
      const auto [first, is_new] = given.emplace(assignment.name.text, assignment.name.span);
      if (is_new) {
        assign(*draft, assignment, out);
      } else {
        context_.sink.report(Code::kDuplicateField, fmt::format("`{}` is given twice", assignment.name.text))
            .at(assignment.name.span)
            .also(first->second, "the first time");
      }
    }
    // A name that is misspelt is missing as well.
    const bool good = context_.sink.all().size() == before;
    std::vector<ir::Value> key = complete_key(syntax, entity, out, good);
    if (good) check_missing(syntax, entity, out);
    const bool by_server = key_is_made_by_server(entity, out);
    if (good && by_server) find_by_values(context_.schema, entity, out);
    if (good && !by_server) check_key(syntax, entity, key);
    if (syntax.label)
      remember(*syntax.label, {entity.name, tenant, std::move(key), syntax.label->span, by_server});
    out_.rows.push_back(std::move(out));
  }

  void remember(const ast::Name& label, Labelled row) {
    const auto [first, is_new] = rows_.emplace(label.text, std::move(row));
    if (is_new) return;
    context_.sink.report(Code::kDuplicateName, fmt::format("two rows `{}`", label.text))
        .at(label.span)
        .also(first->second.span, "the first one");
  }

  void assign(const Draft& draft, const ast::Assignment& assignment, ir::SeedRow& out) {
    const FieldDraft* field = draft.field(assignment.name.text);
    if (field == nullptr) {
      if (draft.may_lack(assignment.name.text)) return;
      auto& diagnostic =
          context_.sink
              .report(Code::kUnknownColumn,
                      fmt::format("`{}` has no field `{}`", draft.entity.name, assignment.name.text))
              .at(assignment.name.span);
      suggest(diagnostic, assignment.name.text, draft.field_names());
      return;
    }
    if (field->target != nullptr) {
      relate(draft, *field, assignment.value, out);
      return;
    }
    if (!field->type || is_written_by_the_server(*field, assignment)) return;
    if (std::holds_alternative<ast::Null>(assignment.value.node) && !field->nullable()) {
      context_.sink.report(Code::kBadDefault, fmt::format("`{}` can't be NULL", field->name()))
          .at(assignment.value.span);
      return;
    }
    check_seed_sql(context_, draft, assignment.value);
    if (auto value = field_value(context_, *field, assignment.value)) {
      out.values.emplace_back(columns_of(*field)[0].name, std::move(*value));
    }
  }

  bool is_written_by_the_server(const FieldDraft& field, const ast::Assignment& assignment) {
    const ast::Attribute* identity = field.attributes.find(types::AttributeId::kIdentity);
    const ast::Attribute* attribute = field.attributes.find(types::AttributeId::kGenerated);
    if (identity != nullptr && identity->arguments.empty()) attribute = identity;
    const bool counted = is_counted(field);
    if (attribute == nullptr && !counted) return false;
    context_.sink
        .report(Code::kBadDefault,
                fmt::format("`{}` is given, and the database makes its value", field.name()))
        .at(assignment.name.span)
        .also(counted ? field.syntax->default_value->span : attribute->span, "because of this")
        .help("leave it out");
    return true;
  }

  void relate(const Draft& draft, const FieldDraft& field, const ast::Value& value, ir::SeedRow& out) {
    if (std::holds_alternative<ast::Null>(value.node) && field.nullable()) return;
    const auto* name = std::get_if<ast::Name>(&value.node);
    if (name == nullptr) {
      context_.sink
          .report(Code::kBadDefault, fmt::format("relation `{}` takes the label of a row", field.name()))
          .at(value.span)
          .help(label_help(field, value));
      return;
    }
    const std::optional<Labelled> ahead = coming(draft, field, *name);
    const Labelled* target = ahead ? &*ahead : labelled(*name);
    if (target == nullptr || target->entity.empty()) return;
    if (target->entity != field.target->entity.name) {
      context_.sink
          .report(Code::kBadDefault,
                  fmt::format("`{}` is {} `{}`, and {} `{}` is expected", name->text, article(target->entity),
                              target->entity, article(field.target->entity.name), field.target->entity.name))
          .at(value.span);
      return;
    }
    const bool shared = ir::is_shared(field.target->entity) && target->tenant.empty();
    if (in_tenant(draft.entity) && in_tenant(field.target->entity) && target->tenant != out.tenant &&
        !shared && (rows_.contains(target->tenant) || out.tenant.empty())) {
      context_.sink.report(Code::kSeedTenant, fmt::format("`{}` belongs to another tenant", name->text))
          .at(value.span);
      return;
    }
    const auto columns = columns_of(field);
    if (target->key_by_server) {
      context_.sink.report(Code::kMissingValue, fmt::format("the key of `{}` is not known here", name->text))
          .at(value.span)
          .also(target->span, "the server makes it when the row is put in")
          .help(fmt::format("give `{}` its key as a literal", name->text));
      return;
    }
    for (const ir::Relation& relation : draft.entity.relations) {
      if (relation.field == field.name() && !relation.shared_column.empty() && shared)
        out.values.emplace_back(relation.shared_column, ir::Value{Kind::kBoolean, "true", {}});
    }
    for (std::size_t i = 0; i < columns.size() && i < target->key.size(); ++i) {
      out.values.emplace_back(columns[i].name, target->key[i]);
    }
  }

  /// The row's key, its defaults replaced by fixed values.
  std::vector<ir::Value> complete_key(const ast::SeedRow& syntax, const ir::Entity& entity, ir::SeedRow& out,
                                      bool good) {
    std::vector<ir::Value> key;
    for (const std::string& name : entity.key) {
      const auto given =
          std::find_if(out.values.begin(), out.values.end(), [&](const auto& v) { return v.first == name; });
      if (given != out.values.end()) {
        key.push_back(given->second);
        continue;
      }
      const ir::Column* column = entity.column(name);
      if (column == nullptr || column->type.name != "uuid" || in_range_key(entity, name)) continue;
      ir::Value value = fixed_key(out_.name, out.tenant, entity, identity(out));
      if (!made_.insert(value.text).second && good && out.label.starts_with('#')) {
        context_.sink.report(Code::kDuplicateName, "two rows of the same values")
            .at(syntax.entity.span)
            .help("a label tells them apart: `name: Entity { … }`");
      }
      out.values.insert(out.values.begin(), {name, value});
      key.push_back(std::move(value));
    }
    return key;
  }

  /// A key that is another at each run can't be referred to, nor found again by a second run.
  void check_key(const ast::SeedRow& syntax, const ir::Entity& entity, const std::vector<ir::Value>& key) {
    const bool fixed = std::all_of(key.begin(), key.end(), [](const ir::Value& value) {
      return value.kind != Kind::kSql && value.kind != Kind::kFunction;
    });
    const auto computed = [&](const ir::Column* column) {
      return has_default(context_.schema, *column) && column->type.name != "uuid";
    };
    const bool left_out = key.size() < entity.key.size() &&
                          std::any_of(entity.key.begin(), entity.key.end(),
                                      [&](const std::string& name) { return computed(entity.column(name)); });
    if (fixed && !left_out) return;
    context_.sink
        .report(Code::kMissingValue, fmt::format("the row's key is not fixed: `{}`", join(entity.key, ", ")))
        .at(syntax.entity.span, fmt::format("{} `{}`", article(entity.name), entity.name))
        .note("a seed can be put in twice, and finds its rows by their keys")
        .help("give the key as a literal");
  }

  void check_missing(const ast::SeedRow& syntax, const ir::Entity& entity, const ir::SeedRow& out) {
    for (const ir::Column& column : entity.columns) {
      const bool given = std::any_of(out.values.begin(), out.values.end(),
                                     [&](const auto& v) { return v.first == column.name; });
      if (given || column.nullable || has_default(context_.schema, column) || column.rule == ir::Rule::kT1 ||
          !column.generated.empty())
        continue;
      const bool tried =
          std::any_of(syntax.values.begin(), syntax.values.end(), [&](const ast::Assignment& a) {
            return a.name.text == column.field || column.name.starts_with(a.name.text + "_");
          });
      // One that is wrong was complained about where it stands.
      const FieldDraft* field = context_.drafts.named(entity.name)->field(column.field);
      const bool wrong_default = field != nullptr && (field->syntax->default_value.has_value() ||
                                                      field->syntax->broken || !has_type(*field));
      if (tried || wrong_default) continue;
      context_.sink.report(Code::kMissingValue, fmt::format("the row lacks `{}`", column.field))
          .at(syntax.entity.span, fmt::format("{} `{}`", article(entity.name), entity.name))
          .note("it has no default, and can't be NULL");
    }
  }

  const Reading& context_;
  ir::Seed out_;
  std::map<std::string, Labelled> rows_;
  std::map<std::string, Ahead> ahead_;
  std::set<std::string> made_;  ///< keys
};

}  // namespace

void resolve_seeds(const MakingSeeds& context) {
  for (const ast::Seed* seed : context.declared.seeds)
    context.seeds.push_back(SeedReader(context, *seed).read(*seed));
}

}  // namespace tenon::sema
