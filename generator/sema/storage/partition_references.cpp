// What partitions ask of the rest: unique constraints, exclusions, relations, names.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/storage/partitions.hpp"
#include "sema/storage/storage.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using types::AttributeId;

std::vector<std::string> partition_key(const ir::Entity& entity) {
  std::vector<std::string> out;
  for (const ir::Partitioning& level : entity.partitioning)
    out.insert(out.end(), level.columns.begin(), level.columns.end());
  return out;
}

/// The columns of a field or of a column's name, without a complaint about what isn't there.
std::vector<std::string> columns_named(const ir::Entity& entity, const std::string& name) {
  for (const ir::Relation& relation : entity.relations) {
    if (relation.field == name) return relation.columns;
  }
  for (const ir::Column& column : entity.columns) {
    if (column.field == name || column.name == name) return {column.name};
  }
  return {};
}

std::vector<std::string> columns_named(const ir::Entity& entity, const std::vector<ast::Column>& columns) {
  std::vector<std::string> out;
  for (const ast::Column& column : columns) {
    const auto* name = std::get_if<ast::Name>(&column.what);
    if (name == nullptr) continue;
    for (std::string& found : columns_named(entity, name->text)) out.push_back(std::move(found));
  }
  return out;
}

/// The first column of the partition key that isn't among them; T4 brings the tenant's.
std::string lacking(const ir::Entity& entity, const std::vector<std::string>& columns, bool global) {
  for (const std::string& column : partition_key(entity)) {
    const bool tenant = column == entity.tenant_column && !global;
    if (!tenant && !contains(columns, column)) return column;
  }
  return "";
}

void also_partition(diag::Diagnostic& diagnostic, const Draft& draft) {
  if (const ast::Partition* partition = partition_of(draft))
    diagnostic.also(partition->span, "partitioned here");
}

void check_unique(const Reading& context, const Draft& draft, const std::vector<std::string>& columns,
                  bool global, Span span) {
  const std::string missing = lacking(draft.entity, columns, global);
  if (missing.empty()) return;
  const std::string what = columns.empty() ? "an expression" : fmt::format("`{}`", join(columns, ", "));
  auto& diagnostic =
      context.sink
          .report(Code::kUniqueWithoutPartitionKey,
                  fmt::format("{} is to be unique over the partitions of `{}`", what, draft.entity.name))
          .at(span, fmt::format("without `{}`, Postgres can tell it within one partition alone", missing));
  also_partition(diagnostic, draft);
  diagnostic.help(fmt::format(
      "add `{}` if the same value may come again with another one, or keep the value in an entity "
      "without partitions",
      missing));
}

void check_uniques(const Reading& context, const Draft& draft) {
  for (const FieldDraft& field : draft.fields) {
    const ast::Attribute* attribute = field.attributes.find(AttributeId::kUnique);
    if (attribute == nullptr) continue;
    const auto columns = columns_named(draft.entity, field.name());
    if (!columns.empty()) check_unique(context, draft, columns, false, attribute->span);
  }
  for (const ast::Member* member : draft.members) {
    const auto* unique = std::get_if<ast::Unique>(member);
    if (unique == nullptr) continue;
    const auto columns = columns_named(draft.entity, unique->columns);
    const bool expression =
        std::any_of(unique->columns.begin(), unique->columns.end(),
                    [](const ast::Column& column) { return std::holds_alternative<ast::Sql>(column.what); });
    // A field that isn't there was complained about.
    if (columns.empty() && !expression) continue;
    check_unique(context, draft, columns, unique->global.has_value(), unique->span);
  }
}

/// From PostgreSQL 17 on they are there, over the partition key by equality.
void check_exclusions(const Reading& context, const Draft& draft) {
  constexpr int kFirstWithExclusions = 17;
  for (const ast::Member* member : draft.members) {
    const auto* exclude = std::get_if<ast::Exclude>(member);
    if (exclude == nullptr) continue;
    std::vector<ast::Column> equal;
    for (const ast::Exclusion& element : exclude->elements) {
      if (element.operation.text == "=") equal.push_back(element.column);
    }
    const std::string missing =
        lacking(draft.entity, columns_named(draft.entity, equal), exclude->global.has_value());
    if (context.schema.postgres >= kFirstWithExclusions && missing.empty()) continue;
    auto& diagnostic =
        context.sink
            .report(Code::kExcludeOverPartitions,
                    fmt::format("an exclusion over the partitions of `{}`", draft.entity.name))
            .at(exclude->span,
                missing.empty()
                    ? "PostgreSQL has it from 17 on"
                    : fmt::format("it lacks `{} with =`, and looks into one partition alone", missing));
    also_partition(diagnostic, draft);
  }
}

/// Whether the key that relations refer to names one row by itself.
bool key_is_enough(const Draft& target) {
  return std::all_of(target.entity.key.begin(), target.entity.key.end(), [&](const std::string& column) {
    return std::any_of(target.key.begin(), target.key.end(),
                       [&](const KeyColumn& key) { return key.name == column; });
  });
}

void check_relation(const Reading& context, const Draft& owner, const FieldDraft& field) {
  const Draft& target = *field.target;
  if (target.entity.partitioning.empty()) return;
  const Span span = field.syntax->type.span;
  if (drops_partitions(target.entity)) {
    auto& diagnostic = context.sink
                           .report(Code::kRelationToDropped,
                                   fmt::format("`{}` refers to `{}`, whose old partitions are dropped",
                                               owner.entity.name, target.entity.name))
                           .at(span, "a row that refers to a partition's would keep it from being dropped");
    also_partition(diagnostic, target);
    diagnostic.help("keep the key as a plain value, such as a `uuid`, or keep the partitions");
    return;
  }
  if (key_is_enough(target)) return;
  auto& diagnostic =
      context.sink
          .report(Code::kRelationToPartitioned, fmt::format("the key of `{}` names no row without `{}`",
                                                            target.entity.name, target.entity.key.back()))
          .at(span, "Postgres can't see to it that this refers to one row");
  also_partition(diagnostic, target);
  diagnostic.help(fmt::format(
      "partition `{}` by a field of its key, as `id: uuid = uuid7() @key` can be, or keep the key here as a "
      "plain value",
      target.entity.name));
}

/// What a partition of the first level is called.
std::string table_of(const ir::Entity& entity, const ir::NamedPartition& partition) {
  return partition.table.empty() ? entity.table + "_" + partition.name : partition.table;
}

/// Partitions that are named are tables beside all others.
void check_names(const Reading& context, const Draft& draft) {
  const ast::Partition* syntax = partition_of(draft);
  for (const ir::NamedPartition& partition : draft.entity.partitioning[0].named) {
    const std::string name = table_of(draft.entity, partition);
    for (const Draft& other : context.drafts) {
      if (other.entity.table != name || other.entity.space != draft.entity.space) continue;
      context.sink
          .report(Code::kPartitionName, fmt::format("partition `{}` of `{}` is the table `{}`",
                                                    partition.name, draft.entity.name, name))
          .at(syntax->span)
          .also(other.syntax->name.span, "this entity's table")
          .help("choose another name for one of them");
    }
  }
}

}  // namespace

void check_partition_references(const Reading& context) {
  for (const Draft& draft : context.drafts) {
    for (const FieldDraft& field : draft.fields) {
      if (field.target != nullptr) check_relation(context, draft, field);
    }
    if (draft.entity.partitioning.empty()) continue;
    check_uniques(context, draft);
    check_exclusions(context, draft);
    check_names(context, draft);
  }
}

}  // namespace tenon::sema
