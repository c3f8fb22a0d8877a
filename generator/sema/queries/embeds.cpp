// Rows of another entity within each row of a query's: they come by a query of the tool's, for all rows at
// once.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/names/names.hpp"
#include "sema/names/spelling.hpp"
#include "sema/queries/parts.hpp"
#include "types/types.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using Names = std::vector<std::string>;

/// A relation by which rows of one entity belong to rows of the result.
struct Way {
  const ir::Entity* from = nullptr;  ///< which has the relation
  const ir::Relation* relation = nullptr;
  Names of;              ///< columns of the result
  bool to_many = false;  ///< the embedded entity refers to the result's rows
};

class Embedding {
 public:
  Embedding(const Reading& context, const ast::Query& syntax, const sql::Analysis& analysis, ir::Query& out)
      : context_(context), syntax_(syntax), analysis_(analysis), out_(out) {}

  std::optional<HiddenQuery> resolve(const ast::QueryEmbed& item) {
    const Draft* draft = context_.drafts.named(item.entity.text);
    if (draft == nullptr) {
      if (context_.declared.was_dropped(item.entity.text)) return std::nullopt;
      suggest(report(item.entity.span, fmt::format("no entity `{}` to embed", item.entity.text)),
              item.entity.text, context_.drafts.names());
      return std::nullopt;
    }
    if (!check_name(item) || !check_kind(item, draft->entity)) return std::nullopt;
    const auto way = the_way(item, draft->entity);
    if (!way || !check_tenants(item, *way) || !check_key(item, *way)) return std::nullopt;
    return embed(item, draft->entity, *way);
  }

 private:
  diag::Diagnostic& report(Span span, std::string what) {
    return context_.sink.report(Code::kQueryEmbed, fmt::format("query `{}`: {}", out_.name, what)).at(span);
  }

  bool check_name(const ast::QueryEmbed& item) {
    const std::string& name = item.name.text;
    const bool column = std::any_of(out_.columns.begin(), out_.columns.end(),
                                    [&](const ir::Column& other) { return other.name == name; });
    const bool embed = std::any_of(out_.embeds.begin(), out_.embeds.end(),
                                   [&](const ir::QueryEmbed& other) { return other.name == name; });
    if (context_.declared.symbols.contains(name) || name == pascal_case(out_.name)) {
      report(item.name.span, fmt::format("`{}` is a type in C++", name))
          .help("choose another name, in small letters");
      return false;
    }
    if (column || embed)
      report(item.name.span, fmt::format("its rows have a `{}` already", name)).help("choose another name");
    return !column && !embed;
  }

  bool check_kind(const ast::QueryEmbed& item, const ir::Entity& entity) {
    const std::size_t before = context_.sink.all().size();
    const bool rows = out_.cardinality == ir::Cardinality::kOne ||
                      out_.cardinality == ir::Cardinality::kExactlyOne ||
                      out_.cardinality == ir::Cardinality::kMany;
    if (!rows) report(item.span, "rows are embedded in those of `one`, `exactly one` and `many`");
    if (syntax_.global) {
      report(item.span, "it is over all tenants, and embeds rows of one")
          .help("make it no `global query`, or join what it embeds");
    } else if (!out_.in_tenant && !entity.tenant_column.empty()) {
      report(item.span, "it reads no tenant's rows, and embeds some").help("join a tenant's table");
    }
    const auto secret =
        std::find_if(entity.columns.begin(), entity.columns.end(),
                     [](const ir::Column& column) { return column.secret && !column.hashed; });
    if (secret != entity.columns.end()) {
      report(item.entity.span,
             fmt::format("`{}` has the secret `{}`, of which no copy is made", entity.name, secret->name))
          .help("give a row to the program by its key, and let it read the rest where that is needed");
    }
    return context_.sink.all().size() == before;
  }

  /// The column of the result that is that of the table; null where none is, or several are.
  const ir::Column* result_of(const std::string& table, const std::string& column) const {
    const ir::Column* out = nullptr;
    for (std::size_t i = 0; i < analysis_.outputs.size() && i < out_.columns.size(); ++i) {
      const auto& origin = analysis_.outputs[i].origin;
      if (!origin || origin->table != table || origin->column != column) continue;
      if (out != nullptr) return nullptr;
      out = &out_.columns[i];
    }
    return out;
  }

