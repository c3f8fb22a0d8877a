// The columns that shared rows bring about: of their entity, and of those that refer to it.
#include "sema/keys/shared_columns.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/text.hpp"
#include "sql/expression.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

std::string shared_name(const FieldDraft& field) {
  return field.name() + "_" + std::string(ir::kSharedColumn);
}

}  // namespace

std::string whose_name(const Reading& context, const FieldDraft& field) {
  return field.name() + "_" + context.schema.tenancy->column;
}

bool may_refer_to_shared(const Draft& draft, const FieldDraft& field) {
  const ir::Tenancy tenancy = draft.entity.tenancy;
  return field.target != nullptr && ir::is_shared(field.target->entity) &&
         (tenancy == ir::Tenancy::kTenant || tenancy == ir::Tenancy::kRoot);
}

std::string owning_name(const ir::TenancySettings& tenancy) {
  return "owning_" + tenancy.column;
}

void add_whose(const Reading& context, Draft& draft, const FieldDraft& field, ir::Relation& relation) {
  ir::Column shared;
  shared.name = shared.field = relation.shared_column = identifier(shared_name(field));
  shared.doc = fmt::format("Whether `{}` is a shared row.", field.name());
  shared.type.name = "bool";
  shared.default_value = ir::Value{ir::Value::Kind::kBoolean, "false", {}};
  shared.rule = ir::Rule::kShared;
  ir::Column whose;
  whose.name = whose.field = identifier(whose_name(context, field));
  whose.type = context.schema.tenancy->type;
  const bool is_root = draft.entity.tenancy == ir::Tenancy::kRoot;
  whose.generated =
      fmt::format("CASE WHEN {} THEN {} ELSE {} END", sql::identifier(shared.name), ir::no_tenant(whose.type),
                  sql::identifier(is_root ? draft.key[0].name : context.schema.tenancy->column));
  whose.nullable = true;
  whose.rule = ir::Rule::kT3;
  draft.entity.columns.push_back(std::move(shared));
  draft.entity.columns.push_back(std::move(whose));
}

void check_shared_columns(const Reading& context, const Draft& draft,
                          const std::map<std::string, const FieldDraft*>& owners) {
  std::vector<std::string> made;
  if (ir::is_shared(draft.entity))
    made = {std::string(ir::kSharedColumn), identifier(owning_name(*context.schema.tenancy))};
  for (const FieldDraft& field : draft.fields) {
    if (!may_refer_to_shared(draft, field)) continue;
    made.push_back(identifier(shared_name(field)));
    made.push_back(identifier(whose_name(context, field)));
  }
  for (const std::string& name : made) {
    const auto clash = owners.find(name);
    if (clash == owners.end()) continue;
    context.sink
        .report(Code::kColumnCollision,
                fmt::format("`{}` makes the column `{}`, which shared rows bring about",
                            clash->second->name(), name))
        .at(clash->second->syntax->name.span)
        .help("give the field another name");
  }
}

void add_shared_columns(const Reading& context, Draft& draft) {
  const ir::TenancySettings& tenancy = *context.schema.tenancy;
  const std::string column = sql::identifier(tenancy.column);
  const std::string nobody = ir::no_tenant(tenancy.type);
  ir::Column shared;
  shared.name = shared.field = ir::kSharedColumn;
  shared.doc = "Whether the row is no tenant's, and all read it.";
  shared.type.name = "bool";
  shared.generated = fmt::format("{} = {}", column, nobody);
  shared.rule = ir::Rule::kShared;
  ir::Column owning;
  owning.name = owning.field = identifier(owning_name(tenancy));
  owning.type = tenancy.type;
  owning.nullable = true;
  owning.generated = fmt::format("nullif({}, {})", column, nobody);
  owning.rule = ir::Rule::kT1;
  draft.entity.columns.push_back(std::move(shared));
  draft.entity.columns.push_back(std::move(owning));
}

}  // namespace tenon::sema
