// Names: what is declared, once each; and what mixins bring in.
#include <fmt/format.h>

#include "base/text.hpp"
#include "sema/context.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

void report_duplicate(Context& context, const ast::Name& name, Span first) {
  context.sink.report(Code::kDuplicateDeclaration, fmt::format("`{}` is declared twice", name.text))
      .at(name.span, "declared again here")
      .also(first, "first declared here");
}

bool declare(Context& context, const ast::Name& name, Declared what) {
  if (types::find_column_type(name.text) != nullptr) {
    context.sink.report(Code::kDuplicateDeclaration, fmt::format("`{}` is the name of a column type", name.text))
        .at(name.span)
        .help("choose another name");
    return false;
  }
  const auto [found, is_new] = context.symbols.emplace(name.text, Symbol{name.span, what});
  if (!is_new) report_duplicate(context, name, found->second.span);
  return is_new;
}

struct Collector {
  Context& context;

  void operator()(const ast::Entity& entity) const {
    if (!declare(context, entity.name, &entity)) return;
    auto draft = std::make_unique<Draft>();
    draft->syntax = &entity;
    draft->entity.name = entity.name.text;
    draft->entity.doc = entity.doc;
    draft->entity.table = entity.table ? entity.table->text : identifier(plural(snake_case(entity.name.text)));
    context.drafts.push_back(std::move(draft));
  }
  void operator()(const ast::Mixin& mixin) const { declare(context, mixin.name, &mixin); }
  void operator()(const ast::Enum& item) const { declare(context, item.name, &item); }
  void operator()(const ast::Struct& item) const { declare(context, item.name, &item); }
  void operator()(const ast::Seed& seed) const {
    for (const ast::Seed* other : context.seeds) {
      if (other->name.text == seed.name.text) return report_duplicate(context, seed.name, other->name.span);
    }
    context.seeds.push_back(&seed);
  }
  void operator()(const ast::Import&) const {}
  void operator()(const ast::SchemaBlock&) const {}
  void operator()(const ast::TenancyBlock&) const {}
};

void check_tables(Context& context) {
  std::map<std::string, const Draft*> tables;
  for (const auto& draft : context.drafts) {
    const auto [found, is_new] = tables.emplace(draft->entity.table, draft.get());
    if (is_new) continue;
    context.sink
        .report(Code::kTableCollision, fmt::format("`{}` and `{}` both make the table `{}`", found->second->entity.name,
                                                   draft->entity.name, draft->entity.table))
        .at(draft->syntax->name.span)
        .also(found->second->syntax->name.span, "the other one")
        .help(fmt::format("name one of the tables: `entity {} in other_name`", draft->entity.name));
  }
}

void report_unknown_mixin(Context& context, const ast::Name& name) {
  std::vector<std::string> candidates;
  for (const auto& [known, symbol] : context.symbols) {
    if (std::holds_alternative<const ast::Mixin*>(symbol.what)) candidates.push_back(known);
  }
  auto& diagnostic = context.sink.report(Code::kUnknownMixin, fmt::format("`{}` is no mixin", name.text)).at(name.span);
  suggest(diagnostic, name.text, candidates);
}

void splice(Context& context, Draft& draft) {
  for (const ast::Member& member : draft.syntax->members) draft.members.push_back(&member);
  for (const ast::Name& name : draft.syntax->mixins) {
    const auto* mixin = context.find<ast::Mixin>(name.text);
    if (mixin == nullptr) {
      report_unknown_mixin(context, name);
      continue;
    }
    for (const ast::Member& member : mixin->members) draft.members.push_back(&member);
  }
}

}  // namespace

void collect_declarations(Context& context, const std::vector<ast::File>& files) {
  for (const ast::File& file : files) {
    for (const ast::Declaration& declaration : file.declarations) std::visit(Collector{context}, declaration);
  }
  check_tables(context);
}

void splice_mixins(Context& context) {
  for (const auto& draft : context.drafts) splice(context, *draft);
}

}  // namespace tenon::sema