  /// Columns of a table that stands there twice may be of two rows.
  bool stands_once(const std::string& table) const {
    return std::count_if(analysis_.uses.begin(), analysis_.uses.end(), [&](const sql::TableUse& use) {
             return use.table == table && use.use == sql::Use::kRead;
           }) < 2;
  }

  /// Nothing where one of them isn't in the result.
  Names results_of(const std::string& table, const Names& columns) const {
    Names out;
    if (columns.size() > 1 && !stands_once(table)) return out;
    for (const std::string& column : columns) {
      const ir::Column* found = result_of(table, column);
      if (found == nullptr) return {};
      out.push_back(found->name);
    }
    return out;
  }

  std::vector<Way> ways(const ast::QueryEmbed& item, const ir::Entity& entity) const {
    std::vector<Way> out;
    const auto is_meant = [&](const ir::Relation& relation) {
      return !item.through || item.through->text == relation.field;
    };
    const auto add = [&](Way way) {
      if (!way.of.empty() && is_meant(*way.relation)) out.push_back(std::move(way));
    };
    for (const ir::Relation& relation : entity.relations) {
      if (const Draft* target = context_.drafts.named(relation.entity))
        add({&entity, &relation, results_of(ir::handle(target->entity), target->entity.key), true});
    }
    for (const Draft& draft : context_.drafts) {
      for (const ir::Relation& relation : draft.entity.relations) {
        if (relation.entity == entity.name)
          add({&draft.entity, &relation, results_of(ir::handle(draft.entity), relation.columns), false});
      }
    }
    return out;
  }

  /// Whether it has the relation, or some entity has it to it.
  bool has_relation(const ir::Entity& entity, const std::string& name) const {
    const auto is_it = [&](const ir::Relation& relation) { return relation.field == name; };
    if (std::any_of(entity.relations.begin(), entity.relations.end(), is_it)) return true;
    return std::any_of(context_.drafts.begin(), context_.drafts.end(), [&](const Draft& draft) {
      return std::any_of(
          draft.entity.relations.begin(), draft.entity.relations.end(),
          [&](const ir::Relation& relation) { return is_it(relation) && relation.entity == entity.name; });
    });
  }

  std::optional<Way> the_way(const ast::QueryEmbed& item, const ir::Entity& entity) {
    const std::vector<Way> found = ways(item, entity);
    if (found.size() == 1) return found.front();
    const Span place = item.through ? item.through->span : item.entity.span;
    if (found.empty() && item.through && !has_relation(entity, item.through->text)) {
      Names known;
      for (const ir::Relation& relation : entity.relations) known.push_back(relation.field);
      suggest(report(place, fmt::format("there is no relation `{}` between `{}` and its rows",
                                        item.through->text, entity.name)),
              item.through->text, known);
      return std::nullopt;
    }
    if (found.empty()) {
      report(place, fmt::format("nothing tells which rows of `{}` belong to one of its rows", entity.name))
          .help(fmt::format("let it give the key of what `{0}` refers to, or a relation to `{0}`",
                            entity.name));
      return std::nullopt;
    }
    auto& diagnostic =
        report(place, fmt::format("`{}` is related to its rows in {} ways", entity.name, found.size()));
    Names known;
    for (const Way& way : found) {
      if (!contains(known, way.relation->field)) known.push_back(way.relation->field);
    }
    if (known.size() == 1)
      diagnostic.help(fmt::format("both ways by `{}`: let it give either the key or the relation", known[0]));
    else
      diagnostic.help(fmt::format("say by which relation: `through {}`", join(known, "` or `through ")));
    return std::nullopt;
  }

  /// Of rows that several tenants of a tree may have by one key.
  bool check_tenants(const ast::QueryEmbed& item, const Way& way) {
    for (const ir::Entity* each : {way.from, &context_.drafts.named(way.relation->entity)->entity}) {
      if (each->inherited == ir::Inheritance::kNone || each->tenancy == ir::Tenancy::kRoot) continue;
      report(item.entity.span,
             fmt::format("`{}` is inherited, and its keys alone don't tell whose row is meant", each->name))
          .help("join what it embeds, by its tenant too");
      return false;
    }
    return true;
  }

  /// Rows are put together in C++, by what is equal there.
  bool check_key(const ast::QueryEmbed& item, const Way& way) {
    for (const std::string& name : way.of) {
      const ir::Column& column = *std::find_if(out_.columns.begin(), out_.columns.end(),
                                               [&](const ir::Column& each) { return each.name == name; });
      if (ir::has_one_form(column.type, column.collation)) continue;
      report(item.entity.span, fmt::format("its rows are found by `{}`, and values that differ in C++ may be "
                                           "equal in the database there",
                                           name))
          .help("join what it embeds");
      return false;
    }
    return true;
  }

