// Partitions: by what an entity's rows are divided, and what that asks of its keys.
#include "sema/storage/partitions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "sema/constraints/constraints.hpp"
#include "sema/storage/storage.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using Method = ir::Partitioning::Method;

constexpr int kMostAhead = 100;
constexpr int kDefaultAhead = 3;
constexpr int kMostHashed = 1024;

const std::map<std::string, Method, std::less<>>& methods() {
  static const std::map<std::string, Method, std::less<>> kMethods = {
      {"range", Method::kRange}, {"list", Method::kList}, {"hash", Method::kHash}};
  return kMethods;
}

std::optional<Method> method_of(const Reading& context, const ast::Partition& syntax) {
  const auto found = methods().find(syntax.method.text);
  if (found != methods().end()) return found->second;
  std::vector<std::string> names;
  for (const auto& [name, method] : methods()) names.push_back(name);
  auto& diagnostic = context.sink
                         .report(Code::kUnknownPartitionMethod,
                                 fmt::format("`{}` is no way to partition", syntax.method.text))
                         .at(syntax.method.span);
  suggest(diagnostic, syntax.method.text, names);
  diagnostic.note("the ways are " + join(names, ", "));
  return std::nullopt;
}

/// The ways in which a method's partitions are told.
enum class Way { kRanges, kNamedRanges, kLists, kHash };
constexpr std::array<std::string_view, 4> kWays = {"by range", "by range that are named", "by list",
                                                   "by hash"};

Way way_of(const ast::Partition& syntax, Method method) {
  if (method == Method::kList) return Way::kLists;
  if (method == Method::kHash) return Way::kHash;
  return syntax.items && !syntax.every ? Way::kNamedRanges : Way::kRanges;
}

/// A part of the member, and the ways that have it: the first of them lacks something without.
struct Clause {
  std::vector<Way> ways;
  std::string_view word;
  bool needed;
  std::string_view help;
  std::optional<Span> (*given)(const ast::Partition&);
};

const Clause kClauses[] = {
    {{Way::kRanges},
     "every",
     true,
     R"(say how long a range is: `every day`, `week`, `month` or `year`; or name the ranges: `{ p2026 = ["2026-01-01", "2027-01-01"] }`)",
     [](const ast::Partition& p) { return p.every ? std::optional(p.every->span) : std::nullopt; }},
    {{Way::kRanges},
     "ahead",
     false,
     "",
     [](const ast::Partition& p) { return p.ahead ? std::optional(p.ahead->span) : std::nullopt; }},
    {{Way::kRanges},
     "retain",
     false,
     "",
     [](const ast::Partition& p) { return p.retain ? std::optional(p.retain->span) : std::nullopt; }},
    {{Way::kHash},
     "into",
     true,
     "say how many there are: `into 8`",
     [](const ast::Partition& p) { return p.into ? std::optional(p.into->span) : std::nullopt; }},
    {{Way::kLists, Way::kNamedRanges},
     "{ … }",
     true,
     R"(name the partitions and their values: `{ eu = ["de", "fr"] }`)",
     [](const ast::Partition& p) { return p.items ? std::optional(p.span) : std::nullopt; }},
};

bool check_clauses(const Reading& context, const ast::Partition& syntax, Way way) {
  const auto refuse = [&](const Clause& clause, Span span, std::string_view what, std::string_view help) {
    context.sink
        .report(
            Code::kPartitionClause,
            fmt::format("partitions {} {} `{}`", kWays.at(static_cast<std::size_t>(way)), what, clause.word))
        .at(span)
        .help(std::string(help));
    return false;
  };
  const auto has = [&](const Clause& clause) {
    return std::find(clause.ways.begin(), clause.ways.end(), way) != clause.ways.end();
  };
  // What is out of place first: the method may be the wrong one.
  for (const Clause& clause : kClauses) {
    const auto given = clause.given(syntax);
    if (given && !has(clause)) return refuse(clause, *given, "have no", "remove it");
  }
  for (const Clause& clause : kClauses) {
    if (has(clause) && clause.needed && !clause.given(syntax))
      return refuse(clause, syntax.span, "lack their", clause.help);
  }
  return true;
}

bool check_key_column(const Reading& context, const ast::Column& column) {
  if (!column.operator_class && !column.descending && !column.nulls_first) return true;
  context.sink.report(Code::kIndexCapability, "a partition key has neither order nor operator class")
      .at(column.span);
  return false;
}

bool check_not_null(const Reading& context, const Draft& draft, const ir::Column& column, Span span) {
  if (!column.nullable) return true;
  const FieldDraft* field = field_of_column(draft, column.name);
  auto& diagnostic =
      context.sink
          .report(Code::kNullablePartitionKey, fmt::format("partition key `{}` is nullable",
                                                           field == nullptr ? column.name : field->name()))
          .at(span, "a partition key must be NOT NULL");
  if (field != nullptr && field->nullable()) diagnostic.also(*field->syntax->nullable, "made nullable here");
  diagnostic.help("remove the `?`");
  return false;
}

bool is_scalar(const ir::Type& type) {
  return type.dimensions == 0 && type.kind != ir::Type::Kind::kStruct;
}

/// Why the column can't be the key, or nothing.
std::string wrong_type(const ir::Column& column, Way way) {
  const ir::Type& type = column.type;
  if (way == Way::kRanges) {
    static constexpr std::string_view kTimes[] = {"timestamptz", "timestamp", "date"};
    const bool time = std::find(std::begin(kTimes), std::end(kTimes), type.name) != std::end(kTimes);
    if ((is_scalar(type) && time) || holds_uuid7(column)) return "";
    return "a range is of a `timestamptz`, `timestamp` or `date`, or of a `uuid = uuid7()`";
  }
  if (!is_scalar(type) || type.kind == ir::Type::Kind::kRaw) return "its values can't be told apart so";
  if (type.kind != ir::Type::Kind::kColumn) return "";
  const auto* row = types::find_column_type(type.name);
  return row == nullptr || row->ordered ? "" : "its values can't be told apart so";
}

bool check_key(const Reading& context, const Draft& draft, const ir::Column& column, Way way, Span span) {
  const FieldDraft* field = field_of_column(draft, column.name);
  // A type that is wrong was complained about.
  if (column.type.name.empty() || !check_not_null(context, draft, column, span)) return false;
  if (!column.generated.empty()) {
    context.sink.report(Code::kPartitionKeyType, fmt::format("partition key `{}` is generated", column.field))
        .at(span, "Postgres takes no generated column here")
        .help("keep the value in a field of its own");
    return false;
  }
  const std::string wrong = wrong_type(column, way);
  if (wrong.empty()) return true;
  auto& diagnostic =
      context.sink
          .report(Code::kPartitionKeyType, fmt::format("`{}` can't divide rows by {}", column.field,
                                                       way == Way::kRanges ? "range" : "its values"))
          .at(span, wrong);
  if (field != nullptr) diagnostic.also(field->syntax->type.span, "its type");
  return false;
}

std::optional<std::vector<std::string>> key_columns(const Reading& context, const Draft& draft,
                                                    const ast::Partition& syntax, Way way) {
  std::vector<std::string> out;
  for (const ast::Column& column : syntax.columns) {
    if (!check_key_column(context, column)) return std::nullopt;
    const auto names = resolve_columns(context, draft, column);
    if (!names) return std::nullopt;
    for (const std::string& name : *names) {
      if (!check_key(context, draft, *draft.entity.column(name), way, column.span)) return std::nullopt;
      if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
    }
  }
  if (out.size() > 1 && (way == Way::kRanges || way == Way::kLists)) {
    context.sink
        .report(Code::kPartitionClause,
                fmt::format("partitions by {} of {} columns", syntax.method.text, out.size()))
        .at(syntax.columns.back().span, "one column is expected")
        .help("a second `partition` line divides once more");
    return std::nullopt;
  }
  return out;
}

bool fill_range(const Reading& context, const ast::Partition& syntax, ir::Partitioning& out) {
  const auto every = resolve_unit(context, *syntax.every);
  out.ahead = kDefaultAhead;
  if (syntax.ahead) {
    const auto ahead = resolve_number(context, std::get<ast::Number>(syntax.ahead->node).text,
                                      syntax.ahead->span, "ahead", 1, kMostAhead);
    if (!ahead) return false;
    out.ahead = *ahead;
  }
  if (syntax.retain) {
    out.retain = resolve_duration(context, *syntax.retain);
    if (!out.retain) return false;
  }
  if (every) out.every = *every;
  return every.has_value();
}