  HiddenQuery embed(const ast::QueryEmbed& item, const ir::Entity& entity, const Way& way) {
    ir::QueryEmbed made;
    made.name = item.name.text;
    made.entity = entity.name;
    made.query = fmt::format("{}_embeds_{}", out_.name, made.name);
    made.of = way.of;
    made.columns = way.to_many ? way.relation->columns : entity.key;
    made.many = way.to_many && !is_unique(entity, made.columns);
    made.nullable = !made.many && (way.to_many || may_be_missing(way.of));
    HiddenQuery out;
    out.syntax.name = {made.query, item.name.span};
    out.syntax.sql = {text_of(item, entity, made), item.span};
    const Draft* key_of = context_.drafts.named(way.relation->entity);
    for (std::size_t i = 0; i < made.columns.size(); ++i) {
      ir::QueryParameter parameter;
      parameter.name = fmt::format("key_{}", i + 1);
      parameter.type = entity.column(made.columns[i])->type;
      parameter.type.dimensions = 1;
      // Of a key of several columns, samples are made up.
      if (made.columns.size() == 1) parameter.entity = key_of->entity.name;
      out.parameters.push_back(std::move(parameter));
    }
    out_.embeds.push_back(std::move(made));
    out_.row_of.clear();
    return out;
  }

  static bool is_unique(const ir::Entity& entity, Names columns) {
    if (!entity.tenant_column.empty() && !contains(columns, entity.tenant_column))
      columns.push_back(entity.tenant_column);
    const auto same = [&](const ir::Key& key) {
      return std::is_permutation(key.columns.begin(), key.columns.end(), columns.begin(), columns.end());
    };
    return same(entity.primary_key) || std::any_of(entity.uniques.begin(), entity.uniques.end(), same);
  }

  bool may_be_missing(const Names& columns) const {
    return std::any_of(out_.columns.begin(), out_.columns.end(), [&](const ir::Column& column) {
      return column.nullable && contains(columns, column.name);
    });
  }

  std::string text_of(const ast::QueryEmbed& item, const ir::Entity& entity, const ir::QueryEmbed& made) {
    Names columns;
    Names parameters;
    for (const std::string& column : made.columns) {
      columns.push_back(sql::identifier(column));
      parameters.push_back(fmt::format(":key_{}", parameters.size() + 1));
    }
    std::string out = fmt::format("select * from {} where ", named_table(entity));
    if (columns.size() == 1) {
      out += fmt::format("{} = any({})", columns[0], parameters[0]);
    } else {
      out += fmt::format("({}) in (select * from unnest({}))", join(columns, ", "), join(parameters, ", "));
    }
    return out + fmt::format(" order by {}", order_of(item, entity));
  }

  std::string order_of(const ast::QueryEmbed& item, const ir::Entity& entity) {
    Names out;
    for (const ast::Column& column : item.by) {
      const auto* name = std::get_if<ast::Name>(&column.what);
      const bool known = name != nullptr && entity.column(name->text) != nullptr;
      if (!known || column.operator_class) {
        auto& diagnostic =
            report(column.span,
                   fmt::format("rows of `{}` are ordered by its columns, with `asc` or `desc`", entity.name));
        Names columns;
        for (const ir::Column& other : entity.columns) columns.push_back(other.name);
        if (name != nullptr) suggest(diagnostic, name->text, columns);
        continue;
      }
      out.push_back(sql::identifier(name->text) + (column.descending ? " desc" : ""));
    }
    for (const std::string& column : entity.key) out.push_back(sql::identifier(column));
    return join(out, ", ");
  }

  const Reading& context_;
  const ast::Query& syntax_;
  const sql::Analysis& analysis_;
  ir::Query& out_;
};

}  // namespace

std::vector<HiddenQuery> resolve_embeds(const Reading& context, const ast::Query& syntax,
                                        const sql::Analysis& analysis, ir::Query& out) {
  std::vector<HiddenQuery> hidden;
  for (const ast::QueryEmbed& item : syntax.embeds) {
    if (auto made = Embedding(context, syntax, analysis, out).resolve(item))
      hidden.push_back(std::move(*made));
  }
  return hidden;
}

}  // namespace tenon::sema