bool fill_hash(const Reading& context, const ast::Partition& syntax, ir::Partitioning& out) {
  const auto modulus = resolve_number(context, std::get<ast::Number>(syntax.into->node).text,
                                      syntax.into->span, "into", 1, kMostHashed);
  if (modulus) out.modulus = *modulus;
  return modulus.has_value();
}

std::optional<ir::Partitioning> level_of(const Reading& context, const Draft& draft,
                                         const ast::Partition& syntax) {
  const auto method = method_of(context, syntax);
  if (!method) return std::nullopt;
  const Way way = way_of(syntax, *method);
  if (!check_clauses(context, syntax, way)) return std::nullopt;
  auto columns = key_columns(context, draft, syntax, way);
  if (!columns || columns->empty()) return std::nullopt;
  ir::Partitioning out;
  out.method = *method;
  out.columns = std::move(*columns);
  out.uuid7 = way == Way::kRanges && holds_uuid7(*draft.entity.column(out.columns[0]));
  const bool good = way == Way::kRanges ? fill_range(context, syntax, out)
                    : way == Way::kHash ? fill_hash(context, syntax, out)
                                        : resolve_named(context, draft, syntax, out);
  return good ? std::optional(std::move(out)) : std::nullopt;
}

/// Whether the level can divide what those before it have divided.
bool check_level(const Reading& context, const Draft& draft, const ast::Partition& syntax,
                 const ir::Partitioning& level) {
  const auto& before = draft.entity.partitioning;
  const auto refuse = [&](std::string message, std::string why) {
    context.sink.report(Code::kPartitionLevels, std::move(message)).at(syntax.span, std::move(why));
    return false;
  };
  if (before.empty()) return true;
  if (before.size() > 1) {
    return refuse(fmt::format("`{}` is divided three times", draft.entity.name), "two levels are the most");
  }
  if (level.method == Method::kRange && before[0].method == Method::kRange) {
    return refuse(fmt::format("the ranges of `{}` are divided into ranges", draft.entity.name),
                  "choose a shorter `every` instead");
  }
  const auto named = std::find_if(level.named.begin(), level.named.end(),
                                  [](const ir::NamedPartition& each) { return !each.table.empty(); });
  if (named != level.named.end()) {
    return refuse(
        fmt::format("each partition of `{}` would have one called `{}`", draft.entity.name, named->table),
        "`@named` is for the partitions of the first line");
  }
  const bool shared = std::any_of(level.columns.begin(), level.columns.end(), [&](const std::string& column) {
    return std::find(before[0].columns.begin(), before[0].columns.end(), column) != before[0].columns.end();
  });
  if (!shared) return true;
  return refuse(fmt::format("`{}` is divided by `{}` twice", draft.entity.name, level.columns[0]),
                "a partition's rows are divided by another column");
}

/// The partition key joins the primary key, as Postgres demands, unless it is in it.
void extend_primary_key(ir::Entity& entity, const ir::Partitioning& level) {
  if (!ir::has_key(entity)) return;
  for (const std::string& column : level.columns) {
    auto& key = entity.primary_key.columns;
    if (std::find(key.begin(), key.end(), column) != key.end()) continue;
    key.push_back(column);
    if (column != entity.tenant_column) entity.key.push_back(column);
  }
}

}  // namespace

bool holds_uuid7(const ir::Column& column) {
  return column.type.name == "uuid" && column.type.dimensions == 0 && column.default_value &&
         column.default_value->text == types::find_default_function("uuid7")->sql;
}

bool drops_partitions(const ir::Entity& entity) {
  return std::any_of(entity.partitioning.begin(), entity.partitioning.end(),
                     [](const ir::Partitioning& level) { return level.retain.has_value(); });
}

void resolve_partitions(const Making& context) {
  for (Draft& draft : context.making) {
    for (const ast::Member* member : draft.members) {
      const auto* syntax = std::get_if<ast::Partition>(member);
      if (syntax == nullptr) continue;
      if (draft.entity.tenancy == ir::Tenancy::kRoot) {
        context.sink
            .report(Code::kPartitionedRoot,
                    fmt::format("the tenancy's root `{}` is partitioned", draft.entity.name))
            .at(syntax->span)
            .note("every tenant's table refers to it");
        continue;
      }
      auto level = level_of(context, draft, *syntax);
      if (!level || !check_level(context, draft, *syntax, *level)) continue;
      extend_primary_key(draft.entity, *level);
      draft.entity.partitioning.push_back(std::move(*level));
    }
  }
}

}  // namespace tenon::sema
